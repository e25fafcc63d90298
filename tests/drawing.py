"""A computed network in lines that a test can spell out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.running import reported, said

if TYPE_CHECKING:
    from cnncalc import Report


def spec(layers: str, blocks: str = "", shape: str = "3x8x8", more: str = "") -> str:
    """A file with one input; `layers` and `blocks` are written without their key."""
    head = f"input: {shape}\n{more}"
    if blocks:
        head += f"blocks:\n{_indented(blocks)}"
    return f"{head}layers:\n{_indented(layers)}"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.strip("\n").splitlines())


def drawn(text: str) -> list[str]:
    """A line a layer of a file without errors: path, layer, rows that it reads, output."""
    report = reported(text, None)
    assert report.status == 0, said(report)
    return lines(report)


def lines(report: Report) -> list[str]:
    """A line a layer: path, layer, the rows that it reads (0 is the input), output."""
    return [
        f"{row.path} {row.text} ({', '.join(f'{number}.{at}' for number, at in row.reads)}) "
        + ("?" if row.output is None else "x".join(map(str, row.output)))
        for row in report.rows
    ]


def reads(text: str) -> list[list[tuple[int, int]]]:
    """The rows, and which of their outputs, that each layer of a file without errors reads."""
    report = reported(text, None)
    assert report.status == 0, said(report)
    return [[(number, at) for number, at in row.reads] for row in report.rows]


def problems(text: str) -> list[str]:
    """The problems of a file, as code and message."""
    return said(reported(text, None))
