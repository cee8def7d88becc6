"""What people see of seats and enterprises, as plain values (see `bot.domain.views`)."""

from dataclasses import dataclass

from bot.domain.page import ONLY_PAGE, Page


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a seat in an enterprise. `standing` is the key of its words."""

    name: str
    since: str
    standing: str
    is_reader: bool = False
    """Whether it is whoever reads this."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who has a seat in an enterprise. `verified` is the key of a sentence on whether it is, and what to do."""

    enterprise: str
    verified: str
    lines: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class NamedEnterprise:
    """An enterprise that stands only on its keeper's word."""

    name: str
    code: str
    town: str
    keeper: str


@dataclass(frozen=True, slots=True)
class EnterpriseList:
    """A page of them, of which there are `count` in all."""

    lines: tuple[NamedEnterprise, ...]
    count: int
    page: Page = ONLY_PAGE
