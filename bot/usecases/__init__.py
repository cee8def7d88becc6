"""What people can do, each in one transaction; nothing here knows Telegram or SQL."""
