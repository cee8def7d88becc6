"""A sentence encoder on its way from the configuration to the judge."""

from pathlib import Path

import numpy as np
import pytest
from told import english

from bot.knowledge.building import Strictness, load
from bot.knowledge.cache import load_kept
from bot.knowledge.live import LiveKnowledge


class Letters:
    """An encoder for which texts of the same letters mean the same. It tells how many phrasings it was given."""

    folder = Path("here")

    def __init__(self, name):
        self.name, self.given = name, []

    def encode(self, texts):
        table = np.array([np.bincount([ord(one) % 64 for one in text], minlength=64) for text in texts])
        return (table / np.linalg.norm(table, axis=1, keepdims=True)).astype(np.float32)

    def encode_kept(self, texts):
        self.given.append(len(texts))
        return self.encode(texts)

    def learnt_kept(self, recipe, learn):
        return learn()

    def __reduce__(self):
        return Letters, (self.name,)


@pytest.fixture
def one():
    return Letters("one")


def test_all_phrasings_are_encoded_once(room, today, one):
    loaded = load(room.path, today=today, golden=Strictness.SKIP, encoder=one)
    assert len(one.given) == 1
    assert one.given[0] > sum(len(entry.phrasings.zh) for entry in loaded.entries.values())


def test_another_encoder_is_another_recipe(room, today, one):
    recipes = {
        load(room.path, today=today, golden=Strictness.SKIP, encoder=each).recipe
        for each in (None, one, Letters("other"))
    }
    assert len(recipes) == 3


def test_what_is_kept_is_kept_for_each_encoder(room, today, one, tmp_path):
    other = Letters("other")
    for encoder in (None, one, other, one, None):
        load_kept(room.path, today=today, answer_precision=0.97, place=tmp_path / "cache", encoder=encoder)
    assert (len(one.given), len(other.given)) == (1, 1)


async def test_an_encoder_that_breaks_while_the_bot_runs_is_a_fault_of_the_edit(
    room, today, one, tmp_path, monkeypatch
):
    def broken(_texts):
        raise RuntimeError("of another library, with words")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    knowledge = LiveKnowledge(room.path, today=lambda: today, encoder=one)
    before = knowledge.current
    monkeypatch.setattr(one, "encode_kept", broken)
    room.entry("legal-aid")["phrasings"]["zh"].append("请个免费律师")
    room.save("measures/legal-aid.yaml")
    [fault] = (await knowledge.reload()).faults
    assert ("RuntimeError" in english(fault), "words" in english(fault)) == (True, False)
    assert knowledge.current is before


async def test_a_running_bot_encodes_only_what_is_new(room, today, one, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    knowledge = LiveKnowledge(room.path, today=lambda: today, encoder=one)
    room.change("legal-aid", urgency="now")
    assert not (await knowledge.reload()).faults
    assert len(one.given) == 1
    room.entry("legal-aid")["phrasings"]["zh"].append("请个免费律师")
    room.save("measures/legal-aid.yaml")
    assert not (await knowledge.reload()).faults
    ways = room.entry("legal-aid")["phrasings"]
    titles = 2
    assert one.given[1:] == [titles + len(ways["zh"]) + len(ways["en"])]
