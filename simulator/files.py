"""Files that people and bots sent: content in memory, found by Telegram's kind of ids."""

import base64
import secrets
import struct
from collections import OrderedDict
from dataclasses import dataclass

from simulator.text import Json

MEMORY_LIMIT = 256 * 1024 * 1024  # bytes; the oldest files are forgotten first
_PREFIX = {"photo": "AgACAgUAAx", "voice": "AwACAgUAAx", "video": "BAACAgUAAx", "audio": "CQACAgUAAx"}
_FOLDER = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "audio": "music",
    "sticker": "stickers",
}
_SUFFIX = {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "audio": ".mp3", "sticker": ".webp"}
_SIZES = (90, 320, 800, 1280)  # longest sides of the copies that Telegram makes of a photo
_UNKNOWN_SIZE = (800, 600)


@dataclass(frozen=True)
class StoredFile:
    """One stored file; a photo's copies share their content and differ in `side`."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes
    path: str
    width: int = 0
    height: int = 0

    def facts(self) -> Json:
        """Return the fields that every file object of the Bot API has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


@dataclass(frozen=True)
class Upload:
    """A file as it came in."""

    name: str
    mime: str
    content: bytes


class FileStore:
    """All files by id and by path, bounded in bytes."""

    def __init__(self, limit: int = MEMORY_LIMIT) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._paths: dict[str, str] = {}
        self._sizes: dict[str, list[StoredFile]] = {}  # of a photo, by the id of each of them
        self._bytes = 0
        self._count = 0
        self._limit = limit

    def add(self, kind: str, upload: Upload, side: int | None = None) -> StoredFile:
        """Keep the content and return it with its new ids; `side` is the longest side of a photo's copy."""
        self._count += 1
        code = base64.urlsafe_b64encode(secrets.token_bytes(30)).decode()  # no id means another file later
        width, height = _scaled(image_size(upload.content) or _UNKNOWN_SIZE, side)
        suffix = _SUFFIX.get(kind) or _suffix(upload.name)
        path = f"{_FOLDER.get(kind, 'documents')}/file_{self._count}{suffix}"
        file_id = _PREFIX.get(kind, "BQACAgUAAx") + code
        stored = StoredFile(
            file_id, "AQAD" + code[:12], kind, upload.name, upload.mime, upload.content, path, width, height
        )
        self._keep(stored)
        return stored

    def add_photo(self, upload: Upload) -> list[StoredFile]:
        """Keep a photo and its smaller copies; the largest is last."""
        longest = max(image_size(upload.content) or _UNKNOWN_SIZE)
        smaller = [side for side in _SIZES if side < longest]
        sizes = [self.add("photo", upload, side) for side in [*smaller, min(longest, _SIZES[-1])]][-4:]
        self._sizes |= {size.file_id: sizes for size in sizes}
        return sizes

    def sizes(self, stored: StoredFile) -> list[StoredFile]:
        """Return a photo in all its sizes, whichever of them is given; the largest is last."""
        return self._sizes.get(stored.file_id, [stored])

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with that id, if it is still kept."""
        return self._files.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        """Return the file that `getFile` named so."""
        return self._files.get(self._paths.get(path, ""))

    def _keep(self, stored: StoredFile) -> None:
        self._files[stored.file_id] = stored
        self._paths[stored.path] = stored.file_id
        self._bytes += len(stored.content)
        while self._bytes > self._limit and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            self._paths.pop(oldest.path, None)
            self._sizes.pop(oldest.file_id, None)
            self._bytes -= len(oldest.content)


def _suffix(name: str) -> str:
    stem, dot, end = name.rpartition(".")
    return f".{end}" if stem and dot and end.isascii() and end.isalnum() else ""


def _scaled(size: tuple[int, int], side: int | None) -> tuple[int, int]:
    width, height = size
    if side is None or max(size) <= side:
        return size
    return max(1, width * side // max(size)), max(1, height * side // max(size))


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF, JPEG or WebP, None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:  # noqa: PLR2004 -- end of IHDR's sizes
        return struct.unpack(">II", content[16:24])
    if content[:4] == b"GIF8" and len(content) >= 10:  # noqa: PLR2004 -- end of the screen descriptor's sizes
        return struct.unpack("<HH", content[6:10])
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _UNKNOWN_SIZE  # three layouts exist; nobody here needs the exact size
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- every JPEG segment begins with FF
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 -- start of frame
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
