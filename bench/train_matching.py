"""Learn the matcher's weights and write `bot/matching/weights.json`.

    python -m bench.train_matching [--yardsticks DIR] [--knowledge knowledge]

Learns from the train halves of CLINC150 (CC BY 3.0) and BANKING77 (CC BY 4.0) and from our own knowledge base, never
from the Chinese sets. In each episode some phrasings are a base and others are asked of it, as they are and with slips.
Rank and confidence are two models. The confidence sees questions with their whole label silent too, when no answer is
right. The weights for use with an encoder are learnt the same way, with the one that comes with the product.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from bench import noise
from bench.engines import Pairs
from bot.encoder import Encoder
from bot.matching import Matcher
from bot.matching.ranking.evidence import FEATURES, Evidence
from bot.matching.ranking.model import SURENESS, Model
from bot.matching.text import normal_form

WEIGHTS = Path(__file__).parent.parent / "bot" / "matching" / "ranking" / "weights.json"
FEW = 4
"""Phrasings a label at most in bases of few."""
FOREIGN = 0.15
"""The share of questions that nothing in a base answers, for which probabilities are calibrated."""
HALF = 0.5
"""That share while it is learnt what tells foreign questions from others."""
ASKED = 800
"""Questions of an episode at most."""
MEANING = 0.6
"""How much likeness of meaning counts beside likeness of words. On what is held out of our own base, 0.5 finds 0.7 % more
than 0.7; on the bases of short questions 0.7 finds as much or a little more."""
HELD = 1e-4
"""How strongly weights are held small."""
Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Trial:
    """One question asked: the evidence found, and which of its rows is right, -1 if none."""

    evidence: Evidence
    right: int


@dataclass(frozen=True)
class Episode:
    """The trials of one base: questions, questions with slips, and questions whose label was silent."""

    native: list[Trial]
    slipped: list[Trial]
    foreign: list[Trial]


def lines(path: Path) -> Pairs:
    """(label, text) of a yardstick file, without what is out of scope."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["label"], row["text"]) for row in rows if row["label"] != "oos"]


