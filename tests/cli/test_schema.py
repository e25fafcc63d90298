"""`cnncalc schema`: what it writes, and that nothing else pays for it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from cnncalc.schema import schema
from tests.golden.run import transcript

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_writes_the_schema_to_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = transcript("ENCODING=ascii cnncalc schema", tmp_path, monkeypatch)
    head, _, rest = written.partition("\n")
    body, _, status = rest.partition("--- exit status ")
    assert head == "$ ENCODING=ascii cnncalc schema"
    assert json.loads(body) == schema()
    assert status == "0\n"


def test_it_takes_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = transcript("cnncalc schema Conv2d", tmp_path, monkeypatch)
    assert "unexpected extra argument" in written
    assert written.endswith("--- exit status 2\n")


def test_other_commands_do_not_load_it() -> None:
    code = (
        "import sys\nsys.argv = ['cnncalc', 'quiz-130']\nfrom cnncalc.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([each for each in sys.modules if 'schema' in each])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
