"""A bar chart as a PNG picture: for each day or week a pair of bars, with digits and dates (11-23) for all words."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain.period_figures import Bars

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH, HEIGHT = 800, 480
"""A telephone shows it half as wide."""
LEFT, RIGHT, TOP, BOTTOM = 64, 790, 24, 420
"""The edges of the field in which the bars stand."""
QUESTIONS, TICKETS = "#2f6fb0", "#e08a1e"
"""Blue and orange: told apart by people who see no red or green."""
INK, LINE, PAPER = "#444444", "#dddddd", "#ffffff"
MOST_DATES = 8
"""Dates that stand below the bars without touching."""
FONT_SIZE = 28


def png(bars: Sequence[Bars]) -> bytes:
    """The picture; at least one pair of bars."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 -- 30 ms that only who looks at figures needs

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(FONT_SIZE)
    top = scale_top(max(max(each.questions, each.tickets) for each in bars))
    _draw_scale(draw, font, top)
    for number, each in enumerate(bars):
        _draw_pair(draw, number, len(bars), each, top)
    for number in _dated(len(bars)):
        draw.text(_below(number, len(bars)), bars[number].begins[5:], INK, font, anchor="ma")
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()


def scale_top(most: int) -> int:
    """The number at the top of the scale: at least `most`, and four equal steps of 1, 2, 5, 10 … below it."""
    step = 1
    while step * 4 < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step * 4


def _draw_scale(draw: "ImageDraw", font: "FreeTypeFont | ImageFont", top: int) -> None:
    for quarter in range(5):
        y = BOTTOM - (BOTTOM - TOP) * quarter / 4
        draw.line((LEFT, y, RIGHT, y), LINE)
        draw.text((LEFT - 10, y), str(top * quarter // 4), INK, font, anchor="rm")


def _draw_pair(draw: "ImageDraw", number: int, of: int, bars: Bars, top: int) -> None:
    wide = (RIGHT - LEFT) / of
    for place, count, colour in ((0.15, bars.questions, QUESTIONS), (0.5, bars.tickets, TICKETS)):
        if count:
            begin = round(LEFT + wide * (number + place))
            high = (BOTTOM - TOP) * count / top
            draw.rectangle((begin, BOTTOM - high, begin + round(wide * 0.35) - 1, BOTTOM), colour)


def _dated(of: int) -> range:
    """Which pairs have a date below: the last one, and as many before it as there is room for."""
    every = -(-of // MOST_DATES)
    return range((of - 1) % every, of, every)


def _below(number: int, of: int) -> tuple[float, float]:
    return LEFT + (RIGHT - LEFT) * (number + 0.5) / of, BOTTOM + 12
