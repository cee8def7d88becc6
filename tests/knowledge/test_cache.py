"""The built knowledge is kept between commands, and used only where it is surely the same."""

import datetime as dt
import pickle

import pytest

from bot.knowledge import building, cache
from bot.knowledge.checks import warnings
from bot.knowledge.files.reader import fetch_sources
from bot.matching.decision.guards import Guarded
from bot.matching.decision.verdict import Kind

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


def test_a_day_on_which_a_review_falls_due_is_built_anew_and_others_are_not(fetch, builds, room, today):
    room.change("labour-relations", review_by=today + dt.timedelta(30))
    assert fetch(day=today).warnings == fetch(day=today + dt.timedelta(30)).warnings == ()
    assert len(builds) == 1
    [due] = fetch(day=today + dt.timedelta(31)).warnings
    assert due.field == "entries[labour-relations-first].review_by"
    assert len(builds) == 2
    assert fetch(day=today).warnings == ()


def test_what_is_kept_warns_each_day_of_what_would_be_built_on_it(fetch, builds, room, today):
    """Days around each that the files name: a review, a law that ends, one that begins, and a rule that changes."""
    statutes = room.values["statutes.yaml"]["statutes"]
    ends, begins, changed, due = (today + dt.timedelta(days) for days in (30, 60, 90, 120))
    statutes["new-law"] = statutes["some-law"] | {"in_force_from": begins}
    statutes["some-law"] |= {"in_force_to": ends, "superseded_by": "new-law"}
    room.save("statutes.yaml")
    old, new = ({"statute": name, "articles": [20]} for name in ("some-law", "new-law"))
    room.change(
        "labour-relations",
        legal_basis=[old],
        figures=[],
        amendments=[{"in_force_from": changed, "legal_basis": [new]}],
    )
    room.change("legal-aid", review_by=due, legal_basis=[new], figures=[])
    around = [day + dt.timedelta(step) for day in (ends, begins, changed, due) for step in (-1, 0, 1)]
    said = {day: fetch(day=day).warnings for day in around}
    folder = building.checked(fetch_sources(room.path))
    assert said == {day: tuple(sorted(warnings.warnings(folder, day))) for day in around}
    assert len(set(said.values())) == 5
    assert len(builds) < len(around)


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


def test_what_guards_look_at_is_kept_and_not_worked_out_again(fetch, monkeypatch):
    built, question = fetch(), "试用期辞退员工怎么办"
    kept = fetch()
    monkeypatch.delattr(Guarded, "of")
    verdict = kept.judge.judge(question)
    assert verdict == built.judge.judge(question)
    assert verdict.kind is Kind.ANSWER
    read = [id_ for id_, one in kept.judge._base.guarded.items() if one._pickle is None]
    assert read == [verdict.entry]


@pytest.mark.parametrize(
    "text", ["试用期辞退员工怎么办", "试用期", "能不能给我个优惠", "???", "转人工", "how much"]
)
def test_no_question_unpacks_the_ways_to_ask_which_only_a_changed_base_needs(fetch, text):
    built, kept = fetch(), fetch()
    assert kept.judge.judge(text) == built.judge.judge(text)
    assert kept.judge._base.ways._pickle is not None


def test_a_copy_of_a_copy_that_stayed_packed_is_whole(fetch):
    fetch()
    again = pickle.loads(pickle.dumps(fetch().written))
    assert again.value.golden == fetch().golden


def test_a_copy_that_others_may_write_is_not_used(fetch, builds, tmp_path):
    fetch()
    (tmp_path / "cache").chmod(0o777)
    fetch()
    assert len(builds) == 2


def test_only_the_newest_copies_stay(fetch, room, tmp_path):
    for number in range(cache.KEPT + 2):
        room.change("legal-aid", urgency="now", title={"zh": f"第{number}题", "en": f"Title {number}"})
        fetch()
    assert len(list((tmp_path / "cache").iterdir())) == cache.KEPT


def test_what_is_used_stays_however_many_others_are_built(fetch, builds, room):
    used = {"title": {"zh": "常用", "en": "Used"}, "urgency": "now"}
    room.change("legal-aid", **used)
    fetch()
    for number in range(cache.KEPT + 2):
        room.change("legal-aid", **used | {"title": {"zh": f"第{number}题", "en": f"Title {number}"}})
        fetch()
        room.change("legal-aid", **used)
        fetch()
    assert len(builds) == 1 + cache.KEPT + 2


def test_where_nothing_can_be_kept_it_is_built_each_time(fetch, builds, tmp_path):
    (tmp_path / "file").write_text("x")
    fetch(tmp_path / "file" / "cache")
    fetch(tmp_path / "file" / "cache")
    assert len(builds) == 2
