"""What a layer is there for, as far as what stands before and behind it hangs on that."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from cnncalc import arith
from cnncalc.layers.storage import Storing

if TYPE_CHECKING:
    from cnncalc.layers.shapes import Shape


class Sliding(NamedTuple):
    """A window that slides along one axis, with its padding before and after what arrives."""

    kernel: int
    stride: int
    dilation: int
    before: int
    after: int

    @property
    def span(self) -> int:
        """The places from its first tap to its last."""
        return arith.reach(self.kernel, self.dilation)

    def size(self, arriving: int) -> int:
        """How many places it has on an axis of that size, rounded down."""
        sides = (self.before, self.after)
        return arith.convolution(arriving, self.kernel, self.stride, sides, self.dilation)

    def last(self, count: int) -> int:
        """The last place that the last of so many windows reads, from 0."""
        return arith.window(count - 1, self.kernel, self.stride, self.before, self.dilation)[-1]

    def idle(self, size: int, count: int) -> int:
        """How many taps lie outside of what arrives in all of so many windows."""
        idle = 0
        for tap in range(self.kernel):
            places = arith.window(tap, count, self.dilation, self.before, self.stride)
            inside = range(
                places.start + max(0, -(places.start // self.stride)) * self.stride, size
            )
            idle += not inside or inside.start > places[-1]
        return idle

    def read(self, size: int, count: int) -> set[int]:
        """The places of what arrives that any of so many windows reads."""
        windows = [
            arith.window(each, self.kernel, self.stride, self.before, self.dilation)
            for each in range(count)
        ]
        return {place for each in windows for place in each if 0 <= place < size}

    @property
    def kept(self) -> int:
        """How many of as many pixels as the stride it reads: all of them where none is skipped."""
        return min(self.kernel, self.stride // gcd(self.stride, self.dilation))


class Playing(Storing):
    """The part of a layer's contract that is about its role in a network."""

    role: ClassVar[str] = ""
    """One word or two for its family, where others have to do with it: convolution, transposed
    convolution, linear, pool, activation, batch norm, instance norm, softmax, log softmax,
    dropout, flatten."""

    def windows(self, shape: Shape) -> tuple[Sliding, ...]:
        """The window on each spatial axis, where it slides one; none where it does not."""
        del shape
        return ()
