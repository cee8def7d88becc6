"""The port of this machine on which the simulator listens."""

import socket

HOST = "127.0.0.1"  # never another one: whoever reaches the simulator can play anybody


def bound(port: int) -> socket.socket:
    """Return a socket that listens at the port of this machine, 0 for any free one; raise `OSError` if taken."""
    # With the protocol named, accepted connections answer at once (TCP_NODELAY); asyncio looks for it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # whoever is told "ready" may call at once, and waits until the server looks
    except OSError:
        listener.close()
        raise
    return listener
