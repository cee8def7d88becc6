"""How every history begins: who there is, and what they did before."""

from bureau import Bureau, equipped, numbers
from stage import MONDAY_MORNING, Clock

from bot.domain.conflict import PartySide
from bot.storage import conflicts
from bot.storage import people as rows_of_people

OWNERS = ("owner_a", "seat_a", "seat_a2", "owner_b", "owner_c")
"""Two share firm A with its keeper, `owner_b` has a firm alone, `owner_c` none."""
LAWYERS = ("lawyer_1", "lawyer_2", "lawyer_3", "lawyer_4")
ADMINS = ("admin",)
CAST = {name: 100 + at for at, name in enumerate((*OWNERS, *LAWYERS, *ADMINS))}
OPPONENT = "示例对手材料有限公司"
"""A client of two lawyers."""
ITS_LAWYERS = ("lawyer_3", "lawyer_4")


async def template(folder):
    """The equipment with a database in which all of this has happened."""
    equipment = await equipped(folder, CAST)
    path = folder / "template.db"
    bureau = Bureau(equipment, CAST, Clock(MONDAY_MORNING), path)
    await bureau.opens()
    await bureau.butler.appoint()
    for name in CAST:
        await _says_hello(bureau, name)
    for name, firm in (("owner_a", "示例五金制品有限公司"), ("owner_b", "示例纺织有限公司")):
        await _registers(bureau, name, firm)
    for name in ("seat_a", "seat_a2"):
        await joins(bureau, "owner_a", name)
    equipment.people = numbers(path, CAST)
    async with bureau.database.transaction() as tx:
        for name in OWNERS:
            await rows_of_people.agree_to_hand_over(tx, equipment.people[name], bureau.clock())
        for name in ITS_LAWYERS:
            await conflicts.declare(tx, equipment.people[name], PartySide.CLIENT, OPPONENT, bureau.clock())
    await bureau.closes()
    equipment.template, equipment.begins = path, bureau.clock()
    equipment.dialogs = bureau.world.the_bot.dialogs
    return equipment


async def joins(bureau, keeper, name):
    """The keeper makes a link, and somebody sits down by it."""
    before = len(bureau.players[keeper].sees())
    bureau.players[keeper].says("/team")
    await _goes_on(bureau)
    if not _taps(bureau, keeper, "邀请同事"):
        return False
    await _goes_on(bureau)
    said = " ".join(each.get("text") or "" for each in bureau.players[keeper].sees()[before:])
    if "start=" not in said:
        return False
    bureau.players[name].says("/start " + said.rpartition("start=")[2].split()[0])
    await _goes_on(bureau)
    return True


async def _says_hello(bureau, name):
    bureau.players[name].starts()
    await _goes_on(bureau)
    if name in OWNERS:
        assert _taps(bureau, name, "同意并开始")
        await _goes_on(bureau)


async def _registers(bureau, name, firm):
    for words in ("/enterprise", firm):
        bureau.players[name].says(words)
        await _goes_on(bureau)
    for label in ("跳过", "姚庄"):
        assert _taps(bureau, name, label)
        await _goes_on(bureau)


def _taps(bureau, name, label):
    labels = [
        b["label"] for each in bureau.players[name].sees() for row in each["buttons"] or [] for b in row
    ]
    if label in labels:
        bureau.players[name].taps(label)
    return label in labels


async def _goes_on(bureau):
    bureau.clock.moves(seconds=1)
    await bureau.takes_in()
    await bureau.brings()
