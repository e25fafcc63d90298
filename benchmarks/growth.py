"""How time grows with layers: YAML to JSON as a whole process, from 10 to 10,000 layers.

The layers stand in a list, come out of blocks in blocks, or are a graph with an id and a `from`
for each.

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


def plain(count: int) -> str:
    """A spec with that many layers in a list, in all three spellings."""
    layers = "".join(f"  - {ENTRIES[place % len(ENTRIES)]}\n" for place in range(count))
    return f"input: 8x64x64\nlayers:\n{layers}"


def blocks(count: int) -> str:
    """A spec with that many layers from five blocks in a block, each with a residual sum."""
    return f"""\
input: 8x64x64
blocks:
  conv(planes): ["Conv2d(out_channels=planes, kernel_size=3, padding=1)"]
  unit(planes):
    - Residual: [conv(planes)]
  stage(planes, units): [unit(planes) * units]
layers: ["stage(8, 5) * {count // 10}"]
"""


def graph(count: int) -> str:
    """A spec with that many layers, each of which says what it reads."""
    lines = ["input: 8x64x64", "layers:", "  - {id: n0, from: input, ReLU: }"]
    for place in range(1, count):
        if place % 2:
            lines.append(
                f"  - {{id: n{place}, from: n{place - 1}, "
                "Conv2d: {out_channels: 8, kernel_size: 3, padding: 1}}"
            )
        else:
            lines.append(f"  - {{id: n{place}, from: [n{place - 1}, n{place - 2}], Add: }}")
    return "\n".join(lines)


KINDS = {"a list": plain, "blocks": blocks, "a graph": graph}


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
    print(f"{'':8}{'layers':>8}{'CPU s':>10}{'µs a layer beyond 10':>24}")
    with tempfile.TemporaryDirectory() as folder:
        for kind, spec in KINDS.items():
            first = 0.0
            for count in COUNTS:
                path = Path(folder) / f"{count}.yaml"
                path.write_text(spec(count), "utf-8")
                cpu_seconds(path)
                seconds = statistics.median(cpu_seconds(path) for _ in range(7))
                first = first or seconds
                each = (seconds - first) / (count - COUNTS[0]) * 1e6 if count > COUNTS[0] else 0.0
                print(f"{kind:8}{count:8,}{seconds:10.3f}{each:24.1f}")


if __name__ == "__main__":
    main()
