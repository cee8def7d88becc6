"""The last day of a time limit as people read it, and as a file for the calendar of their phone (RFC 5545)."""

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator

from bot.domain.answer import Lang
from bot.domain.outgoing import Call, LastDayFile, Notice
from bot.domain.views import KeptDay, KeptDays, LastDay
from bot.locales import say
from handlers.render import answer_card

FILE_NAME = "last-day.ics"
LONGEST_LINE = 75
"""Octets of a line of an iCalendar file (RFC 5545, 3.1)."""
REMIND_DAYS = (7, 3, 1)


def lay_out(heading: str, view: LastDay, lang: Lang) -> str:
    """The last day first, then how far it is, how it was reckoned, and on what that rests."""
    return "\n".join(
        [
            say(heading, lang, act=_e(view.act), day=day_of(view.last, lang)),
            _left(view, lang),
            "",
            *_reckoning(view, lang),
            *(f"• {line}" for line in _remarks(view, lang)),
            "",
            answer_card.basis([view.citation], lang),
            say("lastday.rules", lang),
            "",
            say("lastday.caution", lang),
        ]
    )


def kept(heading: str, view: KeptDay, lang: Lang) -> str:
    """A last day that somebody wants to be reminded of, and how far it is."""
    before = day_of(view.before, lang) if view.before else ""
    day = day_of(view.last, lang)
    told = say(heading, lang, act=_e(view.act), day=day, number=view.number or "", before=before)
    return f"{told}\n{_left(view, lang)}"


def kept_list(heading: str, view: KeptDays, lang: Lang) -> str:
    """Last days that somebody wants to be reminded of, numbered as their buttons are."""
    lines = [_kept_line(number, each, lang) for number, each in enumerate(view.lines, view.first)]
    return "\n\n".join([say(heading, lang), *lines])


def _kept_line(number: int, line: KeptDay, lang: Lang) -> str:
    ticket = f" · #{line.number}" if line.number else ""
    return f"{number}. <b>{day_of(line.last, lang)}</b>{ticket}\n{_e(line.act)}\n{_left(line, lang)}"


def day_of(iso: str, lang: Lang) -> str:
    """A day with its weekday, in words."""
    day = dt.date.fromisoformat(iso)
    weekday = say("lastday.weekdays", lang).split()[day.weekday()]
    month = say("lastday.months", lang).split()[day.month - 1]
    return say("lastday.date", lang, year=day.year, month=month, day=day.day, weekday=weekday)


def _left(view: LastDay | KeptDay, lang: Lang) -> str:
    if view.left < 0:
        return say("lastday.over", lang, count=-view.left)
    return say("lastday.left", lang, count=view.left) if view.left else say("lastday.today", lang)


def _reckoning(view: LastDay, lang: Lang) -> Iterator[str]:
    yield say("lastday.since", lang, trigger=_e(view.trigger), day=day_of(view.since, lang))
    length = say(f"unit.{view.unit}", lang, count=view.length)
    yield say(
        "lastday.counted", lang, first=day_of(view.first, lang), length=length, day=day_of(view.counted, lang)
    )


def _remarks(view: LastDay, lang: Lang) -> Iterator[str]:
    """What else bears on the day, only where it does."""
    if view.unit == "working_day" and view.rests:
        yield say("lastday.skipped", lang, count=view.rests)
    if view.month_end:
        yield say("lastday.month_end", lang)
    if view.last != view.counted:
        yield say("lastday.moved", lang, count=view.rests, day=day_of(view.last, lang))
    if view.is_rest_day:
        yield say("lastday.rests", lang)
    for year in view.unknown_years:
        yield say("lastday.unknown", lang, year=year)
    if view.post_counts and view.left >= 0:
        yield say("lastday.post", lang)


def file(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """The call that sends a last day as a file."""
    content = notice.content
    assert isinstance(content, LastDayFile)
    caption = say("lastday.file", lang, act=_e(content.view.act), day=day_of(content.view.last, lang))
    document = {"name": FILE_NAME, "content": calendar(content, lang)}
    params = {"chat_id": chat, "document": document, "caption": caption, "parse_mode": "HTML"}
    return [Call("sendDocument", params)]


def calendar(content: LastDayFile, lang: Lang) -> str:
    """A calendar with one whole-day event and its reminders; the same limit and day give the same event."""
    view = content.view
    last = dt.date.fromisoformat(view.last)
    key = f"{view.act}|{view.since}|{view.citation}"
    title = say("lastday.event", lang, act=view.act)
    text = re.sub(r"<[^>]+>", "", lay_out("deadline.last", view, lang))
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Exclusive Butler//Deadlines//EN",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}",
        f"DTSTAMP:{content.stamp}",
        f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(html.unescape(text))}",
        "TRANSP:TRANSPARENT",
        *(line for days in REMIND_DAYS for line in _reminder(days, title)),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _reminder(days: int, title: str) -> tuple[str, ...]:
    """A reminder at nine in the morning, so many days before."""
    trigger = f"TRIGGER:-P{days - 1}DT15H"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(title)}", trigger, "END:VALARM")


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never within a character; each but the first begins with a blank."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += char
    yield piece


def _e(text: str) -> str:
    return html.escape(text, quote=False)
