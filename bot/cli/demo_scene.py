"""The first scene of `butler demo`: the simulator opens, the cast enters, and the owner names an enterprise."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.cli.demo_numbers import Numbers
from simulator.player import Player
from simulator.running import running_simulator
from simulator.world import World

PATIENCE_S = 120.0
"""Seconds for each word of the bot: where the index was never built, a slow machine takes a minute before the first."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom the visitor plays. The names are plainly examples."""

    owner: Player
    lawyers: tuple[Player, Player]
    admin: Player


@asynccontextmanager
async def opened(listener: socket.socket, token: str, numbers: Numbers) -> AsyncIterator[Cast]:
    """Run the simulator, with the cast in it."""
    world = World(default_token=token)
    async with running_simulator(world=world, listener=listener):
        yield _cast(world, numbers)


def _cast(world: World, numbers: Numbers) -> Cast:
    def person(number: int, name: str, role: str, language: str = "zh-hans") -> Player:
        return Player(world, world.add_person(name, language, id=number, role=role))

    first, second = numbers.lawyers
    return Cast(
        owner=person(numbers.owner, "示例企业主", "企业主 · owner"),
        lawyers=(person(first, "示例甲", "律师 · lawyer"), person(second, "示例乙", "律师 · lawyer")),
        admin=person(numbers.admin, "示例管理员", "管理员 · admin"),
    )


async def play(cast: Cast) -> None:
    """Everybody says hello; the lawyers are there, at night and on Sundays, too; the owner agrees and names an enterprise.

    All that follows is the visitor's. Raises TimeoutError, in a group, if the bot does not speak.
    """
    async with asyncio.TaskGroup() as group:
        group.create_task(_greet(cast.admin))
        group.create_task(_name_an_enterprise(cast.owner))
        for lawyer in cast.lawyers:
            group.create_task(_come_on_duty(lawyer))


async def _greet(person: Player) -> None:
    person.starts()
    await person.hears(PATIENCE_S)


async def _come_on_duty(lawyer: Player) -> None:
    await _greet(lawyer)
    lawyer.says("/duty on")
    await lawyer.hears(PATIENCE_S)


async def _name_an_enterprise(owner: Player) -> None:
    await _greet(owner)
    for label, answer in (
        ("同意并开始", None),
        ("登记企业", "示例五金制品有限公司"),
        ("跳过", None),
        ("姚庄", None),
    ):
        owner.taps(label)
        await owner.hears(PATIENCE_S)
        if answer is not None:
            owner.says(answer)
            await owner.hears(PATIENCE_S)
