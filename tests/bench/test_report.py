"""The page of figures, and the base that the growth is measured with."""

import json
import re
from itertools import pairwise

import pytest

from bench import growth, growth_texts, report
from bench.record import ROOT, keep, kept
from bench.tables import robustness, scores

ROW = {
    "engine": "butler",
    "size": 300,
    "labels": 38,
    "p50_ms": 0.5,
    "p99_ms": 1.0,
    "build_s": 0.1,
    "grown_mb": 9.0,
    "peak_mb": 20.0,
}
RIVAL = ROW | {"engine": "WRatio", "p50_ms": 5.0, "p99_ms": 30.0}


@pytest.fixture(scope="module")
def stock():
    return growth_texts.stock(ROOT / "knowledge")


def test_a_base_of_any_size_repeats_no_phrasing_and_is_the_same_every_time(stock):
    base = growth_texts.pairs(500, stock)
    assert len({text for _, text in base}) == 500
    assert base == growth_texts.pairs(500, stock)
    assert len({label for label, _ in base}) == 63


def test_questions_of_the_growth_are_never_empty(stock):
    asked = growth_texts.questions(growth_texts.pairs(100, stock), 200)
    assert len(asked) == 200
    assert all(text for _, text in asked)


def test_both_languages_are_half_of_the_base(stock):
    texts = [text for _, text in growth_texts.pairs(500, stock)]
    assert 0.4 < sum(text.isascii() for text in texts) / 500 < 0.6


def test_the_rival_is_compared_at_the_largest_size_that_both_have():
    rows = [ROW, RIVAL, ROW | {"size": 3000}]
    assert growth.times_faster(rows) == {"size": 300, "p50": 10.0, "p99": 30.0}
    assert growth.times_faster([ROW]) is None


def test_a_table_names_the_engine_shows_percents_and_dashes_what_was_not_measured():
    found = {"top1": 0.5, "top3": 1.0, "oos_recall": None, "p50_ms": 0.456, "asked": 1000}
    assert "| BM25 | 1,000 | 50.0 | 100.0 | – | – | – | – | 0.46 | – | – |" in scores({"BM25": found})


def test_noise_is_told_as_points_against_the_same_clean_questions():
    told = robustness({"clean": {"butler": 0.8}, "5 % typos": {"butler": 0.75}})
    assert "| 5 % typos | -5.0 |" in told


def test_the_page_takes_its_figures_from_the_files(tmp_path):
    keep("growth", {"rows": [ROW, RIVAL], "times_faster": growth.times_faster([ROW, RIVAL])}, tmp_path)
    report.main(tmp_path, tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "**10 times** faster than WRatio" in page
    assert "run `python -m bench.compare`" in page
    assert json.loads((tmp_path / "growth.json").read_text("utf-8"))["machine"]["cores"] >= 1
    assert kept("compare", tmp_path) is None


def test_what_was_not_measured_anew_stays_on_the_page_as_it_stands(tmp_path):
    keep("growth", {"rows": [ROW, RIVAL], "times_faster": None}, tmp_path / "first")
    report.main(tmp_path / "first", tmp_path / "page.md")
    first = (tmp_path / "page.md").read_text("utf-8")
    report.main(tmp_path / "none", tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text("utf-8") == first


def test_every_table_of_the_page_has_rows_as_wide_as_its_head(tmp_path):
    keep("growth", {"rows": [ROW, RIVAL], "times_faster": None}, tmp_path)
    page = report.page({"growth": kept("growth", tmp_path)})
    rows = page.splitlines()
    widths = [
        (one.count("|"), other.count("|")) for one, other in pairwise(rows) if re.match(r"\|.*\|$", other)
    ]
    assert {one for one, other in widths if one and one != other} == set()
