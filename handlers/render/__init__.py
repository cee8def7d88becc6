"""How a notice looks: the Bot API calls that show it. Pure."""
