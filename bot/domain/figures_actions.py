"""Buttons under the bureau's figures; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class FiguresAction(Action):
    """Something that an admin does with the figures."""


@dataclass(frozen=True, slots=True)
class ShowFigures(FiguresAction):
    """Show another week or month: a `bot.domain.period_figures.Span`, and how many of them before this one."""

    name: ClassVar[str] = "figures"
    span: str
    back: int


@dataclass(frozen=True, slots=True)
class FiguresInDetail(FiguresAction):
    """Show the figures line by line."""

    name: ClassVar[str] = "figures-all"
