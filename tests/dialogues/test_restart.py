"""What was decided while the butler ran holds after it has started again, also as another bot."""

from contextlib import asynccontextmanager

import pytest
from scenes import STRANGE, removes
from stage import ADMIN, LAWYER, OWNER, SECOND_LAWYER, Clock, Somebody, Stage, configured, performing

from bot.cli import doctor
from simulator.faults import Fault
from simulator.player import Player
from simulator.running import running_simulator

NAMES = {OWNER: "示例企业主", LAWYER: "示例甲", SECOND_LAWYER: "示例乙", ADMIN: "示例管理员"}


@pytest.fixture
async def town():
    """The simulated Telegram with its people, in which butlers come and go. All ids begin at 1."""
    async with running_simulator(first_id=1) as sim:
        for number, name in NAMES.items():
            sim.person(name, "zh-hans", id=number)
        yield sim


@asynccontextmanager
async def open_for_business(town, tmp_path, knowledge, **environ):
    """The butler has started; everybody who works there has said hello to this bot."""
    config = configured(tmp_path, town, **environ)
    async with performing(config, town, Clock(), knowledge) as butler:
        stage = Stage(town, butler, butler.clock)
        people = {number: Somebody(Player(town.world, town.world.person(number)), stage) for number in NAMES}
        stage.owner, stage.lawyer, stage.second_lawyer, stage.admin = people.values()
        yield stage
        await stage.settles()


async def says_hello(*somebody):
    for each in somebody:
        each.player.starts()
        await each.hears()


async def test_whoever_was_removed_stays_removed_although_the_configuration_names_them(
    town, tmp_path, knowledge, database_url
):
    environ = {"BUTLER_DATABASE__URL": database_url}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin)
        await removes(stage, "示例甲")
        await stage.lawyer.hears("不再是律师")
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        stage.lawyer.says("/queue")
        await stage.lawyer.hears("给律师和管理员用的")
        stage.admin.says("/people")
        await stage.admin.hears("示例乙 · 值班", "已移除", "• 示例甲")
        stage.admin.says("/invite lawyer")
        invitation = await stage.admin.hears("只能用一次")
        stage.lawyer.player.starts(invitation["text"].rpartition("start=")[2].strip())
        await stage.lawyer.hears("在律师名册上")


async def test_a_removed_admin_stays_removed_too(town, tmp_path, knowledge):
    environ = {"BUTLER_ADMINS": f"{ADMIN},{LAWYER}", "BUTLER_LAWYERS": str(SECOND_LAWYER)}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.admin)
        await removes(stage, "示例甲", role="管理员")
        await stage.lawyer.hears("不再是管理员")
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        stage.lawyer.says("/figures")
        await stage.lawyer.hears("给律师和管理员用的")


async def test_after_a_change_of_token_words_reach_the_right_client_or_nobody(
    town, tmp_path, knowledge, database_url
):
    """Each bot numbers its messages anew: to a lawyer, the old bot's card and the new bot's first words are number 2."""
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_TELEGRAM__TOKEN": "1:old"}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin)
        await stage.owner.agrees()
        stage.owner.says(f"/lawyer {STRANGE}")
        await stage.owner.hears("收到")
        stage.owner.taps("发给律师")
        await stage.owner.hears("工单 #1")
        card = await stage.lawyer.hears("新工单 #1")
        stage.lawyer.taps("接手", card)
        await stage.lawyer.hears("归您办理")
    town.world.switch_bot("2:new")
    environ["BUTLER_TELEGRAM__TOKEN"] = "2:new"
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin, stage.owner)
        while stage.lawyer.last["id"] < card["id"]:  # until the new bot has sent a message of the same number
            stage.lawyer.says("/help")
            await stage.lawyer.hears()
        same = next(each for each in stage.lawyer.player.sees() if each["id"] == card["id"])
        stage.lawyer.says("这是给老客户的话", reply_to=same)
        await stage.lawyer.hears("还没有发给任何人")
        await stage.owner.hears_nothing_more()
        stage.lawyer.says("/mine")
        await stage.lawyer.hears("#1")
        stage.lawyer.taps("查看 #1")
        details = await stage.lawyer.hears("工单 #1 详情")
        stage.lawyer.says("三年内起诉", reply_to=details)
        await stage.owner.hears("示例甲", "三年内起诉")


async def test_the_doctor_says_who_was_removed_although_the_configuration_names_them(
    town, tmp_path, knowledge, database_url
):
    environ = {"BUTLER_DATABASE__URL": database_url}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.admin)
        await removes(stage, "示例甲")
        await stage.lawyer.hears("不再是律师")
    config = configured(tmp_path, town, **environ)
    named = await doctor._removed_although_named(database_url, config)
    assert named == [f"lawyer {LAWYER}"]


async def test_what_the_old_bot_still_had_to_say_is_counted_for_the_admins_of_the_new_one(
    town, tmp_path, knowledge
):
    owner, admin = (Player(town.world, town.world.person(number)) for number in (OWNER, ADMIN))
    town.world.faults.order(Fault("500", method="sendMessage", chat=OWNER))  # the clock stands: no second try
    async with performing(
        configured(tmp_path, town, BUTLER_TELEGRAM__TOKEN="1:old"), town, Clock(), knowledge
    ):
        owner.starts()
        await town.world.feed.until(lambda: any(each.error_code for each in town.world.calls), 5.0)
    town.world.switch_bot("2:new")
    config = configured(tmp_path, town, BUTLER_TELEGRAM__TOKEN="2:new")
    async with performing(config, town, Clock(), knowledge) as butler:
        office = Somebody(admin, Stage(town, butler, butler.clock))
        await says_hello(office)
        office.says("/undelivered")
        await office.hears("另有 1 条")


async def test_a_draft_begun_at_one_bot_is_not_gone_on_with_at_another(
    town, tmp_path, knowledge, database_url
):
    """The messages of a draft have the old bot's numbers; new ones with the same numbers would be taken for repeats."""
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_TELEGRAM__TOKEN": "1:old"}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await stage.owner.agrees()
        stage.owner.says(f"/lawyer {STRANGE}")
        await stage.owner.hears("收到，现在有 1 条")
    town.world.switch_bot("2:new")
    environ["BUTLER_TELEGRAM__TOKEN"] = "2:new"
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.owner)
        stage.owner.says("/cancel")
        await stage.owner.hears("没有正在进行的事")
        stage.owner.says("/lawyer 换了机器人再问一次")
        await stage.owner.hears("收到，现在有 1 条")


async def test_what_was_asked_before_a_restart_is_told_after_it(town, tmp_path, knowledge, database_url):
    environ = {"BUTLER_DATABASE__URL": database_url}
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        await says_hello(stage.lawyer, stage.second_lawyer, stage.admin)
        stage.owner.tells_facts = True
        await stage.owner.agrees()
        stage.owner.says("许可证申请被拒怎么办")
        await stage.owner.hears()
        stage.owner.taps("转给律师")
        await stage.owner.hears("哪天申请的")
    async with open_for_business(town, tmp_path, knowledge, **environ) as stage:
        stage.owner.tells_facts = stage.owner.names_other_side = True
        stage.owner.says("上周五")
        await stage.owner.hears("有没有受理回执")
        stage.owner.taps("是 / 有")
        await stage.owner.hears("已转给律师，工单 #1")
        stage.lawyer.taps("接手", await stage.lawyer.hears("新工单 #1"))
        await stage.lawyer.hears("归您办理", "上周五 · 2026年11月20日")
