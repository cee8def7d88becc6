"""The language that somebody chose is spoken to them; only an answer comes in the language of its question."""

import pytest
from scenes import STRANGE, opens_ticket

from bot.domain.language import detect

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
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(text)


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
    await stage.owner.hears("工单 #1", "还没答复，我会去催")
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


NAMES_AND_NUMBERS = [
    CODE,
    "张伟",
    "王总",
    "嘉善示例五金有限公司",
    "2024年11月24日",
    "3000元",
    "浙F12345",
    "（2024）浙0421民初1234号",
    "㊙",
    "🈚️",
    "👍👍",
    "John Smith",
    "zenme ban",
]
"""What says nothing about a language, whatever script its characters are of."""


def is_chinese(text):
    return any("\u4e00" <= each <= "\u9fff" for each in text)


async def hears_traditional(somebody, *parts):
    """The next message and its buttons are in Traditional script: not a character is only Simplified."""
    heard = await somebody.hears(*parts)
    for text in (heard["text"], *somebody.labels()):
        assert [each for each in text if detect(each, "zh-Hant") == "zh"] == []
    assert is_chinese(heard["text"])
    return heard


@pytest.mark.parametrize("text", [*NAMES_AND_NUMBERS, "A栋3楼", "谢谢", "张三没付钱"])
async def test_whoever_chose_traditional_chinese_hears_it_whatever_they_type(stage, text):
    await stage.owner.agrees()
    await chooses(stage.owner, "繁體中文")
    stage.owner.says(text)
    await hears_traditional(stage.owner)


@pytest.mark.parametrize("text", NAMES_AND_NUMBERS)
async def test_whoever_chose_english_hears_it_when_they_type_a_name_or_a_number(stage, text):
    somebody = await guest(stage)
    somebody.says(text)
    assert not is_chinese((await somebody.hears())["text"].splitlines()[0])


@pytest.mark.parametrize("text", ["李嘉誠", "陳先生", "🈚️", "A栋3楼"])
async def test_a_traditional_name_or_an_emoji_turns_no_simplified_speaker(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    heard = await is_in_chinese(stage.owner)
    assert detect(heard["text"], "zh-Hant") == "zh"


async def test_a_simplified_question_of_a_traditional_reader_is_answered_in_traditional_script(stage):
    await stage.owner.agrees()
    await chooses(stage.owner, "繁體中文")
    stage.owner.says(LATE)
    await hears_traditional(stage.owner, "法律依據", "行政復議")
    stage.owner.says("要收费吗")
    await hears_traditional(stage.owner)
    stage.owner.says("how long do i have to apply for administrative reconsideration")
    await stage.owner.hears("Legal basis")


async def test_first_aid_comes_in_the_script_that_was_chosen(stage):
    await stage.owner.agrees()
    await chooses(stage.owner, "繁體中文")
    stage.owner.says("车间着火了，火很大")
    await hears_traditional(stage.owner, "119")


async def test_what_is_opened_from_an_old_answer_comes_in_the_script_chosen_since(stage):
    await stage.owner.agrees()
    stage.owner.says(LATE)
    old = await stage.owner.hears("法律依据")
    await chooses(stage.owner, "繁體中文")
    stage.owner.taps(next(each for each in stage.owner.labels(old) if "相关" in each), old)
    await hears_traditional(stage.owner)
    stage.owner.taps(stage.owner.labels()[0])
    await hears_traditional(stage.owner)


async def test_languages_are_offered_by_their_own_names_to_a_traditional_reader(stage):
    await stage.owner.agrees()
    await chooses(stage.owner, "繁體中文")
    stage.owner.says("/language")
    await stage.owner.hears("請選擇語言")
    assert stage.owner.labels() == ["简体中文", "繁體中文", "English"]
