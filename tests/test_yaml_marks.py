"""YAML as people write it: values as they stand there, and each slip with its place."""

import datetime as dt

import pytest
from told import in_full

from bot.errors import message
from bot.strict_yaml.reader import plain, read, read_file


def faults(text):
    return [(fault.line, fault.column, fault.field) for fault in read(text, "x.yaml").faults]


def test_values_are_what_they_look_like():
    document = read(
        'a: [1, -2.5, null, true, "no", 2026-01-02, 12:00-13:00]\nb:\n  c: |\n    010\n', "x.yaml"
    )
    assert document.faults == []
    assert document.value == {
        "a": [1, -2.5, None, True, "no", dt.date(2026, 1, 2), "12:00-13:00"],
        "b": {"c": "010\n"},
    }


@pytest.mark.parametrize(
    "word", ["no", "Yes", "on", "OFF", "y", "TRUE", "010", "0x1f", "1_000", "1:30", "0o7"]
)
def test_words_that_programs_read_differently_are_refused(word):
    assert faults(f"a: {word}") == [(1, 4, "a")]
    assert faults(f'a: "{word}"') == []


def test_every_slip_of_a_file_is_named_with_its_place():
    text = "a: no\nb:\n  - 2026-02-30\n  - !!str 5\na: 2\nc: &x 1\nd: *x\n"
    assert faults(text) == [
        (1, 4, "a"),
        (3, 5, "b[0]"),
        (4, 5, "b[1]"),
        (5, 1, "a"),
        (6, 4, "c"),
        (7, 4, "d"),
    ]


def test_a_number_may_be_long_but_not_without_an_end():
    assert read("a: " + "9" * 30, "x.yaml").value == {"a": 10**30 - 1}
    for number in ("9" * 31, "-" + "9" * 30, "0." + "0" * 30, "9" * 5000):
        assert faults(f"a: {number}") == [(1, 4, "a")]
        assert plain(number) == number


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: 1\n\tb: 2", "--- 1\n--- 2", "? [a]\n: 1", "a: \x01", "[" * 100_000, "- " * 50_000, "a: *x"],
)
def test_what_cannot_be_read_is_one_fault(text):
    (fault,) = read(text, "x.yaml").faults
    assert fault.file == "x.yaml"
    assert fault.line >= 1


def test_an_empty_file_is_null():
    assert read("# nothing\n", "x.yaml").value is None


def test_a_fault_at_a_missing_key_stands_at_the_nearest_part_above():
    document = read("a:\n  b: 1\n", "x.yaml")
    fault = document.fault(("a", "c", 3), message("file.missing"))
    assert in_full(fault) == "x.yaml:1:1: a.c[3]: this file is missing"


def test_a_file_that_is_missing_or_no_text_is_a_fault(tmp_path):
    path = tmp_path / "x.yaml"
    assert "No such file" in in_full(read_file(path).faults[0])
    path.write_bytes("a: 中".encode("gb18030"))
    assert "UTF-8" in in_full(read_file(path).faults[0])


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_file(path).value == {"a": 1}
