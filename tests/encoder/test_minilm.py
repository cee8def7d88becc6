"""The real thing: English questions of the same meaning are nearer than others, whatever their words."""

import pytest

MEANT = {
    "How do I dismiss an employee during probation?": "firing a new hire in the trial period",
    "A customer has not paid the invoice.": "the buyer still owes me money for the goods",
    "How many days do I have to appeal against a fine?": "what is the deadline to challenge a penalty",
    "Who can get legal aid?": "am I entitled to a free lawyer",
    "The tax office sealed our warehouse.": "officials locked up our storage building",
}


def test_each_question_is_nearest_to_the_one_that_means_the_same(minilm):
    asked, known = minilm.encode(list(MEANT.values())), minilm.encode_kept(list(MEANT))
    assert (asked @ known.T).argmax(axis=1).tolist() == list(range(len(MEANT)))


def test_it_is_the_model_that_its_makers_describe(minilm):
    """Likenesses that everybody finds who runs all-MiniLM-L6-v2 on its best-known example."""
    one, *others = minilm.encode(
        [
            "That is a happy person",
            "That is a happy dog",
            "That is a very happy person",
            "Today is a sunny day",
        ]
    )
    assert [one @ other for other in others] == pytest.approx([0.695, 0.943, 0.257], abs=0.002)
    assert minilm.dimension == 384
