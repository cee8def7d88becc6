"""Traditional Chinese is derived as it is written: the terms by a golden list, and all that the butler says held to it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.locales import SPELLINGS, keys, say, to_traditional
from bot.locales import _sentences as written_by_hand

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "knowledge"
TERMS: Mapping[str, str] = dict(
    line.split(">")
    for line in (HERE / "golden_traditional.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
TERM = re.compile("|".join(sorted(TERMS, key=len, reverse=True)))
"""Any term of the list, the longest first: 这里程序 is not 里程."""
HEARD = {"phrasings", "ordinary", "en"}
"""What people say and what is written in English is never put into Traditional Chinese."""
NAMES_OF_LANGUAGES = {"zh": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [each for key, each in value.items() if key not in HEARD]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and re.search("[\u4e00-\u9fff]", value):
        yield value


def _said() -> Iterator[tuple[str, str]]:
    """Everything Simplified that is shown to people, with where it stands."""
    files = ("alarms", "conversation", "offices", "statutes")
    for path in (*sorted(KNOWLEDGE.glob("measures/*.yaml")), *(KNOWLEDGE / f"{each}.yaml" for each in files)):
        for text in _texts(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)):
            yield path.name, text
    yield from written_by_hand("zh").items()


SAID = tuple(_said())


@pytest.mark.parametrize("simplified", TERMS)
def test_a_term_is_derived_as_it_is_written_in_traditional_chinese(simplified):
    assert to_traditional(simplified) == TERMS[simplified]


def test_the_list_covers_the_terms_that_are_said():
    words = "\n".join(text for _, text in SAID)
    assert sum(term in words for term in TERMS) >= 250


def test_nothing_that_is_said_holds_a_spelling_that_the_list_calls_wrong():
    """A term may be derived rightly alone and wrongly beside its neighbours."""
    derived = [(place, text, to_traditional(text)) for place, text in SAID]
    assert len(derived) > 4_000
    assert [place for place, text, traditional in derived if len(text) != len(traditional)] == []
    assert [
        (place, traditional[max(0, found.start() - 4) : found.end() + 4], TERMS[found[0]])
        for place, text, traditional in derived
        for found in TERM.finditer(text)
        if traditional[found.start() : found.end()] != TERMS[found[0]]
    ] == []


@pytest.mark.parametrize(("derived", "unless"), [(wrong, unless) for wrong, _, unless in SPELLINGS])
def test_nothing_that_is_said_holds_a_spelling_that_is_called_wrong(derived, unless):
    """No later spelling brings back what an earlier one mended, and exceptions are kept to their words."""
    kept = re.compile("|".join(unless) or "(?!)")
    texts = ((place, kept.sub("", to_traditional(text))) for place, text in SAID)
    mended = {right for _, right, _ in SPELLINGS}
    assert [
        (place, text)
        for place, text in texts
        if derived in text and not any(derived in right and right in text for right in mended)
    ] == []


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("律师驳回复议了吗，来回复制三份，请回复", "律師駁回復議了嗎，來回複製三份，請回覆"),
        ("话要简单明了，责任已经写明了", "話要簡單明瞭，責任已經寫明了"),
        ("对方几个人坐在茶几旁", "對方幾個人坐在茶几旁"),
        ("一并递交并留下", "一併遞交並留下"),
        ("调解书签收以后抽签，贴标签", "調解書簽收以後抽籤，貼標籤"),
        ("资金链断了，金项链还在", "資金鏈斷了，金項鍊還在"),
        ("专属管家具体做什么", "專屬管家具體做什麼"),
    ],
)
def test_a_mended_spelling_keeps_the_words_in_which_it_is_right(simplified, traditional):
    assert to_traditional(simplified) == traditional


def test_traditional_chinese_is_derived_and_leaves_peoples_words_alone():
    assert say("talk.sent", "zh-Hant", name="张伟", number=1).startswith("✓ 已轉給张伟")


@pytest.mark.parametrize("reader", NAMES_OF_LANGUAGES)
@pytest.mark.parametrize("lang", NAMES_OF_LANGUAGES)
def test_a_language_is_offered_by_its_own_name_whoever_reads_it(lang, reader):
    """Whoever cannot read the script in which the butler speaks still finds their own."""
    assert say(f"button.{lang}", reader) == NAMES_OF_LANGUAGES[lang]


@pytest.mark.parametrize("lang", ["zh", "zh-Hant"])
def test_a_language_that_was_chosen_is_confirmed_by_its_own_name(lang):
    assert NAMES_OF_LANGUAGES[lang] in say("language.set", lang)


def test_what_is_written_by_hand_in_traditional_chinese_has_a_simplified_sentence():
    assert written_by_hand("zh-Hant").keys() <= keys("zh")


def test_every_sentence_that_names_a_script_is_written_by_hand_in_traditional_chinese():
    """Derived, such a sentence would say of itself that it is Simplified. The name of Traditional Chinese is its own."""
    naming = {key for key, text in written_by_hand("zh").items() if re.search("[简簡]体", text)}
    assert naming == set(written_by_hand("zh-Hant"))
