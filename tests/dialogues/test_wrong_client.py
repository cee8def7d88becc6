"""A lawyer's words that seem to be another client's: held, asked about, and sent only knowingly."""

import pytest
from scenes import brings, forges, takes_ticket_of

from bot.storage import dialogues

FIRST, SECOND = "嘉善宏达五金制品有限公司", "嘉善新天地木业有限公司"
GOES_ANYWAY = f"仍发到 #2 {SECOND}（未核实）"


def texts(somebody):
    return "\n".join((each["text"] or "") + (each["caption"] or "") for each in somebody.player.sees())


@pytest.fixture
async def other(stage):
    """The lawyer holds #1 of one enterprise, and #2 of this newcomer's."""
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    newcomer = stage.newcomer()
    for owner, name, number in ((stage.owner, FIRST, 1), (newcomer, SECOND, 2)):
        await owner.agrees()
        await owner.registers(name)
        await takes_ticket_of(stage, owner, number)
    return newcomer


def yours(stage, number):
    """What the lawyer was shown of a ticket when they took it."""
    return next(each for each in stage.lawyer.player.sees() if f"#{number} 归您办理" in (each["text"] or ""))


async def test_a_reply_that_names_another_client_is_held_and_goes_only_if_that_is_meant(stage, other):
    stage.lawyer.says("宏达五金那边愿意出八十万", reply_to=yours(stage, 2))
    await stage.lawyer.hears("还没有发给 #2", SECOND, f"提到“{FIRST}”，那是 #1 的企业")
    assert stage.lawyer.labels() == [GOES_ANYWAY, "不发"]
    await other.hears_nothing_more()
    stage.lawyer.taps(GOES_ANYWAY)
    await other.hears("宏达五金那边愿意出八十万")
    await stage.settles()
    assert "✓ 已发到 #2" in stage.lawyer.sees(stage.lawyer.last)["text"]
    assert "撤回" in stage.lawyer.labels(stage.lawyer.sees(stage.lawyer.last))
    stage.lawyer.says("宏达五金的合同也请看一下", reply_to=yours(stage, 2))
    await other.hears("宏达五金的合同")  # they have read that name now


async def test_what_was_held_arrives_as_the_reply_that_it_was(stage, other):
    asked = other.says("那边怎么说", reply_to=other.last)
    await other.hears("已转给")
    heard = await stage.lawyer.hears("那边怎么说")
    said = stage.lawyer.says("宏达五金那边愿意出八十万", reply_to=heard)
    await stage.lawyer.hears("还没有发给 #2")
    stage.lawyer.edits(said, "宏达五金那边愿意出九十万")
    await stage.lawyer.hears_nothing_more()
    stage.lawyer.taps(GOES_ANYWAY)
    answer = await other.hears("九十万")
    assert answer["reply_to"] == asked.message_id


async def test_what_is_not_to_go_goes_nowhere(stage, other):
    stage.lawyer.says("宏达五金那边愿意出八十万", reply_to=yours(stage, 2))
    asked = await stage.lawyer.hears("还没有发给 #2")
    stage.lawyer.taps("不发")
    await stage.settles()
    assert stage.lawyer.sees(asked)["text"] == "好的，没有发给任何人。"
    await other.hears_nothing_more()


async def test_the_own_parties_and_what_the_owner_wrote_never_raise_it(stage, other):
    stage.lawyer.says("新天地木业的公章请盖上", reply_to=yours(stage, 2))
    await other.hears("公章")
    said = other.says("我们欠宏达五金的货款，怎么办", reply_to=other.last)
    assert said
    await other.hears("已转给")
    heard = await stage.lawyer.hears("欠宏达五金")
    stage.lawyer.says("宏达五金的账先对一下", reply_to=heard)
    await other.hears("宏达五金的账")


