"""A call's parameters, wherever they stood: query, form, JSON or multipart."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from simulator.errors import ApiError, bad_request
from simulator.files import Upload
from simulator.text import Json

BODY_LIMIT = 52 * 1024 * 1024  # bytes; Telegram takes files up to 50 MB from bots
_YES = {"true", "yes", "1", "y"}
_LARGEST = 2**63


class Params:
    """Parameters by name; a value may be text (form) or already JSON."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = dict(values)
        self.uploads = dict(uploads or {})

    def has(self, name: str) -> bool:
        """Whether the parameter was given and isn't null."""
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """Return text, empty if not given; raise `ApiError` 400 for broken Unicode."""
        value = self._values.get(name)
        text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; what can't be read as one counts as not given, as in Telegram."""
        return as_integer(self._values.get(name), default)

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        value = self._values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _YES

    def object(self, name: str, complaint: str) -> Any:
        """Return a JSON value, None if not given; raise `ApiError` 400 with the complaint."""
        value = self._values.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def mapping(self, name: str, complaint: str) -> Json | None:
        """Return a JSON object, None if not given; raise `ApiError` 400 for anything else."""
        value = self.object(name, complaint)
        if value is not None and not isinstance(value, dict):
            raise bad_request(complaint)
        return value

    def sequence(self, name: str, complaint: str) -> list[Any] | None:
        """Return a JSON array, None if not given; raise `ApiError` 400 for anything else."""
        value = self.object(name, complaint)
        if value is not None and not isinstance(value, list):
            raise bad_request(complaint)
        return value


def as_integer(value: Any, default: int = 0) -> int:
    """Return value as a whole number within 64 bits, else the default."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return default
    return number if -_LARGEST <= number < _LARGEST else default


async def read_params(request: Request) -> Params:
    """Read a request; raise `ApiError` 400 or 413 for a body that can't be read."""
    if as_integer(request.headers.get("content-length")) > BODY_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        return Params(values | await _json(request))
    if kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return await _form(request, values)
    return Params(values)


async def _json(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse request JSON object")
    return body


async def _form(request: Request, values: dict[str, Any]) -> Params:
    uploads: dict[str, Upload] = {}
    try:
        async with request.form(max_part_size=BODY_LIMIT) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = await _upload(value)
                else:
                    values[name] = value
    except MultiPartException as fault:
        raise bad_request(f"can't parse multipart form data: {fault.message}") from None
    return Params(values, uploads)


async def _upload(value: UploadFile) -> Upload:
    mime = value.content_type or "application/octet-stream"
    return Upload(value.filename or "file", mime, await value.read())
