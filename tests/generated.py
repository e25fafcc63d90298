"""How arguments are generated that are the same in every run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def generated(examples: int) -> settings:
    """So many examples, drawn by the test's own code alone, however slow or seldom they are."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
