"""The rivals answer, each by the same protocol as the matcher."""

import pytest

from bench.engines import butler
from bench.rivals import RIVALS, best_by_label, grams

BASE = [
    ("card", "how do I top up my card"),
    ("card", "adding money to my card"),
    ("leave", "how many days of annual leave"),
    ("contract", "没有签劳动合同怎么办"),
    ("contract", "员工不肯签劳动合同"),
    ("fine", "收到罚款决定书能复议吗"),
]


@pytest.mark.parametrize("name", ["butler", *RIVALS])
@pytest.mark.parametrize(("question", "label"), [("Top up MY card", "card"), ("没签劳动合同", "contract")])
def test_every_engine_ranks_a_tiny_base(name, question, label):
    engine = (RIVALS | {"butler": butler()})[name](BASE)
    ranking = engine.rank(question, 2)
    assert ranking[0][0] == label
    assert len({one for one, _ in ranking}) == len(ranking) <= 2
    assert [score for _, score in ranking] == sorted((score for _, score in ranking), reverse=True)


@pytest.mark.parametrize("name", RIVALS)
def test_width_and_case_cost_the_rivals_nothing(name):
    engine = RIVALS[name](BASE)
    assert engine.rank("ＴＯＰ ｕｐ card", 1) == engine.rank("top up card", 1)


def test_nothing_shared_is_nothing_found_by_bm25():
    assert RIVALS["BM25"](BASE).rank("xyzzy", 3) == []


def test_a_label_counts_once_with_its_best_phrasing():
    assert best_by_label([("a", 3.0), ("a", 2.0), ("b", 1.0), ("c", 0.5)], 2) == [("a", 3.0), ("b", 1.0)]


def test_grams_are_characters_and_pairs_of_chinese_and_whole_words_of_english():
    assert grams("签合同 top-up") == ["签", "合", "同", "签合", "合同", "top", "up"]
