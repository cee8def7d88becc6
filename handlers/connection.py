"""The line to Telegram: HTTP, through a proxy only where one is set."""

import ssl
import time
import urllib.request
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import certifi
from telegram.error import TelegramError

from bot.config.settings import PROXY_OF_ENVIRONMENT, Telegram, is_proxy
from bot.errors import ConfigError, Fault, message
from bot.runtime.vitals import Answer, Vitals
from handlers.transport import AiohttpRequest


class WatchedRequest(AiohttpRequest):
    """The transport, which notes what became of each call and how long it took."""

    def __init__(self, vitals: Vitals, **settings: Any) -> None:
        super().__init__(**settings)
        self._vitals = vitals

    async def do_request(self, url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        """Make the call; one that is cancelled is not counted."""
        began, method = time.monotonic(), _method_in(url)
        try:
            status, content = await super().do_request(url, *arguments, **more)
        except TelegramError:
            self._vitals.call_ended(method, "no_answer", time.monotonic() - began)
            raise
        self._vitals.call_ended(method, answer_of(status, content), time.monotonic() - began)
        return status, content


def _method_in(url: str) -> str:
    """The method that is called; the name of a file that is fetched is somebody's."""
    return "(file)" if "/file/bot" in url else url.rpartition("/")[2]


_ANSWERS: dict[int, Answer] = {401: "unauthorized", 409: "conflict", 429: "too_many"}
_SERVER_ERROR = 500
_SUCCESS = range(200, 300)


def answer_of(status: int, content: bytes) -> Answer:
    """Say what an answer of the Bot API means, by its status; a conflict names a webhook if one is in the way."""
    if status in _SUCCESS:
        return "ok"
    if status >= _SERVER_ERROR:
        return "server_error"
    answer = _ANSWERS.get(status, "refused")
    return "elsewhere" if answer == "conflict" and b"webhook" in content.lower() else answer


def http_request(telegram: Telegram, *, vitals: Vitals | None = None, **settings: Any) -> AiohttpRequest:
    """Return the transport for a bot; `settings` are its own, such as `read_timeout`.

    The environment speaks only where `telegram.proxy` says so: else a proxy meant for browsers, or one that
    is dead, would come between the bot and a server on this machine. Raises ConfigError for a proxy that
    cannot be used.
    """
    proxy = proxy_of(telegram)
    try:
        return WatchedRequest(vitals or Vitals(), authorities=_authorities(), proxy=proxy, **settings)
    except ValueError:
        raise _unusable("telegram.proxy") from None


@cache
def _authorities() -> ssl.SSLContext:
    """Whom the line believes; one for all clients of a process, since reading them takes some 15 ms."""
    return ssl.create_default_context(cafile=certifi.where())


def proxy_of(telegram: Telegram) -> str | None:
    """Return the address of the proxy to Telegram, None for none. Raises as `http_request` does."""
    proxy = telegram.proxy.get_secret_value() if telegram.proxy is not None else None
    return _of_environment(telegram.base_url) if proxy == PROXY_OF_ENVIRONMENT else proxy


def _of_environment(url: str) -> str | None:
    """Read HTTPS_PROXY or HTTP_PROXY, ALL_PROXY and NO_PROXY.

    The HTTP client would read them, too, but it stumbles over networks in NO_PROXY and over unknown schemes.
    """
    address = urlsplit(url)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(address.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(address.hostname or ""):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not is_proxy(proxy):
        raise _unusable(f"{address.scheme.upper()}_PROXY or ALL_PROXY, which telegram.proxy has us read")
    return proxy


def _unusable(name: str) -> ConfigError:
    return ConfigError(
        [Fault(name, 0, 0, "", message("config.unusable_secret", allowed=message("allowed.proxy")))]
    )
