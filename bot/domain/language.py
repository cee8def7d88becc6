"""In which language a person writes: English, Simplified or Traditional Chinese."""

import functools
import re
import unicodedata

from bot.domain.answer import Lang
from bot.domain.pinyin import BORROWED, is_only_pinyin, is_pinyin

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_CODE = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|(?<![A-Za-z0-9])[A-Za-z0-9._/-]*[0-9][A-Za-z0-9._/-]*|/[A-Za-z]+"
)
"""What no language owns: links, mail addresses, commands, and every run of letters that has a digit in it."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ENGLISH = re.compile(
    "a|an|the|i|we|you|he|she|it|they|me|us|my|our|your|his|their|its|this|that|is|are|was|were|be|been|am|do|does"
    "|did|have|has|had|can|could|will|would|should|may|must|what|which|who|when|where|why|how|not|no|of|in|on|at"
    "|to|for|from|with|by|and|or|if|but|there|please"
)
"""Words that only the grammar of an English sentence needs: a Chinese sentence borrows nouns, not these."""
_CHINESE = frozenset("的了吗呢吧啊么嘛伐我你他她们是不没有在能可以要会被给和这那怎哪啥咋什让把就还也都")
"""Characters that only the grammar of a Chinese sentence needs."""


def detect(text: str, default: Lang = "zh") -> Lang:
    """Tell in which language to reply to a text; `default` where the text does not say.

    In a mixed text the language of its grammar counts, not that of its nouns. Codes, numbers, addresses, names, emoji,
    pinyin and a single borrowed word say nothing: whoever speaks Chinese writes them, too. Chinese is Traditional where
    more characters exist only in Traditional script than only in Simplified; characters of both scripts leave it to
    `default`.
    """
    text = _CODE.sub(" ", unicodedata.normalize("NFKC", text))
    words = [word for word in _WORD.findall(text) if word.casefold() not in BORROWED]
    grammar = sum(_ENGLISH.fullmatch(word.casefold()) is not None for word in words)
    han = _HAN.findall(text)
    if not han:
        return "en" if _is_english(text, words, grammar) else default
    chinese = len(han) / 2 + sum(character in _CHINESE for character in han)
    return "en" if grammar and len(words) + grammar > chinese else _script(han, default)


def _is_english(text: str, words: list[str], grammar: int) -> bool:
    """Whether a text without characters is English: two words of it, and neither pinyin nor only names."""
    plain = [word for word in words if not is_only_pinyin(word.casefold())]
    are_names = not grammar and all(word[0].isupper() for word in plain)
    return len(plain) >= 2 and not are_names and not is_pinyin(text)  # noqa: PLR2004 -- one may be borrowed


def _script(han: list[str], default: Lang) -> Lang:
    simplified = sum(_only("gb2312", "big5", character) for character in han)
    traditional = sum(_only("big5", "gb2312", character) for character in han)
    if simplified == traditional:
        return default if default != "en" else "zh"
    return "zh-Hant" if traditional > simplified else "zh"


@functools.lru_cache(maxsize=8192)
def _only(one: str, other: str, character: str) -> bool:
    """Whether a character is in the national standard of one script and not in that of the other."""
    return _in(one, character) and not _in(other, character)


def _in(standard: str, character: str) -> bool:
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
