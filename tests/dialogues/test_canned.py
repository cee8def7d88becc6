"""A lawyer asks the knowledge and sends an entry, or a snippet of their own, to a ticket: shown first, and sent by the last tap."""

from engines import rows_of
from scenes import (
    closes,
    forges,
    gives_ticket_to_first_lawyer,
    opens_ticket,
    removes,
    takes_ticket,
    takes_ticket_of,
)

from bot.domain.ticket import Act
from bot.storage import snippets, tickets
from bot.usecases.questions import entry_code

SURE = "行政复议期限多久"
ENTRY = "reconsideration-deadline"
TO_FIRST = "把这条发到 #1 示例五金制品有限公司（未核实）"
FIRST = "发到 #1 示例五金制品有限公司（未核实）"
HOW = "请把送货单和对账单拍给我，原件先留好。"


async def asks(stage, text=SURE):
    """The lawyer, who holds a ticket, asks the knowledge: nothing has gone anywhere, and the card is shown."""
    said = stage.lawyer.says(text)
    await stage.lawyer.hears("还没有发给任何人")
    card = await stage.lawyer.hears("行政复议", "本条尚未经律师确认")
    return said, card


async def shows(stage, words=None):
    """The entry is to go to the first ticket, with own words or without: what will go is shown."""
    await asks(stage)
    stage.lawyer.taps(TO_FIRST)
    await stage.lawyer.hears("要发到 #1 示例五金制品有限公司（未核实）", "还没有发")
    if words is None:
        stage.lawyer.taps("不加话")
        return await stage.lawyer.hears("还没有发出", "#1 示例五金制品有限公司（未核实）", "📖 ")
    said = stage.lawyer.says(words)
    shown = await stage.lawyer.hears("还没有发出", "分两条", words, "📖 ")
    return said, shown


async def keeps(lawyer, name="要补的材料", text=HOW):
    """Writes a snippet, which is shown as it stands."""
    lawyer.says("/snippets")
    await lawyer.hears("我的常用语")
    lawyer.taps("新写一条")
    await lawyer.hears("起个名字")
    lawyer.says(name)
    await lawyer.hears(f"“{name}”", "请发它的内容")
    lawyer.says(text)
    return await lawyer.hears(name, text)


async def test_an_entry_goes_to_the_owner_with_own_words_before_it_and_only_by_the_last_tap(stage):
    await takes_ticket(stage)
    _, shown = await shows(stage, "您这种情况看下面这条。")
    assert stage.lawyer.labels() == [FIRST, "不发了"]
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps(FIRST, shown)
    await stage.owner.hears("👤 示例甲（律师） · #1", "您这种情况看下面这条。")
    seen = await stage.owner.hears(
        "👤 示例甲（律师） · #1", "📖 ", "60日", "期限：60日", "法律依据", "《行政复议法》"
    )
    assert seen["text"].endswith("本条尚未经律师确认，重要决定前请先问律师。")
    await stage.lawyer.hears("✓ 已发到 #1 示例五金制品有限公司（未核实）")
    await stage.lawyer.hears_nothing_more()
    assert stage.lawyer.sees(shown)["buttons"] in ([], None)


async def test_what_was_sent_is_words_of_the_ticket_like_any_others(stage):
    """It stands in the thread; replies find their way on both sides, and edits follow."""
    yours = await takes_ticket(stage)
    said, shown = await shows(stage, "先看这个")
    stage.lawyer.taps(FIRST, shown)
    mine, entry = await stage.owner.hears("先看这个"), await stage.owner.hears("📖 ")
    await stage.lawyer.hears("✓ 已发到")
    stage.owner.says("从哪天算", reply_to=entry)
    asked = await stage.lawyer.hears("从哪天算")
    assert asked["reply_to"] == shown["id"]
    await stage.owner.hears("✓")
    stage.lawyer.says("从您收到决定那天算", reply_to=shown)
    answered = await stage.owner.hears("从您收到决定那天算")
    assert answered["reply_to"] == entry["id"]
    stage.lawyer.edits(said, "先看下面这个")
    corrected = await stage.owner.hears("先看下面这个")
    assert corrected["reply_to"] == mine["id"]
    stage.lawyer.taps("全部对话", yours)
    await stage.lawyer.hears("先看下面这个", "📖 ", "从哪天算")
    async with stage.butler.database.transaction() as tx:
        acts = [act for act, *_ in await tickets.events(tx, 1)]
    assert Act.ANSWER in acts


