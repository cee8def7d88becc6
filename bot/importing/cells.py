"""One cell of a list: its text made clean, and read as what its column holds, or what is wrong with it.

What Excel does to numbers is met here: full-width digits, `1.33042E+16`, `1,234,567`, `="123"`, `'123`, `123.0`, `#N/A`.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from bot.domain.answer import Lang
from bot.domain.enterprise import NotACode, UnifiedCode
from bot.errors import Message, message

Read = Callable[[str], "str | tuple[str, ...] | Message"]
"""Reads a clean cell that is not empty; a Message says what is wrong and what to do."""

Kind = Literal["languages", "measures"]

LONGEST_NAME = 100
LONGEST_TEXT = 200
LAST_TELEGRAM_ID = 2**52
NOTHING = {"-", "--", "—", "——", "/", "无", "無", "暂无", "暫無", "没有", "n/a", "none", "nil"}
"""What people write into a cell to say that there is nothing to write."""
SHORTEST_PART = 2
SHORTEST_LATIN_PART = 5
EXACT_DIGITS = 15
"""Excel keeps no more digits of a number."""

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "zh": ("中文", "汉语", "漢語", "普通话", "普通話", "国语", "國語", "mandarin", "chinese"),
    "wuu": ("吴语", "吳語", "嘉善话", "嘉善話", "本地话", "本地話", "上海话", "上海話", "wu", "wu chinese"),
    "yue": ("粤语", "粵語", "广东话", "廣東話", "cantonese"),
    "en": ("英语", "英語", "英文", "english"),
    "ja": ("日语", "日語", "日文", "japanese"),
    "ko": ("韩语", "韓語", "韩文", "韓文", "korean"),
    "de": ("德语", "德語", "德文", "german"),
    "fr": ("法语", "法語", "法文", "french"),
    "es": ("西班牙语", "西班牙語", "spanish"),
    "it": ("意大利语", "意大利語", "italian"),
    "ru": ("俄语", "俄語", "俄文", "russian"),
    "pt": ("葡萄牙语", "葡萄牙語", "portuguese"),
}
"""Languages by code, with the words that people use for them."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_SHORTENED = re.compile(r"[+-]?\d+(\.\d*)?E\+\d{1,3}", re.IGNORECASE)
"""Excel writes the plus; a credit code may have an E among digits."""
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|#+)", re.IGNORECASE)
_AS_TEXT = re.compile(r"=\s*\"(.*)\"", re.DOTALL)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_BETWEEN_NAMES = re.compile("[、，；;|\n]+")
_BETWEEN_CHOICES = re.compile(rf"[、，；;|/\n]+|{_BETWEEN_HAN.pattern}")
_BETWEEN_WORDS = re.compile(rf"[、，,；;|/\n]+|{_BETWEEN_HAN.pattern}")
_COMMA = re.compile(",")
_TOWN_KIND = re.compile("(?<=..)(街道|镇|鎮|乡|鄉)$")


def clean(text: str) -> str:
    """The text without what cannot be seen, Excel's marks of a text, and spaces at the ends."""
    text = _INVISIBLE.sub("", text).strip()
    quoted = _AS_TEXT.fullmatch(text)
    text = (quoted[1] if quoted else text.removeprefix("'")).strip()
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = "\n".join(line for line in lines if line)
    return "" if text.casefold() in NOTHING else text


def broken(text: str) -> Message | None:
    """What is wrong with a clean cell whatever its column: an error or formula of Excel's, or signs that were lost."""
    if _ERROR.fullmatch(text):
        return message("roster.excel_error", written=text)
    if text.startswith("="):
        return message("roster.formula")
    if "\ufffd" in text or re.fullmatch(r"[?？ ]+", text):
        return message("roster.lost_characters")
    return None


def name(text: str) -> str | Message:
    """A name: not only digits, not too long."""
    text = _one_line(text)
    if not any(character.isalpha() for character in text):
        return message("roster.no_name", written=text)
    return _short(text, LONGEST_NAME)


def free_text(text: str) -> str | Message:
    """Any text on one line."""
    return _short(_one_line(text), LONGEST_TEXT)


def town(text: str) -> str | Message:
    """A town, by the short name that owners choose: 姚庄镇 is 姚庄."""
    return _short(_TOWN_KIND.sub("", _one_line(text)), LONGEST_NAME)


def telegram_id(text: str) -> str | Message:
    """The number by which Telegram knows a person."""
    digits = whole_number(text)
    if isinstance(digits, Message):
        return digits
    if digits.startswith("@") or "t.me/" in digits:
        return message("roster.username", written=digits)
    if re.fullmatch(r"-\d+", digits):
        return message("roster.group_id", written=digits)
    if not re.fullmatch(r"[0-9]+", digits) or not 0 < int(digits[:20]) < LAST_TELEGRAM_ID:
        return message("roster.telegram_id", written=digits)
    return str(int(digits))


