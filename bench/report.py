"""Write `docs/benchmarks.md` from the figures under `bench/results`: no number in it is typed by hand.

What has not been measured here stays on the page as it stands, with the day of its run.

python -m bench.report
"""

import re
import sys
from pathlib import Path
from typing import Any

from bench import ablation, load_table, reliability, tables
from bench.figures import SILENCE
from bench.growth import RIVAL, RIVAL_UP_TO
from bench.record import RESULTS, ROOT, kept

PAGE = ROOT / "docs" / "benchmarks.md"
Found = dict[str, Any]

HEAD = """# Benchmarks

What the matcher does on public questions, beside the libraries that one would otherwise take, measured in one run on one
machine. This page is written by `python -m bench.report` from `bench/results/*.json`; edit `bench/report.py`, not the page.
What each part of the matcher brings, and what was tried in vain, is told in [matching.md](matching.md).

Latencies belong to the machine and the day of the run. Read them as ratios between engines of the same table.
"""

RUNNING = """## How to run it

```
make bench                                                # everything, and this page anew
.venv/bin/python -m bench.compare --yardsticks DIR        # only the comparison; --encoder DIR adds the matcher with one
.venv/bin/python -m bench.growth --sizes 300 3000 30000   # only the growth; needs no yardsticks
.venv/bin/python -m bench.throughput [--rounds 3] [--only echo butler]  # bots under load; --aiogram PYTHON adds aiogram's echo
.venv/bin/python -m bench.desk_views [--database URL]     # how long an admin or lawyer waits for a view of 200 tickets, beside 5,000 enterprises
.venv/bin/python -m bench.matching --train TRAIN.jsonl --test TEST.jsonl [--dev DEV.jsonl]   # any set of your own
```

The sets are not part of this repository. Put these files into a folder, `../shared/data/yardsticks` unless `--yardsticks`
says otherwise, with lines of `{"text": …, "label": …}`, label `oos` for a question that nothing in the base answers:

| set | files | source | licence |
| --- | --- | --- | --- |
| CLINC150 | `clinc150_{train,dev}.jsonl` | clinc/oos-eval, `data_full.json`: train, and val with `oos_val` | CC BY 3.0 |
| BANKING77 | `banking77_10shot_{train,dev}.jsonl` | PolyAI-LDN/task-specific-datasets, 10 phrasings of each label, and others to ask | CC BY 4.0 |
| support_zh | `support_zh_{train,dev}.jsonl` | howl-anderson/NLU_benchmark_dataset, customer support and small talk in Chinese | evaluation only |
| epidemic_zh | `epidemic_zh_{train,dev,test}.jsonl` | zzy99/epidemic-sentence-pair, questions grouped by what they ask; many labels have one phrasing | evaluation only |

Nothing of the sets for evaluation only goes into the product. Without the folder `make bench` says so and goes on with the
rest.
"""

MEASURES = """## What is measured

- **top-1, top-3**: percent of the questions inside the base whose label is the best, or among the best three.
- **in-scope, OOS recall**: percent of the questions inside that are answered *and* right, and percent of those outside
  that are not answered, at one threshold for the best score.
- **AUROC**: how probable it is that a question inside scores higher than one outside; .5 is chance.
- **ECE**: how far a score is from the share of right answers among questions of that score; ten equal bins, all questions,
  those outside always wrong. Given for the matcher only, whose score is meant to be that share.

**The threshold** is never fitted on the questions that it is measured with. Where a set has a dev part, it is fitted there.
Else the training lines are rehearsed: a tenth of the labels leave the base and their lines are asked as questions outside,
a tenth of the other lines is asked as questions inside. It is the score with the largest
`in-scope + {silence} × OOS recall`, both as shares: a point of right answers is given up for {points:.0f} points of recall, no
sooner. One weight for all sets and all engines. For a set with questions outside but without a dev part a second table has
each half of its questions judged by the threshold of the other half.

**Rivals** get every text in NFKC and lower case. `WRatio` and `ratio` are rapidfuzz's `process.extract` over all phrasings;
BM25 is bm25s over Han characters, their pairs, and words of other scripts; TF-IDF + LR is scikit-learn, n-grams of 1–3
characters for Chinese, words, their pairs and 2–5 characters within words for others, its strength chosen in its favour on
these very sets (above a thousand labels one regression for each, by stochastic gradient). WRatio, which takes tens of
milliseconds a question, is asked a seeded sample: at most {sample} questions inside and {sample} outside, the column
“asked” says how many.

**Noise** is seeded and made anew from each question. Homophones are characters of GB 2312's first level with the same
toneless reading by pypinyin; Traditional script is OpenCC's; typos leave a letter out, double it, swap it with the next, or
hit a key beside it. All engines get the same {sample} questions or fewer. Points of top-1 lost are counted against the same
questions without noise.
"""


def page(found: dict[str, Found | None], before: str = "") -> str:
    """The whole page, from the figures of each bench by its name; of what has none, what stood on the page before."""
    compared, standing = found.get("compare"), _sections(before)
    parts = [
        _comparison(compared) or _stood(standing, "compare", "Right or silent", "Under noise"),
        _reliability(found.get("reliability")) or _stood(standing, "reliability", "As sure as it says"),
        _ablation(found.get("ablation")) or _stood(standing, "ablation", "What each part brings"),
        _growth(found.get("growth")) or _stood(standing, "growth", "As the base grows"),
        _whole(found.get("chain"), found.get("size")) or _stood(standing, "chain", "The whole bot"),
        _loaded(found.get("throughput")) or _stood(standing, "throughput", "Under load"),
    ]
    sample = compared["sample"] if compared else "a bounded number of"
    measures = MEASURES.format(silence=SILENCE, points=1 / SILENCE, sample=sample)
    if not compared and "What is measured" in standing:
        measures = standing["What is measured"].rstrip() + "\n"
    return "\n".join([HEAD, *parts, measures, RUNNING])


