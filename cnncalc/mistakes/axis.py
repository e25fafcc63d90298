"""One spatial axis of a layer that slides, as a sum with its numbers in place."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cnncalc import arith


class Axis(NamedTuple):
    """The numbers that make a size; a slip is a change of one of them.

    A size below 1 is no size: the slip that leads to it explains nothing.
    """

    size: int
    kernel: int = 1
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    extra: int = 0
    """The output padding of a transposed convolution."""
    first: int = 1
    """The + 1 of the formula: the first place of the window."""
    rounding: Literal["down", "up", "clipped"] = "down"
    """Clipped is up as PyTorch's `ceil_mode` has it: no window starts behind the input."""
    transposed: bool = False

    @property
    def span(self) -> int:
        """What the kernel covers with its dilation."""
        return arith.reach(self.kernel, self.dilation)

    @property
    def room(self) -> int:
        """How far the window can move."""
        return self.size + self.before + self.after - self.span

    def made(self) -> int:
        """The size that comes out."""
        if self.transposed:
            far = (self.size - 1) * self.stride - self.before - self.after
            return far + self.span + self.extra - 1 + self.first
        if self.rounding == "down":
            return self.room // self.stride + self.first
        made = -(-self.room // self.stride) + self.first
        behind = (made - 1) * self.stride >= self.size + self.before
        return made - (behind and self.rounding == "clipped")

    def _padded(self, sign: str) -> str:
        if not (self.before or self.after):
            return ""
        if self.before == self.after:
            return f" {sign} 2·{self.before}"
        return "".join([f" {sign} {each}" for each in (self.before, self.after) if each])

    def text(self) -> str:
        """The sum with its numbers: `(28 − 4)/1 + 1`; ⌊ ⌋ and ⌈ ⌉ where they bite."""
        if self.transposed:
            rest = [each for each in (self.span - 1, self.extra, self.first) if each]
            added = "".join([f" + {each}" for each in rest])
            return f"({self.size} − 1)·{self.stride}{self._padded('−')}{added}"
        if self.stride == 1 and self.span == self.first:  # nothing slides: it is only padded
            return f"{self.size}{self._padded('+')}"
        window = f" − {self.span}" if self.span else ""
        inner = f"{self.size}{window}{self._padded('+')}"
        inner = f"({inner})" if " " in inner else inner
        quotient = f"{inner}/{self.stride}"
        if self.room % self.stride:
            signs = "⌊⌋" if self.rounding == "down" else "⌈⌉"
            quotient = f"{signs[0]}{quotient}{signs[1]}"
        if self.rounding == "clipped" and self.made() < self._replace(rounding="up").made():
            return f"{quotient} + 1 − 1"
        return f"{quotient} + 1" if self.first else quotient