def knowledge(folder: Path, langs: tuple[str, ...]) -> tuple[Pairs, Pairs]:
    """The phrasings with titles, and the golden questions, of our own base in these languages."""
    base: Pairs = []
    golden: Pairs = []
    for path in sorted(folder.glob("measures/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            base += [
                (entry["id"], way)
                for lang in langs
                for way in (entry["title"][lang], *entry["phrasings"][lang])
            ]
    for path in (folder / "checks" / file.name for file in sorted(folder.glob("measures/*.yaml"))):
        for check in yaml.safe_load(path.read_text(encoding="utf-8")).get("checks", ()):
            golden += [(check["entry"], way) for lang in langs for way in check["must_match"].get(lang, ())]
    known = {label for label, _ in base}
    return base, [pair for pair in golden if pair[0] in known]


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
    return base, rest[:ASKED] if len(rest) <= ASKED else rnd.sample(rest, ASKED)


def bases(yardsticks: Path, folder: Path, langs: tuple[str, ...]) -> list[tuple[Pairs, Pairs]]:
    """(base, questions): bases of many phrasings a label, of eight to ten, and of one to four."""
    rnd = random.Random(7)
    banking = lines(yardsticks / "banking77_10shot_train.jsonl")
    clinc = lines(yardsticks / "clinc150_train.jsonl")
    own, golden = knowledge(folder, langs)
    made = [sample(banking, each, rnd) for each in (8, 8, FEW)]
    made += [sample(clinc, each, rnd) for each in (60, 10, FEW)]
    usual = len(own) // len({label for label, _ in own})
    made += [sample(own, each, rnd) for each in (usual * 4 // 5, usual // 2 + 1, FEW)]
    return [*made, (own, golden[:: max(1, len(golden) // (2 * ASKED))])]


def slipped(questions: Pairs) -> Pairs:
    """The questions as people in a hurry type them."""
    rnd, keys, sounds = random.Random(3), noise.typos(0.08), noise.some_homophones(0.15)
    return [(label, sounds(keys(question, rnd), rnd)) for label, question in questions]


def episode(base: Pairs, questions: Pairs, encoder: Encoder | None) -> Episode:
    """The trials of a base."""
    whole = Matcher.from_pairs(base, encoder)
    matcher = whole.weighing(semantic=replace(Model.shipped(semantic=True), meaning=MEANING))
    return Episode(
        list(asked(matcher, questions, foreign=False)),
        list(asked(matcher, slipped(questions[::2]), foreign=False)),
        list(asked(matcher, questions[::2], foreign=True)),
    )


def asked(matcher: Matcher, questions: Pairs, *, foreign: bool) -> Iterator[Trial]:
    """Each question asked; `foreign` silences the question's own label first."""
    for label, question in questions:
        hidden = matcher.places([label]) if foreign else None
        evidence = matcher.testify(matcher.read(normal_form.normalise(question)), hidden)
        rows = np.flatnonzero(evidence.labels == matcher.number(label)) if evidence else ()
        if evidence and (foreign or len(rows)):
            yield Trial(evidence, -1 if foreign else int(rows[0]))


def learn_rank(episodes: list[Episode]) -> dict[str, float]:
    """Weights under which the right row stands out (softmax over the rows), none of them negative."""
    asked = [one.native + one.slipped for one in episodes]
    trials = [trial for some in asked for trial in some]
    weight = np.concatenate([np.full(len(some), len(some) ** -0.5) for some in asked])
    weight /= weight.sum()
    width = max(len(trial.evidence.labels) for trial in trials)
    rows, absent = np.zeros((len(trials), width, len(FEATURES))), np.ones((len(trials), width), bool)
    for at, trial in enumerate(trials):
        rows[at, : len(trial.evidence.labels)] = trial.evidence.features
        absent[at, : len(trial.evidence.labels)] = False
    right = np.array([trial.right for trial in trials])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.where(absent, -1e9, rows @ weights)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        missed = -float(weight @ np.log(shares[np.arange(len(trials)), right] + 1e-12))
        shares[np.arange(len(trials)), right] -= 1
        gradient = np.einsum("ij,ijk->k", shares * weight[:, None], rows)
        return missed + HELD * float(weights @ weights), gradient + 2 * HELD * weights

    found = minimize(loss, np.ones(len(FEATURES)), jac=True, bounds=[(0, None)] * len(FEATURES))
    kept = {name: round(float(one), 3) for name, one in zip(FEATURES, found.x, strict=True)}
    return {name: one for name, one in kept.items() if one}


def learn_sureness(episodes: list[Episode], model: Model) -> dict[str, float]:
    """What tells right answers from others, and how: a logistic in two steps.

    First the direction, with a level of its own for each episode, since bases differ in how alike their phrasings are.
    Then its scale and one level for all, at the share of foreign questions for which probabilities are calibrated.
    Slips are left out: they make a question less like its base and no less meant, and would teach to overlook that.
    """
    tables = [_table(one, model) for one in episodes]
    values = np.concatenate([table for table, _ in tables])
    right = np.concatenate([wanted for _, wanted in tables])
    levels = np.repeat(np.eye(len(tables)), [len(wanted) for _, wanted in tables], axis=0)
    direction = _logistic(values, levels, right, _weights(episodes, HALF))[: len(SURENESS)]
    once = np.ones((len(values), 1))
    scale, level = _logistic((values @ direction)[:, None], once, right, _weights(episodes, FOREIGN))
    learnt = {name: round(float(scale * one), 3) for name, one in zip(SURENESS, direction, strict=True)}
    return {**learnt, "bias": round(float(level), 3)}


def _table(one: Episode, model: Model) -> tuple[np.ndarray, np.ndarray]:
    trials = [*one.native, *one.foreign]
    right = [int(np.argmax(model.scores(trial.evidence))) == trial.right for trial in trials]
    return np.array(
        [model.sureness(trial.evidence, model.scores(trial.evidence)) for trial in trials], float
    ), np.array(right, float)


def _weights(episodes: list[Episode], foreign: float) -> np.ndarray:
    """The weight of each trial: episodes by the root of their size, in each the foreign ones their share."""
    parts = []
    for one in episodes:
        size = len(one.native) ** 0.5
        parts += [np.full(len(one.native), size * (1 - foreign) / len(one.native))]
        parts += [np.full(len(one.foreign), size * foreign / len(one.foreign))]
    weights = np.concatenate(parts)
    return np.asarray(weights / weights.sum())


def _logistic(values: np.ndarray, levels: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Coefficients of a weighted logistic regression, those of `values` not negative, then those of `levels`."""
    spread = values.std(axis=0) + 1e-9
    table = np.hstack((values / spread, levels))
    size = values.shape[1]

    def loss(found: np.ndarray) -> tuple[float, np.ndarray]:
        fitted = 1 / (1 + np.exp(-(table @ found)))
        missed = -float(weight @ np.log(np.where(right > 0, fitted, 1 - fitted) + 1e-12))
        held = np.concatenate((found[:size], np.zeros(levels.shape[1]))) * HELD
        return missed + float(held @ found), table.T @ (weight * (fitted - right)) + 2 * held

    bounds = [(0, None)] * size + [(None, None)] * levels.shape[1]
    found = minimize(loss, np.zeros(table.shape[1]), jac=True, bounds=bounds).x
    return np.concatenate((found[:size] / spread, found[size:]))


def learn(every: list[tuple[Pairs, Pairs]], encoder: Encoder | None) -> Weights:
    """Both models, from episodes of these bases and questions."""
    episodes = [episode(base, questions, encoder) for base, questions in every]
    rank = learn_rank(episodes)
    model = Model.of({"rank": rank, "sure": {"bias": 0.0}})
    return {"rank": rank, "sure": learn_sureness(episodes, model)}


def main() -> None:
    """Learn with and without an encoder, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--yardsticks", type=Path, default=Path("../shared/data/yardsticks"))
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"))
    options = parser.parse_args()
    learnt = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    every = bases(options.yardsticks, options.knowledge, ("zh", "en"))
    learnt["plain"] = learn(every, None)
    learnt["semantic"] = learn(every, Encoder.builtin())
    learnt["semantic"]["rank"]["meaning"] = MEANING
    WEIGHTS.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
