"""Admins and lawyers look after the house: knowledge, people, duty, figures."""

import datetime as dt
import shutil

import pytest
import yaml
from scenes import removes, takes_ticket
from stage import set_up

from bot.knowledge.live import LiveKnowledge
from bot.knowledge.review import review

TODAY = dt.date(2026, 11, 23)
AID = "legal-aid.yaml"
RELOADING_S = 30.0
"""The whole knowledge is read again; that takes a second where nobody else works."""


@pytest.fixture
async def library(tmp_path, knowledge):
    """The stage with a knowledge folder of its own, which admins may change."""
    folder = shutil.copytree(knowledge.path, tmp_path / "knowledge")
    for questions in (folder / "checks").glob("*.yaml"):
        if questions.name != AID:
            questions.unlink()  # they are asked anew after each change
    async with set_up(tmp_path, LiveKnowledge(folder, today=lambda: TODAY)) as stage:
        stage.folder = folder
        yield stage


def rewrites(file, change):
    """An admin saves a file of the knowledge."""
    values = yaml.safe_load(file.read_text("utf-8"))
    change(values)
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")


async def test_reading_the_knowledge_again_tells_whether_anything_has_changed(library):
    library.admin.says("/reload")
    await library.admin.hears("正在重新读取")
    await library.admin.hears("没有变化", within=RELOADING_S)
    library.admin.says("/knowledge")
    await library.admin.hears("10 条措施")
    library.admin.taps("重新读取")
    await library.admin.hears("正在重新读取")
    await library.admin.hears("没有变化", within=RELOADING_S)


async def test_a_signature_under_an_entry_is_seen_by_the_next_who_asks(library):
    review(library.folder, "reconsideration-deadline", "示例律师", TODAY, TODAY)
    await library.admin.hears("新的知识库已生效", "修改：reconsideration-deadline", within=RELOADING_S)
    await library.owner.agrees()
    library.owner.says("收到罚款决定书多久内可以申请复议")
    await library.owner.hears("律师 示例律师 于 2026-11-23 审核")


async def test_admins_hear_which_entries_came_and_went(library):
    def leaves_out(checks):
        checks["checks"] = [each for each in checks["checks"] if each["entry"] != "aid-foreigner"]

    def renames(measure):
        text = yaml.safe_dump(measure, allow_unicode=True, sort_keys=False)
        measure.clear()
        measure.update(yaml.safe_load(text.replace("aid-foreigner", "aid-stranger")))

    rewrites(library.folder / "checks" / AID, leaves_out)
    rewrites(library.folder / "measures" / AID, renames)
    await library.admin.hears("新增：aid-stranger", "删除：aid-foreigner", within=RELOADING_S)


async def test_what_is_wrong_with_a_saved_file_is_told_and_the_old_answers_stay(library):
    def breaks(measure):
        for entry in measure["entries"]:
            entry["status"] = "perhaps"

    whole = (library.folder / "measures" / AID).read_text("utf-8")
    rewrites(library.folder / "measures" / AID, breaks)
    await library.admin.hears("没有生效", "legal-aid.yaml", "还有", within=RELOADING_S)
    library.admin.says("/knowledge")
    await library.admin.hears("10 条措施")
    await library.admin.hears("没有生效")
    (library.folder / "measures" / AID).write_text(whole, "utf-8")
    await library.admin.hears("已恢复正常", within=RELOADING_S)


async def test_an_admin_is_asked_whom_to_invite(stage):
    stage.admin.says("/invite")
    await stage.admin.hears("邀请谁")
    stage.admin.taps("管理员")
    invitation = await stage.admin.hears("邀请管理员的链接")
    newcomer = stage.newcomer("示例戊")
    newcomer.player.starts(invitation["text"].rpartition("start=")[2].strip())
    await newcomer.hears("您现在是管理员")
    await stage.admin.hears("示例戊", "现在是管理员")


async def test_a_role_is_not_taken_twice(stage):
    await removes(stage, "示例甲")
    stage.admin.taps("确定移除")
    await stage.admin.hears("没有可以移除的")


async def test_the_list_of_people_tells_who_is_on_duty(stage):
    stage.lawyer.says("/duty off")
    await stage.lawyer.hears("不在值班")
    stage.admin.says("/people")
    await stage.admin.hears("示例甲 · 不值班", "示例乙 · 值班")


async def test_who_has_no_work_is_told_so(stage):
    stage.lawyer.says("/mine")
    await stage.lawyer.hears("手上没有工单")
    stage.lawyer.says("/queue")
    await stage.lawyer.hears("没有人在等")
    stage.admin.says("/queue")
    await stage.admin.hears("没有未办结的工单")


async def test_a_lawyer_says_what_they_are_best_at_and_is_asked_first(stage):
    stage.second_lawyer.says("/specialities")
    choice = await stage.second_lawyer.hears("最擅长哪几条")
    label = next(each for each in stage.second_lawyer.labels() if "行政复议" in each)
    stage.second_lawyer.taps(label)
    await stage.settles()
    assert f"✓ {label}" in stage.second_lawyer.labels(stage.second_lawyer.sees(choice))
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps(f"✓ {label}", choice)
    await stage.settles()
    assert label in stage.second_lawyer.labels(stage.second_lawyer.sees(choice))


async def test_the_figures_tell_how_long_owners_wait(stage):
    yours = await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    stage.admin.says("/figures")
    await stage.admin.hears("一半不超过 30 分钟", "十次里九次不超过 30 分钟（", "还没有企业主评价")
    stage.admin.taps("细目")
    await stage.admin.hears("首次答复的中位时间：30 分钟")
