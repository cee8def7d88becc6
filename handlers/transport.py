"""HTTP to the Bot API, on aiohttp: the transport under python-telegram-bot, and what its failures leave certain.

A call that fails is either surely not done or perhaps done. The border is one moment: when the connector hands over a
connection.

- What goes wrong before it – name, route, TLS, a proxy that refuses, no free place – has `NoConnection` as its cause:
  not a byte of the call has left.
- What goes wrong after it – a cut or silent line, half an answer, one that is no HTTP – has any other cause: the call
  may have been done.

Both are the library's `NetworkError`, as from its own transport.

aiohttp makes a call that failed once more by itself only for methods that change nothing; ours are POST.
"""

import ipaddress
import re
import ssl
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientError, ClientRequest, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp import encode_basic_auth as basic_auth
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from aiohttp_socks import ProxyConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from handlers.request_body import body_of

IDLE_S = 3.0
"""How long a connection is kept without work. Servers close theirs after five seconds or more (uvicorn, Node.js and Apache
after five), and a call that leaves in that moment may have been done or not: two seconds apart, it does not happen."""


class NoConnection(Exception):
    """There was no connection, so nobody has heard the call; its own cause says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that the steps of a call may take, None for any number; the names are those of python-telegram-bot."""

    read_timeout: float | None = 5.0
    write_timeout: float | None = 5.0
    media_write_timeout: float | None = 20.0
    """Instead of `write_timeout` where files go along."""
    connect_timeout: float | None = 5.0
    pool_timeout: float | None = 1.0
    """To wait for a free place among the connections."""

    def for_call(self, data: RequestData | None, **asked: Any) -> "Limits":
        """These, but for what a call asks for itself."""
        own = {name: limit for name, limit in asked.items() if limit is not BaseRequest.DEFAULT_NONE}
        if data is not None and data.contains_files:
            own.setdefault("write_timeout", self.media_write_timeout)
        return replace(self, **own) if own else self

    def in_aiohttp(self) -> ClientTimeout:
        """All but writing, to which `Body` sees."""
        endless = self.pool_timeout is None or self.connect_timeout is None
        until_connected = None if endless else (self.pool_timeout or 0) + (self.connect_timeout or 0)
        return ClientTimeout(
            connect=until_connected, sock_connect=self.connect_timeout, sock_read=self.read_timeout
        )


class _Connector(TCPConnector):
    """Hands over connections, and marks whatever keeps it from doing so."""

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 -- aiohttp hands it in
    ) -> Connection:
        try:
            return await super().connect(req, traces, timeout)
        except Exception as error:
            raise NoConnection from error


class _SocksConnector(_Connector, ProxyConnector):
    """Does so through a SOCKS5 proxy, which looks up names, too."""


class AiohttpRequest(BaseRequest):
    """How python-telegram-bot makes its calls: one session, whose connections are kept.

    Raises ValueError for a proxy that cannot be used.
    """

    def __init__(
        self,
        *,
        authorities: ssl.SSLContext,
        proxy: str | None = None,
        connection_pool_size: int = 256,
        **limits: float | None,
    ) -> None:
        self._limits = Limits(**limits)
        self._connections: dict[str, Any] = {
            "limit": connection_pool_size,
            "ssl": authorities,
            "keepalive_timeout": IDLE_S,
        }
        self._proxy = _checked(proxy) if proxy is not None else None
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call asks for nothing else."""
        return self._limits.read_timeout

    async def initialize(self) -> None:
        """Open the session; connections are made when they are needed."""
        if self._session is None:
            headers = {"User-Agent": self.USER_AGENT}
            jar = DummyCookieJar()
            self._session = ClientSession(connector=self._connector(), cookie_jar=jar, headers=headers)

    async def shutdown(self) -> None:
        """Close the session with all its connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; the status of its answer, and what is in it. Raises NetworkError."""
        if self._session is None:
            raise RuntimeError("the line to Telegram is not open; call initialize() first")
        own = self._limits.for_call(
            request_data,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
            connect_timeout=connect_timeout,
            pool_timeout=pool_timeout,
        )
        more: dict[str, Any] = {"data": body_of(request_data, own.write_timeout), "timeout": own.in_aiohttp()}
        try:
            call = self._session.request(method, url, allow_redirects=False, **more, **self._by_proxy(url))
            async with call as answer:
                return answer.status, await answer.read()
        except NoConnection as error:
            raise NetworkError(f"no connection ({type(error.__cause__).__name__})") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (ClientError, OSError) as error:
            raise NetworkError(f"the connection broke ({type(error).__name__})") from error

    def _connector(self) -> TCPConnector:
        if self._proxy is not None and self._proxy.scheme == "socks5":
            return _SocksConnector.from_url(str(self._proxy), **self._connections)
        return _Connector(**self._connections)

    def _by_proxy(self, url: str) -> dict[str, Any]:
        """What a call has to say for an HTTP proxy: aiohttp would write its password in Latin-1."""
        proxy = self._proxy
        if proxy is None or proxy.scheme == "socks5":
            return {}
        if proxy.user is None:
            return {"proxy": proxy}
        name = {"Proxy-Authorization": basic_auth(proxy.user, proxy.password or "")}
        # Through a tunnel the proxy hears only what opens it, the server all the rest.
        return {
            "proxy": proxy.with_user(None),
            "proxy_headers" if url.startswith("https") else "headers": name,
        }


def _checked(proxy: str) -> URL:
    url = URL(proxy)
    if url.host and re.fullmatch(r"[\d.]+", url.host):
        ipaddress.IPv4Address(url.host)
    if url.user is not None:
        basic_auth(url.user, url.password or "")
    return url
