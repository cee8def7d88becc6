"""A walk through the butler on a telephone, in each of its languages; with `make pictures` it draws docs/walk."""

from dataclasses import dataclass

import pytest
from handheld import telephone
from pictures import WALK
from stage import product_knowledge

from bot.domain.answer import Lang
from bot.locales import say


@dataclass(frozen=True)
class Words:
    """What an owner of this language types, and what the butler then has to say."""

    lang: Lang
    phone: str
    question: str
    answer: str
    asked_on: str
    period: str
    fire: str
    first_aid: str
    case: str
    number: str
    next_step: str


SIMPLIFIED = Words(
    "zh", "zh-hans",
    "什么是支付令，怎么申请", "什么是支付令", "那要多久", "期限：",
    "车间着火了", "先撤人，马上打 119", "合伙人不见了，公章也不见了，我想请律师看看", "工单 #2", "撤回",
)  # fmt: skip
TRADITIONAL = Words(
    "zh-Hant", "zh-hant",
    "什麼是支付令，怎麼申請", "什麼是支付令", "那要多久", "期限：",
    "車間着火了", "先撤人，馬上打 119", "合夥人不見了，公章也不見了，我想請律師看看", "工單 #2", "撤回",
)  # fmt: skip
ENGLISH = Words(
    "en", "en",
    "what is a payment order and how do I get it", "Payment order", "and the fee?", "Cost:",
    "our workshop is on fire", "Get everybody out and call 119 now",
    "my partner has gone and so has the company seal, I want a lawyer to look at it", "icket #2", "withdrawn",
)  # fmt: skip


@pytest.fixture(scope="module")
def knowledge():
    return product_knowledge()


@pytest.mark.parametrize("words", [SIMPLIFIED, TRADITIONAL, ENGLISH], ids=lambda words: words.lang)
async def test_nothing_that_matters_is_out_of_sight_on_the_way_from_hello_to_withdrawal(
    words, tmp_path, knowledge
):
    folder = WALK / words.phone
    async with telephone(tmp_path, knowledge, words.phone, folder) as phone:
        await gets_to_know(phone, words)
        await asks_and_asks_on(phone, words)
        await is_in_danger(phone, words)
        await writes_to_a_lawyer_and_withdraws(phone, words)


async def gets_to_know(phone, words):
    await phone.starts("0-before")
    await phone.sees("1-consent")
    await phone.taps(say("button.consent", words.lang))
    await phone.sees("2-agreed")


async def asks_and_asks_on(phone, words):
    await phone.says(words.question)
    await phone.sees("3-answer", words.answer)
    await phone.says(words.asked_on)
    await phone.sees("4-follow-up", words.period)


async def is_in_danger(phone, words):
    await phone.says(words.fire)
    heard = await phone.sees("5-emergency", words.first_aid)
    assert heard["text"].startswith(words.first_aid)
    phone.somebody.stage.lawyer.taps("接手")
    await phone.sees("6-taken")
    # What is written from then on is no longer part of the emergency.
    await phone.somebody.stage.moves(minutes=15)


async def writes_to_a_lawyer_and_withdraws(phone, words):
    await phone.says("/lawyer")
    await phone.sees("7-lawyer")
    await phone.says(words.case)
    await phone.sees("8-collected")
    await phone.taps(say("button.send_draft", words.lang))
    await phone.sees("9-handover")
    phone.somebody.names_other_side = True
    await phone.taps(say("button.handover", words.lang))
    await phone.somebody.hears(words.number)
    await phone.taps(say("button.no_other_side", words.lang))
    await phone.sees("10-ticket", words.number)
    await phone.taps(say("button.withdraw", words.lang, number=2))
    asked = await phone.sees("11-sure", words.number)
    await phone.taps(say("button.withdraw_yes", words.lang))
    await phone.sees_change("12-withdrawn", asked, words.next_step)
