"""Every sentence exists in both languages, with the same gaps; whoever says it fills them; nothing is never said."""

import dataclasses
from typing import get_args

import pytest
from spoken import ANYTHING, MADE_OF_ENUMS, headings, made_keys, named_keys, spoken, wordless

from bot.domain.answer import LANGS, Citation
from bot.domain.attached import CALLED
from bot.domain.delivery import State as DeliveryState
from bot.domain.desk import Why
from bot.domain.desk_views import (
    Gist,
    Inspection,
    LawyerChoice,
    LawyerLine,
    OpenLine,
    OpenList,
    UnansweredLine,
    UnansweredList,
)
from bot.domain.facts import ToldFact
from bot.domain.people import Role
from bot.domain.reply import Option, Options
from bot.domain.seat_views import Colleague, EnterpriseList, NamedEnterprise, Team
from bot.domain.ticket import LAWYERS_REASONS, State
from bot.domain.views import (
    Figures,
    KeptDay,
    KeptDays,
    KnowledgeChange,
    KnowledgeFaults,
    KnowledgeStatus,
    LastDay,
    OwnTicket,
    OwnTickets,
    Said,
    Staff,
    StaffMember,
    SuspendedEntry,
    SuspendedList,
    TicketCard,
    TicketLine,
    TicketList,
    Transcript,
    Undelivered,
    UndeliveredList,
    View,
)
from bot.domain.work_figures import WorkFigures
from bot.locales import gaps, keys, say
from bot.storage.alarms import AlarmKind
from bot.usecases.alarms import FACTS_UNTOLD, RUNNING, SIDE_UNTOLD
from bot.usecases.briefs import ANSWERED, EMERGENCY, NOT_ASKED, PICKED, UNANSWERED
from bot.usecases.last_days import NEAR as NEAR_DAYS
from bot.usecases.onboarding import HELP
from bot.usecases.owner_views import NEXT
from bot.usecases.staff import WELCOME
from bot.usecases.ticket_work import CLOSED_OWNER
from handlers.render import menus
from handlers.render.views import DELIVERY_REASONS, lay_out
from handlers.routes import COMMANDS

BOT = (*ANSWERED.values(), *UNANSWERED.values(), PICKED, EMERGENCY, NOT_ASKED)
"""All that is told of what the bot said."""

