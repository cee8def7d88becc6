"""What staff do apart from tickets: see what went unanswered, say why an entry is suspended, give their own role back."""

from scenes import STRANGE, forges, takes_ticket
from test_suspending import DEADLINE, ENTRY, suspends

from bot.domain.people import Role
from bot.storage import journal, people, roster
from bot.storage.journal import Question
from bot.usecases import staff

UNSURE = "仲裁"
OUT = "今天晚上吃什么好"


async def becomes_admin(stage, somebody):
    number = await stage.person(somebody)
    async with stage.butler.database.transaction() as tx:
        await roster.appoint(tx, number, Role.ADMIN, stage.clock())


async def test_what_was_not_answered_is_counted_by_the_nearest_entry_without_words_and_people(stage):
    stage.admin.says("/unanswered")
    await stage.admin.hears("没有反问后没选")
    await stage.owner.agrees()
    stage.owner.says(UNSURE)
    asked = await stage.owner.hears("哪一个")
    nearest = stage.owner.labels(asked)[0]
    stage.admin.says(f"/suspend {ENTRY} 要改")
    await stage.admin.hears("已暂停")
    stage.owner.says(DEADLINE)
    await stage.owner.hears("没有可靠的现成答案")
    stage.admin.says("/unanswered")
    listed = await stage.admin.hears("没有答好的提问：2", "反问后没选 1", nearest.rstrip("…"), "没答案 1")
    for secret in (UNSURE + "\n", DEADLINE, "示例企业主"):
        assert secret not in listed["text"]
    number = next(line.partition(".")[0] for line in listed["text"].split("\n") if nearest[:8] in line)
    stage.admin.taps(number, listed)
    await stage.admin.hears("法律依据")
    assert "暂停这条" in stage.admin.labels()


async def test_whoever_picks_one_of_the_choices_was_answered(stage):
    await stage.owner.agrees()
    stage.owner.says(UNSURE)
    await stage.owner.hears("哪一个")
    stage.owner.taps(stage.owner.labels()[0])
    await stage.owner.hears("法律依据")
    stage.admin.says("/unanswered")
    await stage.admin.hears("没有反问后没选")


async def test_what_is_out_of_scope_and_what_did_not_help_count_too(stage):
    await stage.owner.agrees()
    stage.owner.says(OUT)
    await stage.owner.hears()
    stage.owner.says(STRANGE)
    await stage.owner.hears("没有把握")
    stage.owner.taps(next(label for label in stage.owner.labels() if "转给律师" in label))
    await stage.owner.hears("工单 #1")
    forges(stage.owner, "helped:1:0")
    await stage.owner.hears()
    stage.admin.says("/unanswered")
    await stage.admin.hears("没有答好的提问：2", "不在范围 1", "没帮助 1")
    forges(stage.admin, "unanswered:7")
    await stage.settles()
    assert "没有答好的提问：2" in stage.admin.sees(stage.admin.last)["text"]


async def test_many_entries_near_what_was_not_answered_are_turned_page_by_page(stage):
    await stage.owner.agrees()
    person, known = await stage.person(stage.owner), list(stage.butler.knowledge.current.entries)
    async with stage.butler.database.transaction() as tx:
        address = (await people.address_of(tx, stage.butler.account.id, person)).id
        for number, entry in enumerate(known[:9]):
            asked = Question(
                person, address, number, stage.clock(), "?", "zh", "clarify", "", candidates=[(entry, 0.5)]
            )
            await journal.add(tx, asked)
    stage.admin.says("/unanswered")
    listed = await stage.admin.hears("没有答好的提问：9")
    assert stage.admin.labels(listed)[-3:] == ["8", "1/2", "›"]
    stage.admin.taps("›", listed)
    await stage.settles()
    assert stage.admin.labels(stage.admin.sees(listed)) == ["9", "‹", "2/2"]


async def test_a_suspension_holds_at_once_and_the_reason_is_asked_for_below(stage):
    told = await suspends(stage)
    assert "为什么暂停" in told["text"]
    assert stage.admin.labels(told)[:2] == ["法律变了", "内容有错"]
    stage.admin.says("/suspend")
    await stage.admin.hears(ENTRY, "没有写理由")
    stage.admin.taps("法律变了", told)
    await stage.admin.hears("理由已记下")
    stage.admin.says("/suspend")
    await stage.admin.hears(ENTRY, "示例管理员", "11-23 10:00 起", "法律变了")
    stage.admin.says(f"/suspend {ENTRY} 2027 年起换新法")
    await stage.admin.hears("理由已记下")
    stage.admin.says("/suspend")
    await stage.admin.hears("2027 年起换新法")
    stage.admin.taps("恢复回答", told)
    await stage.admin.hears("已恢复回答")
    stage.admin.taps("内容有错", told)
    await stage.admin.hears("没有被管理员暂停")


async def test_a_reason_that_is_typed_along_is_not_asked_for(stage):
    await becomes_admin(stage, stage.lawyer)
    stage.admin.says(f"/suspend {ENTRY} 金额 <写错> 了")
    told = await stage.admin.hears("已暂停")
    assert stage.admin.labels(told) == ["恢复回答"]
    other = await stage.lawyer.hears("已暂停", "示例管理员")
    assert stage.lawyer.labels(other) == ["恢复回答"]
    stage.lawyer.says("/suspend")
    await stage.lawyer.hears("金额 <写错> 了")
    forges(stage.admin, "because:nonsense:law")
    await stage.admin.hears("没有被管理员暂停")


async def test_a_lawyer_gives_the_role_back_and_their_tickets_go_to_others(stage):
    await takes_ticket(stage)
    stage.lawyer.says("/leave")
    asked = await stage.lawyer.hears("手上有 1 件工单")
    assert stage.lawyer.labels(asked) == ["确定交回律师身份"]
    stage.lawyer.taps("确定交回律师身份", asked)
    await stage.lawyer.hears("您不再是律师")
    await stage.owner.hears("律师换人了")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("示例甲 交回了律师身份")
    stage.lawyer.taps("确定交回律师身份", asked)
    await stage.lawyer.hears("给律师和管理员用的")


async def test_the_last_admin_cannot_leave_and_any_other_can(stage):
    stage.admin.says("/leave")
    asked = await stage.admin.hears("要交回身份吗")
    stage.admin.taps("确定交回管理员身份", asked)
    await stage.admin.hears("您是唯一的管理员")
    await becomes_admin(stage, stage.lawyer)
    stage.admin.taps("确定交回管理员身份", asked)
    await stage.admin.hears("您不再是管理员")
    await stage.lawyer.hears("示例管理员 交回了管理员身份")
    stage.admin.says("/figures")
    await stage.admin.hears("给律师和管理员用的")


async def test_whoever_has_one_role_cannot_give_the_other_back(stage):
    stage.lawyer.says("/leave")
    await stage.lawyer.hears("要交回身份吗")
    forges(stage.lawyer, "leave:admin")
    await stage.lawyer.hears("没有这个身份")


async def test_an_admin_who_has_just_been_removed_removes_nobody_with_a_tap_that_was_under_way(stage):
    other, admin = await stage.person(stage.second_lawyer), await stage.person(stage.admin)
    async with stage.butler.database.transaction() as tx:
        await roster.grant(tx, other, Role.ADMIN, by=None, now=stage.clock())
        slower = await people.find(tx, other)
        await roster.revoke(tx, other, Role.ADMIN, by=None, now=stage.clock())
        await staff.remove(await stage.butler.unit_of_work(tx), slower, "admin", admin)
        assert await roster.lock_admins(tx) == {admin}
    await stage.second_lawyer.hears("管理员")
