"""Replies, quotes, edits and reactions find the right message on the other side, and only while their writer may speak."""

from scenes import forgets, removes, takes_ticket


async def talks(stage):
    """A taken ticket in which the lawyer has asked and the owner has answered: the words as each side sees them."""
    yours = await takes_ticket(stage)
    asked = stage.lawyer.says("请把合同拍给我", reply_to=yours)
    heard = await stage.owner.hears("请把合同拍给我")
    answer = stage.owner.says("合同在会计那里", reply_to=heard)
    await stage.owner.hears("已转给")
    seen = await stage.lawyer.hears("合同在会计那里")
    return asked, heard, answer, seen


async def test_a_reply_arrives_as_a_reply_to_the_very_message_on_the_other_side(stage):
    asked, _, answer, seen = await talks(stage)
    assert stage.lawyer.sees(seen)["reply_to"] == asked.message_id
    stage.lawyer.says("那就请会计发来", reply_to=seen)
    heard = await stage.owner.hears("那就请会计发来")
    assert heard["reply_to"] == answer.message_id


async def test_a_reply_to_ones_own_message_points_to_its_copy_on_the_other_side(stage):
    _, heard, answer, seen = await talks(stage)
    stage.owner.says("会计还没有回来", reply_to={"id": answer.message_id})
    await stage.owner.hears("已转给")
    added = await stage.lawyer.hears("会计还没有回来")
    assert added["reply_to"] == seen["id"]
    assert heard["reply_to"] is None


async def test_a_quoted_sentence_comes_along(stage):
    _, heard, _, _ = await talks(stage)
    stage.owner.player.says("是指哪一份", heard["id"], "合同")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("❝ 合同 ❞", "是指哪一份")


async def test_what_was_quoted_from_another_chat_comes_along_with_its_words(stage):
    await talks(stage)
    stage.owner.player.says_about_elsewhere("对方这样说", "货早就发了", manual=True)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("❝ 货早就发了 ❞", "对方这样说")


async def test_a_forwarded_message_says_that_it_was_forwarded(stage):
    await talks(stage)
    stage.owner.player.forwards("我们下周一付款", "示例客户")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("（转发）", "我们下周一付款")


async def test_advice_that_was_read_is_corrected_openly(stage):
    yours = await takes_ticket(stage)
    wrong = stage.lawyer.says("六个月内起诉", reply_to=yours)
    heard = await stage.owner.hears("六个月内起诉")
    stage.lawyer.edits(wrong, "三年内起诉")
    corrected = await stage.owner.hears("（更正）", "六个月内起诉", "→ 三年内起诉")
    assert corrected["reply_to"] == heard["id"]
    assert "（已修改）" in stage.owner.sees(heard)["text"]
    assert "三年内起诉" in stage.owner.sees(heard)["text"]


