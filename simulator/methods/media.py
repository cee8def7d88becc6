"""Files from the bot: uploads, files known by id, albums; and the way down, `getFile`."""

import hashlib
from typing import Any

from simulator.errors import bad_request
from simulator.files import StoredFile, Upload, image_size
from simulator.messages import REPLACEABLE, Content, media, photo, share_album
from simulator.methods.api_call import ApiCall
from simulator.methods.sending import deliver
from simulator.params import Params
from simulator.text import FormattedText, Json

PHOTO_LIMIT = 10 * 1024 * 1024  # bytes
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # bytes that getFile gives out
_ALBUM_SIZES = range(2, 11)
_ATTACHED = "attach://"  # what stands before the name of an uploaded part
_NUMBERS = ("duration", "width", "height")
_NAMES = ("performer", "title")


def content_of(call: ApiCall, kind: str, source: str, words: FormattedText) -> Content:
    """Return media of a kind from an upload, `attach://name` or a file id; raise `ApiError` 400."""
    upload = _uploaded(call.params, kind, source)
    if upload is not None:
        return _from_upload(call, kind, upload, words)
    if not source:
        raise bad_request(f"there is no {kind} in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # nothing here may reach the outside network
    stored = call.bot.files.find(source)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return _from_stored(call, kind, stored, words)


def _uploaded(params: Params, kind: str, source: str) -> Upload | None:
    if source.startswith(_ATTACHED):
        upload = params.uploads.get(source.removeprefix(_ATTACHED))
        if upload is None:
            raise bad_request("file must be non-empty")
        return upload
    return params.uploads.get(kind) if not source else None


def _from_upload(call: ApiCall, kind: str, upload: Upload, words: FormattedText) -> Content:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind != "photo":
        return media(call.bot.files.add(kind, upload), words, _extra(call))
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(upload.content)} bytes is too big for a photo; the maximum size is 10 MB"
        )
    if image_size(upload.content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return photo(call.bot.files.add_photo(upload), words)


def _from_stored(call: ApiCall, kind: str, stored: StoredFile, words: FormattedText) -> Content:
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    if kind == "photo":
        return photo(call.bot.files.sizes(stored), words)
    return media(stored, words, _extra(call))


def _extra(call: ApiCall) -> Json:
    numbers: Json = {name: call.params.integer(name) for name in _NUMBERS if call.params.has(name)}
    return numbers | {name: call.params.text(name) for name in _NAMES if call.params.has(name)}


def _sender(kind: str) -> Any:
    def send(call: ApiCall) -> Json:
        dialog = call.open_dialog()
        words = FormattedText() if kind == "sticker" else call.caption()
        content = content_of(call, kind, call.params.text(kind), words)
        return call.show(dialog, deliver(call, dialog, content))

    return send


def send_media_group(call: ApiCall) -> list[Json]:
    """Send two to ten files as one album."""
    dialog = call.open_dialog()
    items = call.params.sequence("media", "can't parse media JSON object") or []
    if len(items) not in _ALBUM_SIZES:
        raise bad_request(
            "message must include 2-10 media items" if len(items) > 1 else "there are no media to send"
        )
    contents = [item_content(call, item) for item in items]
    kinds = {content.kind for content in contents}
    if not all(share_album(one, other) for one in kinds for other in kinds):
        raise bad_request(f"{min(kinds)} can't be mixed with other media types")
    album = hashlib.blake2b(f"{call.bot.id} {call.bot.last_message_id}".encode(), digest_size=7)
    number = str(int.from_bytes(album.digest()))
    messages = [deliver(call, dialog, content, number) for content in contents]
    return [call.show(dialog, message) for message in messages]


def item_content(call: ApiCall, item: Any) -> Content:
    """Return the content of one `InputMedia…`; raise `ApiError` 400."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    inner = ApiCall(call.world, call.bot, Params(item, call.params.uploads))
    kind, source = inner.params.text("type"), inner.params.text("media")
    if not source or (
        source.startswith(_ATTACHED) and source.removeprefix(_ATTACHED) not in call.params.uploads
    ):
        raise bad_request("can't parse InputMedia: media not found")
    if kind not in REPLACEABLE:
        raise bad_request(f"can't parse InputMedia: {_kind_fault(kind)}")
    return content_of(inner, kind, source, inner.caption())


def _kind_fault(kind: str) -> str:
    return f'type "{kind}" is unsupported' if kind else 'can\'t find field "type"'


def get_file(call: ApiCall) -> Json:
    """Tell where a file may be fetched."""
    stored = call.bot.files.find(call.params.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.facts() | {"file_path": stored.path}


KINDS = ("photo", "document", "voice", "audio", "video", "sticker")
METHODS = {
    **{f"send{kind.title()}": _sender(kind) for kind in KINDS},
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
