"""The formulas of the receptive field, in the same letters; r the field, j the jump before."""

from __future__ import annotations

from cnncalc.arith import reach

__all__ = ["blind", "strided", "widened"]


def widened(field: int, kernel: int, jump: int, dilation: int = 1) -> int:
    """r + D·(F − 1)·j

    The receptive field behind a convolution or pool, of the field r and the jump j before it.

    Source: Araujo et al., "Computing Receptive Fields of Convolutional Neural Networks" (Distill,
    2019), equation 2. It holds where all units see alike; `cnncalc.field` goes through any graph.
    """  # noqa: D403 -- a letter, no word
    return field + dilation * (kernel - 1) * jump


def strided(jump: int, stride: int) -> int:
    """j·S

    The jump behind a convolution or pool: input pixels from one unit to the next.

    Source: Araujo et al. (2019), equation 3.
    """
    return jump * stride


def blind(
    sizes: tuple[int, int],
    kernel: int,
    stride: int,
    padding: int,
    dilation: int,
    margins: tuple[int, int] = (0, 0),
) -> tuple[int, int]:
    """⌈(M + P − D·(F − 1))/S⌉, and O − ⌈(W − M + P)/S⌉

    How many units of a convolution or pool, of the first and of the last, have no tap on what is
    there: W places arrive and O units leave, and M places at the border show nothing themselves.
    """
    first = -(-(margins[0] + padding - reach(kernel, dilation) + 1) // stride)
    last = sizes[1] + (padding + sizes[0] - margins[1]) // -stride
    return max(0, min(first, sizes[1])), max(0, min(last, sizes[1]))
