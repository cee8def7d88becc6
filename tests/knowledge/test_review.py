"""A lawyer's signature under an entry."""

import datetime as dt

import pytest

from bot.cli import main
from bot.errors import Fault, KnowledgeError, message
from bot.knowledge.building import Strictness, load

FILE = "measures/legal-aid.yaml"
BY = ("--by", '王律师 "嘉善"', "--on", "2026-11-20")
SIGNATURE = ['reviewed_by: "王律师 \\"嘉善\\""', "reviewed_on: 2026-11-20"]


@pytest.fixture
def sign(room, capsys):
    """Sign an entry of the small folder; give status, output and errors."""

    def run(entry="legal-aid-first", *words):
        status = main(["kb", "review", entry, *(words or BY), "--knowledge", str(room.path)])
        return status, *capsys.readouterr()

    return run


def written(room):
    return (room.path / FILE).read_bytes()


def rewrite(room, change):
    (room.path / FILE).write_bytes(change(written(room)))


def test_a_review_records_who_and_when(sign, room, today):
    status, out, err = sign()
    assert (status, err) == (0, "")
    assert out.startswith('legal-aid-first was reviewed by 王律师 "嘉善" on 2026-11-20; recorded in ')
    entry = load(room.path, today=today, golden=Strictness.SKIP).entries["legal-aid-first"]
    assert (entry.status, entry.reviewed_by) == ("reviewed", '王律师 "嘉善"')
    assert entry.reviewed_on == dt.date(2026, 11, 20)


@pytest.mark.parametrize("status", ["unreviewed", '"unreviewed"', "'unreviewed'"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_nothing_else_of_the_file_changes(sign, room, status, newline, mark):
    def with_status(raw):
        status_line = f"  status: {status}   # until a lawyer signs"
        lines = [
            *raw.decode().splitlines(),
            status_line,
            "  related: [notary-services-first,  legal-checkup-first]",
        ]
        return mark + newline.join(line.encode() for line in ["# ours", "", *lines]) + newline

    rewrite(room, with_status)
    before = written(room).split(newline)
    assert sign()[0] == 0
    after = written(room).split(newline)
    added = [f"  {line}".encode() for line in SIGNATURE]
    changed = b"  status: reviewed   # until a lawyer signs"
    assert after == [*before[:-3], changed, *added, *before[-2:]]


def test_an_entry_without_a_status_gets_all_three_lines(sign, room):
    before = written(room).decode().splitlines()
    sign()
    added = [f"  {line}" for line in ("status: reviewed", *SIGNATURE)]
    assert written(room).decode().splitlines() == before + added


def test_a_file_that_ends_without_a_newline_is_signed_all_the_same(sign, room):
    rewrite(room, bytes.rstrip)
    assert sign()[0] == 0


def test_the_day_is_today_unless_another_is_named(sign, room):
    assert sign("legal-aid-first", "--by", "Wang")[0] == 0
    assert f"reviewed_on: {dt.datetime.now().astimezone().date()}" in written(room).decode()


@pytest.mark.parametrize(
    ("entry", "words", "sentence"),
    [
        ("legal-aid-frist", BY, "there is no entry legal-aid-frist; did you mean legal-aid-first?"),
        ("legal-aid-first", ("--by", " "), "--by needs the name of the lawyer, on one line"),
        ("legal-aid-first", ("--by", "a\nb"), "--by needs the name of the lawyer, on one line"),
        ("legal-aid-first", ("--by", "a", "--on", "2999-01-01"), "--on 2999-01-01 is in the future"),
    ],
)
def test_what_cannot_be_signed_is_refused_in_one_sentence(sign, room, entry, words, sentence):
    before = written(room)
    status, out, err = sign(entry, *words)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(sentence)
    assert written(room) == before


def test_a_second_review_is_refused(sign, room):
    sign()
    before = written(room)
    status, _, err = sign("legal-aid-first", "--by", "Li")
    assert (status, written(room)) == (1, before)
    assert err == 'legal-aid-first was already reviewed by 王律师 "嘉善" on 2026-11-20\n'


def test_a_suspended_entry_is_not_signed(sign, room):
    room.change("legal-aid", status="suspended")
    assert sign()[2] == "legal-aid-first is suspended; set its status to unreviewed first\n"


def test_a_folder_with_faults_is_not_signed(sign, room):
    room.write("offices.yaml", "a: b: c\n")
    before = written(room)
    status, _, err = sign()
    assert (status, written(room)) == (1, before)
    assert "offices.yaml" in err


def test_the_file_is_put_back_if_the_folder_does_not_load_with_the_review(sign, room, monkeypatch):
    before = written(room)
    loads = []

    def load_once(path, **options):
        if loads:
            raise KnowledgeError(
                [Fault(str(path), 0, 0, "", message("other.said", text="somebody else broke it meanwhile"))]
            )
        loads.append(path)

    monkeypatch.setattr("bot.knowledge.review.load", load_once)
    status, _, err = sign()
    assert (status, written(room)) == (1, before)
    assert "somebody else broke it meanwhile" in err


def test_an_entry_in_one_line_is_left_to_be_signed_by_hand(sign, room):
    room.write(FILE, _flow(room))
    before = written(room)
    status, _, err = sign()
    assert (status, written(room)) == (1, before)
    assert "set status, reviewed_by and reviewed_on by hand" in err
    assert not [file for file in (room.path / "measures").iterdir() if file.name.startswith(".")]


def _flow(room):
    """The same file, with the entry as one { … } block."""
    head = {key: value for key, value in room.values[FILE].items() if key != "entries"}
    entry = room.entry("legal-aid")
    lines = [f"{key}: {_one_line(value)}" for key, value in head.items()]
    return "\n".join([*lines, "entries:", f"  - {_one_line(entry)}", ""])


def _one_line(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_one_line(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_one_line, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
