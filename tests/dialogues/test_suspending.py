"""An admin takes an entry out of answering with one tap, and lets it answer again; what everybody else notices of it."""

import shutil
from pathlib import Path

import pytest
from stage import ADMIN, OWNER, Clock, Somebody, configured, performing, product_knowledge, set_up, unhurried

from bot.app import serving
from bot.locales import say
from bot.storage import suspensions
from simulator.player import Player
from simulator.running import running_simulator

ROOT = Path(__file__).parents[2]
DEADLINE, ENTRY = "收到罚款决定书多久内可以申请复议", "reconsideration-deadline"
UNSURE, SECOND = "仲裁", "arbitration-fee"
SUSPEND, NO_ANSWER, WITHDRAWN = "暂停这条", "没有可靠的现成答案", "已经更新或撤下"


async def suspends(stage, asked=DEADLINE, entry=ENTRY):
    """The admin asks, sees the answer, and suspends it."""
    stage.admin.says(asked)
    answer = await stage.admin.hears("法律依据")
    assert SUSPEND in stage.admin.labels()
    stage.admin.taps(SUSPEND, answer)
    return await stage.admin.hears(entry, "已暂停", "示例管理员")


async def test_one_tap_takes_an_entry_out_of_answering_and_one_lets_it_answer_again(stage, caplog):
    caplog.set_level("INFO", "bot.usecases.suspensions")
    await stage.owner.agrees()
    told = await suspends(stage)
    stage.owner.says(DEADLINE)
    await stage.owner.hears(NO_ANSWER)
    assert stage.owner.labels() == ["转给律师", "先补充再发"]
    stage.admin.taps("恢复回答", told)
    await stage.admin.hears(ENTRY, "已恢复回答")
    stage.owner.says("行政复议的期限是多少天")
    await stage.owner.hears("法律依据")
    admin = await stage.person(stage.admin)
    assert [record.getMessage() for record in caplog.records] == [
        f"Entry {ENTRY} was suspended by person {admin}.",
        f"Entry {ENTRY} was resumed by person {admin}.",
    ]


async def test_only_admins_have_the_button(stage):
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    await stage.owner.hears("法律依据")
    assert SUSPEND not in stage.owner.labels()


async def test_the_button_stands_under_an_answer_that_was_picked_and_under_a_part_of_one(stage):
    stage.admin.says(DEADLINE)
    answer = await stage.admin.hears("法律依据")
    stage.admin.says("那要交钱吗", reply_to=answer)
    await stage.admin.hears("费")
    assert SUSPEND in stage.admin.labels()
    stage.admin.taps("完整答案")
    await stage.admin.hears("法律依据")
    assert SUSPEND in stage.admin.labels()


async def test_buttons_that_are_older_than_the_suspension_lead_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    answer = await stage.owner.hears("法律依据")
    stage.owner.says("那要交钱吗", reply_to=answer)
    part = await stage.owner.hears("费")
    await suspends(stage)
    stage.owner.taps("完整答案", part)
    await stage.owner.hears(WITHDRAWN)
    assert "转给律师" in stage.owner.labels()
    stage.owner.taps("相关问题", answer)
    await stage.owner.hears(WITHDRAWN)
    stage.owner.says("那要多久", reply_to=answer)
    await stage.owner.hears(NO_ANSWER)


async def test_a_suspended_entry_is_not_listed_nor_offered_and_the_likeliest_one_leads_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says(UNSURE)
    await stage.owner.hears("哪一个")
    before = stage.owner.labels()
    stage.admin.says(f"/suspend {SECOND}")
    await stage.admin.hears(SECOND, "已暂停")
    stage.owner.says(f"{UNSURE}？？")
    await stage.owner.hears("刚才问过")
    left = stage.owner.labels()
    assert left[0] == before[0]
    assert before[1] not in left
    first = next(
        name for name, each in stage.butler.knowledge.current.entries.items() if each.title.zh == before[0]
    )
    stage.admin.says(f"/suspend {first}")
    await stage.admin.hears(first, "已暂停")
    stage.owner.says(UNSURE)
    await stage.owner.hears(NO_ANSWER)
    measure = stage.butler.knowledge.current.measure_of[first]
    stage.owner.says("/measures")
    await stage.owner.hears("十条措施")
    number = list(stage.butler.knowledge.current.measures).index(measure)
    stage.owner.taps(stage.owner.labels()[number])
    await stage.owner.hears()
    assert not {before[0], before[1]} & set(stage.owner.labels())


