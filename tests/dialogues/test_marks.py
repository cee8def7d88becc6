"""What became of a lawyer's words, seen on their own message: arrived, waiting, refused, perhaps not arrived – each once."""

from scenes import takes_ticket

from simulator.faults import Fault


def marks(stage, message):
    shown = stage.lawyer.sees({"id": message.message_id})["reactions"]
    return [each["emoji"] for each in shown if each["from"] == "bot"]


async def is_marked(stage, message):
    """The mark follows in a moment of its own, when the words have arrived and are known to have."""

    async def has_mark():
        return marks(stage, message) == ["👌"]

    await stage._until(has_mark)


def calls(stage, method):
    return [each for each in stage.sim.world.calls if each.method == method]


async def test_words_that_have_reached_the_owner_are_marked_by_one_call(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("请把合同拍给我", reply_to=yours)
    heard = await stage.owner.hears("请把合同拍给我")
    await stage.settles()
    await is_marked(stage, said)
    stage.owner.says("马上", reply_to=heard)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("马上")
    await stage.settles()
    assert len(calls(stage, "setMessageReaction")) == 1  # the owner is told in words
    await stage.lawyer.hears_nothing_more()


async def test_an_album_is_marked_once(stage):
    yours = await takes_ticket(stage)
    pages = [stage.lawyer.sends("photo", caption=f"第 {n} 页", album="a", reply_to=yours) for n in range(3)]
    await stage.moves(seconds=2)
    await stage.settles()
    await is_marked(stage, pages[0])
    assert len(calls(stage, "setMessageReaction")) == 1


async def test_what_waits_long_is_said_once_and_marked_when_it_has_arrived(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("502", method="sendMessage", chat=stage.owner.id, times=2))
    said = stage.lawyer.says("很快就到", reply_to=yours)
    for _ in range(3):
        await stage.moves(seconds=10)
    await stage.owner.hears("很快就到")
    await stage.settles()
    await is_marked(stage, said)
    await stage.lawyer.hears_nothing_more()  # a short wait is not worth a word
    stage.sim.world.faults.order(Fault("500", method="sendMessage", chat=stage.owner.id, times=7))
    said = stage.lawyer.says("要等一等", reply_to=yours)
    for _ in range(9):  # less at once than after what a claim counts as left behind
        await stage.moves(seconds=33)
    told = await stage.lawyer.hears("还没有送到工单 #1", "不用重发")
    assert told["reply_to"] == said.message_id
    await stage.owner.hears("要等一等")
    await stage.settles()
    await is_marked(stage, said)
    await stage.lawyer.hears_nothing_more()


async def test_words_that_were_refused_or_may_not_have_arrived_are_answered_below_and_not_marked(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.owner.id))
    said = stage.lawyer.says("这条被拒", reply_to=yours)
    told = await stage.lawyer.hears("没有送到")
    assert told["reply_to"] == said.message_id
    assert marks(stage, said) == []
    stage.sim.world.faults.order(Fault("drop_before", method="sendMessage", chat=stage.owner.id))
    said = stage.lawyer.says("这条不知道", reply_to=yours)
    told = await stage.lawyer.hears("可能没有送到对方")
    assert told["reply_to"] == said.message_id
    assert marks(stage, said) == []
    stage.lawyer.taps("再发一次", told)
    await stage.owner.hears("这条不知道")
    await stage.lawyer.hears("已再发一次")
    await stage.settles()
    await is_marked(stage, said)


async def test_a_chat_that_takes_no_reaction_is_no_trouble_to_anybody(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="setMessageReaction", chat=stage.lawyer.id))
    stage.lawyer.says("请把合同拍给我", reply_to=yours)
    await stage.owner.hears("请把合同拍给我")

    async def was_tried():
        return len(calls(stage, "setMessageReaction")) == 1

    await stage._until(was_tried)
    await stage.lawyer.hears_nothing_more()
    stage.admin.says("/undelivered")
    await stage.admin.hears("没有未送达的消息")


async def test_what_was_taken_back_while_it_left_is_not_marked(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("slow", method="sendMessage", chat=stage.owner.id, delay_s=0.5))
    said = stage.lawyer.says("底价是八十万", reply_to=yours)
    stage.lawyer.says("/recall", reply_to={"id": said.message_id})
    await stage.lawyer.hears("已撤回")
    await stage.settles()
    assert marks(stage, said) == []
