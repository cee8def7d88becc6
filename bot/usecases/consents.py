"""Consent is asked for once; all that was said before it is then answered as one, although nothing of it was kept.

Before consent only the numbers of the messages are kept (`AwaitingConsent`). The tap on the card brings along the one
message that the card replies to. For each of the others the butler then says a short reply, and what Telegram returns
for that call shows the message replied to (`LookAgain`; the courier hands it to `looked`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actions import TellEnterprise
from bot.domain.dialogue import AwaitingConsent, Gathering
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage, Sender
from bot.domain.outgoing import LookAgain, Notice, Rows, Sentence, button
from bot.storage import dialogues, people
from bot.storage.outbox import OutboxItem
from bot.usecases import drafts, emergencies, limits, onboarding, questions
from bot.usecases.messages import rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_WAITING = 10
"""Messages before consent that are looked at again; each takes a call, and a short reply in the chat."""
REMIND_AFTER = dt.timedelta(minutes=1)
"""Whoever goes on writing without consent is reminded so often at most."""
LOOKING_FOR = dt.timedelta(seconds=30)
"""What was said before consent is waited for so long; then what is at hand is answered with the next message."""


async def ask(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Somebody without consent has written: the card for the first message, then a reminder now and then."""
    urgent = await emergencies.tell_before_consent(uow, caller, message)
    waiting = _waiting(caller, uow.now)
    if waiting is None:
        about = message if message.can_be_sent_on else None
        await onboarding.ask_consent(uow, caller.person, about=about, urgent=urgent)
        return
    assert caller.dialogue is not None
    remind = not waiting.messages or abs(uow.now - caller.dialogue.since) >= REMIND_AFTER
    since = uow.now if remind else caller.dialogue.since
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, _longer(waiting, message), since)
    if remind:
        rows = onboarding.consent_rows(caller.person.lang)
        await uow.tell(say(caller.person, "welcome.remind", rows, reply_to=message.message_id))


async def agree(
    uow: UnitOfWork,
    caller: Caller,
    sender: Sender,
    card: int,
    language: str,
    about: IncomingMessage | None,
) -> None:
    """Consent was given on a card, in a language; what was said before it is answered. A second tap does nothing."""
    lang = onboarding.as_lang(language) or caller.person.lang
    first = about if about is not None and not about.text.startswith("/") else None
    waiting = _waiting(caller, uow.now) or AwaitingConsent(())
    missing = tuple(each for each in waiting.messages if first is None or each != first.message_id)
    rows: Rows = ((button("button.enterprise", TellEnterprise()),),) if first or missing else ()
    await uow.tell(rewrite(caller.person, card, Sentence("welcome.consented", rows=rows), lang))
    if caller.person.consented_at is not None:
        return
    await people.consent(uow.tx, caller.person.id, sender.name, uow.now)
    await people.set_language(uow.tx, caller.person.id, lang)
    person = replace(caller.person, language=lang, name=sender.name, consented_at=uow.now)
    step = Gathering(missing, (first,) if first else (), waiting.left_out)
    await _gather(uow, replace(caller, person=person, dialogue=None), step)


async def looked(uow: UnitOfWork, item: OutboxItem, message: IncomingMessage | None) -> None:
    """What came of looking at a message again; None if it is gone. With the last one, all is answered."""
    await people.lock_address(
        uow.tx, item.address.id
    )  # else their next message might be lost beside this one
    content = item.notice().content
    since = uow.now - limits.WINDOW
    caller = await people.caller(uow.tx, uow.account.id, item.address.external_id, uow.now, since)
    step = caller.dialogue.step if caller.dialogue else None
    if not isinstance(content, LookAgain) or not isinstance(step, Gathering):
        return
    missing = tuple(each for each in step.missing if each != content.message_id)
    found = (message,) if message is not None and message.can_be_sent_on else ()
    await _go_on(uow, caller, replace(step, missing=missing, messages=(*step.messages, *found)))


async def hear_more(uow: UnitOfWork, caller: Caller, message: IncomingMessage, *, urgent: bool) -> bool:
    """Whether a message joins those that are being looked at again; urgent words wait for nothing."""
    dialogue = caller.dialogue
    if dialogue is None or not isinstance(dialogue.step, Gathering) or not message.can_be_sent_on:
        return False
    step = replace(dialogue.step, messages=(*dialogue.step.messages, message))
    if urgent or abs(uow.now - dialogue.since) > LOOKING_FOR:
        step = replace(step, missing=())
    await _go_on(uow, caller, step)
    return True


def _waiting(caller: Caller, now: dt.datetime) -> AwaitingConsent | None:
    dialogue = caller.dialogue
    if dialogue is None or not dialogue.is_fresh(now):
        return None
    return dialogue.step if isinstance(dialogue.step, AwaitingConsent) else None


def _longer(waiting: AwaitingConsent, message: IncomingMessage) -> AwaitingConsent:
    if not message.can_be_sent_on:
        return waiting
    if len(waiting.messages) >= MOST_WAITING:
        return replace(waiting, left_out=waiting.left_out + 1)
    return replace(waiting, messages=(*waiting.messages, message.message_id))


async def _gather(uow: UnitOfWork, caller: Caller, step: Gathering) -> None:
    if not step.missing:
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)
        await _answer(uow, caller, step)
        return
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, step, uow.now)
    for each in step.missing:
        await uow.tell(Notice(caller.person.id, LookAgain(each), caller.person.lang))


async def _go_on(uow: UnitOfWork, caller: Caller, step: Gathering) -> None:
    """Keep what is at hand, or answer it if nothing is missing any more."""
    assert caller.dialogue is not None
    if step.missing:
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, step, caller.dialogue.since)
        return
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await _answer(uow, replace(caller, dialogue=None), step)


async def _answer(uow: UnitOfWork, caller: Caller, step: Gathering) -> None:
    """Deal with all that was said before consent: words are one question, files are one draft."""
    said = sorted(step.messages, key=lambda each: each.message_id)
    words = [each for each in said if each.kind == "text" and not each.text.startswith("/")]
    files = [each for each in said if each.kind != "text" and each.can_be_sent_on]
    if files:
        await drafts.collect(uow, caller, files)
        caller = replace(caller, dialogue=await dialogues.find(uow.tx, uow.account.id, caller.person.id))
    flag = next(((each, found) for each in files if (found := emergencies.red_flag(uow, each.text))), None)
    if flag is not None:
        await questions.ask(uow, caller, *flag)
    if words:
        await questions.ask(uow, caller, _as_one(words))
    if not said:
        await onboarding.invite_to_introduce(uow, caller.person)
    if step.left_out:
        await uow.tell(say(caller.person, "welcome.left_out", most=MOST_WAITING, count=step.left_out))


def _as_one(words: Sequence[IncomingMessage]) -> IncomingMessage:
    """Several short messages as one; what was sent twice stands in it once."""
    if len(words) == 1:
        return words[0]
    text = "\n".join(dict.fromkeys(each.text for each in words))
    return replace(words[0], text=text, entities=(), reply_to=None)
