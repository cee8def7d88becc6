"""Cards whose lines depend on what there is to tell: tickets, lists, figures, the state of the knowledge.

Their parameters are escaped already (see `handlers.render.notices.words`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.answer import Lang
from bot.locales import say

Params = Mapping[str, Any]
Composer = Callable[[Params, Lang], str]


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _ticket(heading: str) -> Composer:
    """A ticket's card under a heading that says how it stands."""

    def compose(params: Params, lang: Lang) -> str:
        urgent = say("ticket.urgent", lang) if params["urgent"] else ""
        return _lines(
            urgent + say(heading, lang, number=params["number"], name=params.get("name", "")),
            _line("ticket.enterprise", params["enterprise"], lang),
            _line("ticket.code", params.get("code"), lang),
            _line("ticket.measure", params["measure"], lang),
            _line("ticket.since", params.get("since"), lang),
            f"<blockquote>{params['question']}</blockquote>" if params["question"] else "",
            _line("ticket.told", params.get("told"), lang),
            _line("ticket.near", params.get("near"), lang),
            _line("ticket.count", params.get("count"), lang),
            say(f"{heading}_hint", lang),
        )

    return compose


def _line(key: str, value: Any, lang: Lang) -> str:
    return say(key, lang, value=value) if value else ""


def _list(key: str) -> Composer:
    def compose(params: Params, lang: Lang) -> str:
        rows = [_row(each, lang) for each in params["lines"]]
        return "\n".join([say(key, lang, count=params.get("count", len(rows))), *rows])

    return compose


def _row(line: Params, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if line.get("urgent") else ""
    parts = [
        f"{urgent}#{line['number']}",
        say(line["state"], lang),
        line.get("name"),
        line.get("measure"),
        line["since"],
    ]
    return "• " + " · ".join(str(part) for part in parts if part)


def _sent(key: str) -> Composer:
    def compose(params: Params, lang: Lang) -> str:
        hints = params.get("hints")
        return _lines(
            say(key, lang, **{name: value for name, value in params.items() if name != "hints"}),
            say("ticket.hints", lang, hints=hints) if hints else "",
        )

    return compose


def _people(params: Params, lang: Lang) -> str:
    admins = [f"• {each['name'] or each['id']}" for each in params["admins"]]
    lawyers = [
        "• "
        + say(
            "staff.lawyer",
            lang,
            name=each["name"] or each["id"],
            duty=say(each["duty"], lang),
            load=each["load"],
        )
        for each in params["lawyers"]
    ]
    nobody = say("staff.nobody", lang)
    return "\n".join(
        [
            say("staff.admins", lang),
            *(admins or [nobody]),
            "",
            say("staff.lawyers", lang),
            *(lawyers or [nobody]),
        ]
    )


def _role(key: str) -> Composer:
    """A sentence in which a role is named, itself a key."""

    def compose(params: Params, lang: Lang) -> str:
        return say(key, lang, **{**params, "role": say(params["role"], lang)})

    return compose


def _faults(params: Params, lang: Lang) -> str:
    lines = [f"<code>{line}</code>" for line in params["lines"]]
    more = say("knowledge.more", lang, count=params["more"]) if params["more"] else ""
    return _lines(say("knowledge.faults", lang), *lines, more)


def _new_revision(params: Params, lang: Lang) -> str:
    return _lines(
        say("knowledge.new", lang, revision=params["revision"]),
        _line("knowledge.added", params["added"], lang),
        _line("knowledge.removed", params["removed"], lang),
        _line("knowledge.changed", params["changed"], lang),
    )


def _figures(params: Params, lang: Lang) -> str:
    asked, tickets = params["asked"], params["tickets"]
    verdicts = ("answer", "clarify", "escalate", "decline", "refuse", "chat", "rephrase")
    rows = [
        f"• {say(f'verdict.{name}', lang)}{say('card.colon', lang)}{asked.get(name, 0)}" for name in verdicts
    ]
    wait = params["wait"]
    return "\n".join(
        [
            say(
                "figures.card", lang, days=params["days"], total=sum(asked.get(name, 0) for name in verdicts)
            ),
            *rows,
            say("figures.outcomes", lang, solved=asked.get("solved", 0), lawyer=asked.get("lawyer", 0)),
            say("figures.tickets", lang, **tickets),
            say("figures.wait", lang, minutes=wait) if wait != "" else say("figures.no_wait", lang),
            say("figures.health", lang, undelivered=params["undelivered"], set_aside=params["set_aside"]),
        ]
    )


DELIVERY_STATES = {"failed": "delivery.failed", "uncertain": "delivery.uncertain_state"}


def _undelivered(params: Params, lang: Lang) -> str:
    rows = [
        "• " + say("delivery.row", lang, **{**each, "state": say(DELIVERY_STATES[each["state"]], lang)})
        for each in params["lines"]
    ]
    return "\n".join([say("delivery.list", lang), *rows])


def _kind(key: str) -> Composer:
    """A sentence that names a kind of message the bot can't pass on."""

    def compose(params: Params, lang: Lang) -> str:
        return say(key, lang, kind=say(f"kind.{params['kind']}", lang))

    return compose


CARDS: Mapping[str, Composer] = {
    "ticket.card": _ticket("ticket.card"),
    "ticket.card_taken": _ticket("ticket.card_taken"),
    "ticket.card_taken_by": _ticket("ticket.card_taken_by"),
    "ticket.card_passed": _ticket("ticket.card_passed"),
    "ticket.yours": _ticket("ticket.yours"),
    "ticket.details": _ticket("ticket.details"),
    "ticket.sent": _sent("ticket.sent"),
    "ticket.sent_nobody": _sent("ticket.sent_nobody"),
    "draft.about": _sent("draft.about"),
    "draft.start": _sent("draft.start"),
    "draft.file": _sent("draft.file"),
    "tickets.list": _list("tickets.list"),
    "queue.list": _list("queue.list"),
    "mine.list": _list("mine.list"),
    "open.list": _list("open.list"),
    "staff.people": _people,
    "staff.invitation": _role("staff.invitation"),
    "staff.invitation_used": _role("staff.invitation_used"),
    "staff.removed": _role("staff.removed"),
    "staff.removed_you": _role("staff.removed_you"),
    "knowledge.faults": _faults,
    "knowledge.new": _new_revision,
    "figures.card": _figures,
    "delivery.list": _undelivered,
    "talk.cannot_send": _kind("talk.cannot_send"),
    "ask.cannot_read": _kind("ask.cannot_read"),
}
"""For each card that is more than one sentence, what lays it out."""
