"""The echo bot of python-telegram-bot's documentation, which keeps nothing: `python -m bench.bots.echo BASE_URL [concurrent]`."""

import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main(base_url: str, concurrent: str = "") -> None:
    """Serve until SIGTERM."""
    builder = ApplicationBuilder().token("1:bench").base_url(base_url)
    application = builder.concurrent_updates(bool(concurrent)).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
