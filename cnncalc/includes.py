"""The blocks and variables of a spec's included files, as its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.limits import MAX_FILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.diagnostics import Source, Span
    from cnncalc.spec import Block, Include, Reference, Spec, Variable


def with_includes(spec: Spec, read: Callable[[str, Source], Spec | Diagnostic]) -> Spec:
    """The same spec with what its included files define before its own, each file once.

    Args:
        spec: the spec; its layers, input and expectations are all that count of them.
        read: gives the spec in a file, or says why it cannot, from the file as it is written and
            the source that includes it. Two specs are of one file if their sources have one name.

    Returns:
        The spec without includes; what is wrong with the files stands in its `problems`.
    """
    if not spec.includes:
        return spec
    gathered = _Gathered(read)
    gathered.add(spec, ())
    return spec._replace(
        variables=tuple(gathered.variables.values()),
        blocks=tuple(gathered.blocks.values()),
        includes=(),
        problems=(*spec.problems, *gathered.problems),
        ignores=tuple(gathered.ignores),
    )


class _Gathered:
    """What the files define, and what is wrong with them."""

    def __init__(self, read: Callable[[str, Source], Spec | Diagnostic]) -> None:
        self.read = read
        self.variables: dict[str, Variable] = {}
        self.ignores: list[Reference] = []
        self.blocks: dict[str, Block] = {}
        self.problems: list[Diagnostic] = []
        self.done: set[str] = set()
        """The names of the files that are read, this one's included."""
        self.known: dict[tuple[str, str], Spec | None] = {}
        """What was read, by the file as it is written and the file that includes it."""

    def add(self, spec: Spec, chain: tuple[tuple[str, Span], ...]) -> None:
        """Add what a spec includes, then what it defines.

        The chain holds the files that led here, each with the place that includes the next.
        """
        own = spec.source.name
        self.done.add(own)
        for include in spec.includes:
            following = (*chain, (own, include.span))
            found = self._read(include, spec.source)
            if found is None:
                continue
            name = found.source.name
            names = [each for each, _ in following]
            if name in names:
                self._circle(following[names.index(name) :])
            elif name not in self.done:
                self.problems.extend(found.problems)
                self.add(found, following)
        self.ignores += spec.ignores
        for variable in spec.variables:
            if self._is_new(self.variables, variable, "variable"):
                self.variables[variable.name] = variable
        for block in spec.blocks:
            if self._is_new(self.blocks, block, "block"):
                self.blocks[block.name] = block

    def _read(self, include: Include, source: Source) -> Spec | None:
        """The spec of an include; None where there is none, which is said once."""
        key = (include.file, source.name)
        if key in self.known:
            return self.known[key]
        found = None
        if len(self.known) < MAX_FILES:
            answer = self.read(include.file, source)
            if isinstance(answer, Diagnostic):
                self.problems.append(answer._replace(span=include.span))
            else:
                found = answer
        elif len(self.known) == MAX_FILES:
            message = f"a spec includes at most {MAX_FILES} files"
            advice = "put blocks that belong together into one file"
            problem = Diagnostic("too-large", message, include.span, "one too many", help=advice)
            self.problems.append(problem)
        else:
            return None
        self.known[key] = found
        return found

    def _circle(self, circle: tuple[tuple[str, Span], ...]) -> None:
        """Say that files include each other in a circle."""
        first, last = circle[0], circle[-1]
        names = [name for name, _ in circle]
        way = " → ".join([*_shortened(names), first[0]])
        notes = () if len(circle) == 1 else (Note(first[1], "the circle begins here"),)
        self.problems.append(
            Diagnostic(
                "circular-include",
                f"`{first[0]}` includes itself: {way}",
                last[1],
                "round again",
                notes,
                "leave this out, or put what both need into a third file",
            )
        )

    def _is_new(
        self, known: dict[str, Variable] | dict[str, Block], found: Variable | Block, what: str
    ) -> bool:
        """Whether nothing else has the name; else that is a problem."""
        if found.name not in known:
            return True
        first = known[found.name].span
        if first.source is not found.span.source:
            message = (
                f"the {what} `{found.name}` is defined in `{first.source.name}` "
                f"and in `{found.span.source.name}`"
            )
            note = (Note(first, "first here"),)
            advice = "give each a name of its own"
            problem = Diagnostic("duplicate-name", message, found.span, "again", note, advice)
            self.problems.append(problem)
        return False


def _shortened(names: list[str]) -> list[str]:
    """The files of a long circle without its middle."""
    return names if len(names) <= 8 else [*names[:4], "…", *names[-3:]]
