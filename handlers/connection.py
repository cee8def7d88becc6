"""The line to Telegram: HTTP, through a proxy only where one is set."""

import ssl
import urllib.request
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.request import HTTPXRequest

from bot.config.settings import PROXY_OF_ENVIRONMENT, Telegram, is_proxy
from bot.errors import ConfigError, Fault, message


def http_request(telegram: Telegram, **settings: Any) -> HTTPXRequest:
    """Return the library's HTTP client; `settings` are its own, such as `read_timeout`.

    The environment speaks only where `telegram.proxy` says so: else a proxy meant for browsers, or one that
    is dead, would come between the bot and a server on this machine. Raises ConfigError for a proxy that
    cannot be used.
    """
    try:
        plain = {"trust_env": False, "verify": _authorities()}
        return HTTPXRequest(proxy=proxy_of(telegram), httpx_kwargs=plain, **settings)
    except httpx.InvalidURL:
        raise _unusable("telegram.proxy") from None


@cache
def _authorities() -> ssl.SSLContext:
    """Whom the line believes; one for all clients of a process, since reading them takes some 15 ms."""
    return httpx.create_ssl_context(trust_env=False)


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
