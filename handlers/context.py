"""How a handler comes to its unit of work: the transaction that the worker opened for this very update."""

from contextvars import ContextVar
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.usecases.unit_of_work import UnitOfWork

OPEN_UNIT: ContextVar[UnitOfWork] = ContextVar("open unit of work")
"""Set by the application around each update; a context variable, so that updates side by side never share one."""


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with the unit of work of the update in hand."""

    @property
    def uow(self) -> UnitOfWork:
        """The unit of work of this update; LookupError outside one."""
        return OPEN_UNIT.get()
