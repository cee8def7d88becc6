"""The one door for stored words: whatever goes in comes out again, on both engines, broken characters included."""

import dataclasses
import enum
import json
import types
import typing
from collections.abc import Mapping

import pytest
from engines import NOON
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.dialogue import STEPS, AnyStep, AskingTown, Drafting
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import KINDS, Content, Notice, Sentence
from bot.storage import codec, dialogues, enterprises, journal, outbox, people, thread, tickets
from bot.storage.engine.sealing import DataKey

ODD = "你好 😀 \u202e \x00 \ud800 ' \" \\ \udfff"
"""What phones send, or cut in two: an emoji, a change of direction, NUL, halves of surrogate pairs, quotation marks."""

HERE = codec.place("house", "somewhere.column", 1)
KEY = DataKey("1", "house", bytes(32))

TEXTS = st.text(st.characters(), max_size=20).map(lambda text: json.loads(json.dumps(text)))
"""Any text as JSON brings it: two halves that meet are one character."""
NUMBERS = st.integers(-(2**63), 2**63 - 1)
SIMPLE = {
    str: TEXTS,
    int: NUMBERS,
    bool: st.booleans(),
    type(None): st.none(),
    typing.Any: TEXTS | NUMBERS | st.booleans(),
}


def of(hint):
    """Values of a type, made from its fields: a new field, kind or view is tried without a line more here."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if typing.get_origin(hint) is not None:
        return made_of(typing.get_origin(hint), typing.get_args(hint))
    if issubclass(hint, enum.Enum):
        return st.sampled_from(hint)
    fields = typing.get_type_hints(hint)
    return st.builds(hint, **{each.name: of(fields[each.name]) for each in dataclasses.fields(hint)})


def made_of(whole, parts):
    """Values of a type that is made of others."""
    if whole in (typing.Union, types.UnionType):
        return st.one_of(*map(of, parts))
    if whole is typing.Literal:
        return st.sampled_from(parts)
    if whole is Mapping:
        return st.dictionaries(*map(of, parts), max_size=3)
    if whole is tuple and parts[-1] is not ...:
        return st.tuples(*map(of, parts))
    return st.lists(of(parts[0]), max_size=3).map({tuple: tuple, frozenset: frozenset}[whole])


def test_every_kind_of_content_and_every_step_has_a_name():
    assert set(KINDS.values()) == set(typing.get_args(Content))
    assert set(STEPS.values()) == set(typing.get_args(AnyStep))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_kind_of_content_survives(kind, data):
    content = data.draw(of(KINDS[kind]))
    named, kept = codec.write_content(content, HERE)
    assert named == kind
    assert codec.read_content(kind, kept) == content


@pytest.mark.parametrize("name", STEPS)
@given(data=st.data())
def test_every_step_of_a_dialogue_survives(name, data):
    step = data.draw(of(STEPS[name]))
    named, kept = codec.write_step(step, HERE)
    assert named == name
    assert codec.read_step(name, kept) == step


@given(of(IncomingMessage))
def test_every_message_survives(message):
    assert codec.read_message(codec.write_message(message, HERE)) == message


@given(TEXTS)
@example(ODD)
def test_every_text_survives_and_can_be_kept_by_any_database(text):
    words = codec.write_text(text, HERE)
    kept = KEY.seal(words) if words else words
    assert codec.read_text(KEY.open(kept) if kept else kept) == text
    assert kept.isascii()
    assert "\x00" not in kept


def test_chinese_takes_no_more_room_than_its_own_characters():
    said = "员工离职以后欠的工资怎么要回来" * 20
    assert len(codec.write_text(said, HERE).encode()) == len(said.encode()) + len('""')


def test_a_number_in_a_gap_stays_a_number_and_a_text_of_digits_a_text():
    gaps = {"number": 7, "name": "7"}
    assert codec.read_content(*codec.write_content(Sentence("key", gaps), HERE)).params == gaps


def test_a_step_of_another_program_is_none_and_a_content_of_another_program_is_an_error():
    assert codec.read_step("a step of next year", "{}") is None
    with pytest.raises(KeyError):
        codec.read_content("a kind of next year", "{}")


def test_forgotten_words_are_read_as_nothing():
    assert codec.read_text(codec.FORGOTTEN) == ""
    assert codec.read(codec.FORGOTTEN) == {}
    assert codec.write_text("", HERE) == codec.FORGOTTEN


# into rows, and out of them


@pytest.fixture
async def met(database):
    """A person at an address: (person, address, account)."""
    async with database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, "7", NOON)
        return person, (await people.address_of(tx, account, person)).id, account


async def test_odd_words_of_a_notice_come_out_of_its_row(database, met):
    person, _, account = met
    content = Sentence("key", {"text": ODD})
    async with database.transaction() as tx:
        notice = await outbox.write(tx, Notice(person, content), account, NOON)
        (claimed,) = await outbox.claim(tx, [(notice, "7")], NOON)
        assert claimed.notice().content == content


async def test_odd_words_of_a_dialogue_come_out_of_its_row(database, met):
    person, _, account = met
    said = IncomingMessage(5, "text", ODD, quote=ODD)
    for step in (AskingTown(ODD), Drafting(0, (said,))):
        async with database.transaction() as tx:
            await dialogues.begin(tx, account, person, step, NOON)
            assert (await dialogues.find(tx, account, person)).step == step


async def test_odd_words_in_a_ticket_come_out_of_their_row(database, met):
    person, address, _ = met
    said = IncomingMessage(5, "photo", ODD, ({"type": "bold", "offset": 0, "length": 2},), "file", "key")
    async with database.transaction() as tx:
        ticket = await tickets.open_ticket(
            tx,
            owner=person,
            enterprise=None,
            question=None,
            measure=None,
            lang="zh",
            urgent=False,
            emergency=None,
            now=NOON,
        )
        values = {"author": "owner", "person": person, "address": address}
        await thread.add(tx, ticket.id, message=said, now=NOON, **values)
        assert (await thread.by_source(tx, address, 5)).message == said


async def test_an_odd_question_comes_out_of_its_row(database, met):
    person, address, _ = met
    question = journal.Question(person, address, 5, NOON, ODD, "zh", "answer", "revision")
    async with database.transaction() as tx:
        found = await journal.find(tx, await journal.add(tx, question))
    assert found.text == ODD


async def test_odd_names_come_out_of_their_rows(database, met):
    person, _, _ = met
    async with database.transaction() as tx:
        await people.consent(tx, person, ODD, NOON)
        assert (await people.find(tx, person)).name == ODD
        await people.rename(tx, person, ODD + ODD)
        assert (await people.find(tx, person)).name == ODD + ODD
        await enterprises.join(tx, person, name=ODD, credit_code=None, town=ODD, now=NOON)
        found = await enterprises.of_person(tx, person)
        assert (found.name, found.town) == (ODD, ODD)