async def test_a_second_tap_and_the_button_of_an_older_showing_send_nothing(stage):
    await takes_ticket(stage)
    said, old = await shows(stage, "第一稿")
    stage.lawyer.edits(said, "第二稿")
    await stage.lawyer.hears("还没有发出", "第二稿")
    stage.lawyer.says("第三稿")
    new = await stage.lawyer.hears("还没有发出", "第三稿")
    stage.lawyer.taps(FIRST, old)
    await stage.lawyer.hears("已经换了", "什么都没有发")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps(FIRST, new)
    stage.lawyer.player.taps(FIRST, new["id"])
    await stage.owner.hears("第三稿")
    await stage.owner.hears("📖 ")
    await stage.owner.hears_nothing_more()


async def test_a_ticket_of_no_enterprise_is_named_by_its_number(stage):
    card = await gives_ticket_to_first_lawyer(stage)
    await stage.lawyer.takes(card=card)
    await stage.lawyer.hears("邻居的厂")
    await asks(stage)
    assert "把这条发到 #1" in stage.lawyer.labels()
    stage.lawyer.taps("把这条发到 #1")
    await stage.lawyer.hears("要发到 #1", "还没有发")


async def test_a_lawyer_who_thinks_better_of_it_sends_nothing(stage):
    await takes_ticket(stage)
    shown = await shows(stage)
    stage.lawyer.taps("不发了", shown)
    await stage.lawyer.hears("没有发")
    stage.lawyer.says("随便说一句")
    await stage.lawyer.hears("还没有发给任何人")
    await stage.owner.hears_nothing_more()


async def test_what_waits_too_long_is_not_sent(stage):
    await takes_ticket(stage)
    shown = await shows(stage)
    await stage.moves(minutes=11)
    stage.lawyer.taps(FIRST, shown)
    await stage.lawyer.hears("时间太久了", "什么都没有发")
    await stage.owner.hears_nothing_more()


async def test_a_reply_to_what_is_shown_is_no_word_to_the_owner(stage):
    await takes_ticket(stage)
    shown = await shows(stage)
    stage.lawyer.says("等等，先加一句", reply_to=shown)
    await stage.lawyer.hears("还没有发出", "等等，先加一句")
    await stage.owner.hears_nothing_more()


async def test_own_words_that_begin_like_a_note_stay_behind(stage):
    await takes_ticket(stage)
    await shows(stage)
    stage.lawyer.says("／note 对方底线八万")
    await stage.lawyer.hears("像是内部备注，没有发给任何人")
    await stage.owner.hears_nothing_more()


async def test_a_closed_ticket_is_refused_at_each_step(stage):
    yours = await takes_ticket(stage)
    shown = await shows(stage)
    await closes(stage, yours)
    stage.lawyer.taps(FIRST, shown)
    await stage.lawyer.hears("工单 #1 已办结", "没有发出去")
    forges(stage.lawyer, f"canned:1:e{entry_code(ENTRY)}")
    await stage.lawyer.hears("工单 #1 已办结")
    await stage.owner.hears("工单 #1 已办结")
    await stage.owner.hears_nothing_more()


async def test_a_ticket_that_was_handed_back_lost_or_never_taken_is_refused(stage):
    yours = await takes_ticket(stage)
    shown = await shows(stage)
    stage.lawyer.taps("退回", yours)
    await stage.lawyer.hears("已转给下一位律师")
    await stage.owner.hears("的律师换人了")
    stage.lawyer.taps(FIRST, shown)
    await stage.lawyer.hears("工单 #1 还没有人接手")
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.owner.hears("示例乙")
    stage.lawyer.taps(FIRST, shown)
    while "不在您名下" not in (await stage.lawyer.hears())["text"]:
        pass
    forges(stage.lawyer, "canned:99:s1")
    await stage.lawyer.hears("这个工单不存在，或者不归您处理")
    await stage.owner.hears_nothing_more()


async def test_a_lawyer_with_a_conflict_of_interest_is_refused_and_reads_nothing(stage):
    await takes_ticket(stage)
    shown = await shows(stage)
    forges(stage.lawyer, "aside:1")
    await stage.lawyer.hears("利益冲突")
    await stage.owner.hears("的律师换人了")
    for data in (f"canned:1:e{entry_code(ENTRY)}", f"canned-bare:1:e{entry_code(ENTRY)}"):
        forges(stage.lawyer, data)
        refused = await stage.lawyer.hears("可能和您有利益冲突")
        assert "五金" not in refused["text"]
    stage.lawyer.taps(FIRST, shown)
    await stage.lawyer.hears("可能和您有利益冲突")
    forges(stage.lawyer, f"canned-whom:0:e{entry_code(ENTRY)}")
    await stage.lawyer.hears("没有工单")
    await stage.owner.hears_nothing_more()


