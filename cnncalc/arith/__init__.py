"""The formulas: whole numbers in, a whole number out, one axis at a time.

The first line of each function's docstring is its formula, as `cnncalc layers` shows it and as
the tests evaluate it. The letters are those of the field: W the size that arrives, F the kernel,
S the stride, P the padding on each side, D the dilation, O the output padding.
"""

from __future__ import annotations

from math import gcd
from math import prod as product

__all__ = [
    "adaptive_window",
    "convolution",
    "filtered",
    "interpolated",
    "matrix_product",
    "pooling",
    "product",
    "reach",
    "rounded_up",
    "same_padding",
    "scaled",
    "tf_same_padding",
    "transposed_convolution",
    "transposed_convolutions",
    "transposed_window",
    "unpooling",
    "unpoolings",
    "weighted",
    "window",
]


def reach(kernel: int, dilation: int = 1) -> int:
    """D·(F − 1) + 1

    The pixels that a dilated kernel spans.
    """
    return dilation * (kernel - 1) + 1


def convolution(
    size: int, kernel: int, stride: int = 1, padding: tuple[int, int] = (0, 0), dilation: int = 1
) -> int:
    """⌊(W − (D·(F − 1) + 1) + 2·P)/S⌋ + 1

    The output size of a convolution; below 1 where the kernel does not fit. The padding is
    before and after, since `same` may differ by one.

    Source: PyTorch, torch.nn.Conv2d, "Shape"; Dumoulin and Visin, "A guide to convolution
    arithmetic for deep learning" (2016), relationship 15.
    """
    return (size + sum(padding) - reach(kernel, dilation)) // stride + 1


def same_padding(kernel: int, dilation: int = 1) -> tuple[int, int]:
    """D·(F − 1)

    The padding that keeps the size at stride 1, before and after; an odd pixel goes after.

    Source: PyTorch, torch.nn.modules.conv._ConvNd.
    """
    total = dilation * (kernel - 1)
    return total // 2, total - total // 2


