"""Learn what a question asks for that leans on what went before, and write `weights.npz` and `meaning.npz` of `bot/matching/followups/`.

    python -m bench.train_followups [--held-out]

Learns from the sentences of `bench/followup_sentences/`, each file by another writer: what people ask on about an answer, by the
part of it that they ask for; short questions with a subject of their own; and what asks nothing. Some of the short phrasings of the
knowledge are further questions with a subject of their own. With `--held-out` nothing is
written: each file is heard by what has learnt from the others. `knowledge/checks/followups.yaml` is never learnt from.
"""

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import yaml
from sklearn.exceptions import ConvergenceWarning

from bench.sentence_kinds import (
    Lines,
    Table,
    heard,
    heard_both,
    learn,
    learn_meaning,
    share_of,
    vectors,
    write,
    write_meaning,
)
from bot.encoder import Encoder
from bot.matching.followups import leaning
from bot.matching.followups.listener import NOTHING, OWN
from bot.matching.text.normal_form import normalise

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bench" / "followup_sentences"
SHIPPED = ROOT / "bot" / "matching" / "followups"
EPOCHS = 60
SAMPLE = 200
"""Phrasings of the knowledge that are learnt as questions of their own."""
FLOORS = (0.3, 0.5, 0.7, 0.85)


def read(file: Path) -> list[tuple[str, str]]:
    """The (text, part asked for) lines of a file; of one that asks for two parts, two."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [(row["text"], part) for row in rows for part in row["asks"]]


def of_their_own(knowledge: Path) -> list[tuple[str, str]]:
    """Short phrasings of entries, a sample: each names its subject."""
    pages = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(knowledge.glob("measures/*.yaml"))]
    texts = [
        text
        for page in pages
        for entry in page["entries"]
        for texts in entry["phrasings"].values()
        for text in texts
        if leaning.is_short(plain := leaning.plain(normalise(text))) and leaning.rest_of(plain)
    ]
    return [(text, OWN) for text in texts[:: max(1, len(texts) // SAMPLE)]]


def table(name: str, shares: Table, kinds: tuple[str, ...], lines: Lines) -> None:
    """Print how often the part is right, and how much would be taken for a follow-up from each floor on."""
    wanted = np.array([kind for _, kind in lines])
    apart = [kinds.index(kind) for kind in (OWN, NOTHING)]
    leaning = 1 - shares[:, apart].sum(axis=1)
    parts = shares.copy()
    parts[:, apart] = 0
    asking = ~np.isin(wanted, (OWN, NOTHING))
    right = np.array(kinds)[parts.argmax(axis=1)] == wanted
    print(f"{name}: the right part {share_of(right, asking)}")
    for floor in FLOORS:
        above = leaning >= floor
        told = [f"{one} {share_of(above, wanted == one)}" for one in (OWN, NOTHING)]
        print(f"  floor {floor:.2f}: follow-ups {share_of(above, asking)}  {'  '.join(told)}")


def held_out(files: list[Path], own_ones: Lines, encoder: Encoder) -> None:
    """Hear each writer with what has learnt from the others only."""
    written = {file.stem: read(file) for file in files}
    for writer, own in written.items():
        others = [line for other, theirs in written.items() if other != writer for line in theirs]
        others += own_ones
        model, meaning = learn(others), learn_meaning(others, encoder, EPOCHS)
        shares = heard_both(model, meaning, heard(model, own), vectors(own, encoder))
        table(writer, shares, model.kinds, own)


def main() -> None:
    """Train, or say what unknown writers would be heard of."""
    warnings.filterwarnings("ignore", category=ConvergenceWarning)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true")
    files = sorted(FOLDER.glob("*.jsonl"))
    encoder, own = Encoder.builtin(), of_their_own(ROOT / "knowledge")
    if parser.parse_args().held_out:
        held_out(files, own, encoder)
        return
    lines = [line for file in files for line in read(file)] + own
    write(learn(lines), SHIPPED / "weights.npz")
    write_meaning(learn_meaning(lines, encoder, EPOCHS), SHIPPED / "meaning.npz")


if __name__ == "__main__":
    main()
