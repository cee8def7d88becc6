"""For whoever operates the bot: whether it lives, whether it is ready, and in numbers how it is doing."""
