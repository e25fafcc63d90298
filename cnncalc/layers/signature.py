"""The binding of written values to a layer's arguments, as Python would bind a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Problem, nearest, suggest
from cnncalc.layers.arguments import REQUIRED, Argument, written
from cnncalc.layers.kinds import Unfit, is_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Signature:
    """A name that can be called and its arguments: a layer, or PyTorch's Lazy twin of one."""

    __slots__ = ("arguments", "axes", "by_name", "defaults", "name", "ready", "takes_anything")

    def __init__(
        self,
        name: str,
        arguments: Sequence[Argument],
        *,
        axes: int,
        takes_anything: bool = False,
        defaults: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.arguments = tuple(arguments)
        self.axes = axes
        self.takes_anything = takes_anything
        self.by_name = {name: each for each in arguments for name in (each.name, *each.also)}
        self.defaults = {each.name: each.default for each in arguments} | dict(defaults or {})
        self.ready = {
            each.name: value if value is REQUIRED else each.converted(value, axes)
            for each, value in zip(arguments, self.defaults.values(), strict=True)
        }

    def first_open(self, value: object) -> str | None:
        """The argument that one bare value stands for: the first that is not inferred.

        A whole number given to a layer that needs nothing else, such as `BatchNorm2d: 64`, is
        the inferred one: nobody means `eps=64`.
        """
        inferred = [each for each in self.arguments if each.inferred]
        rest = [each for each in self.arguments if not each.inferred]
        if inferred and is_whole(value) and not (rest and rest[0].required):
            return inferred[0].name
        return rest[0].name if rest else None

    def full_name(self, key: str, *, letters: bool = False) -> str:
        """The name of the argument with that short key or, in compact tokens, that letter."""
        for each in self.arguments:
            if key in each.short or (letters and key == each.letter):
                return each.name
        return key

    def bind(
        self, positional: Sequence[Any], named: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[Problem]]:
        """The arguments' values by name, and what is wrong with those that were given.

        Inferred arguments may be left out by naming the rest; they are None then.
        """
        problems: list[Problem] = []
        if self.takes_anything:
            return {}, problems
        given: dict[str, tuple[Any, str | int]] = {}
        if self.arguments and self.arguments[0].variadic:
            positional = _collected(positional)
        places = [each.name for each in self.arguments if not each.keyword_only]
        if len(positional) > len(places):
            problems.append(self._too_many(len(positional), len(places)))
        for position, (name, value) in enumerate(zip(places, positional, strict=False)):
            given[name] = (value, position)
        for written_as, value in named.items():
            if written_as not in self.by_name:
                problems.append(self._unknown(written_as))
                continue
            name = self.by_name[written_as].name
            if name in given:
                problems.append(self._twice(written_as))
            else:
                given[name] = (value, written_as)
        values = self.ready.copy()
        for name, (value, place) in given.items():
            try:
                values[name] = self.by_name[name].converted(value, self.axes)
            except Unfit as unfit:
                values[name] = None
                problems.append(self._unfit(self.by_name[name], value, unfit, place))
        misspelt = [name for name in named if name not in self.by_name]
        self._fill(values, problems, misspelt, given)
        return values, problems

    def _fill(
        self,
        values: dict[str, Any],
        problems: list[Problem],
        misspelt: list[str],
        given: Mapping[str, tuple[Any, str | int]],
    ) -> None:
        missing = []
        for name, value in values.items():
            each = self.by_name[name]
            if value is REQUIRED:
                values[name] = None
                if not each.inferred:
                    missing.append(name)
            elif value is None and each.follows is not None:
                values[name] = values[each.follows]
        if misspelt:  # what was meant by a name that does not exist is not missing as well
            meant = [self._meant(name) for name in misspelt]
            missing = [name for name in missing if name not in meant]
        if missing:
            problems.insert(0, self._missing(missing, given))

    def _unfit(self, each: Argument, value: Any, unfit: Unfit, place: str | int) -> Problem:
        takes = unfit.takes + (" or None" if each.default is None else "")
        message = f"`{each.name}` of `{self.name}` takes {takes}, not {written(value)}"
        advice = unfit.advice
        if unfit.nearest is not None:
            advice = f"write `{each.name}={written(unfit.nearest)}`"
        elif isinstance(value, str) and type(value) is not str:  # a bare word of code
            advice = "write the value itself: names of variables are not known here"
        return Problem(unfit.code, message, f"expected {takes}", advice, place)

    def _missing(self, missing: list[str], given: Mapping[str, tuple[Any, str | int]]) -> Problem:
        names = " and ".join(f"`{name}`" for name in missing)
        advice = f"the form is {self.form()}"
        needed = [each.name for each in self.arguments if each.required and not each.inferred]
        first = self.arguments[0]
        if first.inferred and given.get(first.name, (0, ""))[1] == 0 and len(given) == len(needed):
            values = [value for value, _ in given.values()]  # meant without what is inferred
            pairs = zip(needed, values, strict=True)
            meant = ", ".join([f"{name}={written(value)}" for name, value in pairs])
            advice = f"write `{self.name}({meant})`: by position, `{first.name}` comes first"
        return Problem(
            "missing-argument",
            f"`{self.name}` needs {names}",
            f"without {names}",
            advice,
            missing=tuple(missing),
        )

    def _too_many(self, count: int, most: int) -> Problem:
        return Problem(
            "too-many-arguments",
            f"`{self.name}` takes {most} positional argument{'s'[: most != 1]}, not {count}",
            f"{count - most} too many, from here",
            f"the form is {self.form()}",
            most,
        )

    def _unknown(self, name: str) -> Problem:
        near = self._meant(name)
        label = suggest(name, [*self.by_name]) if self.arguments else "it takes no arguments"
        return Problem(
            "unknown-argument",
            f"`{self.name}` has no argument `{name}`",
            f"did you mean `{near}`?" if near else label,
            f"write `{near}`" if near else f"the form is {self.form()}",
            name,
        )

    def _meant(self, name: str) -> str:
        """The argument that is meant by a short key, by a letter or by a name near its own."""
        short = self.full_name(name, letters=True)
        return short if short != name else self.full_name(nearest(name, self._keys()) or "")

    def _keys(self) -> list[str]:
        """The names of the arguments, and behind them their short keys."""
        short = [key for each in self.arguments for key in each.short]
        return [*self.by_name, *short]

    def _twice(self, name: str) -> Problem:
        return Problem(
            "duplicate-argument",
            f"`{self.name}` is given `{name}` twice: by position and by name",
            "given again here",
            f"leave `{name}=` out",
            name,
        )

    def form(self) -> str:
        """The signature as PyTorch writes it, without what changes no shape."""
        parts = []
        for each in self.arguments:
            if each.opaque:
                continue
            if each.keyword_only and "*" not in parts:
                parts.append("*")
            default = self.defaults[each.name]
            if each.variadic:
                parts.append(f"*{each.name}")
                continue
            parts.append(each.name if default is REQUIRED else f"{each.name}={default!r}")
        return f"`{self.name}({', '.join(parts)})`"


def _collected(positional: Sequence[Any]) -> Sequence[Any]:
    """All positional values as one: `View(-1, 400)` is `View((-1, 400))`."""
    if not positional or (len(positional) == 1 and isinstance(positional[0], (tuple, list))):
        return positional
    return (tuple(positional),)
