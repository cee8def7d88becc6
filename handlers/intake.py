"""What owners tap about facts that are asked for before their ticket goes to a lawyer."""

from bot.domain import fact_actions
from bot.domain.outgoing import Sentence
from bot.usecases import intake
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Needs, Tap, Taps


async def tap_fact(uow: UnitOfWork, tap: ButtonTap, action: fact_actions.TellFact) -> Sentence | None:
    """Tell a fact, or skip it."""
    return await intake.tap(uow, tap.caller, tap.message_id, action.ticket, action.number, action.word)


async def tap_send_now(uow: UnitOfWork, tap: ButtonTap, action: fact_actions.SendNow) -> Sentence | None:
    """Be asked no more."""
    return await intake.send_now(uow, tap.caller, tap.message_id, action.ticket)


TAPS: Taps = {
    fact_actions.TellFact: Tap(tap_fact, Needs.CONSENT),
    fact_actions.SendNow: Tap(tap_send_now, Needs.CONSENT),
}
