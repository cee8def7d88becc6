import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Matcher
from bot.matching.decision.calibration import CAUTIOUS, Trial, answer_threshold
from bot.matching.ranking import questions
from bot.matching.ranking.features import extract

PAIRS = [
    ("lost", "my card is lost"), ("lost", "i can not find my card"), ("lost", "card stolen"),
    ("pin", "i forgot my pin"), ("pin", "change the pin of my card"), ("pin", "new pin please"),
    ("挂失", "银行卡丢了怎么办"), ("挂失", "卡找不到了"), ("挂失", "怎么挂失"),
    ("ключ", "я потерял ключ"), ("ключ", "где мой ключ"), ("ключ", "ключ не работает"),
]  # fmt: skip


@pytest.fixture(scope="module")
def matcher():
    return Matcher.from_pairs(PAIRS)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("i lost my card", "lost"),
        ("how do i change my pin", "pin"),
        ("卡丢了", "挂失"),
        ("銀行卡丟了", "挂失"),
        ("银航卡丢了咋办", "挂失"),
        ("потерял ключ", "ключ"),
        ("i forgto my pni", "pin"),
    ],
)
def test_any_labels_and_languages_are_ranked(matcher, question, label):
    assert matcher.rank(question)[0].entry == label


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_scores_are_probabilities_best_first(matcher, question):
    ranked = matcher.rank(question)
    assert all(0 <= one.score <= 1 for one in ranked)
    assert len({one.entry for one in ranked}) == len(ranked)
    assert sum(one.score for one in ranked) <= 1.001


def test_the_limit_is_kept_and_the_phrasing_is_told_as_it_was_written(matcher):
    ranked = matcher.rank("Card STOLEN!", limit=2)
    assert len(ranked) == 2
    assert ranked[0].phrasing == "card stolen"


def test_a_known_phrasing_is_surer_than_a_foreign_question(matcher):
    known, foreign = matcher.rank("i forgot my pin")[0], matcher.rank("best pizza in town for my dog")
    assert not foreign or known.score > foreign[0].score


@pytest.mark.parametrize("pairs", [[], [("a", "")], [("a", "word")], [("a", "word"), ("a", "word")]])
def test_bases_too_small_to_rank_do_not_fail(pairs):
    assert Matcher.from_pairs(pairs).rank("") == []
    Matcher.from_pairs(pairs).rank("another word")


def test_the_threshold_is_cautious_without_trials_and_falls_with_good_ones():
    good = [Trial(probability=at / 100, right=1.0) for at in range(50, 100)]
    bad = [Trial(probability=at / 100, right=at % 2) for at in range(50, 100)]
    assert answer_threshold([], 0.97) == CAUTIOUS
    assert answer_threshold(good * 4, 0.97) < answer_threshold(good + bad, 0.97)


def test_a_stricter_precision_never_lowers_the_threshold():
    trials = [Trial(probability=at / 200, right=float(at % 200 > 90)) for at in range(1, 200)]
    assert answer_threshold(trials, 0.9) <= answer_threshold(trials, 0.99)


def test_questions_thought_about_together_are_cut_once_and_ranked_as_each_alone(matcher, monkeypatch):
    read = [matcher.read(text) for text in ("i lost my card", "银行卡丢了", "", "i forgto my pni", "ключ")]
    alone = [matcher.testify(one) for one in read]
    cut = []
    monkeypatch.setattr(questions, "extract", lambda texts: cut.append(texts) or extract(texts))
    together = matcher.together(read)
    assert not cut  # an alarm would need none of it
    found = [matcher.testify(one, among=together) for one in read]
    assert len(cut) == 1
    assert found[2] is alone[2] is None
    for one, other in zip(found[:2] + found[3:], alone[:2] + alone[3:], strict=True):
        assert one.labels.tolist() == other.labels.tolist()
        assert one.features.tolist() == other.features.tolist()
