"""For each cell of the permissions a small world of its own: an owner, their ticket, and whoever comes across it.

Everything that somebody wrote or sent in it carries a mark, so that one can see afterwards whom it has reached.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from rights import SEAT_NAMES, SEATED, TICKET_NAMES
from stage import PICTURE

from bot.domain.canned_actions import of_snippet
from bot.domain.conflict import Hit, PartySide, Reason, Side
from bot.domain.deadlines import Limit, Roll, Unit
from bot.domain.dialogue import AskingTown, ConfirmingName, Drafting, SendingCanned
from bot.domain.duty import Away
from bot.domain.facts import Asked
from bot.domain.facts import Kind as FactKind
from bot.domain.identity import Address, Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Header, Notice, Relay, Shown
from bot.domain.people import Role
from bot.storage import (
    alarms,
    conflicts,
    deadlines,
    dialogues,
    enterprises,
    facts,
    inbox,
    journal,
    offers,
    people,
    roster,
    seats,
    second_looks,
    snippets,
    suspensions,
    thread,
    tickets,
)
from bot.storage.alarms import AlarmKind
from bot.storage.journal import Question
from bot.storage.thread import Audience
from bot.usecases import canned, conflict_work, lifecycle, ticket_thread, ticket_work, views
from bot.usecases.messages import say
from bot.usecases.questions import entry_code
from bot.usecases.second_looks import seal_of
from simulator.faults import Fault
from simulator.files import Upload
from simulator.messages import Content
from simulator.text import FormattedText

MARK = re.compile(r"⟦(\d+)([a-z])⟧")
QUESTION, CAPTION, ENTERPRISE, ADVICE, WORDS, NOTE = "q", "c", "e", "a", "w", "n"
"""What a mark stands in. WORDS are those of whoever comes across the ticket, the others belong to it."""

NOTES_FROM = 9_000_000_000
"""Above all numbers of messages in the simulator: the admin's note of each world has one of its own."""

SPOKEN_FROM = 8_000_000_000
"""The same of words that went to another owner."""

CARRIER = "cancel.nothing"
"""The key of the bot's message under which the buttons are tapped."""
ABOUT_A_QUESTION = frozenset({"show", "about", "related", "solved", "lawyer", "handover", "callout", "draft"})
KEPT = frozenset({"filed", "stillopen", "dropday"})
SNIPPETS = frozenset(
    {
        "canned-bare",
        "canned-send",
        "canned-drop",
        "snippet",
        "snippet-change",
        "snippet-delete",
        "snippet-deleted",
    }
)
SECOND = frozenset({"second-read", "second-fine", "second-back", "second-alone", "second-drop"})
WITH_A_TICKET = TICKET_NAMES | {"again", "rering"}
LAWYERS = frozenset({"its_lawyer", "offered", "other_lawyer", "removed", "conflicted"})


@dataclass
class Someone:
    """Somebody on the stage, as the database knows them."""

    chat: int
    person: object
    address: Address

    @property
    def id(self):
        return self.person.id


@dataclass
class World:
    """What belongs to one cell; the names below it are those that EFFECTS speaks of."""

    cell: object
    owner: Someone
    actor: Someone
    holder: Someone
    """Its lawyer, if anybody takes it who does not come across it."""
    entry: str = ""
    idle: tuple[str, ...] = ()
    """Of entries that nothing else in the worlds speaks of: one answers, the other is suspended."""
    ticket: int = 0
    question: int = 0
    notice: int = 0
    update: int = 0
    alarm: int = 0
    colleague: int = 0
    party: int = 0
    reserve: int = 0
    enterprise: int = 0
    colleague_chat: int = 0
    deadline: int = 0
    absence: int = 0
    firm: int = 0
    snippet: int = 0
    spoken: int = 0
    seal: str = ""

    @property
    def keeper(self):
        """Whose last day it is."""
        return self.owner.id

    def mark(self, kind):
        return f"⟦{self.cell.number}{kind}⟧"

    def touched(self, what):
        """The id of what an effect happens to."""
        return self.actor.id if what == "actor" else getattr(self, what)


