"""Checked specs for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cnncalc.checked import tally
from cnncalc.render.json_diagnostic import as_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.checked import Checked
    from cnncalc.verdict import Verdict

VERSION = 1
"""The version of what is written here: it rises when a key goes away or changes its meaning."""


def checks_as_json(all_checked: Sequence[Checked]) -> str:
    """All specs as JSON, a line each: their claims with what became of them, their diagnostics."""
    counts = tally(all_checked)
    summary = {
        "files": counts.files,
        "hold": counts.hold,
        "fail": counts.fail,
        "unreadable": counts.unread,
        "passed_over": counts.passed_over,
        "status": max((each.status for each in all_checked), default=0),
    }
    files = ",\n".join([json.dumps(_file(each)) for each in all_checked])
    return f'{{"version": {VERSION}, "files": [\n{files}\n],\n"summary": {json.dumps(summary)}}}'


def _file(checked: Checked) -> dict[str, Any]:
    return {
        "name": checked.name,
        "file": checked.file,
        "status": checked.status,
        "passed_over": checked.passed_over or None,
        "claims": [
            *(_verdict(each, "expect") for each in checked.expected),
            *(_verdict(each, "prompt") for each in checked.claimed),
        ],
        "diagnostics": [as_data(each) for each in checked.diagnostics],
    }


def _verdict(verdict: Verdict, origin: str) -> dict[str, Any]:
    claim = verdict.claim
    return {
        "layer": claim.layer,
        "key": claim.key,
        "relation": claim.relation,
        "value": claim.value,
        "written": claim.written,
        "found": verdict.found,
        "holds": verdict.holds,
        "from": origin,
    }
