"""What fits a phone: lists with pages, questions back that already help, and nothing said twice in the same words."""

import pytest
from scenes import forges, removes
from stage import set_up

from bot.locales import say as sentence
from bot.storage import people, tickets
from bot.usecases import lifecycle
from bot.usecases.messages import say

NINE = 9
"""One more than a page holds."""


async def open_tickets(stage, count, *, lawyer=None):
    """So many tickets of the owner; a lawyer may hold them."""
    owner = await stage.person(stage.owner)
    holder = await stage.person(lawyer) if lawyer else None
    async with stage.butler.database.transaction() as tx:
        uow = await stage.butler.unit_of_work(tx)
        for _ in range(count):
            ticket = await tickets.open_ticket(
                tx, owner=owner, enterprise=None, question=None, measure=None, lang="zh", urgent=False,
                emergency=None, now=uow.now,
            )  # fmt: skip
            if holder:
                await lifecycle.take(uow, ticket, await people.find(tx, holder))


async def turned(stage, somebody, label, listed):
    """The same message after a tap below it; nothing new was said."""
    somebody.taps(label, listed)
    await somebody.hears_nothing_more()
    return somebody.sees(listed)


def words_of(key):
    """What is read of a sentence, to the first formatting in it."""
    return sentence(key, "zh").partition("<")[0]


async def said_to(somebody, text):
    somebody.says(text)
    return (await somebody.hears())["text"]


# --- pages


async def test_an_owners_tickets_have_pages_that_turn_in_the_same_message(stage):
    await stage.owner.agrees()
    await open_tickets(stage, NINE)
    stage.owner.says("/tickets")
    listed = await stage.owner.hears("#9", "#2")
    assert "#1 " not in listed["text"]
    assert stage.owner.labels(listed)[-2:] == ["1/2", "›"]
    second = await turned(stage, stage.owner, "›", listed)
    assert "#1 " in second["text"]
    assert "#2 " not in second["text"]
    assert stage.owner.labels(second)[-2:] == ["‹", "2/2"]
    stage.owner.taps("给 #1 补充", second)
    await stage.owner.hears("转进工单 #1")
    first = await turned(stage, stage.owner, "‹", second)
    assert first["text"] == listed["text"]


async def test_a_list_of_one_page_has_nothing_to_turn(stage):
    await stage.owner.agrees()
    await open_tickets(stage, 8)
    stage.owner.says("/tickets")
    listed = await stage.owner.hears("#8", "#1")
    assert stage.owner.labels(listed) == [f"看看 #{number}" for number in range(8, 0, -1)]


async def test_a_page_of_the_queue_that_no_longer_exists_shows_the_last_one(stage):
    await open_tickets(stage, NINE)
    stage.lawyer.says("/queue")
    listed = await stage.lawyer.hears("#1", "#8")
    assert stage.lawyer.labels(listed)[0] == "接手 #1"
    assert "#9" in (await turned(stage, stage.lawyer, "›", listed))["text"]
    stage.second_lawyer.says("/queue")
    others = await stage.second_lawyer.hears("#8")
    stage.lawyer.taps("接手 #9")
    await stage.lawyer.hears("归您办理")
    left = await turned(stage, stage.second_lawyer, "›", others)
    assert "#8" in left["text"]
    assert stage.second_lawyer.labels(left)[-1] == "接手 #8"


async def test_a_page_of_a_list_that_is_empty_by_now_says_so(stage):
    await open_tickets(stage, 1)
    stage.lawyer.says("/queue")
    listed = await stage.lawyer.hears("#1")
    stage.second_lawyer.says("/queue")
    await stage.second_lawyer.hears("#1")
    stage.second_lawyer.taps("接手 #1")
    await stage.second_lawyer.hears("归您办理")
    forges(stage.lawyer, "queue:3")
    await stage.lawyer.hears_nothing_more()
    assert "#1" not in stage.lawyer.sees(listed)["text"]
    assert stage.lawyer.labels(stage.lawyer.sees(listed)) == []


async def test_a_lawyers_own_tickets_and_an_admins_open_ones_have_pages(stage):
    await stage.owner.agrees()
    await open_tickets(stage, NINE, lawyer=stage.lawyer)
    for somebody, command in ((stage.lawyer, "/mine"), (stage.admin, "/queue")):
        somebody.says(command)
        listed = await somebody.hears("9", "#1", "#8")
        assert somebody.labels(listed)[-2:] == ["1/2", "›"]
        second = await turned(stage, somebody, "›", listed)
        assert "#9" in second["text"]
        assert "#8" not in second["text"]


async def test_what_did_not_arrive_has_pages(stage):
    stranger = await stage.person(stage.newcomer())  # has never written: Telegram lets the bot say nothing
    async with stage.butler.database.transaction() as tx:
        for _ in range(NINE):
            uow = await stage.butler.unit_of_work(tx)
            await uow.tell(say(stranger, "cancel.nothing"))
    await stage.settles()
    stage.admin.says("/undelivered")
    listed = await stage.admin.hears("未送达")
    assert listed["text"].count("•") == 8
    second = await turned(stage, stage.admin, "›", listed)
    assert second["text"].count("•") == 1
    assert stage.admin.labels(second)[-2:] == ["‹", "2/2"]


