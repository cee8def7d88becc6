"""The same butler when Telegram calls it instead of being asked."""

import socket

import pytest
from stage import set_up

SECRET = "0123456789abcdef0123"


@pytest.fixture
def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


async def test_a_question_brought_by_webhook_is_answered(tmp_path, knowledge, free_port):
    environ = {
        "BUTLER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{free_port}/updates",
        "BUTLER_TELEGRAM__WEBHOOK_PORT": str(free_port),
        "BUTLER_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }
    async with set_up(tmp_path, knowledge, **environ) as stage:
        await stage.owner.agrees()
        stage.owner.says("企业自己可以申请法律援助吗")
        await stage.owner.hears("法律援助")
        assert "getUpdates" not in {call.method for call in stage.sim.world.calls}
