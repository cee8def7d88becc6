"""The longest answer of each language fits one screen of a phone with its buttons, and the rest unfolds with a tap."""

import httpx
import pytest
from chromium import opened
from stage import product_knowledge

from bot.domain.answer import LANGS
from bot.domain.outgoing import Notice
from bot.knowledge import answers
from bot.usecases import replies
from handlers.render.notices import render
from simulator.running import running_simulator

WIDTH, HEIGHT = 390, 844


def longest(knowledge, lang):
    """The entry of which most is seen before anything is unfolded."""

    def seen(entry):
        card = answers.card(knowledge, entry, lang)
        return len(card.title) + len(card.short) + len(card.time_limit or "")

    return max(knowledge.entries, key=seen)


async def sends(sim, call):
    """The bot makes a call; the number of the message."""
    async with httpx.AsyncClient(base_url=sim.url, trust_env=False) as http:
        made = (await http.post(f"/bot1:test/{call.method}", json=dict(call.params))).json()
    return made["result"]["message_id"]


@pytest.mark.parametrize("lang", LANGS)
async def test_the_longest_answer_fits_one_screen_with_its_buttons(lang):
    knowledge = product_knowledge().current
    async with running_simulator() as sim:
        owner = sim.person("示例企业主")
        owner.says("你好")
        shown = replies.answer(knowledge, longest(knowledge, lang), lang, 1)
        (call,) = render(Notice(1, shown, lang), owner.id)
        number = await sends(sim, call)
        async with opened(sim.url, WIDTH, HEIGHT) as page:
            phone = page.locator(f'[data-person="{owner.id}"]')
            message = phone.locator(f'[data-message="{number}"]')
            await message.wait_for()
            screen = await phone.locator(".log").bounding_box()
            folded = await message.bounding_box()
            assert folded["height"] <= screen["height"]
            await message.locator("blockquote.expandable").click()
            assert (await message.bounding_box())["height"] > folded["height"] + 100
