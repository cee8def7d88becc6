"""In which language a person writes."""

import pytest

from bot.domain.language import detect, for_reply

TEXTS = [
    ("收到罚款决定书多久内可以申请复议", "zh"),
    ("试用期可以隨便辭退員工嗎", "zh-Hant"),
    ("公證書上名字打錯咗可以改嗎", "zh-Hant"),
    ("my customer has not paid for 6 months, what can I do", "en"),
    ("公司没有签contract怎么办", "zh"),
    ("我的 customer 不 pay money 怎么办", "zh"),
    ("What is 行政复议", "en"),
    ("Can 公司 fire me during 试用期?", "en"),
    ("ｃａｎ ｉ ａｐｐｅａｌ", "en"),
    ("囧怎么办", "zh"),
    ("ok", "zh"),
    ("Example Hardware Co., Ltd. 公司", "zh"),
    ("iPhone 15 Pro Max 坏了", "zh"),
    ("我们的代码是 91330421MA28A1234X", "zh"),
]


@pytest.mark.parametrize(("text", "lang"), TEXTS)
def test_the_language_is_that_of_the_grammar(text, lang):
    assert detect(text) == lang


@pytest.mark.parametrize("text", ["", "12345", "👍", "??!", "2026-01-01"])
def test_a_text_without_words_leaves_it_to_the_default(text):
    assert [detect(text, default) for default in ("zh", "zh-Hant", "en")] == ["zh", "zh-Hant", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "张伟",
        "陳先生",
        "李嘉誠",
        "嘉善示例五金有限公司",
        "2024年11月24日",
        "共300箱",
        "（2024）浙0421民初1234号",
        "浙F12345",
        "㊙",
        "🈚️",
        "着",
    ],
)
def test_names_amounts_dates_and_signs_leave_it_to_the_default(text):
    assert [detect(text, default) for default in ("zh", "zh-Hant")] == ["zh", "zh-Hant"]


@pytest.mark.parametrize(
    "text", ["起诉示例五金有限公司", "被罚3000", "张三没付钱", "A栋3楼", "A 公司欠 B 公司货款"]
)
def test_a_name_or_a_number_in_a_sentence_does_not_hide_its_language(text):
    assert [detect(text, default) for default in ("zh", "en")] == ["zh", "zh"]


@pytest.mark.parametrize(
    ("text", "chosen", "before", "lang"),
    [
        ("收到罚款决定书", "zh-Hant", None, "zh-Hant"),
        ("收到罚款决定书", "zh-Hant", "zh", "zh-Hant"),
        ("收到罚款决定书", "zh", "zh-Hant", "zh"),
        ("收到罰款決定書", "zh", None, "zh-Hant"),
        ("收到罚款决定书", "en", None, "zh"),
        ("what is the fee", "zh-Hant", None, "en"),
        ("12345", "zh", "en", "en"),
    ],
)
def test_a_question_is_answered_in_its_language_and_in_the_script_of_whoever_chose_traditional(
    text, chosen, before, lang
):
    assert for_reply(text, chosen, before) == lang


def test_characters_of_both_scripts_leave_the_script_to_the_default():
    assert [detect("仲裁", default) for default in ("zh", "zh-Hant", "en")] == ["zh", "zh-Hant", "zh"]
