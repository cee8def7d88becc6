"""Words on which a rule turns – must or may, before or after, and or or – where two languages say the contrary.

Only plain contraries are found: one language says one pole, the other only the other pole. What may mean either (a comma in
a list, 要, "is to") suppresses a finding, so that few lines are named.
"""

import re
from dataclasses import dataclass

Words = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Pole:
    """One side of a pair: its name, the words that say it, and the words that may mean it, in either language."""

    name: str
    zh: Words
    en: Words
    perhaps_zh: Words
    perhaps_en: Words


def _pole(name: str, zh: str, en: str, perhaps_zh: str, perhaps_en: str) -> _Pole:
    english = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (en, f"{en}|{perhaps_en}"))
    said, perhaps = english
    return _Pole(name, re.compile(zh), said, re.compile(f"{zh}|{perhaps_zh}"), perhaps)


_PAIRS = (
    (
        _pole(
            "must",
            r"必须|应当(?!知道)|不得不|务必",
            r"must|shall|(?:has|have) to|required|obliged|needs? to",
            r"[要须会由应才得]|义务|责任|应当|不能|只限",
            r"should|(?:is|are) (?:to|due)|bound|dut(?:y|ies)|normally|shall",
        ),
        _pole(
            "may",
            r"(?<!不)可以",
            r"may(?! not)|can(?! not)|could|allowed|entitled|free to|optional",
            r"[能可]|有权|允许",
            r"can|able|possible|rights?|permit\w*|let\w*|allow\w*|ask|if you",
        ),
    ),
    (
        _pole("before", r"之前|以前", r"before|prior to", r"前|先", r"by|within|until|earlier|first"),
        _pole(
            "after",
            r"之后|以后",
            r"after|following",
            r"后|起",
            r"from|since|within|when|once|if|then|on|later",
        ),
    ),
    (
        _pole("or", r"或者|或(?!多或少|许)", r"or|either", r"[、，；;,]|还是", r"nor|whether|any|with"),
        _pole(
            "and",
            r"并且|而且|以及|和",
            r"and",
            r"[并与及都均、，；;,也又跟]|同时",
            r"both|plus|with|also|together|all|to",
        ),
    ),
)


def contraries(zh: str, en: str) -> list[tuple[str, str]]:
    """Find where the Chinese line says one pole and the English line only the other: (pole in Chinese, pole in English)."""
    return [
        (said.name, told.name)
        for one, other in _PAIRS
        for said, told in ((one, other), (other, one))
        if said.zh.search(zh)
        and not told.perhaps_zh.search(zh)
        and told.en.search(en)
        and not said.perhaps_en.search(en)
    ]
