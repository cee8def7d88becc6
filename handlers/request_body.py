"""What goes along with a call to the Bot API: its parameters as JSON, with files as a form of several parts."""

import asyncio
import json
from collections.abc import Mapping
from typing import IO
from uuid import uuid4

from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload
from telegram.request import RequestData

PIECE = 65_536
"""Bytes that are written at a time."""
_UNSAFE_IN_QUOTES = {place: f"%{place:02X}" for place in (*range(32), ord('"'), 127)}


class Body(Payload):
    """Bytes that are written piece by piece; TimeoutError when the line does not take one in time.

    aiohttp knows no end to the time that writing may take.
    """

    def __init__(self, content: bytes, content_type: str, piece_within_s: float | None) -> None:
        super().__init__(content, content_type=content_type)
        self._size = len(content)
        self._piece_within_s = piece_within_s

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The whole as text, as aiohttp asks of each payload."""
        content: bytes = self._value
        return content.decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write all pieces."""
        for start in range(0, len(self._value), PIECE):
            async with asyncio.timeout(self._piece_within_s):
                await writer.write(self._value[start : start + PIECE])


def body_of(data: RequestData | None, piece_within_s: float | None) -> Body | None:
    """The body of a call, None where there is nothing to say. Raises UnicodeEncodeError for half a character."""
    parameters = data.json_parameters if data is not None else {}
    if data is not None and data.contains_files:
        boundary = uuid4().hex
        content = form(parameters, data.multipart_data, boundary)
        return Body(content, f"multipart/form-data; boundary={boundary}", piece_within_s)
    if not parameters:
        return None
    return Body(json.dumps(parameters, ensure_ascii=False).encode(), "application/json", piece_within_s)


def form(
    fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes | IO[bytes], str]], boundary: str
) -> bytes:
    """Fields and files (name, content, kind) as `multipart/form-data`, names in UTF-8 as browsers write them."""
    parts = [(f'name="{_quoted(name)}"', value.encode()) for name, value in fields.items()]
    for name, (file_name, content, kind) in files.items():
        head = f'name="{_quoted(name)}"; filename="{_quoted(file_name)}"\r\nContent-Type: {kind}'
        parts.append((head, content if isinstance(content, bytes) else content.read()))
    opening = f"--{boundary}\r\nContent-Disposition: form-data; "
    whole = [b"".join((f"{opening}{head}\r\n\r\n".encode(), content, b"\r\n")) for head, content in parts]
    return b"".join((*whole, f"--{boundary}--\r\n".encode()))


def _quoted(name: str) -> str:
    return name.translate(_UNSAFE_IN_QUOTES)
