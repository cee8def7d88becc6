import asyncio

import httpx
import pytest

from simulator.methods import METHODS

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
        ("401", 401, "Unauthorized"),
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


@pytest.mark.parametrize(("kind", "arrived"), [("timeout_before", 0), ("timeout_after", 1)])
async def test_a_call_that_is_never_answered_has_acted_or_not(http, owner, kind, arrived):
    await order(http, kind=kind)
    with pytest.raises(httpx.ReadTimeout):
        await http.post(SEND, json={"chat_id": owner.id, "text": "a"}, timeout=0.2)
    assert len(owner.sees()) == 1 + arrived


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
    "fault",
    [
        {"kind": "earthquake"},
        {"kind": "500", "times": 0},
        {"kind": "slow", "delay_s": "x"},
        {"kind": "500", "method": "sendMesage"},
    ],
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


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_any_method_can_be_made_to_fail(http, method):
    await order(http, kind="429", method=method.upper(), retry_after=9)
    answer = await http.post(f"/bot123456:simulated/{method}")
    assert (answer.status_code, answer.json()["parameters"]) == (429, {"retry_after": 9})
    assert answer.headers["retry-after"] == "9"
    await order(http, kind="502", method=method)
    answer = await http.post(f"/bot123456:simulated/{method}")
    assert (answer.status_code, answer.text[:6]) == (502, "<html>")
    for kind in ("drop_before", "drop_after"):
        await order(http, kind=kind, method=method)
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(f"/bot123456:simulated/{method}")
    assert (await http.get("/sim/faults")).json() == {"faults": []}


async def test_the_answer_is_lost_also_when_it_would_have_been_a_refusal(http, sim, owner):
    await order(http, kind="drop_after")
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post(SEND, json={"chat_id": owner.id, "text": ""})
    assert sim.world.calls[-1].description == "Bad Request: message text is empty"


async def test_a_fault_for_one_chat_strikes_the_answers_to_its_buttons_too(http, api, sim, owner):
    other = sim.person("示例律师")
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "x"}]]}
    for person in (owner, other):
        person.says("hi")
        await api.result("sendMessage", chat_id=person.id, text="?", reply_markup=keyboard)
    await order(http, kind="500", method="answerCallbackQuery", chat=owner.id)
    struck, spared = (person.taps("好")["callback_query_id"] for person in (owner, other))
    assert await api.result("answerCallbackQuery", callback_query_id=spared)
    assert (await api.fault("answerCallbackQuery", callback_query_id=struck)).startswith("500")
    assert await api.result("answerCallbackQuery", callback_query_id=struck)


async def test_a_fault_for_one_chat_finds_it_by_its_public_name(http, api, sim):
    person = sim.world.add_person("示例", username="shili")
    await order(http, kind="500", chat=person.id)
    assert (await api.fault("sendMessage", chat_id="@shili", text="a")).startswith("500")
