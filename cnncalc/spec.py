"""What the user wrote: layers by name with their arguments, not yet judged. Places do not compare.

Named tuples, since defining as many dataclasses would cost a start more than reading the spec.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.diagnostics import Diagnostic, Source, Span

_T = TypeVar("_T")

Shape: TypeAlias = tuple[int, ...]


class Word(str):
    """A bare word in code, such as `torch.float32` or `width`: not text, and no value yet."""

    __slots__ = ()


Value: TypeAlias = Any
"""A number, text, True, False, None, a Word, or a tuple of values."""

Notation: TypeAlias = Literal["call", "mapping", "compact", "printed"]


def _alike(count: int) -> Callable[[type[_T]], type[_T]]:
    """A class whose values compare by their first `count` fields: places come behind them."""

    def equal(self: Any, other: object) -> bool:
        return type(self) is type(other) and self[:count] == other[:count]  # type: ignore[index]

    def decorated(cls: Any) -> Any:
        cls.__eq__ = equal
        cls.__ne__ = lambda self, other: not equal(self, other)
        cls.__hash__ = lambda self: hash(self[:count])
        return cls

    return decorated


@_alike(2)
class Argument(NamedTuple):
    """A value given to a layer: by name, by compact letter, or by position (name None)."""

    name: str | None
    value: Value
    span: Span
    name_span: Span | None = None


@_alike(6)
class Entry(NamedTuple):
    """One entry: a layer by name, or a group where `entries` is not None.

    An entry that could not be read has no name; it keeps the place of what stands there.
    """

    name: str
    arguments: tuple[Argument, ...]
    notation: Notation
    id: str | None
    repeat: int
    entries: tuple[Entry, ...] | None
    span: Span
    id_span: Span | None = None


def made_entry(
    name: str,
    arguments: tuple[Argument, ...],
    span: Span,
    notation: Notation = "call",
    *,
    id: str | None = None,
    entries: tuple[Entry, ...] | None = None,
) -> Entry:
    """An entry that stands once."""
    return Entry(name, arguments, notation, id, 1, entries, span)


@_alike(2)
class Input(NamedTuple):
    """One input of the model: its name and its shape without the batch."""

    name: str
    shape: Shape
    span: Span


@_alike(5)
class Claim(NamedTuple):
    """One expectation: `key` of `layer` (None: the whole network) stands in `relation` to `value`.

    `slack` is how far a rounded form such as 11.7M may be from the true figure, doubled so that
    it stays whole.
    """

    layer: str | None
    key: str
    relation: Literal["==", "<=", ">=", "<", ">"]
    value: int | Shape
    slack: int
    written: str
    span: Span
    layer_span: Span | None = None


@_alike(4)
class Spec(NamedTuple):
    """A whole spec, with what could not be read of it in `problems`."""

    name: str | None
    inputs: tuple[Input, ...]
    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    source: Source
    problems: tuple[Diagnostic, ...] = ()
