"""What whoever watches the bot reads under /healthz, /readyz and /metrics."""

import asyncio
import re
import socket

import httpx
from prometheus_client.parser import text_string_to_metric_families
from scenes import STRANGE, opens_ticket
from stage import set_up

from bot.domain.outgoing import KINDS
from bot.operations import server
from bot.operations.server import serve_operations
from bot.storage import vital_signs
from simulator.faults import Fault


def samples(text):
    """Every sample as (name, labels) → number."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def metrics(pages):
    return samples((await pages.get("/metrics")).text)


async def test_a_bot_that_serves_is_alive_and_ready(stage, pages):
    await stage.settles()
    assert (await pages.get("/healthz")).json()["alive"] is True
    answer = await pages.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    parts = answer.json()["parts"]
    assert parts["database"] == {"ok": True, "engine": stage.butler.database.engine}
    assert parts["knowledge"]["revision"] == stage.butler.knowledge.revision
    assert parts["telegram"]["way_in"] == "polling"


async def test_a_database_that_is_gone_is_named_and_the_bot_is_alive_but_not_ready(stage, pages, monkeypatch):
    monkeypatch.setattr(server, "KEPT_S", 0.0)
    await stage.settles()
    await stage.butler.database.close()
    answer = await pages.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"]["ok"] is False
    assert (await pages.get("/healthz")).status_code == 200
    left = await metrics(pages)
    assert ("butler_memory_bytes",) in left
    assert ("butler_inbox_waiting",) not in left


async def test_a_token_that_is_refused_is_seen_at_once_and_so_is_its_end(stage, pages, monkeypatch):
    monkeypatch.setattr(server, "KEPT_S", 0.0)
    stage.sim.world.faults.order(Fault("401", method="sendMessage"))
    stage.owner.player.starts()
    await _until(lambda: not stage.sim.world.faults.orders)
    answer = await pages.get("/readyz")
    assert answer.status_code == 503
    assert "token" in answer.json()["troubles"]


async def test_the_metrics_count_updates_calls_and_rows(stage, pages):
    await opens_ticket(stage)
    stage.sim.world.faults.order(Fault("403", method="sendMessage", chat=stage.owner.id))
    stage.owner.says("企业自己可以申请法律援助吗")
    await stage.settles()
    seen = await metrics(pages)
    assert seen["butler_updates_total", "received"] == seen["butler_updates_total", "handled"] > 3
    assert seen["butler_telegram_call_seconds_count", "sendMessage", "ok"] > 3
    assert seen["butler_telegram_call_seconds_count", "sendMessage", "refused"] == 1
    assert [v for (name, *_), v in seen.items() if name == "butler_tickets"] == [1]
    assert seen["butler_inbox_waiting",] == 0
    assert (
        sum(v for (name, *labels), v in seen.items() if name == "butler_outbox" and "failed" in labels) == 1
    )
    assert sum(v for (name, *_), v in seen.items() if name == "butler_verdicts_last_day") == 1
    assert seen["butler_database_bytes",] > 0


async def test_no_metric_shows_what_people_wrote_their_names_or_numbers(stage, pages):
    await opens_ticket(stage)
    await stage.settles()
    text = (await pages.get("/metrics")).text
    assert STRANGE not in text
    assert "示例" not in text
    labels = set(re.findall(r'="([^"]*)"', text))
    assert not labels & {str(each.id) for each in stage.everybody}
    assert {label for label in labels if label in KINDS} <= set(KINDS)


async def test_an_emergency_counts_until_somebody_has_taken_it(stage, pages, monkeypatch):
    monkeypatch.setattr(server, "KEPT_S", 0.0)
    await stage.owner.agrees()
    stage.owner.says("警察现在在我公司抓人")
    await stage.settles()
    assert (await metrics(pages))["butler_emergencies_waiting",] == 1
    card = next(m for m in reversed(stage.lawyer.player.sees()) if m["buttons"])
    stage.lawyer.taps("接手", card)
    await stage.settles()
    after = await metrics(pages)
    assert (after["butler_emergencies_waiting",], after["butler_emergencies_taken_last_day",]) == (0, 1)


async def test_whoever_asks_often_makes_the_database_work_once(stage, pages, monkeypatch):
    await stage.settles()
    looks, read = [], vital_signs.read
    monkeypatch.setattr(vital_signs, "read", lambda *about: looks.append(about) or read(*about))
    await asyncio.gather(*(pages.get("/metrics") for _ in range(20)))
    assert len(looks) == 1


async def test_the_port_answers_until_the_bot_ends(tmp_path, knowledge):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with set_up(tmp_path, knowledge, BUTLER_OPERATIONS__PORT=str(port)) as stage:
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200
        await stage.settles()
    socket.create_server(("127.0.0.1", port)).close()


async def test_a_port_that_is_taken_is_said_and_people_are_served_all_the_same(tmp_path, knowledge, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with set_up(tmp_path, knowledge, BUTLER_OPERATIONS__PORT=str(port)) as stage:
            await stage.owner.agrees()
    assert "give each process on a machine a port of its own" in caplog.text


async def test_port_0_is_none(stage):
    await serve_operations(stage.butler.lookout().subject(), "127.0.0.1", 0, asyncio.Event())


async def _until(holds):
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.005)
