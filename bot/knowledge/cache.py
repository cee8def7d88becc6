"""The built knowledge kept between two short commands: reading and indexing it takes longer than one answer.

What is kept is used only if every file of the knowledge, the program itself and the sentence encoder are the same, on
days on which the same would be built, and only from a folder that nobody else may write: it is a pickle, which could be
made to do anything.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import sys
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pydantic

from bot import mapped_pickle
from bot.encoder import Encoder
from bot.knowledge.files.reader import Sources, fetch_sources
from bot.knowledge.snapshot import Knowledge
from bot.sealed_cache import leave_newest, own_place, program_stamp

KEPT = 4
"""Kept states, those that were used last: a few folders of knowledge that somebody compares."""
KEPT_APART = 2
"""Kept states of processes that run, those that were kept last."""


def load_kept(
    path: Path,
    *,
    today: dt.date,
    answer_precision: float,
    place: Path | None = None,
    encoder: Encoder | None = None,
) -> Knowledge:
    """Give the knowledge of a folder without asking its golden questions, from `place` if it is kept there.

    `place` is the person's own cache folder by default. Raises KnowledgeError.
    """
    sources = fetch_sources(path)
    return load_kept_sources(
        sources, today=today, answer_precision=answer_precision, place=place, encoder=encoder
    )


def load_kept_sources(
    sources: Sources,
    *,
    today: dt.date,
    answer_precision: float,
    place: Path | None = None,
    encoder: Encoder | None = None,
) -> Knowledge:
    """Do the same with files that were fetched."""

    def anew() -> Knowledge:
        from bot.knowledge import building  # noqa: PLC0415 -- what is kept is read without what builds it

        skip = building.Strictness.SKIP
        return building.load_sources(
            sources, today=today, answer_precision=answer_precision, golden=skip, encoder=encoder
        )

    file = file_of(sources, answer_precision, encoder, place)
    if file is None:
        return anew()
    kept = fetch(file)
    if kept is None or today.toordinal() not in kept.same_days:
        kept = anew()
        _keep(file, kept)
    return kept


def keep_apart(knowledge: Knowledge, place: Path | None = None) -> Path | None:
    """Keep the very knowledge of this process, and give the file; None where nothing can be kept.

    After an edit it need not be what would be built from the files anew: of what did not change much is taken over.
    """
    folder = place or own_place()
    if folder is None:
        return None
    file = folder / f"{os.getpid()}.in-force"
    if not mapped_pickle.keep(file, _state(knowledge)):
        return None
    leave_newest(folder, "*.in-force", KEPT_APART)
    return file


def file_of(
    sources: Sources, answer_precision: float, encoder: Encoder | None, place: Path | None = None
) -> Path | None:
    """Name the file in which a state is kept; None for one that never is."""
    folder = place or own_place()
    if sources.faults or sources.warnings or folder is None:
        return None
    return folder / f"{_key(sources, answer_precision, encoder)}.knowledge"


def _key(sources: Sources, answer_precision: float, encoder: Encoder | None) -> str:
    """Name a state: the same name is given only where, on the same day, the same knowledge would be built."""
    parts = [str(sources.path), sources.revision, repr(answer_precision)]
    parts += [sys.version, np.__version__, pydantic.VERSION]
    parts += [encoder.name, str(encoder.folder)] if encoder else []
    parts.append(program_stamp())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def fetch(file: Path) -> Knowledge | None:
    """Give what is kept in a file, whatever day it was built on; None where nothing is."""
    state: dict[str, Any] | None = mapped_pickle.fetch(file)
    if state is not None:
        with contextlib.suppress(OSError):  # on a disk that cannot be written it is still good
            os.utime(file)  # the longest unused are deleted first
    return None if state is None else Knowledge(**{name: _frozen(value) for name, value in state.items()})


def _keep(file: Path, knowledge: Knowledge) -> None:
    mapped_pickle.keep(file, _state(knowledge))
    leave_newest(file.parent, "*.knowledge", KEPT)


def _state(knowledge: Knowledge) -> dict[str, Any]:
    return {each.name: _thawed(getattr(knowledge, each.name)) for each in dataclasses.fields(knowledge)}


def _thawed(value: Any) -> Any:
    return dict(value) if isinstance(value, types.MappingProxyType) else value


def _frozen(value: Any) -> Any:
    return types.MappingProxyType(value) if isinstance(value, Mapping) else value
