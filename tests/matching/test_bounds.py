"""What a message costs is bounded by its length alone: work is counted here, never time."""

import random
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.matching import Judge
from bot.matching.alarms import lookout
from bot.matching.text import segments, spelling
from bot.matching.text.facts import Facts, facts
from bot.matching.text.spelling import Spelling

LONGEST = 4096
"""Characters of the longest message on Telegram."""
_random = random.Random(7)
WORDS = [chr(first) + chr(second) for first in range(0x4E00, 0x4E20) for second in range(0x5200, 0x5220)]


def _texts(value):
    """Every text of some YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _noise(letters):
    return "".join(_random.choice(letters) for _ in range(LONGEST))


ODD = {
    "short questions": "要钱吗？" * 1024,
    "different questions": "".join(f"{word}吗？" for word in WORDS)[:LONGEST],
    "questions in English": " ".join(f"is {word} ok?" for word in WORDS)[:LONGEST],
    "lines": "\n".join(WORDS)[:LONGEST],
    "clauses that say nothing": "的，" * 2000 + "怎么办？吗",
    "digits": _noise("0123456789"),
    "numerals": "一二" * 2048,
    "one word": _noise("abcdefgh"),
    "words nobody knows": " ".join(_noise("abcdefgh")[at : at + 6] for at in range(585))[:LONGEST],
    "question marks": "？" * LONGEST,
    "emoji": "😀" * 2048,
    "spaces": " " * LONGEST,
}


@pytest.fixture(params=ODD)
def odd(request):
    return ODD[request.param]


def test_few_parts_of_a_message_are_judged_however_many_ask(judge, odd, monkeypatch):
    judged, one = [], Judge._judge
    monkeypatch.setattr(
        Judge, "_judge", lambda self, asked, encode: judged.append(asked.read) or one(self, asked, encode)
    )
    judge.judge(odd)
    assert len(judged) <= segments.MOST + 1
    assert len(set(judged[1:])) == len(judged[1:])


def test_a_part_takes_few_clauses_along(odd):
    assert all(part.count("，") <= 9 for part in segments.questions(odd))


def test_few_parts_are_listened_to_and_no_word_is_passed_over(odd):
    whole, *parts = lookout._matters(odd)
    assert whole == odd
    assert len(parts) <= lookout.MOST_PARTS
    assert not parts or all(any(word in part for part in parts) for word in WORDS if f"{word}吗？" in odd)


def test_a_known_word_is_sought_for_few_unknown_ones(odd, monkeypatch):
    sought, known = Counter(), Spelling._known
    monkeypatch.setattr(Spelling, "_known", lambda self, word: sought.update([word]) or known(self, word))
    Spelling.of(["contract dispute"]).mended(odd)
    assert sought.total() <= spelling._MOST_MENDED


def test_a_slip_behind_many_known_words_is_mended():
    assert Spelling.of(["contract dispute"]).mended("dispute " * 100 + "contrct").endswith(" contract")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,1,1,5,000元", Facts(amounts=("1,1,1,5,000元",))),
        ("12  yuan, 一二三万元", Facts(amounts=("12  yuan", "一二三万元"))),
        ("拖了123个月，十二年", Facts(periods=("123个月", "十二年"))),
        (ODD["digits"], Facts()),
    ],
)
def test_runs_are_read_whole(text, told):
    assert facts(text) == told


def test_no_question_of_our_own_checks_meets_a_bound(monkeypatch):
    """What the judge is handed of each is the same with and without the bounds on parts, clauses and what is listened to."""
    folder = Path(__file__).parents[2] / "knowledge" / "checks"
    texts = {
        text for file in folder.glob("*.yaml") for text in _texts(yaml.safe_load(file.read_text("utf-8")))
    }
    assert len(texts) > 2000
    bounded = {text: (segments.questions(text), lookout._matters(text)) for text in texts}
    for module, name in ((segments, "MOST"), (segments, "_MOST_BEFORE"), (lookout, "MOST_PARTS")):
        monkeypatch.setattr(module, name, 10**6)
    unbounded = {text: (segments.questions(text), lookout._matters(text)) for text in texts}
    assert [text for text in texts if bounded[text] != unbounded[text]] == []
