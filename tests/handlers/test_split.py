"""Long texts are cut where they may be, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.split import LONGEST_TEXT, split_html, split_text, utf16_length


@given(st.text(alphabet=st.sampled_from("字 \n。🙂a"), max_size=300), st.integers(4, 60))
def test_no_piece_is_too_long_and_no_character_is_lost(text, most):
    pieces = split_text(text, most)
    assert all(utf16_length(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_at_a_paragraph_where_there_is_one():
    assert split_text("一" * 50 + "\n\n" + "二" * 20, 60) == ["一" * 50, "二" * 20]


def test_tags_open_at_a_cut_are_closed_and_opened_again():
    text = "<blockquote expandable><b>依据</b>\n" + "第一条\n" * 2000 + "</blockquote>"
    pieces = split_html(text, LONGEST_TEXT)
    assert len(pieces) > 1
    for piece in pieces:
        assert utf16_length(piece) <= LONGEST_TEXT
        assert piece.startswith("<blockquote expandable>")
        assert piece.endswith("</blockquote>")


def test_html_that_just_fits_stays_as_it_is():
    text = "<b>依据</b>" + "字" * (LONGEST_TEXT - len("<b>依据</b>"))
    assert split_html(text, LONGEST_TEXT) == [text]
    assert len(split_html(text + "字", LONGEST_TEXT)) > 1
