import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.ranking.features import Kind, extract, kinds_of
from bot.matching.text import normal_form


def features(one, kind=None):
    keys = extract([normal_form.normalise(one)]).keys
    return set((keys if kind is None else keys[kinds_of(keys) == kind]).tolist())


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), max_size=6))
def test_texts_cut_together_have_the_features_of_texts_cut_alone(some):
    normals = [normal_form.normalise(one) for one in some]
    rows = extract(normals)
    assert len(rows) == len(normals)
    for at, normal in enumerate(normals):
        assert rows[at].tolist() == extract([normal]).keys.tolist()


@given(st.text(max_size=60))
def test_each_feature_stands_once_and_in_order(anything):
    keys = extract([normal_form.normalise(anything)]).keys
    assert (np.diff(keys.astype(np.int64)) > 0).all()


@pytest.mark.parametrize(
    ("wrong", "right"), [("仲才", "仲裁"), ("公正", "公证"), ("调节", "调解"), ("神请", "申请")]
)
def test_homophones_sound_alike(wrong, right):
    assert features(wrong, Kind.SYLLABLE_PAIR) == features(right, Kind.SYLLABLE_PAIR)
    assert features(wrong, Kind.HAN) != features(right, Kind.HAN)


@pytest.mark.parametrize(
    ("one", "other"), [("labours", "labour"), ("dismissed", "dismissal"), ("arbitrate", "arbitration")]
)
def test_forms_of_a_word_share_their_stem(one, other):
    assert features(one, Kind.STEM) == features(other, Kind.STEM)
    assert features(one, Kind.WORD) != features(other, Kind.WORD)


def test_the_order_of_words_is_seen_in_their_pairs():
    assert features("company fires worker", Kind.WORD) == features("worker fires company", Kind.WORD)
    assert features("company fires worker", Kind.STEM_PAIR) != features(
        "worker fires company", Kind.STEM_PAIR
    )


def test_letters_do_not_run_across_words_nor_into_han_characters():
    assert features("ab cd", Kind.LETTERS_3) == features("ab", Kind.LETTERS_3) | features(
        "cd", Kind.LETTERS_3
    )
    assert features("微信vx号", Kind.WORD) == features("vx", Kind.WORD)
    assert features("微信vx号", Kind.HAN) == features("微信 号", Kind.HAN)
