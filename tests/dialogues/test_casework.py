"""Owner, lawyers and the ticket between them."""

from scenes import closes, opens_ticket, takes_ticket, takes_ticket_of

from bot.domain.button_data import stamped
from bot.storage import tickets
from simulator import person_actions
from simulator.person_actions import Tap


async def test_one_tap_under_an_answer_sends_the_question_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("已转给律师", "#1")
    await stage.lawyer.hears("新工单 #1", "行政复议申请期限多久")  # the topic, not the words
    stage.owner.taps("转给律师")
    await stage.owner.is_alerted("已经在工单 #1 里了")
    await stage.owner.hears_nothing_more()
    await stage.second_lawyer.hears_nothing_more()


async def test_a_ticket_tells_its_lawyer_what_was_named_in_the_question(stage):
    card = await opens_ticket(
        stage, "杭州某某饲料有限公司2026年5月3日卖的料有问题，我赔了12万元，拖了半年，怎么分责任"
    )
    stage.lawyer.taps("详情", await stage.lawyer.takes(card=card))
    await stage.lawyer.hears("全部对话")
    await stage.lawyer.hears("提到：杭州某某饲料有限公司 · 12万元 · 2026年5月3日 · 半年")


async def test_the_whole_way_question_lawyer_answer_closing(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("先看合同怎么约定的，请把合同拍给我。", reply_to=yours)
    words = await stage.owner.hears("示例甲", "#1", "请把合同拍给我")
    stage.owner.sends("photo", caption="合同第一页", reply_to=words)
    await stage.owner.hears("已转给")
    picture = await stage.lawyer.hears("示例五金制品有限公司", "合同第一页")
    assert picture["kind"] == "photo"
    stage.lawyer.says("可以起诉饲料厂。", reply_to=picture)
    await stage.owner.hears("可以起诉饲料厂")
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps("已答复")
    await stage.lawyer.hears("已办结")
    await stage.owner.hears("有帮助吗")
    stage.owner.taps("有帮助")
    await stage.owner.hears("谢谢")
    await stage.owner.hears_nothing_more()
    await stage.lawyer.hears_nothing_more()
    await stage.second_lawyer.hears_nothing_more()


async def test_not_solved_opens_the_ticket_again_with_the_same_lawyer(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    stage.owner.taps("没解决")
    await stage.owner.hears("已重新打开")
    await stage.lawyer.hears("还没解决")
    stage.owner.says("他那边又变卦了")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("他那边又变卦了")


async def test_only_one_of_two_lawyers_gets_a_ticket_and_the_other_is_told_who(stage):
    card = await opens_ticket(stage)
    stage.second_lawyer.says("/queue")
    await stage.second_lawyer.hears("等律师接手的工单：1")
    stage.second_lawyer.taps("接手 #1")
    await stage.second_lawyer.hears("归您办理")
    await stage.lawyer.hears("已由示例乙")
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        assert (await tickets.find(tx, 1)).lawyer == second
    await stage.settles()
    assert "已接手" in stage.lawyer.sees(card)["text"]


async def test_an_old_card_neither_takes_a_ticket_from_its_lawyer_nor_lets_words_into_it(stage):
    card = await opens_ticket(stage)
    stage.second_lawyer.says("/queue")
    await stage.second_lawyer.hears("#1")
    stage.second_lawyer.taps("接手 #1")
    await stage.second_lawyer.hears("归您办理")
    await stage.owner.hears("示例乙", "接手了工单 #1")
    await stage.lawyer.hears("已由示例乙")
    late = Tap(card["id"], data=stamped("take:1", stage.butler.epoch), force=True)
    person_actions.tap(stage.lawyer.player.world, stage.lawyer.player.person, late)
    await stage.lawyer.hears("已由示例乙")
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        assert (await tickets.find(tx, 1)).lawyer == second
    stage.lawyer.says("我来答复您", reply_to=card)
    await stage.lawyer.hears("不在您名下")
    await stage.owner.hears_nothing_more()


async def test_the_queue_shows_nobodys_words(stage):
    await opens_ticket(stage)
    for person in (stage.second_lawyer, stage.admin):
        person.says("/queue")
        listed = await person.hears("#1")
        assert "观赏鱼" not in listed["text"]


async def test_a_lawyer_without_the_ticket_can_neither_read_nor_write_in_it(stage):
    await takes_ticket(stage)
    stage.second_lawyer.says("/queue")
    listed = await stage.second_lawyer.hears()
    for data in ("details:1", "close:1", "closed:1:answered", "talk:1", "reopen:1", "pass:1"):
        person_actions.tap(
            stage.second_lawyer.player.world,
            stage.second_lawyer.player.person,
            Tap(listed["id"], data=stamped(data, stage.butler.epoch), force=True),
        )
        heard = await stage.second_lawyer.hears()
        assert "观赏鱼" not in heard["text"]
    await stage.owner.hears_nothing_more()


async def test_a_lawyers_words_that_reply_to_nothing_go_to_nobody_until_the_ticket_is_named(stage):
    await takes_ticket(stage)
    stage.lawyer.says("请问损失有多少")
    await stage.lawyer.hears("还没有发给任何人")
    await stage.owner.hears_nothing_more()
    asked = stage.lawyer.last
    stage.lawyer.taps(stage.lawyer.labels()[0])
    await stage.owner.hears("请问损失有多少")
    await stage.settles()
    assert "✓ 已发到 #1" in stage.lawyer.sees(asked)["text"]


async def test_a_lawyer_with_two_tickets_reads_whose_they_are_and_is_told_where_words_went(stage):
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    await stage.owner.agrees()
    await stage.owner.registers()
    await takes_ticket_of(stage, stage.owner, 1)
    other = stage.newcomer()
    await other.agrees()
    await takes_ticket_of(stage, other, 2)
    stage.lawyer.says("好的我晚一点看")
    asked = await stage.lawyer.hears(
        "还没有发给任何人", "#1 · 示例五金制品有限公司（未核实） · 我们和外地合伙人", "#2 · "
    )
    assert stage.lawyer.labels() == ["发到 #1 示例五金制品有限公司（未核实）", "发到 #2"]
    stage.lawyer.taps("发到 #1 示例五金制品有限公司（未核实）")
    await stage.owner.hears("好的我晚一点看")
    await stage.settles()
    assert "✓ 已发到 #1 示例五金制品有限公司（未核实）" in stage.lawyer.sees(asked)["text"]
    assert stage.lawyer.labels(stage.lawyer.sees(asked)) == ["撤回", "发到 #2"]
    await other.hears_nothing_more()


async def test_pass_on_offers_the_ticket_to_the_next_lawyer(stage):
    card = await opens_ticket(stage)
    stage.lawyer.taps("转给别人", card)
    await stage.second_lawyer.hears("新工单 #1")
    await stage.lawyer.hears("已转给下一位律师")


async def test_the_butler_chosen_at_the_first_need_comes_first_next_time_whoever_took_the_first_ticket(stage):
    card = await opens_ticket(stage)
    stage.lawyer.taps("转给别人", card)
    await stage.lawyer.hears()
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    await stage.owner.hears("示例乙")
    await stage.moves(hours=1)
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says("再问一件别的事")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("#2")
    await stage.lawyer.hears("新工单 #2")


async def test_an_edit_follows_to_the_other_side(stage):
    yours = await takes_ticket(stage)
    written = stage.lawyer.says("期限是 30 天", reply_to=yours)
    heard = await stage.owner.hears("期限是 30 天")
    stage.lawyer.edits(written, "期限是 60 天")
    await stage.settles()
    assert "期限是 60 天" in stage.owner.sees(heard)["text"]
    assert "已修改" in stage.owner.sees(heard)["text"]


async def test_an_album_arrives_as_one_album_under_its_captions(stage):
    yours = await takes_ticket(stage)
    for number in range(3):
        stage.lawyer.sends("photo", caption=f"第 {number + 1} 页", album="pages", reply_to=yours)
    await stage.moves(seconds=2)
    pages = [await stage.owner.hears(f"第 {number + 1} 页") for number in range(3)]
    assert len({page["album"] for page in pages}) == 1
    assert pages[0]["album"] is not None


async def test_voice_and_documents_are_sent_on(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.sends("document", "意见书.pdf", b"%PDF-1.4 example", caption="意见书", reply_to=yours)
    assert (await stage.owner.hears("意见书"))["kind"] == "document"
    stage.lawyer.sends("voice", "note.ogg", b"OggS example", reply_to=yours)
    assert (await stage.owner.hears("示例甲"))["kind"] == "voice"


async def test_what_a_lawyer_formats_or_puts_in_angle_brackets_arrives_as_it_is(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("见 <合同> & 第 3 条 *重点* [x](http://y)", reply_to=yours)
    await stage.owner.hears("见 <合同> & 第 3 条 *重点* [x](http://y)")


async def test_a_very_long_answer_arrives_whole_in_parts(stage):
    yours = await takes_ticket(stage)
    long = "。".join(f"第{number}句话说明一件事" for number in range(500))
    sent = [long[i : i + 4000] for i in range(0, len(long), 4000)]
    for part in sent:
        stage.lawyer.says(part, reply_to=yours)
    await stage.moves(minutes=5)
    await stage.settles()
    heard = "".join(m["text"] or "" for m in stage.owner.player.sees() if m["from"] == "bot")
    assert "第0句话" in heard
    assert "第499句话" in heard


async def test_an_owner_with_a_ticket_is_asked_where_plain_words_belong(stage):
    await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.owner.says("损失大概三万")
    await stage.owner.hears("给律师的，还是新问题")
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("给律师（#1）")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("损失大概三万")


async def test_nobody_on_duty_is_said_honestly_and_work_waits_for_the_first_who_comes(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        lawyer.says("/duty off")
        await lawyer.hears("不在值班")
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says("有件急事想问律师")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("没有律师值班")
    await stage.admin.hears("没有律师可派")
    stage.second_lawyer.says("/duty on")
    await stage.second_lawyer.hears("正在值班")
    await stage.second_lawyer.hears("新工单 #1")


async def test_alarms_ring_in_working_time_and_ask_the_next_lawyer(stage):
    await opens_ticket(stage)
    await stage.moves(minutes=16)
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("还没有律师接手")
    await stage.moves(hours=30)
    await stage.owner.hears("到现在还没答复")


async def test_a_lawyer_is_told_when_the_owner_has_stopped_the_bot(stage):
    yours = await takes_ticket(stage)
    stage.owner.player.blocks()
    stage.lawyer.says("您在吗", reply_to=yours)
    await stage.lawyer.hears("送不到", "停用")
