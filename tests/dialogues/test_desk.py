"""The admin steers: sees every open ticket without a word of it, gives it to a lawyer, reminds, and reads it for a reason."""

import dataclasses

from engines import rows_of
from scenes import STRANGE, closes, forges, nobody_is_on_duty, opens_ticket, takes_ticket
from test_butlers import lists
from test_suspending import DEADLINE

from bot.domain.conflict import Hit, Reason
from bot.domain.people import Role
from bot.storage import conflicts, offers, roster, tickets
from bot.usecases import desk_assignment


async def looks_at(stage, number=1):
    """The admin opens a ticket from the queue."""
    stage.admin.says("/queue")
    await stage.admin.hears("没有办结的工单", f"#{number}")
    stage.admin.taps(f"#{number}")
    return await stage.admin.hears("不含谈话内容", f"#{number}")


async def assigns(stage, name="示例乙（手上 0 件）"):
    await looks_at(stage)
    stage.admin.taps("指派律师")
    listed = await stage.admin.hears("工单 #1 指派给谁")
    stage.admin.taps(name, listed)
    return listed


async def test_the_queue_is_filtered_by_buttons_that_tell_how_many_they_let_through(stage):
    await takes_ticket(stage)
    stage.admin.says("/queue")
    listed = await stage.admin.hears("没有办结的工单：1", "律师办理中", "示例甲", "⏰")
    assert STRANGE not in listed["text"]
    assert stage.admin.labels(listed) == [
        "#1",
        "✓ 全部 1",
        "急 0",
        "等了超过 4 小时 0",
        "过了办结时限 0",
        "没人接 0",
    ]
    stage.admin.taps("急 0", listed)
    await stage.settles()
    shown = stage.admin.sees(listed)
    assert "没有办结的工单：0" in shown["text"]
    assert stage.admin.labels(shown) == [
        "全部 1",
        "✓ 急 0",
        "等了超过 4 小时 0",
        "过了办结时限 0",
        "没人接 0",
    ]
    await stage.moves(days=1, hours=2)
    await stage.admin.hears("过了时限律师还没有答复")
    stage.admin.says("/queue")
    listed = await stage.admin.hears("没有办结的工单：1")
    stage.admin.taps("等了超过 4 小时 1", listed)
    await stage.settles()
    assert "#1" in stage.admin.sees(listed)["text"]


async def test_an_answer_ends_the_waiting_and_the_owners_next_words_begin_it_anew(stage):
    yours = await takes_ticket(stage)
    await looks_at(stage)
    assert "已等 0 小时 0 分" in stage.admin.last["text"]
    stage.lawyer.says("先保留证据", reply_to=yours)
    await stage.owner.hears("先保留证据")
    seen = await looks_at(stage)
    assert "企业主等律师的话" not in seen["text"]
    assert stage.admin.labels(seen) == ["指派律师", "看谈话内容"]
    forges(stage.admin, "nudge:1")
    await stage.admin.hears("不用催")


async def test_a_ticket_goes_to_the_lawyer_whom_the_admin_names_and_both_lawyers_are_told(stage):
    card = await opens_ticket(stage)
    listed = await assigns(stage)
    assert "示例甲 · 手上 1 件 · 这家企业的专属律师 · 已派给他" in listed["text"]
    assert "不说企业主的语言" not in listed["text"]
    await stage.admin.hears("工单 #1 已指派给示例乙")
    given = await stage.second_lawyer.hears("工单 #1 · 管理员指派给您", "示例五金制品有限公司")
    assert STRANGE not in given["text"]
    await stage.settles()
    before = stage.lawyer.sees(card)
    assert "已指派给别的律师" in before["text"]
    assert "示例五金" not in before["text"]
    assert STRANGE not in before["text"]
    stage.second_lawyer.taps("接手", given)
    await stage.second_lawyer.hears("归您办理")


