"""Who may do what, written down by hand: the tables that the product is held against, and the cells they make.

A cell is one command or one tap of one person in one role, who comes across one ticket in one state. Nothing in here
asks the product what is allowed.
"""

from dataclasses import dataclass

ROLES = (
    "stranger",
    "owner",
    "other_owner",
    "seat",
    "unseated",
    "its_lawyer",
    "offered",
    "other_lawyer",
    "removed",
    "conflicted",
    "admin",
)
"""stranger: never agreed to anything. its_lawyer: holds the ticket, of a waiting one they gave it back. removed: was a
lawyer, and of a closed ticket its lawyer. conflicted: held the ticket, and has stepped aside. seat:
a colleague of the owner, with whom the ticket is shared. unseated: was one, took part, and has lost the seat. Whatever the ticket, it is the owner's."""

ANYBODY = frozenset(ROLES)
KNOWN = ANYBODY - {"stranger", "removed"}
"""Those whose words may be kept."""
LAWYERS = frozenset({"its_lawyer", "offered", "other_lawyer", "conflicted"})
ADMINS = frozenset({"admin"})
STAFF = LAWYERS | ADMINS
OWNER = frozenset({"owner"})
SEATED = frozenset({"seat", "unseated"})
"""Tried with tickets and with what is about seats; otherwise they are owners like others."""

REFUSAL = {
    KNOWN: "同意就点下面的按钮",
    LAWYERS: "这个命令是给律师用的",
    ADMINS: "这个命令是给管理员用的",
    STAFF: "这个命令是给律师和管理员用的",
}
"""What everybody else is told."""

COMMANDS = {
    ANYBODY: "start measures language privacy help cancel forget_me export_my_data",
    KNOWN: "lawyer tickets deadlines enterprise team",
    LAWYERS: "mine duty specialities conflicts snippets recall",
    STAFF: "queue note leave figures handover",
    ADMINS: "audit hold ban butler unanswered notice invite people enterprises knowledge reload suspend undelivered",
}
ACTIONS = {
    ANYBODY: "hello consent forget forgotten eraseme exportme language measures measure entries again",
    KNOWN: "enterprise skip town name keep noname show about related solved lastday limit since ics remindme filed stillopen dropday deadlines lawyer handover callout draft send drop talk new helped"
    " fact send-now notices-off notices-on save why view withdraw withdrawn stay settle remind add urgent tickets side goon"
    " team colleague unseat unseated keeping kept unsit left share private follow unfollow",
    LAWYERS: "take pass details transcript close closed close-anyway reopen duty present speciality queue mine done aside party unparty"
    " identity identified unidentified passwhy more colleagues hand accept decline guest dismiss later snooze someday"
    " second-read second-fine second-back second-alone second-drop"
    " recall move also anyway dont-send look-up canned canned-whom canned-bare canned-send canned-drop"
    " snippets snippet snippet-new snippet-change snippet-delete snippet-deleted",
    ADMINS: "lifthold ban-for ban unban firms butler butlered invite remove removed reload suspend resume retry rering open undelivered conflict clear gist assign lawyers assigned nudge inspect inspected because unanswered letin verify unverify enterprises figures figures-all seen notice-send notice-drop",
    STAFF: "leave all-whom all-sure all-give",
}
"""Whose commands and buttons are heard at all."""

SEAT_NAMES = frozenset(
    [
        "/team",
        "/enterprise",
        "enterprise",
        "team",
        "colleague",
        "unseat",
        "unseated",
        "keeping",
        "kept",
        "unsit",
        "left",
        "letin",
        "verify",
        "unverify",
    ]
)
"""What is about seats and no ticket."""

STATES = ("waiting", "taken", "answered", "closed")

