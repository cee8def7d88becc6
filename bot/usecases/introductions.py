"""The questions about the enterprise hold nobody up: other wishes, questions and commands go before them."""

from dataclasses import replace

from bot.domain.dialogue import AskingEnterprise, AskingTrigger, Drafting, ExplainingInspection
from bot.domain.enterprise_name import Wish, wish_of
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.storage import dialogues
from bot.usecases import cancellation, enterprises, onboarding, questions
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def hear(uow: UnitOfWork, caller: Caller, step: AskingEnterprise, message: IncomingMessage) -> bool:
    """Whether a text was what the step asks for, or a word that says what to do with it.

    False for a question: the dialogue is left, the person told so, and the question is to be answered.
    """
    wish = wish_of(message.text)
    if wish is not None:
        await _grant(uow, caller, step, wish)
        return True
    if not questions.is_question(uow, message.text) and await enterprises.hear(uow, caller, step, message):
        return True
    await set_aside(uow, caller)
    return False


async def set_aside(uow: UnitOfWork, caller: Caller) -> None:
    """Leave the questions about the enterprise for something that comes first, and say so."""
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await uow.tell(say(caller.person, "enterprise.set_aside"))


async def leave(uow: UnitOfWork, caller: Caller) -> Caller:
    """A command leaves what is merely being asked for; a draft with something in it stays."""
    step = caller.dialogue.step if caller.dialogue else None
    is_empty = isinstance(step, Drafting) and not step.collected and not step.question
    if not is_empty and not isinstance(step, AskingEnterprise | AskingTrigger | ExplainingInspection):
        return caller
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    return replace(caller, dialogue=None)


async def _grant(uow: UnitOfWork, caller: Caller, step: AskingEnterprise, wish: Wish) -> None:
    match wish:
        case Wish.HELP:
            await dialogues.end(uow.tx, uow.account.id, caller.person.id)
            await onboarding.help_(uow, caller.person)
        case Wish.CANCEL:
            await cancellation.cancel(uow, caller)
        case Wish.SKIP:
            await enterprises.leave_out(uow, caller.person, step)
