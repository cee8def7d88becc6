import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import normal_form
from bot.matching.text.glossary import Glossary


@given(st.text())
def test_normalising_is_total_and_changes_nothing_the_second_time(anything):
    once = normal_form.normalise(anything)
    assert normal_form.normalise(once) == once


@given(
    st.text(alphabet="公司註銷複議不能可以嗎伐唔係半年三个月两天 aZ09'’.,!?-\u200b\ufe0f😀ａ", max_size=40)
)
def test_normalising_mixed_script_and_dialect_is_idempotent(anything):
    once = normal_form.normalise(anything)
    assert normal_form.normalise(once) == once


def test_what_is_mostly_typed_is_normalised_as_all_else_is(monkeypatch):
    characters = [chr(code) for code in range(0x10000) if normal_form._EVERYDAY.fullmatch(chr(code))]
    typed = [f"公{one}司a{one}b" for one in characters]
    quickly = list(map(normal_form.normalise, typed))
    monkeypatch.setattr(normal_form, "_EVERYDAY", re.compile("(?!)"))
    assert quickly == list(map(normal_form.normalise, typed))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("公證書", "公证书"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("复\u200b议", "复议"),
        ("申请复议要交费伐？", "申请复议要交费吗"),
        ("行政複議局喺邊度", "行政复议局在哪里"),
        ("老闆走佬咗點算", "老板走佬了怎么办"),
        ("唔該，請問邊度可以申請", "请 请问哪里可以申请"),
        ("唔使啦，唔該！", "不用啦 谢谢"),
        ("俾人呃咗錢搵邊個", "被人骗了钱找谁"),
        ("仲有冇得改，得唔得", "还有没有得改 行不行"),
        ("呢份合約要幾耐", "这份合约要多长时间"),
        ("侬晓得伐，铜钿付脱哉", "你知道吗 钱付脱了"),
        ("弗肯付，要几化辰光", "不肯付 要多少时候"),
        ("合同阿有效，啥人讲清爽", "合同有没有效 谁讲清楚"),
        ("三个月没发工资", "3个月没发工资"),
        ("半年", "6个月"),
        ("we can’t pay", "we can not pay"),
        ("WHATS the fee??", "what is the fee"),
        ("need 25 ppl", "need 25 people"),
        ("six months", "6 months"),
        ("哈哈哈哈哈", "哈哈"),
        ("很急😀!!", "很急"),
    ],
)
def test_spellings_of_one_thing_become_one(typed, same):
    assert normal_form.normalise(typed) == same


@pytest.mark.parametrize(
    "kept", ["讨伐", "一起去", "十分", "采伐", "喇叭", "我呢个人独资", "呜呼哀哉", "约定系双方真意"]
)
def test_words_that_only_look_like_dialect_or_numbers_stay(kept):
    assert normal_form.normalise(kept) == kept


@pytest.mark.parametrize("empty", ["", "。。。", "  ", "😀😀", "\u200b", "---"])
def test_a_text_without_letters_and_digits_becomes_empty(empty):
    assert normal_form.normalise(empty) == ""


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("二十五", 25), ("两百", 200), ("二〇二五", 2025)]
)
def test_chinese_numerals_are_read(numeral, value):
    assert normal_form.normalise(f"{numeral}天") == f"{value}天"


def test_a_usual_word_is_left_alone_where_its_synonym_is_a_part_of_it():
    glossary = Glossary.build([("行政复议", "复议")], {})
    assert glossary.apply("申请行政复议") == "申请行政复议"
    assert glossary.apply("申请复议") == "申请行政复议"


def test_a_latin_synonym_is_replaced_only_as_a_whole_word():
    glossary = Glossary.build([("fee", "fees", "cost")], {})
    assert glossary.apply("what does it cost in costa rica") == "what does it fee in costa rica"


def test_a_wrong_spelling_leads_to_the_usual_word_of_the_right_one():
    glossary = Glossary.build([("行政复议", "复议")], {"复意": "复议"})
    assert glossary.apply("复意") == "行政复议"
