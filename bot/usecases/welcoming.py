"""Getting to know a person: who the butler is, consent, language, enterprise, and going again."""

import datetime as dt
from dataclasses import replace

from bot.desk import Desk
from bot.domain.answer import LANGS, Lang
from bot.domain.enterprise import UnifiedCode
from bot.domain.message import Said, Sender
from bot.domain.people import Person, Role
from bot.storage import people
from bot.usecases import casework, escalating, offering
from bot.usecases.saying import Rows, button, edit, menu, say

TOWNS = ("姚庄", "罗星", "西塘")
"""Offered as buttons; any other town is typed. The bureau has not given a list."""

LONGEST_NAME = 100
"""Characters; a longer name of an enterprise is a paste gone wrong."""


def as_lang(word: str) -> Lang | None:
    """The language that a button names; None for a button that nobody made."""
    return next((lang for lang in LANGS if lang == word), None)


def guess_language(code: str | None) -> Lang:
    """The language of somebody whose Telegram speaks `code` (an IETF tag): Chinese unless it says otherwise."""
    tag = (code or "zh").lower()
    if not tag.startswith("zh"):
        return "en"
    return "zh-Hant" if any(part in tag for part in ("hant", "tw", "hk", "mo")) else "zh"


async def meet(desk: Desk, sender: Sender) -> Person:
    """The person behind an update. Before consent their language is only guessed, never stored."""
    person = await people.meet(desk.tx, sender.id, desk.now)
    if person.roles and not person.name:
        person = await _greet_appointed(desk, person, sender.name)
    if person.language is not None:
        return person
    return replace(person, language=guess_language(sender.language_code))


async def _greet_appointed(desk: Desk, person: Person, name: str) -> Person:
    """Somebody whom config.yaml named by an id alone writes for the first time: before, nothing could reach them."""
    await people.rename(desk.tx, person.id, name)
    named = replace(person, name=name)
    await desk.tell(menu(named))
    if named.is_lawyer:
        await offering.show_offers_again(desk, named)
        await offering.deal_out_waiting(desk)
    return named


async def welcome(desk: Desk, person: Person) -> None:
    """Tell who the butler is, what it is not and what happens with the person's words; ask for consent."""
    if person.roles:
        await help_(desk, person)
    elif person.consented_at is None:
        await ask_consent(desk, person)
    else:
        await desk.tell(say(person, "welcome.back", _home()))


async def ask_consent(desk: Desk, person: Person, *, about: Said | None = None) -> None:
    """Ask for consent; as a reply to a question or file, which is dealt with once there is consent."""
    once = f"consent:{person.id}:{about.album}" if about and about.album else None
    reply_to = about.message_id if about else None
    await desk.tell(say(person, "welcome.consent", _consent_rows(person.lang), reply_to=reply_to, once=once))


async def ask_consent_in(desk: Desk, person: Person, message_id: int, language: str) -> None:
    """Put the request for consent into another language, without storing which."""
    lang = as_lang(language)
    if lang is not None and person.consented_at is None:
        await desk.tell(edit(person, message_id, "welcome.consent", _consent_rows(lang), lang=lang))


async def consent(desk: Desk, person: Person, sender: Sender, message_id: int, language: str) -> Person:
    """Note the consent, and the language in which it was given; the person as known from now on."""
    lang = as_lang(language) or person.lang
    if person.consented_at is None:
        await people.consent(desk.tx, person.id, sender.name, desk.now)
        await people.set_language(desk.tx, person.id, lang)
        await desk.tell(edit(person, message_id, "welcome.consented", lang=lang))
    return replace(person, language=lang, consented_at=person.consented_at or desk.now)


async def invite_to_introduce(desk: Desk, person: Person) -> None:
    """After consent: offer to say which enterprise it is; a question is welcome at any time."""
    rows = [[button("button.enterprise", "enterprise")], [button("button.measures", "measures")]]
    await desk.tell(say(person, "welcome.ready", rows))


async def choose_language(desk: Desk, person: Person) -> None:
    """Show the languages."""
    row = [button(f"button.{lang}", "language", lang) for lang in LANGS]
    await desk.tell(say(person, "language.choose", [row]))


async def set_language(desk: Desk, person: Person, language: str) -> None:
    """Speak this language from now on."""
    lang = as_lang(language)
    if lang is None:
        return
    await people.set_language(desk.tx, person.id, lang)
    await desk.tell(say(person, "language.set", lang=lang))
    if person.roles:
        await desk.tell(menu(replace(person, language=lang)))


