import asyncio
import sys
from pathlib import Path

import httpx
import pytest

from simulator.running import running_simulator
from simulator.world import World

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "111:first", "222:second"


async def call(sim, token, method, **params):
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.post(f"{sim.base_url}{token}/{method}", json=params)).json()


async def texts(sim, token):
    updates = (await call(sim, token, "getUpdates"))["result"]
    return [(update["message"]["message_id"], update["message"]["text"]) for update in updates]


async def test_all_ids_begin_where_they_are_told_to():
    async with running_simulator(first_id=40) as sim:
        assert sim.person("示例甲").id == 40
        owner = sim.person("示例乙")
        assert (owner.id, owner.says("你好").message_id) == (41, 40)
        (update,) = (await call(sim, FIRST, "getUpdates"))["result"]
        assert update["update_id"] == 40


async def test_ids_that_are_told_where_to_begin_begin_again_after_a_reset():
    async with running_simulator(first_id=40) as sim:
        sim.person("示例甲").says("你好")
        sim.world.reset()
        again = sim.person("示例甲")
        assert (again.id, again.says("你好").message_id) == (40, 40)


async def test_two_simulators_hand_out_the_same_ids():
    async with running_simulator(first_id=7) as one, running_simulator(first_id=7) as other:
        sent = [sim.person("示例甲").says("你好").message_id for sim in (one, other)]
    assert sent == [7, 7]


async def test_two_bots_hand_out_the_same_message_ids_in_their_chats_with_one_person(sim):
    owner = sim.person("示例企业主")
    sim.world.switch_bot(FIRST)
    one = owner.says("对第一个说")
    sim.world.switch_bot(SECOND)
    other = owner.says("对第二个说")
    assert one.message_id == other.message_id
    assert await texts(sim, FIRST) == [(one.message_id, "对第一个说")]
    assert await texts(sim, SECOND) == [(other.message_id, "对第二个说")]


async def test_a_person_hears_each_bot_in_its_own_chat(sim):
    owner = sim.person("示例企业主")
    for token in (FIRST, SECOND):
        sim.world.switch_bot(token)
        owner.says("你好")
        await call(sim, token, "sendMessage", chat_id=owner.id, text=f"这里是 {token}")
        assert (await owner.hears())["text"] == f"这里是 {token}"
    sim.world.switch_bot(FIRST)
    assert [message["text"] for message in owner.sees()] == ["你好", f"这里是 {FIRST}"]
    with pytest.raises(TimeoutError):
        await owner.hears(timeout_s=0.05)


async def test_a_bot_cannot_write_to_somebody_who_only_wrote_to_another(sim):
    owner = sim.person("示例企业主")
    sim.world.switch_bot(FIRST)
    owner.says("你好")
    answer = await call(sim, SECOND, "sendMessage", chat_id=owner.id, text="a")
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"


async def test_a_file_id_is_worth_nothing_to_another_bot(sim):
    owner = sim.person("示例企业主")
    sim.world.switch_bot(FIRST)
    stored = owner.sends("document", "a.pdf", b"%PDF").content.file
    sim.world.switch_bot(SECOND)
    owner.says("你好")
    sent = await call(sim, SECOND, "sendDocument", chat_id=owner.id, document=stored.file_id)
    assert sent["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    assert not (await call(sim, SECOND, "getFile", file_id=stored.file_id))["ok"]
    async with httpx.AsyncClient(trust_env=False) as client:
        fetched = await client.get(f"{sim.base_file_url}{SECOND}/{stored.path}")
        shown = await client.get(f"{sim.url}/sim/files/{stored.file_id}")
    assert (fetched.status_code, shown.content) == (404, b"%PDF")


async def test_a_photo_sent_again_by_any_of_its_ids_has_all_its_sizes(sim, api, owner):
    png = b"\x89PNG\r\n\x1a\n" + bytes(8) + (1000).to_bytes(4) + (500).to_bytes(4)
    sizes = owner.sends("photo", "a.png", png).body()["photo"]
    again = await api.result("sendPhoto", chat_id=owner.id, photo=sizes[0]["file_id"])
    assert [(size["width"], size["file_id"]) for size in again["photo"]] == [
        (size["width"], size["file_id"]) for size in sizes
    ]
    assert [size["width"] for size in sizes] == [90, 320, 800, 1000]


async def test_people_are_led_to_another_bot_by_http_too(sim, http):
    answer = await http.put("/sim/bot", json={"token": SECOND})
    assert (answer.json()["id"], answer.json()["connected"]) == (222, True)
    assert sim.world.the_bot is sim.world.bot(SECOND)
    answer = await http.put("/sim/bot", json={"token": "nonsense"})
    assert (answer.status_code, answer.json()["error"]) == (400, "token: is not of the shape digits:letters")


@pytest.mark.parametrize("number", [0, -1, 2**31])
def test_a_beginning_that_leaves_no_ids_is_refused(number):
    with pytest.raises(ValueError, match=f"first id: {number} is not between 1 and"):
        World(first_id=number)


async def test_the_command_line_takes_the_first_id():
    command = (sys.executable, "-m", "simulator", "--port", "0", "--first-id", "500")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    async with asyncio.timeout(20), httpx.AsyncClient(trust_env=False) as client:
        address = (await process.stdout.readline()).decode().split()[1]
        person = (await client.post(f"{address}/sim/people", json={"name": "示例"})).json()
        sent = await client.post(f"{address}/sim/people/{person['id']}/messages", json={"text": "你好"})
        process.terminate()
        await process.wait()
    assert (person["id"], sent.json()["message_id"]) == (500, 500)
