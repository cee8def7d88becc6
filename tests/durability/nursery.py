"""Starts `butler run` as often as it is told to, each time as a process of its own that has imported everything already.

A kill costs a start. Most of a start is the import of libraries, so they are imported once, here, and every child is forked
from that. Run as a program; a line of standard input is the environment of one child, as JSON; the answers are
`{"pid": …}` and, when a child ends, `{"ended": …, "code": …}`.
"""

import json
import os
import signal
import sys
import threading

import bot.app
import bot.cli

_ended = set()


def _tell(**what):
    os.write(1, (json.dumps(what) + "\n").encode())


def _live(environment, log):
    os.setsid()
    os.environ.update(environment)
    nowhere, written = (
        os.open(os.devnull, os.O_RDWR),
        os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
    )
    for number, target in enumerate((nowhere, nowhere, written)):
        os.dup2(target, number)
    code = 1
    try:
        code = bot.cli.main(["run", "--config", environment["CONFIG"]])
    finally:
        os._exit(code)


def _wait_for(pid):
    _, status = os.waitpid(pid, 0)
    _ended.add(pid)
    _tell(ended=pid, code=os.waitstatus_to_exitcode(status))


def main():
    born = set()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(order["environment"], order["log"])
        born.add(pid)
        _tell(pid=pid)
        threading.Thread(target=_wait_for, args=(pid,), daemon=True).start()
    for pid in born - _ended:  # a test that was broken off leaves nobody behind
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