class Builder:
    """Makes worlds within one transaction, with the use cases that would make them in life."""

    def __init__(self, stage, uow, house, reserve, admin):
        self.stage = stage
        self.uow = uow
        self.tx = uow.tx
        self.house = house
        """Takes a ticket where nobody else does."""
        self.reserve = reserve
        """The only one on duty: is shown what is offered to nobody else."""
        self.admin = admin
        entries = uow.knowledge.entries
        self.entry = entry_code(
            next(name for name in entries if entries[name].related and entries[name].limits)
        )
        self.idle = list(entries)[-2:]

    @classmethod
    async def on(cls, stage, uow):
        """A builder for this stage, in this transaction."""
        cast = [stage.second_lawyer, stage.lawyer, stage.admin]
        numbers = [await people.at_address(uow.tx, uow.account.id, str(each.id), uow.now) for each in cast]
        found = [await cls.found(uow, each.id, number) for each, number in zip(cast, numbers, strict=True)]
        await suspensions.suspend(uow.tx, list(uow.knowledge.entries)[-1], found[-1].id, uow.now)
        return cls(stage, uow, *found)

    async def world(self, cell):
        """The world of a cell, with the bot's message under which a button can be tapped."""
        owner = await self.someone(f"企业主{cell.number}", known=True)
        actor = owner if cell.role == "owner" else await self._actor(cell)
        its = actor if cell.role == "its_lawyer" else self.house
        world = World(cell, owner, actor, its, self.entry, tuple(map(entry_code, self.idle)))
        if cell.name in WITH_A_TICKET:
            await self._ticket(world)
        await self._rest(world)
        if cell.name in SNIPPETS:
            await self._snippet(world)
        if cell.name in {"move", "also"}:
            await self._spoken(world)
        await self._carrier(world)
        return world

    async def someone(self, name, *, known=False, roles=()):
        """A person of the simulator and of the database; lawyers are off duty, so that nothing is offered to them."""
        player = self.stage.newcomer(name)
        self._dialog(player.id).started = True  # the bot may write to them
        tx, uow = self.tx, self.uow
        number = await people.at_address(tx, uow.account.id, str(player.id), uow.now)
        if known:
            await people.consent(tx, number, name, uow.now)
            await people.set_language(tx, number, "zh")
        if known or roles:
            await people.agree_to_hand_over(tx, number, uow.now)
        for role in roles:
            await roster.appoint(tx, number, role, uow.now)
            await people.rename(tx, number, name)
        if Role.LAWYER in roles:
            await roster.set_duty(tx, number, on_duty=False)
        return await self.found(uow, player.id, number)

    def _dialog(self, chat):
        simulated = self.stage.sim.world
        return simulated.dialog(simulated.the_bot, simulated.person(chat))

    @staticmethod
    async def found(uow, chat, number):
        """Somebody by their number, as they are now."""
        person = await people.find(uow.tx, number)
        return Someone(chat, person, await people.address_of(uow.tx, uow.account.id, number))

    async def _actor(self, cell):
        name = f"{cell.role}{cell.number}"
        if cell.role in LAWYERS:
            return await self.someone(name, roles=[Role.LAWYER])
        if cell.role == "admin":
            return await self.someone(name, roles=[Role.ADMIN])
        return await self.someone(name, known=cell.role in {"other_owner", *SEATED})

    async def _ticket(self, world):
        cell = world.cell
        world.question = await self._question(world)
        ticket = await self._opened(world)
        if cell.name == "unidentified":
            await enterprises.verify(self.tx, ticket.enterprise, by=self.admin.person.id, now=self.uow.now)
        if cell.name == "why":
            await tickets.set_helped(self.tx, ticket.id, helped=True)
        if cell.role in SEATED or cell.name == "share":
            await self._seated(world, ticket)
        if cell.role == "removed":
            await self._held_and_lost(world, ticket)
            return
        if cell.role == "conflicted":
            await self._held_and_left(world, ticket)
            return
        taker = world.holder
        shown = world.actor if cell.role == "offered" else taker if cell.state != "waiting" else None
        if cell.role == "its_lawyer" and cell.state == "waiting":
            await self._offered(ticket, world.actor)
            await ticket_work.take(self.uow, world.actor.person, ticket.id)
            await ticket_work.pass_on(self.uow, world.actor.person, ticket.id)
            return
        await self._offered(ticket, shown or self.reserve)
        await self._until(world, taker)
        await self._joined(world, taker)

    async def _seated(self, world, ticket):
        """Whoever comes across it has, or had, a seat beside the owner, who shared the ticket; of `share` they want to."""
        tx, now, name = self.tx, self.uow.now, world.cell.name
        if world.cell.role not in SEATED:
            colleague = await self.someone(f"同事{world.cell.number}", known=True)
            await seats.admit(tx, colleague.id, ticket.enterprise, now)
            return
        actor = world.actor
        await seats.admit(tx, actor.id, ticket.enterprise, now)
        await seats.share(tx, await tickets.find(tx, ticket.id), now)
        if world.cell.role == "unseated" or name == "unfollow":
            await seats.follow(tx, ticket.id, actor.id, now)
        if world.cell.role == "unseated":
            await seats.stand_up(tx, actor.id, ticket.enterprise)
        world.actor = await self.found(self.uow, actor.chat, actor.id)

    async def _team(self, world):
        """The owner keeps an enterprise, in which a colleague sits, or of `letin` says so, and whoever has a seat."""
        number, values = world.cell.number, {"town": None, "now": self.uow.now}
        code = f"{number:018d}"
        firm = await enterprises.join(self.tx, world.owner.id, name="示例厂", credit_code=code, **values)
        world.enterprise = firm.id
        if world.cell.name == "unverify":
            await enterprises.verify(self.tx, firm.id, by=self.admin.person.id, now=self.uow.now)
        colleague = await self.someone(f"同事{number}", known=True)
        world.colleague = colleague.id
        if world.cell.name == "letin":
            await enterprises.join(self.tx, colleague.id, name="示例厂", credit_code=code, **values)
        else:
            await seats.admit(self.tx, colleague.id, firm.id, self.uow.now)
        if world.cell.role in SEATED:
            await seats.admit(self.tx, world.actor.id, firm.id, self.uow.now)
        if world.cell.role == "unseated":
            await seats.stand_up(self.tx, world.actor.id, firm.id)

    async def _until(self, world, lawyer):
        """A lawyer brings the ticket into the state of the cell."""
        state = "closed" if world.cell.name == "rering" else world.cell.state
        if state != "waiting":
            await ticket_work.take(self.uow, lawyer.person, world.ticket)
        if state in {"answered", "closed"}:
            said = IncomingMessage(world.cell.number, "text", f"律师说 {world.mark(ADVICE)}")
            ticket = await tickets.find(self.tx, world.ticket)
            await ticket_thread.from_lawyer(self.uow, Caller(lawyer.person, lawyer.address), ticket, said)
        if state == "closed":
            await ticket_work.close(self.uow, lawyer.person, world.ticket, "answered")

    async def _joined(self, world, lawyer):
        """Where it is tried, the other lawyer was asked to take the ticket over, or lets nobody read along but them."""
        cell = world.cell
        ticket = await tickets.find(self.tx, world.ticket)
        if not ticket.is_held:
            return
        if cell.role == "other_lawyer" and cell.name in {"accept", "decline"}:
            await lifecycle.hand_over(self.uow, ticket, lawyer.person, world.actor.id)
        elif cell.name == "dismiss":
            guest = world.actor if cell.role == "other_lawyer" else self.admin
            await lifecycle.invite(self.uow, ticket, lawyer.person, guest.id)
        elif cell.name in SECOND:
            await self._waits_for_a_colleague(world, ticket, lawyer)

    async def _waits_for_a_colleague(self, world, ticket, lawyer):
        """An answer waits: for the other lawyer where they try to read it, else for nobody."""
        cell = world.cell
        reads = cell.role == "other_lawyer" and cell.name not in {"second-alone", "second-drop"}
        if reads:
            await lifecycle.invite(self.uow, ticket, lawyer.person, world.actor.id)
        reader = world.actor.id if reads else None
        look = await second_looks.begin(self.tx, ticket.id, lawyer.id, reader, self.uow.now, invited=reads)
        words = IncomingMessage(NOTES_FROM - cell.number, "text", f"律师说 {world.mark(ADVICE)}")
        kept = await thread.add(
            self.tx, ticket.id, author="lawyer", person=lawyer.id, address=lawyer.address.id,
            message=words, now=self.uow.now, audience=Audience.STAFF,
        )  # fmt: skip
        await second_looks.add_word(self.tx, look.id, kept)
        world.seal = seal_of(await second_looks.words(self.tx, look.id))

    async def _held_and_lost(self, world, ticket):
        """Whoever comes across it took it and has been removed; what they have closed stays theirs."""
        await self._offered(ticket, world.actor)
        if world.cell.state == "closed":
            await self._until(world, world.actor)
        else:
            await ticket_work.take(self.uow, world.actor.person, ticket.id)
        await self._removed(world)
        if world.cell.state != "closed":
            await self._until(world, world.holder)

    async def _held_and_left(self, world, ticket):
        """Whoever comes across it has read all of it, and stepped aside; it goes on without them."""
        await self._offered(ticket, world.actor)
        await ticket_work.take(self.uow, world.actor.person, ticket.id)
        await conflict_work.step_aside(self.uow, world.actor.person, ticket.id)
        if world.cell.state != "waiting":
            await self._until(world, world.holder)

    async def _removed(self, world):
        actor = world.actor
        await roster.revoke(self.tx, actor.id, Role.LAWYER, by=self.admin.id, now=self.uow.now)
        world.actor = await self.found(self.uow, actor.chat, actor.id)
        await ticket_work.release(self.uow, world.actor.person)

    async def _question(self, world):
        owner, uow = world.owner, self.uow
        asked = Question(
            owner.id,
            owner.address.id,
            world.cell.number,
            uow.now,
            f"怎么分责任 {world.mark(QUESTION)}",
            "zh",
            "escalate",
            uow.knowledge.revision,
        )
        return await journal.add(self.tx, asked)

    async def _opened(self, world):
        owner, uow = world.owner, self.uow
        values = {"credit_code": None, "town": None, "now": uow.now}
        firm = await enterprises.join(self.tx, owner.id, name=f"示例厂 {world.mark(ENTERPRISE)}", **values)
        picture = self._picture(world.cell.number, world.mark(CAPTION))
        question = await journal.find(self.tx, world.question)
        ticket = await lifecycle.open_ticket(
            uow, owner.person, owner.address.id, question=question, enterprise=firm, said=[picture]
        )
        world.ticket = ticket.id
        note = IncomingMessage(NOTES_FROM + world.cell.number, "text", f"备注 {world.mark(NOTE)}")
        await thread.add(
            self.tx, ticket.id, author="admin", person=self.admin.id, address=self.admin.address.id,
            message=note, now=uow.now, audience=Audience.STAFF,
        )  # fmt: skip
        return ticket

    async def _offered(self, ticket, lawyer):
        """The card in a lawyer's chat, and the offer that goes with it."""
        card = await views.blind_card(self.uow, ticket, "zh")
        shown = Notice(lawyer.id, Shown("ticket.card", card), "zh", ticket=ticket.id)
        notice = await self.uow.tell(shown)
        await offers.make(self.tx, ticket.id, lawyer.id, "idle", self.uow.now, notice=notice)

    def _picture(self, number, caption):
        files = self.stage.sim.world.the_bot.files
        stored = files.add_photo(Upload("page.png", "image/png", PICTURE))[-1]
        return IncomingMessage(number, "photo", caption, file_id=stored.file_id, file_key=stored.unique_id)

    async def _rest(self, world):
        """What the button of this cell speaks of beside a ticket."""
        name, number = world.cell.name, world.cell.number
        if world.cell.role == "removed" and name not in WITH_A_TICKET:
            await self._removed(world)
        if name in SEAT_NAMES - {"/enterprise", "enterprise"}:
            await self._team(world)
        if name in ABOUT_A_QUESTION:
            world.question = await self._question(world)
        if name in {"skip", "town"}:
            await dialogues.begin(
                self.tx, self.uow.account.id, world.actor.id, AskingTown("示例厂"), self.uow.now
            )
        if name in {"name", "keep", "noname"}:
            asked = ConfirmingName("示例厂", number)
            await dialogues.begin(self.tx, self.uow.account.id, world.actor.id, asked, self.uow.now)
        if name in {"send", "drop"}:
            words = IncomingMessage(number, "text", f"草稿 {world.mark(WORDS)}")
            await dialogues.begin(
                self.tx, self.uow.account.id, world.actor.id, Drafting(0, (words,)), self.uow.now
            )
        if name in {"conflict", "clear", "side", "unparty", "remove", "removed", "hand", "guest", *KEPT}:
            await self._sides(world)
        if name in {"fact", "send-now"}:
            await self._asked_for_a_fact(world)
        await self._absence(world)
        await self._firm(world)
        world.reserve = self.reserve.id
        await self._gone_wrong(world)

    async def _gone_wrong(self, world):
        """What a button tries once more."""
        match world.cell.name:
            case "again":
                world.notice = await self._undelivered(world)
            case "retry":
                world.update = await self._update_set_aside(world.cell.number)
            case "rering":
                world.alarm = await self._alarm_set_aside(world.ticket)

    async def _kept(self, owner):
        """A last day of which its owner wants to be reminded."""
        kept = await deadlines.keep(
            self.tx, person=owner, ticket=None, question=None, entry=next(iter(self.uow.knowledge.entries)),
            number=1, limit=Limit(60, Unit.DAY, Roll.NONE), trigger=dt.date(2026, 11, 20),
            last=dt.date(2027, 1, 19), told=None, now=self.uow.now,
        )  # fmt: skip
        return kept.id

    async def _sides(self, world):
        """What the buttons about who is on which side speak of, and those about a last day."""
        name, number = world.cell.name, world.cell.number
        if name in KEPT:
            world.deadline = await self._kept(world.owner.id)
        if name in {"conflict", "clear", "remove", "removed", "hand", "guest"}:
            colleague = await self.someone(f"同事{number}", roles=[Role.LAWYER])
            world.colleague, world.colleague_chat = colleague.id, colleague.chat
        if name in {"conflict", "clear"}:
            ticket = await tickets.find(self.tx, world.ticket)
            alike = Hit(world.colleague, Reason.OPPONENT, f"示例厂 {world.mark(ENTERPRISE)}", "示例厂")
            await conflicts.add(self.tx, ticket, alike, self.uow.now)
        if name == "side":
            ticket = await tickets.find(self.tx, world.ticket)
            await conflicts.set_side(self.tx, ticket, Side.ASKED)
        if name == "unparty":
            await conflicts.declare(self.tx, world.actor.id, PartySide.CLIENT, "示例客户", self.uow.now)
            world.party = (await conflicts.declared(self.tx, world.actor.id))[0].id

    async def _asked_for_a_fact(self, world):
        """The owner of the ticket is asked for a fact."""
        ticket = await tickets.find(self.tx, world.ticket)
        asked = Asked(FactKind.WHETHER, "有没有合同？", "Is there a contract?")
        await facts.begin(self.tx, ticket, [asked])

    async def _firm(self, world):
        """An enterprise of which no words are looked for elsewhere."""
        if world.cell.name in {"butler", "butlered"}:
            told = {"name": "示例厂", "credit_code": None, "town": None}
            world.firm = (await enterprises.join(self.tx, world.owner.id, now=self.uow.now, **told)).id

    async def _absence(self, world):
        """A day in court of whoever comes across its button."""
        if world.cell.name == "present":
            begins = self.uow.now + dt.timedelta(days=1)
            span = begins, begins + dt.timedelta(hours=1)
            world.absence = await roster.add_absence(self.tx, world.actor.id, Away.COURT, *span, self.uow.now)

    async def _snippet(self, world):
        """A snippet of whoever comes across the ticket, and, where it is to be sent or left, what was shown of it."""
        name, actor, text = world.cell.name, world.actor, f"常用语 {world.mark(WORDS)}"
        world.snippet = await snippets.add(self.tx, actor.id, "示例", text, self.uow.now)
        world.seal = canned.seal_of(text, None)
        if name in {"canned-send", "canned-drop"}:
            step = SendingCanned(world.ticket, of_snippet(world.snippet), text)
            await dialogues.begin(self.tx, self.uow.account.id, actor.id, step, self.uow.now)

    async def _spoken(self, world):
        """Words of whoever comes across the ticket that went to another owner, if they may be a lawyer's."""
        number, uow, actor = world.cell.number, self.uow, world.actor
        other = await self.someone(f"别家{number}", known=True)
        ticket = await lifecycle.open_ticket(uow, other.person, other.address.id)
        if actor.person.is_lawyer:
            await ticket_work.take(uow, actor.person, ticket.id)
            said = IncomingMessage(SPOKEN_FROM + number, "text", f"律师说 {world.mark(WORDS)}")
            ticket = await tickets.find(self.tx, ticket.id)
            caller = Caller(actor.person, actor.address)
            await ticket_thread.from_lawyer(uow, caller, ticket, said)
            world.spoken = (await thread.by_source(self.tx, actor.address.id, said.message_id)).id

    async def _undelivered(self, world):
        """A picture from the lawyer that the owner's chat refuses."""
        self.stage.sim.world.faults.order(Fault("400", method="sendPhoto", chat=world.owner.chat))
        header = Header("lawyer", "示例", world.ticket)
        content = Relay(header, self._picture(world.cell.number, f"律师说 {world.mark(ADVICE)}"))
        words = Notice(world.owner.id, content, "zh", ticket=world.ticket, sender=world.holder.id)
        return await self.uow.tell(words)

    async def _update_set_aside(self, number):
        """An update that three tries could not deal with; the fourth can."""
        uow = self.uow
        await inbox.receive(self.tx, uow.account.id, [{"update_id": 10_000 + number}], uow.now)
        item = await inbox.take_next(self.tx, uow.account.id, uow.now)
        for attempts in range(inbox.TRIES):
            await inbox.failed(self.tx, replace(item, attempts=attempts), "Example", uow.now)
        return item.id

    async def _alarm_set_aside(self, ticket):
        """An alarm that three tries could not ring; meanwhile it has nothing to say."""
        now = self.uow.now
        await alarms.wind(self.tx, AlarmKind.TAKE, ticket, now, now)
        alarm = (await alarms.running(self.tx, ticket))[-1]
        for attempts in range(inbox.TRIES):
            await alarms.failed(self.tx, replace(alarm, attempts=attempts), "Example", now)
        return alarm.id

    async def _carrier(self, world):
        """The bot answers to words of whoever comes across the ticket: a forged button is tapped under that."""
        simulated, dialog = self.stage.sim.world, self._dialog(world.actor.chat)
        words = Content("text", FormattedText(f"我想说 {world.mark(WORDS)}"))
        own = simulated.post(
            simulated.the_bot, dialog, simulated.new_message(simulated.the_bot, words, from_bot=False)
        )
        await self.uow.tell(say(world.actor.id, CARRIER, reply_to=own.message_id))


