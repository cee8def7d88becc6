"""Getting to know a person: who the butler is, consent, language, and going again."""

import dataclasses
from dataclasses import replace

from bot.domain.actions import Browse, ChooseLanguage, Consent, Forget, ForgetForGood, Greet, TellEnterprise
from bot.domain.answer import LANGS, Lang
from bot.domain.audit import AuditAct
from bot.domain.dialogue import AwaitingConsent
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage, Sender
from bot.domain.outgoing import Notice, Param, Rows, Sentence, button
from bot.domain.people import Person, Role
from bot.knowledge import answers
from bot.storage import audit, dialogues, people, roster, tickets
from bot.usecases import assignment, delivery_rights, forgetting, own_tickets, seats
from bot.usecases.limits import WINDOW
from bot.usecases.messages import menu, rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

HELP = {Role.LAWYER: "help.lawyer", Role.ADMIN: "help.admin"}
"""What each role can do, told in one card each."""


def as_lang(word: str) -> Lang | None:
    """The language that a button names; None for a button that nobody made."""
    return next((lang for lang in LANGS if lang == word), None)


def guess_language(code: str | None) -> Lang:
    """The language of somebody whose Telegram speaks `code` (an IETF tag): Chinese unless it says otherwise."""
    tag = (code or "zh").lower()
    if not tag.startswith("zh"):
        return "en"
    return "zh-Hant" if any(part in tag for part in ("hant", "tw", "hk", "mo")) else "zh"


async def meet(uow: UnitOfWork, sender: Sender) -> Caller:
    """Whoever is behind an update. Before consent their language is only guessed, never stored."""
    since = uow.now - WINDOW
    caller = await people.caller(uow.tx, uow.account.id, sender.external_id, uow.now, since)
    if caller.person.roles and not caller.person.name:
        named = await _greet_appointed(uow, caller, sender.name)
        caller = replace(caller, person=named, unreachable_since=None)
    if caller.person.language is not None:
        return caller
    guessed = replace(caller.person, language=guess_language(sender.language_code))
    return replace(caller, person=guessed)


async def _greet_appointed(uow: UnitOfWork, caller: Caller, name: str) -> Person:
    """Somebody whom config.yaml named by an id alone writes for the first time: before, nothing could reach them."""
    await people.rename(uow.tx, caller.person.id, name)
    await people.mark_reachable(uow.tx, caller.address.id)
    named = replace(caller.person, name=name)
    await uow.tell(menu(named))
    if named.is_lawyer:
        await roster.set_duty(uow.tx, named.id, on_duty=True)
        await assignment.show_offers_again(uow, named)
        await assignment.comes_on_duty(uow, named)
    return named


async def welcome(uow: UnitOfWork, person: Person) -> None:
    """Tell who the butler is, what it is not and what happens with the person's words; ask for consent."""
    if person.roles:
        await help_(uow, person)
    elif person.consented_at is None:
        await ask_consent(uow, person)
    else:
        rows = ((button("button.measures", Browse()), button("button.enterprise", TellEnterprise())),)
        await uow.tell(say(person, "welcome.back", rows))


async def ask_consent(
    uow: UnitOfWork, person: Person, *, about: IncomingMessage | None = None, urgent: bool = False
) -> None:
    """Ask for consent; as a reply to a question or file, which is dealt with once there is consent.

    In few words if it is `urgent`, so that the first aid above it stays on the screen.
    Of what was said only the numbers of the messages are kept (`bot.usecases.consents`).
    """
    before = await dialogues.find(uow.tx, uow.account.id, person.id)
    waiting = before.step if before is not None and isinstance(before.step, AwaitingConsent) else None
    known = waiting.messages if waiting else ()
    step = replace(waiting or AwaitingConsent(()), messages=(*known, about.message_id) if about else known)
    await dialogues.begin(uow.tx, uow.account.id, person.id, step, uow.now)
    reply_to = about.message_id if about else None
    rows = consent_rows(person.lang)
    if urgent:
        await uow.tell(say(person, "welcome.consent_urgent", rows, reply_to=reply_to))
        return
    params, fills = _responsible(uow, person.lang)
    asked = Sentence("welcome.consent", params, fills, rows=rows, reply_to=reply_to)
    await uow.tell(Notice(person.id, asked, person.lang))


