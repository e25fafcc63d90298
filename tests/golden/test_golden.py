"""Whole outputs, byte for byte: a golden file holds a command in its first line, then its output.

UPDATE_GOLDEN=1 writes them anew; then they are read and reviewed like code.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncalc.diagnostics import CODES
from tests.golden.run import transcript, updating

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.golden"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_output_is_the_golden_one(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = case.read_text("utf-8")
    command = expected.partition("\n")[0].removeprefix("$ ")
    actual = transcript(command, case.parent, monkeypatch)
    if updating():
        case.write_text(actual, "utf-8")
    assert actual == expected


def test_every_code_has_a_golden_file_of_its_name() -> None:
    named = {case.stem for case in CASES if case.parent.name == "errors"}
    # a bug shows the one and a full disk the other; tests/cli/test_main.py makes both
    assert set(CODES) - named == {"internal-error", "output-unwritable"}


def test_a_golden_file_of_an_error_shows_its_code() -> None:
    for case in CASES:
        if case.parent.name == "errors" and case.stem in CODES:
            kind = "error" if CODES[case.stem][0] else "warning"
            assert f"{kind}[{case.stem}]" in case.read_text("utf-8")
