"""The knowledge folder, read strictly: every file into its model, or all that is wrong with it at once."""

import fnmatch
import functools
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.errors import Fault, Message, message
from bot.knowledge.files.kinds import FILES
from bot.knowledge.files.schema import Strict
from bot.knowledge.files.schema_errors import refusals
from bot.strict_yaml.reader import Document, Keys, read, unreadable

M = TypeVar("M", bound=Strict)

Known = Mapping[str, Strict]
"""What files said that were read before and had no faults, by `Page.seal`: where one is the same, it is not read again."""

ONCE = tuple(pattern for pattern in FILES if "*" not in pattern)
"""The files that must be there."""

OTHERS = ("README.md", "README.zh.md", "calendar.yaml")
"""Files of the folder that are not read here."""

LARGEST = 2_000_000
"""Bytes of one file; the ten measures together have less than half of it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a knowledge folder as they were at one moment, by name, not read yet.

    `faults` and `warnings` tell of files that are missing, out of place or cannot be fetched.
    """

    path: Path
    texts: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def revision(self) -> str:
        """Name the state of all files: another byte, another name."""
        digest = hashlib.sha256()
        for name, raw in sorted(self.texts.items()):
            digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
        return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Page:
    """One file: its name within the folder, its bytes, its faults, and its model if it has none."""

    path: Path
    name: str
    raw: bytes
    model: Strict | None
    faults: tuple[Fault, ...] = ()

    @functools.cached_property
    def document(self) -> Document:
        """Its text with all places; of a file that was known it is read only if somebody asks for a place."""
        return document_of(str(self.path / self.name), self.raw)

    @property
    def seal(self) -> str:
        """Name the state of the file: another name or byte, another seal."""
        return _seal(self.name, self.raw)

    def fault(self, keys: Keys, told: Message) -> Fault:
        """Make a fault at a place of this file."""
        return self.document.fault(keys, told)


