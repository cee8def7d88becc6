"""A small bot for the durability test: counts what it handled and answers each message once.

It uses the product's way in and out; what it does with an update is one row and one notice. Run as
`python echo_bot.py DATABASE_URL BASE_URL TOKEN`; it is meant to be killed.
"""

import asyncio
import datetime as dt
import sys

from telegram import Bot

from bot.config.settings import Telegram
from bot.domain.outgoing import Call, Notice
from bot.runtime.courier import Courier
from bot.runtime.rate_limit import Pace
from bot.runtime.worker import Workers, receiver
from bot.storage import outbox
from bot.storage.engine.database import open_database
from handlers.connection import http_request
from handlers.gateway import TelegramGateway
from handlers.polling import Poller

LEASE = dt.timedelta(seconds=2)  # the killed bot's claims are to be found before the test loses patience


def clock():
    return dt.datetime.now(dt.UTC)


def render(notice):
    if notice.kind == "uncertain":
        return [Call("sendMessage", {"chat_id": notice.chat, "text": f"uncertain {notice.body['notice']}"})]
    return [Call("sendMessage", {"chat_id": notice.chat, "text": notice.body["text"]})]


async def process(update, tx):
    message = update["message"]
    notice = Notice(message["chat"]["id"], "echo", body={"text": f"echo {message['text']}"})
    await outbox.write(tx, notice, clock())


async def on_set_aside(item, tx):
    raise AssertionError(item.update_id)


async def main(url, base_url, token):
    database = await open_database(url)
    request, for_updates = http_request(Telegram(), connection_pool_size=32), http_request(Telegram())
    bot = Bot(token, base_url=base_url, request=request, get_updates_request=for_updates)
    await bot.initialize()
    stop = asyncio.Event()
    pace = Pace(per_second=1000, chat_burst=1000)
    parts = (
        Poller(bot, receiver(database, clock)),
        Workers(database, process, on_set_aside, clock),
        Courier(database, TelegramGateway(bot), render, clock, pace=pace, lease=LEASE),
    )
    await asyncio.gather(*(part.run(stop) for part in parts))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
