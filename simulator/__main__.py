"""`python -m simulator`: the simulator alone, until Ctrl+C."""

import argparse
import asyncio
import logging
import sys

from simulator.port import HOST, bound
from simulator.running import Server, configured
from simulator.world import World


def main() -> int:
    """Run until interrupted; return the exit status."""
    port, world = _asked_for()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        asyncio.run(_serve(port, world))
    except KeyboardInterrupt:
        return 0
    except OSError as fault:
        sys.stderr.write(f"port {port} can't be opened: {fault.strerror}; choose another with --port\n")
        return 1
    return 0


def _asked_for() -> tuple[int, World]:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="port of 127.0.0.1, 0 for any free one")
    parser.add_argument("--token", help="the bot that people write to; default: the first bot that comes")
    parser.add_argument("--first-id", type=int, help="where ids of messages, updates and people begin")
    parser.add_argument("--topics", action="store_true", help="private chats with the bot have topics")
    options = parser.parse_args()
    try:
        return options.port, World(
            default_token=options.token, first_id=options.first_id, topics=options.topics
        )
    except ValueError as fault:
        parser.error(str(fault))


async def _serve(port: int, world: World) -> None:
    with bound(port) as listener:
        server = Server(configured(world), world)
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        print(f"ready {address}", flush=True)  # noqa: T201 -- a command line prints
        await server.serve(sockets=[listener])


if __name__ == "__main__":
    sys.exit(main())