UNREADABLE = {
    "banned_words.py:tell": ("ban.told", "ban.quarantined"),
    "duties.py:tell": (
        "duty.is_on",
        "duty.is_off",
        "duty.on_extra",
        "duty.off_until",
        "duty.is_closed",
        "away.leave",
        "away.court",
    ),
    "messages.py:say": (),  # these hand on the key that they were given: it is read where they are called
    "messages.py:about": (),
    "messages.py:tell_admins": (),
    "messages.py:toast": (),
    "alarms.py:_tell_admins": (),
    "alarms.py:_nobody_took": (*SIDE_UNTOLD.values(), *FACTS_UNTOLD.values()),
    "second_looks.py:tell_waits": ("second.waits", "second.another", "second.nobody"),
    "second_eyes.py:_tell_lawyer": ("second.passed", "second.returned"),
    "intake.py:_put": ("fact.ask", "fact.next", "fact.still"),
    "intake.py:_days": (*(label for label, _ in NEAR_DAYS[:2]), "button.last_week"),
    "told_facts.py:line": ("fact.week",),
    "colleagues.py:_tell_holder": ("colleague.declined", "guest.left"),
    "labels.py:label": (),
    "last_day.py:lay_out": ("deadline.last",),
    "last_day.py:kept": (),
    "last_day.py:kept_list": (),
    "last_days.py:_near": (*(label for label, _ in NEAR_DAYS), "button.last_monday"),
    "reply.py:sentence": (),
    "work_figures.py:_counted": (),
    "figures.py:_content": (),
    "figures.py:_ways": (),
    "work_figures.py:lay_out": ("work.card",),
    "notices.py:_toast": (),
    "answer_card.py:_listed": (),
    "answer_card.py:_labelled": (),
    "views.py:_line": (),
    "participants.py:tell_askers": (),
    "team.py:lay_out": ("enterprise.verified", "enterprise.unverified", "enterprise.unverified_no_code"),
    "team.py:lay_out_list": (),
    "verification.py:_tell_keeper": ("enterprise.verified_now", "enterprise.unverified_now"),
    "team.py:_line": ("team.keeper", "team.member"),
    "views.py:_ticket_line": tuple(f"state.{state}" for state in State),
    "relays.py:_name_line": ("relay.owner", "relay.owner_unnamed", "relay.lawyer", "relay.lawyer_unnamed"),
    "onboarding.py:help_": ("help.owner", "help.lawyer", "help.admin"),
    "ticket_thread.py:tell_denied": ("talk.take_first", "talk.closed_lawyer", "talk.not_yours"),
    "routes.py:on_tap": (),
    "cancellation.py:cancel": tuple(
        f"cancel.{each}" for each in ("draft", "enterprise", "talking", "nothing", "done")
    ),
    "own_tickets.py:_tell_withdrawn": ("ticket.owner_took_back", "ticket.owner_withdrew"),
    "field_card.py:_part": (),
    "field_card.py:_gist": (),
    "views.py:_standing": tuple(f"state.{state}" for state in State),
    "views.py:_next": (*NEXT.values(), "next.snoozed"),
    "views.py:_own_ticket": (),
    "views.py:_own_tickets": (),
    "views.py:_ticket_card": (),  # headings, all of which are laid out below
    "views.py:_bot_said": BOT,
    "transcript.py:pieces": ("ticket.transcript",),
    "transcript.py:_title": (
        *("transcript.owner", "transcript.owner_unnamed", "transcript.lawyer", "transcript.lawyer_unnamed"),
        "transcript.bot",
    ),
    "transcript.py:_before": BOT,
    "views.py:_ticket_list": (),
    "views.py:_staff": (),
    "views.py:_undelivered": (),
    "views.py:_why_undelivered": tuple(DELIVERY_REASONS.values()),
    "reply.py:offered": (),
    "views.py:_figures": (),
    "views.py:_knowledge_status": (),
    "views.py:_faults": (),
    "views.py:_change": (),
    "views.py:_suspended": (),
    "views.py:_no_other_side": ("side.none", "side.not_asked"),
    "conflict_work.py:look": ("conflict.client", "conflict.opponent"),
    "conflict_work.py:_reasons": ("button.clear_other", "button.clear_former", "button.clear_agreed"),
    "declared_parties.py:list_all": (),
    "desk.py:open_list": (),
    "desk.py:gist": (),
    "desk.py:lawyers": (),
    "desk.py:unanswered": (),
    "views.py:_why": (),
    "own_copy.py:ask": (),
    "own_copy.py:_was_lately": (),
    "own_copy.py:_said": (),
    "text_file.py:file": (),
    "desk.py:_ticket": ("state.offered", *(f"state.{state}" for state in State)),
    "desk.py:_inspection": tuple(f"why.{why}" for why in Why),
}
"""Where the key cannot be read from the call, and what may be said there."""

