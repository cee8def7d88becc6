"""The life of a ticket, as tables: what moves it, who may do what with it, and that docs/ticket.md says the same."""

import dataclasses
import datetime as dt

import pytest
from ticket_cast import CAST, HOLDER, MONDAY, OWNER, ticket_in
from ticket_page import PAGE, page

from bot.domain.people import Person
from bot.domain.ticket import HELD, MOVES, Act, Denial, State, Ticket, denial, may, moved

MOVES_TO = """
          take   answer    ask      remind   hand_back  release  close   solve   withdraw  reopen  hand_over  accept    decline   invite    dismiss   snooze    wake      expire  recall
waiting   taken  -         waiting  waiting  -          -        -       -       closed    -       -          -         -         -         -         -         -         -  -
taken     -      answered  taken    taken    waiting    waiting  closed  closed  closed    -       taken      taken     taken     taken     taken     taken     taken     -  taken
answered  -      answered  taken    taken    waiting    waiting  closed  closed  closed    -       answered   answered  answered  answered  answered  answered  answered  closed  taken
closed    -      -         -        -        -          waiting  -       -       -         taken   -          -         -         -         -         -         -         -  closed
"""
"""The state after an act in each state; `-`: it does not happen."""

ALLOWED = """
                          read        take    pass_on      answer      ask     hand_back   close       withdraw  solve      remind  reopen      rate  note        hand_over   accept       decline      invite      dismiss     snooze  recall
owner           waiting   yes         -       -            -           yes     -           -           yes       not_taken  yes     open        yes   -           -           -            -            -           -           -  -
owner           taken     yes         -       -            -           yes     -           -           yes       yes        yes     open        yes   -           -           -            -            -           -           -  -
owner           answered  yes         -       -            -           yes     -           -           yes       yes        yes     open        yes   -           -           -            -            -           -           -  -
owner           closed    yes         -       -            -           closed  -           -           closed    closed     closed  yes         yes   -           -           -            -            -           -           -  -

its_lawyer      waiting   take_first  yes     not_offered  take_first  -       take_first  take_first  -         -          -       take_first  -     take_first  take_first  not_offered  not_offered  take_first  take_first  take_first  take_first
its_lawyer      taken     yes         open    open         yes         -       yes         yes         -         -          -       open        -     yes         yes         not_offered  not_offered  yes         yes         yes  yes
its_lawyer      answered  yes         open    open         yes         -       yes         yes         -         -          -       open        -     yes         yes         not_offered  not_offered  yes         yes         yes  yes
its_lawyer      closed    yes         closed  closed       closed      -       closed      closed      -         -          -       yes         -     closed      closed      closed       closed       closed      closed      closed  yes

offered_lawyer  waiting   take_first  yes     yes          take_first  -       take_first  take_first  -         -          -       take_first  -     take_first  take_first  not_offered  not_offered  take_first  take_first  take_first  take_first
offered_lawyer  taken     -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           not_offered  not_offered  -           -           -  -
offered_lawyer  answered  -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           not_offered  not_offered  -           -           -  -
offered_lawyer  closed    -           closed  closed       -           -       -           -           -         -          -       -           -     -           -           closed       closed       -           -           -  -

other_lawyer    waiting   take_first  yes     not_offered  take_first  -       take_first  take_first  -         -          -       take_first  -     take_first  take_first  not_offered  not_offered  take_first  take_first  take_first  take_first
other_lawyer    taken     -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           not_offered  not_offered  -           -           -  -
other_lawyer    answered  -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           not_offered  not_offered  -           -           -  -
other_lawyer    closed    -           closed  closed       -           -       -           -           -         -          -       -           -     -           -           closed       closed       -           -           -  -

asked_lawyer    waiting   take_first  yes     not_offered  take_first  -       take_first  take_first  -         -          -       take_first  -     take_first  take_first  not_offered  not_offered  take_first  take_first  take_first  take_first
asked_lawyer    taken     -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           yes          yes          -           -           -  -
asked_lawyer    answered  -           taken   taken        -           -       -           -           -         -          -       -           -     -           -           yes          yes          -           -           -  -
asked_lawyer    closed    -           closed  closed       -           -       -           -           -         -          -       -           -     -           -           closed       closed       -           -           -  -

guest           waiting   take_first  yes     not_offered  take_first  -       take_first  take_first  -         -          -       take_first  -     take_first  take_first  not_offered  not_offered  take_first  take_first  take_first  take_first
guest           taken     yes         taken   taken        -           -       -           -           -         -          -       -           -     yes         -           not_offered  not_offered  -           yes         -  -
guest           answered  yes         taken   taken        -           -       -           -           -         -          -       -           -     yes         -           not_offered  not_offered  -           yes         -  -
guest           closed    -           closed  closed       -           -       -           -           -         -          -       -           -     -           -           closed       closed       -           -           -  -
"""
"""Who may do what; otherwise why not, `-` for "not yours". Of a waiting ticket, its lawyer is who once gave it back."""

