"""python-telegram-bot's application: built, made known to Telegram, handed one update at a time, shut down."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

from telegram import Bot, Update
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.config.settings import Telegram
from bot.domain.outgoing import Call
from bot.errors import ConfigError, Fault, message
from bot.runtime.vitals import Vitals
from bot.usecases.unit_of_work import UnitOfWork
from handlers import reading, routes
from handlers.connection import http_request
from handlers.context import OPEN_UNIT, Context
from handlers.patience import persist
from handlers.render.menus import default_menus

logger = logging.getLogger(__name__)

TelegramApplication: TypeAlias = Application[Any, Context, Any, Any, Any, Any]

CONNECTIONS = 32
"""Connections to Telegram at once: the courier's hands."""
READ_S = 30.0
"""Telegram is seldom slow, but then for long."""

_FAILURES: ContextVar[list[BaseException]] = ContextVar("failures of the update in hand")


@asynccontextmanager
async def connected(telegram: Telegram, vitals: Vitals | None = None) -> AsyncIterator[TelegramApplication]:
    """Build the application, get to know the bot's own name, and shut it down at the end.

    Waits for as long as Telegram does not answer. Raises ConfigError without a token, or with a wrong one.
    What becomes of its calls is noted in `vitals`.
    """
    application = _built(telegram, vitals)
    try:
        await persist(application.initialize, asyncio.Event(), "Telegram does not answer yet")
        yield application
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # what a start that never ended has opened


async def process_update(
    application: TelegramApplication, update: dict[str, Any], unit_of_work: UnitOfWork
) -> None:
    """Hand one update to its handler; what that raises is raised again, so that it is rolled back."""
    if words := reading.plain_words(update):
        await routes.hear(unit_of_work, *words)
        return
    failures: list[BaseException] = []
    _FAILURES.set(failures)
    OPEN_UNIT.set(unit_of_work)
    await application.process_update(Update.de_json(update, application.bot))
    if failures:
        raise failures[0]


async def show_menus(bot: Bot, stop: asyncio.Event) -> None:
    """Give everybody the owners' menu of commands. That it is refused is no reason not to serve."""
    for call in default_menus():
        await _show_menu(bot, call, stop)


async def _show_menu(bot: Bot, call: Call, stop: asyncio.Event) -> None:
    async def show() -> None:
        # With the underscore, for the reason that the gateway gives.
        await bot.do_api_request(f"{call.method}_", api_kwargs=dict(call.params))

    refusals: tuple[type[TelegramError], ...] = (BadRequest, EndPointNotFound, Forbidden)
    try:
        await persist(show, stop, "The menu of commands cannot be shown yet", final=refusals)
    except refusals as refusal:
        logger.warning("Telegram does not take the menu of commands (%s).", type(refusal).__name__)


def _built(telegram: Telegram, vitals: Vitals | None) -> TelegramApplication:
    if telegram.token is None:
        raise ConfigError([Fault("BUTLER_TELEGRAM__TOKEN", 0, 0, "", message("telegram.no_token"))])
    application = (
        ApplicationBuilder()
        .token(telegram.token.get_secret_value())
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(http_request(telegram, vitals=vitals, connection_pool_size=CONNECTIONS, read_timeout=READ_S))
        .get_updates_request(http_request(telegram, vitals=vitals, connection_pool_size=2))
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .build()
    )
    routes.register(application)
    application.add_error_handler(_keep_failure)
    return application


async def _keep_failure(_update: object, context: Context) -> None:
    if context.error is not None:
        _FAILURES.get().append(context.error)
