"""What people with power do stands in a log that an admin can take along: ids only, and changed by nobody unseen."""

import json
import re

from scenes import STRANGE, removes, takes_ticket


async def log(stage, *parts, words="/audit"):
    stage.admin.says(words)
    heard = await stage.admin.hears("操作记录", *parts)
    told = stage.sim.world.the_bot.files.find(heard["file"]["id"]).content.decode()
    return [json.loads(line) for line in told.splitlines() if line], told


async def test_an_admin_who_reads_a_ticket_and_changes_people_stands_in_the_log(stage):
    await takes_ticket(stage)
    stage.admin.says("/queue")
    await stage.admin.hears("没有办结的工单")
    stage.admin.taps("#1")
    await stage.admin.hears("不含谈话内容")
    stage.admin.taps("看谈话内容")
    await stage.admin.hears("为什么")
    stage.admin.taps("有人投诉")
    await stage.admin.hears("全部对话")
    await removes(stage, "示例乙")
    entries, told = await log(stage, "没有被改过")
    acts = [each["act"] for each in entries]
    assert acts[-2:] == ["content_read", "role_taken"]
    assert entries[-2]["ticket"] == 1
    assert entries[-2]["detail"] == {"why": "complaint"}
    assert entries[-1]["detail"] == {"role": "lawyer"}
    assert all(word not in told for word in (STRANGE, "示例", "有限公司"))
    entries, _ = await log(stage)
    assert entries[-1]["act"] == "audit_read"


async def test_an_invitation_stands_in_the_log_without_its_link(stage):
    stage.admin.says("/invite lawyer")
    invitation = await stage.admin.hears("只能用一次")
    code = re.search(r"start=([\w-]+)", invitation["text"]).group(1)
    newcomer = stage.newcomer("示例丙")
    newcomer.player.starts(code)
    await newcomer.hears("在律师名册上")
    await stage.admin.hears("用了您的邀请")
    entries, told = await log(stage)
    assert [each["act"] for each in entries][-3:] == ["invitation_made", "invitation_used", "role_given"]
    assert code not in told


async def test_a_changed_log_is_said_to_be_changed(stage):
    stage.admin.says("/invite lawyer")
    await stage.admin.hears("只能用一次")
    async with stage.butler.database.transaction() as tx:
        await tx.script("UPDATE audit SET actor = 99 WHERE number = 1;")
    await log(stage, "第 1 条对不上", "butler db verify")


async def test_days_that_are_no_number_are_said_to_be_none(stage):
    stage.admin.says("/audit 很久")
    await stage.admin.hears("1 到 3660")
    stage.admin.says("/audit 0")
    await stage.admin.hears("/audit 30")
    await log(stage, "最近 7 天", words="/audit 7")
