"""Everyday spellings made one: contractions and chat English, dialect particles, Chinese numerals before a unit.

Only spellings whose meaning does not depend on what the text is about belong here; the words of the trade stand in
`knowledge/glossary.yaml`, where the people who know them can change them.
"""

import re

HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Characters written without spaces between words, for use inside a regular expression's brackets."""

_ENGLISH = {
    "ppl": "people", "pls": "please", "plz": "please", "u": "you", "ur": "your", "n": "and", "w": "with",
    "whats": "what is", "wheres": "where is", "hows": "how is", "whos": "who is", "thats": "that is",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not",
    "couldnt": "could not", "wont": "will not", "wouldnt": "would not", "shouldnt": "should not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not", "hasnt": "has not",
    "havent": "have not", "hadnt": "had not", "mustnt": "must not", "im": "i am", "ive": "i have",
    "theyre": "they are", "youre": "you are", "diff": "different", "info": "information", "govt": "government",
    "gov": "government", "biz": "business", "docs": "documents", "hrs": "hours", "yr": "year", "yrs": "years",
    "mth": "month", "mths": "months", "wks": "weeks", "rmb": "yuan", "cny": "yuan", "labor": "labour",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "coz": "because", "cuz": "because",
}  # fmt: skip
_LETTER = re.compile("[a-z]")
_CONTRACTED = (
    (re.compile(r"\b(can)'t\b"), r"\1 not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"\b(what|where|who|how|it|that|there|he|she)'s\b"), r"\1 is"),
    (re.compile(r"'s?\b"), ""),
)
_ENGLISH_WORD = re.compile(rf"\b(?:{'|'.join(_ENGLISH)})\b")

_CHINESE = {
    "佢哋": "他们", "系咪": "是不是", "唔使": "不用", "边度": "哪里", "边个": "谁", "几多": "多少", "几耐": "多久",
    "点样": "怎么", "点解": "为什么", "点算": "怎么办", "点做": "怎么做", "乜嘢": "什么", "而家": "现在",
    "唔": "不", "嘅": "的", "喺": "在", "咗": "了", "㗎": "", "冇": "没有", "嘢": "东西", "畀": "给", "俾": "给",
    "佢": "他", "哋": "们", "咩": "什么", "啲": "些", "揾": "找", "攞": "拿", "睇": "看",
    "啥东东": "什么", "为啥": "为什么", "啥": "什么", "咋样": "怎么样", "咋": "怎么", "弗": "不", "侬": "你",
    "呒没": "没有", "辰光": "时候", "铜钿": "钱", "工钿": "工资", "多久": "多长时间", "木有": "没有",
    "啥子": "什么", "咋个": "怎么", "肿么": "怎么", "神马": "什么",
    "唔该": "请", "唔该晒": "谢谢", "得唔得": "行不行", "使唔使": "要不要", "识唔识": "会不会", "啱唔啱": "对不对",
    "依家": "现在", "琴日": "昨天", "呢个": "这个", "呢度": "这里", "呢间": "这家", "呢啲": "这些", "呢份": "这份", "呢张": "这张", "呃咗": "骗了",
    "呃钱": "骗钱", "人呃": "人骗", "嗰": "那",
    "边间": "哪家", "边位": "谁", "边啲": "哪些", "做乜": "为什么", "乜": "什么", "咁样": "这样", "咁": "这么", "噉": "这样",
    "仲有": "还有", "仲未": "还没", "仲系": "还是", "同埋": "和", "搞掂": "办好", "搞唔掂": "办不好", "俾人": "被人",
    "畀人": "被人", "俾人工": "给人工", "畀人工": "给人工", "啱啱": "刚刚", "啱": "对", "嚟": "来", "嗌": "叫", "喇": "了",
    "喎": "", "噃": "", "哉": "了", "覅": "不要", "搿个": "这个", "搿": "这", "迭个": "这个", "呒不": "没有", "呒啥": "没什么",
    "啥人": "谁", "啥地方": "哪里", "为啥体": "为什么", "啥体": "为什么", "晓得": "知道", "清爽": "清楚", "钿": "钱",
    "几化": "多少", "阿是": "是不是", "阿有": "有没有", "阿好": "好不好", "阿要": "要不要", "寻勿着": "找不到",
    "勿来三": "不行", "来三伐": "行吗", "打相打": "打架", "日脚": "日子",
    "喇叭": "喇叭", "呢个人": "呢个人", "呢个体": "呢个体", "哀哉": "哀哉",
}  # fmt: skip
"""Cantonese, Wu and what the young type; last, the words that only look like it and stay as they are."""
_CHINESE_WORD = re.compile("|".join(sorted(_CHINESE, key=len, reverse=True)))
_THANKS = re.compile("唔该(?=[^0-9a-z\u3400-\u9fff]*$)")
"""At the end it thanks, before a plea it says please."""
_PARTICLE = re.compile("(?<![讨砍采步杀征北])伐")

_DIGIT = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNIT = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(
    "(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]+"
    "(?=(?:个?多?(?:月|星期|礼拜|小时|工作日)|年|天|日|周|倍|万|元|块|成|条|人|名|次|份|%))"
)
_HALF_YEAR = re.compile("(?<![0-9个])半年")
_ENGLISH_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
}
_ENGLISH_NUMERAL = re.compile(
    rf"\b({'|'.join(_ENGLISH_NUMBERS)})(?=[ -](?:(?:working|calendar|business) )?"
    r"(?:day|week|month|year|hour|people|worker|employee|time|percent|yuan))"
)


def everyday(text: str) -> str:
    """The text (lower case, Simplified) with everyday spellings made one."""
    if _LETTER.search(text):
        text = _english(text)
    return text if text.isascii() else _chinese(text)


def _english(text: str) -> str:
    for pattern, instead in _CONTRACTED if "'" in text else ():
        text = pattern.sub(instead, text)
    text = _ENGLISH_WORD.sub(lambda match: _ENGLISH[match[0]], text)
    return _ENGLISH_NUMERAL.sub(lambda match: _ENGLISH_NUMBERS[match[1]], text)


def _chinese(text: str) -> str:
    text = _THANKS.sub("谢谢", text)
    text = _CHINESE_WORD.sub(lambda match: _CHINESE[match[0]], text)
    text = _PARTICLE.sub("吗", text)
    text = _HALF_YEAR.sub("6个月", text)
    return _NUMERAL.sub(lambda match: str(numeral(match[0])), text)


def numeral(digits: str) -> int:
    """The value of a Chinese numeral below ten thousand, also one read digit by digit."""
    if not any(character in _UNIT for character in digits):
        return int("".join(str(_DIGIT[character]) for character in digits))
    total = value = 0
    for character in digits:
        if character in _UNIT:
            total += (value or 1) * _UNIT[character]
            value = 0
        else:
            value = _DIGIT[character]
    return total + value
