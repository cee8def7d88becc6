"""200 open tickets: whatever an admin or a lawyer looks at is one message that fits one screen of a phone."""

from test_phone_shape import open_tickets

MANY = 200
MOST_CHARACTERS = 700
MOST_LINES = 14
MOST_ROWS = 12
"""Of text, and of buttons below it, that a phone shows together."""


async def sees_one_screen(somebody, message):
    """What was shown is short, and the only message."""
    await somebody.hears_nothing_more()
    shown = somebody.sees(message)
    assert len(shown["text"]) <= MOST_CHARACTERS, shown["text"]
    assert shown["text"].count("\n") < MOST_LINES
    assert len(shown["buttons"] or []) <= MOST_ROWS
    return shown


async def test_with_two_hundred_tickets_each_view_is_one_message_of_one_screen(stage):
    await stage.owner.agrees()
    await open_tickets(stage, MANY // 2)
    await open_tickets(stage, MANY // 2, lawyer=stage.lawyer)
    for somebody, command, part in (
        (stage.admin, "/queue", f"没有办结的工单：{MANY}"),
        (stage.lawyer, "/queue", "等律师接手的工单：100"),
        (stage.lawyer, "/mine", "您手上的工单：100"),
        (stage.admin, "/people", "示例甲"),
        (stage.admin, "/unanswered", "最近 30 天"),
    ):
        somebody.says(command)
        await sees_one_screen(somebody, await somebody.hears(part))
    stage.admin.says("/queue")
    listed = await stage.admin.hears("没有办结")
    for label in ("急 0", "等了超过 4 小时 0", "没人接 100", "›"):
        stage.admin.taps(label, listed)
        await sees_one_screen(stage.admin, listed)
    stage.admin.taps("指派律师", await gist_of_the_first(stage, listed))
    await sees_one_screen(stage.admin, await stage.admin.hears("指派给谁"))


async def gist_of_the_first(stage, listed):
    stage.admin.taps(stage.admin.labels(stage.admin.sees(listed))[0], listed)
    return await sees_one_screen(stage.admin, await stage.admin.hears("不含谈话内容"))
