"""What admins see of tickets and lawyers, as people read it. Everything is escaped here."""

import functools
import html

from bot.domain import desk_views
from bot.domain.answer import Lang
from bot.locales import say


def open_list(heading: str, listed: desk_views.OpenList, lang: Lang) -> str:
    """The open tickets, a line for each."""
    return "\n".join(
        [say(heading, lang, count=listed.count), *(f"• {_ticket(each, lang)}" for each in listed.lines)]
    )


def gist(heading: str, seen: desk_views.Gist, lang: Lang) -> str:
    """How a ticket stands: what it is about, who has it since when, what runs, who has read it."""
    hours, minutes = divmod(seen.waited, 60)
    lines = (
        say(heading, lang),
        _ticket(seen.line, lang),
        say("chosen.because", lang, why=_e(seen.why)) if seen.why else "",
        say("desk.waited", lang, hours=hours, minutes=minutes) if seen.owed else "",
        say("desk.nudged", lang, at=seen.nudged) if seen.nudged else "",
        *(_inspection(each, lang) for each in seen.inspections),
    )
    return "\n".join(filter(None, lines))


def lawyers(heading: str, choice: desk_views.LawyerChoice, lang: Lang) -> str:
    """The lawyers to whom a ticket may be given, with what speaks for each."""
    held = say("assign.held", lang, name=_e(choice.holder)) if choice.holder else ""
    lines = (f"• {_lawyer(each, lang)}" for each in choice.lines)
    return "\n".join(filter(None, (say(heading, lang, number=choice.number), held, *lines)))


def unanswered(heading: str, listed: desk_views.UnansweredList, lang: Lang) -> str:
    """What was not answered, by the nearest entry; the lines are numbered like their buttons."""
    lines = (
        f"{number}. {_unanswered(each, lang)}"
        for number, each in enumerate(listed.lines, start=listed.page.skipped + 1)
    )
    return "\n".join((say(heading, lang, count=listed.count, days=listed.days), *lines))


def _unanswered(line: desk_views.UnansweredLine, lang: Lang) -> str:
    counts = (
        say("unanswered.asked_back", lang, count=line.asked_back) if line.asked_back else "",
        say("unanswered.no_answer", lang, count=line.no_answer) if line.no_answer else "",
        say("unanswered.out_of_scope", lang, count=line.out_of_scope) if line.out_of_scope else "",
        say("unanswered.not_helped", lang, count=line.not_helped) if line.not_helped else "",
    )
    return " · ".join(filter(None, (_e(line.title) or say("unanswered.nothing_near", lang), *counts)))


def _ticket(line: desk_views.OpenLine, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if line.urgent else ""
    due = say("desk.due", lang, at=line.due) if line.due else ""
    late = say("desk.late", lang) if line.is_late else ""
    parts = (say(line.state, lang), late, line.name, line.emergency, line.measure, line.since, due)
    return f"{urgent}#{line.number} · " + " · ".join(_e(part) for part in parts if part)


def _inspection(read: desk_views.Inspection, lang: Lang) -> str:
    why = read.words or say(read.why, lang)
    return say("desk.inspected", lang, at=read.at, name=_e(read.name), reason=_e(why))


def _lawyer(lawyer: desk_views.LawyerLine, lang: Lang) -> str:
    reasons = (
        say("assign.butler", lang) if lawyer.is_butler else "",
        say("assign.skilled", lang) if lawyer.is_skilled else "",
        say("assign.offered", lang) if lawyer.is_offered else "",
        "" if lawyer.is_understood else say("assign.other_language", lang),
    )
    told = (_e(lawyer.name or str(lawyer.id)), say("assign.load", lang, load=lawyer.load), *reasons)
    return " · ".join(filter(None, told))


_e = functools.partial(html.escape, quote=False)