async def test_an_entry_that_is_suspended_meanwhile_is_not_sent(stage):
    await takes_ticket(stage)
    shown = await shows(stage)
    stage.admin.says(f"/suspend {ENTRY}")
    await stage.admin.hears(ENTRY)
    stage.lawyer.taps(FIRST, shown)
    await stage.lawyer.hears("已经暂停、更新或删除", "什么都没有发")
    await stage.owner.hears_nothing_more()


async def test_with_more_than_three_tickets_they_are_listed_with_enterprise_and_first_words(stage):
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    await stage.owner.agrees()
    await stage.owner.registers()
    others = [stage.newcomer(f"示例业主{number}") for number in range(8)]
    for number, owner in enumerate([stage.owner, *others], start=1):
        if owner is not stage.owner:
            await owner.agrees()
        await takes_ticket_of(stage, owner, number)
    _, card = await asks(stage)
    assert "把这条发到哪个工单…" in stage.lawyer.labels(card)
    stage.lawyer.taps("把这条发到哪个工单…", card)
    listed = await stage.lawyer.hears("要发到哪个工单")
    assert stage.lawyer.labels(listed)[0].startswith("#1 · 示例五金制品有限公司（未核实） · 我们和外地合伙人")
    assert stage.lawyer.labels(listed)[-2:] == ["1/2", "›"]
    stage.lawyer.taps("›", listed)
    await stage.settles()
    listed = stage.lawyer.sees(listed)
    stage.lawyer.taps(stage.lawyer.labels(listed)[0], listed)
    await stage.lawyer.hears("要发到 #9")
    stage.lawyer.taps("不加话")
    await stage.lawyer.hears("会发到 #9")
    stage.lawyer.taps("发到 #9")
    await others[-1].hears("📖 ")
    for owner in (stage.owner, *others[:-1]):
        await owner.hears_nothing_more()


async def test_words_that_may_mean_several_things_are_looked_up_by_a_tap(stage):
    await takes_ticket(stage)
    stage.lawyer.says("工伤认定")
    asked = await stage.lawyer.hears("还没有发给任何人")
    assert stage.lawyer.labels() == [FIRST, "查知识库"]
    stage.lawyer.taps("查知识库", asked)
    choice = await stage.lawyer.hears("工伤")
    assert not [label for label in stage.lawyer.labels() if "律师" in label]
    stage.lawyer.taps(stage.lawyer.labels(choice)[0], choice)
    card = await stage.lawyer.hears("工伤")
    assert TO_FIRST in stage.lawyer.labels(card)
    forges(stage.lawyer, "look-up")
    await stage.lawyer.hears("这个按钮")
    await stage.owner.hears_nothing_more()


async def test_words_of_which_the_knowledge_has_nothing_are_said_to_be_so(stage):
    await takes_ticket(stage)
    stage.lawyer.says("你好")
    await stage.lawyer.hears("还没有发给任何人")
    forges(stage.lawyer, "look-up")
    await stage.lawyer.hears("知识库里没有能对上", "没有发给任何人")


async def test_a_lawyer_without_a_ticket_reads_the_card_and_nothing_is_kept_of_it(stage, database_url):
    stage.lawyer.says(SURE)
    await stage.lawyer.hears("行政复议", "60日")
    assert not [label for label in stage.lawyer.labels() if "律师" in label or "#" in label]
    await stage.lawyer.hears_nothing_more()
    assert await rows_of(database_url, "SELECT id FROM questions") == []
    stage.lawyer.says("请把合同拍给我")
    await stage.lawyer.hears("没有发给任何人", "没有工单")


async def test_a_snippet_is_written_sent_changed_and_deleted(stage, database_url):
    await takes_ticket(stage)
    await keeps(stage.lawyer)
    assert stage.lawyer.labels() == [TO_FIRST, "修改", "删除"]
    stage.lawyer.taps(TO_FIRST)
    await stage.lawyer.hears("前面要加自己的话吗")
    stage.lawyer.taps("不加话")
    shown = await stage.lawyer.hears("还没有发出", HOW)
    stage.lawyer.taps(FIRST, shown)
    seen = await stage.owner.hears("👤 示例甲（律师） · #1", HOW)
    assert "未经律师确认" not in seen["text"]
    await stage.lawyer.hears("✓ 已发到")
    stage.lawyer.taps("修改")
    await stage.lawyer.hears("“要补的材料”的新内容")
    stage.lawyer.says("请把合同也拍给我")
    await stage.lawyer.hears("要补的材料", "请把合同也拍给我")
    stage.lawyer.taps("删除")
    await stage.lawyer.hears("真的要删除“要补的材料”吗")
    stage.lawyer.taps("确定删除")
    await stage.lawyer.hears("“要补的材料”已删除")
    assert await rows_of(database_url, "SELECT id FROM snippets") == []
    await stage.owner.hears_nothing_more()


