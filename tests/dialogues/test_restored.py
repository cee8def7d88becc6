"""After a backup was restored: old buttons do nothing, no number means somebody else, and nothing is said twice unasked."""

from scenes import STRANGE, forges
from test_restart import open_for_business, says_hello, town
from test_under_way import the_line_is_slow

from bot.storage import inbox, restored
from bot.storage.engine import master_key
from bot.storage.engine.backup import backup, restore

__all__ = ["town"]

WORDS = "周五前一定要去法院递交异议"
SECRET = "账本先别交出去"


async def opens_ticket(somebody, number):
    somebody.says(f"/lawyer {STRANGE}")
    await somebody.hears("收到")
    somebody.taps("发给律师")
    return await somebody.hears(f"工单 #{number}")


async def takes(stage, number):
    forges(stage.lawyer, f"take:{number}")
    await stage.lawyer.hears(f"工单 #{number} 归您办理")
    return await stage.lawyer.hears("全部对话")


async def is_restored(tmp_path, stage, waiting=()):
    """The backup goes into a new database, its address; `waiting` are updates that nobody had dealt with when it was made."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    before = stage.butler.config.database.url.get_secret_value()
    master_key.file_of(url).write_text(master_key.file_of(before).read_text())

    async def put_right(copy):
        async with copy.transaction() as tx:
            await inbox.receive(tx, stage.butler.account.id, waiting, stage.clock())
        return await restored.put_right(copy, stage.clock())

    await restore(url, tmp_path / "backup.db", put_right=put_right)
    return {"BUTLER_DATABASE__URL": url}


async def before(town, tmp_path, knowledge, database_url):
    """Words wait for an owner when the backup is made; afterwards they arrive, and a newcomer has ticket #2."""
    async with open_for_business(town, tmp_path, knowledge, BUTLER_DATABASE__URL=database_url) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin)
        await stage.owner.agrees()
        await opens_ticket(stage.owner, 1)
        await stage.lawyer.hears("新工单 #1")
        first = await takes(stage, 1)
        await stage.owner.hears("接手了工单 #1")
        await stage.settles()
        await the_line_is_slow(stage, stage.owner)
        stage.lawyer.says(WORDS, reply_to=first)
        await stage.moves(seconds=1)
        await backup(database_url, tmp_path / "backup.db")
        await stage.moves(minutes=6)
        await stage.owner.hears(WORDS)
        newcomer = stage.newcomer("示例新人", number=901)
        await newcomer.agrees()
        told = await opens_ticket(newcomer, 2)
        await stage.second_lawyer.hears("新工单 #2")
        second = await takes(stage, 2)
        await stage.second_lawyer.hears("工单 #2 已由示例甲")
        await stage.settles()
    return stage, told, second


async def test_a_lawyers_old_button_or_reply_reaches_nobody_else(town, tmp_path, knowledge, database_url):
    old, _, second = await before(town, tmp_path, knowledge, database_url)
    async with open_for_business(town, tmp_path, knowledge, **await is_restored(tmp_path, old)) as stage:
        await stage.admin.hears("从备份恢复了", "1 条当时还没送完", "0 条当时还没处理", "编号跳过一段")
        other = stage.newcomer("示例又一人", number=902)
        await other.agrees()
        await opens_ticket(other, 2001)
        await stage.second_lawyer.hears("新工单 #2001")
        stage.lawyer.last = second
        await takes(stage, 2001)
        stage.lawyer.says(SECRET, reply_to=second)
        await stage.lawyer.hears("还没有发给任何人")
        stage.lawyer.taps(
            "办结", next(each for each in old.lawyer.player.sees() if "工单 #2 归您" in each.get("text", ""))
        )
        await stage.lawyer.is_alerted("恢复备份之前", "/mine")
        await stage.lawyer.hears_nothing_more()
        await other.hears("接手了工单 #2001")
        await other.hears_nothing_more()
        said = [each for each in stage.owner.player.sees() if WORDS in each["text"]]
        assert len(said) == 1  # it waited in the backup, and had arrived


async def test_an_owners_old_button_says_so_and_does_nothing(town, tmp_path, knowledge):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    old, told, _ = await before(town, tmp_path, knowledge, url)
    who = {"id": old.owner.id, "is_bot": False, "first_name": "示例"}
    said = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": old.owner.id, "type": "private"},
        "from": who,
        "text": "你好",
    }
    waiting = [{"update_id": 0, "message": said}]
    async with open_for_business(
        town, tmp_path, knowledge, **await is_restored(tmp_path, old, waiting)
    ) as stage:
        await stage.admin.hears("从备份恢复了", "1 条当时还没处理")
        retry = next(label for label in stage.admin.labels() if "重试来信" in label)
        stage.admin.says("/undelivered")
        await stage.admin.hears("不确定", "工单 1", "恢复备份时还没送完")
        stage.owner.last = told
        forges(stage.owner, f"withdraw:1@{old.butler.epoch}")
        await stage.owner.is_alerted("恢复备份之前", "/tickets")
        await stage.moves(minutes=6)  # the chat was to rest when the backup was made
        stage.owner.says("/tickets")
        await stage.owner.hears("#1")
        stage.admin.taps(retry)
        await stage.admin.hears("再试")


async def test_a_start_without_a_restore_tells_nobody_and_keeps_the_buttons(town, tmp_path, knowledge):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    async with open_for_business(town, tmp_path, knowledge, BUTLER_DATABASE__URL=url) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin)
        await stage.owner.agrees()
        await opens_ticket(stage.owner, 1)
        card = await stage.lawyer.hears("新工单 #1")
    async with open_for_business(town, tmp_path, knowledge, BUTLER_DATABASE__URL=url) as stage:
        stage.lawyer.taps("接手", card)
        await stage.lawyer.hears("工单 #1 归您办理")
        await stage.admin.hears_nothing_more()
