"""Scenes that many dialogues begin with or pass through."""

from bot.domain.button_data import EPOCH_MARK, stamped
from simulator import person_actions
from simulator.person_actions import Tap

STRANGE = "我们和外地合伙人合养的一批珍稀观赏鱼死了，饲料厂和兽药店互相推，怎么分责任"


async def opens_ticket(stage, question=STRANGE):
    """The owner sends a question to a lawyer; the lawyer to whom it is offered sees its card."""
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says(question)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1", "还没答复，我会去催")
    card = await stage.lawyer.hears("新工单 #1", "示例五金制品有限公司")
    assert question not in card["text"]  # not before it is taken
    return card


async def takes_ticket(stage):
    card = await opens_ticket(stage)
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    await stage.lawyer.hears(STRANGE)  # the owner's words, carried over
    await stage.owner.hears("示例甲", "接手了工单 #1")
    return yours


async def takes_ticket_of(stage, owner, number):
    """The first lawyer takes the ticket of an owner who has agreed."""
    owner.says("/lawyer")
    await owner.hears("发给律师")
    owner.says(STRANGE)
    await owner.hears("收到")
    owner.taps("发给律师")
    await owner.hears(f"工单 #{number}")
    card = await stage.lawyer.hears(f"新工单 #{number}")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE)
    await owner.hears("接手了工单")


def forges(somebody, data):
    """Taps a button that nobody made, under the last message heard; of the present epoch, unless it bears one."""
    of_now = data if EPOCH_MARK in data else stamped(data, somebody.stage.butler.epoch)
    tap = Tap(somebody.last["id"], data=of_now, force=True)
    person_actions.tap(somebody.player.world, somebody.player.person, tap)


def brings(somebody, **content):
    """Telegram brings a message of theirs that holds something which the simulated phones cannot make."""
    world, person = somebody.player.world, somebody.player.person
    message = {"message_id": world.the_bot.new_message_id(), "date": world.clock.stamp()}
    message |= {"from": person.user(), "chat": person.chat(), **content}
    world.the_bot.updates.put("message", message)


async def closes(stage, yours, reason="已答复"):
    """The lawyer closes the ticket for a reason."""
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps(reason)
    heard = await stage.lawyer.hears("工单 #")
    if "还没有回复过" not in heard["text"]:
        return heard
    stage.lawyer.taps("仍要办结")
    return await stage.lawyer.hears("已办结")


async def nobody_is_on_duty(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        lawyer.says("/duty off")
        await lawyer.hears("不在值班")


async def collects(owner, *texts):
    owner.says("/lawyer")
    await owner.hears()
    for text in texts:
        owner.says(text)
        await owner.hears("收到")


async def gives_ticket_to_first_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says("邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    return await stage.lawyer.hears("新工单 #1")


async def removes(stage, name, role="律师"):
    """The admin takes a role from somebody, and confirms it."""
    stage.admin.says("/people")
    await stage.admin.hears(name)
    stage.admin.taps(f"移除 {name}")
    await stage.admin.hears("真的要让", name)
    stage.admin.taps("确定移除")
    await stage.admin.hears(f"不再是{role}")


async def forgets(owner):
    """Under /privacy: the consent is taken back, and that is confirmed."""
    owner.taps("撤回同意")
    await owner.hears("真的要撤回同意吗")
    owner.taps("确定撤回同意")
    await owner.hears("已撤回同意")


async def is_refused(stage, text, *parts):
    """What is asked for is refused, with the way to a lawyer; nobody else hears of it, and there is no ticket.

    Where it is not sure that it is asked for, the same is said in case it is meant, and the message is replied to as usual.
    """
    await stage.owner.agrees()
    stage.owner.says(text)
    said = await stage.owner.hears(*parts)
    if said["text"].startswith(IN_CASE):
        await stage.owner.hears()
        assert any(word in label for label in stage.owner.labels() for word in ("律师", "律師", "lawyer"))
    else:
        assert stage.owner.labels() in ASK_A_LAWYER
    await stage.owner.hears_nothing_more()
    for somebody in (stage.lawyer, stage.admin):
        await somebody.hears_nothing_more()
    return said


IN_CASE = ("万一您想的是这个", "萬一您想的是這個", "In case this is what you have in mind")
ASK_A_LAWYER = (
    ["转给律师", "先补充再发"],
    ["轉給律師", "先補充再發"],
    ["Ask my lawyer", "Add words or files first"],
)
"""The buttons that lead to a lawyer, in each language."""