def tf_same_padding(size: int, kernel: int, stride: int, dilation: int = 1) -> tuple[int, int]:
    """max((⌈W/S⌉ − 1)·S + (D·(F − 1) + 1) − W, 0)

    TensorFlow's SAME padding, before and after, which makes ⌈W/S⌉ of W; an odd pixel goes after.

    Source: TensorFlow, core/framework/kernel_shape_util.cc, GetWindowedOutputSizeVerbose.
    """
    total = max((-(-size // stride) - 1) * stride + reach(kernel, dilation) - size, 0)
    return total // 2, total - total // 2


def pooling(
    size: int, kernel: int, stride: int, padding: int = 0, dilation: int = 1, *, ceil: bool = False
) -> int:
    """⌊(W − (D·(F − 1) + 1) + 2·P)/S⌋ + 1

    The output size of a pool. With `ceil` the division rounds up, and a last window that would
    start in the padding after the input is dropped.

    Source: PyTorch, ATen/native/Pool.h, pooling_output_shape.
    """
    if not ceil:
        return convolution(size, kernel, stride, (padding, padding), dilation)
    windows = rounded_up(size, kernel, stride, padding, dilation)
    if (windows - 1) * stride >= size + padding:
        windows -= 1
    return windows


def rounded_up(size: int, kernel: int, stride: int, padding: int = 0, dilation: int = 1) -> int:
    """⌈(W − (D·(F − 1) + 1) + 2·P)/S⌉ + 1

    The windows of a pool whose division rounds up, before the last one is looked at.

    Source: PyTorch, ATen/native/Pool.h, pooling_output_shape.
    """
    return -(-(size + 2 * padding - reach(kernel, dilation)) // stride) + 1


def transposed_convolution(
    size: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    """(W − 1)·S − 2·P + (D·(F − 1) + 1) + O

    The output size of a transposed convolution.

    Source: PyTorch, torch.nn.ConvTranspose2d, "Shape".
    """
    return (size - 1) * stride - 2 * padding + reach(kernel, dilation) + output_padding


def transposed_convolutions(
    size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> range:
    """(W − 1)·S − 2·P + (D·(F − 1) + 1)

    The output sizes that may be asked of a transposed convolution: from that without an output
    padding on, as many as the stride. A convolution makes the same size of all of them.

    Source: PyTorch, torch.nn.modules.conv._ConvTransposeNd._output_padding.
    """
    least = transposed_convolution(size, kernel, stride, padding, 0, dilation)
    return range(least, least + stride)


def unpooling(size: int, kernel: int, stride: int, padding: int = 0) -> int:
    """(W − 1)·S − 2·P + F

    The output size of an unpooling without `output_size`.

    Source: PyTorch, torch.nn.MaxUnpool2d, "Shape".
    """
    return transposed_convolution(size, kernel, stride, padding)


def unpoolings(size: int, kernel: int, stride: int, padding: int = 0) -> range:
    """(W − 1)·S − 2·P + F − S + 1

    The output sizes that may be asked of an unpooling: those that are less than a stride away
    from its own, on either side.

    Source: PyTorch, torch.nn.functional._unpool_output_size.
    """
    middle = unpooling(size, kernel, stride, padding)
    return range(middle - stride + 1, middle + stride)


def scaled(size: int, factor: float) -> int:
    """⌊W·factor⌋

    The size after scaling. PyTorch defines it as a product of doubles, so that is what it is:
    the one place where a float meets a size, and it is rounded there and then. A product beyond
    64 bits, which may be infinite, stays at that bound: no tensor is as large.

    Source: PyTorch, ATen/native/UpSample.h, compute_output_size.
    """
    return int(max(-(2.0**63), min(size * factor, 2.0**63)))


def weighted(positions: int, weights: int) -> int:
    """N·w

    The multiply-accumulates of weights, each of which is used once at each of N positions: those
    of the output for a convolution, those of the input for a transposed one. A bias adds without
    multiplying, and padding is multiplied like any other value.

    Source: PyTorch, torch.utils.flop_counter, conv_flop_count and mm_flop, of which it is half;
    so torchvision publishes it with its weights (`_ops`).
    """
    return positions * weights


def matrix_product(rows: int, inner: int, columns: int) -> int:
    """R·I·C

    The multiply-accumulates of R×I by I×C.

    Source: PyTorch, torch.utils.flop_counter, mm_flop, of which it is half.
    """
    return rows * inner * columns


def window(unit: int, kernel: int, stride: int, padding: int, dilation: int) -> range:
    """U·S − P + D·(0 … F − 1)

    The places that unit U of a convolution or pool reads, some of them in the padding.
    """
    first = unit * stride - padding
    return range(first, first + reach(kernel, dilation), dilation)


def transposed_window(unit: int, kernel: int, stride: int, padding: int, dilation: int) -> range:
    """All I with I·S − P + D·T = U for a T of 0 … F − 1

    The places that unit U of a transposed convolution reads; none where all taps miss it.
    """
    place, common = unit + padding, gcd(stride, dilation)
    if place % common:
        return range(0)
    rate = stride // common
    first = place // common * pow(dilation // common, -1, rate) % rate
    if first >= kernel:
        return range(0)
    last = first + (kernel - 1 - first) // rate * rate
    low, high = (place - last * dilation) // stride, (place - first * dilation) // stride
    return range(low, high + 1, dilation // common)


def adaptive_window(unit: int, size: int, count: int) -> range:
    """⌊U·W/N⌋ … ⌈(U + 1)·W/N⌉ − 1

    The places that unit U of N reads in an adaptive pool.

    Source: PyTorch, ATen/native/AdaptivePooling.h, start_index and end_index.
    """
    return range(unit * size // count, -(-(unit + 1) * size // count))


def interpolated(unit: int, slope: int, offset: int, scale: int, taps: int) -> range:
    """⌊(A·U + B)/C⌋ and its neighbours

    The places that unit U of an interpolation reads, whose position is (A·U + B)/C: of one tap
    the place below, of 2 or 4 the places around, and the place itself where it is hit.

    Source: PyTorch, ATen/native/UpSample.h, area_pixel_compute_source_index.
    """
    place, rest = divmod(slope * unit + offset, scale)
    side = taps // 2 if rest else 0
    return range(place - side + (side > 0), place + side + 1)


def filtered(unit: int, places: int, units: int, lobes: int) -> range:
    """All I with |I + 1/2 − (U + 1/2)·W/N| below the filter's half width

    The places that unit U of an interpolation with antialiasing reads, at W places to N units.
    The half width is that of the filter, and where places are more than units it is as often wide.

    Source: PyTorch, ATen/native/cpu/UpSampleKernel.cpp, _compute_indices_min_size_weights_aa.
    """
    centre = places * (2 * unit + 1) - units  # in 2·N-ths of a place
    if places <= units and centre % (2 * units) == 0:
        return range(centre // (2 * units), centre // (2 * units) + 1)
    half = 2 * lobes * max(places, units)
    return range((centre - half) // (2 * units) + 1, -(-(centre + half) // (2 * units)))
