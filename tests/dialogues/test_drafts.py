"""What an owner collects for a lawyer, and what cannot be collected."""

from scenes import brings, collects, opens_ticket

from bot.usecases import drafts

KNITTING = "尤克里里指法"

CANNOT_BE_READ = {
    "地点": {
        "venue": {
            "location": {"latitude": 30.8, "longitude": 120.9},
            "title": "示例园区",
            "address": "示例路",
        },
        "location": {"latitude": 30.8, "longitude": 120.9},
    },
    "位置": {"location": {"latitude": 30.8, "longitude": 120.9}},
    "名片": {"contact": {"phone_number": "10000", "first_name": "示例"}},
    "投票": {
        "poll": {
            "id": "1",
            "question": "去不去",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "骰子": {"dice": {"emoji": "🎲", "value": 3}},
    "动态": {"story": {"chat": {"id": 5, "type": "private"}, "id": 1}},
    "游戏": {"game": {"title": "示例", "description": "示例", "photo": []}},
    "清单": {"checklist": {"title": "示例", "tasks": []}},
    "付费内容": {"paid_media": {"star_count": 1, "paid_media": []}},
    "空白消息": {"text": ""},
    "这种消息": {"giveaway": {"chats": [], "winners_selection_date": 1, "winner_count": 1}},
}
"""Messages as Telegram brings them, by what the butler calls them. A venue comes with its location."""


async def test_a_message_of_a_kind_that_cannot_be_sent_on_is_called_by_its_name(stage):
    await stage.owner.agrees()
    for name, content in CANNOT_BE_READ.items():
        brings(stage.owner, **content)
        await stage.owner.hears(f"我看不了{name}")


async def test_what_cannot_be_sent_on_does_not_go_into_a_ticket(stage):
    await opens_ticket(stage)
    brings(stage.owner, dice={"emoji": "🎲", "value": 3})
    await stage.owner.hears("骰子转不过去")
    await stage.lawyer.hears_nothing_more()


async def test_a_question_without_an_answer_is_added_to_before_it_goes_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says(KNITTING)
    await stage.owner.hears("我答不好")
    stage.owner.taps("先补充再发")
    await stage.owner.hears("可以先补充", KNITTING)
    stage.owner.says("是给工人戴的")
    await stage.owner.hears("现在有 1 条")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理", KNITTING)
    await stage.lawyer.hears("是给工人戴的")


async def test_what_was_dropped_reaches_nobody(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "这句话不该发出去")
    stage.owner.taps("不发了")
    await stage.owner.hears("什么都没有发出去")
    await stage.settles()  # the buttons of that message go after the reply; those of an earlier one stay
    stage.owner.taps("发给律师")
    await stage.owner.hears("这份草稿已经不在了")
    await stage.lawyer.hears_nothing_more()


async def test_an_empty_draft_is_not_sent(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.taps("发给律师")
    await stage.owner.hears("还没有内容")
    await stage.lawyer.hears_nothing_more()


async def test_a_full_draft_says_that_it_took_no_more_and_sends_the_rest(stage, monkeypatch):
    monkeypatch.setattr(drafts, "LONGEST_DRAFT", 2)
    await stage.owner.agrees()
    await collects(stage.owner, "第一件事", "第二件事")
    stage.owner.says("第三件事")
    await stage.owner.hears("一次最多 2 条", "没有收下")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    told = await stage.lawyer.hears("第一件事", "第二件事")
    assert "第三件事" not in told["text"]
    await stage.lawyer.hears_nothing_more()
