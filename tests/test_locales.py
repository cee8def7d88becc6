"""Every sentence exists in both languages, with the same gaps, and every key that the code names has one."""

import ast
import re
from pathlib import Path

import pytest

from bot.locales import gaps, keys, say, to_traditional
from handlers.ticket_cards import CARDS

ROOT = Path(__file__).parents[1]
SPEAKING = [*(ROOT / "bot" / "usecases").glob("*.py"), *(ROOT / "handlers").glob("*.py")]
KEY = re.compile(r"^[a-z]+\.[a-z_-]+(\.[a-z_-]+)?$")
SECTIONS = {key.partition(".")[0] for key in keys("zh")}


def named_keys():
    for file in SPEAKING:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
                section, _, rest = node.value.partition(".")
                if section in SECTIONS and not rest.endswith("_"):
                    yield file.name, node.value


def test_both_languages_have_the_same_sentences():
    assert keys("zh") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_both_languages_have_the_same_gaps(key):
    assert gaps(key, "zh") == gaps(key, "en") == gaps(key, "zh-Hant")


def test_every_key_that_the_code_names_has_a_sentence():
    assert [named for named in named_keys() if named[1] not in keys("zh") | CARDS.keys()] == []


def test_traditional_chinese_is_derived_and_leaves_peoples_words_alone():
    assert "繁體" in say("button.zh-Hant", "zh-Hant")
    assert say("talk.sent", "zh-Hant", name="张伟", number=1).startswith("✓ 已轉給张伟")
    assert to_traditional("行政复议决定书") == "行政複議決定書"
