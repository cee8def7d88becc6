"""Pages of a list, and beginnings of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.excerpt import beginning
from bot.domain.page import LONGEST_PAGE, Page, paged


@given(st.lists(st.integers(), max_size=100))
def test_the_pages_of_a_list_hold_each_line_once_and_in_order(lines):
    of = paged(1, len(lines)).of
    pages = [paged(number, len(lines)).cut(lines) for number in range(1, of + 1)]
    assert [line for page in pages for line in page] == lines
    assert all(0 < len(page) <= LONGEST_PAGE for page in pages) or not lines


@pytest.mark.parametrize(
    ("wanted", "count", "page"),
    [(1, 0, Page(1, 1)), (0, 9, Page(1, 2)), (2, 9, Page(2, 2)), (7, 9, Page(2, 2)), (2, 8, Page(1, 1))],
)
def test_a_page_that_is_not_there_is_the_nearest_one(wanted, count, page):
    assert paged(wanted, count) == page


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("六十日内申请", 40, "六十日内申请"),
        ("一二三四五六", 4, "一二三…"),
        ("可以，赔偿金是20万元左右", 9, "可以，赔偿金是…"),
        ("可以，赔偿金是20万元左右", 10, "可以，赔偿金是…"),
        ("at most 60 days after notice", 12, "at most…"),
        ("two lines\n of text", 40, "two lines of text"),
        ("Incomprehensibilities", 8, "Incompr…"),
    ],
)
def test_what_is_cut_says_nothing_else_than_the_whole(text, most, cut):
    assert beginning(text, most) == cut


@given(st.text(alphabet=st.sampled_from("字a1。 ,-"), max_size=60), st.integers(2, 40))
def test_a_beginning_is_never_too_long(text, most):
    assert len(beginning(text, most)) <= most
