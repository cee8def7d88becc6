import asyncio

import httpx
import pytest

SEND = "/bot123456:simulated/sendMessage"


async def order(http, **fault):
    answer = await http.post("/sim/faults", json=fault)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("kind", "status", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("500", 500, "Internal Server Error"),
        ("409", 409, "Conflict: terminated by other getUpdates request"),
        ("400", 400, "Bad Request: ordered fault"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
    ],
)
async def test_an_ordered_error_strikes_once_and_nothing_happens(http, owner, kind, status, description):
    await order(http, kind=kind, method="sendMessage", retry_after=7)
    answer = await http.post(SEND, json={"chat_id": owner.id, "text": "a"})
    assert (answer.status_code, answer.json()["error_code"]) == (status, status)
    assert answer.json()["description"].startswith(description)
    assert len(owner.sees()) == 1
    assert (await http.post(SEND, json={"chat_id": owner.id, "text": "a"})).status_code == 200


async def test_telegrams_front_answers_502_in_html(http, owner):
    await order(http, kind="502")
    answer = await http.post(SEND, json={"chat_id": owner.id, "text": "a"})
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_429_tells_how_long_to_wait(http, owner):
    await order(http, kind="429", retry_after=3)
    answer = await http.post(SEND, json={"chat_id": owner.id, "text": "a"})
    assert answer.json()["parameters"] == {"retry_after": 3}


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_cut_line_leaves_the_message_sent_or_not(http, owner, kind, arrived):
    await order(http, kind=kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post(SEND, json={"chat_id": owner.id, "text": "a"})
    assert len(owner.sees()) == 1 + arrived


async def test_a_call_may_act_and_never_answer(http, owner):
    await order(http, kind="timeout_after")
    with pytest.raises(httpx.ReadTimeout):
        await http.post(SEND, json={"chat_id": owner.id, "text": "a"}, timeout=0.2)
    assert len(owner.sees()) == 2


async def test_a_slow_call_is_answered_in_the_end(http, owner):
    await order(http, kind="slow", delay_s=0.01)
    assert (await http.post(SEND, json={"chat_id": owner.id, "text": "a"})).status_code == 200


async def test_a_fault_strikes_only_its_method_and_its_chat_and_so_often(http, sim, owner):
    other = sim.person("示例律师")
    other.says("hi")
    await order(http, kind="403", method="sendMessage", chat=owner.id, times=2)
    assert (await http.get("/bot123456:simulated/getMe")).status_code == 200
    assert (await http.post(SEND, json={"chat_id": other.id, "text": "a"})).status_code == 200
    statuses = [
        (await http.post(SEND, json={"chat_id": owner.id, "text": "a"})).status_code for _ in range(3)
    ]
    assert statuses == [403, 403, 200]


async def test_faults_can_be_seen_and_taken_back(http):
    await order(http, kind="500", times=5)
    assert [fault["times"] for fault in (await http.get("/sim/faults")).json()["faults"]] == [5]
    assert (await http.delete("/sim/faults")).json() == {"faults": []}


@pytest.mark.parametrize(
    "fault", [{"kind": "earthquake"}, {"kind": "500", "times": 0}, {"kind": "slow", "delay_s": "x"}]
)
async def test_an_odd_fault_is_refused(http, fault):
    assert (await http.post("/sim/faults", json=fault)).status_code == 400


async def test_files_can_fail_on_their_way_down_too(http, owner):
    url = f"/file/bot123456:simulated/{owner.sends('document', 'a.pdf', b'%PDF').content.file.path}"
    await order(http, kind="500", method="file")
    assert (await http.get(url)).status_code == 500
    await order(http, kind="drop_before", method="file")
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get(url)
    assert (await http.get(url)).content == b"%PDF"


async def test_a_stopping_simulator_does_not_wait_for_calls_that_are_held_back(sim, http, owner):
    await order(http, kind="timeout_after", method="sendMessage")
    call = asyncio.create_task(http.post(SEND, json={"chat_id": owner.id, "text": "a"}))
    assert await sim.world.feed.until(lambda: len(owner.sees()) == 2 or None, 5)
    sim.world.close()
    with pytest.raises(httpx.RemoteProtocolError):
        await call