LINE = TicketLine(7, "state.taken", "11-24 16:40", urgent=True, measure="值", name="值")
MEMBER = StaffMember(3, "值", "203", on_duty=True, load=2)
ATTACHED = tuple((name, count) for name in dict.fromkeys(CALLED.values()) for count in (1, 2))
DAY = "2026-12-07"
TOLD = (
    ToldFact("值", "told.yes"),
    ToldFact("值", "fact.week", DAY),
    ToldFact("值", "", DAY, "值" * 90),
    ToldFact("值", words="值"),
)
CARD = TicketCard(
    7,
    True,
    *["值"] * 7,
    count=4,
    attached=ATTACHED,
    bot="bot.answered",
    bot_titles="值",
    name="值",
    follows="值",
    last_day=DAY,
    facts=TOLD,
)
OPEN = OpenLine(7, "state.offered", "11-24 16:40", True, "值", "值", "值", "11-24 17:40", is_late=True)
TICKETS = TicketList((LINE,), 1)
OWN = OwnTicket(
    7, "值", "state.taken", "11-24 16:40", "值", "next.taken", "11-24 17:40", urgent=True, last_day=DAY
)
KEPT = KeptDay("值", DAY, 7, 7, "2026-12-06")
COLLEAGUE = Colleague("值", "11-24 16:40", "team.keeper", is_reader=True)
FULL = {
    **{
        f"ticket.{each}": CARD
        for each in (
            "card",
            "card_taken",
            "card_taken_by",
            "card_bureau",
            "card_given",
            "card_passed",
            "card_conflicted",
            "card_withdrawn",
            "yours",
            "details",
        )
    },
    "colleague.card": CARD,
    "guest.card": CARD,
    "second.card": CARD,
    **{f"{each}.list": TICKETS for each in ("queue", "mine", "closed")},
    "ticket.transcript": Transcript(
        7,
        (
            Said(
                "11-24 16:40", "owner", "值", "值", attached=ATTACHED, quote="值", edited=True, forwarded=True
            ),
            Said("11-24 16:40", "note", "值", "值"),
            Said("11-24 16:40", "owner", "值", facts=TOLD),
            *(Said("11-24 16:40", "bot", bot=key, bot_titles="值") for key in BOT),
            *(
                Said("11-24 16:40", who, name, "值" * 4000)
                for who in ("owner", "lawyer")
                for name in ("", "值")
            ),
        ),
    ),
    "own.ticket": OWN,
    "tickets.list": OwnTickets((OWN, OwnTicket(8, "", "state.closed", "11-24 16:40"))),
    "team.list": Team("值", "enterprise.verified", (COLLEAGUE,) * 9),
    "enterprises.list": EnterpriseList((NamedEnterprise("值", "", "值", "值"),), 1),
    "staff.admins": Staff((MEMBER,), (MEMBER,), (MEMBER,)),
    "delivery.list": UndeliveredList(
        tuple(Undelivered(5, state, 7, "值") for state in (DeliveryState.FAILED, DeliveryState.UNCERTAIN)),
        2,
        1,
    ),
    **{
        f"ask.{each}": Options((Option("值", "值…"), Option("值")))
        for each in ("clarify", "clarify_again", "clarify_unsure", "clarify_unsure_again")
    },
    "deadline.last": LastDay(
        "值",
        "值",
        Citation("值", "值", (1,)),
        5,
        "working_day",
        "2026-09-30",
        "2026-10-01",
        "2026-09-30",
        "2026-10-01",
        2,
        3,
        month_end=True,
        is_rest_day=True,
        post_counts=True,
        unknown_years=(2027,),
    ),
    "open.list": OpenList((OPEN,), 1),
    "work.card": WorkFigures(30, 2, 1, 20, (("outcome.answered", 1),), 1, 0, (("rated.clear", 1),)),
    "desk.gist": Gist(
        OPEN,
        True,
        61,
        "11-24 16:40",
        (Inspection("11-24 16:40", "值", "why.law"), Inspection("1", "值", "", "值")),
    ),
    "assign.whom": LawyerChoice(
        7, (LawyerLine(3, "值", 2, True, True, True, False), LawyerLine(4, "", 0)), "值"
    ),
    "unanswered.list": UnansweredList((UnansweredLine("值", 1, 2, 3, 4), UnansweredLine("")), 10, 30),
    **{
        f"kept.{each}": KEPT
        for each in ("done", "near", "owner", "lawyer", "admin", "moved", "still_open", "still_open_last")
    },
    "kept.list": KeptDays((KEPT, KeptDay("值", DAY, -1)), 1),
    "figures.card": Figures(30, (("answer", 1),), *range(8), 9, 10, 11),
    "knowledge.status": KnowledgeStatus("值", *range(6)),
    "knowledge.faults": KnowledgeFaults(("值",), 2),
    "calendar.faults": KnowledgeFaults(("值",), 2),
    "knowledge.new": KnowledgeChange("值", ("值",), ("值",), ("值",)),
    "suspension.list": SuspendedList(
        (SuspendedEntry("值", "值", "11-24 16:40", "值", "because.law"), SuspendedEntry("值", "值")), 2
    ),
}
"""Each heading under which a view is shown, with a view that has all there can be."""
BARE = {
    TicketCard: TicketCard(7),
    Transcript: Transcript(7),
    TicketList: TicketList((), 0),
    OwnTicket: OwnTicket(7, "", "state.closed", "11-24 16:40"),
    OwnTickets: OwnTickets(()),
    Team: Team("值", "enterprise.unverified_no_code", (COLLEAGUE,)),
    EnterpriseList: EnterpriseList((), 0),
    Staff: Staff((), ()),
    UndeliveredList: UndeliveredList((), 0),
    Options: Options(()),
    LastDay: dataclasses.replace(
        FULL["deadline.last"],
        counted="2026-10-01",
        rests=0,
        month_end=False,
        is_rest_day=False,
        post_counts=False,
        unknown_years=(),
    ),
    KeptDay: KeptDay("", DAY, 0),
    WorkFigures: WorkFigures(30, 0, 0, None, (), 0, 0, ()),
    KeptDays: KeptDays((), 1),
    Figures: dataclasses.replace(FULL["figures.card"], verdicts=(), wait_minutes=None),
    KnowledgeStatus: FULL["knowledge.status"],
    KnowledgeFaults: KnowledgeFaults(()),
    KnowledgeChange: KnowledgeChange("值"),
    SuspendedList: SuspendedList((), 0),
    OpenList: OpenList((), 0),
    Gist: Gist(OpenLine(7, "state.taken", "11-24 16:40")),
    LawyerChoice: LawyerChoice(7, ()),
    UnansweredList: UnansweredList((), 0, 30),
}
"""Each kind of view with as little as there can be."""


