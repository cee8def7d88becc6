"""Every slip that people make is named with its place and its mend, never with a traceback."""

import pytest
from told import english

from bot.errors import KnowledgeError
from bot.knowledge.building import load
from bot.knowledge.files import cross_checks
from bot.knowledge.files.reader import read_folder

MEASURE = "measures/labour-relations.yaml"

SLIPS = [
    ("a tab", "a:\n\tb: 1\n", 2, 1, "a tab stands in the indentation"),
    ("a tab after a value", "a: 1\n\tb: 2\n", 2, 1, "a tab stands in the indentation"),
    ("an at sign", "title: @me\n", 1, 8, "may not begin with @"),
    ("a backtick", "title: `x`\n", 1, 8, "may not begin with `"),
    ("a percent sign", "title: %x\n", 1, 8, "may not begin with %"),
    ("a percent line", "%x\n", 1, 3, "may not begin with %"),
    ("two colons", "title: one: two\n", 1, 11, "put the text in quotes"),
    ("a list item that is none", "- a\nb: 1\n", 2, 1, "must begin with '- '"),
    ("too much indentation", "a: 1\n b: 2\n", 2, 2, "fits no line above it; expected: 0"),
    ("an open quotation", "a: 'x\nb: 1\n", 1, 4, "opened and not closed"),
    ("a backslash", 'a: "x\\q"\n', 1, 6, "use single quotes"),
    ("an open list", "a: [1, 2\nb: 1\n", 1, 4, "never ends"),
    ("an open block", "a: {x: 1\n", 1, 4, "never ends"),
    ("more after quotes", "a: 'it's'\n", 1, 8, "put the text in quotes"),
    ("a closing bracket", "a: ]\n", 1, 4, "may not begin with a bracket"),
    ("a forgotten colon", "a: 1\nb\nc: 2\n", 2, 1, "needs a ': ' after it"),
    ("a fold with text", "a: >x\n", 1, 5, "may not begin with > or |"),
    ("a list beside its key", "a: - b\n", 1, 4, "on a line of its own"),
    ("a line too far left", " a: 1\nb: 2\n", 2, 1, "further left"),
    ("two documents", "a: 1\n---\nb: 2\n", 3, 1, "second document"),
    ("a control character", "a: \x01\n", 1, 4, "U+0001"),
    ("a control character in Chinese", "a: 题\nb: 中文\x07\n", 2, 6, "U+0007"),
    ("a zero byte at the end", "a: 题目\x00", 1, 6, "U+0000"),
    ("a number without an end", "a: " + "9" * 5000 + "\n", 1, 4, "at most 30 digits"),
    ("a fraction without an end", "a: 1." + "9" * 5000 + "\n", 1, 4, "at most 30 digits"),
    ("a bomb of aliases", "a: &x [1]\nb: [*x, *x]\n", 1, 4, "anchors (&name) and aliases (*name)"),
    ("a merge", "<<: {a: 1}\n", 1, 1, "cannot be a key"),
    ("a tag", "a: !!python/object:os.system x\n", 1, 4, "tags (!name) are not allowed"),
    ("a very deep list", "[" * 100_000, 1, None, "nested too deeply"),
    ("a key written twice", "measure: a\norigin: bureau\nmeasure: b\n", 3, 1, "written twice"),
    ("an empty file", "", 1, 1, "this file is empty"),
    ("only a comment", "# nothing\n", 1, 1, "this file is empty"),
    ("a list instead of a block", "- a\n", 1, 1, "must be a block with the keys measure, origin"),
    ("a word instead of a block", "hello\n", 1, 1, "must be a block with the keys measure, origin"),
]


@pytest.mark.parametrize("slip", [pytest.param(slip[1:], id=slip[0]) for slip in SLIPS])
def test_a_slip_is_named_with_its_place(room, today, slip):
    text, line, column, words = slip
    room.write(MEASURE, text)
    told = [
        fault for fault in faults_of(room, today) if fault.file.endswith(MEASURE) and words in english(fault)
    ]
    assert told[0].line == line
    assert column is None or told[0].column == column


SURPRISES = [
    ("no", "no"),
    ("yes", "YES"),
    ("on", "on"),
    ("octal", "010"),
    ("sixty", "1:20"),
    ("hexadecimal", "0x1F"),
    ("underlined", "1_000"),
    ("a number", "12345"),
    ("a decimal", "1.5"),
    ("a day", "2026-01-01"),
    ("true", "true"),
]