TICKETS = """
           waiting                                                taken                      answered                 closed
take       its_lawyer>taken,offered>taken,other_lawyer>taken      -                          -                        -
all-give   -                                                      its_lawyer>waiting         its_lawyer>waiting       -
pass       offered                                                its_lawyer>waiting         its_lawyer>waiting       -
details    offered                                                its_lawyer                 its_lawyer               its_lawyer
aside      offered                                                its_lawyer>waiting         its_lawyer>waiting       -
conflict   admin                                                  admin                      admin                    -
clear      admin                                                  admin                      admin                    -
side       owner                                                  owner                      owner                    -
fact       owner                                                  -                          -                        -
send-now   owner                                                  -                          -                        -
transcript -                                                      its_lawyer                 its_lawyer               its_lawyer
close      -                                                      its_lawyer                 its_lawyer               -
closed     -                                                      its_lawyer                 its_lawyer>closed        -
close-anyway -                                                    its_lawyer>closed          its_lawyer>closed        -
reopen     -                                                      -                          -                        its_lawyer>taken
passwhy    its_lawyer                                             -                          -                        -
more       -                                                      its_lawyer                 its_lawyer               -
identity   -                                                      its_lawyer                 its_lawyer               -
identified -                                                      its_lawyer                 its_lawyer               -
unidentified -                                                    its_lawyer                 its_lawyer               -
colleagues -                                                      its_lawyer                 its_lawyer               -
hand       -                                                      its_lawyer                 its_lawyer               -
accept     -                                                      other_lawyer               other_lawyer             -
decline    -                                                      other_lawyer               other_lawyer             -
guest      -                                                      its_lawyer                 its_lawyer               -
dismiss    -                                                      its_lawyer,other_lawyer    its_lawyer,other_lawyer  -
second-read -                                                     other_lawyer               other_lawyer             -
second-fine -                                                     other_lawyer>answered      other_lawyer             -
second-back -                                                     other_lawyer               other_lawyer             -
second-alone -                                                    its_lawyer>answered        its_lawyer               -
second-drop -                                                     its_lawyer                 its_lawyer               -
later      -                                                      its_lawyer                 its_lawyer               -
snooze     -                                                      its_lawyer                 its_lawyer               -
someday    -                                                      its_lawyer                 its_lawyer               -
goon       -                                                      -                          -                        owner
canned     -                                                      its_lawyer                 its_lawyer               -
canned-bare -                                                     its_lawyer                 its_lawyer               -
canned-send -                                                     its_lawyer>answered        its_lawyer               -
anyway     -                                                      its_lawyer>answered        its_lawyer               -
move       -                                                      its_lawyer>answered        its_lawyer               -
also       -                                                      its_lawyer>answered        its_lawyer               -
recall     -                                                      -                          its_lawyer>taken         its_lawyer
talk       owner,seat                                             owner,seat,its_lawyer>answered  owner>taken,seat>taken,its_lawyer   owner>taken,seat>taken
helped     owner,seat                                             owner,seat                 owner,seat               owner>taken,seat>taken
seen       -                                                      -                          -                        -
new        -                                                      -                          -                        -
view       owner,seat                                                  owner,seat                      owner,seat                    owner,seat
save       owner,seat                                                  owner,seat                      owner,seat                    owner,seat
why        owner,seat                                                  owner,seat                      owner,seat                    owner,seat
withdraw   owner,seat                                                  owner,seat                      owner,seat                    -
withdrawn  owner>closed,seat>closed                                           owner>closed,seat>closed               owner>closed,seat>closed             -
stay       owner,seat                                                  owner,seat                      owner>taken,seat>taken              -
settle     -                                                      owner>closed,seat>closed               owner>closed,seat>closed             -
remind     owner,seat                                                  owner,seat                      owner>taken,seat>taken              -
add        owner                                                  owner                      owner                    -
urgent     owner,seat                                                  owner,seat                      owner,seat                    -
forget     -                                                      -                          -                        -
forgotten  owner>closed                                           owner>closed               owner>closed             -
/tickets   owner,seat                                                  owner,seat                      owner,seat                    owner,seat
share      owner                                                  owner                      owner                    owner
private    owner                                                  owner                      owner                    owner
follow     seat                                                   seat                       seat                     seat
unfollow   seat                                                   seat                       seat                     seat
/mine      -                                                      its_lawyer                 its_lawyer               -
/queue     -                                                      -                          -                        -
/note      admin                                                  its_lawyer,admin           its_lawyer,admin         admin
tickets    owner,seat                                                  owner,seat                      owner,seat                    owner,seat
mine       -                                                      its_lawyer                 its_lawyer               -
done       -                                                      -                          -                        its_lawyer
queue      -                                                      -                          -                        -
open       -                                                      -                          -                        -
gist       -                                                      -                          -                        -
assign     admin                                                  admin                      admin                    -
lawyers    admin                                                  admin                      admin                    -
assigned   admin                                                  admin>waiting              admin>waiting            -
nudge      admin                                                  admin                      -                        -
inspect    admin                                                  admin                      admin                    admin
inspected  admin                                                  admin                      admin                    admin
"""
"""Who may do it with the ticket, and its state afterwards (`>`; without it, the state stays). `helped` says "no"; `closed` as
answered asks first where nothing was said; `add` adds the question that is the ticket's own. Of a held ticket, the other lawyer
is whom its lawyer has asked to take it over (`accept`, `decline`) or lets read along (`dismiss`)."""

