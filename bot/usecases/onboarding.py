"""Getting to know a person: who the butler is, consent, language, enterprise, and going again."""

import datetime as dt
from dataclasses import replace

from bot.domain.answer import LANGS, Lang
from bot.domain.enterprise import UnifiedCode
from bot.domain.message import IncomingMessage, Sender
from bot.domain.people import Person, Role
from bot.storage import people
from bot.usecases import assignment, drafts, ticket_work
from bot.usecases.messages import Rows, button, edit, menu, say
from bot.usecases.unit_of_work import UnitOfWork

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


async def meet(uow: UnitOfWork, sender: Sender) -> Person:
    """The person behind an update. Before consent their language is only guessed, never stored."""
    person = await people.meet(uow.tx, sender.id, uow.now)
    if person.roles and not person.name:
        person = await _greet_appointed(uow, person, sender.name)
    if person.language is not None:
        return person
    return replace(person, language=guess_language(sender.language_code))


async def _greet_appointed(uow: UnitOfWork, person: Person, name: str) -> Person:
    """Somebody whom config.yaml named by an id alone writes for the first time: before, nothing could reach them."""
    await people.rename(uow.tx, person.id, name)
    named = replace(person, name=name)
    await uow.tell(menu(named))
    if named.is_lawyer:
        await assignment.show_offers_again(uow, named)
        await assignment.deal_out_waiting(uow)
    return named


async def welcome(uow: UnitOfWork, person: Person) -> None:
    """Tell who the butler is, what it is not and what happens with the person's words; ask for consent."""
    if person.roles:
        await help_(uow, person)
    elif person.consented_at is None:
        await ask_consent(uow, person)
    else:
        await uow.tell(say(person, "welcome.back", _home()))


async def ask_consent(uow: UnitOfWork, person: Person, *, about: IncomingMessage | None = None) -> None:
    """Ask for consent; as a reply to a question or file, which is dealt with once there is consent."""
    once = f"consent:{person.id}:{about.album}" if about and about.album else None
    reply_to = about.message_id if about else None
    await uow.tell(say(person, "welcome.consent", _consent_rows(person.lang), reply_to=reply_to, once=once))


async def ask_consent_in(uow: UnitOfWork, person: Person, message_id: int, language: str) -> None:
    """Put the request for consent into another language, without storing which."""
    lang = as_lang(language)
    if lang is not None and person.consented_at is None:
        await uow.tell(edit(person, message_id, "welcome.consent", _consent_rows(lang), lang=lang))


async def consent(uow: UnitOfWork, person: Person, sender: Sender, message_id: int, language: str) -> Person:
    """Note the consent, and the language in which it was given; the person as known from now on."""
    lang = as_lang(language) or person.lang
    if person.consented_at is None:
        await people.consent(uow.tx, person.id, sender.name, uow.now)
        await people.set_language(uow.tx, person.id, lang)
        await uow.tell(edit(person, message_id, "welcome.consented", lang=lang))
    return replace(person, language=lang, consented_at=person.consented_at or uow.now)


async def invite_to_introduce(uow: UnitOfWork, person: Person) -> None:
    """After consent: offer to say which enterprise it is; a question is welcome at any time."""
    rows = [[button("button.enterprise", "enterprise")], [button("button.measures", "measures")]]
    await uow.tell(say(person, "welcome.ready", rows))


async def choose_language(uow: UnitOfWork, person: Person) -> None:
    """Show the languages."""
    row = [button(f"button.{lang}", "language", lang) for lang in LANGS]
    await uow.tell(say(person, "language.choose", [row]))


async def set_language(uow: UnitOfWork, person: Person, language: str) -> None:
    """Speak this language from now on."""
    lang = as_lang(language)
    if lang is None:
        return
    await people.set_language(uow.tx, person.id, lang)
    await uow.tell(say(person, "language.set", lang=lang))
    if person.roles:
        await uow.tell(menu(replace(person, language=lang)))


async def ask_enterprise(uow: UnitOfWork, person: Person) -> None:
    """Begin to ask for the enterprise: name, credit code, town; every step may be skipped."""
    if await drafts.unsent(uow, person):
        return
    known = await people.enterprise_of(uow.tx, person.id)
    await people.set_dialogue(uow.tx, person.id, "enterprise-name", {}, uow.now)
    key = "enterprise.name_again" if known else "enterprise.name"
    await uow.tell(say(person, key, [[button("button.skip", "skip")]], name=known.name if known else ""))


