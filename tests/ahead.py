"""Runs that many tests wait for, some of them ahead: as many at once as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Ahead(Generic[Result]):
    """Jobs by name: who asks for one starts the next few as well, in the order of the tests."""

    def __init__(self, jobs: Mapping[str, Callable[[], Result]]) -> None:
        self.jobs = jobs
        self.names = [*jobs]
        self.futures: dict[str, Future[Result]] = {}
        self.pool = ThreadPoolExecutor(os.cpu_count() or 1)

    def result(self, name: str) -> Result:
        """What a job gives."""
        at = self.names.index(name)
        for each in self.names[at : at + 1 + (os.cpu_count() or 1)]:
            if each not in self.futures:
                self.futures[each] = self.pool.submit(self.jobs[each])
        return self.futures[name].result()
