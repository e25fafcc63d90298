"""Large networks as whole processes, beside the quiz: their time over its, paired.

    python benchmarks/networks.py [--rounds 15]

Run it with the Python of an environment in which cnncalc is installed. Each round runs every
candidate once, in turn; ratios are medians of ratios within a round.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

CANDIDATES = {
    "quiz-130, table": ["quiz-130"],
    "resnet152, table": ["resnet152"],
    "resnet152, --once": ["resnet152", "--once"],
    "resnet152, -c all": ["resnet152", "-c", "all"],
    "efficientnet_b7, json": ["efficientnet_b7", "--format", "json"],
    "zoo": ["zoo"],
}


def seconds(arguments: list[str]) -> float:
    """Wall-clock time of one run."""
    command = [str(Path(sys.executable).parent / "cnncalc"), *arguments]
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    for arguments in CANDIDATES.values():
        seconds(arguments)  # a first run fills caches
    rounds = [
        {name: seconds(arguments) for name, arguments in CANDIDATES.items()}
        for _ in range(asked.rounds)
    ]
    first = next(iter(CANDIDATES))
    print(f"{'':24}{'seconds':>10}{'× the quiz':>14}")
    for name in CANDIDATES:
        median = statistics.median(each[name] for each in rounds)
        ratio = statistics.median(each[name] / each[first] for each in rounds)
        print(f"{name:24}{median:10.3f}{ratio:14.2f}")
    plain, every = "resnet152, table", "resnet152, -c all"
    ratio = statistics.median(each[every] / each[plain] for each in rounds)
    print(f"all columns of resnet152 take {ratio:.2f} x its plain table")


if __name__ == "__main__":
    main()
