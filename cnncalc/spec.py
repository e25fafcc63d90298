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
    """A bare word in code, such as `torch.float32` or `width`: a name, if one is known by it.

    `span` is where it stands, as far as the reader knows.
    """

    __slots__ = ("span",)

    span: Span | None

    def __new__(cls, text: str, span: Span | None = None) -> Word:
        word = super().__new__(cls, text)
        word.span = span
        return word


Value: TypeAlias = Any
"""A number, text, True, False, None, a Word, an Expression, an Entry, or a tuple of values.

An Entry stands where a layer or block is itself an argument: `stage(bottleneck(64), 3)`.
"""

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


@_alike(3)
class Expression(NamedTuple):
    """A sum over names that are only known later: an operator and what it works on.

    The operator is one of `OPERATORS`; `written` is its text, for an argument that takes text.
    """

    operator: str
    operands: tuple[Value, ...]
    written: str
    span: Span


OPERATORS = (
    "+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "and", "or",
    "negative", "not", "if",
    "min", "max", "int", "round", "ceil", "floor", "abs",
)  # fmt: skip
"""What an expression may do. `if` works on the condition, the value if so, and the value if not."""


@_alike(2)
class Argument(NamedTuple):
    """A value given to a layer: by name, by compact letter, or by position (name None)."""

    name: str | None
    value: Value
    span: Span
    name_span: Span | None = None


@_alike(1)
class Reference(NamedTuple):
    """An id that an entry reads: `conv1`, `input`, or `split.1` for the second of its outputs."""

    name: str
    span: Span


@_alike(9)
class Entry(NamedTuple):
    """One entry: a layer or block by name, or a group where `entries` is not None.

    An entry that could not be read has no name; it keeps the place of what stands there. The
    groups are Sequential, whose entries run one after the other, and Residual and Branches, whose
    entries are Sequentials that run beside each other: `main` and `shortcut`, or the paths.
    """

    name: str
    arguments: tuple[Argument, ...]
    notation: Notation
    id: str | None
    repeat: Value
    entries: tuple[Entry, ...] | None
    sources: tuple[Reference, ...] | None
    """What it reads; None for the entry before it."""
    when: Value
    """Whether it is there at all; True where nothing is said."""
    share: Reference | None
    """The entry whose weights it uses; where it has no name, its layer as well."""
    span: Span
    id_span: Span | None = None
    ignores: tuple[Reference, ...] = ()
    """The rules that are not held against it."""


def made_entry(
    name: str,
    arguments: tuple[Argument, ...],
    span: Span,
    notation: Notation = "call",
    *,
    id: str | None = None,
    entries: tuple[Entry, ...] | None = None,
) -> Entry:
    """An entry that stands once, unconditionally, and reads the one before it."""
    return Entry(
        name, arguments, notation, id, 1, entries, sources=None, when=True, share=None, span=span
    )


@_alike(2)
class Input(NamedTuple):
    """One input of the model: its name and its shape without the batch."""

    name: str
    shape: Shape
    span: Span


@_alike(2)
class Variable(NamedTuple):
    """A number with a name that a user may override, or a block's parameter with its default."""

    name: str
    value: Value
    """Its value or default; REQUIRED for a parameter that has none."""
    span: Span


REQUIRED = Word("required")
"""What stands for the default of a parameter that must be given."""


@_alike(4)
class Block(NamedTuple):
    """A layer of the user's own: a name, parameters, and entries over them."""

    name: str
    parameters: tuple[Variable, ...]
    entries: tuple[Entry, ...]
    outputs: tuple[Reference, ...]
    """The ids of its outputs; none where the last entry gives the only one."""
    span: Span


@_alike(1)
class Include(NamedTuple):
    """Another file whose blocks and variables a spec uses, as it is written."""

    file: str
    span: Span


PROMPT = "<claim>"
"""What the source of a claim is called that was made at the prompt, and not in a file."""


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


@_alike(8)
class Spec(NamedTuple):
    """A whole spec, with what could not be read of it in `problems`."""

    name: str | None
    inputs: tuple[Input, ...]
    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    variables: tuple[Variable, ...]
    blocks: tuple[Block, ...]
    includes: tuple[Include, ...]
    outputs: tuple[Reference, ...]
    """The ids of its outputs; none where the last entry is the only one."""
    source: Source
    problems: tuple[Diagnostic, ...] = ()
    ignores: tuple[Reference, ...] = ()
    """The rules that are not held against what stands in a file, each with its place there."""

    def ignored_in(self, source: Source) -> tuple[str, ...]:
        """The rules that are not held against what stands in a source."""
        return tuple([each.name for each in self.ignores if each.span.source is source])


def made_spec(
    source: Source,
    *,
    name: str | None = None,
    entries: tuple[Entry, ...] = (),
    problems: tuple[Diagnostic, ...] = (),
) -> Spec:
    """A spec of layers alone."""
    return Spec(name, (), entries, (), (), (), (), (), source, problems)
