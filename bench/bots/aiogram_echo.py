"""aiogram's echo bot, which keeps nothing: `PYTHON aiogram_echo.py BASE_URL`, with a Python that has aiogram.

It runs in an environment of its own: what the product needs and what aiogram needs do not mix.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text or "")


async def main(base_url: str) -> None:
    """Serve until SIGTERM."""
    server = TelegramAPIServer.from_base(base_url.removesuffix("/bot"))
    dispatcher = Dispatcher()
    dispatcher.message()(echo)
    await dispatcher.start_polling(Bot("1:bench", session=AiohttpSession(api=server)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
