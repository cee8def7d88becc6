"""A small bot for the durability test: counts what it handled and answers each message once, with words that are sent on.

It uses the product's way in and out; what it does with an update is one row and one notice. Run as
`python echo_bot.py DATABASE_URL BASE_URL TOKEN`; it is meant to be killed.
"""

import asyncio
import datetime as dt
import os
import sys

from telegram import Bot

from bot.config.settings import Telegram
from bot.domain.delivery import Unknown
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Call, Header, Notice, Relay, Sentence
from bot.runtime.courier import Courier
from bot.runtime.rate_limit import Pace
from bot.runtime.worker import Worker, receiver
from bot.storage import outbox, people
from bot.storage.engine.database import open_database
from handlers.connection import http_request
from handlers.gateway import TelegramGateway
from handlers.polling import Poller

LEASE = dt.timedelta(seconds=2)  # the killed bot's claims are to be found before the test loses patience


def clock():
    return dt.datetime.now(dt.UTC)


def lay_out(notice, chat):
    return [Call("sendMessage", {"chat_id": chat, "text": text_of(notice.content)})]


def text_of(content):
    return content.message.text if isinstance(content, Relay) else content.params["text"]


async def say(tx, account, person, content):
    await outbox.write(tx, Notice(person, content), account.id, clock())


async def never(tx, work):
    raise AssertionError(work.id)


async def main(url, base_url, token):
    database = await open_database(url, key=os.environ["MASTER"])
    request, for_updates = http_request(Telegram(), connection_pool_size=32), http_request(Telegram())
    bot = Bot(token, base_url=base_url, request=request, get_updates_request=for_updates)
    await bot.initialize()
    stop = asyncio.Event()
    pace = Pace(per_second=1000, chat_burst=1000)
    async with database.transaction() as tx:
        account = await people.account(tx, str(bot.id), bot.username, clock())

    async def echo(tx, item):
        person = await people.at_address(tx, account.id, item.address.external_id, clock())
        words = IncomingMessage(1, "text", f"echo {item.update['message']['text']}")
        await say(tx, account, person, Relay(Header("lawyer", "", 1), words))

    async def doubt(tx, item, fate):
        if isinstance(fate, Unknown):
            await say(tx, account, item.to, Sentence("echo", {"text": f"uncertain {item.id}"}))

    parts = (
        Poller(bot, receiver(database, account, clock)),
        Worker(
            database,
            account,
            clock,
            update=echo,
            update_set_aside=never,
            alarm=never,
            alarm_set_aside=never,
        ),
        Courier(database, account.id, TelegramGateway(bot), lay_out, clock, doubt, pace=pace, lease=LEASE),
    )
    await asyncio.gather(*(part.run(stop) for part in parts))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
