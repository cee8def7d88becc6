"""Faults in words, as tests read them."""

from bot.locales.faults import all_told, told, worded


def english(fault):
    """What is wrong, without the place."""
    return worded(fault.message, "en")


def chinese(fault):
    return worded(fault.message, "zh")


def in_full(fault):
    """The fault with its place, in English."""
    return told(fault, "en")


def all_in_full(error):
    """All faults of an error, one line each, in English."""
    return all_told(error, "en")