async def test_a_ticket_in_hand_is_taken_away_and_its_former_lawyer_reads_no_more(stage):
    yours = await takes_ticket(stage)
    listed = await assigns(stage)
    assert "现在由示例甲办理" in listed["text"]
    await stage.lawyer.hears("管理员把工单 #1 转给了别的律师")
    await stage.owner.hears("律师换人了")
    await stage.second_lawyer.hears("管理员指派给您")
    stage.lawyer.taps("详情", yours)
    heard = await stage.lawyer.hears()
    assert STRANGE not in heard["text"]


async def test_nobody_off_duty_nobody_with_a_conflict_and_not_its_owner_can_be_given_a_ticket(stage):
    await opens_ticket(stage)
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        ticket = await tickets.find(tx, 1)
        await conflicts.add(tx, ticket, Hit(second, Reason.CLIENT, "", ""), stage.clock())
    await looks_at(stage)
    stage.admin.taps("指派律师")
    listed = await stage.admin.hears("指派给谁")
    assert stage.admin.labels(listed) == ["示例甲（手上 1 件）"]
    forges(stage.admin, f"assigned:1:{second}")
    await stage.admin.hears("不能指派给这位律师")
    await stage.second_lawyer.hears_nothing_more()
    for lawyer in (stage.second_lawyer, stage.lawyer):
        lawyer.says("/duty off")
        await lawyer.hears("不在值班")
    forges(stage.admin, "assign:1")
    while "没有值班的律师可指派" not in stage.admin.last["text"]:
        await stage.admin.hears()


async def test_many_lawyers_stand_on_pages(stage):
    await opens_ticket(stage)
    newcomers = [await stage.person(stage.newcomer(f"示例{number}")) for number in range(9)]
    async with stage.butler.database.transaction() as tx:
        for newcomer in newcomers:
            await roster.appoint(tx, newcomer, Role.LAWYER, stage.clock())
    await looks_at(stage)
    stage.admin.taps("指派律师")
    listed = await stage.admin.hears("指派给谁")
    assert stage.admin.labels(listed)[-2:] == ["1/2", "›"]
    stage.admin.taps("›", listed)
    await stage.settles()
    assert stage.admin.labels(stage.admin.sees(listed))[-2:] == ["‹", "2/2"]


async def test_a_reminder_reaches_whoever_owes_the_next_word_once_an_hour(stage):
    await takes_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("提醒律师")
    await stage.admin.hears("已提醒示例甲")
    await stage.lawyer.hears("管理员提醒", "工单 #1", "哪怕先说一句")
    seen = await looks_at(stage)
    assert "管理员上次提醒：11-23 10:00" in seen["text"]
    stage.admin.taps("提醒律师")
    await stage.admin.hears("10:00 已提醒过", "11:00 以后")
    await stage.lawyer.hears_nothing_more()
    await stage.moves(hours=1)
    stage.admin.taps("提醒律师")
    await stage.admin.hears("已提醒示例甲")
    await stage.lawyer.hears("管理员提醒")


async def test_of_a_ticket_that_waits_those_are_reminded_to_whom_it_is_offered(stage):
    await opens_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("提醒律师")
    await stage.admin.hears("已提醒示例甲")
    await stage.lawyer.hears("还没有人接手")
    assert "接手" in stage.lawyer.labels()


async def test_where_nobody_was_offered_a_ticket_there_is_nobody_to_remind(stage):
    await nobody_is_on_duty(stage)
    await stage.owner.agrees()
    stage.owner.says(f"/lawyer {STRANGE}")
    await stage.owner.hears("发给律师")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.admin.hears("没有律师可派")
    forges(stage.admin, "nudge:1")
    while "没有人可提醒" not in (await stage.admin.hears())["text"]:
        pass
    assert stage.admin.labels() == ["指派律师"]


