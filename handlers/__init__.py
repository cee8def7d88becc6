"""Everything that speaks Telegram: updates in, Bot API calls out."""
