"""An optional sentence encoder: texts as vectors, near one another where the meaning is. Absent, nothing changes."""

from bot.semantics.encoder import Encoder

__all__ = ["Encoder"]
