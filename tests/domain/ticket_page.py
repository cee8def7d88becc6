"""docs/ticket.md, drawn from `bot.domain.ticket`."""

from pathlib import Path

from ticket_cast import CAST

from bot.domain.ticket import BESIDE, MOVES, Act, State
from bot.usecases.alarms import RUNNING

PAGE = Path(__file__).parents[2] / "docs" / "ticket.md"

TURN = {
    State.WAITING: "some lawyer's, to take it",
    State.TAKEN: "its lawyer's, to answer",
    State.ANSWERED: "the owner's, if anything is left to say",
    State.CLOSED: "nobody's",
}

NOBODYS = (Act.RELEASE, Act.WAKE, Act.EXPIRE)
"""They happen; nobody has a right to them."""

HEAD = """\
# The life of a ticket

A ticket is a question that went to a lawyer. Its state says whose turn it is. What moves it stands in `MOVES` and who may
do it in `denial`, both in [`bot/domain/ticket.py`](../bot/domain/ticket.py); only `bot/usecases/lifecycle.py` does it. This
page is drawn from that code by `tests/domain/test_ticket.py`, which fails when the two differ.
"""

RIGHTS = """\
## Who may do what

In which states; – means never. Every message, caption, edit, reply, reaction and tap is asked this when it arrives, wherever
its button was made. Why not is a `Denial`, and the person is told. Acts of nobody: *release* happens when a
lawyer leaves, *wake* when the time has come until which a ticket was put off, *expire* when its owner stays silent.
"""

NOTES = """\
- An offer shows a lawyer the topic and both sides of a waiting ticket and lets them pass it on; they read it once they have taken it.
- Any lawyer may take a waiting ticket who is not its owner, but not while its owner is asked for the other side, or for facts, unless there is danger.
- A lawyer whom a conflict of interest keeps from a ticket may do nothing with it, not even what an offer or having it allows.
- A seat opens what its owner shared with the enterprise while the seat was held. A lawyer with a seat is nobody's lawyer there.
- Two roles give no more than one: a lawyer who is an admin takes and answers as a lawyer, a lawyer who asks is an owner and not their own lawyer.
- A lawyer who was removed may do nothing with what they closed; when it wakes, *release* puts it back into the queue.
- The owner's words to a closed ticket reopen it, for as many days as `reopen_within_days` says; later a new one is offered
  that goes on with it, and whoever takes that is shown both.
- A colleague who is *asked* to take a ticket over sees its topic and sides, as with an offer; it stays with its lawyer until
  they *accept*. A *guest* sees the same first, then reads all and writes notes; the owner is told nothing of them. Neither outlasts the ticket's leaving its lawyer, or its end.
- In a topic so marked the lawyer's first answer waits, as a note for staff, until a colleague who was let in as a *guest* finds it fine;
  until then it is not closed as answered. With nobody there, or in what cannot wait, its lawyer may send it; that is an event, and admins are told.
- A ticket that was put off (*snooze*) has no other alarm than the one that wakes it. The owner's or the lawyer's words, an
  emergency or a new lawyer wake it, too. The owner is told until when.
- After the lawyer's words an owner's silence is warned of, and then ends the ticket: `close_after_silent_days` says when.
- A lawyer *recalls* only words of their own. Where no answer stands after that, the lawyer owes one again; of a closed
  ticket nothing else changes.
- Why a ticket was passed on is an event (`pass_reason`), and admins are told; a conflict of interest keeps that lawyer out.
- An admin reads no ticket but by *inspect*: for a reason that is kept as an event of it, and told to its lawyer.
- An admin may add a *note* for its lawyer to any ticket but their own, whatever its state; it is an event of the ticket.
"""


def page():
    """The whole page."""
    return f"{HEAD}\n{diagram()}\n{turns()}\n{RIGHTS}\n{rights()}\n{NOTES}"


def diagram():
    """MOVES as a state diagram; acts that lead the same way share an arrow."""
    arrows = {}
    for (before, act), after in MOVES.items():
        if act in BESIDE:
            continue
        arrows.setdefault((before, after), []).append(act.value.replace("_", " "))
    lines = [f"    {before} --> {after}: {', '.join(acts)}" for (before, after), acts in arrows.items()]
    beside = [f"*{act.value.replace('_', ' ')}*" for act in BESIDE]
    return "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {State.WAITING}: open",
            *lines,
            "```",
            "",
            f"While a ticket is taken or answered these leave open whose turn it is: {', '.join(beside)}.",
            "",
        ]
    )


def turns():
    """Whose turn it is in each state, and which alarms run."""
    rows = [
        f"| {state} | {TURN[state]} | {', '.join(kind.value for kind in RUNNING[state]) or '–'} |"
        for state in State
    ]
    return "\n".join(["| state | whose turn | alarms that run |", "| --- | --- | --- |", *rows, ""])


def rights():
    """For each act and each part, the states in which it is allowed."""
    head = "| | " + " | ".join(CAST) + " |"
    rows = [
        f"| {act.value.replace('_', ' ')} | "
        + " | ".join(_states(part, act) for part in CAST.values())
        + " |"
        for act in Act
        if act not in NOBODYS
    ]
    return "\n".join([head, "| --- |" + " --- |" * len(CAST), *rows, ""])


def _states(part, act):
    allowed = [state.value for state in State if part.denied(state, act) is None]
    return "always" if len(allowed) == len(State) else ", ".join(allowed) or "–"
