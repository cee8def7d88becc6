"""The bots that `bench.throughput` loads, each a program of its own that is handed the address of the Bot API."""
