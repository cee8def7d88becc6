"""The other way in: Telegram brings updates to a web address, and they are handed to the inbox.

An update is committed before Telegram is told that it was received.
"""

import asyncio
import hmac
import json
import logging
import socket
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, TelegramError

from bot.config.settings import Telegram
from bot.domain.trouble import Trouble
from bot.errors import ConfigError, Fault, StorageError, message
from bot.runtime.supervision import rest, unless_stopped
from bot.runtime.turns import Always, Turn
from bot.runtime.vitals import Vitals
from bot.runtime.web import QuietServer, bound
from handlers.patience import Patience, persist, understood
from handlers.polling import ALLOWED_UPDATES, Receive

logger = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes of a webhook call; an update has some thousands."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of the header, not a secret
ELSEWHERE = (
    "Telegram brings this bot's updates to another address than telegram.webhook_url; "
    "stop the program that has set it, and start this one again."
)
LOOK_EVERY_S = 600.0
"""How often to see whether the webhook still stands: whoever takes it down tells nobody."""


class WebhookListener:
    """Listens until told to stop, has Telegram bring its updates here, and sees that this stays so.

    Of several replicas behind one address all listen, and one at a time looks after the webhook.
    """

    def __init__(
        self,
        bot: Bot,
        receive: Receive,
        telegram: Telegram,
        turn: Turn | None = None,
        *,
        look_every_s: float = LOOK_EVERY_S,
        vitals: Vitals | None = None,
    ) -> None:
        assert telegram.webhook_url is not None
        assert telegram.webhook_secret is not None
        self._bot = bot
        self._receive = receive
        self._url = telegram.webhook_url
        self._secret = telegram.webhook_secret.get_secret_value()
        self._place = telegram.webhook_host, telegram.webhook_port
        self._turn = turn or Always()
        self._look_every_s = look_every_s
        self._elsewhere = Patience()
        self._vitals = vitals or Vitals()

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until `stop` is set; the webhook stays set then, so that updates wait for the next start.

        Raises ConfigError when the port is taken, the address refused or the token not accepted.
        """
        app = webhook_app(self._receive, path=urlsplit(self._url).path, secret=self._secret)
        server = QuietServer(app)
        listening = asyncio.create_task(server.serve(sockets=[_bound(*self._place)]))
        try:
            await unless_stopped(stop, server.listening.wait())
            self._vitals.listens = True
            await self._turn.hold(self._keep_set, stop)
        finally:
            self._vitals.listens = False
            server.should_exit = True
            await listening

    async def _keep_set(self, stop: asyncio.Event) -> None:
        await self._set_at_start(stop)
        while not stop.is_set():
            await rest(stop, self._look_every_s)
            await unless_stopped(stop, self._look_after())

    async def _set_at_start(self, stop: asyncio.Event) -> None:
        try:
            await persist(self._set, stop, "The webhook cannot be set yet", final=(BadRequest,))
        except BadRequest as refusal:
            reason = message("telegram.refused", reason=refusal.message)
            raise ConfigError([Fault("telegram.webhook_url", 0, 0, "", reason)]) from refusal

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=list(ALLOWED_UPDATES)
        )

    async def _look_after(self) -> None:
        """Set the webhook again if it is gone or narrowed; one that leads elsewhere is left to its owner."""
        try:
            info = await understood(self._bot.get_webhook_info)
            if info.url not in ("", self._url):
                self._vitals.begins(Trouble.WEBHOOK_ELSEWHERE)
                self._elsewhere.warn(ELSEWHERE)
                return
            self._vitals.ends(Trouble.WEBHOOK_ELSEWHERE)
            self._elsewhere.over("The webhook leads here again.")
            if not info.url or kept_back(info):
                logger.warning("Somebody has taken the webhook down or narrowed it; it is set again.")
                self._vitals.begins(Trouble.WEBHOOK_TAKEN_DOWN)
                await self._set()
        except TelegramError as trouble:
            logger.warning("The webhook could not be looked at (%s).", type(trouble).__name__)


def kept_back(info: WebhookInfo) -> list[str]:
    """The kinds of update that Telegram keeps from the bot because somebody has named a list without them."""
    return sorted(set(ALLOWED_UPDATES).difference(info.allowed_updates)) if info.allowed_updates else []


def webhook_app(receive: Receive, *, path: str, secret: str) -> Starlette:
    """Return the web application that Telegram calls; an update is committed before the answer 200."""

    async def take(request: Request) -> Response:
        offered = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(offered.encode(), secret.encode()):
            return Response(status_code=403)
        update = await _update_in(request)
        if update is None:
            return Response(status_code=400)
        try:
            await receive([update])
        except StorageError as trouble:
            logger.warning("An update was not accepted, Telegram will bring it again: %s", trouble)
            return Response(status_code=503)
        return Response(status_code=200)

    return Starlette(routes=[Route(path, take, methods=["POST"])])


async def _update_in(request: Request) -> dict[str, Any] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None


def _bound(host: str, port: int) -> socket.socket:
    try:
        return bound(host, port)
    except OSError as error:
        reason = message("telegram.no_port", place=f"{host}:{port}", reason=error.strerror)
        raise ConfigError([Fault("telegram.webhook_port", 0, 0, "", reason)]) from error
