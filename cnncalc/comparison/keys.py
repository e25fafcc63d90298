"""What a layer is known by: its name, and its own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.report import Row

Signature: TypeAlias = tuple[object, ...]

EQUAL = 20
"""What it is worth that two layers with parameters and equal arguments are taken for the same."""

_EQUAL_WITHOUT = 4
"""The same for layers without parameters, of which there are many like each other."""

_SAME_TYPE = 4
_ALIKE = 9
"""From layers of one type with no argument in common up to all of them but one."""

_SAME_FAMILY = 1
HERE = 1
HERE_BY_NAME = 4
"""What it adds that both stand at one path: little in a list, where one more moves all places."""


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
    """What it is worth that two layers are taken for the same; 0 where they cannot be.

    Those of one type are, whatever their arguments; a pool may become another pool, and an
    activation another one, but no activation a pool.
    """
    mine, theirs = one[0], other[0]
    most = EQUAL if getattr(mine, "params_formula", "") != "0" else _EQUAL_WITHOUT
    if one == other:
        return most
    if mine is None or theirs is None:
        return 0
    if mine is not theirs:
        same = getattr(mine, "__module__", 1) == getattr(theirs, "__module__", 2)
        return _SAME_FAMILY if same else 0
    common = sum([a == b for a, b in zip(one[1:], other[1:], strict=True)])
    worth = _SAME_TYPE + (_ALIKE - _SAME_TYPE) * common // (len(one) - 1)
    return max(worth * most // EQUAL, _SAME_FAMILY + 1)


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
        pair = (one, other) if one < other else (other, one)
        if pair not in self._weights:
            self._weights[pair] = likeness(self._known[pair[0]], self._known[pair[1]])
        return self._weights[pair]
