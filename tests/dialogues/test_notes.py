"""Notes are for the staff of a ticket: whatever anybody does, their words never reach its owner."""

import pytest
from engines import rows_of
from scenes import closes, forges, opens_ticket, takes_ticket

from bot.storage import tickets

SECRET = "对方底线是八万"
"""Stands in notes only."""


async def notes(somebody, text=f"/note #1 {SECRET}", reply_to=None):
    said = somebody.says(text, reply_to=reply_to)
    await somebody.hears("📝 已记在工单 #1 的内部备注里")
    return said


async def transcript(stage, yours):
    stage.lawyer.taps("全部对话", yours)
    return await stage.lawyer.hears("工单 #1 到现在的全部对话")


@pytest.fixture
def was_told_nothing_of(stage, database_url):
    """That the owner's chat, with its buttons and alerts, and all that was ever written for the owner is free of a word."""

    async def proven(secret=SECRET):
        await stage.settles()
        world = stage.sim.world
        dialog = world.dialog(world.the_bot, stage.owner.player.person)
        said = [repr(each) for each in (*dialog.messages.values(), *dialog.toasts)]
        owner = int(await stage.person(stage.owner))
        rows = await rows_of(database_url, f"SELECT body FROM outbox WHERE person = {owner}")
        said += [body.encode().decode("unicode_escape") for (body,) in rows]
        assert said
        assert not [each for each in said if secret in each]

    return proven


async def test_a_note_is_kept_for_whoever_takes_over_and_the_owner_hears_nothing(stage, was_told_nothing_of):
    yours = await takes_ticket(stage)
    await notes(stage.lawyer)
    await stage.owner.hears_nothing_more()
    await stage.lawyer.hears_nothing_more()
    stage.lawyer.taps("退回", yours)
    await stage.owner.hears()
    card = await stage.second_lawyer.hears("新工单 #1")
    assert SECRET not in card["text"]
    stage.second_lawyer.taps("接手", card)
    mine = await stage.second_lawyer.hears("归您办理")
    assert SECRET not in mine["text"]
    await stage.second_lawyer.hears(f"📝 内部备注（企业主看不到） · 示例甲\n{SECRET}")
    await was_told_nothing_of()


async def test_a_reply_with_the_command_notes_in_the_ticket_of_that_message(stage, was_told_nothing_of):
    yours = await takes_ticket(stage)
    await notes(stage.lawyer, f"/note 3 点：{SECRET}", reply_to=yours)
    assert f"3 点：{SECRET}" in (await transcript(stage, yours))["text"]
    await was_told_nothing_of()


async def test_an_admins_note_is_shown_to_its_lawyer_and_stands_in_the_log(stage, was_told_nothing_of):
    await takes_ticket(stage)
    await notes(stage.admin)
    told = await stage.lawyer.hears("工单 #1 的内部备注", "示例管理员", SECRET)
    await notes(stage.lawyer, "/note 知道了", reply_to=told)
    admin = await stage.person(stage.admin)
    async with stage.butler.database.transaction() as tx:
        done = [(act, person) for act, _, person, _ in await tickets.events(tx, 1)]
    assert ("note", admin) in done
    await stage.second_lawyer.hears_nothing_more()
    await was_told_nothing_of()


async def test_a_reply_to_a_note_goes_to_nobody_until_its_reader_is_named(stage, was_told_nothing_of):
    await takes_ticket(stage)
    own = await notes(stage.lawyer)
    stage.lawyer.says("我再想想", reply_to={"id": own.message_id})
    await stage.lawyer.hears("还没有发给任何人")
    await notes(stage.admin)
    told = await stage.lawyer.hears(SECRET)
    stage.lawyer.says("就按八万谈", reply_to=told)
    await stage.lawyer.hears("还没有发给任何人")
    await was_told_nothing_of("就按八万谈")
    await was_told_nothing_of()


async def test_who_does_not_hold_a_ticket_notes_nothing_in_it(stage):
    await opens_ticket(stage)
    for somebody in (stage.lawyer, stage.second_lawyer):
        somebody.says(f"/note #1 {SECRET}")
        await somebody.hears("没有保存，也没有发给任何人")
    stage.owner.says(f"/note #1 {SECRET}")
    await stage.owner.hears("给律师和管理员用的")


@pytest.mark.parametrize("text", ["/note", "/note #1", f"/note {SECRET}", "/note 1"])
async def test_a_note_without_a_ticket_or_without_words_is_asked_for_properly(
    stage, text, was_told_nothing_of
):
    await takes_ticket(stage)
    stage.lawyer.says(text)
    await stage.lawyer.hears("要写备注，发 /note #工单号 内容")
    await was_told_nothing_of()


