r"""The likely mistake behind a wrong figure.

    >>> import cnncalc
    >>> spec = cnncalc.parse("input: 3x32x32\nlayers: [Conv2d(3, 8, 3)]\nexpect: {params: 216}")
    >>> report = cnncalc.compute(cnncalc.build(spec))
    >>> print(cnncalc.likely(report, spec.claims[0])[0].sentence)
    216 is 8·3·3·3: the biases are left out. Each of the 8 filters has a bias: 8·3·3·3 + 8 = 224.

The slips that students make are a finite list, kept as data: `slips` has those in the sums of a
layer, `plain`, `others` and `depths` those in reading a figure, `field_slips` those in following
the receptive field. A slip changes the numbers of one layer (`working`) or of all that have them,
what follows from it is computed as the network itself is (`course`), and where that is what was
claimed, it is told (`finder`, `sentences`). Where none fits, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.finder import Finder, Mistake

if TYPE_CHECKING:
    from cnncalc.report import Report
    from cnncalc.spec import Claim

__all__ = ["Finder", "Mistake", "likely"]


def likely(report: Report, claim: Claim) -> tuple[Mistake, ...]:
    """The slips that lead to a wrong figure, the simplest first.

    Args:
        report: the computed network.
        claim: what is claimed of it: one figure, neither rounded nor a bound.

    Returns:
        Up to three mistakes; none where the claim holds, is a bound, or fits no slip.
    """
    return Finder(report).likely(claim)
