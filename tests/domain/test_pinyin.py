"""Chinese in Latin letters is told apart from English, by sentences that people write."""

import pytest

from bot.domain.language import detect
from bot.domain.pinyin import SYLLABLES, is_pinyin, syllables

PINYIN = [
    "gongsi bu fa gongzi zenme ban",
    "zenme ban",
    "zen me ban",
    "zenmeban",
    "zěnme bàn",
    "zen3 me ban4",
    "laoban qian wo gongzi",
    "lao ban pao lu le",
    "LAOBAN PAO LU LE",
    "Gong Si Bu Fa Gong Zi",
    "wo bei kaichu le",
    "yao zhong cai ma",
    "fa piao zen me kai",
    "laodong hetong",
    "he tong dao qi le",
    "lǜshī fèi duōshao",
    "lvshi fei duo shao qian",
    "nihao",
    "you ban fa ma",
    "you he tong ma",
    "bang bang wo",
    "wo men bei pian le",
    "xi'an de gongsi",
    "3 ge yue mei fa gongzi",
    "kehu bu huan qian, wo gai zenme ban?",
    "shen qing zhong cai yao duo jiu",
    "hetong PDF zai nali",
    "boss bu fa gongzi zenme ban",
    "ok na wo gai zenme ban",
    "yuan gong bu lai shang ban",
    "bei xian gao le zen me jie chu",
    "chu jing xian zhi",
    "qing wen shui wu ju zai na",
]
ENGLISH = [
    "can he sue me",
    "he made me change the date",
    "what can I do",
    "my boss Zhang Wei did not pay",
    "my customer Wang Wei owes me money",
    "How long do I have",
    "unfair dismissal",
    "contract dispute with a supplier",
    "our goods came late, who pays?",
    "the police took my machine",
    "name change",
    "she can ban me",
    "no one paid me",
    "is a verbal contract valid",
    "what if he refuses",
    "and the fee?",
    "may I",
    "make a date",
    "take care",
    "how do I register in Jiashan",
    "WHAT CAN I DO NOW",
    "I have 3 months of unpaid invoices",
    "the invoice INV-2024-0815 is wrong",
]
NEITHER = [
    "91330421MA28A1234X",
    "9133 0421 MA28 A123 4X",
    "INV-2024-0815",
    "No. 25332000000012345678",
    "(2024)浙0421民初1234号",
    "SF1234567890123",
    "CNY 30000",
    "USD 500,000.00",
    "T/CN 2024-12",
    "VAT",
    "ok",
    "OK!",
    "ok ok",
    "thanks",
    "hello",
    "pdf",
    "contract",
    "help",
    "John Smith",
    "Jiashan Example Hardware Co., Ltd.",
    "iPhone 15 Pro Max",
    "a@example.com",
    "https://example.com/what-is-this",
    "/help",
    "👍",
    "haha",
    "+86 138 0000 0000",
]


@pytest.mark.parametrize("text", PINYIN)
def test_pinyin_is_known_and_never_taken_for_english(text):
    assert is_pinyin(text)
    assert [detect(text, default) for default in ("zh", "zh-Hant", "en")] == ["zh", "zh-Hant", "en"]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_taken_for_pinyin_although_many_words_could_be(text):
    assert not is_pinyin(text)
    assert [detect(text, default) for default in ("zh", "zh-Hant", "en")] == ["en"] * 3


@pytest.mark.parametrize("text", NEITHER)
def test_codes_names_and_borrowed_words_leave_the_language_as_it_is(text):
    assert not is_pinyin(text)
    assert detect(text, "zh") != "en"
    assert detect(text, "zh-Hant") != "en"


@pytest.mark.parametrize("text", ["Zhang Wei", "zhangwei", "Wang Xiaoming"])
def test_a_chinese_name_changes_no_language(text):
    assert [detect(text, default) for default in ("zh", "en")] == ["zh", "en"]


def test_there_are_as_many_syllables_as_the_standard_has():
    assert 395 <= len(SYLLABLES) <= 410
    assert {"lv", "nve", "er", "zhuang", "xiong"} <= SYLLABLES
    assert not {"fi", "lo", "king", "bou"} & SYLLABLES


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("zenmeban", ("zen", "me", "ban")),
        ("xi'an", ("xi", "an")),
        ("gongan", ("gong", "an")),
        ("sue", ()),
        ("contract", ()),
        ("a" * 10_000, ()),
    ],
)
def test_a_word_is_split_into_as_few_syllables_as_possible(word, split):
    assert syllables(word) == split
