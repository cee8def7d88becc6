"""Telegram on this machine: a local Bot API server, and a page where one visitor plays several people.

It speaks HTTP only and knows nothing of the bot that it serves.
"""
