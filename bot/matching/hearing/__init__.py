"""What kind of sentence is it? Judges that learnt from examples: alarms and follow-ups are heard with them."""

from bot.matching.hearing.hearing import Hearing

__all__ = ["Hearing"]