DESK = """
            assign    nudge        inspect
waiting     yes       yes          yes
taken       yes       yes          yes
answered    yes       owners_turn  yes
closed      closed    closed       yes
"""
"""What only an admin may do, in each state; everybody else may not."""

ADMINS = ("admin", "admin, its lawyer", "admin, other lawyer")

NOTHING = (
    "other owner",
    "removed lawyer",
    "admin",
    "seat, not shared",
    "seat since later",
    "claimed seat",
    "seat elsewhere",
    "lawyer, seat, not shared",
    "lawyer, claimed seat",
)
"""Whoever may do nothing with a ticket, whatever its state: an admin's office opens none, nor a seat what is not shared with it."""

LIKE = {
    "admin, its lawyer": "its lawyer",
    "admin, other lawyer": "other lawyer",
    "lawyer, its owner": "owner",
    "seat": "owner",
    "keeper": "owner",
    "lawyer with a seat": "owner",
}
"""Two roles give no more than one; and who asked is never their own lawyer, not even where it was offered to them."""

CONFLICTED = "conflicted lawyer"
"""A conflict of interest keeps them from all of it, although it was offered to them."""

NOBODYS = {Act.RELEASE, Act.WAKE, Act.EXPIRE}
"""They happen: a lawyer leaves, a time has come, an owner stays silent."""


MOVING = {act for _, act in MOVES}


def read(table):
    """(heads of a row, head of the column, cell) for each cell of a printed table."""
    first, *rows = [line.split() for line in table.strip("\n").splitlines() if line.strip()]
    for row in rows:
        heads, cells = row[: -len(first)], row[-len(first) :]
        for column, cell in zip(first, cells, strict=True):
            yield heads, column, cell


def denials():
    """(part, state, act, why not) of everybody in the cast, in every state, for every act."""
    table = {
        (heads[0].replace("_", " "), State(heads[1]), Act(act)): cell for heads, act, cell in read(ALLOWED)
    }
    desk = {(State(heads[0]), Act(act)): cell for heads, act, cell in read(DESK)}
    for part in CAST:
        for state in State:
            for act in Act:
                if part == CONFLICTED:
                    yield part, state, act, "conflicted"
                    continue
                cell = _cell(table, desk, part, state, act)
                yield part, state, act, {"yes": None, "-": "not_yours"}.get(cell, cell)


def _cell(table, desk, part, state, act):
    if (state, act) in desk:
        return desk[state, act] if part in ADMINS else "-"
    return "-" if part in NOTHING or act in NOBODYS else table[LIKE.get(part, part), state, act]


@pytest.mark.parametrize(("state", "act"), [(state, act) for state in State for act in Act])
def test_an_act_leads_where_the_table_says_or_does_not_happen(state, act):
    table = {(State(heads[0]), Act(column)): cell for heads, column, cell in read(MOVES_TO)}
    expected = table.get((state, act), "-")
    assert MOVES.get((state, act), "-") == expected
    if expected == "-":
        with pytest.raises(KeyError):
            moved(ticket_in(state), act, MONDAY)


@pytest.mark.parametrize(("part", "state", "act", "why_not"), list(denials()))
def test_whoever_may_not_is_told_why(part, state, act, why_not):
    assert CAST[part].denied(state, act) == why_not
    who = CAST[part]
    assert may(who.person, who.ticket(state), act, offered=who.offered) is (why_not is None)


def test_the_table_names_everybody_every_state_and_every_act():
    """A new state or act has to be written into the tables above."""
    table = [(heads[0].replace("_", " "), heads[1], column) for heads, column, _ in read(ALLOWED)]
    assert {part for part, _, _ in table} | {*NOTHING} | {*LIKE} | {CONFLICTED} == {*CAST}
    assert {state for _, state, _ in table} == {*State}
    assert {act for _, _, act in table} | {act for _, act, _ in read(DESK)} | NOBODYS == {*Act}
    assert {heads[0] for heads, _, _ in read(MOVES_TO)} == {*State}
    assert {why for _, _, _, why in denials()} - {None} == {*Denial} - {Denial.NOT_CLEARED}


