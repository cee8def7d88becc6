"""The doctor's look at Telegram: whether it knows the bot, and brings its updates where we expect them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.cli.findings import Finding
from bot.config.settings import Telegram
from bot.errors import ButlerError
from handlers.connection import http_request, proxy_of
from handlers.patience import understood
from handlers.webhook import kept_back

PATIENCE_S = 10.0
"""Seconds to wait for Telegram."""
T = TypeVar("T")


def examine(telegram: Telegram) -> Iterator[Finding]:
    """Ask Telegram about the bot and its webhook."""
    try:
        name, info = _asked(telegram, _name_and_webhook)
    except ButlerError as trouble:
        yield Finding("broken", "telegram", str(trouble))
        return
    yield Finding("ok", "telegram", f"answers; the bot is @{name}")
    yield from webhook_findings(info, telegram.webhook_url)


def take_webhook_down(telegram: Telegram) -> Finding:
    """Take the webhook down; updates that wait are kept. Raises ButlerError when Telegram does not answer."""
    had = _asked(telegram, _without_webhook)
    if not had:
        return Finding("ok", "webhook", "none was set, so none is taken down")
    text = f"the one at {_host(had)} is taken down; updates wait until the bot fetches them"
    if telegram.webhook_url is not None:
        text += "; telegram.webhook_url is set here, so the next `butler run` sets it again"
    return Finding("ok", "webhook", text)


def webhook_findings(info: WebhookInfo, ours: str | None) -> Iterator[Finding]:
    """Compare what Telegram says of the webhook with what is configured, and say what to do."""
    yield _address(info, ours)
    if missing := kept_back(info):
        text = f"Telegram keeps back {', '.join(missing)}, as some program has told it; start `butler run` again, which asks for all it needs"
        yield Finding("note", "webhook", text)
    if info.url and info.last_error_date is not None:
        text = f"a call failed last at {info.last_error_date:%Y-%m-%d %H:%M %Z} ({info.last_error_message}); see that the address leads to telegram.webhook_host and webhook_port, and that `butler run` runs"
        yield Finding("note", "webhook", text)
    if info.pending_update_count:
        text = f"{info.pending_update_count} update(s) wait at Telegram, for a day at most; see that `butler run` runs"
        yield Finding("note", "webhook", text)


def _address(info: WebhookInfo, ours: str | None) -> Finding:
    if ours is None and not info.url:
        return Finding("ok", "webhook", "none is set; the bot fetches its updates")
    if ours is None:
        text = f"one is set at {_host(info.url)}, so no updates can be fetched; set telegram.webhook_url here too, or take it down: butler doctor --remove-webhook"
        return Finding("broken", "webhook", text)
    if not info.url:
        return Finding("note", "webhook", "none is set yet; `butler run` sets it when it starts")
    if info.url != ours:
        text = f"updates go to another address, at {_host(info.url)}; stop the program that has set it, then start `butler run`, which sets telegram.webhook_url"
        return Finding("broken", "webhook", text)
    return Finding("ok", "webhook", f"updates are brought to telegram.webhook_url, at {_host(ours)}")


def _host(url: str) -> str:
    """The part of an address that is no secret; many put the token into its path."""
    return urlsplit(url).hostname or "an unknown host"


async def _name_and_webhook(bot: Bot) -> tuple[str, WebhookInfo]:
    return (await bot.get_me()).username or "", await bot.get_webhook_info()


async def _without_webhook(bot: Bot) -> str:
    had = (await bot.get_webhook_info()).url
    if had:
        await bot.delete_webhook(drop_pending_updates=False)
    return had


def _asked(telegram: Telegram, question: Callable[[Bot], Awaitable[T]]) -> T:
    """Put a question to Telegram, once. Raises ButlerError with the next step when there is no answer."""
    try:
        return asyncio.run(_ask(telegram, question))
    except InvalidToken:
        raise ButlerError("the token is refused; copy it again from @BotFather") from None
    except TelegramError as error:
        where = f"{telegram.base_url} does not answer ({type(error).__name__})"
        through = "the network and telegram.base_url"
        if proxy_of(telegram) is not None:
            through = f"the proxy of telegram.proxy, {through}"
        raise ButlerError(f"{where}; check {through}") from None


async def _ask(telegram: Telegram, question: Callable[[Bot], Awaitable[T]]) -> T:
    assert telegram.token is not None
    request = http_request(telegram, connect_timeout=PATIENCE_S, read_timeout=PATIENCE_S)
    bot = Bot(
        telegram.token.get_secret_value(),
        base_url=telegram.base_url,
        request=request,
        get_updates_request=request,  # else the library makes one of its own, which minds the environment
    )
    async with request:
        return await understood(lambda: question(bot))