TICKETS_OF_FIRMS = (
    "SELECT tickets.id FROM tickets JOIN enterprises ON enterprises.id = enterprise WHERE verified_at {}"
)
EFFECTS = {
    "consent": (ANYBODY, "actor", "SELECT id FROM people WHERE consented_at IS NOT NULL"),
    "forgotten": (ANYBODY, "actor", "SELECT id FROM people WHERE consented_at IS NULL"),
    "language": (ANYBODY, "actor", "SELECT id FROM people WHERE language = 'en'"),
    "town": (KNOWN, "actor", "SELECT person FROM seats"),
    "skip": (KNOWN, "actor", "SELECT person FROM seats"),
    "name": (KNOWN, "actor", "SELECT person FROM dialogues WHERE step = 'enterprise-code'"),
    "keep": (KNOWN, "actor", "SELECT id FROM people WHERE id NOT IN (SELECT person FROM dialogues)"),
    "noname": (KNOWN, "actor", "SELECT person FROM questions"),
    "show": (OWNER, "question", "SELECT id FROM questions WHERE entry IS NOT NULL"),
    "about": (OWNER, "question", "SELECT id FROM questions WHERE entry IS NOT NULL"),
    "solved": (OWNER, "question", "SELECT id FROM questions WHERE solved = 1"),
    "lawyer": (OWNER, "question", "SELECT question FROM tickets WHERE question IS NOT NULL"),
    "handover": (OWNER, "question", "SELECT question FROM tickets WHERE question IS NOT NULL"),
    "callout": (
        OWNER,
        "question",
        "SELECT question FROM tickets WHERE emergency IS NOT NULL AND question IS NOT NULL",
    ),
    "draft": (KNOWN, "actor", "SELECT person FROM dialogues WHERE step = 'draft'"),
    "send": (KNOWN, "actor", "SELECT owner FROM tickets"),
    "drop": (KNOWN, "actor", "SELECT id FROM people WHERE id NOT IN (SELECT person FROM dialogues)"),
    "new": (KNOWN, "actor", "SELECT person FROM questions"),
    "colleague": (OWNER, "actor", "SELECT made_by FROM invitations WHERE enterprise IS NOT NULL"),
    "unseated": (OWNER, "colleague", "SELECT id FROM people WHERE id NOT IN (SELECT person FROM seats)"),
    "kept": (OWNER, "colleague", "SELECT person FROM seats WHERE standing = 'keeper'"),
    "letin": (ADMINS, "colleague", "SELECT person FROM seats WHERE standing = 'member'"),
    "verify": (ADMINS, "enterprise", "SELECT id FROM enterprises WHERE verified_at IS NOT NULL"),
    "unverify": (ADMINS, "enterprise", "SELECT id FROM enterprises WHERE verified_at IS NULL"),
    "identified": (None, "ticket", TICKETS_OF_FIRMS.format("IS NOT NULL")),
    "unidentified": (None, "ticket", TICKETS_OF_FIRMS.format("IS NULL")),
    "second-fine": (None, "ticket", "SELECT ticket FROM second_looks WHERE state = 'fine'"),
    "second-back": (None, "actor", "SELECT person FROM dialogues WHERE step = 'returning-draft'"),
    "second-alone": (None, "ticket", "SELECT ticket FROM second_looks WHERE state = 'alone'"),
    "second-drop": (None, "ticket", "SELECT ticket FROM second_looks WHERE state = 'dropped'"),
    "share": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'share'"),
    "follow": (None, "ticket", "SELECT ticket FROM followers"),
    "again": (
        OWNER | {"its_lawyer"} | ADMINS,
        "notice",
        "SELECT again_of FROM outbox WHERE again_of IS NOT NULL",
    ),
    "remindme": (KNOWN, "actor", "SELECT person FROM deadlines"),
    "filed": (OWNER, "deadline", "SELECT id FROM deadlines WHERE state = 'filed'"),
    "dropday": (OWNER, "keeper", "SELECT id FROM people WHERE id NOT IN (SELECT person FROM deadlines)"),
    "why": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'rate' AND reason = 'clear'"),
    "side": (None, "ticket", "SELECT id FROM tickets WHERE side = 'none'"),
    "fact": (None, "ticket", "SELECT ticket FROM ticket_facts WHERE state = 'told'"),
    "send-now": (None, "ticket", "SELECT ticket FROM ticket_facts WHERE state = 'skipped'"),
    "aside": (
        None,
        "ticket",
        "SELECT ticket, name FROM conflicts JOIN people ON people.id = lawyer",  # but not of the cast's conflicted
    ),
    "clear": (None, "ticket", "SELECT ticket FROM conflicts WHERE cleared_at IS NOT NULL"),
    "party": (LAWYERS, "actor", "SELECT person FROM dialogues WHERE step = 'parties'"),
    "unparty": (
        LAWYERS,
        "actor",
        "SELECT id FROM people WHERE id NOT IN (SELECT lawyer FROM lawyer_parties)",
    ),
    "canned": (None, "actor", "SELECT person FROM dialogues WHERE step = 'canned'"),
    "canned-bare": (None, "actor", "SELECT person FROM dialogues WHERE step = 'canned'"),
    "canned-drop": (LAWYERS, "actor", "SELECT id FROM people WHERE id NOT IN (SELECT person FROM dialogues)"),
    "snippet-new": (LAWYERS, "actor", "SELECT person FROM dialogues WHERE step = 'snippet-name'"),
    "snippet-change": (LAWYERS, "actor", "SELECT person FROM dialogues WHERE step = 'snippet-text'"),
    "snippet-deleted": (
        LAWYERS,
        "actor",
        "SELECT id FROM people WHERE id NOT IN (SELECT lawyer FROM snippets)",
    ),
    "duty": (LAWYERS, "actor", "SELECT person FROM lawyers WHERE on_duty = 1"),
    "/duty": (LAWYERS, "actor", "SELECT person FROM lawyers WHERE on_duty = 1"),
    "butlered": (ADMINS, "firm", "SELECT id FROM enterprises WHERE butler_because = 'bureau'"),
    "present": (LAWYERS, "actor", "SELECT lawyer FROM absences WHERE ends_at < begins_at"),
    "speciality": (LAWYERS, "actor", "SELECT person FROM lawyers WHERE specialities <> '[]'"),
    "invite": (ADMINS, "actor", "SELECT made_by FROM invitations"),
    "/invite": (ADMINS, "actor", "SELECT made_by FROM invitations"),
    "remove": (frozenset(), "colleague", "SELECT person FROM roles WHERE revoked_at IS NOT NULL"),
    "removed": (ADMINS, "colleague", "SELECT person FROM roles WHERE revoked_at IS NOT NULL"),
    "ban": (ADMINS, "keeper", "SELECT person FROM bans"),
    "assigned": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'assign'"),
    "nudge": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'nudge'"),
    "inspected": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'inspect'"),
    "leave": (LAWYERS, "actor", "SELECT person FROM roles WHERE revoked_by = person"),
    "passwhy": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'pass_reason'"),
    "hand": (None, "ticket", "SELECT id FROM tickets WHERE asked IS NOT NULL"),
    "accept": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'accept'"),
    "decline": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'decline'"),
    "guest": (None, "ticket", "SELECT id FROM tickets WHERE guest IS NOT NULL"),
    "dismiss": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'dismiss'"),
    "snooze": (None, "ticket", "SELECT id FROM tickets WHERE snoozed_until IS NOT NULL"),
    "someday": (None, "actor", "SELECT person FROM dialogues WHERE step = 'snooze-day'"),
    "goon": (None, "actor", "SELECT person FROM dialogues WHERE step = 'draft'"),
    "recall": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'recall'"),
    "/note": (None, "ticket", "SELECT ticket FROM ticket_events WHERE act = 'note'"),
    "suspend": (ADMINS, "actor", "SELECT suspended_by FROM suspensions WHERE resumed_at IS NULL"),
    "resume": (ADMINS, "actor", "SELECT resumed_by FROM suspensions WHERE resumed_by IS NOT NULL"),
    "retry": (ADMINS, "update", "SELECT id FROM inbox WHERE state <> 'set_aside'"),
    "rering": (ADMINS, "alarm", "SELECT id FROM alarms WHERE state <> 'set_aside'"),
}
"""Whoever brings about an effect (None: whoever may do it with this very ticket); what it happens to; the ids of all to which it has happened, in the database."""

