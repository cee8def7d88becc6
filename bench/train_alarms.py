"""Learn the weights with which alarms are heard, and write `bot/matching/alarms/weights.npz`.

    python -m bench.train_alarms [--held-out]

Learns from the sentences of `bench/alarm_sentences/`, each file by another writer: alarms of sixteen kinds, bare, polite,
in stories, as captions, in dialect and with slips; look-alikes of each (the rule, long past, the other side's, idioms);
ordinary questions and chat; pleas for help with something unlawful, and what only looks like it. Learns from those of `knowledge/alarms.yaml`, and from the phrasings of the
knowledge as what is no alarm.
With `--held-out` nothing is written: each file, one writer's, is heard by a model that has learnt from all the others,
and the table says what each floor would give. `SURE` and `MAYBE` in `bot/matching/alarms/lookout.py` come from there.
The sentences of `knowledge/checks/alarms.yaml` are never learnt from.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.matching.alarms.features import DIMENSIONS, places
from bot.matching.alarms.model import NONE, STRENGTH, Model

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bench" / "alarm_sentences"
WEIGHTS = ROOT / "bot" / "matching" / "alarms" / "weights.npz"
REFUSED = frozenset(
    [
        "self-help",
        "hide-assets",
        "forge-evidence",
        "bribery",
        "fake-invoices",
        "evade-wages",
        "destroy-books",
        "fake-social-insurance",
        "false-accusation",
        "spy-and-leak",
    ]
)
"""Kinds of `conversation.yaml` that are no emergency, but that nobody is helped with."""
ORDINARY = 0.3
"""How much a phrasing of the knowledge counts beside a sentence written for this."""
ROUNDS = 200
FLOORS = (0.2, 0.35, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)

Lines = Sequence[tuple[str, str]]


def read(file: Path) -> list[tuple[str, str]]:
    """The (text, kind) lines of a file."""
    return [(line["text"], line["kind"]) for line in map(json.loads, file.read_text("utf-8").splitlines())]


def ordinary(knowledge: Path) -> list[tuple[str, str]]:
    """The phrasings of all entries and of small talk, which are no alarm."""
    pages = [
        yaml.safe_load(file.read_text("utf-8"))["entries"]
        for file in sorted(knowledge.glob("measures/*.yaml"))
    ]
    talk = yaml.safe_load((knowledge / "conversation.yaml").read_text("utf-8"))
    pages += [talk["small_talk"], talk["out_of_scope"]]
    return [
        (text, NONE)
        for page in pages
        for one in page
        for texts in one["phrasings"].values()
        for text in texts
    ]


def lessons(knowledge: Path) -> list[tuple[str, str]]:
    """The sentences of alarms and refusals, by which the model is taught once more when it is loaded."""
    page = yaml.safe_load((knowledge / "alarms.yaml").read_text("utf-8"))
    talk = yaml.safe_load((knowledge / "conversation.yaml").read_text("utf-8"))
    kinds = [(each["id"], each["phrasings"]) for each in (*page["alarms"], *talk["refusals"])]
    kinds.append((NONE, page["ordinary"]))
    return [(text, kind) for kind, both in kinds for texts in both.values() for text in texts]


def spread(lines: Lines) -> csr_matrix:
    """The features of the lines, a row each."""
    rows, columns, values = [], [], []
    for row, (text, _) in enumerate(lines):
        at, value = places(text)
        rows += [row] * len(at)
        columns += at.tolist()
        values += [value] * len(at)
    return csr_matrix((values, (rows, columns)), shape=(len(lines), DIMENSIONS), dtype=np.float32)


def learn(lines: Lines, plain: Lines) -> Model:
    """Multinomial logistic regression with weights held small (C = STRENGTH), by L-BFGS."""
    told = [*lines, *plain]
    kinds = tuple(sorted({kind for _, kind in told}))
    features, count = spread(told), np.array([1.0] * len(lines) + [ORDINARY] * len(plain), np.float32)
    wanted = np.zeros((len(told), len(kinds)), np.float32)
    wanted[np.arange(len(told)), [kinds.index(kind) for _, kind in told]] = 1

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


def chances(model: Model, lines: Lines) -> NDArray[np.float32]:
    """For each line, how probable it is that it is an emergency."""
    quiet = [place for place, kind in enumerate(model.kinds) if kind == NONE or kind in REFUSED]
    return np.array([1 - model.probabilities(text)[quiet].sum() for text, _ in lines], np.float32)


def table(name: str, chance: NDArray[np.float32], lines: Lines) -> None:
    """Print what each floor would give."""
    cries = np.array([kind != NONE and kind not in REFUSED for _, kind in lines])
    plain = np.array([kind == NONE for _, kind in lines])
    print(name)
    for floor in FLOORS:
        above = chance >= floor
        print(f"  floor {floor:.2f}: heard {above[cries].mean():6.1%}   false {above[plain].mean():6.2%}")


def held_out(files: Iterable[Path], plain: Lines) -> None:
    """Hear each writer with a model that knows only the others."""
    written = {file.stem: read(file) for file in files}
    chance, lines = [], []
    for writer, own in written.items():
        others = [line for other, theirs in written.items() if other != writer for line in theirs]
        chance.append(chances(learn(others, plain), own))
        lines += own
        table(writer, chance[-1], own)
    table("all", np.concatenate(chance), lines)


def main() -> None:
    """Train, or say what unknown writers would be heard of."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true")
    files = sorted(FOLDER.glob("*.jsonl"))
    plain = ordinary(ROOT / "knowledge")
    if parser.parse_args().held_out:
        held_out(files, plain)
        return
    written = [line for file in files for line in read(file)]
    write(learn([*written, *lessons(ROOT / "knowledge")], plain), WEIGHTS)


if __name__ == "__main__":
    main()
