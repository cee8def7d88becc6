import pytest

from simulator.errors import ApiError
from simulator.html_reader import read_html
from simulator.html_writer import write_html
from simulator.text import FormattedText, clean, split, units, with_automatic


def spans(words: FormattedText) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in words.entities]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("<b>粗</b>体", "粗体", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<code>x</code>", "😀x", [("code", 2, 1)]),
        ("a &lt; b &amp;&#20;&unknown; c", "a < b &\x14&unknown; c", []),
        ('<a href="https://example.org/?a=1&amp;b=2">链接</a>', "链接", [("text_link", 0, 2)]),
        ("<blockquote expandable>法</blockquote>", "法", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        (
            '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
            "xy",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<B>x</B><b></b>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_with_entities(source, text, expected):
    words = read_html(source)
    assert (words.text, spans(words)) == (text, expected)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("法<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source, complaint):
    with pytest.raises(ApiError) as caught:
        read_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_what_people_typed_never_becomes_markup_on_the_page():
    words = FormattedText("<img onerror=x> & b", ({"type": "bold", "offset": 0, "length": 4},))
    assert write_html(words) == "<b>&lt;img</b> onerror=x&gt; &amp; b"


def test_a_link_to_a_script_is_no_link_to_a_script():
    words = FormattedText(
        "x", ({"type": "text_link", "offset": 0, "length": 1, "url": 'javascript:alert("1")'},)
    )
    assert 'href="https://javascript' in write_html(words)


def test_entities_that_nest_and_cross_are_written_as_proper_html():
    entities = (
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 2, "length": 4},
        {"type": "code", "offset": 6, "length": 2},
    )
    assert write_html(FormattedText("abcdefgh", entities)) == "<b>ab<i>cd</i></b>ef<code>gh</code>"


def test_blank_ends_are_cut_and_entities_follow():
    words = clean(read_html("\n  <b>a</b> \r\n"))
    assert (words.text, spans(words)) == ("a", [("bold", 0, 1)])


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200d", "\u2060\ufeff", "\u202e"])
def test_a_text_in_which_nothing_can_be_seen_is_empty(text):
    assert clean(FormattedText(text)).empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("见 https://example.org/a。好", [("url", 2, 21)]),
        ("a@example.org", [("email", 0, 13)]),
        ("t.me/butler?start=x", [("url", 0, 19)]),
        ("1/2 and/or 24/7", []),
        ("#复议 和 @somebody", [("hashtag", 0, 3), ("mention", 6, 9)]),
    ],
)
def test_links_and_commands_are_found_without_markup(text, expected):
    assert spans(with_automatic(FormattedText(text))) == expected


def test_a_long_text_is_cut_at_lines_and_never_inside_a_character():
    line = "法" * 1500 + "\n"
    assert [units(part) for part in split(line * 4)] == [3001, 3001]
    assert all(units(part) <= 4096 for part in split("😀" * 5000))
    assert "".join(split("😀" * 5000)) == "😀" * 5000
