"""An optional sentence encoder: texts as vectors, near one another where the meaning is. Absent, nothing changes."""

from bot.encoder.sentence_encoder import Encoder

__all__ = ["Encoder"]