async def ask_consent_in(uow: UnitOfWork, person: Person, message_id: int, language: str) -> None:
    """Put the request for consent into another language, without storing which."""
    lang = as_lang(language)
    if lang is None or person.is_known:
        await uow.tell(say(person, "tap.unknown"))
        return
    params, fills = _responsible(uow, lang)
    asked = Sentence("welcome.consent", params, fills, rows=consent_rows(lang))
    await uow.tell(rewrite(person, message_id, asked, lang))


async def invite_to_introduce(uow: UnitOfWork, person: Person) -> None:
    """After consent: offer to say which enterprise it is; a question is welcome at any time."""
    rows = (
        (button("button.enterprise", TellEnterprise()),),
        (button("button.measures", Browse()),),
    )
    await uow.tell(say(person, "welcome.ready", rows))


async def choose_language(uow: UnitOfWork, person: Person) -> None:
    """Show the languages."""
    row = tuple(button(f"button.{lang}", ChooseLanguage(lang)) for lang in LANGS)
    await uow.tell(say(person, "language.choose", (row,)))


async def set_language(uow: UnitOfWork, person: Person, language: str) -> None:
    """Speak this language from now on."""
    lang = as_lang(language)
    if lang is None:
        await uow.tell(say(person, "tap.unknown"))
        return
    await people.set_language(uow.tx, person.id, lang)
    await tickets.speak_to_owner(uow.tx, person.id, lang)
    await uow.tell(say(person, "language.set", lang=lang))
    if person.roles:
        await uow.tell(menu(replace(person, language=lang)))


async def privacy(uow: UnitOfWork, person: Person) -> None:
    """Tell what is kept, who sees it, and how to take the consent back."""
    rows: Rows = ((button("button.forget", Forget()),),) if person.consented_at else ()
    params, fills = _responsible(uow, person.lang)
    params |= dataclasses.asdict(uow.policy.retention)
    await uow.tell(Notice(person.id, Sentence("privacy.card", params, fills, rows=rows), person.lang))


def _responsible(uow: UnitOfWork, lang: Lang) -> tuple[dict[str, Param], dict[str, str]]:
    """Who is responsible for what is kept: what is confirmed, and the key of the words for what is not."""
    told = answers.privacy(uow.knowledge, lang)
    confirmed: dict[str, Param] = {name: value for name, value in told.items() if value is not None}
    return confirmed, {name: "privacy.unconfirmed" for name in told if name not in confirmed}


async def ask_forget(uow: UnitOfWork, person: Person) -> None:
    """Ask whether the consent is really to be taken back, and say what ends with it."""
    own = await tickets.open_of_owner(uow.tx, person.id)
    if await seats.has_colleagues(uow, person):  # what is shared goes on, with whoever keeps the enterprise
        own = [each for each in own if each.shared_at is None]
    key = "privacy.sure_tickets" if own else "privacy.sure"
    rows = ((button("button.forget_yes", ForgetForGood()),),)
    await uow.tell(say(person, key, rows, count=len(own)))


async def forget(uow: UnitOfWork, person: Person) -> None:
    """Take the consent back: open tickets are closed, and nobody writes to this person any more."""
    await forgetting.leave_enterprise(uow, person)
    await own_tickets.withdraw_all(uow, person)
    await people.forget(uow.tx, person.id)
    await delivery_rights.ended(uow, person.id)
    audit.note(uow.tx, AuditAct.ERASED, uow.now, by=person.id, person=person.id, why="consent")
    await uow.tell(say(person, "privacy.forgotten"))


async def help_(uow: UnitOfWork, person: Person) -> None:
    """Tell what this person can do."""
    keys = [HELP[role] for role in Role if role in person.roles]
    for key in keys or ["help.owner"]:
        more = "help.topics" if uow.topics and key == HELP[Role.LAWYER] else ""
        await uow.tell(say(person, key, postscript=more))


def consent_rows(lang: Lang) -> Rows:
    """The buttons to agree, in this language, and to read the request in another one."""
    languages = tuple(button(f"button.{each}", Greet(each)) for each in LANGS if each != lang)
    return ((button("button.consent", Consent(lang)),), languages)
