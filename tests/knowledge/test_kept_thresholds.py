"""Fitted thresholds are kept between builds, and used only for the very same judge."""

import pytest

from bot.knowledge import kept_thresholds
from bot.knowledge.building import Strictness, load
from bot.knowledge.live import LiveKnowledge
from bot.matching.decision import judge
from bot.matching.decision.calibration import Thresholds

FITTED = Thresholds(0.7, 0.8, 0.2)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "exclusive-butler"


def test_what_was_kept_comes_back_for_the_same_recipe_only():
    kept_thresholds.keep("one", FITTED)
    assert kept_thresholds.fetch("one") == FITTED
    assert kept_thresholds.fetch("another") is None


def test_a_damaged_file_is_as_good_as_none(place):
    kept_thresholds.keep("one", FITTED)
    for file in place.iterdir():
        file.write_bytes(b"broken")
    assert kept_thresholds.fetch("one") is None


def test_only_the_newest_are_kept(place, monkeypatch):
    monkeypatch.setattr(kept_thresholds, "KEPT", 2)
    for recipe in "abcd":
        kept_thresholds.keep(recipe, FITTED)
    assert len(list(place.iterdir())) == 2


def test_the_second_build_asks_no_questions_to_fit_them(room, today, monkeypatch):
    first = load(room.path, today=today, golden=Strictness.SKIP)

    def forbidden(*_):
        raise AssertionError("the thresholds were fitted once more")

    monkeypatch.setattr(judge, "fitted_thresholds", forbidden)
    second = load(room.path, today=today, golden=Strictness.SKIP)
    assert second.judge.thresholds == first.judge.thresholds


async def test_thresholds_taken_over_after_an_edit_are_not_kept_for_the_edited_knowledge(room, today, place):
    live = LiveKnowledge(room.path, today=lambda: today)
    kept = set(place.glob("*.thresholds"))
    assert live.current.judge.is_fitted
    phrasings = room.entry("legal-aid")["phrasings"]
    room.change("legal-aid", phrasings={**phrasings, "zh": [*phrasings["zh"], "没钱请律师，政府管不管"]})
    await live.reload()
    assert not live.current.judge.is_fitted
    assert set(place.glob("*.thresholds")) == kept
