"""What a layer is known by: its name, and its own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.report import Row

Signature: TypeAlias = tuple[object, ...]

EQUAL = 20
"""The weight of two layers with the same arguments; two that are merely alike weigh less."""

_ALIKE = 7
_SAME_TYPE = 2
_SAME_FAMILY = 1
HERE = 1
"""What it adds that both stand at one path."""


def signature(row: Row) -> Signature:
    """A layer's type and its own arguments: those that no shape that arrives decides."""
    layer = row.layer
    if layer is None:
        return (None, row.name, row.text)
    values = layer.values()
    own = [values.get(each.name) for each in layer.arguments if not (each.opaque or each.inferred)]
    return (type(layer), *own)


def named_parts(path: str) -> tuple[str, ...]:
    """The parts of a path that are names, and not places in a list."""
    return tuple([part for part in path.split(".") if not part.isdecimal()])


def likeness(one: Signature, other: Signature) -> int:
    """How much two layers of different arguments are alike; 0 where they are not."""
    if one[0] is None or other[0] is None:
        return 0
    if one[0] is not other[0]:
        same = getattr(one[0], "__module__", 1) == getattr(other[0], "__module__", 2)
        return _SAME_FAMILY if same else 0
    count = max(len(one), len(other)) - 1
    same_ones = sum(mine == theirs for mine, theirs in zip(one[1:], other[1:], strict=False))
    return _SAME_TYPE + (_ALIKE - _SAME_TYPE) * same_ones // count if count else _ALIKE


class Keys(NamedTuple):
    """The layers of a network by small numbers, the same ones for equal layers of two networks."""

    signatures: list[int]
    paths: list[str]
    parts: list[list[str]]


class Numbers:
    """Gives equal signatures of both networks equal numbers, and remembers how alike two are."""

    def __init__(self) -> None:
        self._numbers: dict[Signature, int] = {}
        self._known: list[Signature] = []
        self._weights: dict[tuple[int, int], int] = {}

    def keys(self, rows: Sequence[Row]) -> Keys:
        """The keys of a network's layers."""
        found = []
        for row in rows:
            own = signature(row)
            number = self._numbers.setdefault(own, len(self._known))
            if number == len(self._known):
                self._known.append(own)
            found.append(number)
        paths = [row.path for row in rows]
        return Keys(found, paths, [path.split(".") for path in paths])

    def weight(self, one: int, other: int) -> int:
        """What it is worth that two layers are taken for the same."""
        if one == other:
            return EQUAL
        pair = (one, other) if one < other else (other, one)
        if pair not in self._weights:
            self._weights[pair] = likeness(self._known[pair[0]], self._known[pair[1]])
        return self._weights[pair]