def _sections(text: str) -> dict[str, str]:
    """The sections of a page by their headings."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0].removeprefix("## "): part for part in parts}


def _stood(standing: dict[str, str], bench: str, *headings: str) -> str:
    told = [standing[heading].strip() for heading in headings if heading in standing]
    told = told or [f"## {headings[0]}\n\nNot measured yet: run `python -m bench.{bench}`."]
    return "\n\n".join(told) + "\n"


def machine_line(figures: Found) -> str:
    """On what the figures were measured."""
    where = figures["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in where["versions"].items())
    return f"*{where['day']}, {where['cores']} cores, Python {where['python']}, {versions}.*"


def _comparison(found: Found | None) -> str:
    if not found:
        return ""
    parts = ["## Right or silent", machine_line(found)]
    for name, one in found["yardsticks"].items():
        parts += [f"### {name}", _described(one), tables.scores(one["engines"])]
        if crossing := tables.crossing(one["engines"]):
            parts += ["Each half of the questions with the threshold of the other half:", crossing]
    parts += [
        "## Under noise",
        "Top-1 of clean questions in percent, and the points that each noise takes or gives.",
    ]
    for name, one in found["yardsticks"].items():
        parts += [f"### {name}", tables.robustness(one["noises"])]
    return "\n\n".join(parts) + "\n"


def _described(one: Found) -> str:
    outside = (
        f"{one['outside']:,} of the questions lie outside" if one["outside"] else "no question lies outside"
    )
    fitted = {"dev": "the dev part", "rehearsal": "a rehearsal of the training lines"}[one["fitted"]]
    return f"{one['labels']:,} labels, {one['phrasings']:,} phrasings; {outside}; threshold from {fitted}."


def _reliability(found: Found | None) -> str:
    if not found:
        return ""
    told = (
        "The best candidate's score is meant to be the probability that it is right. On each set, the share of right answers"
        " among the questions of each tenth of the scores; those outside the base are never right."
    )
    picture = "![Share of right answers over the score](reliability.png)"
    parts = ["## As sure as it says", machine_line(found), told, picture, reliability.shown(found["sets"])]
    return "\n\n".join(parts) + "\n"


def _ablation(found: Found | None) -> str:
    if not found:
        return ""
    told = (
        "One part switched off at a time, weights as they are. A part that brings nothing here may still help where it is"
        " not measured here: syllables and mended slips under noise, pairs of Han characters in finding candidates."
    )
    return "\n\n".join(["## What each part brings", machine_line(found), told, ablation.shown(found)]) + "\n"


def _growth(found: Found | None) -> str:
    if not found:
        return ""
    parts = [
        "## As the base grows",
        machine_line(found),
        "![Milliseconds a question over phrasings](growth.png)",
    ]
    if ratio := found["times_faster"]:
        parts.append(
            f"At {ratio['size']:,} phrasings, in the same run, the matcher is **{ratio['p50']:g} times** faster than"
            f" {RIVAL} by the median and **{ratio['p99']:g} times** by the 99th percentile.",
        )
    parts.append(
        "Phrasings are our own, cut up and put together anew, eight a label; questions are phrasings with a word or"
        " characters left out or typed twice. Each row is a process of its own with one thread; memory is what the engine adds"
        f" to a process that already holds the pairs, once built and at its highest. {RIVAL} is measured up to {RIVAL_UP_TO:,} phrasings.",
    )
    return "\n\n".join([*parts, tables.growth(found["rows"])]) + "\n"


def _whole(chain: Found | None, size: Found | None) -> str:
    """The whole bot beside an echo bot, where both have been measured."""
    if not chain or not size:
        return ""
    ours, echo = chain["butler_ms"], chain["echo_ms"]
    rows = [[f"question to reply, {name}, ms", f"{ours[name]}", f"{echo[name]}"] for name in ("p50", "p99")]
    rows += [["memory of an idle bot, MB", f"{size['butler_mb']}", f"{size['echo_mb']}"]]
    head = "## The whole bot\n\nBeside a bot that only echoes and keeps nothing, in the simulator, on SQLite.\n\n"
    return head + tables.table(["", tables.named(tables.OURS), "echo bot"], rows) + "\n"


def _loaded(found: Found | None) -> str:
    """Bots under load."""
    if not found:
        return ""
    picture = "![CPU of one update, in those of an echo](throughput.png)"
    return "\n\n".join(["## Under load", machine_line(found), picture, load_table.shown(found)]) + "\n"


def main(results: Path = RESULTS, to: Path = PAGE) -> int:
    """Write the page."""
    names = ("compare", "reliability", "ablation", "growth", "chain", "size", "throughput")
    before = to.read_text(encoding="utf-8") if to.exists() else ""
    to.write_text(page({name: kept(name, results) for name in names}, before), encoding="utf-8")
    print(f"wrote {to.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
