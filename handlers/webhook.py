"""The other way in: Telegram brings updates to a web address, and they are handed to the inbox.

An update is committed before Telegram is told that it was received.
"""

import hmac
import json
import logging
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import StorageError
from handlers.polling import Receive

logger = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes of a webhook call; an update has some thousands."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of the header, not a secret


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