async def test_words_whose_ticket_is_chosen_are_held_alike(stage, other):
    stage.lawyer.says("宏达五金那边愿意出八十万")
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(next(each for each in stage.lawyer.labels() if each.startswith("发到 #2")))
    await stage.lawyer.hears("还没有发给 #2", FIRST)
    await other.hears_nothing_more()
    stage.lawyer.taps(GOES_ANYWAY)
    await other.hears("八十万")


async def sends_file(stage):
    """The first owner has sent a picture: as Telegram names it in the lawyer's chat."""
    stage.owner.sends("photo", caption="底价单", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    heard = await stage.lawyer.hears("底价单")
    stored = stage.sim.world.the_bot.files.find(heard["file"]["id"])
    return heard, {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "width": 1, "height": 1}


async def test_another_owners_file_is_held(stage, other):
    heard, _ = await sends_file(stage)
    stage.lawyer.player.forwards_message(heard["id"])
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(next(each for each in stage.lawyer.labels() if each.startswith("发到 #2")))
    await stage.lawyer.hears("这个文件还没有发给 #2", f"#1 {FIRST}")
    stage.lawyer.taps("不发")
    await stage.settles()
    await other.hears_nothing_more()
    stage.lawyer.player.forwards_message(heard["id"])
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(next(each for each in stage.lawyer.labels() if each.startswith("发到 #1")))
    await stage.owner.hears("底价单")  # back to whom it came from


async def test_an_album_is_held_whole(stage, other):
    _, first = await sends_file(stage)
    for file in (first, {**first, "file_unique_id": "mine"}):
        brings(stage.lawyer, photo=[file], media_group_id="a", reply_to_message=told_of(stage, 2))
    await stage.lawyer.hears("这个文件还没有发给 #2", f"#1 {FIRST}")
    await stage.moves(seconds=2)
    await other.hears_nothing_more()
    held = stage.lawyer.last
    stage.lawyer.taps("不发", held)
    await stage.settles()
    await other.hears_nothing_more()
    lawyer = await stage.person(stage.lawyer)
    async with stage.butler.database.transaction() as tx:
        assert await dialogues.find(tx, stage.butler.account.id, lawyer) is None


def told_of(stage, number):
    """The card of a ticket, as Telegram shows what a message replies to."""
    world = stage.sim.world
    return {
        "message_id": yours(stage, number)["id"],
        "date": world.clock.stamp(),
        "from": world.the_bot.user(),
        "chat": stage.lawyer.player.person.chat(),
        "text": "…",
    }


async def test_an_edit_that_brings_in_another_client_follows_to_nobody(stage, other):
    said = stage.lawyer.says("那边愿意出八十万", reply_to=yours(stage, 2))
    await other.hears("八十万")
    stage.lawyer.edits(said, "宏达五金那边愿意出九十万")
    await stage.lawyer.hears("没有跟到工单 #2", "#1")
    await other.hears_nothing_more()
    assert "九十万" not in texts(other)


async def test_what_is_sent_ready_made_says_whom_it_names_before_the_last_tap(stage, other):
    stage.lawyer.says("行政复议期限多久")
    await stage.lawyer.hears("还没有发给任何人")
    await stage.lawyer.hears("行政复议")
    stage.lawyer.taps(next(each for each in stage.lawyer.labels() if each.startswith("把这条发到 #2")))
    await stage.lawyer.hears("要发到 #2")
    stage.lawyer.says("宏达五金也问过这个")
    await stage.lawyer.hears("还没有发出", f"提到“{FIRST}”，那是 #1 的企业")
    assert stage.lawyer.labels() == [GOES_ANYWAY, "不发了"]
    stage.lawyer.taps(GOES_ANYWAY)
    await other.hears("宏达五金也问过这个")


async def test_nobody_sends_by_that_button_what_they_may_not(stage, other):
    forges(stage.second_lawyer, "anyway:1")
    await stage.second_lawyer.hears("不归您处理")
    await stage.owner.hears_nothing_more()
