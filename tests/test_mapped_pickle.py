"""What took long to build comes back out of its file as it was, or not at all."""

import numpy as np
import pytest

from bot import mapped_pickle

THING = {"words": ["工资", "lease"], "halves": np.arange(7, dtype=np.float16), "many": np.ones((100, 3))}


@pytest.fixture
def file(tmp_path):
    kept = tmp_path / "cache" / "thing.kept"
    assert mapped_pickle.keep(kept, THING)
    return kept


def test_it_comes_back_as_it_was_and_its_arrays_stay_in_the_file(file):
    again = mapped_pickle.fetch(file)
    assert again["words"] == THING["words"]
    for name in ("halves", "many"):
        assert np.array_equal(again[name], THING[name])
        assert again[name].dtype == THING[name].dtype
        assert not again[name].flags.owndata
        assert again[name].flags.aligned
        assert not again[name].flags.writeable


def test_a_thing_without_arrays_comes_back_too(tmp_path):
    mapped_pickle.keep(tmp_path / "plain", ["words"])
    assert mapped_pickle.fetch(tmp_path / "plain") == ["words"]


@pytest.mark.parametrize("length", [0, 10, 40, 100, -1])
def test_one_that_was_cut_off_is_none(file, length):
    file.write_bytes(file.read_bytes()[:length])
    assert mapped_pickle.fetch(file) is None


@pytest.mark.parametrize("place", [0, 33, 41, 60])
def test_one_whose_pickle_is_damaged_is_none(file, place):
    raw = bytearray(file.read_bytes())
    raw[place] ^= 1
    file.write_bytes(raw)
    assert mapped_pickle.fetch(file) is None


def test_one_that_others_may_write_is_none(file):
    file.chmod(0o666)
    assert mapped_pickle.fetch(file) is None


def test_one_that_is_not_there_is_none_and_what_cannot_be_written_is_told(tmp_path):
    assert mapped_pickle.fetch(tmp_path / "nothing") is None
    (tmp_path / "file").write_text("in the way")
    assert not mapped_pickle.keep(tmp_path / "file" / "thing", THING)
