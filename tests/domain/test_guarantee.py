"""What is promised of each kind of notice."""

import pytest

from bot.domain.delivery import Refused, Retry, Sent, Unknown
from bot.domain.guarantee import GUARANTEES, LONGEST_PATIENCE_S, UNCLEAR_TRIES, Guarantee, meant
from bot.domain.outgoing import KINDS, WORDS

UNCLEAR = Retry(unclear=True)


def test_every_kind_has_its_guarantee():
    assert GUARANTEES.keys() == KINDS.keys()


def test_words_and_files_of_people_are_never_repeated_unasked():
    assert {GUARANTEES[kind] for kind in WORDS | {"correction"}} == {Guarantee.AT_MOST_ONCE}


@pytest.mark.parametrize("kind", ["answer", "view", "sentence", "doubt", "toast"])
def test_what_does_no_harm_twice_is_tried_until_it_arrives(kind):
    for outcome in (Unknown(), UNCLEAR):
        assert meant(outcome, kind, unclear=1000, age_s=LONGEST_PATIENCE_S - 1) == UNCLEAR
        assert meant(outcome, kind, unclear=0, age_s=LONGEST_PATIENCE_S) == Unknown()


def test_words_are_tried_again_only_when_the_server_itself_spoke():
    assert meant(Unknown(), "relay", unclear=0, age_s=0) == Unknown()
    assert meant(UNCLEAR, "relay", unclear=UNCLEAR_TRIES - 2, age_s=0) == UNCLEAR
    assert meant(UNCLEAR, "relay", unclear=UNCLEAR_TRIES - 1, age_s=0) == Unknown()


@pytest.mark.parametrize("outcome", [Sent((1,)), Retry(), Retry(5, whole_chat=True), Refused("no")])
@pytest.mark.parametrize("kind", ["relay", "answer"])
def test_a_clear_outcome_means_what_it_says(outcome, kind):
    assert meant(outcome, kind, unclear=1000, age_s=2 * LONGEST_PATIENCE_S) == outcome
