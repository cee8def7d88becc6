"""Whoever wants to be forgotten is, at once: told what goes and what stays, asked, and given a certificate without words."""

from engines import opened, rows_of
from scenes import STRANGE, closes, forges, forgets, takes_ticket
from seat_scenes import has_an_enterprise, joins

from bot.storage import holds
from bot.storage.engine import kept_keys, master_key
from bot.storage.engine.backup import backup, restore

SAID = "合同是三月签的，一共两页"
QUESTION = "收到罚款决定书多久内可以申请复议"
FIRM = "示例五金制品有限公司"


async def has_a_closed_ticket(stage):
    """The owner has asked, was answered in a ticket, and said something there; the ticket is closed."""
    yours = await takes_ticket(stage)
    stage.owner.says(SAID, reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(SAID)
    stage.lawyer.says("先把死鱼冻起来送检", reply_to=yours)
    await stage.owner.hears("冻起来")
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.says(QUESTION)
    await stage.owner.hears("60")


async def is_forgotten(stage):
    stage.owner.says("/forget_me")
    asked = await stage.owner.hears("现在就全部删掉", "/export_my_data", "律师自己另外存的", "第47条")
    stage.owner.taps("全部删掉，不能恢复")
    await stage.settles()
    return stage.owner.sees(asked)["text"]


def address_of(stage):
    return stage.butler.config.database.url.get_secret_value()


async def words_left(stage, *words):
    """The tables in which any of these words can still be read with the keys that are left."""
    return await words_in(stage.butler.database, address_of(stage), *words)


async def words_in(database, url, *words):
    written = [word.encode("ascii", "backslashreplace").decode() for word in words] + list(words)
    found = set()
    async with database.transaction() as tx:
        for table, columns in (await tx.catalogue()).items():
            names = ", ".join(f'"{column}"' for column in columns)
            rows = [
                dict(zip(columns, row, strict=True))
                for row in await rows_of(url, f'SELECT {names} FROM "{table}"')
            ]
            told = str([dict(row) for row in await tx.vault.opened(rows)]).replace("\\\\", "\\")
            found |= {table for word in written if word in told}
    return found


async def words_in_backup(stage, file, new, *words):
    """The tables of the backup, restored into a new file, in which any of these words can be read."""
    url = f"sqlite:///{new}"
    master_key.file_of(url).write_text(master_key.file_of(address_of(stage)).read_text())
    await restore(url, file)
    async with opened(url) as database:
        return await words_in(database, url, *words)


async def test_all_that_somebody_said_goes_at_once_also_from_backups_and_the_certificate_counts_it(
    stage, tmp_path
):
    await has_a_closed_ticket(stage)
    assert await words_left(stage, SAID) >= {"messages", "outbox"}
    file = tmp_path / "old.backup"
    await backup(address_of(stage), file)
    assert await words_in_backup(stage, file, tmp_path / "1.db", SAID, FIRM) >= {"messages", "enterprises"}
    certificate = await is_forgotten(stage)
    assert all(part in certificate for part in ("已删除", "凭证号", "提问 1 条", "工单 1 件"))
    assert SAID not in certificate
    assert await words_left(stage, SAID, STRANGE, QUESTION, FIRM, "冻起来") == set()
    assert await kept_keys.renew(stage.butler.database, file.with_name(kept_keys.NAME))
    assert (
        await words_in_backup(stage, file, tmp_path / "2.db", SAID, STRANGE, QUESTION, FIRM, "冻起来")
        == set()
    )
    stage.admin.says("/audit")
    await stage.admin.hears("没有被改过")
    stage.owner.says("还在吗")
    await stage.owner.hears("同意")


async def test_a_ticket_on_hold_stays_and_its_owner_is_told(stage):
    await has_a_closed_ticket(stage)
    stage.admin.says("/hold #1 法院来函要求保全")
    await stage.admin.hears("#1 从现在起不删", "∞")
    assert "另有 1 件工单因为正在依法保留" in await is_forgotten(stage)
    assert "messages" in await words_left(stage, SAID)
    assert "questions" not in await words_left(stage, QUESTION)


async def test_an_open_ticket_must_end_before_and_a_lawyer_gives_the_role_back_before(stage):
    await takes_ticket(stage)
    stage.owner.says("/forget_me")
    await stage.owner.hears("没办结的工单：#1", "撤回")
    forges(stage.owner, "eraseme")
    await stage.owner.hears("没办结的工单：#1")
    stage.lawyer.says("/forget_me")
    await stage.lawyer.hears("/leave")


async def test_what_was_shared_with_colleagues_stays_with_them_and_so_does_the_enterprise(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    assert "已删除" in await is_forgotten(stage)
    await colleague.hears()
    colleague.says("/team")
    await colleague.hears(FIRM)


async def test_whoever_takes_the_consent_back_leaves_no_name_of_an_enterprise_behind(stage):
    await stage.owner.agrees()
    await stage.owner.registers()
    await stage.settles()
    assert "enterprises" in await words_left(stage, FIRM)
    stage.owner.says("/privacy")
    await stage.owner.hears("企业登记")
    await forgets(stage.owner)
    assert "enterprises" not in await words_left(stage, FIRM)


async def test_an_enterprise_on_hold_keeps_its_name(stage):
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/enterprise")
    await stage.owner.hears()
    admin = await stage.person(stage.admin)
    async with stage.butler.database.transaction() as tx:
        now = stage.butler.clock()
        await holds.put(tx, ticket=None, enterprise=1, reason="函", by=admin, now=now, until=None)
    stage.owner.says("/privacy")
    await stage.owner.hears("企业登记")
    await forgets(stage.owner)
    assert "enterprises" in await words_left(stage, FIRM)


async def test_nobody_loses_anything_by_asking(stage):
    await has_a_closed_ticket(stage)
    stage.owner.says("/forget_me")
    await stage.owner.hears("现在就全部删掉")
    stage.owner.says("/tickets")
    await stage.owner.hears("#1")
    assert "messages" in await words_left(stage, SAID)
