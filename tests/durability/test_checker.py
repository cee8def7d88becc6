"""The checker itself, on ledgers that hold one fault of each kind: it finds that one and no other."""

from dataclasses import replace

import pytest
from checker import ENDED, Ledger, Sight, Undelivered, Word, reckon

OWNER, LAWYER, OTHER, ADMIN = 1, 2, 3, 9
FIRST, SECOND = Word("W000001", LAWYER, OWNER), Word("W000002", LAWYER, OWNER)
ARRIVED = [Sight(OWNER, "W000001", "words"), Sight(OWNER, "W000002", "words")]


def ledger(sights=(), undelivered=(), **more):
    return Ledger([FIRST, SECOND], [*ARRIVED, *sights], list(undelivered), frozenset({ADMIN}), **more)


def test_a_ledger_in_which_all_is_well_has_no_fault():
    found = reckon(ledger())
    assert found.faults == {}
    assert (found.said, found.arrived, found.told) == (2, 2, 0)


def test_a_word_that_neither_arrived_nor_was_told_of_is_lost():
    assert reckon(Ledger([FIRST, SECOND], ARRIVED[:1])).faults == {"lost": ["W000002"]}


@pytest.mark.parametrize("kind", ["failed", "uncertain", "asked_back"])
@pytest.mark.parametrize("chat", [LAWYER, ADMIN])
def test_a_word_of_which_somebody_who_can_act_was_told_is_not_lost(kind, chat):
    told = Ledger([FIRST], [Sight(chat, "W000001", kind)], [], frozenset({ADMIN}))
    assert "lost" not in reckon(told).faults


def test_telling_somebody_who_cannot_act_is_not_telling():
    told = Ledger([FIRST], [Sight(OWNER, "W000001", "uncertain")])
    assert reckon(told).faults == {"lost": ["W000001"]}


def test_a_word_that_arrived_at_somebody_else_is_lost_and_leaked():
    assert reckon(Ledger([FIRST], [Sight(OTHER, "W000001", "words")])).faults == {
        "lost": ["W000001"],
        "leaked": ["W000001"],
    }


@pytest.mark.parametrize("kind", ["words", "uncertain", "other"])
def test_a_word_in_a_third_chat_is_leaked_whatever_is_said_there(kind):
    assert reckon(ledger([Sight(OTHER, "W000001", kind)])).faults == {"leaked": ["W000001"]}


def test_a_mark_that_nobody_wrote_is_leaked():
    assert reckon(ledger([Sight(OWNER, "W999999", "words")])).faults == {"leaked": ["W999999"]}


def test_whoever_took_a_ticket_over_may_read_what_was_said_there():
    seen = [Sight(OTHER, "W000001", "other")]
    assert reckon(ledger(seen, shared=frozenset({(OTHER, "W000001")}))).faults == {}


def test_a_word_for_a_lawyer_arrives_also_with_whoever_took_the_ticket_over():
    word, seen = Word("W000001", OWNER, LAWYER), [Sight(OTHER, "W000001", "words")]
    both = frozenset({(LAWYER, "W000001"), (OTHER, "W000001")})
    assert reckon(Ledger([word], seen, shared=both)).faults == {}
    assert reckon(Ledger([word], seen, shared=both - {(LAWYER, "W000001")})).faults == {"lost": ["W000001"]}


def test_a_word_of_a_lawyer_does_not_arrive_with_another_lawyer():
    both = frozenset({(LAWYER, "W000001"), (OTHER, "W000001")})
    seen = [Sight(OTHER, "W000001", "other"), Sight(LAWYER, "W000001", "other")]
    assert reckon(Ledger([FIRST], seen, shared=both)).faults == {"lost": ["W000001"]}


def test_a_word_that_arrives_after_its_readers_right_has_ended_is_leaked():
    ended = Sight(OWNER, "", ENDED)
    assert reckon(Ledger([FIRST, SECOND], [ARRIVED[0], ended, ARRIVED[1]])).faults == {"leaked": ["W000002"]}


def test_a_word_that_arrived_twice_is_doubled():
    assert reckon(ledger([Sight(OWNER, "W000001", "words")])).faults == {"doubled": ["W000001"]}


def test_a_word_that_a_human_had_sent_again_may_stand_twice_and_no_more():
    again = Word("W000001", LAWYER, OWNER, repeats=1)
    assert reckon(Ledger([again], [ARRIVED[0]] * 2)).faults == {}
    assert reckon(Ledger([again], [ARRIVED[0]] * 3)).faults == {"doubled": ["W000001"]}


def test_a_word_that_arrived_after_a_later_one_is_misordered():
    assert reckon(Ledger([FIRST, SECOND], ARRIVED[::-1])).faults == {"misordered": ["W000001"]}


def test_words_of_different_writers_have_no_order():
    reply = Word("W000003", OWNER, LAWYER)
    said = [reply, FIRST]
    assert reckon(Ledger(said, [ARRIVED[0], Sight(LAWYER, "W000003", "words")])).faults == {}


def test_an_undelivered_notice_of_which_nobody_was_told_is_named():
    assert reckon(ledger(undelivered=[Undelivered(7, "relay", "failed", told=False)])).faults == {
        "untold": [7]
    }


def test_what_is_uncertain_must_be_somebodys_words():
    undelivered = [Undelivered(7, "sentence", "uncertain", told=True)]
    assert reckon(ledger(undelivered=undelivered)).faults == {"needless": [7]}


def test_what_a_restore_has_put_in_doubt_is_not_needless_but_has_to_be_told():
    doubt = Undelivered(7, "view", "uncertain", told=True, by_restore=True)
    assert reckon(ledger(undelivered=[doubt])).faults == {}
    assert reckon(ledger(undelivered=[replace(doubt, told=False)])).faults == {"untold": [7]}


def test_without_a_cut_call_nothing_is_uncertain():
    undelivered = [Undelivered(7, "relay", "uncertain", told=True)]
    assert reckon(ledger(undelivered=undelivered)).faults == {}
    assert reckon(ledger(undelivered=undelivered, was_cut=False)).faults == {"needless": [7]}
