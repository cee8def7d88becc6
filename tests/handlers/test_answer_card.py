"""An answer on a phone: what matters most is seen first, in one message, whatever the entry and the language."""

import html
import re

import pytest
from stage import product_knowledge

from bot.domain.answer import LANGS
from bot.knowledge import answers
from bot.locales import say
from handlers.render.answer_card import lay_out
from handlers.render.split import LONGEST_TEXT, utf16_length


@pytest.fixture(scope="module")
def knowledge():
    return product_knowledge().current


@pytest.mark.parametrize("lang", LANGS)
def test_the_short_answer_and_the_time_limit_stand_above_what_unfolds(knowledge, lang):
    for entry in knowledge.entries:
        card = answers.card(knowledge, entry, lang)
        seen, mark, rest = lay_out(card, lang).partition("<blockquote expandable>")
        folded, end, after = rest.partition("</blockquote>")
        assert mark
        assert end
        first, last = (card.time_limit, card.short) if card.is_pressing else (card.short, card.time_limit)
        assert html.unescape(seen).endswith(f"{last or card.short}\n\n")
        assert html.unescape(seen).index(first or card.short) <= html.unescape(seen).index(last or card.short)
        assert say("card.unreviewed", lang) in after
        assert "<blockquote" not in folded + after
        assert all(html.escape(step, quote=False) in folded for step in (*card.steps, *card.materials))
        assert not card.citations or say("card.basis", lang) in folded


@pytest.mark.parametrize("lang", LANGS)
def test_where_it_presses_the_rest_begins_with_when_to_see_a_lawyer(knowledge, lang):
    cards = [answers.card(knowledge, entry, lang) for entry in knowledge.entries]
    pressing = [card for card in cards if card.is_pressing and card.lawyer_when]
    assert len(pressing) >= 100
    for card in pressing:
        _, _, rest = lay_out(card, lang).partition("<blockquote expandable>")
        assert rest.startswith(f"<b>{say('card.lawyer_when', lang)}</b>")


@pytest.mark.parametrize("lang", LANGS)
def test_every_answer_is_one_message(knowledge, lang):
    for entry in knowledge.entries:
        laid_out = lay_out(answers.card(knowledge, entry, lang), lang)
        assert (
            utf16_length(laid_out) <= LONGEST_TEXT
        )  # counted with its tags, which is more than Telegram counts
        assert len(re.findall(r"<(b|i|blockquote)\b", laid_out)) <= 100  # of more Telegram would drop some
