"""The shortcut that a residual sum lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnncalc.network import Leaf
    from cnncalc.report import Read
    from cnncalc.spec import Shape

PAIR = 2


def projection(node: Leaf, shapes: tuple[Shape, ...], reads: tuple[Read, ...]) -> str | None:
    """The shortcut that a residual sum lacks: a 1×1 convolution with the stride of the main path.

    Source: He et al., "Deep Residual Learning for Image Recognition" (2016), section 3.3, option B.
    """
    ports = node.reads or ()
    identity = [at for at, port in enumerate(ports) if port.node.endswith("@")]
    if len(shapes) != len(ports) or len(shapes) != PAIR or len(identity) != 1 or not reads:
        return None
    given, wanted = shapes[identity[0]], shapes[1 - identity[0]]
    axes = len(given) - 2
    if len(given) != len(wanted) or axes not in (1, 2, 3):
        return None
    pairs = [*zip(given[2:], wanted[2:], strict=True)]
    stride = -(-given[2] // wanted[2])
    if any(-(-size // stride) != after for size, after in pairs):
        return None
    conv = f"Conv{axes}d(out_channels={wanted[1]}, kernel_size=1, stride={stride}, bias=False)"
    return f'give it a shortcut: `shortcut: ["{conv}", BatchNorm{axes}d]` beside `main: [ … ]`'
