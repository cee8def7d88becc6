"""The language that somebody chose is spoken to them; only an answer comes in the language of its question."""

import pytest
from scenes import STRANGE, opens_ticket

LATE = "收到罚款决定书多久内可以申请复议"
CODE = "91330421MA28A1234X"


async def chooses(somebody, label):
    somebody.says("/language")
    await somebody.hears("请选择语言")
    somebody.taps(label)
    await somebody.hears()


async def guest(stage):
    """An English-speaking owner who has agreed."""
    somebody = stage.newcomer("Example Owner", "en")
    somebody.player.starts()
    await somebody.hears("I am not a lawyer")
    somebody.taps("Agree and start")
    await somebody.hears("Just type your question")
    return somebody


async def is_in_chinese(somebody):
    heard = await somebody.hears()
    assert any("\u4e00" <= each <= "\u9fff" for each in heard["text"])
    return heard


@pytest.mark.parametrize(
    "text", [CODE, "INV-2024-0815", "ok", "Zhang Wei", "John Smith", "👍", "12345", "VAT"]
)
async def test_codes_names_and_borrowed_words_are_replied_to_in_chinese(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await is_in_chinese(stage.owner)


@pytest.mark.parametrize("text", ["zenme ban", "gongsi bu fa gongzi zenme ban", "lao ban pao lu le"])
async def test_pinyin_is_asked_for_in_characters_and_may_go_to_a_lawyer(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears("改用汉字", "110")
    assert stage.owner.labels() == ["转给律师"]
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1", text)


async def test_pinyin_of_an_english_speaker_is_asked_for_in_english(stage):
    somebody = await guest(stage)
    somebody.says("gongsi bu fa gongzi zenme ban")
    await somebody.hears("Chinese characters or in English")


@pytest.mark.parametrize("text", ["zen me ban", "gongsi beigao le zenme ban", "hetong zenme ban li"])
async def test_pinyin_raises_no_alarm(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears("改用汉字")
    await stage.lawyer.hears_nothing_more()


async def test_a_cry_for_help_in_pinyin_is_heard_by_its_sound(stage):
    await stage.owner.agrees()
    stage.owner.says("laoban bei jingcha zhua zou le kuai dianr")
    await stage.owner.hears("人被带走", "#1")
    await stage.lawyer.hears("新工单 #1")


async def test_a_ticket_speaks_the_language_of_its_owner_whatever_is_said_in_it(stage):
    await opens_ticket(stage)
    for text in (CODE, "zenme ban", "the other side wrote: we do not pay"):
        stage.owner.says(text)
        await stage.owner.hears("已放进工单 #1")


async def test_an_english_question_is_answered_in_english_and_its_ticket_is_in_the_chosen_language(stage):
    await stage.owner.agrees()
    stage.owner.says("how long do i have to apply for administrative reconsideration")
    await stage.owner.hears("Legal basis")
    stage.owner.taps("Ask my lawyer")
    await stage.owner.hears("工单 #1", "前答复")
    stage.owner.says("the letter came by post")
    await stage.owner.hears("已放进工单 #1")


async def test_whoever_chooses_another_language_hears_it_in_a_running_ticket_too(stage):
    await opens_ticket(stage, STRANGE)
    await chooses(stage.owner, "English")
    stage.owner.says("数量是三百箱")
    await stage.owner.hears("Added to ticket #1")
    await chooses(stage.owner, "简体中文")
    stage.owner.says("the goods are still there")
    await stage.owner.hears("已放进工单 #1")


async def test_what_happens_to_a_ticket_is_told_in_the_language_chosen_meanwhile(stage):
    card = await opens_ticket(stage, STRANGE)
    await chooses(stage.owner, "English")
    stage.lawyer.taps("接手", card)
    await stage.owner.hears("has taken ticket #1")


async def test_a_chinese_question_of_an_english_speaker_is_answered_in_chinese_and_all_else_is_english(stage):
    somebody = await guest(stage)
    somebody.says(LATE)
    await somebody.hears("法律依据")
    somebody.taps("✓ 解决了")
    await somebody.hears("Glad to hear it")
    somebody.says("/lawyer")
    await somebody.hears("Tell me what to ask the lawyer")


async def test_a_draft_about_an_english_question_is_kept_in_the_chosen_language(stage):
    await stage.owner.agrees()
    stage.owner.says("my partner wants to sell his shares to his cousin without asking us")
    heard = await stage.owner.hears()
    assert not any("\u4e00" <= each <= "\u9fff" for each in heard["text"])
    label = next((each for each in stage.owner.labels() if "words or files" in each), None)
    if label is not None:
        stage.owner.taps(label)
        await stage.owner.hears("发给律师")