@pytest.mark.parametrize("written", [surprise[1] for surprise in SURPRISES], ids=[s[0] for s in SURPRISES])
def test_what_yaml_takes_for_something_else_must_stand_in_quotes(room, today, written):
    line = replace_line(room, MEASURE, "    en: Dismiss a worker in probation", f"    en: {written}")
    fault = only_fault(room, today)
    assert (fault.line, fault.field) == (line, "entries[labour-relations-first].title.en")
    assert "quotes" in english(fault)


def test_the_same_words_in_quotes_are_texts(room, today):
    replace_line(room, MEASURE, "    en: Dismiss a worker in probation", '    en: "no"')
    assert load(room.path, today=today).entries["labour-relations-first"].title.en == "no"


@pytest.mark.parametrize("written", ["5", "1.5", "true", "2026-01-01", "[a]", "{a: b}", "~"])
def test_an_id_that_is_no_text_is_named_although_others_point_to_entries(room, today, written):
    room.change("legal-aid", related=["labour-relation-first"])
    line = replace_line(room, MEASURE, "- id: labour-relations-first", f"- id: {written}")
    fault = only_fault(room, today)
    assert (fault.line, fault.column, fault.field) == (line, 3, "entries[0].id")


@pytest.mark.parametrize(
    "name", [MEASURE, "statutes.yaml", "conversation.yaml", "checks/labour-relations.yaml"]
)
@pytest.mark.parametrize("written", [5, None, True, "x", [5], {"a": [5]}], ids=repr)
def test_whatever_stands_in_a_field_each_fault_has_its_line(room, name, written):
    whole = room.values[name]
    for keys in ways(whole):
        room.values[name] = replaced(whole, keys, written)
        room.save(name)
        folder = read_folder(room.path)
        assert all(fault.line for fault in [*folder.faults, *cross_checks.faults(folder)])
    room.values[name] = whole


def ways(value, keys=()):
    """Every way into a value, itself included."""
    yield keys
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from ways(inner, (*keys, key))


def replaced(value, keys, new):
    if not keys:
        return new
    copied = value.copy()
    copied[keys[0]] = replaced(value[keys[0]], keys[1:], new)
    return copied


REFUSED = [
    ("an unknown key", {"titel": "x"}, "entries[labour-relations-first].titel", "did you mean title?"),
    ("an unknown key like none", {"colour": "x"}, "entries[labour-relations-first].colour", "allowed: id, title, side, stage, phrasings"),
    ("an empty text", {"title": {"zh": "", "en": "x"}}, "entries[labour-relations-first].title.zh", "is empty"),
    ("nothing for a text", {"title": {"zh": None, "en": "x"}},
     "entries[labour-relations-first].title.zh", "is empty; write a text"),
    ("a block for a text", {"title": {"zh": {"a": "b"}, "en": "x"}},
     "entries[labour-relations-first].title.zh", "contains ': '"),
    ("a list for a text", {"title": {"zh": ["a"], "en": "x"}}, "entries[labour-relations-first].title.zh", "not a list"),
    ("no English", {"title": {"zh": "题"}}, "entries[labour-relations-first].title.en", "the English text is missing"),
    ("no Chinese", {"title": {"en": "x"}}, "entries[labour-relations-first].title.zh", "the Chinese text is missing"),
    ("a text for both languages", {"title": "x"}, "entries[labour-relations-first].title", "zh: … and en: …"),
    ("no Chinese answer", {"answer": {"en": {"short": "x"}}},
     "entries[labour-relations-first].answer.zh", "the Chinese text is missing"),
    ("a missing field", {"answer": {"zh": {}, "en": {"short": "x"}}},
     "entries[labour-relations-first].answer.zh.short", "add short: …"),
    ("a text for a list", {"related": "x"}, "entries[labour-relations-first].related", "must be a list"),
    ("nothing for a list", {"related": None}, "entries[labour-relations-first].related", "is empty; write one item a line"),
    ("a word that is not allowed", {"urgency": "sooon"}, "entries[labour-relations-first].urgency", "did you mean soon?"),
    ("a slug with capitals", {"id": "Big One"}, "entries[Big One].id", "small letters a-z"),
    ("a day in quotes", {"review_by": "2027-05-31"}, "entries[labour-relations-first].review_by", "without quotes"),
    ("a day that is none", {"review_by": "soon"}, "entries[labour-relations-first].review_by", "must be a day"),
    ("no articles", {"legal_basis": [{"statute": "some-law", "articles": []}]},
     "entries[labour-relations-first].legal_basis[some-law].articles",
     "needs at least 1 item"),
    ("an article in quotes", {"legal_basis": [{"statute": "some-law", "articles": ["20"]}]},
     "entries[labour-relations-first].legal_basis[some-law].articles[0]", "whole number"),
    ("article zero", {"legal_basis": [{"statute": "some-law", "articles": [0]}]},
     "entries[labour-relations-first].legal_basis[some-law].articles[0]", "at least 1"),
    ("an alarm without hurry", {"alarm": "detention"}, "entries[labour-relations-first]", "alarm belongs to an entry with urgency: now"),
    ("a half review", {"status": "reviewed"}, "entries[labour-relations-first]", "needs reviewed_by and reviewed_on"),
    ("a text too long", {"lawyer_when": {"zh": "x" * 1001, "en": "x"}}, "entries[labour-relations-first].lawyer_when.zh", "at most 1000"),
]  # fmt: skip


