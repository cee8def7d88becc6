"""The built knowledge is kept between commands, and used only where it is surely the same."""

import pickle

import pytest

from bot.knowledge import building, cache

PRECISION = 0.97


@pytest.fixture
def builds(monkeypatch):
    """Count how often the knowledge was really built."""
    built, build = [], building.load_sources

    def counted(sources, **options):
        built.append(sources)
        return build(sources, **options)

    monkeypatch.setattr(building, "load_sources", counted)
    return built


@pytest.fixture
def fetch(room, today, tmp_path, builds):
    def run(place=tmp_path / "cache", day=today):
        return cache.load_kept(room.path, today=day, answer_precision=PRECISION, place=place)

    return run


def test_the_second_time_nothing_is_built_and_everything_is_the_same(fetch, builds):
    first, second = fetch(), fetch()
    assert len(builds) == 1
    assert (second.revision, second.entries, second.golden) == (first.revision, first.entries, first.golden)
    question = "试用期辞退员工怎么办"
    assert second.judge.judge(question) == first.judge.judge(question)


def test_an_edited_file_is_built_anew(fetch, builds, room):
    fetch()
    room.change("legal-aid", urgency="now")
    assert fetch().entries["legal-aid-first"].urgency == "now"
    assert len(builds) == 2


def test_another_day_is_built_anew(fetch, builds, today):
    fetch()
    fetch(day=today.replace(day=24))
    assert len(builds) == 2


def test_a_damaged_copy_is_not_used(fetch, builds, tmp_path):
    fetch()
    [file] = (tmp_path / "cache").iterdir()
    raw = bytearray(file.read_bytes())
    raw[100] ^= 1
    file.write_bytes(raw)
    fetch()
    assert len(builds) == 2


def test_what_no_answer_needs_stays_packed_until_somebody_asks(fetch):
    fetch()
    kept = fetch()
    assert kept.written._pickle is not None
    assert kept.read.keys() == fetch().read.keys()
    assert kept.written._pickle is None


def test_a_copy_of_a_copy_that_stayed_packed_is_whole(fetch):
    fetch()
    again = pickle.loads(pickle.dumps(fetch().written))
    assert again.value.golden == fetch().golden


def test_a_copy_that_others_may_write_is_not_used(fetch, builds, tmp_path):
    fetch()
    (tmp_path / "cache").chmod(0o777)
    fetch()
    assert len(builds) == 2


def test_only_the_newest_copies_stay(fetch, today, tmp_path):
    for day in range(1, 8):
        fetch(day=today.replace(day=day))
    assert len(list((tmp_path / "cache").iterdir())) == cache.KEPT


def test_where_nothing_can_be_kept_it_is_built_each_time(fetch, builds, tmp_path):
    (tmp_path / "file").write_text("x")
    fetch(tmp_path / "file" / "cache")
    fetch(tmp_path / "file" / "cache")
    assert len(builds) == 2
