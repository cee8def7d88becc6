"""Questions that lean on what was said before: which part of an answer they ask for."""