@pytest.mark.parametrize("refused", [pytest.param(case[1:], id=case[0]) for case in REFUSED])
def test_what_the_schema_refuses_is_said_in_plain_words(room, today, refused):
    fields, field, words = refused
    room.change("labour-relations", **fields)
    told = {fault.field: fault for fault in faults_of(room, today)}
    assert words in english(told[field])
    assert told[field].line > 1
    assert "Input should" not in " ".join(english(fault) for fault in told.values())


def test_a_fault_stands_at_the_line_that_has_it(room, today):
    line = replace_line(room, MEASURE, "  review_by: 2027-05-31", "  review_by: 2027-02-31")
    fault = only_fault(room, today)
    assert (fault.line, fault.column, fault.field) == (line, 14, "entries[labour-relations-first].review_by")
    assert "not a day of the calendar" in english(fault)


def test_faults_of_all_files_are_named_at_once(room, today):
    room.write("statutes.yaml", "a: b: c\n")
    room.write("glossary.yaml", "synonims: []\n")
    room.change("legal-aid", titel="x")
    files = {fault.file.rsplit("/", 1)[-1] for fault in faults_of(room, today)}
    assert {"statutes.yaml", "glossary.yaml", "legal-aid.yaml"} <= files


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "big5"])
def test_another_encoding_is_named(room, today, encoding):
    path = room.path / MEASURE
    path.write_bytes(path.read_text("utf-8").replace("要注意啥", "要注意").encode(encoding, "replace"))
    assert "save the file with the encoding UTF-8" in english(only_fault(room, today))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(room, today):
    path = room.path / MEASURE
    text = path.read_text("utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(room.path, today=today).entries["labour-relations-first"].title.zh == "试用期辞退员工"


def test_a_file_that_is_far_too_long_is_not_read(room, today):
    room.write(MEASURE, "# " + "x" * 2_000_000)
    assert "at most 2,000,000 are allowed" in english(only_fault(room, today))


def test_a_file_in_the_wrong_place_is_named(room, today):
    room.write("measure/legal-aid.yml", "a: 1\n")
    assert "nothing reads this file" in english(only_fault(room, today))


def test_a_missing_file_is_named(room, today):
    (room.path / "offices.yaml").unlink()
    assert "this file is missing" in english(only_fault(room, today))


def test_what_editors_leave_behind_is_passed_over(room, today):
    for name in (".swp", "measures/.legal-aid.yaml.swp", "measures/legal-aid.yaml~", "README.md", "4913.tmp"):
        room.write(name, "a: b: c")
    assert load(room.path, today=today).warnings == ()


def test_a_folder_that_is_not_there_is_named(tmp_path, today):
    with pytest.raises(KnowledgeError, match=r"file\.no_folder"):
        load(tmp_path / "nowhere", today=today)


def faults_of(room, today):
    with pytest.raises(KnowledgeError) as caught:
        load(room.path, today=today)
    return caught.value.faults


def only_fault(room, today):
    [fault] = faults_of(room, today)
    return fault


def replace_line(room, name, old, new):
    """Replace one line of a file; return its number."""
    lines = (room.path / name).read_text("utf-8").split("\n")
    at = lines.index(old)
    lines[at] = new
    room.write(name, "\n".join(lines))
    return at + 1
