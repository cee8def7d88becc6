"""The engine room: what runs for ever – the worker on the inbox, the courier on the outbox, and their supervision."""
