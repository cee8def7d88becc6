"""The other way round: what `bench.telegram_stub` does for a bot that has set a webhook."""

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import urlsplit

CONNECTIONS = 40
"""At once, as Telegram does unless `setWebhook` asks for another number."""
AGAIN_AFTER_S = 0.1
"""When to bring again what was not taken."""


class Bringer:
    """Brings updates to an address over connections of its own; those of a chat one after another, in order."""

    def __init__(self, url: str, secret: str) -> None:
        """Begin to bring; there must be a running event loop."""
        self._url, self._secret = urlsplit(url), secret
        self._lanes = [asyncio.Queue[dict[str, Any]]() for _ in range(CONNECTIONS)]
        self._tasks = [asyncio.create_task(self._serve(lane)) for lane in self._lanes]

    def bring(self, update: dict[str, Any]) -> None:
        """Bring this as soon as its chat's turn comes."""
        said = update.get("message") or update["callback_query"]["message"]
        self._lanes[said["chat"]["id"] % CONNECTIONS].put_nowait(update)

    async def close(self) -> None:
        """Stop; what was not brought yet is dropped."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, lane: asyncio.Queue[dict[str, Any]]) -> None:
        update = await lane.get()
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection(self._url.hostname, self._url.port)
                with contextlib.closing(writer):
                    while await self._taken(update, reader, writer):
                        update = await lane.get()
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _taken(
        self, update: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        body = json.dumps(update).encode()
        head = (
            f"POST {self._url.path} HTTP/1.1\r\nHost: {self._url.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {self._secret}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = answer.partition("content-length:")[2].partition("\r\n")[0].strip()
        await reader.readexactly(int(length or 0))
        return answer.split(" ")[1] == "200"
