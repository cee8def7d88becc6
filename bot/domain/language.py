"""In which language a person writes: English, Simplified or Traditional Chinese."""

import functools
import re
import unicodedata

from bot.domain.answer import Lang
from bot.domain.pinyin import BORROWED, is_only_pinyin, is_pinyin, words_of

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_CODE = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|(?<![A-Za-z0-9])[A-Za-z0-9._/-]*[0-9][A-Za-z0-9._/-]*|/[A-Za-z]+"
)
"""What no language owns: links, mail addresses, commands, and every run of letters that has a digit in it."""
_SIGN = re.compile("[\u3200-\u33ff\U0001f200-\U0001f2ff]")
"""Signs and emoji that hold a character, such as ㊙: nobody writes a sentence in them."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ENGLISH = words_of("""
a an the i we you he she it they me us my our your his their its this that is are was were be been am do does did have has had
can could will would should may must what which who when where why how not no of in on at to for from with by and or if but
there please
""")
"""Words that only the grammar of an English sentence needs: a Chinese sentence borrows nouns, not these."""
_CHINESE = frozenset("的了吗呢吧啊么嘛伐我你他她们是不没有在能可以要会被给和这那怎哪啥咋什让把就还也都")
"""Characters that only the grammar of a Chinese sentence needs."""
_HONG_KONG = frozenset("着")
"""Characters that Hong Kong writes and Big5 does not have."""
_SURNAME = (
    "[王李张刘陈杨赵黄吴徐孙胡朱林郭罗梁宋郑韩唐冯董曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶潘杜戴夏汪姜范姚谭廖邹熊陆郝崔邱秦顾侯"
    "邵孟雷汤尹黎乔贺龚張劉陳楊趙黃吳孫羅鄭韓馮鄧呂蘇盧蔣賈葉譚鄒陸顧湯喬賀龔]"
)
"""Frequent ones, without those that begin frequent words as well (高, 方, 马, 任)."""
_NAME = re.compile(
    rf"{_SURNAME}[\u3400-\u9fff]{{1,2}}(?:先生|女士|小姐|经理|經理|总|總|律师|律師)?"
    rf"|[^，。；！？,;!?告诉訴欠销銷查请請问問{''.join(sorted(_CHINESE))}]{{2,24}}(?:有限公司|有限责任公司|有限責任公司|股份公司|合伙企业|合夥企業|经营部|經營部|商行)"
)
"""A whole text that is only the name of somebody or of an enterprise."""


def detect(text: str, default: Lang = "zh") -> Lang:
    """Tell in which language to reply to a text; `default` where the text does not say.

    In a mixed text the language of its grammar counts, not that of its nouns. Codes, numbers, addresses, names, emoji,
    pinyin and a single borrowed word say nothing: whoever speaks Chinese writes them, too. Chinese is Traditional where
    more characters exist only in Traditional script than only in Simplified; characters of both scripts leave it to
    `default`.
    """
    whole = unicodedata.normalize("NFKC", _SIGN.sub(" ", text))
    text = _CODE.sub(" ", whole)
    words = [word for word in _WORD.findall(text) if word.casefold() not in BORROWED]
    han = _HAN.findall(text)
    if not han:
        return "en" if _is_english(text, words) else default
    if _names_only(whole, text):
        return default
    words = [word for word in words if len(word) > 1]  # beside characters "A" and "I" are numbers: A栋, I类
    grammar = _grammar(words)
    chinese = len(han) / 2 + sum(character in _CHINESE for character in han)
    return "en" if grammar and len(words) + grammar > chinese else _script(han, default)


def for_reply(text: str, chosen: Lang, before: Lang | None = None) -> Lang:
    """Tell in which language to answer somebody's text; `before` is that of the question that it goes on from."""
    return in_chosen_script(detect(text, before or chosen), chosen)


def in_chosen_script(lang: Lang, chosen: Lang) -> Lang:
    """The language of a text for a reader: Traditional Chinese for whoever chose it, in whatever script they type.

    Whoever chose Simplified Chinese is answered in the script of the question: it is also what people are spoken to
    in who never chose, so that a question in Traditional script tells more.
    """
    return chosen if (lang, chosen) == ("zh", "zh-Hant") else lang


def _names_only(whole: str, without_codes: str) -> bool:
    """Whether a text with characters holds only a name, or mostly numbers: a date, an amount, a case number, a plate."""
    left = without_codes.strip()
    if _NAME.fullmatch(left):
        return True
    numbers = sum(character.isdigit() for character in whole) >= len(_HAN.findall(whole))
    return numbers and not any(character in _CHINESE for character in left)


def _grammar(words: list[str]) -> int:
    return sum(word.casefold() in _ENGLISH for word in words)


def _is_english(text: str, words: list[str]) -> bool:
    """Whether a text without characters is English: two words of it, and neither pinyin nor only names."""
    plain = [word for word in words if not is_only_pinyin(word.casefold())]
    are_names = not _grammar(words) and all(word[0].isupper() for word in plain)
    return len(plain) >= 2 and not are_names and not is_pinyin(text)  # noqa: PLR2004 -- one may be borrowed


def _script(han: list[str], default: Lang) -> Lang:
    simplified = sum(_only("gb2312", "big5", character) for character in han if character not in _HONG_KONG)
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