async def test_the_entries_of_a_measure_have_pages_down_to_the_last(stage):
    await stage.owner.agrees()
    stage.owner.says("/measures")
    listed = await stage.owner.hears("十条措施")
    stage.owner.taps(stage.owner.labels(listed)[2])
    opened = await stage.owner.hears()
    labels = stage.owner.labels(opened)
    assert labels[-3:] == ["1/15", "›", "看十条措施"]
    assert len(labels) == 8 + 3
    second = await turned(stage, stage.owner, "›", opened)
    assert second["text"] == opened["text"]
    assert stage.owner.labels(second)[-4:] == ["‹", "2/15", "›", "看十条措施"]
    assert not set(stage.owner.labels(second)[:8]) & set(labels[:8])
    forges(stage.owner, "entries:999:3")
    await stage.owner.hears_nothing_more()
    last = stage.owner.sees(opened)
    assert stage.owner.labels(last)[-3:] == ["‹", "15/15", "看十条措施"]
    picked = stage.owner.labels(last)[0]
    stage.owner.taps(picked, last)
    await stage.owner.hears(picked.rstrip("…"), "尚未经律师确认")


async def test_whoever_is_no_lawyer_any_more_turns_no_page_of_the_queue(stage):
    await open_tickets(stage, NINE)
    stage.second_lawyer.says("/queue")
    listed = await stage.second_lawyer.hears("#1")
    await removes(stage, "示例乙")
    await stage.second_lawyer.hears("不再是律师")
    stage.second_lawyer.taps("›", listed)
    await stage.second_lawyer.hears("给律师用的")
    await stage.settles()
    assert "#9" not in stage.second_lawyer.sees(listed)["text"]


# --- asking back


async def test_a_question_back_tells_how_each_answer_begins(stage):
    await stage.owner.agrees()
    stage.owner.says("欠款")
    asked = await stage.owner.hears("您问的是哪一个", "点按钮看全文")
    *titles, none = stage.owner.labels(asked)
    assert none == "都不是，转给律师"
    _, *told = asked["text"].split("\n\n")
    assert [each.split("\n")[0] for each in told] == titles
    for title, each in zip(titles, told, strict=True):
        assert f"<b>{title}</b>" in asked["html"]
        assert each.endswith("…")
        assert 20 <= len(each.split("\n")[1]) <= 40


async def test_a_question_back_in_english_cuts_no_word(stage):
    await stage.owner.agrees()
    stage.owner.says("how to dismiss")
    asked = await stage.owner.hears("Which one do you mean")
    stage.owner.taps(stage.owner.labels(asked)[0])
    answer = (await stage.owner.hears())["text"]
    begun = asked["text"].split("\n\n")[1].split("\n")[1]
    assert len(begun) <= 80
    assert f"{begun.removesuffix('…')} " in answer


async def test_what_hardly_anybody_means_is_not_offered(stage):
    await stage.owner.agrees()
    stage.owner.says("年假")  # one entry nearly sure, one unlikely, two at nothing
    asked = await stage.owner.hears("您问的是哪一个")
    assert len(stage.owner.labels(asked)) == 3


async def test_where_nothing_is_likely_the_butler_says_so_and_names_the_lawyer_first(stage):
    await stage.owner.agrees()
    stage.owner.says("房东家的茶杯")
    asked = await stage.owner.hears("没有把握")
    first, *options = stage.owner.labels(asked)
    assert first == "转给律师"
    assert 2 <= len(options) <= 4
    assert "转给律师" not in options
    stage.owner.taps(first)
    await stage.owner.hears("工单 #1")


async def test_no_answer_begins_where_it_may_not_be_given(tmp_path, knowledge):
    async with set_up(tmp_path, knowledge, BUTLER_ANSWERS__UNREVIEWED="ask_lawyer") as stage:
        await stage.owner.agrees()
        stage.owner.says("欠款")
        asked = await stage.owner.hears("您问的是哪一个")
        assert "…" not in asked["text"]


# --- two wordings


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("合同", "欠款", "拖欠"), "ask.clarify"),
        (("房东家的茶杯", "房东的花谢了", "房东的自行车颜色"), "ask.clarify_unsure"),
        (("尤克里里指法", "怎么养多肉植物", "办公室的椅子坏了"), "ask.decline"),
        (("...", "？？", "!!!"), "ask.rephrase"),
    ],
)
async def test_the_same_is_not_said_twice_in_the_same_words(stage, texts, key):
    await stage.owner.agrees()
    said = []
    for text in texts:
        said.append(await said_to(stage.owner, text))
        stage.clock.moves(seconds=60)  # no burst of one question
    first, second, third = said
    assert first.startswith(words_of(key))
    assert second.startswith(words_of(f"{key}_again"))
    assert third.startswith(words_of(key))


async def test_a_lawyer_is_offered_in_other_words_the_second_time(tmp_path, knowledge):
    async with set_up(tmp_path, knowledge, BUTLER_ANSWERS__UNREVIEWED="ask_lawyer") as stage:
        await stage.owner.agrees()
        first = await said_to(stage.owner, "收到罚款决定书多久内可以申请复议")
        assert "没有可靠的现成答案" in first
        assert "没有可靠的依据" in await said_to(stage.owner, "行政复议收费吗")
        assert stage.owner.labels() == ["转给律师", "先补充再发"]


async def test_words_that_are_sent_in_one_breath_are_not_answered_alike(stage):
    await stage.owner.agrees()
    for text in ("...", "？？"):
        stage.owner.says(text)
    one, other = [(await stage.owner.hears())["text"] for _ in range(2)]
    assert one != other
