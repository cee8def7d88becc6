"""`python -m bench`: every benchmark of the product, each as a process of its own, with its figures under bench/results.

Figures are read as ratios against the named rival of the same run; absolute ones belong to this machine and this day.
"""

import subprocess
import sys

BENCHES = (
    "bench.chain",
    "bench.size",
    "bench.throughput",
    "bench.compare",
    "bench.reliability",
    "bench.ablation",
    "bench.growth",
    "bench.report",
)
"""In this order: the report comes last, it writes down what the others found."""


def main() -> int:
    """Run them all; the worst exit status."""
    worst = 0
    for name in BENCHES:
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", name], check=False).returncode)  # noqa: S603  our own modules
    return worst


if __name__ == "__main__":
    sys.exit(main())
