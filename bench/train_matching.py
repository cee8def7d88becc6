"""Learn the matcher's weights and write `bot/matching/weights.json`.

    python -m bench.train_matching --yardsticks DIR [--knowledge knowledge]

Learns from the train halves of CLINC150 and BANKING77 (CC BY) and from our own knowledge base: phrasings that are
taken out of the base and asked, and its golden questions. Rank and confidence are two models. The confidence sees
each question twice: as it is, and with its whole label silent, when no answer is right.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.matching import text
from bot.matching.evidence import FEATURES, Evidence, Witness
from bot.matching.model import SURENESS, Model

WEIGHTS = Path(__file__).parent.parent / "bot" / "matching" / "weights.json"
FEW = 4
"""Phrasings a label up to which no linear model is trained."""
FOREIGN = 0.15
"""The share of questions that nothing in a base answers, for which the confidence is calibrated."""
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Trial:
    """One question asked: the evidence found, and which of its rows is right, -1 if none."""

    evidence: Evidence
    right: int


def lines(path: Path) -> Pairs:
    """(label, text) of a yardstick file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["label"], row["text"]) for row in rows if row["label"] != "oos"]


def knowledge(folder: Path) -> tuple[Pairs, Pairs]:
    """The phrasings with titles, and the golden questions, of our own base."""
    base: Pairs = []
    golden: Pairs = []
    for path in sorted(folder.glob("measures/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            ways = [*entry["title"].values(), *(way for ways in entry["phrasings"].values() for way in ways)]
            base += [(f"{path.stem}/{entry['id']}", way) for way in ways]
    where = {label.split("/")[1]: label for label, _ in base}
    for path in sorted(folder.glob("checks/*.yaml")):
        for check in yaml.safe_load(path.read_text(encoding="utf-8")).get("checks", ()):
            golden += [
                (where.get(check["entry"], ""), way) for ways in check["must_match"].values() for way in ways
            ]
    known = {label for label, _ in base}
    return base, [pair for pair in golden if pair[0] in known]


def group(label: str) -> str:
    """The group of a label: the measure of an entry; other sets have no groups."""
    return label.split("/", maxsplit=1)[0] if "/" in label else ""


def sample(pairs: Pairs, each: int, rnd: random.Random) -> tuple[Pairs, Pairs]:
    """Up to `each` pairs of every label, and the rest; of a few, a random number."""
    groups = defaultdict(list)
    for pair in rnd.sample(pairs, len(pairs)):
        groups[pair[0]].append(pair)
    base, rest = [], []
    for group in groups.values():
        cut = each if each > FEW else rnd.choice((1, 1, 2, 2, 3, 4))
        base += group[:cut]
        rest += group[cut:]
    return base, rest


def asked(base: Pairs, questions: Iterable[tuple[str, str]], *, foreign: bool) -> Iterator[Trial]:
    """Each question asked of a matcher for the base; `foreign` silences the question's own label first."""
    base = sorted((label, text.normalise(way)) for label, way in base)
    labels = sorted({label for label, _ in base})
    owners = np.array([labels.index(label) for label, _ in base])
    kinds = sorted({group(label) for label in labels})
    witness = Witness(
        [way for _, way in base], owners, np.array([kinds.index(group(label)) for label in labels])
    )
    for label, question in questions:
        right = labels.index(label)
        evidence = witness.testify(text.normalise(question), (owners == right) if foreign else None)
        rows = np.flatnonzero(evidence.labels == right)
        if foreign or len(rows):
            yield Trial(evidence, -1 if foreign else int(rows[0]))


def episodes(yardsticks: Path, folder: Path, each: int | None) -> list[tuple[Pairs, Pairs]]:
    """(base, questions) pairs; `each` limits the phrasings of a label in the base."""
    rnd = random.Random(7)
    made = []
    banking = lines(yardsticks / "banking77_10shot_train.jsonl")
    clinc = lines(yardsticks / "clinc150_train.jsonl")
    own, golden = knowledge(folder)
    made += [sample(banking, each or 8, rnd) for _ in range(3)]
    for most in (each or 10, each or 25):
        base, rest = sample(clinc, most, rnd)
        made.append((base, rnd.sample(rest, 1000)))
    for share in (0.8, 0.8, 0.6):
        base, rest = sample(own, each or 99, rnd)
        shuffled = rnd.sample(own, len(own))
        cut = int(len(own) * share)
        base, rest = (base, rest) if each else (shuffled[:cut], shuffled[cut:])
        held = {label for label, _ in base}
        made.append((base, [pair for pair in rnd.sample(rest, min(len(rest), 600)) if pair[0] in held]))
    made.append((sample(own, each or 99, rnd)[0], golden * 2))
    return made


def learn_rank(trials: list[Trial]) -> dict[str, float]:
    """Weights under which the right row stands out (softmax over the rows), none of them negative."""
    width = max(len(trial.evidence.labels) for trial in trials)
    rows = np.zeros((len(trials), width, len(FEATURES)))
    absent = np.ones((len(trials), width), bool)
    for at, trial in enumerate(trials):
        rows[at, : len(trial.evidence.labels)] = trial.evidence.features
        absent[at, : len(trial.evidence.labels)] = False
    right = np.array([trial.right for trial in trials])
    weights = np.ones(len(FEATURES))
    for _ in range(3000):
        scores = np.where(absent, -1e9, rows @ weights)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        shares[np.arange(len(trials)), right] -= 1
        gradient = np.einsum("ij,ijk->k", shares, rows) / len(trials) + 2e-5 * weights
        weights = np.maximum(weights - 8.0 * gradient, 0.0)
    correct = float((np.where(absent, -1e9, rows @ weights).argmax(axis=1) == right).mean())
    print(f"rank: {len(trials)} questions, {correct:.3f} right")
    return {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)}


def learn_sureness(trials: list[Trial], model: Model) -> dict[str, float]:
    """Learn a logistic with weights that are not negative for whether the best row is the right one."""
    values, wanted = [], []
    for trial in trials:
        scores = model.scores(trial.evidence)
        values.append(model.sureness(trial.evidence, scores))
        wanted.append(int(np.argmax(scores)) == trial.right)
    table, target = np.array(values, np.float64), np.array(wanted, np.float64)
    foreign = np.array([trial.right < 0 for trial in trials])
    weight = np.where(foreign, FOREIGN / foreign.mean(), (1 - FOREIGN) / (1 - foreign.mean()))
    spread = table.std(axis=0) + 1e-9
    scaled = (table - table.mean(axis=0)) / spread
    weights, bias = np.zeros(len(SURENESS)), 0.0
    for _ in range(4000):
        error = 1 / (1 + np.exp(-(scaled @ weights + bias))) - target
        error *= weight
        weights = np.maximum(weights - 0.5 * (scaled.T @ error / len(error) + 1e-3 * weights), 0.0)
        bias -= 0.5 * error.mean()
    order = np.argsort(scaled @ weights)
    ranks = np.empty(len(order))
    ranks[order] = np.arange(len(order))
    positives = int(target.sum())
    area = (ranks[target == 1].sum() - positives * (positives - 1) / 2) / (
        positives * (len(target) - positives)
    )
    print(f"sureness: {len(trials)} questions, AUROC {area:.3f}")
    weights = weights / spread
    learnt = {name: round(float(one), 3) for name, one in zip(SURENESS, weights, strict=True)}
    return {**learnt, "bias": round(float(bias - weights @ table.mean(axis=0)), 3)}


def learn(made: list[tuple[Pairs, Pairs]]) -> dict[str, Any]:
    """Both models from these episodes."""
    native = [trial for base, questions in made for trial in asked(base, questions, foreign=False)]
    foreign = [trial for base, questions in made for trial in asked(base, questions[::2], foreign=True)]
    rank = learn_rank(native)
    model = Model(np.array([rank[name] for name in FEATURES], np.float32), np.zeros(len(SURENESS)), 0.0)
    return {"rank": rank, "sure": learn_sureness(native + foreign, model)}


def main() -> None:
    """Learn with and without the linear model over labels, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--yardsticks", type=Path, required=True)
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"))
    options = parser.parse_args()
    learnt = {
        "taught": learn(episodes(options.yardsticks, options.knowledge, None)),
        "untaught": learn(episodes(options.yardsticks, options.knowledge, FEW)),
    }
    WEIGHTS.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
