"""What every test relies on: no setting of the terminal around it changes what is printed."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    yield
    gc.enable()  # the command line disables it for its short life