def licence(text: str) -> str | Message:
    """The number of a lawyer's licence: digits and letters."""
    number = whole_number(text)
    if isinstance(number, Message):
        return number
    number = re.sub(r"[\s\-]", "", number).upper()
    return number if re.fullmatch(r"[0-9A-Z]{5,20}", number) else message("roster.licence", written=number)


def credit_code(text: str) -> str | Message:
    """A unified social credit code whose check character fits."""
    number = whole_number(text)
    if isinstance(number, Message):
        return number
    code = UnifiedCode.parse(number)
    return _why_no_code(code) if isinstance(code, NotACode) else str(code)


def whole_number(text: str) -> str | Message:
    """Digits as they were before Excel showed them its way; a Message where digits were lost. Other text as it is."""
    text = unicodedata.normalize("NFKC", _one_line(text)).replace(" ", "")
    if _SHORTENED.fullmatch(text):
        return _unshortened(text)
    text = re.sub(r"(?<=\d)\.0+$", "", text)
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def several(read: Read) -> Read:
    """Several names in one cell, each read by `read`; a comma is no end of one, for `Co., Ltd.` has it."""
    return _listed(read, _BETWEEN_NAMES)


def words(read: Read) -> Read:
    """Several words in one cell, each read by `read`; between them commas, slashes, lines, or spaces within Chinese."""
    return _listed(read, _BETWEEN_WORDS)


def choices(kind: Kind, known: Mapping[str, Sequence[str]], lang: Lang) -> Read:
    """Several of these values, by themselves or by their words.

    Of the words of a value the first is Chinese, the last English.
    A title may hold a comma: only what is not known as a whole is cut there.
    """
    one = _one_of(kind, known, "、".join(names[-1 if lang == "en" else 0] for names in known.values()))
    apart = _listed(one, _COMMA)

    def read(text: str) -> "str | tuple[str, ...] | Message":
        whole = one(text)
        return apart(text) if isinstance(whole, Message) and "," in text else whole

    return _listed(read, _BETWEEN_CHOICES)


def _one_of(kind: Kind, known: Mapping[str, Sequence[str]], listed: str) -> Callable[[str], str | Message]:
    """One value by its words, or by a part that only its words have: the preview shows which one is meant."""
    by_word = {_bare(word): value for value, names in known.items() for word in (value, *names)}

    def read(text: str) -> str | Message:
        word = _bare(text)
        meant = {by_word[word]} if word in by_word else _with_part(word, by_word)
        if len(meant) == 1:
            return meant.pop()
        near = difflib.get_close_matches(word, by_word, 1, 0.5)
        hint = message("hint.did_you_mean", word=near[0]) if near else message("nothing")
        values = {"written": text, "hint": hint, "known": listed}
        return message("roster.measure" if kind == "measures" else "roster.language", **values)

    return read


def _with_part(part: str, by_word: Mapping[str, str]) -> set[str]:
    """The values of which a word holds this part; a letter or three would be in many by chance."""
    long_enough = len(part) >= (SHORTEST_LATIN_PART if part.isascii() else SHORTEST_PART)
    return {value for word, value in by_word.items() if part in word} if long_enough else set()


def _listed(read: Read, between: re.Pattern[str]) -> Read:
    def read_all(text: str) -> tuple[str, ...] | Message:
        found: dict[str, None] = {}
        for part in filter(None, (each.strip() for each in between.split(text))):
            value = read(part)
            if isinstance(value, Message):
                return value
            found |= dict.fromkeys([value] if isinstance(value, str) else value)
        return tuple(found)

    return read_all


def _unshortened(text: str) -> str | Message:
    """`1.234567891E+09` names all its digits; `1.23457E+09` does not, and nobody can know the others."""
    number = Decimal(text)
    digits = len(number.as_tuple().digits)
    if number == number.to_integral_value() and number.adjusted() < min(digits, EXACT_DIGITS):
        return str(int(number))
    return message("roster.excel_number", written=text)


def _why_no_code(code: NotACode) -> Message:
    if code.reason == "length":
        return message("roster.code_length", written=code.given, count=len(code.given))
    if code.reason == "character":
        return message("roster.code_character", written=code.given)
    return message("roster.code_check", written=code.given)


def _short(text: str, most: int) -> str | Message:
    return text if len(text) <= most else message("roster.too_long", count=len(text), most=most)


def _one_line(text: str) -> str:
    return _BETWEEN_HAN.sub("", " ".join(text.split()))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