def test_nobody_takes_a_ticket_whose_other_side_is_being_asked_for_unless_there_is_danger():
    who = CAST["offered lawyer"]
    asked = dataclasses.replace(who.ticket(State.WAITING), side="asked")
    assert denial(who.person, asked, Act.TAKE, offered=True) is Denial.NOT_CLEARED
    assert may(who.person, dataclasses.replace(asked, emergency="fire"), Act.TAKE)
    assert may(who.person, dataclasses.replace(asked, side="silent"), Act.TAKE)


def test_no_admin_gives_away_or_presses_a_ticket_whose_other_side_is_being_asked_for():
    admin = CAST["admin"]
    asked = dataclasses.replace(admin.ticket(State.WAITING), side="asked")
    assert denial(admin.person, asked, Act.ASSIGN) is Denial.NOT_CLEARED
    assert denial(admin.person, asked, Act.NUDGE) is Denial.NOT_CLEARED
    assert may(admin.person, asked, Act.INSPECT)
    assert may(admin.person, dataclasses.replace(asked, emergency="fire"), Act.ASSIGN)


def test_a_conflict_of_interest_keeps_a_lawyer_from_everything_whatever_else_they_are():
    """Also its own lawyer, and an admin who is a lawyer; who asked it stays its owner."""
    for part in ("its lawyer", "offered lawyer", "other lawyer", "admin, its lawyer", "admin, other lawyer"):
        who = CAST[part]
        for state in State:
            ticket = dataclasses.replace(who.ticket(state), conflicted=frozenset({who.number}))
            denied = {denial(who.person, ticket, act, offered=who.offered) for act in Act}
            assert denied == {Denial.CONFLICTED}, (part, state)
    owner = CAST["owner"]
    ticket = dataclasses.replace(owner.ticket(State.WAITING), conflicted=frozenset({OWNER}))
    assert may(owner.person, ticket, Act.READ)


def test_nobody_may_move_a_ticket_where_no_move_leads():
    """What `denial` lets pass, `moved` can do."""
    assert [
        (part, state, act)
        for part, state, act, why_not in denials()
        if why_not is None and act in MOVING and (state, act) not in MOVES
    ] == []


def test_a_closed_ticket_without_a_lawyer_is_no_lawyers():
    """Its owner took it back before anybody had it."""
    ticket = ticket_in(State.CLOSED, lawyer=None, close_reason="withdrawn")
    for part in ("its lawyer", "offered lawyer", "other lawyer"):
        assert not [act for act in Act if may(CAST[part].person, ticket, act, offered=True)]


@pytest.mark.parametrize(("state", "act"), list(MOVES))
def test_every_move_counts_a_version_and_leaves_what_was_asked(state, act):
    before = ticket_in(state)
    after = moved(before, act, MONDAY, by=Person(HOLDER))
    assert after.version == before.version + 1
    assert (after.id, after.owner, after.opened_at) == (before.id, OWNER, before.opened_at)


LATER = MONDAY + dt.timedelta(hours=1)
UNTIL = MONDAY + dt.timedelta(days=1)
COLLEAGUE = 9
FIELDS = tuple(field.name for field in dataclasses.fields(Ticket))

BESIDE_CHANGES = {
    Act.HAND_OVER: {"asked": COLLEAGUE},
    Act.ACCEPT: {"taken_at": LATER},  # by whom has a test of its own
    Act.DECLINE: {},
    Act.INVITE: {"guest": COLLEAGUE},
    Act.DISMISS: {},
    Act.SNOOZE: {"snoozed_until": UNTIL},
    Act.WAKE: {},
}

