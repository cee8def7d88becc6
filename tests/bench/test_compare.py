"""The comparison from files to tables, on a base of three labels."""

import json

import pytest

from bench.compare import YARDSTICKS, Yardstick, main, measure, shown
from bench.noise import full_width
from bench.rivals import RIVALS

WAYS = {
    "card": ["how do I top up my card", "adding money to my card", "top up a card", "put money on the card"],
    "leave": [
        "how many days of annual leave",
        "annual leave days",
        "days off a year",
        "how much leave have I",
    ],
    "fine": [
        "can I appeal a fine",
        "appeal against a fine",
        "review of a fine",
        "the fine is wrong, what now",
    ],
}
TRAIN = [(label, way) for label, ways in WAYS.items() for way in ways]
TEST = [
    ("card", "top up card"),
    ("leave", "annual leave"),
    ("oos", "weather tomorrow"),
    ("oos", "sing a song"),
]


def written(folder, name, pairs):
    rows = (json.dumps({"label": label, "text": text}) for label, text in pairs)
    (folder / f"{name}.jsonl").write_text("\n".join(rows), "utf-8")


@pytest.fixture
def folder(tmp_path):
    for name, pairs in (("train", TRAIN), ("test", TEST), ("dev", TEST)):
        written(tmp_path, name, pairs)
    return tmp_path


@pytest.mark.parametrize("dev", [None, "dev"])
def test_each_engine_has_its_row_under_every_noise(folder, dev):
    found = measure(Yardstick("tiny", "train", "test", {"full width": full_width}, dev), folder, RIVALS, 10)
    assert set(found["engines"]) == set(RIVALS)
    assert found["engines"]["BM25"]["top1"] == 1
    assert found["noises"]["full width"] == found["noises"]["clean"]
    assert (found["phrasings"], found["labels"], found["outside"]) == (12, 3, 2)
    assert shown(found).count("\n| BM25 |") == (1 if dev else 2)


def test_without_yardsticks_the_comparison_says_what_to_get_and_the_rest_goes_on(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("sys.argv", ["compare", "--yardsticks", str(tmp_path)])
    assert main() == 0
    said = capsys.readouterr().out
    assert all(name in said for one in YARDSTICKS for name in one.files)
