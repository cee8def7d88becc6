"""A Bot API that costs next to nothing: answers every call at once, hands out updates, keeps what is said by chat.

It knows what a bot under load needs and no more: `getMe`, `getUpdates` in batches of 100, `setWebhook`, `sendMessage`;
whatever else is called is done. It is plain asyncio in a process that is not the bot's, so that the bot's time is the bot's
alone.
"""

import asyncio
import contextlib
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

from bench.bringing import Bringer

BATCH = 100
QUIET_S = 0.5
"""A bot that called nothing for so long has nothing in hand any more."""
_ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot: when it came (`time.perf_counter`), its words, the data of its first button."""

    at: float
    text: str
    button: str | None


@dataclass
class TelegramStub:
    """What was said by chat, and what waits to be fetched. `running` serves it."""

    said: defaultdict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    base_url: str = ""
    _waiting: deque[dict[str, Any]] = field(default_factory=deque)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _bringer: Bringer | None = None
    _awaited: range = range(0)
    _missing: int = 0
    _called_at: float = 0.0
    _all_said: asyncio.Event = field(default_factory=asyncio.Event)
    _update: int = 0
    _message: int = 0

    def offer(self, *updates: dict[str, Any]) -> None:
        """Let the bot fetch these, or bring them where it wants them."""
        for update in updates:
            self._update += 1
            self._waiting.append({"update_id": self._update, **update})
        self._hand_over()
        self._news.set()

    def _hand_over(self) -> None:
        while self._bringer is not None and self._waiting:
            self._bringer.bring(self._waiting.popleft())

    def message(self, chat: int, text: str, ago_s: int = 0) -> dict[str, Any]:
        """A message of the person of a chat, sent so many seconds ago, as an update without its number."""
        self._message += 1
        person = {"id": chat, "is_bot": False, "first_name": "示例", "language_code": "zh-hans"}
        place = {"id": chat, "type": "private", "first_name": "示例"}
        told = {
            "message_id": self._message,
            "from": person,
            "chat": place,
            "date": int(time.time()) - ago_s,
            "text": text,
        }
        if text[0] == "/":
            told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return {"message": told}

    def tap(self, chat: int, data: str) -> dict[str, Any]:
        """A tap of the person of a chat on a button of the bot's last message."""
        written = self.message(chat, "-")["message"]
        shown = {**written, "from": _ME}
        pressed = {"id": str(self._message), "from": written["from"], "chat_instance": "1", "data": data}
        return {"callback_query": {**pressed, "message": shown}}

    async def until_said(self, number: int, chats: range, within_s: float) -> None:
        """Wait until the bot has said at least so many things in these chats; TimeoutError if it does not."""
        self._awaited, self._missing = chats, number - sum(len(self.said[chat]) for chat in chats)
        self._all_said.clear()
        if self._missing > 0:
            await asyncio.wait_for(self._all_said.wait(), within_s)

    async def until_quiet(self) -> None:
        """Wait until the bot has called nothing for a while, but to ask for updates."""
        while (rest := self._called_at + QUIET_S - time.perf_counter()) > 0:  # noqa: ASYNC110 -- nothing sets an event
            await asyncio.sleep(rest)

    async def answer(self, method: str, asked: Mapping[str, Any]) -> Any:
        """The result of one call."""
        if method == "getUpdates":
            return await self._fetched(int(asked.get("offset") or 0), float(asked.get("timeout") or 0))
        self._called_at = time.perf_counter()
        if method == "sendMessage":
            return self._keep(int(asked["chat_id"]), str(asked["text"]), asked.get("reply_markup"))
        if method == "setWebhook":
            await self.close()
            self._bringer = Bringer(str(asked["url"]), str(asked["secret_token"]))
            self._hand_over()
        return _ME if method == "getMe" else True

    async def close(self) -> None:
        """Bring nothing any more."""
        if self._bringer is not None:
            await self._bringer.close()

    async def _fetched(self, offset: int, timeout_s: float) -> list[dict[str, Any]]:
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), timeout_s)
        return [self._waiting[place] for place in range(min(BATCH, len(self._waiting)))]

    def _keep(self, chat: int, text: str, markup: Any) -> dict[str, Any]:
        rows = _read(markup).get("inline_keyboard") or [[{}]]
        self.said[chat].append(Said(time.perf_counter(), text, rows[0][0].get("callback_data")))
        self._missing -= chat in self._awaited
        if self._missing <= 0:
            self._all_said.set()
        self._message += 1
        place = {"id": chat, "type": "private", "first_name": "示例"}
        return {
            "message_id": self._message,
            "date": int(time.time()),
            "chat": place,
            "from": _ME,
            "text": text,
        }


def _read(markup: Any) -> dict[str, Any]:
    """A keyboard as an object; clients send it as JSON in a form, or not at all."""
    found = json.loads(markup) if isinstance(markup, str) else markup
    return found if isinstance(found, dict) else {}


def form(kind: str, body: bytes) -> dict[str, Any]:
    """The parameters of a call in any of the forms that the Bot API takes."""
    if kind.startswith("application/json"):
        read: dict[str, Any] = json.loads(body)
        return read
    if kind.startswith("multipart/form-data"):
        parts = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        # Of a part that has no parts the payload is bytes: the annotations cannot tell.
        return {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
            for part in parts.get_payload()
        }
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


@asynccontextmanager
async def running_stub() -> AsyncIterator[TelegramStub]:
    """Serve a new one on a free port of this machine."""
    stub, serving = TelegramStub(), set[asyncio.Task[Any] | None]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                method, kind, body = await _request(reader)
                result = await stub.answer(method, form(kind, body))
                writer.write(_response(json.dumps({"ok": True, "result": result}).encode()))
                await writer.drain()
        serving.discard(asyncio.current_task())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    stub.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
    try:
        yield stub
    finally:
        await stub.close()
        server.close()
        for task in filter(None, list(serving)):
            task.cancel()


async def _request(reader: asyncio.StreamReader) -> tuple[str, str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method = head[0].split(" ")[1].partition("?")[0].rpartition("/")[2]
    names = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(names.get("content-length", 0)))
    return method, names.get("content-type", ""), body


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