async def hear_enterprise(
    uow: UnitOfWork, person: Person, step: str, data: dict[str, str], said: IncomingMessage
) -> None:
    """The next piece of the enterprise, typed by the person."""
    text = " ".join(said.text.split())
    if step == "enterprise-name":
        await _hear_name(uow, person, text)
    elif step == "enterprise-code":
        await _hear_code(uow, person, data, text)
    else:
        await _finish(uow, person, {**data, "town": text[:LONGEST_NAME]})


async def skip(uow: UnitOfWork, person: Person) -> None:
    """Leave out what was asked for and go on."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is None or not dialogue.step.startswith("enterprise-"):
        await uow.tell(say(person, "tap.unknown"))
    elif dialogue.step == "enterprise-code":
        await _ask_town(uow, person, dict(dialogue.data))
    elif dialogue.step == "enterprise-town":
        await _finish(uow, person, dict(dialogue.data))
    else:
        await people.end_dialogue(uow.tx, person.id)
        await uow.tell(say(person, "enterprise.skipped"))


async def choose_town(uow: UnitOfWork, person: Person, town: str) -> None:
    """The town, chosen by button."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is not None and dialogue.step == "enterprise-town" and town in TOWNS:
        await _finish(uow, person, {**dialogue.data, "town": town})
    else:
        await uow.tell(say(person, "tap.unknown"))


async def cancel(uow: UnitOfWork, person: Person) -> None:
    """Give up whatever was going on."""
    ended = await people.end_dialogue(uow.tx, person.id)
    await uow.tell(say(person, "cancel.done" if ended else "cancel.nothing"))


async def privacy(uow: UnitOfWork, person: Person) -> None:
    """Tell what is kept, who sees it, and how to take the consent back."""
    rows = [[button("button.forget", "forget")]] if person.consented_at else []
    await uow.tell(say(person, "privacy.card", rows))


async def forget(uow: UnitOfWork, person: Person) -> None:
    """Take the consent back: open tickets are closed, and nobody writes to this person any more."""
    await ticket_work.withdraw(uow, person)
    await people.forget(uow.tx, person.id)
    await uow.tell(say(person, "privacy.forgotten"))


async def help_(uow: UnitOfWork, person: Person) -> None:
    """Tell what this person can do."""
    keys = [f"help.{role.value}" for role in Role if role in person.roles]
    for key in keys or ["help.owner"]:
        await uow.tell(say(person, key))


def _consent_rows(lang: Lang) -> Rows:
    languages = [button(f"button.{each}", "hello", each) for each in LANGS if each != lang]
    return [[button("button.consent", "consent", lang)], languages]


def _home() -> Rows:
    return [[button("button.measures", "measures"), button("button.enterprise", "enterprise")]]


async def _hear_name(uow: UnitOfWork, person: Person, text: str) -> None:
    if not text or len(text) > LONGEST_NAME:
        await uow.tell(say(person, "enterprise.name_long", most=LONGEST_NAME))
        return
    await people.set_dialogue(uow.tx, person.id, "enterprise-code", {"name": text}, uow.now)
    await uow.tell(say(person, "enterprise.code", [[button("button.skip", "skip")]]))


async def _hear_code(uow: UnitOfWork, person: Person, data: dict[str, str], text: str) -> None:
    code = UnifiedCode.parse(text)
    if not isinstance(code, UnifiedCode):
        rows = [[button("button.skip", "skip")]]
        await uow.tell(say(person, f"enterprise.code_{code.reason}", rows, given=code.given[:LONGEST_NAME]))
        return
    await _ask_town(uow, person, {**data, "code": str(code)})


async def _ask_town(uow: UnitOfWork, person: Person, data: dict[str, str]) -> None:
    await people.set_dialogue(uow.tx, person.id, "enterprise-town", data, uow.now)
    towns = [button("button.titled", "town", town, title=town) for town in TOWNS]
    await uow.tell(say(person, "enterprise.town", [towns, [button("button.skip", "skip")]]))


async def _finish(uow: UnitOfWork, person: Person, data: dict[str, str]) -> None:
    await people.end_dialogue(uow.tx, person.id)
    enterprise = await people.join_enterprise(
        uow.tx,
        person.id,
        name=data["name"],
        credit_code=data.get("code"),
        town=data.get("town"),
        now=uow.now,
    )
    await uow.tell(say(person, "enterprise.done", name=enterprise.name))


def is_fresh(since: dt.datetime, now: dt.datetime, within: dt.timedelta) -> bool:
    """Whether something begun at `since` still counts."""
    return now - since <= within