async def test_an_admin_reads_a_ticket_for_a_reason_that_is_kept_and_told_to_its_lawyer(stage, database_url):
    await takes_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("看谈话内容")
    asked = await stage.admin.hears("为什么要看工单 #1", "不能删除")
    assert STRANGE not in asked["text"]
    stage.admin.taps("有人投诉", asked)
    await stage.admin.hears("工单 #1 到现在的全部对话", STRANGE)
    await stage.lawyer.hears("示例管理员（管理员）看过工单 #1", "理由：有人投诉")
    seen = await looks_at(stage)
    assert "11-23 10:00 示例管理员看过内容，理由：有人投诉" in seen["text"]
    kept = await rows_of(database_url, "SELECT act, reason FROM ticket_events WHERE act = 'inspect'")
    assert [tuple(each) for each in kept] == [("inspect", "complaint")]
    await stage.owner.hears_nothing_more()


async def test_a_reason_in_own_words_comes_before_the_content(stage):
    await takes_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("看谈话内容")
    await stage.admin.hears("为什么要看")
    stage.admin.taps("自己写理由")
    asked = await stage.admin.hears("请用一句话写明")
    assert STRANGE not in asked["text"]
    stage.admin.says("企业主打电话来说律师讲错了")
    await stage.admin.hears("全部对话", STRANGE)
    await stage.lawyer.hears("理由：企业主打电话来说律师讲错了")
    seen = await looks_at(stage)
    assert "理由：企业主打电话来说律师讲错了" in seen["text"]


async def test_another_command_gives_the_reading_up(stage):
    await takes_ticket(stage)
    stage.admin.says("/queue")
    await stage.admin.hears("#1")
    forges(stage.admin, "inspected:1:words")
    await stage.admin.hears("请用一句话写明")
    stage.admin.says("/queue")
    await stage.admin.hears("#1")
    stage.admin.says("今天天气不错")
    heard = await stage.admin.hears()
    assert STRANGE not in heard["text"]
    await stage.lawyer.hears_nothing_more()


async def test_who_takes_a_ticket_hears_who_has_read_it_before(stage):
    card = await opens_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("看谈话内容")
    await stage.admin.hears("为什么要看")
    stage.admin.taps("检查办理质量")
    await stage.admin.hears("全部对话")
    await stage.lawyer.hears_nothing_more()
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("全部对话")
    await stage.lawyer.hears("示例管理员（管理员）看过工单 #1", "检查办理质量")


async def test_a_conflicted_admin_reads_nothing_and_a_closed_ticket_is_not_given_away(stage):
    yours = await takes_ticket(stage)
    admin = await stage.person(stage.admin)
    async with stage.butler.database.transaction() as tx:
        ticket = await tickets.find(tx, 1)
        await conflicts.add(tx, ticket, Hit(admin, Reason.SAYS_SO, "", ""), stage.clock())
    stage.admin.says("/queue")
    await stage.admin.hears("#1")
    for data in ("inspect:1", "inspected:1:complaint"):
        forges(stage.admin, data)
        await stage.admin.hears("您有利益冲突")
    await closes(stage, yours)
    stage.admin.says("/queue")
    await stage.admin.hears("没有未办结的工单")
    forges(stage.admin, "gist:7")
    await stage.admin.hears("没有工单 #7")
    forges(stage.admin, "inspect:7")
    await stage.admin.hears("没有工单 #7")


async def test_an_admin_does_not_steer_a_ticket_of_their_own(stage):
    stage.admin.says("/lawyer")
    await stage.admin.hears("发给律师")
    stage.admin.says(STRANGE)
    await stage.admin.hears("收到")
    stage.admin.taps("发给律师")
    heard = await stage.admin.hears()
    if "转给律师" in str(stage.admin.labels(heard)) or "同意" in str(stage.admin.labels(heard)):
        stage.admin.taps(stage.admin.labels(heard)[0])
        await stage.admin.hears()
    await stage.lawyer.hears("新工单 #1")
    seen = await looks_at(stage)
    assert stage.admin.labels(seen) == []
    forges(stage.admin, "inspected:1:complaint")
    await stage.admin.hears("您自己提的")


