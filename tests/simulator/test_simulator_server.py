import asyncio
import json
import re
import sys
from pathlib import Path

import httpx
import pytest

from simulator.methods import METHODS
from simulator.running import running_simulator
from simulator.server import PAGE, create_app
from simulator.world import World

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")


def routes():
    for route in create_app(World()).routes:
        path = re.sub(r":\w+}", "}", route.path)
        yield path, (route.methods or {"ANY"}) - {"HEAD"}


@pytest.mark.parametrize(("path", "methods"), list(routes()))
def test_every_route_has_its_heading_in_the_documentation(path, methods):
    for method in methods:
        assert f"\n### `{method} {path}`\n" in DOCS


def test_the_documentation_has_no_heading_without_a_route():
    known = {f"{method} {path}" for path, methods in routes() for method in methods}
    assert set(re.findall(r"^### `(.+)`$", DOCS, re.MULTILINE)) == known


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_is_named_in_the_documentation(method):
    assert f"`{method}`" in DOCS


async def test_the_page_and_its_parts_are_served_and_point_nowhere_else(http):
    page = await http.get("/")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    for part in PAGE.iterdir():
        answer = await http.get(f"/page/{part.name}")
        assert answer.status_code == 200
        outside = [url for url in re.findall(r"https?://[^\s\"'`)]*", answer.text) if "www.w3.org" not in url]
        assert all(url.startswith("https?:") for url in outside)


async def test_changes_are_streamed_without_their_content(sim, http):
    owner = sim.person("示例企业主")
    async with http.stream("GET", "/sim/events") as stream, asyncio.timeout(5):
        lines = stream.aiter_lines()
        events = (
            json.loads(line.removeprefix("data: ")) async for line in lines if line.startswith("data: ")
        )
        assert (await anext(events))["kind"] == "hello"
        owner.says("secret")
        event = await anext(events)
    assert (event["kind"], event["person"]) == ("message", owner.id)
    assert "secret" not in str(event)


async def test_two_simulators_run_side_by_side_and_stop_cleanly():
    async with running_simulator() as one, running_simulator() as other:
        assert one.url != other.url
        one.person("示例")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert len((await client.get(f"{one.url}/sim/people")).json()["people"]) == 1
            assert (await client.get(f"{other.url}/sim/people")).json()["people"] == []


async def test_a_taken_port_is_told(sim):
    with pytest.raises(OSError, match="in use"):
        async with running_simulator(port=int(sim.url.rpartition(":")[2])):
            pass


async def test_it_runs_as_a_process_of_its_own_and_ends_when_asked():
    command = (sys.executable, "-m", "simulator", "--port", "0")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    async with asyncio.timeout(20):
        word, address = (await process.stdout.readline()).decode().split()
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{address}/bot1:a/getMe")
        process.terminate()
        await process.wait()
    assert (word, answer.json()["ok"]) == ("ready", True)
