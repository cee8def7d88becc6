"""Learning what kind a sentence is from examples: what `train_alarms` and `train_followups` have in common."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.neural_network import MLPClassifier

from bot.encoder import Encoder
from bot.matching.hearing.features import DIMENSIONS, places
from bot.matching.hearing.meaning import SCALE, Layer, Meaning, shared
from bot.matching.hearing.model import STRENGTH, Model
from bot.matching.text.normal_form import normalise

ROUNDS = 200
BEGINNINGS = (0, 1)
"""Random beginnings of the networks that hear the meaning; what they say is averaged."""
HIDDEN, HELD, EPOCHS = 256, 1e-2, 25
"""For some 20,000 sentences; fewer are shown more often."""

Lines = Sequence[tuple[str, str]]
"""(text, kind) pairs."""
Table = NDArray[np.float32]


def read(file: Path) -> list[tuple[str, str]]:
    """The (text, kind) lines of a file."""
    return [(line["text"], line["kind"]) for line in map(json.loads, file.read_text("utf-8").splitlines())]


def share_of(found: NDArray[np.bool_], among: NDArray[np.bool_]) -> str:
    """How much of the lines `among` was found, as it is printed; a writer may have written none such."""
    return f"{found[among].mean():7.2%}" if among.any() else "   none"


def spread(lines: Lines) -> csr_matrix:
    """The features of the lines, a row each."""
    rows, columns, values = [], [], []
    for row, (text, _) in enumerate(lines):
        at, value = places(normalise(text))
        rows += [row] * len(at)
        columns += at.tolist()
        values += [value] * len(at)
    return csr_matrix((values, (rows, columns)), shape=(len(lines), DIMENSIONS), dtype=np.float32)


def learn(lines: Lines, count: NDArray[np.float32] | None = None) -> Model:
    """Multinomial logistic regression with weights held small (C = STRENGTH), by L-BFGS; `count` is how much each line counts."""
    kinds = tuple(sorted({kind for _, kind in lines}))
    features = spread(lines)
    count = np.ones(len(lines), np.float32) if count is None else count
    wanted = np.zeros((len(lines), len(kinds)), np.float32)
    wanted[np.arange(len(lines)), [kinds.index(kind) for _, kind in lines]] = 1

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = flat.reshape(DIMENSIONS + 1, len(kinds)).astype(np.float32)
        scores = features @ table[:-1] + table[-1]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = count[:, None] * (np.exp(logs) - wanted)
        slope = np.vstack([features.T @ error + table[:-1] / STRENGTH, error.sum(axis=0)])
        value = -float((count[:, None] * wanted * logs).sum()) + float((table[:-1] ** 2).sum()) / 2 / STRENGTH
        return value, slope.astype(np.float64).ravel()

    start = np.zeros((DIMENSIONS + 1) * len(kinds))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    table = found.reshape(DIMENSIONS + 1, len(kinds)).astype(np.float32)
    return Model(kinds, table[:-1], table[-1])


def write(model: Model, file: Path) -> None:
    """Keep the weights as whole numbers from -127 to 127, with a scale for each kind."""
    scale = np.abs(model.weights).max(axis=0) / 127
    whole = np.round(model.weights / scale).astype(np.int8)
    np.savez_compressed(file, weights=whole, scale=scale, bias=model.bias, kinds=json.dumps(model.kinds))


def learn_meaning(lines: Lines, encoder: Encoder, epochs: int = EPOCHS) -> Meaning:
    """Networks of one hidden layer over the encoder's vectors, by Adam."""
    shown = vectors(lines, encoder) * SCALE
    wanted = np.array([kind for _, kind in lines])
    networks = [
        MLPClassifier((HIDDEN,), alpha=HELD, max_iter=epochs, batch_size=128, random_state=beginning).fit(
            shown, wanted
        )
        for beginning in BEGINNINGS
    ]
    return Meaning(encoder.name, tuple(networks[0].classes_.tolist()), tuple(map(_layers, networks)))


def _layers(network: MLPClassifier) -> tuple[Layer, Layer]:
    first, second = zip(network.coefs_, network.intercepts_, strict=True)
    return first, second


def vectors(lines: Lines, encoder: Encoder) -> NDArray[np.float32]:
    """The vectors of the lines, a row each; they are kept, for the held-out trials need them again and again."""
    return encoder.encode_kept([normalise(text) for text, _ in lines])


def write_meaning(meaning: Meaning, file: Path) -> None:
    """Keep the networks in half precision."""
    arrays = [
        array.astype(np.float16) for network in meaning.networks for layer in network for array in layer
    ]
    about = {"encoder": meaning.encoder, "kinds": meaning.kinds, "networks": len(meaning.networks)}
    named = {f"layer{at}": array for at, array in enumerate(arrays)}
    np.savez_compressed(file, about=json.dumps(about), **named)


def heard(model: Model, lines: Lines) -> Table:
    """The probability of each kind (columns as in `model.kinds`), a row for each line, by words."""
    return np.array([model.probabilities(normalise(text)) for text, _ in lines], np.float32)


def heard_both(model: Model, meaning: Meaning, words: Table, seen: Table) -> Table:
    """The same with the meaning, whose vectors are `seen`."""
    meant = meaning.probabilities(seen)
    return np.array(
        [shared(one, model.kinds, other, meaning.kinds) for one, other in zip(words, meant, strict=True)]
    )
