"""From what a person typed to one normal form, in which texts are compared, and what of it is said at all.

Normalising is total on any Unicode text and idempotent.
"""

import re
import unicodedata

from bot.matching.text import tables
from bot.matching.text.idiom import HAN, everyday

_IGNORABLE = {"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"}
_APOSTROPHE = re.compile("[’‘ʼ`´]")
_WIDE = str.maketrans("，；：？！（）", ",;:?!()")
_EVERYDAY = re.compile(f"[ -~、。“”《》\u3400-\u4db5\u4e00-\u9fa5{''.join(map(chr, _WIDE))}]*")
"""Most of what is typed: of these characters Unicode's normal forms change but the width of some."""
_NOT_WORD = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_BEGINS_HAN = re.compile(f"[{HAN}]")
_TOKEN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")
_LONGEST = 4000
"""Characters of a message that are looked at; what follows cannot change which entry is meant."""

_STOP_ZH = re.compile(
    "请问|问一下|想问|咨询|一下|怎么办|怎么样|怎么|怎样|什么|为什么|如何|多少|是不是|有没有|能不能|可不可以|可以|需要"
    "|我们|你们|他们|咱们|这个|那个|哪个|哪些|哪里|现在|已经|还是|或者|但是|因为|所以|如果"
    "|[的了吗呢啊吧呀嘛哦噢啦着我你他她它们这那哪是在就都也还和与及或把被给让对从到会能要想有个]"
)
_STOP_EN = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "me",
        "us",
        "him",
        "her",
        "them",
        "my",
        "our",
        "your",
        "his",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "as",
        "and",
        "or",
        "but",
        "if",
        "then",
        "so",
        "there",
        "here",
        "what",
        "which",
        "who",
        "when",
        "where",
        "why",
        "how",
        "please",
        "just",
        "get",
        "got",
        "any",
        "some",
        "about",
        "into",
        "out",
        "up",
        "s",
        "t",
    ]
)

_BARE, _BARE_NOUN, _BARE_WORDS = 4, 6, 2
"""Han characters, Han characters without any filler word, and other words, that are too few for a question."""


def normalise(text: str) -> str:
    """The form in which texts are compared: width, case, script, numerals, everyday spellings, punctuation.

    The same for any text already normalised; empty when the text holds no letter and no digit.
    """
    text = text[:_LONGEST]
    for _ in range(4):
        once = _normalised_once(text)
        if once == text:
            break
        text = once
    return text


def _normalised_once(text: str) -> str:
    text = _APOSTROPHE.sub("'", text)
    if _EVERYDAY.fullmatch(text):
        text = text.translate(_WIDE).translate(tables.simplified())
    elif not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        text = "".join(character for character in text if unicodedata.category(character) not in _IGNORABLE)
        text = unicodedata.normalize("NFKC", text).translate(tables.simplified())
    text = everyday(text.casefold())
    text = _NOT_WORD.sub(" ", text).strip()
    return _REPEATED.sub(r"\1\1", text)


def tokens(normal: str) -> list[str]:
    """Runs of Han characters (and kana), and words of other scripts."""
    return _TOKEN.findall(normal)


def is_han(token: str) -> bool:
    """Whether a token is written without spaces between words."""
    return _BEGINS_HAN.match(token) is not None


def content(normal: str) -> str:
    """The text without filler words, for measuring how much has been said."""
    kept = [
        _STOP_ZH.sub("", token) if is_han(token) else token
        for token in tokens(normal)
        if token not in _STOP_EN
    ]
    return " ".join(part for part in kept if part)


def is_bare(normal: str) -> bool:
    """Whether the text only names a thing ("合同", "labour contract") and asks nothing about it."""
    words = tokens(normal)
    if not all(is_han(word) for word in words):
        return len(words) <= _BARE_WORDS and not any(word in _STOP_EN for word in words)
    length = sum(map(len, words))
    return length <= _BARE or (length <= _BARE_NOUN and content(normal) == normal)
