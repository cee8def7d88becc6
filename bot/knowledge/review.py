"""A lawyer's signature under one entry, written into the entry's own file; all else stays byte for byte."""

import datetime as dt
import json
import re
import tempfile
from pathlib import Path

from bot.errors import ButlerError, KnowledgeError, NotFound
from bot.knowledge.building import Strictness, load
from bot.knowledge.files.reader import Folder, Page, read_folder
from bot.knowledge.files.schema import Entry, Measure
from bot.knowledge.files.schema_errors import closest
from bot.strict_yaml.reader import Keys, read

_STATUS = re.compile(r"""status:(\s*)(['"]?)unreviewed\2""")


def review(path: Path, entry_id: str, by: str, on: dt.date, today: dt.date) -> Path:
    """Record in a knowledge folder that `by` reviewed an entry; give the file that was changed.

    Raises KnowledgeError if the folder has faults, NotFound for an unknown entry, and ButlerError for one
    that cannot be signed. Whatever is raised, the files are as they were.
    """
    _sound(by, on, today)
    load(path, today=today, golden=Strictness.SKIP)
    folder = read_folder(path)
    page, at, entry = _find(folder, entry_id)
    if entry.status == "reviewed":
        raise ButlerError(f"{entry_id} was already reviewed by {entry.reviewed_by} on {entry.reviewed_on}")
    if entry.status == "suspended":
        raise ButlerError(f"{entry_id} is suspended; set its status to unreviewed first")
    file = path / page.name
    before = file.read_bytes()
    _replace(file, _signed(before, page, at, by, on))
    try:
        load(path, today=today, golden=Strictness.SKIP)
    except KnowledgeError:
        _replace(file, before)
        raise
    return file


def _sound(by: str, on: dt.date, today: dt.date) -> None:
    if not by.strip() or not by.isprintable():
        raise ButlerError("--by needs the name of the lawyer, on one line")
    if on > today:
        raise ButlerError(f"--on {on} is in the future; a review is recorded when it is done")


def _find(folder: Folder, entry_id: str) -> tuple[Page, int, Entry]:
    known = []
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            known.append(entry.id)
            if entry.id == entry_id:
                return page, at, entry
    close = closest(entry_id, known)
    hint = f"; did you mean {close}?" if close else ""
    raise NotFound(f"there is no entry {entry_id}{hint}")


def _signed(before: bytes, page: Page, at: int, by: str, on: dt.date) -> bytes:
    """Give the file's bytes with the three lines; ButlerError where they have no safe place."""
    mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
    text = before.decode("utf-8-sig")
    signed = _edited(text, page, ("entries", at), by.strip(), on)
    wanted = page.document.value
    new = read(signed, page.document.file)
    wanted["entries"][at] |= {"status": "reviewed", "reviewed_by": by.strip(), "reviewed_on": on}
    if new.faults or new.value != wanted:
        raise ButlerError(
            f"{page.document.file}: this entry is written in a form that cannot be signed by this command; "
            "set status, reviewed_by and reviewed_on by hand"
        )
    return (mark + signed).encode("utf-8")


def _edited(text: str, page: Page, keys: Keys, by: str, on: dt.date) -> str:
    """Set the status in its line, or below `review_by` if it has none, and add who and when below."""
    marks = page.document.marks
    has_status = (*keys, "status") in marks
    row, column = marks[(*keys, "status" if has_status else "review_by")]
    lines = text.splitlines(keepends=True)
    line = lines[row - 1]
    if has_status:
        line = line[: column - 1] + _STATUS.sub(r"status:\1reviewed", line[column - 1 :], count=1)
    end = "\r\n" if line.endswith("\r\n") else "\n"
    added = [f"reviewed_by: {json.dumps(by, ensure_ascii=False)}", f"reviewed_on: {on}"]
    added = added if has_status else ["status: reviewed", *added]
    lines[row - 1] = line if line.endswith("\n") else line + end
    lines[row:row] = [" " * (column - 1) + each + end for each in added]
    return "".join(lines)


def _replace(file: Path, content: bytes) -> None:
    """Put a file's new content in its place at once: who reads it sees the old or the new."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as part:
        part.write(content)
    new = Path(part.name)
    new.chmod(file.stat().st_mode & 0o777)
    new.replace(file)