@dataclass(frozen=True, slots=True)
class Folder:
    """All that was read, and the faults of the single files. `revision` names the state of all files."""

    path: Path
    pages: tuple[Page, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    revision: str

    def each(self, kind: type[M]) -> Iterator[tuple[Page, M]]:
        """Yield every file of a kind that could be read, with its page."""
        return ((page, page.model) for page in self.pages if isinstance(page.model, kind))

    def only(self, kind: type[M]) -> M | None:
        """Give the one file of a kind, if it could be read."""
        return next((model for _, model in self.each(kind)), None)

    def page(self, name: str) -> Page:
        """Give the page with this name; KeyError if there is none."""
        for page in self.pages:
            if page.name == name:
                return page
        raise KeyError(name)


def fetch_sources(path: Path) -> Sources:
    """Fetch the bytes of every file of a knowledge folder. What is wrong is listed, never raised."""
    if not path.is_dir():
        return Sources(path, {}, (Fault(str(path), 0, 0, "", message("file.no_folder")),))
    files, faults, warnings = _sort_out(path)
    texts, unreadable = _read_bytes(files)
    missing = _missing(path, files)
    return Sources(path, texts, tuple(faults + unreadable + missing), tuple(warnings))


def kept_sources(path: Path, texts: Mapping[str, bytes]) -> Sources:
    """Take kept bytes for those of the folder at `path`; files that no model reads any more are left out."""
    known = {name: raw for name, raw in texts.items() if model_for(name)}
    return Sources(path, known, tuple(_missing(path, known)))


def read_folder(path: Path) -> Folder:
    """Read every file of a knowledge folder. What is wrong is listed, never raised."""
    return read_sources(fetch_sources(path))


def read_sources(sources: Sources, known: Known | None = None) -> Folder:
    """Read files that were fetched, but for those that are `known`. What is wrong is listed, never raised."""
    pages = [_page(sources.path, name, raw, known or {}) for name, raw in sources.texts.items()]
    faults = sources.faults + tuple(fault for page in pages for fault in page.faults)
    return Folder(sources.path, tuple(pages), faults, sources.warnings, sources.revision)


def model_for(name: str) -> type[Strict] | None:
    """Give the model of a file by its name within the folder (`measures/legal-aid.yaml`), None for others."""
    return next((model for pattern, model in FILES.items() if fnmatch.fnmatchcase(name, pattern)), None)


def _sort_out(path: Path) -> tuple[dict[str, Path], list[Fault], list[Fault]]:
    files: dict[str, Path] = {}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for found in sorted(path.rglob("*")):
        name = found.relative_to(path).as_posix()
        if found.is_dir() or _is_scratch(name):
            continue
        if model_for(name) and name.count("/") <= 1:
            files[name] = found
        elif name not in OTHERS:
            (faults if found.suffix in (".yaml", ".yml") else warnings).append(
                Fault(str(found), 0, 0, "", message("file.unread", expected=", ".join(FILES)))
            )
    return files, faults, warnings


def _missing(path: Path, names: Collection[str]) -> list[Fault]:
    return [Fault(str(path / name), 0, 0, "", message("file.missing")) for name in ONCE if name not in names]


def _is_scratch(name: str) -> bool:
    """Whether a file is hidden or left by an editor while it saves."""
    parts = name.split("/")
    return any(part.startswith((".", "~", "#")) for part in parts) or name.endswith(
        ("~", ".tmp", ".swp", ".part")
    )


def _read_bytes(files: Mapping[str, Path]) -> tuple[dict[str, bytes], list[Fault]]:
    texts: dict[str, bytes] = {}
    faults = []
    for name, path in files.items():
        try:
            texts[name] = path.read_bytes()
        except OSError as error:
            faults.append(Fault(str(path), 0, 0, "", unreadable(error)))
    return texts, faults


def _page(path: Path, name: str, raw: bytes, known: Known) -> Page:
    said = known.get(_seal(name, raw))
    return Page(path, name, raw, said) if said is not None else _read_page(path, name, raw)


def _read_page(path: Path, name: str, raw: bytes) -> Page:
    document = document_of(str(path / name), raw)
    model = model_for(name)
    assert model is not None, "only files with a model are read"
    hopeless = document.faults and document.value is None
    filled = None if hopeless else _fill(model, document)
    page = Page(path, name, raw, filled, tuple(document.faults))
    vars(page)["document"] = document  # it need not be read again for the first fault
    return page


def _seal(name: str, raw: bytes) -> str:
    return hashlib.sha256(f"{name}\0".encode() + raw).hexdigest()


def document_of(file: str, raw: bytes) -> Document:
    """Read one file's bytes strictly; `file` is the name that its faults carry."""
    if len(raw) > LARGEST:
        return _unread(file, message("file.too_large", size=f"{len(raw):,}", most=f"{LARGEST:,}"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig")
        line, column = good.count("\n") + 1, len(good) - good.rfind("\n")
        return _unread(file, message("file.not_utf8_here"), line, column)
    return read(text, file)


def _unread(file: str, told: Message, line: int = 0, column: int = 0) -> Document:
    return Document(file, faults=[Fault(file, line, column, "", told)])


def _fill(model: type[Strict], document: Document) -> Strict | None:
    """Put a document's value into its model; what the model refuses becomes faults of the document."""
    if document.value is None:
        document.faults.append(Fault(document.file, 1, 1, "", message("file.empty")))
        return None
    try:
        filled = model.model_validate(document.value)
    except ValidationError as error:
        _refuse(model, document, error)
        return None
    return None if document.faults else filled


def _refuse(model: type[Strict], document: Document, error: ValidationError) -> None:
    """Add what the model refuses, unless the same field is known to be written wrong."""
    told = {fault.field for fault in document.faults}
    refused = [document.fault(keys, told) for keys, told in refusals(model, error)]
    document.faults += [fault for fault in refused if fault.field not in told]
