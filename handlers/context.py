"""How a handler comes to its desk: the transaction that the intake opened for this very update."""

from contextvars import ContextVar
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.desk import Desk

OPEN_DESK: ContextVar[Desk] = ContextVar("open desk")
"""Set by the application around each update; a context variable, so that updates side by side never share one."""


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with the desk of the update in hand."""

    @property
    def desk(self) -> Desk:
        """The desk of this update; LookupError outside one."""
        return OPEN_DESK.get()
