"""`make torture`: the storms in their long form, one after another, and a table of what became of every word.

Bounded: `MINUTES` (60) ends it between two storms. `KILLS` (2,000), `SEED` (12), `WIRE_S` (15), `FUZZ` (10,000 on each
engine), `LEAK_PEOPLE` (200), `LEAK_SEEDS` (20), `FLOOD` (5,000), `WORDS` (1,800) and `ONLY` (a part of a storm's name) say how much. Everything runs
on this machine: nothing outside it is reached.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tally import TALLY, table

HERE = Path(__file__).parent
LONG = {
    "KILLS": "2000",
    "WIRE_S": "15",
    "FUZZ": "10000",
    "LEAK_PEOPLE": "200",
    "LEAK_SEEDS": "20",
    "FLOOD": "5000",
    "WORDS": "1800",
}
STORMS = (
    "test_crash.py",
    "test_disturbances.py",
    "test_wire.py",
    "long_wire.py",
    "long_restore.py",
    "test_fuzz.py",
    "test_leaks.py",
    "test_flood.py",
    "test_replicas.py",
)


def main():
    """Play all storms that there is time for; 0 when every promise was kept."""
    until = time.monotonic() + 60 * float(os.environ.get("MINUTES", "60"))
    tally = Path(os.environ.get(TALLY, ".torture.jsonl"))
    tally.unlink(missing_ok=True)
    environment = LONG | os.environ | {TALLY: str(tally)}
    chosen = [storm for storm in STORMS if os.environ.get("ONLY", "") in storm]
    codes = [played(storm, environment, until - time.monotonic()) for storm in chosen]
    sys.stdout.write(table(tally) + "\n")
    return max(codes, default=0)


def played(storm, environment, seconds):
    """Play one storm for so long at most; its exit code, 1 when there was no time to end it."""
    # A storm may take longer than a test of `make test` may: here `MINUTES` ends it.
    words = [sys.executable, "-m", "pytest", "-q", "-o", "faulthandler_timeout=0", str(HERE / storm)]
    with subprocess.Popen(words, env=environment, stdout=sys.stderr) as tests:
        try:
            return tests.wait(max(0, seconds))
        except subprocess.TimeoutExpired:
            sys.stderr.write(f"{storm}: the time was over before it ended; MINUTES gives it more\n")
            tests.send_signal(signal.SIGINT)  # so that it stops its servers
            return 1


if __name__ == "__main__":
    sys.exit(main())
