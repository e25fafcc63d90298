"""The main job as a whole process, beside bare imports and, where there is one, torchinfo.

    python benchmarks/start.py [--rounds 21] [--torchinfo PYTHON]

Run it with the Python of an environment in which cnncalc is installed. PYTHON is one of an
environment with torch and torchinfo. Each round runs every candidate once, in turn, so that what
else the machine does falls on all of them alike; ratios are medians of ratios within a round.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "specs" / "quiz-130.yaml"
IMPORTS = "import typer, yaml, rich.console, rich.table"
TORCHINFO = """
import torch.nn as nn
from torchinfo import summary
model = nn.Sequential(
    nn.Conv2d(3, 10, 3), nn.MaxPool2d(4, 4), nn.Conv2d(10, 20, 5, padding=2), nn.MaxPool2d(2, 2)
)
summary(model, (1, 3, 130, 130), device="cpu", verbose=1)
"""


def measured(command: list[str]) -> tuple[float, float]:
    """Wall-clock seconds and peak memory in MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--torchinfo", metavar="PYTHON")
    asked = parser.parse_args()
    cnncalc = str(Path(sys.executable).parent / "cnncalc")
    candidates = {
        "bare imports": [sys.executable, "-c", IMPORTS],
        "cnncalc": [cnncalc, str(SPEC)],
    }
    if asked.torchinfo:
        candidates["torchinfo"] = [asked.torchinfo, "-c", TORCHINFO]
    for command in candidates.values():
        measured(command)  # a first run fills caches
    rounds = [
        {name: measured(command) for name, command in candidates.items()}
        for _ in range(asked.rounds)
    ]
    print(f"{'':14}{'seconds':>10}{'MiB':>8}{'time / cnncalc':>18}{'memory / cnncalc':>18}")
    for name in candidates:
        seconds = statistics.median(each[name][0] for each in rounds)
        memory = statistics.median(each[name][1] for each in rounds)
        ratios = [
            statistics.median(each[name][part] / each["cnncalc"][part] for each in rounds)
            for part in (0, 1)
        ]
        print(f"{name:14}{seconds:10.3f}{memory:8.1f}{ratios[0]:18.2f}{ratios[1]:18.2f}")
    bar = statistics.median(each["cnncalc"][0] / each["bare imports"][0] for each in rounds)
    print(f"\ncnncalc / bare imports: {bar:.2f} (the bar is 1.25)")


if __name__ == "__main__":
    main()
