"""A layer's arguments as fields of its class: what each takes, and what it is called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.layers.kinds import ANYTHING, Kind, Unfit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.layers.base import Layer

REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED"})()
"""The default of an argument that has none."""


class Argument:
    """One constructor argument, in PyTorch's order and with PyTorch's default; see `argument`."""

    __slots__ = (
        "also", "default", "dimension", "follows", "inferred", "keyword_only", "kind", "letter",
        "name", "of_forward", "short", "symbol", "variadic",
    )  # fmt: skip

    def __init__(self, kind: Kind, default: Any) -> None:
        self.name = ""
        self.kind = kind
        self.default = default
        self.dimension: int | None = None
        self.inferred = False
        self.follows: str | None = None
        self.short: tuple[str, ...] = ()
        self.letter = ""
        self.symbol = ""
        self.keyword_only = False
        self.of_forward = False
        self.variadic = False
        self.also: tuple[str, ...] = ()

    def __set_name__(self, owner: type, name: str) -> None:
        """Called once, when the class that holds the field is made."""
        self.name = name

    @property
    def required(self) -> bool:
        """Whether PyTorch asks for it."""
        return self.default is REQUIRED

    @property
    def opaque(self) -> bool:
        """Whether it changes no shape and no count, such as `device`."""
        return self.kind is ANYTHING

    @property
    def takes(self) -> str:
        """What values it takes, in words."""
        return self.kind.takes + (" or None" if self.default is None and not self.opaque else "")

    def converted(self, value: Any, axes: int) -> Any:
        """The layer's own form of a value; None stands where the default is None.

        Raises:
            Unfit: the value is not of the argument's kind, or out of its range.
        """
        if value is None and self.default is None:
            return None
        if isinstance(value, list):
            value = tuple(value)
        return self.kind.convert(value, axes)

    def shortest(self, value: Any, axes: int) -> Any:
        """The shortest way to write a value of the layer's: one number where all are the same."""
        if not isinstance(value, tuple) or len(set(value)) != 1:
            return value
        try:
            return value[0] if self.kind.convert(value[0], axes) == value else value
        except Unfit:
            return value


def argument(  # noqa: PLR0913 -- one place says all there is to say of an argument
    kind: Kind,
    default: Any = REQUIRED,
    *,
    dimension: int | None = None,
    inferred: bool = False,
    follows: str | None = None,
    short: tuple[str, ...] = (),
    letter: str = "",
    symbol: str = "",
    kw_only: bool = False,
    of_forward: bool = False,
    variadic: bool = False,
    also: tuple[str, ...] = (),
) -> Any:
    """A field of a layer class.

    Args:
        kind: what values it takes.
        default: PyTorch's default; REQUIRED where it has none.
        dimension: the dimension of the input, batch included, that it must equal.
        inferred: whether PyTorch's Lazy form infers it from there.
        follows: the argument whose value stands in for None.
        short: short keys for the mapping form.
        letter: its letter in compact tokens.
        symbol: its letter in formulas.
        kw_only: whether it can only be given by name.
        of_forward: whether PyTorch takes it when the layer is called, not when it is made; it
            can only be given by name then.
        variadic: whether it collects all positional values, as `View(-1, 400)` does.
        also: other names that PyTorch knows it by, in any notation.
    """
    made = Argument(kind, default)
    made.dimension = dimension
    made.inferred = inferred
    made.follows = follows
    made.short = short
    made.letter = letter
    made.symbol = symbol
    made.keyword_only = kw_only or of_forward
    made.of_forward = of_forward
    made.variadic = variadic
    made.also = also
    return made


def opaque() -> Any:
    """An argument such as `device` that changes no shape and no count."""
    return argument(ANYTHING, None)


class Compact(NamedTuple):
    """A short name for the prompt, the argument of the number behind it, and what it implies."""

    head: str
    main: str | None = None
    implied: Mapping[str, Any] = MappingProxyType({})


def call_of(layer: Layer) -> str:
    """A layer as PyTorch would write it, with the arguments that differ from defaults."""
    ready, values = layer.signature().ready, layer.values()
    parts: list[str] = []
    by_position = True
    for each in layer.arguments:
        value = values.get(each.name)
        if each.opaque or (value is None and (each.inferred or each.follows)):
            by_position = False
            continue
        default = ready[each.name]
        if default is None and each.follows is not None:
            default = values[each.follows]
        if not each.required and value == default:
            by_position = False
            continue
        if each.variadic and isinstance(value, tuple):
            parts.extend(map(literal, value))
            continue
        text = literal(each.shortest(value, layer.axes))
        parts.append(text if each.required and by_position else f"{each.name}={text}")
    return f"{type(layer).__name__}({', '.join(parts)})"


def literal(value: object) -> str:
    """A value as one would write it in a call."""
    if isinstance(value, tuple):
        items = ", ".join(map(literal, value))
        return f"({items},)" if len(value) == 1 else f"({items})"
    return repr(value) if type(value) is str else str(value)


def written(value: object) -> str:
    """The same for a message, cut where it is very long."""
    if isinstance(value, (tuple, str)) and type(value) in (tuple, str):
        value = value[:99]
    text = literal(value)
    return text if len(text) <= 60 else text[:57] + "..."
