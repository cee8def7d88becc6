"""Learn what alarms are heard with, and write `weights.npz` and `meaning.npz` of `bot/matching/alarms/`.

    python -m bench.train_alarms [--held-out]

Learns from the sentences of `bench/alarm_sentences/`, each file by another writer: alarms of sixteen kinds, bare, polite,
in stories, as captions, in dialect and with slips; look-alikes of each (the rule, long past, the other side's, idioms);
ordinary questions and chat; pleas for help with something unlawful, and what only looks like it. Learns from those of `knowledge/alarms.yaml`, and from the phrasings of the
knowledge as what is no alarm.
Phrasings of entries were not written as what is no alarm ("they took our accountant along" asks for a lawyer): those in which
the sentences alone hear an alarm, or a plea, are left out.
With `--held-out` nothing is written: each file, one writer's, is heard by a model that has learnt from all the others,
and the tables say what each floor would give, by words alone and with the encoder. The floors in
`bot/matching/alarms/lookout.py` come from there.
The sentences of `knowledge/checks/alarms.yaml` are never learnt from.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.sentence_kinds import (
    Lines,
    Table,
    heard,
    heard_both,
    learn,
    learn_meaning,
    read,
    share_of,
    vectors,
    write,
    write_meaning,
)
from bot.encoder import Encoder
from bot.matching.hearing.model import NONE, Model

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
DOUBTFUL = np.array([0.9, 0.9])
"""The probabilities of an alarm, and of a plea for something unlawful, from which on a phrasing of the knowledge is not learnt as
what is none: "may I take his car" is the question of an entry, too."""
FLOORS = (0.2, 0.35, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


def told(knowledge: Path) -> list[tuple[str, str]]:
    """The phrasings of small talk and of what is out of scope, and stories that may be learnt from: surely no alarm."""
    talk = yaml.safe_load((knowledge / "conversation.yaml").read_text("utf-8"))
    texts = [_texts(one["phrasings"]) for one in (*talk["small_talk"], *talk["out_of_scope"])]
    for stories in _stories(knowledge):
        texts += [_texts(stories.get(part, {})) for part in ("no_entry", "outside")]
    return [(text, NONE) for some in texts for text in some]


def phrasings(knowledge: Path) -> list[tuple[str, str]]:
    """The phrasings and stories of all entries but the urgent ones: mostly no alarm."""
    pages = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(knowledge.glob("measures/*.yaml"))]
    calm = {
        entry["id"]: entry for page in pages for entry in page["entries"] if entry.get("urgency") != "now"
    }
    texts = [_texts(entry["phrasings"]) for entry in calm.values()]
    for stories in _stories(knowledge):
        texts += [_texts(_spoken(one)) for one in stories["stories"] if one["entry"] in calm]
    return [(text, NONE) for some in texts for text in some]


def _stories(knowledge: Path) -> list[dict[str, Any]]:
    """The stories that may be learnt from, file by file."""
    pages = [
        yaml.safe_load(file.read_text("utf-8")) for file in sorted(knowledge.glob("checks/stories*.yaml"))
    ]
    return [page for page in pages if page["fitted"]]


def _spoken(story: dict[str, Any]) -> dict[str, list[str]]:
    return {lang: story[lang] for lang in ("zh", "en") if lang in story}


def _texts(by_language: dict[str, list[str]]) -> list[str]:
    return [text for texts in by_language.values() for text in texts]


def without_doubtful(lines: Lines, plain: Lines) -> list[tuple[str, str]]:
    """The phrasings in which neither an alarm nor a plea is heard by what has learnt from the sentences alone."""
    model = learn(lines)
    heard_in = chances(heard(model, plain), model.kinds)
    return [line for line, chance in zip(plain, heard_in, strict=True) if (chance < DOUBTFUL).all()]


def learn_words(lines: Lines, plain: Lines) -> Model:
    """The model of runs, from sentences and from phrasings of the knowledge, which count less if they are short."""
    short = [1.0 if len(text) >= STORY else ORDINARY for text, _ in plain]
    return learn([*lines, *plain], np.array([1.0] * len(lines) + short, np.float32))


def lessons(knowledge: Path) -> list[tuple[str, str]]:
    """The sentences of alarms and refusals, by which the model is taught once more when it is loaded."""
    page = yaml.safe_load((knowledge / "alarms.yaml").read_text("utf-8"))
    talk = yaml.safe_load((knowledge / "conversation.yaml").read_text("utf-8"))
    kinds = [(each["id"], each["phrasings"]) for each in (*page["alarms"], *talk["refusals"])]
    kinds.append((NONE, page["ordinary"]))
    return [(text, kind) for kind, both in kinds for texts in both.values() for text in texts]


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
            f"  floor {floor:.2f}: heard {share_of(above, cries)}   false {share_of(above, plain)}"
            f"   refused {share_of(refused, unlawful)}   accused {share_of(refused, plain)}",
            flush=True,
        )


def held_out(files: Iterable[Path], plain: Lines, encoder: Encoder) -> None:
    """Hear each writer with what has learnt from the others only."""
    written = {file.stem: read(file) for file in files}
    lines: list[tuple[str, str]] = []
    by_words, by_both = [], []
    for writer, own in written.items():
        others = [line for other, theirs in written.items() if other != writer for line in theirs]
        model, meaning = learn_words(others, plain), learn_meaning([*others, *plain], encoder)
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
    files, knowledge = sorted(FOLDER.glob("*.jsonl")), ROOT / "knowledge"
    written = [line for file in files for line in read(file)]
    plain = told(knowledge) + without_doubtful(written, phrasings(knowledge))
    encoder = Encoder.builtin()
    if parser.parse_args().held_out:
        held_out(files, plain, encoder)
        return
    written += lessons(knowledge)
    write(learn_words(written, plain), SHIPPED / "weights.npz")
    write_meaning(learn_meaning([*written, *plain], encoder), SHIPPED / "meaning.npz")


if __name__ == "__main__":
    main()
