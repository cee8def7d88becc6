"""The classifier knows labels by all their phrasings together."""

import numpy as np
import pytest

from bot.matching.ranking import classifier
from bot.matching.ranking.classifier import Classifier

RANDOM = np.random.default_rng(5)
CENTRES = np.eye(8, dtype=np.float32)[:4]


def around(label, count):
    """Vectors of length 1 near the centre of a label."""
    vectors = CENTRES[label] + 0.25 * RANDOM.normal(size=(count, 8))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def phrasings(*labels):
    """Twenty vectors of each label, and their labels."""
    return np.concatenate([around(one, 20) for one in labels]), np.repeat(np.array(labels), 20)


def heard(learnt, label):
    """How often a new vector of a label is taken for it."""
    return np.mean([learnt.logs(one).argmax() == label for one in around(label, 30)])


def test_each_label_is_known_from_vectors_that_were_never_shown():
    learnt = Classifier.of(*phrasings(0, 1, 2))
    assert [heard(learnt, label) for label in (0, 1, 2)] == pytest.approx([1, 1, 1], abs=0.1)
    assert np.exp(learnt.logs(CENTRES[0])).sum() == pytest.approx(1, abs=1e-4)


def test_a_label_that_comes_later_is_learnt_and_the_others_stay_known():
    before = Classifier.of(*phrasings(0, 1, 2))
    after = before.updated(*phrasings(0, 1, 2, 3))
    assert [heard(after, label) for label in (0, 1, 2, 3)] == pytest.approx([1, 1, 1, 1], abs=0.1)
    assert before.weights.shape[1] == 3


def test_a_label_whose_phrasings_are_gone_is_hardly_ever_meant():
    after = Classifier.of(*phrasings(0, 1, 2)).updated(*phrasings(0, 1))
    assert heard(after, 0) == pytest.approx(1, abs=0.1)
    assert after.logs(CENTRES[0])[2] < np.log(0.1)


def test_a_base_that_would_take_too_long_goes_without(monkeypatch):
    monkeypatch.setattr(classifier, "_MOST", 40)
    assert Classifier.of(*phrasings(0, 1)) is None


def test_what_was_learnt_from_the_very_same_is_taken_from_where_it_was_kept():
    kept = {}

    def keeper(recipe, learn):
        if recipe not in kept:
            kept[recipe] = learn()
        return kept[recipe]

    vectors, labels = phrasings(0, 1, 2)
    first = Classifier.of(vectors, labels, keeper)
    assert Classifier.of(vectors, labels, keeper).weights is first.weights
    Classifier.of(vectors, np.roll(labels, 1), keeper)
    Classifier.of(-vectors, labels, keeper)
    assert len(kept) == 3


@pytest.mark.parametrize("count", [2, 4])
def test_few_labels_are_learnt_as_surely_as_many(count):
    learnt = Classifier.of(*phrasings(*range(count)))
    assert np.mean([heard(learnt, label) for label in range(count)]) > 0.9