SHOWS = {"take", "details", "transcript", "view", "inspected", "follow", "accept", "save", "second-read"}
"""What shows a ticket's words to whoever may do it."""
NAMES = {
    "conflict",
    "canned",
    "canned-bare",
    "canned-send",
    "recall",
    "move",
    "also",
    "anyway",
    "identity",
    "identified",
    "unidentified",
}
"""What shows to whoever may do it no more of a ticket than whose it is."""
BLIND = {("details", "waiting")}
"""What shows of a ticket no more than its parties: a card before it is taken."""
LATE = {"duty", "/duty", "removed", "leave"}
"""What changes who works here comes last, when nothing is left to be offered to anybody."""


@dataclass(frozen=True)
class Cell:
    """One tap or command of one person in one role, at one ticket in one state."""

    number: int
    name: str
    """Of the action; of the command, with its stroke."""
    role: str
    state: str

    @property
    def heard(self):
        """Those whose tap or command this is."""
        return NEEDS[self.name]

    @property
    def may(self):
        """Whether this person may do it with this ticket; None where it is about none."""
        outcome = _TICKETS.get((self.name, self.state))
        return self.role in outcome if outcome is not None else None

    @property
    def shows_words(self):
        """Whether the words of the ticket are to be seen."""
        return self.name in SHOWS and bool(self.may) and (self.name, self.state) not in BLIND

    @property
    def after(self):
        """The state of the ticket afterwards."""
        return _TICKETS.get((self.name, self.state), {}).get(self.role) or self.state

    def __str__(self):
        return f"{self.role} · {self.name} · {self.state} (#{self.number})"


def _needs():
    for table, stroke in ((COMMANDS, "/"), (ACTIONS, "")):
        for needs, names in table.items():
            yield from ((stroke + name, needs) for name in names.split())


def _outcomes():
    for line in TICKETS.strip("\n").splitlines()[1:]:
        name, *cells = line.split()
        for state, cell in zip(STATES, cells, strict=True):
            given = [each.partition(">") for each in cell.split(",") if cell != "-"]
            yield (name, state), {role: after for role, _, after in given}


NEEDS = dict(_needs())
_TICKETS = dict(_outcomes())
TICKET_NAMES = frozenset(name for name, _ in _TICKETS)
"""Commands and actions that are tried with a ticket in every state."""


def cells():
    """Every command and action, in every role; those of the table of tickets in every state, the others in one."""
    number = 0
    for name in NEEDS:
        for state in STATES if name in TICKET_NAMES else ("taken",):
            for role in ROLES:
                if role in SEATED and name not in TICKET_NAMES | SEAT_NAMES:
                    continue
                number += 1
                yield Cell(number, name, role, state)