async def test_formatting_alone_follows_without_a_correction(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("三年内起诉", reply_to=yours)
    heard = await stage.owner.hears("三年内起诉")
    stage.lawyer.player.edits(said.message_id, None, [{"type": "bold", "offset": 0, "length": 3}])
    await stage.owner.hears_nothing_more()
    marked = stage.owner.sees(heard)
    assert "<b>三年内</b>" in marked["html"]


async def test_a_file_that_was_exchanged_is_exchanged_on_the_other_side(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.sends("document", name="old.pdf", content=b"old", caption="起诉状", reply_to=yours)
    heard = await stage.owner.hears("起诉状")
    stage.lawyer.player.edits_file(said.message_id, "document", "new.pdf", b"new")
    await stage.owner.hears_nothing_more()
    now = stage.owner.sees(heard)
    assert now["file"]["name"] == "new.pdf"
    assert "起诉状" in now["caption"]


async def test_an_edit_after_handing_back_goes_nowhere_and_the_lawyer_is_told(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("我看一下", reply_to=yours)
    heard = await stage.owner.hears("我看一下")
    stage.lawyer.taps("退回", yours)
    await stage.owner.hears("换人了")
    await stage.lawyer.hears("已转给下一位律师")
    stage.lawyer.edits(said, "请把钱打到这个账户")
    await stage.lawyer.hears("这条修改没有发给任何人")
    await stage.owner.hears_nothing_more()
    assert "账户" not in stage.owner.sees(heard)["text"]


async def test_an_edit_after_closing_goes_nowhere_and_the_lawyer_is_told(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("可以起诉", reply_to=yours)
    heard = await stage.owner.hears("可以起诉")
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps("已答复")
    await stage.lawyer.hears("已办结")
    await stage.owner.hears("有帮助吗")
    stage.lawyer.edits(said, "不可以起诉")
    await stage.lawyer.hears("这条修改没有发给任何人")
    await stage.owner.hears_nothing_more()
    assert "不可以" not in stage.owner.sees(heard)["text"]


async def test_an_edit_after_the_consent_was_withdrawn_goes_nowhere_and_the_lawyer_is_told(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    stage.owner.says("/privacy")
    await stage.owner.hears("撤回")
    await forgets(stage.owner)
    await stage.lawyer.hears("撤回了同意")
    stage.lawyer.edits(said, "不可以起诉")
    await stage.lawyer.hears("这条修改没有发给任何人")
    await stage.owner.hears_nothing_more()


async def test_a_removed_lawyer_cannot_change_what_stands_on_a_clients_screen(stage):
    yours = await takes_ticket(stage)
    said = stage.lawyer.says("可以起诉", reply_to=yours)
    heard = await stage.owner.hears("可以起诉")
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    await stage.owner.hears("换人了")
    stage.lawyer.player.starts()
    await stage.lawyer.hears()
    stage.lawyer.taps("同意并开始")
    await stage.lawyer.hears()
    stage.lawyer.edits(said, "请把5万元打到这个账户")
    await stage.lawyer.hears("这条修改没有发给任何人")
    await stage.owner.hears_nothing_more()
    assert "账户" not in stage.owner.sees(heard)["text"]


async def test_reactions_go_both_ways(stage):
    asked, heard, _, seen = await talks(stage)
    stage.owner.player.reacts(heard["id"], "👍")
    await stage.settles()
    assert [each["emoji"] for each in stage.lawyer.sees({"id": asked.message_id})["reactions"]] == ["👍"]
    stage.lawyer.player.reacts(seen["id"], "❤")
    await stage.settles()
    stage.owner.player.reacts(heard["id"], None)
    await stage.settles()
    left = stage.lawyer.sees({"id": asked.message_id})["reactions"]
    assert [each["emoji"] for each in left] == ["👌"]  # that it has arrived


async def test_whoever_no_longer_holds_a_ticket_reacts_to_nobody(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("还有一件事", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    seen = await stage.lawyer.hears("还有一件事")
    stage.lawyer.taps("退回", yours)
    await stage.owner.hears("换人了")
    stage.lawyer.player.reacts(seen["id"], "👎")
    await stage.settles()
    assert all(not message["reactions"] for message in stage.owner.player.sees())


async def test_within_an_album_the_very_picture_is_answered_and_edited(stage):
    """The first caption is too long to stand with the line above it, so that a message goes before the album."""
    yours = await takes_ticket(stage)
    stage.owner.says("有照片", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("有照片")
    captions = ("长" * 1020, "第二张", "第三张")
    sent = [stage.owner.sends("photo", caption=each, album="a") for each in captions]
    await stage.owner.hears("已转给")
    await stage.moves(seconds=2)
    await stage.lawyer.hears("长长长")
    pictures = [await stage.lawyer.hears() for _ in captions]
    stage.lawyer.says("这张再拍一次", reply_to=pictures[1])
    heard = await stage.owner.hears("这张再拍一次")
    assert heard["reply_to"] == sent[1].message_id
    stage.owner.edits(sent[2], "第三张，重拍")
    await stage.lawyer.hears("（更正）", "第三张", "→ 第三张，重拍")
    assert stage.lawyer.sees(pictures[2])["caption"] == "第三张，重拍"
    assert yours["id"] < pictures[0]["id"]
