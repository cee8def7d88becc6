"""How an article is cited: by its number, or, if it was inserted later, by that of the one before it and its own."""

import re
from typing import Annotated

from pydantic import Discriminator, Field, StringConstraints, Tag

from bot.domain.answer import Article

MOST = 1300
"""No statute has more articles."""

INSERTED = r"^[1-9][0-9]{0,3}-[1-9]$"
"""An article that was inserted later: 276-1 is 第二百七十六条之一."""

_NUMBERED, _INSERTED = "[article]", "[inserted]"


def _kind(value: object) -> str:
    return _INSERTED if isinstance(value, str) and re.fullmatch(INSERTED, value) else _NUMBERED


Cited = Annotated[
    Annotated[int, Field(ge=1, le=MOST), Tag(_NUMBERED)]
    | Annotated[str, StringConstraints(pattern=INSERTED), Tag(_INSERTED)],
    Discriminator(_kind),
]
"""A cited article as it is written: `276` or `276-1`."""


def number(article: Article) -> int:
    """Give the number of an article; of an inserted one that of the article before it."""
    return article if isinstance(article, int) else int(article.partition("-")[0])
