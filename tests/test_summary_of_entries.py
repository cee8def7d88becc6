"""What `butler eval --summary` tells of questions of which the right entries are known."""

import pytest

from bot.cli.summary_entries import Held, summary_of_entries


def held(scope, entries, verdict, entry=None, offered=(), urgent=False, text="货款拖了半年怎么办"):
    candidates = [{"entry": one, "score": score} for one, score in offered]
    found = {"verdict": verdict, "entry": entry, "candidates": candidates, "urgent": urgent}
    return Held(text, scope, frozenset(entries), found)


ASKED = [
    held("in", ["debt"], "answer", entry="debt"),
    held("in", ["debt"], "answer", entry="rent"),
    held("in", ["debt"], "clarify", offered=[("debt", 0.4), ("rent", 0.2)]),
    held("in", ["debt"], "clarify", offered=[("rent", 0.4), ("debt", 0.2)], text="货款" * 30),
    held("in", [], "clarify", offered=[("rent", 0.2), ("debt", 0.1)]),
    held("in", [], "answer", entry="rent"),
    held("out", [], "decline"),
    held("out", [], "escalate", urgent=True),
]


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("covered by an entry", "66.7%  (4 of 6)"),
        ("answered outright", "50.0%  (2 of 4)"),
        ("answered rightly", "25.0%  (1 of 4)"),
        ("right entry first", "50.0%  (2 of 4)"),
        ("right entry shown", "75.0%  (3 of 4)"),
        ("outright answers that are right", "33.3%  (1 of 3)"),
        ("no entry: said so", "50.0%  (1 of 2)"),
        ("urgent alarms", "12.5%  (1 of 8)"),
        ("urgent alarms outside", "50.0%  (1 of 2)"),
        ("outside: declined", "50.0%  (1 of 2)"),
        ("outside: answered", "0.0%  (0 of 2)"),
    ],
)
def test_each_share_counts_what_its_name_says(name, share):
    (line,) = [one for one in summary_of_entries(ASKED).splitlines() if one.startswith(f"{name}  ")]
    assert line.split(maxsplit=len(name.split()))[-1] == share


def test_long_questions_are_told_apart_from_short_ones():
    lines = summary_of_entries(ASKED).splitlines()
    table = {line.split()[0]: line.split()[1:] for line in lines[lines.index("") + 2 :]}
    assert table == {"1-20": ["3", "33.3%", "66.7%", "66.7%"], "41-60": ["1", "0.0%", "0.0%", "100.0%"]}


def test_where_nothing_was_asked_there_is_no_share():
    assert "covered by an entry" in summary_of_entries([held("out", [], "decline")])