async def test_the_list_names_who_suspended_what_and_has_the_buttons_that_end_it(stage):
    stage.admin.says("/suspend")
    await stage.admin.hears("现在没有暂停的条目")
    await suspends(stage)
    stage.admin.says(f"/suspend {ENTRY}")
    await stage.admin.hears("已经是暂停状态")
    stage.admin.says("/suspend")
    listed = await stage.admin.hears("暂停回答的条目：1", ENTRY, "示例管理员", "11-23 10:00 起")
    [label] = stage.admin.labels()
    stage.admin.taps(label, listed)
    await stage.admin.hears("已恢复回答")
    stage.admin.taps(label, listed)
    await stage.admin.hears("没有被管理员暂停，或者已经恢复")


async def test_an_id_that_there_is_not_is_said_to_be_none(stage):
    stage.admin.says("/suspend no-such-entry")
    await stage.admin.hears("没有编号为 no-such-entry 的条目")
    async with stage.butler.database.reading() as tx:
        here = (await stage.butler.unit_of_work(tx)).knowledge
        assert here.entries.keys() == stage.butler.knowledge.current.entries.keys()


async def test_an_entry_that_has_left_the_knowledge_can_still_be_let_go(stage):
    admin = await stage.person(stage.admin)
    async with stage.butler.database.transaction() as tx:
        await suspensions.suspend(tx, "an-entry-of-old", admin, stage.clock())
    stage.admin.says("/suspend")
    await stage.admin.hears("• an-entry-of-old（示例管理员")
    stage.admin.taps("▶ an-entry-of-old")
    await stage.admin.hears("an-entry-of-old 已恢复回答")
    stage.admin.taps(SUSPEND)
    await stage.admin.hears("知识库里已经没有这个条目")


async def test_what_the_file_suspends_is_listed_without_a_button(tmp_path, database_url):
    folder = shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    file = folder / "measures" / "administrative-reconsideration.yaml"
    before, mark, after = file.read_text("utf-8").partition(f"- id: {ENTRY}\n")
    file.write_text(before + mark + after.replace("status: unreviewed", "status: suspended", 1), "utf-8")
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_KNOWLEDGE__PATH": str(folder)}
    async with set_up(tmp_path, **environ) as stage:
        stage.admin.says(DEADLINE)
        await stage.admin.hears(NO_ANSWER)
        stage.admin.says("/suspend")
        await stage.admin.hears("暂停回答的条目：1", ENTRY, "status: suspended")
        assert stage.admin.labels() == []


@pytest.fixture
async def town():
    async with running_simulator(first_id=1) as sim:
        for number, name in ((OWNER, "示例企业主"), (ADMIN, "示例管理员")):
            sim.person(name, "zh-hans", id=number)
        yield sim


async def test_a_suspension_holds_in_another_replica_at_once_and_after_a_restart(
    town, tmp_path, knowledge, database_url
):
    config = configured(tmp_path, town, BUTLER_DATABASE__URL=database_url)
    async with (
        performing(config, town, Clock(), knowledge) as first,
        serving(config, clock=Clock(), knowledge=product_knowledge(), pace=unhurried()) as second,
    ):
        admin = Somebody(Player(town.world, town.world.person(ADMIN)), None)
        admin.player.starts()
        await admin.player.hears()
        admin.says(f"/suspend {ENTRY}")
        assert "已暂停" in (await admin.player.hears())["text"]
        for replica in (first, second):
            assert await status_in(replica) == "suspended"
    async with performing(config, town, Clock(), knowledge) as later:
        assert await status_in(later) == "suspended"
    assert knowledge.current.entries[ENTRY].status == "unreviewed"


async def status_in(butler):
    """How the entry stands for whatever this replica does next."""
    async with butler.database.reading() as tx:
        return (await butler.unit_of_work(tx)).knowledge.entries[ENTRY].status


def test_the_words_for_it_name_the_button_that_does_it():
    for lang in ("zh", "en"):
        assert say("button.suspend", lang) in say("help.admin", lang)
