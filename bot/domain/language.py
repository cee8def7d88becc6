"""In which language a person writes: English, Simplified or Traditional Chinese."""

import functools
import re
import unicodedata

from bot.domain.answer import Lang

_WORD = re.compile(r"[a-z][a-z'’]*")
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
    """Tell in which language to reply to a text; `default` where the text does not say (numbers, signs only).

    In a mixed text the language of its grammar counts, not that of its nouns. Chinese is Traditional where
    more characters exist only in Traditional script than only in Simplified; characters of both scripts
    leave it to `default`.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    han = _HAN.findall(text)
    words = _WORD.findall(text)
    if not han:
        return "en" if any(map(str.isalpha, text)) and words else default
    english = len(words) + sum(_ENGLISH.fullmatch(word) is not None for word in words)
    chinese = len(han) / 2 + sum(character in _CHINESE for character in han)
    return "en" if english > chinese else _script(han, default)


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
