"""Does somebody write of an emergency that is happening to them? A judge of its own, learnt from sentences."""

from bot.matching.alarms.lookout import Alarm, Lookout, Plea

__all__ = ["Alarm", "Lookout", "Plea"]
