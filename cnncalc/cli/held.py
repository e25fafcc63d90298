"""One spec held to its claims, whatever may be wrong with it."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.checked import Checked
from cnncalc.checks import verdicts
from cnncalc.cli.find import is_path, is_spec
from cnncalc.cli.read import defines, read, read_for
from cnncalc.cli.screen import internal_error
from cnncalc.engine import compute
from cnncalc.network import build
from cnncalc.parse import is_shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cnncalc.cli.find import Named
    from cnncalc.cli.read import Opened
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.spec import Claim, Spec


class Reasons:
    """For how many specs the slips behind wrong claims are still looked for: nobody reads many."""

    def __init__(self, left: int) -> None:
        self.left = left


class Asked(NamedTuple):
    """What is said of every spec at the prompt."""

    claims: tuple[Claim, ...]
    unread: tuple[Diagnostic, ...]
    """What is wrong with the claims that cannot be read."""
    shape: str | None
    settings: Sequence[str]
    opened: Opened
    """Reads a file, and remembers some: many specs may include it."""
    reasons: Reasons


def written(words: Sequence[str], asked: Asked) -> Checked:
    """The one spec that the words write or name, and what became of it."""
    name = next((each for each in words if not is_shape(each)), "")
    return _checked(name, lambda: read(words, asked.shape, asked.opened), asked, asked.unread)


def named(file: Named, asked: Asked) -> Checked:
    """The spec in one of several files, and what became of it."""
    if file.problem is not None:
        return Checked(file.name, None, problems=(file.problem,))
    if file.met and not is_spec(file.name):
        return Checked(file.name, file.name, passed_over="no spec, it has no `layers`")

    def opened() -> Spec:
        return read_for(file.name, asked.shape, asked.opened)

    return _checked(file.name, opened, asked, (), met=file.met)


def _checked(
    name: str,
    opened: Callable[[], Spec],
    asked: Asked,
    problems: tuple[Diagnostic, ...],
    *,
    met: bool = False,
) -> Checked:
    start = perf_counter()
    found = Checked(name, name if is_path(name) else None)
    try:
        spec = opened()
        if spec.source.name.startswith("<"):
            found = found._replace(name=spec.source.name, file=None)
        if defines(spec) and (met or not asked.claims):
            return found._replace(passed_over="it defines blocks, and no network")
        if asked.settings:
            from cnncalc.parse.settings import with_settings

            spec = with_settings(spec, asked.settings)
        report = compute(build(spec))
        claims = (*spec.claims, *asked.claims)
        became = verdicts(report, claims, reasons=asked.reasons.left > 0)
        asked.reasons.left -= any(each.problem is not None for each in became)
        own = len(spec.claims)
        found = found._replace(
            expected=tuple(became[:own]),
            claimed=tuple(became[own:]),
            problems=(*problems, *report.problems),
        )
    except Exception as error:  # noqa: BLE001 -- one file that breaks us does not stop the others
        found = found._replace(problems=(*problems, internal_error(error)))
    return found._replace(seconds=perf_counter() - start)