STAMPS = [
    # act, from, what it changes beside the state
    (Act.TAKE, State.WAITING, {"lawyer": HOLDER, "taken_at": LATER}),
    (Act.ANSWER, State.TAKEN, {"answered_at": LATER}),
    (Act.ANSWER, State.ANSWERED, {}),  # only the first words count
    (Act.ASK, State.WAITING, {}),
    (Act.ASK, State.TAKEN, {}),
    (Act.ASK, State.ANSWERED, {}),
    (Act.REMIND, State.WAITING, {}),
    (Act.REMIND, State.TAKEN, {}),
    (Act.REMIND, State.ANSWERED, {}),
    *((Act.RECALL, state, {}) for state in (State.TAKEN, State.ANSWERED, State.CLOSED)),
    (Act.HAND_BACK, State.TAKEN, {"lawyer": None, "taken_at": None}),
    (Act.HAND_BACK, State.ANSWERED, {"lawyer": None, "taken_at": None}),
    (Act.RELEASE, State.TAKEN, {"lawyer": None, "taken_at": None}),
    (Act.RELEASE, State.ANSWERED, {"lawyer": None, "taken_at": None}),
    (
        Act.RELEASE,
        State.CLOSED,
        {"lawyer": None, "taken_at": None, "closed_at": None, "close_reason": None},
    ),
    (Act.CLOSE, State.TAKEN, {"closed_at": LATER}),  # its lawyer stays its lawyer
    (Act.CLOSE, State.ANSWERED, {"closed_at": LATER}),
    (Act.SOLVE, State.TAKEN, {"closed_at": LATER}),
    (Act.SOLVE, State.ANSWERED, {"closed_at": LATER}),
    (Act.WITHDRAW, State.WAITING, {"closed_at": LATER}),
    (Act.WITHDRAW, State.TAKEN, {"closed_at": LATER}),
    (Act.WITHDRAW, State.ANSWERED, {"closed_at": LATER}),
    (Act.REOPEN, State.CLOSED, {"closed_at": None, "close_reason": None}),
    (Act.EXPIRE, State.ANSWERED, {"closed_at": LATER}),
    *((act, state, changes) for act, changes in BESIDE_CHANGES.items() for state in HELD),
]


@pytest.mark.parametrize(("act", "state", "changes"), STAMPS)
def test_a_move_changes_lawyer_and_times_as_the_table_says(act, state, changes):
    before = ticket_in(state)
    after = moved(before, act, LATER, by=Person(HOLDER), colleague=COLLEAGUE, until=UNTIL)
    changed = {
        name: getattr(after, name)
        for name in FIELDS
        if getattr(after, name) != getattr(before, name) and name not in {"state", "version"}
    }
    assert changed == changes


def test_the_table_of_stamps_knows_every_move():
    assert {(state, act) for act, state, _ in STAMPS} == set(MOVES)


def test_whoever_accepts_has_the_ticket_and_is_no_longer_asked_nor_a_guest():
    joined = {"asked": COLLEAGUE, "guest": COLLEAGUE, "snoozed_until": UNTIL}
    after = moved(ticket_in(State.TAKEN, **joined), Act.ACCEPT, LATER, by=Person(COLLEAGUE))
    assert (after.lawyer, after.taken_at) == (COLLEAGUE, LATER)
    assert (after.asked, after.guest, after.snoozed_until) == (None, None, None)
    other = moved(
        ticket_in(State.TAKEN, asked=COLLEAGUE, guest=HOLDER + 9), Act.ACCEPT, LATER, by=Person(COLLEAGUE)
    )
    assert other.guest == HOLDER + 9


@pytest.mark.parametrize("act", [act for state, act in MOVES if state is State.ANSWERED])
def test_what_wakes_a_ticket_that_was_put_off_and_what_ends_the_stay_of_colleagues(act):
    before = ticket_in(State.ANSWERED, asked=COLLEAGUE, guest=COLLEAGUE, snoozed_until=UNTIL)
    after = moved(before, act, LATER, by=Person(COLLEAGUE), colleague=COLLEAGUE, until=UNTIL)
    aside = {Act.HAND_OVER, Act.DECLINE, Act.INVITE, Act.DISMISS, Act.SNOOZE}
    assert after.snoozed_until == (UNTIL if act in aside else None)
    if not after.is_held:
        assert (after.asked, after.guest) == (None, None)


@pytest.mark.parametrize(("days", "wakes"), [(0, True), (7, True), (8, False)])
def test_an_owners_words_wake_a_closed_ticket_for_a_while(days, wakes):
    now, within = MONDAY + dt.timedelta(days=days), dt.timedelta(days=7)
    assert ticket_in(State.CLOSED).may_be_reopened(now, within) is wakes
    assert not ticket_in(State.TAKEN).may_be_reopened(now, within)


def test_the_page_on_tickets_is_drawn_from_the_code():
    """When it differs it is drawn anew: look at it, and commit it."""
    drawn, there = page(), PAGE.read_text("utf-8") if PAGE.exists() else ""
    if drawn != there:
        PAGE.write_text(drawn, "utf-8")
    assert drawn == there, f"{PAGE} was out of date and has been drawn anew; look at it and commit it"
