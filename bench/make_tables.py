"""Write `bot/matching/tables.json`: Traditional to Simplified characters, and fuzzy toneless pinyin.

The matcher reads this file instead of the libraries behind it: loading it takes a few milliseconds, loading them
takes hundreds. Needs `pip install opencc pypinyin`; run `python -m bench.make_tables` after an update of either.
"""

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import opencc
from pypinyin import lazy_pinyin

TABLES = Path(__file__).parent.parent / "bot" / "matching" / "text" / "tables.json"
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
CONFUSED = (("^([zcs])h", r"\1"), ("ng$", "n"), ("^v", "w"), ("ü", "v"))
"""Pairs that people of the region mix up when they type by sound: zh/z, ch/c, sh/s, and -ng/-n."""


def fuzzy(syllable: str) -> str:
    """The syllable with the pairs that people confuse made one."""
    for pattern, one in CONFUSED:
        syllable = re.sub(pattern, one, syllable)
    return syllable


def traditional(convert: Any) -> dict[str, str]:
    """Every single character that has another simplified form."""
    pairs = {}
    for first, end in BLOCKS:
        for point in range(first, end):
            old = unicodedata.normalize("NFKC", chr(point))
            new = convert(old)
            if new != old and len(new) == len(old) == 1 and ord(new) <= 0xFFFF:
                pairs[old] = new
    return pairs


def pinyin(readings: Any) -> dict[str, str]:
    """The characters of everyday texts, grouped by the fuzzy syllable of their commonest reading."""
    groups: dict[str, list[str]] = defaultdict(list)
    for point in range(0x4E00, 0x9FA6):
        character = chr(point)
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        groups[fuzzy(readings(character)[0])].append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(groups.items())}


def main() -> None:
    """Write the file anew."""
    pairs = traditional(opencc.OpenCC("t2s").convert)
    tables = {
        "traditional": "".join(sorted(pairs)),
        "simplified": "".join(pairs[old] for old in sorted(pairs)),
        "pinyin": pinyin(lazy_pinyin),
    }
    TABLES.write_text(json.dumps(tables, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
