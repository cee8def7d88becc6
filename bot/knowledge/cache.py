"""The built knowledge kept between two short commands: reading and indexing it takes longer than one answer.

What is kept is used only if every file of the knowledge, the program itself and the day are the same, and
only from a folder that nobody else may write: it is a pickle, which could be made to do anything.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import pickle
import sys
import tempfile
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pydantic

from bot.knowledge.library import Knowledge, Strictness, load
from bot.knowledge.reader import revision_of
from bot.matching.judge import Judge

KEPT = 4
"""Kept states: a few folders of knowledge that somebody compares."""

DIGEST = hashlib.sha256().digest_size

PROGRAM = Path(__file__).parents[1]


def load_kept(
    path: Path,
    *,
    today: dt.date,
    answer_precision: float,
    place: Path | None = None,
    build: Callable[..., Judge] = Judge.build,
) -> Knowledge:
    """Give the knowledge without asking its golden questions, from `place` if it is kept there.

    `place` is the person's own cache folder by default. Raises KnowledgeError.
    """
    folder = place or _own_place()
    revision = revision_of(path)
    if revision is None or folder is None:
        return load(path, today=today, answer_precision=answer_precision, golden=Strictness.SKIP, build=build)
    file = folder / f"{_key(path, revision, today, answer_precision)}.pickle"
    kept = _fetch(file)
    if kept is None:
        kept = load(path, today=today, answer_precision=answer_precision, golden=Strictness.SKIP, build=build)
        if kept.revision == revision:
            with contextlib.suppress(OSError):  # a full or read-only disk only means that nothing is kept
                _keep(file, kept)
    return kept


def _own_place() -> Path | None:
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exclusive-butler"
    except RuntimeError:  # this user has no home
        return None


def _key(path: Path, revision: str, today: dt.date, answer_precision: float) -> str:
    """Name a state: the same name is given only where the same knowledge would be built."""
    parts = [str(path), revision, today.isoformat(), repr(answer_precision)]
    parts += [sys.version, np.__version__, pydantic.VERSION]
    for file in sorted(PROGRAM.rglob("*")):
        if file.suffix in (".py", ".json"):
            status = file.stat()
            parts.append(f"{file}:{status.st_size}:{status.st_mtime_ns}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _fetch(file: Path) -> Knowledge | None:
    try:
        if not _is_ours(file.parent) or not _is_ours(file):
            return None
        raw = file.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(raw[DIGEST:]).digest() != raw[:DIGEST]:
        return None
    state: dict[str, Any] = pickle.loads(raw[DIGEST:])  # noqa: S301 - our own file, in a folder that only we may write
    return Knowledge(**{name: _frozen(value) for name, value in state.items()})


def _is_ours(path: Path) -> bool:
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _keep(file: Path, knowledge: Knowledge) -> None:
    state = {each.name: _thawed(getattr(knowledge, each.name)) for each in dataclasses.fields(knowledge)}
    raw = pickle.dumps(state, protocol=pickle.HIGHEST_PROTOCOL)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        part.write(hashlib.sha256(raw).digest() + raw)
    Path(part.name).replace(file)
    by_age = sorted(file.parent.glob("*.pickle"), key=lambda kept: kept.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        old.unlink(missing_ok=True)


def _thawed(value: Any) -> Any:
    return dict(value) if isinstance(value, types.MappingProxyType) else value


def _frozen(value: Any) -> Any:
    return types.MappingProxyType(value) if isinstance(value, Mapping) else value
