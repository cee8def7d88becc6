"""Who shares an enterprise, and the enterprises that nobody has verified, as people read them. Everything is escaped here."""

import html

from bot.domain.answer import Lang
from bot.domain.seat_views import Colleague, EnterpriseList, NamedEnterprise, Team
from bot.locales import say


def lay_out(heading: str, team: Team, lang: Lang) -> str:
    """Whether the enterprise is verified, and who has a seat in it since when, as HTML."""
    head = say(heading, lang, name=_e(team.enterprise))
    lines = [_line(each, lang) for each in team.lines]
    hint = say("team.hint" if len(lines) > 1 else "team.alone", lang)
    return "\n".join([head, say(team.verified, lang), "", *lines, "", hint])


def lay_out_list(heading: str, listed: EnterpriseList, lang: Lang) -> str:
    """Enterprises by their keepers' word: name, code, town, and who says so."""
    return "\n".join([say(heading, lang, count=listed.count), *(_firm(each, lang) for each in listed.lines)])


def _line(each: Colleague, lang: Lang) -> str:
    you = say("team.you", lang) if each.is_reader else ""
    since = say("own.since", lang, since=each.since)
    return f"• {_e(each.name)}{you} · {say(each.standing, lang)} · {since}"


def _firm(each: NamedEnterprise, lang: Lang) -> str:
    code = each.code or say("enterprises.no_code", lang)
    return "• " + " · ".join(_e(part) for part in (each.name, code, each.town, each.keeper) if part)


def _e(text: str) -> str:
    return html.escape(text, quote=False)
