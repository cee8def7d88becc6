"""A house for the invited: newcomers hear how to get in, and whoever is invited or on the bureau's list is served."""

import pytest
from stage import product_knowledge, set_up
from test_limits import bot_texts
from test_seat_invitations import code

from bot.domain.register import EnterpriseEntry
from bot.storage import register

OTHER_CODE = code(2)


async def lists(stage, name, code):
    """The bureau puts an enterprise on its list."""
    async with stage.butler.database.transaction() as tx:
        await register.keep_enterprise(tx, None, EnterpriseEntry(0, name, credit_code=code), stage.clock())


@pytest.fixture
async def closed(tmp_path, database_url):
    """A house for the invited."""
    mode = {"BUTLER_ACCESS__MODE": "invited"}
    async with set_up(tmp_path, product_knowledge(), BUTLER_DATABASE__URL=database_url, **mode) as stage:
        yield stage


async def test_a_house_for_the_invited_tells_newcomers_how_to_get_in(closed):
    newcomer = closed.newcomer("示例新人")
    for said in ("试用期可以随便辞退吗", "/start", "/start key-that-nobody-made"):
        newcomer.says(said)
    await closed.settles()
    assert [text.split("。")[0] for text in bot_texts(newcomer)] == [
        *["您好，这里目前只为受邀的企业服务"] * 2,
        "这个邀请已经用过、过期，或者不对",
        "您好，这里目前只为受邀的企业服务",
    ]
    newcomer.says("车间着火了，火还没灭")
    await closed.settles()
    assert "我现在叫不了律师" in bot_texts(newcomer)[-1]
    newcomer.says(OTHER_CODE)
    await closed.settles()
    assert "这个信用代码不在司法局的名单上" in bot_texts(newcomer)[-1]
    await lists(closed, "示例名单企业", OTHER_CODE)
    newcomer.says(OTHER_CODE)
    await closed.settles()
    assert "同意" in bot_texts(newcomer)[-1]


async def test_whoever_comes_with_an_invitation_is_served(closed):
    closed.admin.says("/invite")
    await closed.admin.hears("邀请谁")
    closed.admin.taps("企业主")
    link = (await closed.admin.hears("邀请企业主"))["text"].split("start=")[1].split()[0]
    guest = closed.newcomer("示例客人")
    guest.says(f"/start {link}")
    await guest.hears("同意")
    guest.taps("同意并开始")
    await closed.settles()
    guest.says("试用期可以随便辞退吗")
    await closed.settles()
    assert not any("受邀" in text for text in bot_texts(guest))
