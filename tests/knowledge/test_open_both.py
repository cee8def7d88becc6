"""Knowledge and calendar are opened together: all that is wrong is named at once."""

import datetime as dt

import pytest

from bot.config.loader import load_config
from bot.config.opening import open_both
from bot.errors import KnowledgeError

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
CALENDAR = "years:\n  2026:\n    source: a notice\n    holidays: [2026-01-01]\n    make_up_days: []\n"


@pytest.fixture
def open_all(room, tmp_path):
    room.write("calendar.yaml", CALENDAR)
    environ = {
        "BUTLER_KNOWLEDGE__PATH": str(room.path),
        "BUTLER_KNOWLEDGE__CALENDAR": str(room.path / "calendar.yaml"),
        "BUTLER_DATABASE__URL": f"sqlite:///{tmp_path}/butler.db",
    }
    (tmp_path / "config.yaml").write_text("office: {hours: ['10:00-11:00']}\n")
    config = load_config(tmp_path / "config.yaml", environ)
    return lambda: open_both(config, lambda: NOON)


def broken(room):
    room.write("measures/legal-aid.yaml", "title: a: b\n")
    room.write("calendar.yaml", "yeers: {}\n")


def test_what_was_never_in_force_is_refused_with_the_faults_of_both(room, open_all):
    broken(room)
    with pytest.raises(KnowledgeError) as caught:
        open_all()
    assert [fault.file.rsplit("/", 1)[-1] for fault in caught.value.faults] == [
        "calendar.yaml",
        "legal-aid.yaml",
    ]


@pytest.mark.parametrize("name", ["calendar.yaml", "measures/legal-aid.yaml"])
def test_one_of_the_two_is_enough_to_refuse(room, open_all, name):
    room.write(name, "a: b: c\n")
    with pytest.raises(KnowledgeError) as caught:
        open_all()
    assert [fault.file for fault in caught.value.faults] == [str(room.path / name)]


def test_both_go_on_with_what_was_in_force_last_in_the_folder_beside_the_database(room, open_all, tmp_path):
    knowledge, calendar = open_all()
    assert sorted(file.name for file in (tmp_path / "butler.db-last-good").iterdir()) == [
        "calendar.zip",
        "knowledge.zip",
    ]
    broken(room)
    again, the_same = open_all()
    assert (again.revision, the_same.current) == (knowledge.revision, calendar.current)
    assert (len(again.faults), len(the_same.faults)) == (1, 1)


def test_the_calendar_has_the_hours_of_the_configuration(open_all):
    _, calendar = open_all()
    assert calendar.current.is_working(dt.datetime(2026, 11, 23, 2, 30, tzinfo=dt.UTC))
    assert not calendar.current.is_working(NOON)