async def test_an_edited_note_stays_a_note_whatever_it_begins_with(stage, was_told_nothing_of):
    yours = await takes_ticket(stage)
    said = await notes(stage.lawyer, "/note #1 对方想谈")
    stage.lawyer.edits(said, SECRET)
    await stage.lawyer.hears("📝 已记在工单 #1")
    assert (
        f"内部备注（企业主看不到） · 示例甲（已修改）\n{SECRET}" in (await transcript(stage, yours))["text"]
    )
    await was_told_nothing_of()


@pytest.mark.parametrize("typed", [f"/note #1 {SECRET}", f"／note {SECRET}", f"/ Note@bot {SECRET}"])
async def test_what_begins_like_a_note_never_goes_out_as_a_caption_or_an_edit(
    stage, typed, was_told_nothing_of
):
    yours = await takes_ticket(stage)
    stage.lawyer.sends("photo", caption=typed, reply_to=yours)
    await stage.lawyer.hears("像是内部备注，没有发给任何人")
    said = stage.lawyer.says("请把合同拍给我", reply_to=yours)
    await stage.owner.hears("请把合同拍给我")
    stage.lawyer.edits(said, typed)
    await stage.lawyer.hears("像是内部备注，没有发给任何人")
    await was_told_nothing_of()


async def test_the_note_itself_cannot_be_sent_on_with_a_button(stage, was_told_nothing_of):
    await takes_ticket(stage)
    await notes(stage.lawyer)
    forges(stage.lawyer, "talk:1")
    await stage.lawyer.hears("像是内部备注，没有发给任何人")
    await was_told_nothing_of()


async def test_what_is_quoted_from_a_note_stays_behind_and_what_the_owner_said_comes_along(
    stage, was_told_nothing_of, database_url
):
    yours = await takes_ticket(stage)
    await notes(stage.lawyer)
    told = await transcript(stage, yours)
    stage.lawyer.player.says("我们先谈", told["id"], SECRET)
    seen = await stage.owner.hears("我们先谈")
    assert "❝" not in seen["text"]
    stage.lawyer.player.says("这条鱼怎么死的", told["id"], "珍稀观赏鱼")
    await stage.owner.hears("❝ 珍稀观赏鱼 ❞", "这条鱼怎么死的")
    stage.lawyer.player.says_about_elsewhere("这样好吗", SECRET, manual=True)
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(stage.lawyer.labels()[0])
    seen = await stage.owner.hears("这样好吗")
    assert "❝" not in seen["text"]
    await was_told_nothing_of()


async def test_nothing_that_anybody_does_with_a_ticket_brings_a_note_to_its_owner(
    stage, was_told_nothing_of, database_url
):
    """Through each way in which the bot speaks to an owner: words, files, albums, edits, reactions, cards, lists, alarms."""
    yours = await takes_ticket(stage)
    await notes(stage.lawyer)
    await notes(stage.admin)
    said = stage.lawyer.says("请把合同拍给我", reply_to=yours)
    heard = await stage.owner.hears("请把合同拍给我")
    stage.lawyer.edits(said, "请把合同和欠条拍给我")
    await stage.owner.hears("（更正）")
    for caption in ("第一页", "第二页"):
        stage.lawyer.sends("photo", caption=caption, album="样本", reply_to=yours)
    await stage.moves(seconds=2)
    await stage.settles()
    stage.owner.says("好", reply_to=heard)
    stage.owner.sends("photo", caption="合同", reply_to=heard)
    stage.owner.player.says("哪个", heard["id"], "合同")
    stage.owner.says("/tickets")
    for data in ("view:1", "remind:1", "withdraw:1", "stay:1", "add:1:1", "urgent:1:fire", "helped:1:0", "details:1",
                 "transcript:1", "talk:1", "tickets:1", "mine:1", "open:1"):  # fmt: skip
        await stage.settles()
        await last_of(stage.owner)
        forges(stage.owner, data)
    await stage.moves(hours=30)
    await stage.settles()
    await last_of(stage.lawyer)
    await closes(stage, yours)
    await stage.settles()
    await last_of(stage.owner)
    forges(stage.owner, "helped:1:0")
    await stage.settles()
    for data in ("settle:1", "withdrawn:1", "forgotten"):
        await last_of(stage.owner)
        forges(stage.owner, data)
        await stage.settles()
    await was_told_nothing_of()
    owner = await stage.person(stage.owner)
    kinds = {
        kind
        for (kind,) in await rows_of(database_url, f"SELECT kind FROM outbox WHERE person = {int(owner)}")
    }
    assert kinds >= {"sentence", "view", "relay", "relay_edit", "correction", "album", "toast"}


async def last_of(somebody):
    """The newest message of the bot, whatever came before it."""
    somebody.last = [each for each in somebody.player.sees() if each["from"] == "bot"][-1]
    somebody.player._dialog.heard = somebody.last["id"]