async def test_a_ticket_that_was_closed_meanwhile_is_not_given_away(stage):
    yours = await takes_ticket(stage)
    await looks_at(stage)
    await closes(stage, yours)
    stage.admin.taps("指派律师")
    await stage.admin.hears("工单 #1 已办结")


async def test_a_lawyer_who_is_an_admin_too_comes_from_the_queue_to_all_open_tickets(stage):
    await takes_ticket(stage)
    lawyer = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        await roster.appoint(tx, lawyer, Role.ADMIN, stage.clock())
    stage.second_lawyer.says("/queue")
    listed = await stage.second_lawyer.hears("没有人在等")
    stage.second_lawyer.taps("全部未办结的工单", listed)
    await stage.settles()
    assert "#1" in stage.second_lawyer.sees(listed)["text"]


async def test_what_changed_while_it_was_being_given_away_is_not_given_away(stage, monkeypatch):
    await takes_ticket(stage)
    await looks_at(stage)
    stage.admin.taps("指派律师")
    await stage.admin.hears("指派给谁")
    beside = desk_assignment.seats.beside

    async def while_another_replica_changes_it(tx, ticket):
        await tickets.save(tx, dataclasses.replace(ticket, version=ticket.version + 1))
        return await beside(tx, ticket)

    monkeypatch.setattr(desk_assignment.seats, "beside", while_another_replica_changes_it)
    stage.admin.taps("示例乙（手上 0 件）")
    await stage.admin.hears("工单 #1 刚刚有变化，没有指派")
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await lawyer.hears_nothing_more()


async def test_whoever_is_best_at_a_measure_is_said_to_be(stage):
    await lists(stage, stage.second_lawyer, specialities=("administrative-reconsideration",))
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    await stage.owner.hears("法律依据")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await looks_at(stage)
    stage.admin.taps("指派律师")
    listed = await stage.admin.hears("示例乙 · 手上 1 件 · 擅长这一条")
    assert listed["text"].count("擅长这一条") == 1


async def test_while_its_owner_is_asked_for_the_other_side_a_ticket_is_not_given_away(stage):
    stage.owner.names_other_side = True
    await stage.owner.agrees()
    stage.owner.says(f"/lawyer {STRANGE}")
    await stage.owner.hears("发给律师")
    stage.owner.taps("发给律师")
    await stage.owner.hears()
    seen = await looks_at(stage)
    assert stage.admin.labels(seen) == ["看谈话内容"]
    for data in ("assign:1", "nudge:1"):
        forges(stage.admin, data)
        await stage.admin.hears("还在问企业主对方是谁")


async def test_whoever_may_not_speak_the_owners_language_is_listed_last_and_that_is_said(stage):
    await opens_ticket(stage)
    async with stage.butler.database.transaction() as tx:
        await tickets.speak_to_owner(tx, await _owner_of(tx), "en")
    await looks_at(stage)
    stage.admin.taps("指派律师")
    await stage.admin.hears("指派给谁", "可能不说企业主的语言")


async def _owner_of(tx):
    return (await tickets.find(tx, 1)).owner


async def test_the_admin_reads_why_this_lawyer_was_chosen(stage):
    await opens_ticket(stage)
    await looks_at(stage)
    lawyer = await stage.person(stage.lawyer)
    for reason, said in (
        ("butler", "是这家企业的专属律师"),
        ("speciality language load", "最擅长“”；会说企业主的语言（简体中文）；手上和近四周的工单最少"),
        ("idle", "最久没有派到"),
        ("only", "没有别人可派"),
        ("emergency", "人人都叫"),
        ("bureau", "管理员指派"),
    ):
        async with stage.butler.database.transaction() as tx:
            await offers.make(tx, 1, lawyer, reason, stage.clock())
        seen = await looks_at(stage)
        assert said in seen["text"].partition("为什么是这位律师：")[2]
