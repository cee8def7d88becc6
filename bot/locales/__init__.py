"""Every sentence that the butler says, by key: zh-Hans and en are written by hand, Traditional Chinese is derived."""

import functools
import importlib
import importlib.resources
import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from bot.domain.answer import Lang

SPELLINGS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("户", "戶", ()),
    ("複議", "復議", ()),
    ("複核", "覆核", ()),
    ("複審", "復審", ()),
    ("複查", "復查", ("重複查", "反複查")),
    ("回復", "回覆", ("回復議", "回復審", "回復查", "回復原狀", "回復名譽", "回復權")),
    ("回覆議", "回復議", ()),
    ("籤", "簽", ("標籤", "抽籤", "牙籤")),
    ("齣", "出", ("齣戲",)),
    ("髮", "發", ("理髮", "美髮", "頭髮", "假髮", "髮型", "髮廊", "髮膠")),
    ("隻", "只", ("船隻", "一隻", "兩隻", "三隻", "幾隻", "每隻", "多隻", "隻身")),
    ("里", "裏", ("公里", "英里", "海里", "千里", "里程", "鄰里", "鄉里", "里弄", "故里", "里長")),
    ("黎裏", "黎里", ()),
    ("十裏", "十里", ()),
    ("萬裏", "萬里", ()),
    ("浙裏辦", "浙里辦", ()),
    ("衝賬", "沖賬", ()),
    ("衝抵", "沖抵", ()),
    ("衝減", "沖減", ()),
    ("衝紅", "沖紅", ()),
    ("紅衝", "紅沖", ()),
    ("划走", "劃走", ()),
    ("划扣", "劃扣", ()),
    ("划轉", "劃轉", ()),
    ("白乾", "白幹", ()),
    ("包乾", "包幹", ("麪包乾",)),
    ("乾活", "幹活", ()),
    ("干活", "幹活", ()),
    ("乾工程", "幹工程", ()),
    ("私自乾", "私自幹", ()),
    ("幹窯", "干窯", ()),
    ("準駕", "准駕", ()),
    ("燬", "毀", ()),
    ("彙算", "匯算", ()),
    ("迴音", "回音", ()),
    ("回避", "迴避", ()),
    ("瞭解", "了解", ()),
    ("明瞭", "明了", ("簡單明瞭", "簡明瞭", "一目明瞭")),
    ("蔘", "參", ()),
    ("併入賬", "並入賬", ("合併入賬", "一併入賬")),
    (
        "併",
        "並",
        (
            *("合併", "一併", "兼併", "撤併", "裁併", "歸併", "吞併", "併購", "併案", "併入", "併罰", "併科"),
            *("併發症", "併存"),
        ),
    ),
    ("几", "幾", ("茶几", "几案", "窗明几淨")),
    ("搶注", "搶註", ()),
    ("注冊", "註冊", ()),
    ("統一制發", "統一製發", ()),
    ("老板", "老闆", ()),
    ("傢俱體", "家具體", ()),
    ("鍊", "鏈", ("鍛鍊", "鍊鋼", "冶鍊", "提鍊", "精鍊", "項鍊", "拉鍊")),
    ("孃", "娘", ()),
)
"""Derived spellings that are wrong in a legal text: what OpenCC writes, what is right, and the words in which it is
right after all; each works on what the ones before it left. OpenCC goes by the longest word that it knows, and knows 複
(double) better than 復 (again), 籤 (a slip of bamboo) better than 簽 (to sign), 里約 (Rio) better than 裏約; and it takes
neighbours for a word that belong to two: 寫明了 for 明瞭, 三人參加 for 人蔘, 遞交並 for 交併, 對方幾個 for the surname 方几,
管家具體 for 家具. Each was looked at in the entries; `tests/golden_traditional.txt` holds the terms to their spelling.
"""

FILES: Mapping[Lang, str] = {"zh": "zh-Hans.yaml", "en": "en.yaml", "zh-Hant": "zh-Hant.yaml"}
"""Of Traditional Chinese only what cannot be derived, as where a sentence names its own language."""


def say(key: str, lang: Lang, **params: Any) -> str:
    """The sentence with this key in a language, its gaps filled; KeyError for an unknown key or gap.

    Only the sentence itself is put into Traditional Chinese, never what fills its gaps: those are somebody's words.
    """
    return _filler(key, lang).format(**params)


def keys(lang: Lang) -> frozenset[str]:
    """All keys that have a sentence in a language."""
    return frozenset(_sentences("en" if lang == "en" else "zh"))


def gaps(key: str, lang: Lang) -> frozenset[str]:
    """The names of the gaps in a sentence."""
    parsed = string.Formatter().parse(_filler(key, lang))
    return frozenset(name.split(".")[0].split("[")[0] for _, name, _, _ in parsed if name)


def to_traditional(text: str) -> str:
    """Simplified Chinese put into Traditional characters as Hong Kong writes them."""
    converted: str = _converter().convert(text)
    for derived, right, unless in SPELLINGS:
        if derived in converted:
            converted = _respelt(converted, derived, right, unless)
    return converted


def _respelt(text: str, derived: str, right: str, unless: tuple[str, ...]) -> str:
    return _spelling(derived, unless).sub(lambda found: found[1] or right, text)


@functools.cache
def _spelling(derived: str, unless: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a derived spelling; the words in which it is right are found first, as the first group."""
    return re.compile("(" + ("|".join(unless) or "(?!)") + ")|" + derived)


@functools.lru_cache(maxsize=4096)
def _filler(key: str, lang: Lang) -> str:
    if lang == "zh-Hant":
        return _sentences(lang).get(key) or to_traditional(_sentences("zh")[key])
    return _sentences(lang)[key]


@functools.cache
def _sentences(lang: Lang) -> Mapping[str, str]:
    text = importlib.resources.files(__package__).joinpath(FILES[lang]).read_text("utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe loaders
    return {key: value.rstrip("\n") for key, value in loaded.items()}


@functools.cache
def _converter() -> Any:
    """OpenCC, which is imported only where somebody reads Traditional Chinese."""
    return importlib.import_module("opencc").OpenCC("s2hk")
