"""Learn what alarms are heard with, and write `weights.npz` and `meaning.npz` of `bot/matching/alarms/`.

    python -m bench.train_alarms [--held-out]

Learns from the sentences of `bench/alarm_sentences/`, each file by another writer: alarms of sixteen kinds, bare, polite,
in stories, as captions, in dialect and with slips; look-alikes of each (the rule, long past, the other side's, idioms);
ordinary questions and chat; pleas for help with something unlawful, and what only looks like it. Learns from those of `knowledge/alarms.yaml`, and from the phrasings of the
knowledge as what is no alarm.
With `--held-out` nothing is written: each file, one writer's, is heard by a model that has learnt from all the others,
and the tables say what each floor would give, by words alone and with the encoder. The floors in
`bot/matching/alarms/lookout.py` come from there.
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
from sklearn.neural_network import MLPClassifier

from bot.encoder import Encoder
from bot.matching.alarms.features import DIMENSIONS, places
from bot.matching.alarms.meaning import SCALE, Layer, Meaning, shared
from bot.matching.alarms.model import NONE, STRENGTH, Model
from bot.matching.text.normal_form import normalise

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bench" / "alarm_sentences"
SHIPPED = ROOT / "bot" / "matching" / "alarms"
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
ORDINARY, STORY = 0.3, 30
"""How much a phrasing of the knowledge counts beside a sentence written for this, if it is shorter than so many characters."""
ROUNDS = 200
BEGINNINGS = (0, 1)
"""Random beginnings of the networks that hear the meaning; what they say is averaged."""
HIDDEN, HELD, EPOCHS = 256, 1e-2, 25
FLOORS = (0.2, 0.35, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)

Lines = Sequence[tuple[str, str]]
Table = NDArray[np.float32]


def read(file: Path) -> list[tuple[str, str]]:
    """The (text, kind) lines of a file."""
    return [(line["text"], line["kind"]) for line in map(json.loads, file.read_text("utf-8").splitlines())]


def ordinary(knowledge: Path) -> list[tuple[str, str]]:
    """The phrasings of small talk, of all entries but the urgent ones, and stories that may be learnt from: no alarm."""
    pages = [
        [
            entry
            for entry in yaml.safe_load(file.read_text("utf-8"))["entries"]
            if entry.get("urgency") != "now"
        ]
        for file in sorted(knowledge.glob("measures/*.yaml"))
    ]
    talk = yaml.safe_load((knowledge / "conversation.yaml").read_text("utf-8"))
    pages += [talk["small_talk"], talk["out_of_scope"]]
    told = [
        (text, NONE)
        for file in sorted(knowledge.glob("checks/stories*.yaml"))
        if (stories := yaml.safe_load(file.read_text("utf-8")))["fitted"]
        for part in ("no_entry", "outside")
        for texts in stories.get(part, {}).values()
        for text in texts
    ]
    return told + [
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
    features = spread(told)
    count = np.array(
        [1.0] * len(lines) + [1.0 if len(text) >= STORY else ORDINARY for text, _ in plain], np.float32
    )
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


def learn_meaning(lines: Lines, encoder: Encoder) -> Meaning:
    """Networks of one hidden layer over the encoder's vectors, by Adam."""
    shown = vectors(lines, encoder) * SCALE
    wanted = np.array([kind for _, kind in lines])
    networks = [
        MLPClassifier((HIDDEN,), alpha=HELD, max_iter=EPOCHS, batch_size=128, random_state=beginning).fit(
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
    return np.array([model.probabilities(text) for text, _ in lines], np.float32)


def heard_both(model: Model, meaning: Meaning, words: Table, seen: Table) -> Table:
    """The same with the meaning, whose vectors are `seen`."""
    meant = meaning.probabilities(seen)
    return np.array(
        [shared(one, model.kinds, other, meaning.kinds) for one, other in zip(words, meant, strict=True)]
    )


def chances(shares: Table, kinds: Sequence[str]) -> Table:
    """For each line, how probable it is that it is an emergency, and that it is to be refused."""
    quiet = [place for place, kind in enumerate(kinds) if kind == NONE or kind in REFUSED]
    refused = [place for place, kind in enumerate(kinds) if kind in REFUSED]
    return np.stack([1 - shares[:, quiet].sum(axis=1), shares[:, refused].sum(axis=1)], axis=1)


def table(name: str, chance: Table, lines: Lines) -> None:
    """Print what each floor would give."""
    cries = np.array([kind != NONE and kind not in REFUSED for _, kind in lines])
    unlawful = np.array([kind in REFUSED for _, kind in lines])
    plain = ~cries & ~unlawful
    print(name)
    for floor in FLOORS:
        above, refused = (chance >= floor).T
        print(
            f"  floor {floor:.2f}: heard {_share(above, cries)}   false {_share(above, plain)}"
            f"   refused {_share(refused, unlawful)}   accused {_share(refused, plain)}",
            flush=True,
        )


def _share(found: NDArray[np.bool_], among: NDArray[np.bool_]) -> str:
    return f"{found[among].mean():7.2%}" if among.any() else "   none"


def held_out(files: Iterable[Path], plain: Lines, encoder: Encoder) -> None:
    """Hear each writer with what has learnt from the others only."""
    written = {file.stem: read(file) for file in files}
    lines: list[tuple[str, str]] = []
    by_words, by_both = [], []
    for writer, own in written.items():
        others = [line for other, theirs in written.items() if other != writer for line in theirs]
        model, meaning = learn(others, plain), learn_meaning([*others, *plain], encoder)
        words = heard(model, own)
        by_words.append(chances(words, model.kinds))
        both = heard_both(model, meaning, words, vectors(own, encoder))
        by_both.append(chances(both, model.kinds))
        lines += own
        table(writer, by_both[-1], own)
    table("all, by words alone", np.concatenate(by_words), lines)
    table("all, with the encoder", np.concatenate(by_both), lines)


def main() -> None:
    """Train, or say what unknown writers would be heard of."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true")
    files = sorted(FOLDER.glob("*.jsonl"))
    plain = ordinary(ROOT / "knowledge")
    encoder = Encoder.builtin()
    if parser.parse_args().held_out:
        held_out(files, plain, encoder)
        return
    written = [line for file in files for line in read(file)] + lessons(ROOT / "knowledge")
    write(learn(written, plain), SHIPPED / "weights.npz")
    write_meaning(learn_meaning([*written, *plain], encoder), SHIPPED / "meaning.npz")


if __name__ == "__main__":
    main()
