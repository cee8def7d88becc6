"""A model opened: texts in, vectors out. `onnxruntime` and `tokenizers` are met here only, and only when one is opened.

The folder holds `model.onnx` (with `model.onnx…` beside it, if its weights stand apart) and `tokenizer.json`.
"""

import hashlib
import importlib
import os
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bot.encoder.floats import Floats
from bot.errors import EncoderError

Pieces = list[int]
"""A text as the numbers of its pieces."""

MOST_PIECES = 128
"""Pieces of a text that are read; the rest is left out."""

_BATCH = 32
"""Texts encoded at once: more are hardly quicker, and padding and memory grow."""
_WAY = b"mean or as given, 128 pieces, length 1"
"""How vectors are made of what a model gives. A change changes every name, so that old vectors are not mixed with new."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_NUMBERS: Mapping[str, "np.dtype[Any]"] = {
    "tensor(int64)": np.dtype(np.int64),
    "tensor(int32)": np.dtype(np.int32),
}
_SENTENCES = "sentence_embedding"
"""The output that is taken if a model has several and this is one of them; else the first."""
_TEXTS, _TOKENS = 2, 3
"""Axes of an output with a vector for each text, and of one with a vector for each piece of each text."""
_SHORT = 160
"""Characters of another program's message that fit into one of ours."""

_Opened = TypeVar("_Opened")
_OPEN: "weakref.WeakValueDictionary[str, Model]" = weakref.WeakValueDictionary()
"""Models in use, by name: an encoder that comes back from a pickle shares the model instead of loading it again."""


class Model:
    """A tokenizer and a network that fit together. Safe to share between threads."""

    def __init__(self, folder: Path, tokenizer: Any, session: Any, name: str) -> None:
        """Use `open_model`; raises EncoderError if the network is no encoder of sentences."""
        self.name = name
        self._file = folder / "model.onnx"
        self._tokenizer = tokenizer
        self._session = session
        self._kinds = dict(_inputs(self._file, session))
        outputs = [output.name for output in session.get_outputs()]
        self._output = _SENTENCES if _SENTENCES in outputs else outputs[0]
        self.dimension = self._run(_samples(tokenizer)).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text (texts × dimension). Raises EncoderError if the network fails."""
        pieces = [self._pieces(text) for text in texts]
        by_length = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        vectors = np.empty((len(pieces), self.dimension), np.float32)
        for first in range(0, len(by_length), _BATCH):
            batch = by_length[first : first + _BATCH]
            vectors[batch] = self._run([pieces[at] for at in batch])
        return vectors

    def _pieces(self, text: str) -> Pieces:
        whole = text.encode("utf-8", "replace").decode()  # half characters, which no tokenizer takes
        ids: Pieces = self._tokenizer.encode(whole).ids
        return ids or [0]

    def _run(self, pieces: Sequence[Pieces]) -> Floats:
        values = _padded(pieces)
        given = {name: values[name].astype(kind) for name, kind in self._kinds.items()}
        try:
            (found,) = self._session.run([self._output], given)
        except Exception as error:  # the library raises kinds of its own that share no other ancestor
            raise EncoderError(
                f"{self._file}: cannot encode texts ({_line(error)}); see that tokenizer.json belongs to it"
            ) from error
        return _unit(_sentences(self._file, np.asarray(found), values["attention_mask"]))


def open_model(folder: Path) -> Model:
    """Open the model in a folder, or give the one that is open with the same content.

    Raises EncoderError: a file is missing or broken, or the packages of the extra `semantic` are.
    """
    name = _name(folder)
    model = opened(name)
    if model is None:
        model = Model(folder, _tokenizer(folder / "tokenizer.json"), _session(folder / "model.onnx"), name)
        _OPEN[name] = model
    return model


def runtime() -> Any:
    """`onnxruntime`, kept from telling its makers which models are opened where and how they do.

    It would from its import on, so nobody may import it but by this. Raises EncoderError if it is not installed.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    return _library("onnxruntime")


def opened(name: str) -> Model | None:
    """The model of this name, if it is in use in this process."""
    return _OPEN.get(name)


def _name(folder: Path) -> str:
    """Name a model by the content of its files."""
    if not folder.is_dir():
        raise EncoderError(
            f"{folder}: is not a folder; name one that holds model.onnx and tokenizer.json, or set answers.encoder to builtin"
        )
    for needed in ("model.onnx", "tokenizer.json"):
        if not (folder / needed).is_file():
            raise EncoderError(
                f"{folder / needed}: is not there; docs/encoder.md says how to make this folder"
            )
    whole = hashlib.sha256(_WAY)
    for file in (folder / "tokenizer.json", *sorted(folder.glob("model.onnx*"))):
        whole.update(_digest(file))
    return whole.hexdigest()


def _digest(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise EncoderError(f"{file}: cannot be read: {error.strerror}") from None


def _tokenizer(file: Path) -> Any:
    tokenizers = _library("tokenizers")
    tokenizer = _read(file, lambda: tokenizers.Tokenizer.from_file(str(file)), "a tokenizer")
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    return tokenizer


def _session(file: Path) -> Any:
    """A network on one thread: a question is too short to share, and the other cores have people to answer."""
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors, which are raised anyway; warnings would go to standard error
    return _read(
        file,
        lambda: onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"]),
        "an ONNX model",
    )


def _samples(tokenizer: Any) -> list[Pieces]:
    """Texts that show, when a model is opened, whether it takes every piece and every length."""
    last = max(tokenizer.get_vocab().values(), default=0)
    return [[0], [last] * MOST_PIECES]


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise EncoderError(
            f"{name}: is not installed, and answers.encoder needs it; pip install '.[semantic]', or set answers.encoder to builtin"
        ) from None


def _read(file: Path, read: Callable[[], _Opened], what: str) -> _Opened:
    try:
        return read()
    except Exception as error:  # both libraries raise kinds of their own that share no other ancestor
        raise EncoderError(
            f"{file}: is not {what} that can be read ({_line(error)}); copy it again"
        ) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHORT]


def _inputs(file: Path, session: Any) -> Iterator[tuple[str, "np.dtype[Any]"]]:
    """The inputs of a network, each with the kind of its numbers."""
    for wanted in session.get_inputs():
        if wanted.name not in _INPUTS or wanted.type not in _NUMBERS:
            raise EncoderError(
                f"{file}: wants {wanted.name} as {wanted.type}; allowed: whole numbers for {', '.join(_INPUTS)}; "
                "export an encoder of sentences"
            )
        yield wanted.name, _NUMBERS[wanted.type]


def _padded(pieces: Sequence[Pieces]) -> dict[str, npt.NDArray[np.int64]]:
    """Texts side by side (texts × longest); the mask says what is text."""
    ids = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(pieces):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return dict(zip(_INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))


def _sentences(file: Path, found: npt.NDArray[Any], mask: npt.NDArray[np.int64]) -> Floats:
    """One vector for each text: as the network gives it, or the mean over the text's pieces."""
    fits = found.shape[: found.ndim - 1] == mask.shape[: found.ndim - 1] and found.ndim in (_TEXTS, _TOKENS)
    if not fits or not np.isfinite(found).all():
        raise EncoderError(
            f"{file}: gives {found.shape} for texts of {mask.shape}; allowed: finite numbers, as many for each text, "
            "or for each piece of it; export an encoder of sentences"
        )
    if found.ndim == _TEXTS:
        return found.astype(np.float32)
    counted = mask[:, :, None].astype(np.float32)
    return np.asarray((found * counted).sum(axis=1) / counted.sum(axis=1), np.float32)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-12)), np.float32)
