"""What the program cannot do it sets aside: admins see it and may try again, and everybody else is served meanwhile."""

import pytest
from scenes import STRANGE, forges, opens_ticket, takes_ticket

from bot.domain.outgoing import Notice, Sentence
from bot.storage import outbox
from bot.usecases import assignment


@pytest.fixture
def poison(monkeypatch):
    """Let offering a ticket fail, as a fault in the program would; called again it is mended."""
    offer_next = assignment.offer_next

    async def broken(uow, ticket, *more):
        raise ZeroDivisionError

    def switch(on):
        monkeypatch.setattr(assignment, "offer_next", broken if on else offer_next)

    return switch


async def test_a_poisoned_alarm_is_told_to_the_admin_whose_button_puts_it_back(stage, poison):
    await opens_ticket(stage)
    poison(True)
    for by in ({"minutes": 16}, {"seconds": 1}, {"seconds": 5}):
        await stage.moves(**by)
    await stage.admin.hears("工单 #1", "三次都没办成", "放到一边")
    told = stage.admin.last
    stage.owner.says("/tickets")
    await stage.owner.hears("#1")  # the bot goes on
    poison(False)
    stage.admin.taps("再试一次", told)
    await stage.admin.hears("马上再试一次")
    await stage.moves(seconds=1)
    await stage.second_lawyer.hears("新工单 #1")
    await stage.second_lawyer.takes(STRANGE)
    await stage.admin.hears("还没有律师接手")
    stage.admin.taps("再试一次", told)
    await stage.admin.hears("已经在处理，或者已经不在了")


async def test_only_admins_may_put_an_alarm_back(stage, poison):
    await opens_ticket(stage)
    poison(True)
    for by in ({"minutes": 16}, {"seconds": 1}, {"seconds": 5}):
        await stage.moves(**by)
    await stage.admin.hears("放到一边")
    forges(stage.lawyer, "rering:1")
    await stage.lawyer.hears("给管理员用的")


BROKEN = {
    "body of another program": """body = '{"words":"secret"}'""",
    "half a body": "body = '{'",
    "kind of another program": "kind = 'hologram'",
    "sentence that does not exist": """body = '{"key":"no.such.sentence"}'""",
    "gap without a value": """body = '{"key":"talk.sent"}'""",
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
async def test_a_notice_that_cannot_be_shown_fails_alone_and_stands_in_the_list(stage, change, caplog):
    yours = await takes_ticket(stage)
    await stage.settles()
    notice = await leave_for_owner(stage, change)
    stage.lawyer.says("三年内起诉", reply_to=yours)
    await stage.owner.hears("示例甲", "三年内起诉")  # what stands behind it in the same chat goes
    await stage.lawyer.hears("没有送到")
    stage.admin.says("/undelivered")
    await stage.admin.hears("未送达", f"{notice} · 失败 · 工单 1")
    assert "secret" not in caplog.text
    stage.admin.taps(f"再发 {notice}")
    await stage.admin.hears("已再发一次")
    await stage.settles()
    stage.admin.says("/undelivered")
    listed = await stage.admin.hears("未送达", "· 失败 · 工单 1")  # its copy, which failed as well
    assert f"• {notice} ·" not in listed["text"]


async def leave_for_owner(stage, change):
    """A notice from the lawyer in the owner's chat, as the courier finds it when it was changed in the row."""
    owner, lawyer = await stage.person(stage.owner), await stage.person(stage.lawyer)
    content = Sentence("talk.sent", {"number": 1, "name": "示例甲"})
    notice = Notice(owner, content, ticket=1, sender=lawyer)
    async with stage.butler.database.transaction() as tx:
        number = await outbox.write(tx, notice, stage.butler.account.id, stage.clock())
        await tx.script(f"UPDATE outbox SET {change} WHERE id = {number};")
    return number