def test_both_languages_have_the_same_sentences():
    assert keys("zh") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_both_languages_have_the_same_gaps(key):
    assert gaps(key, "zh") == gaps(key, "en") == gaps(key, "zh-Hant")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_every_sentence_can_be_said(key, lang):
    words = say(key, lang, **dict.fromkeys(gaps(key, lang), "值"))
    assert words.strip()
    assert "{" not in words


def test_every_key_that_the_code_names_has_a_sentence():
    assert [named for named in named_keys() if named[1] not in keys("zh")] == []


def test_every_call_that_says_a_sentence_fills_its_gaps():
    """A sentence with an empty gap is found here, and not by the person who does not hear it."""
    calls = list(spoken())
    assert len(calls) > 200
    assert [
        (each.place, each.line, key, sorted(gaps(key, lang) - each.given))
        for each in calls
        for key in (each.keys if each.keys is not None else UNREADABLE.get(each.place, ()))
        for lang in LANGS
        if ANYTHING not in each.given and gaps(key, lang) - each.given
    ] == []


def test_what_cannot_be_read_from_a_call_is_listed():
    assert {each.place for each in spoken() if each.keys is None} == set(UNREADABLE)


def test_every_heading_that_the_code_names_is_laid_out_here():
    elsewhere = {
        "ticket_work.py:_list",
        "messages.py:show",
        "messages.py:replied",
        "assignment.py:settle_card",
        "owner.py:tap_show",
        "follow_ups.py:about",
        "colleagues.py:_show_parties",
    }
    assert {heading for place, heading in headings() if place not in elsewhere} <= set(FULL)
    assert {type(view) for view in FULL.values()} == set(BARE) == set(get_args(View))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("heading", FULL)
def test_every_view_is_laid_out_with_all_and_with_next_to_nothing(heading, lang):
    full = lay_out(heading, FULL[heading], lang)
    bare = lay_out(heading, BARE[type(FULL[heading])], lang)
    assert len(full) >= len(bare) > 0
    assert "{" not in full + bare


def test_every_member_from_which_a_key_is_made_has_words():
    assert wordless() == []


@pytest.mark.parametrize("section", MADE_OF_ENUMS)
def test_a_new_member_without_words_is_found(section):
    """A new state, reason, role, verdict, alarm, kind of message, language or command."""
    longer = {**MADE_OF_ENUMS, section: [*MADE_OF_ENUMS[section], "brand_new"]}
    assert wordless(longer) == [f"{section}.brand_new"]


@pytest.mark.parametrize(
    ("table", "members"),
    [(CLOSED_OWNER, LAWYERS_REASONS), (HELP, Role), (WELCOME, Role), (RUNNING, State), (NEXT, State)],
    ids=["CLOSED_OWNER", "HELP", "WELCOME", "RUNNING", "NEXT"],
)
def test_every_table_of_an_enum_knows_all_its_members(table, members):
    assert set(table) == set(members)


def test_every_alarm_runs_in_some_state():
    assert {kind for running in RUNNING.values() for kind in running} == set(AlarmKind)


def test_no_sentence_is_never_said():
    literal = {key for _, key in named_keys()}
    made = list(made_keys())
    enums = {f"{section}.{member}" for section, members in MADE_OF_ENUMS.items() for member in members}
    added = {f"{heading}_hint" for heading, view in FULL.items() if isinstance(view, TicketCard)}
    added |= set(UNREADABLE["relays.py:_name_line"]) | set(UNREADABLE["transcript.py:_title"])
    unsaid = keys("zh") - literal - enums - added
    assert {key for key in unsaid if not any(each.fullmatch(key) for each in made)} == set()


def test_every_command_of_a_menu_exists():
    assert {*menus.OWNER, *menus.LAWYER, *menus.ADMIN} == set(COMMANDS)
