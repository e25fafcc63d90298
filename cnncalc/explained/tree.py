"""What stands in a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.explained.formula import Added, Bound, Divided, Letter, Most, Rounded, Times

if TYPE_CHECKING:
    from cnncalc.explained.formula import Node


def parts(tree: Node) -> tuple[Node, ...]:
    """What a formula is made of."""
    if isinstance(tree, Added):
        return tuple([term for _, term in tree.terms])
    if isinstance(tree, Times):
        return tree.factors
    if isinstance(tree, Divided):
        return tree.above, tree.below
    if isinstance(tree, Rounded):
        return (tree.inner,)
    return tree.choices if isinstance(tree, Most) else ()


def letters_in(tree: Node) -> list[str]:
    """The letters in a formula, in their order, each as often as it stands there."""
    if isinstance(tree, Letter | Bound):
        return [tree.name]
    return [name for each in parts(tree) for name in letters_in(each)]