async def ask_enterprise(desk: Desk, person: Person) -> None:
    """Begin to ask for the enterprise: name, credit code, town; every step may be skipped."""
    if await escalating.unsent(desk, person):
        return
    known = await people.enterprise_of(desk.tx, person.id)
    await people.set_dialogue(desk.tx, person.id, "enterprise-name", {}, desk.now)
    key = "enterprise.name_again" if known else "enterprise.name"
    await desk.tell(say(person, key, [[button("button.skip", "skip")]], name=known.name if known else ""))


async def hear_enterprise(desk: Desk, person: Person, step: str, data: dict[str, str], said: Said) -> None:
    """The next piece of the enterprise, typed by the person."""
    text = " ".join(said.text.split())
    if step == "enterprise-name":
        await _hear_name(desk, person, text)
    elif step == "enterprise-code":
        await _hear_code(desk, person, data, text)
    else:
        await _finish(desk, person, {**data, "town": text[:LONGEST_NAME]})


async def skip(desk: Desk, person: Person) -> None:
    """Leave out what was asked for and go on."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is None or not dialogue.step.startswith("enterprise-"):
        await desk.tell(say(person, "tap.unknown"))
    elif dialogue.step == "enterprise-code":
        await _ask_town(desk, person, dict(dialogue.data))
    elif dialogue.step == "enterprise-town":
        await _finish(desk, person, dict(dialogue.data))
    else:
        await people.end_dialogue(desk.tx, person.id)
        await desk.tell(say(person, "enterprise.skipped"))


async def choose_town(desk: Desk, person: Person, town: str) -> None:
    """The town, chosen by button."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is not None and dialogue.step == "enterprise-town" and town in TOWNS:
        await _finish(desk, person, {**dialogue.data, "town": town})
    else:
        await desk.tell(say(person, "tap.unknown"))


async def cancel(desk: Desk, person: Person) -> None:
    """Give up whatever was going on."""
    ended = await people.end_dialogue(desk.tx, person.id)
    await desk.tell(say(person, "cancel.done" if ended else "cancel.nothing"))


async def privacy(desk: Desk, person: Person) -> None:
    """Tell what is kept, who sees it, and how to take the consent back."""
    rows = [[button("button.forget", "forget")]] if person.consented_at else []
    await desk.tell(say(person, "privacy.card", rows))


async def forget(desk: Desk, person: Person) -> None:
    """Take the consent back: open tickets are closed, and nobody writes to this person any more."""
    await casework.withdraw(desk, person)
    await people.forget(desk.tx, person.id)
    await desk.tell(say(person, "privacy.forgotten"))


async def help_(desk: Desk, person: Person) -> None:
    """Tell what this person can do."""
    keys = [f"help.{role.value}" for role in Role if role in person.roles]
    for key in keys or ["help.owner"]:
        await desk.tell(say(person, key))


def _consent_rows(lang: Lang) -> Rows:
    languages = [button(f"button.{each}", "hello", each) for each in LANGS if each != lang]
    return [[button("button.consent", "consent", lang)], languages]


def _home() -> Rows:
    return [[button("button.measures", "measures"), button("button.enterprise", "enterprise")]]


async def _hear_name(desk: Desk, person: Person, text: str) -> None:
    if not text or len(text) > LONGEST_NAME:
        await desk.tell(say(person, "enterprise.name_long", most=LONGEST_NAME))
        return
    await people.set_dialogue(desk.tx, person.id, "enterprise-code", {"name": text}, desk.now)
    await desk.tell(say(person, "enterprise.code", [[button("button.skip", "skip")]]))


async def _hear_code(desk: Desk, person: Person, data: dict[str, str], text: str) -> None:
    code = UnifiedCode.parse(text)
    if not isinstance(code, UnifiedCode):
        rows = [[button("button.skip", "skip")]]
        await desk.tell(say(person, f"enterprise.code_{code.reason}", rows, given=code.given[:LONGEST_NAME]))
        return
    await _ask_town(desk, person, {**data, "code": str(code)})


async def _ask_town(desk: Desk, person: Person, data: dict[str, str]) -> None:
    await people.set_dialogue(desk.tx, person.id, "enterprise-town", data, desk.now)
    towns = [button("button.titled", "town", town, title=town) for town in TOWNS]
    await desk.tell(say(person, "enterprise.town", [towns, [button("button.skip", "skip")]]))


async def _finish(desk: Desk, person: Person, data: dict[str, str]) -> None:
    await people.end_dialogue(desk.tx, person.id)
    enterprise = await people.join_enterprise(
        desk.tx,
        person.id,
        name=data["name"],
        credit_code=data.get("code"),
        town=data.get("town"),
        now=desk.now,
    )
    await desk.tell(say(person, "enterprise.done", name=enterprise.name))


def is_fresh(since: dt.datetime, now: dt.datetime, within: dt.timedelta) -> bool:
    """Whether something begun at `since` still counts."""
    return now - since <= within
