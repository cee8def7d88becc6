"""What an operator may set: its shapes (`settings`), and how file and environment become one `Config` (`loader`)."""

from bot.config.loader import SECRETS, insist_on_master_key, leaves, load_config, variable
from bot.config.settings import Config

__all__ = ["SECRETS", "Config", "insist_on_master_key", "leaves", "load_config", "variable"]