DATA = {
    "hello": "hello:en",
    "notice-send": "notice-send:2020-01-01:all",
    "notice-drop": "notice-drop",
    "notices-off": "notices-off",
    "notices-on": "notices-on",
    "seen": "seen:{0.ticket}",
    "figures": "figures:week:0",
    "figures-all": "figures-all",
    "forgotten": "forgotten",
    "view": "view:{0.ticket}",
    "save": "save:{0.ticket}:html",
    "why": "why:{0.ticket}:clear",
    "withdraw": "withdraw:{0.ticket}",
    "withdrawn": "withdrawn:{0.ticket}",
    "stay": "stay:{0.ticket}",
    "settle": "settle:{0.ticket}",
    "remind": "remind:{0.ticket}",
    "add": "add:{0.ticket}:{0.question}",
    "close-anyway": "close-anyway:{0.ticket}",
    "consent": "consent:zh",
    "forget": "forget",
    "eraseme": "eraseme",
    "exportme": "exportme",
    "lifthold": "lifthold:1",
    "ban-for": "ban-for:{0.owner.id}:abuse",
    "ban": "ban:{0.owner.id}:abuse:7",
    "unban": "unban:1",
    "language": "language:en",
    "enterprise": "enterprise",
    "skip": "skip:enterprise-town",
    "town": "town:姚庄",
    "name": "name:{0.cell.number}",
    "keep": "keep:{0.cell.number}",
    "noname": "noname:{0.cell.number}",
    "measures": "measures",
    "measure": "measure:1",
    "show": "show:{0.question}:{0.entry}",
    "about": "about:{0.question}:{0.entry}",
    "related": "related:{0.question}:{0.entry}",
    "solved": "solved:{0.question}",
    "lastday": "lastday:0:{0.entry}",
    "limit": "limit:0:{0.entry}:1",
    "since": "since:0:{0.entry}:1:20260305",
    "remindme": "remindme:0:{0.entry}:1:20261123",
    "filed": "filed:{0.deadline}",
    "stillopen": "stillopen:{0.deadline}",
    "dropday": "dropday:{0.deadline}",
    "deadlines": "deadlines:1",
    "ics": "ics:0:{0.entry}:1:20260305",
    "lawyer": "lawyer:{0.question}",
    "handover": "handover:{0.question}",
    "callout": "callout:{0.question}:fire",
    "urgent": "urgent:{0.ticket}:fire",
    "draft": "draft:{0.question}",
    "send": "send",
    "drop": "drop",
    "talk": "talk:{0.ticket}",
    "new": "new:{0.ticket}",
    "helped": "helped:{0.ticket}:0",
    "take": "take:{0.ticket}",
    "pass": "pass:{0.ticket}",
    "details": "details:{0.ticket}",
    "transcript": "transcript:{0.ticket}",
    "close": "close:{0.ticket}",
    "side": "side:{0.ticket}:none",
    "fact": "fact:{0.ticket}:1:yes",
    "send-now": "send-now:{0.ticket}",
    "aside": "aside:{0.ticket}",
    "conflict": "conflict:{0.ticket}:{0.colleague}",
    "clear": "clear:{0.ticket}:{0.colleague}:other",
    "party": "party:client",
    "anyway": "anyway:{0.ticket}",
    "dont-send": "dont-send",
    "move": "move:{0.ticket}:{0.spoken}",
    "also": "also:{0.ticket}:{0.spoken}",
    "recall": "recall:{0.ticket}:0:99999999",
    "look-up": "look-up",
    "canned": "canned:{0.ticket}:e{0.entry}",
    "canned-whom": "canned-whom:0:e{0.entry}",
    "canned-bare": "canned-bare:{0.ticket}:s{0.snippet}",
    "canned-send": "canned-send:{0.ticket}:{0.seal}",
    "canned-drop": "canned-drop",
    "snippets": "snippets:1",
    "snippet": "snippet:{0.snippet}",
    "snippet-new": "snippet-new",
    "snippet-change": "snippet-change:{0.snippet}",
    "snippet-delete": "snippet-delete:{0.snippet}",
    "snippet-deleted": "snippet-deleted:{0.snippet}",
    "unparty": "unparty:{0.party}",
    "closed": "closed:{0.ticket}:answered",
    "team": "team",
    "colleague": "colleague",
    "unseat": "unseat:{0.colleague}",
    "unseated": "unseated:{0.colleague}",
    "keeping": "keeping:{0.colleague}",
    "kept": "kept:{0.colleague}",
    "unsit": "unsit:{0.enterprise}",
    "left": "left:{0.enterprise}",
    "share": "share:{0.ticket}",
    "private": "private:{0.ticket}",
    "follow": "follow:{0.ticket}",
    "unfollow": "unfollow:{0.ticket}",
    "letin": "letin:{0.colleague}:{0.enterprise}",
    "verify": "verify:{0.enterprise}",
    "unverify": "unverify:{0.enterprise}",
    "identity": "identity:{0.ticket}",
    "identified": "identified:{0.ticket}",
    "unidentified": "unidentified:{0.ticket}",
    "enterprises": "enterprises:1",
    "reopen": "reopen:{0.ticket}",
    "passwhy": "passwhy:{0.ticket}:no-time",
    "more": "more:{0.ticket}",
    "colleagues": "colleagues:{0.ticket}:over:1",
    "hand": "hand:{0.ticket}:{0.colleague}",
    "accept": "accept:{0.ticket}",
    "decline": "decline:{0.ticket}",
    "guest": "guest:{0.ticket}:{0.colleague}",
    "dismiss": "dismiss:{0.ticket}",
    "second-read": "second-read:{0.ticket}",
    "second-fine": "second-fine:{0.ticket}:{0.seal}",
    "second-back": "second-back:{0.ticket}",
    "second-alone": "second-alone:{0.ticket}",
    "second-drop": "second-drop:{0.ticket}",
    "later": "later:{0.ticket}",
    "snooze": "snooze:{0.ticket}:hours",
    "someday": "someday:{0.ticket}",
    "goon": "goon:{0.ticket}",
    "duty": "duty:on",
    "firms": "firms:1",
    "butler": "butler:1:{0.firm}",
    "butlered": "butlered:1:{0.firm}:{0.reserve}",
    "present": "present:{0.absence}",
    "speciality": "speciality:1",
    "invite": "invite:lawyer",
    "remove": "remove:lawyer:{0.colleague}",
    "removed": "removed:lawyer:{0.colleague}",
    "reload": "reload",
    "suspend": "suspend:{0.idle[0]}",
    "because": "because:{0.idle[1]}:law",
    "leave": "leave:lawyer",
    "unanswered": "unanswered:1",
    "resume": "resume:{0.idle[1]}",
    "again": "again:{0.notice}",
    "retry": "retry:{0.update}",
    "rering": "rering:{0.alarm}",
    "entries": "entries:2:1",
    "tickets": "tickets:1",
    "queue": "queue:1",
    "mine": "mine:1",
    "done": "done:1",
    "all-whom": "all-whom:{0.actor.id}:1",
    "all-sure": "all-sure:{0.actor.id}:0",
    "all-give": "all-give:{0.actor.id}:0",
    "open": "open:1:all",
    "gist": "gist:{0.ticket}",
    "assign": "assign:{0.ticket}",
    "lawyers": "lawyers:{0.ticket}:1",
    "assigned": "assigned:{0.ticket}:{0.reserve}",
    "nudge": "nudge:{0.ticket}",
    "inspect": "inspect:{0.ticket}",
    "inspected": "inspected:{0.ticket}:complaint",
    "undelivered": "undelivered:1",
}
"""What the button of each action carries."""
TYPED = {
    "/butler": "/butler 没有这家",
    "/invite": "/invite lawyer",
    "/duty": "/duty on",
    "/note": "/note #{0.ticket} 内部的话 {1}",
}
"""Commands that want words behind them: of a ticket, and whoever types it marks them."""
