"""How time grows with layers: YAML to JSON as a whole process, from 10 to 10,000 layers.

    python benchmarks/growth.py

Run it with the Python of an environment in which cnncalc is installed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COUNTS = (10, 100, 1_000, 10_000)
ENTRIES = (
    "Conv2d(8, 8, 3, padding=1)",
    "BatchNorm2d",
    "Conv2d: {out_channels: 8, kernel_size: 3, padding: 1}",
    "ReLU",
)


def spec(count: int) -> str:
    """A spec with that many layers, in all three spellings."""
    layers = "".join(f"  - {ENTRIES[place % len(ENTRIES)]}\n" for place in range(count))
    return f"input: 8x64x64\nlayers:\n{layers}"


def cpu_seconds(path: Path) -> float:
    """CPU time of one run to JSON."""
    command = [str(Path(sys.executable).parent / "cnncalc"), str(path), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    print(f"{'layers':>8}{'CPU s':>10}{'µs a layer beyond 10':>24}")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            path = Path(folder) / f"{count}.yaml"
            path.write_text(spec(count), "utf-8")
            cpu_seconds(path)
            seconds = statistics.median(cpu_seconds(path) for _ in range(7))
            first = first or seconds
            each = (seconds - first) / (count - COUNTS[0]) * 1e6 if count > COUNTS[0] else 0.0
            print(f"{count:8,}{seconds:10.3f}{each:24.1f}")


if __name__ == "__main__":
    main()