async def test_snippets_are_seen_sent_changed_and_deleted_by_nobody_but_their_lawyer(stage, database_url):
    await takes_ticket(stage)
    await keeps(stage.second_lawyer, "底线", "对方底线是八万")
    stage.lawyer.says("/snippets")
    await stage.lawyer.hears("还没有")
    for data in ("snippet:1", "snippet-change:1", "snippet-delete:1", "snippet-deleted:1"):
        forges(stage.lawyer, data)
        await stage.lawyer.hears("没有这条常用语")
    for data in ("canned:1:s1", "canned-bare:1:s1", "canned:1:s", "canned:1:x1", "canned:1:e0"):
        forges(stage.lawyer, data)
        await stage.lawyer.hears("什么都没有发")
    for data in ("snippet:1", "canned:1:s1"):
        forges(stage.admin, data)
        await stage.admin.hears("给律师用的")
    assert len(await rows_of(database_url, "SELECT id FROM snippets")) == 1
    (body,) = (await rows_of(database_url, "SELECT body FROM snippets"))[0]
    assert body == '"对方底线是八万"'  # in at the one door for people's words


async def test_names_and_texts_that_are_too_long_are_asked_for_again(stage):
    stage.lawyer.says("/snippets")
    await stage.lawyer.hears("还没有")
    stage.lawyer.taps("新写一条")
    await stage.lawyer.hears("起个名字")
    stage.lawyer.says("长" * 41)
    await stage.lawyer.hears("名字最多 40 个字")
    stage.lawyer.says("材料")
    await stage.lawyer.hears("请发它的内容")
    stage.lawyer.says("长" * 3001)
    await stage.lawyer.hears("最多 3000 个字", "3001")
    stage.lawyer.says("／note 内部")
    await stage.lawyer.hears("像是内部备注")
    stage.lawyer.says("短")
    await stage.lawyer.hears("材料", "短")


async def test_the_list_has_pages_and_an_end(stage):
    lawyer = await stage.person(stage.lawyer)
    async with stage.butler.database.transaction() as tx:
        for number in range(100):
            await snippets.add(tx, lawyer, f"第{number}条", "内容", stage.clock())
    stage.lawyer.says("/snippets")
    listed = await stage.lawyer.hears("我的常用语（100）")
    assert stage.lawyer.labels(listed)[-3:] == ["1/13", "›", "新写一条"]
    stage.lawyer.taps("›", listed)
    await stage.settles()
    assert "第8条" in stage.lawyer.labels(stage.lawyer.sees(listed))
    stage.lawyer.taps("第8条", listed)
    await stage.lawyer.hears("第8条", "内容")
    stage.lawyer.taps("新写一条", listed)
    await stage.lawyer.hears("最多存 100 条")


async def test_snippets_go_with_the_lawyers_role(stage, database_url):
    await keeps(stage.lawyer)
    await keeps(stage.second_lawyer, "别的")
    await removes(stage, "示例甲")
    await stage.settles()
    second = int(await stage.person(stage.second_lawyer))
    assert await rows_of(database_url, "SELECT lawyer FROM snippets") == [(second,)]


async def test_snippets_go_with_the_consent(stage, database_url):
    await keeps(stage.lawyer)
    forges(stage.lawyer, "forgotten")
    await stage.lawyer.hears("已撤回同意")
    assert await rows_of(database_url, "SELECT lawyer FROM snippets") == []


async def test_a_lawyer_to_whom_a_ticket_is_only_offered_has_no_way_to_send_to_it(stage):
    await opens_ticket(stage)
    stage.lawyer.says(SURE)
    await stage.lawyer.hears("行政复议")
    assert not [label for label in stage.lawyer.labels() if "#" in label]
    forges(stage.lawyer, f"canned:1:e{entry_code(ENTRY)}")
    await stage.lawyer.hears("工单 #1 还没有人接手")
