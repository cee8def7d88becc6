"""The bench under load: what it takes for wrong, what the Bot API of it understands, the table of its figures."""

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys

from bench import load_table, throughput
from bench.load import EACH, Usage, judged, talks
from bench.telegram_stub import form, running_stub

RIGHT = ("first", "second")


def test_replies_that_are_lost_doubled_or_in_another_order_are_counted_by_chat():
    heard = [RIGHT, ("first",), (*RIGHT, "second"), ("second", "first")]
    assert judged([(each, RIGHT) for each in heard]) == {"lost": 1, "doubled": 1, "reordered": 1}


def test_no_question_is_asked_twice_before_all_were_asked():
    asked = [question for talk in talks() for question in talk]
    assert len(set(asked)) == len(asked) > 1_500
    assert {len(talk) for talk in talks()} == {EACH}


def test_a_bot_that_reorders_is_wrong_unless_it_says_that_it_may():
    found = {"backlog": {"lost": 0, "doubled": 0, "reordered": 2}}
    echo, concurrent = throughput.CONTENDERS["echo"], throughput.CONTENDERS["echo, concurrent"]
    assert throughput.faults("echo", echo, found) == ["echo, backlog: 2 chats with replies reordered"]
    assert throughput.faults("echo, concurrent", concurrent, found) == []


def test_what_a_bot_begins_is_counted_with_it_while_it_runs_and_when_it_has_ended():
    busy = "import time; now = time.process_time\nwhile now() < 0.5: pass\nprint(flush=True); input()"
    before = Usage.of([os.getpid()])
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as helper:
        helper.stdout.readline()
        running = Usage.of([os.getpid()])
    ended = Usage.of([os.getpid()])
    assert running.memory_mb > before.memory_mb + 3
    assert min(running.cpu_s, ended.cpu_s) > before.cpu_s + 0.4


def test_a_call_is_understood_in_every_form_that_clients_send():
    parts = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--x--\r\n'
    assert form("application/json", b'{"text": "hi"}') == {"text": "hi"}
    assert form("application/x-www-form-urlencoded", b"text=hi&empty=") == {"text": "hi", "empty": ""}
    assert form("multipart/form-data; boundary=x", parts) == {"text": "hi"}


async def test_what_was_fetched_is_handed_out_again_until_it_is_confirmed():
    async with running_stub() as stub:
        stub.offer(stub.message(7, "hello"), stub.message(7, "again"))
        first = await stub.answer("getUpdates", {})
        again = await stub.answer("getUpdates", {"offset": first[1]["update_id"]})
        assert [each["message"]["text"] for each in again] == ["again"]


def test_the_table_compares_the_cpu_with_that_of_the_echo():
    backlog = {"per_second": 400, "cpu_ms": 2.0, "memory_mb": 50.0}
    steady = {"p50_ms": 3.0, "p99_ms": 9.0}
    bots = {
        name: {"backlog": backlog | {"cpu_ms": cpu}, "at 50/s": steady}
        for name, cpu in (("echo", 2.0), ("butler", 5.0))
    }
    bots["butler"]["flood"] = steady | {"idle_p99_ms": 4.0}
    shown = load_table.shown({"backlog": 2000, "bots": bots})
    assert "| × | updates/s | CPU ms | MB |" in shown
    assert "| **butler** | 2.5 | 400 | 5.00 | 50 | 3 | 9 | 4 → 9 |" in shown


def test_of_several_rounds_the_medians_count_and_every_reply_that_was_wrong(monkeypatch):
    paces, told = iter([9.0, 2.0, 4.0]), []

    async def measured(contender, asked):
        return {"backlog": {"cpu_ms": next(paces), "lost": 1, "doubled": 0, "reordered": 0}}

    monkeypatch.setattr(throughput, "measure", measured)
    asked = argparse.Namespace(rounds=3, only=["butler"], aiogram=None)
    rows, wrong = throughput.run(asked, told.append)
    assert rows == {"butler": {"backlog": {"cpu_ms": 4.0, "lost": 3, "doubled": 0, "reordered": 0}}}
    assert wrong == ["butler, backlog: 1 chats with replies lost"] * 3
    assert len(told) == 3


def test_the_table_says_of_how_many_rounds_it_is():
    assert "medians of 3 rounds" in load_table.shown({"rounds": 3, "backlog": 2000, "bots": {}})
    assert "medians" not in load_table.shown({"backlog": 2000, "bots": {}})


async def test_a_webhook_is_brought_each_update_with_its_secret_in_the_order_of_its_chat_and_again_until_it_is_taken():
    brought, refuses, both = [], iter([True]), asyncio.Event()

    async def take(reader, writer):
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
                update = json.loads(await reader.readexactly(length))
                status = b"503 Later" if next(refuses, False) else b"200 OK"
                if status.startswith(b"200"):
                    brought.append((update["message"]["text"], "s-3" in head))
                if len(brought) == 2:
                    both.set()
                writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with running_stub() as stub, await asyncio.start_server(take, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
        stub.offer(stub.message(7, "one"))
        await stub.answer("setWebhook", {"url": url, "secret_token": "s-3"})
        stub.offer(stub.message(7, "two"))
        await asyncio.wait_for(both.wait(), 5)
        await stub.close()
    assert brought == [("one", True), ("two", True)]
