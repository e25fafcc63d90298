"""Cases of layers whose arguments hang on what arrives, or to which several tensors arrive.

Each is drawn whole: the arguments, and the shapes.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Callable

Shape: TypeAlias = tuple[int, ...]
Own: TypeAlias = tuple[dict[str, Any], list[Shape]]

SIZE = st.sampled_from([1, 2, 3, 4, 6])
SELDOM = st.sampled_from([False] * 7 + [True])
OFTEN = st.booleans()


def some(draw: st.DrawFn, least: int = 1, most: int = 5) -> Shape:
    """A shape, mostly with the batch first."""
    shape = tuple(draw(SIZE) for _ in range(draw(st.integers(least, most))))
    return Unbatched(shape) if draw(SELDOM) else shape


def signed(draw: st.DrawFn, dim: int, rank: int) -> int:
    """A dimension, counted from the front or from the end."""
    return dim - rank if draw(OFTEN) else dim


def one_dim(draw: st.DrawFn, rank: int) -> int:
    """A dimension that mostly exists."""
    return (
        draw(st.integers(-rank - 1, rank)) if draw(SELDOM) else draw(st.integers(-rank, rank - 1))
    )


def some_dims(draw: st.DrawFn, rank: int) -> tuple[int, ...]:
    """Dimensions that mostly exist, mostly once each."""
    if draw(SELDOM):
        return tuple(draw(st.lists(st.integers(-rank, rank), min_size=1, max_size=3)))
    dims = draw(st.lists(st.integers(0, rank - 1), min_size=1, max_size=rank, unique=True))
    return tuple(signed(draw, each, rank) for each in dims)


def optional(draw: st.DrawFn, **values: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of these arguments."""
    return {name: draw(each) for name, each in values.items() if draw(OFTEN)}


def stretchable(draw: st.DrawFn, shape: Shape) -> Shape:
    """A shape that mostly broadcasts with another; one of fewer dimensions mostly has no batch."""
    cut = draw(st.sampled_from([0, 0, 0, 1, 2]))
    sizes = [1 if draw(st.integers(0, 3)) == 0 else size for size in shape[cut:]]
    if sizes and draw(SELDOM):
        sizes[draw(st.integers(0, len(sizes) - 1))] = draw(SIZE)
    return Unbatched(sizes) if cut and not draw(SELDOM) else tuple(sizes)


def _broadcast(least: int, most: int, *, scalar: bool = True) -> Callable[[st.DrawFn], Own]:
    """Arithmetic on so many tensors, or on one and a number."""

    def own(draw: st.DrawFn) -> Own:
        shape = some(draw)
        if scalar and draw(SELDOM):
            return {"other": draw(st.sampled_from([2, 0.5, -1]))}, [shape]
        count = draw(st.integers(least, most))
        return {}, [stretchable(draw, shape) for _ in range(count)]

    return own


def _div(draw: st.DrawFn) -> Own:
    arguments, shapes = _broadcast(2, 2)(draw)
    rounding = st.sampled_from([None, "trunc", "floor"])
    return {**arguments, **optional(draw, rounding_mode=rounding)}, shapes


def _cat(draw: st.DrawFn) -> Own:
    shape = some(draw, 2)
    dim = one_dim(draw, len(shape))
    shapes = []
    for _ in range(draw(st.integers(2, 4))):
        each = list(shape)
        if -len(each) <= dim < len(each):
            each[dim] = draw(SIZE)
        if draw(SELDOM):
            each[draw(st.integers(0, len(each) - 1))] = draw(SIZE)
        shapes.append(type(shape)(each[1:] if draw(SELDOM) and draw(OFTEN) else each))
    return {"dim": dim} if dim != 1 else {}, shapes


def _stack(draw: st.DrawFn) -> Own:
    shape = some(draw, 1, 4)
    shapes = [shape] * draw(st.integers(2, 4))
    if draw(SELDOM):
        shapes[0] = some(draw, 1, 4)
    return optional(draw, dim=st.integers(-len(shape) - 2, len(shape) + 1)), shapes


def _extreme(draw: st.DrawFn) -> Own:
    shape = some(draw)
    if draw(OFTEN):
        return {}, [stretchable(draw, shape) for _ in range(2)]
    if draw(SELDOM):
        return {}, [shape]
    return {"dim": one_dim(draw, len(shape)), **optional(draw, keepdim=OFTEN)}, [shape]


def _matmul(draw: st.DrawFn) -> Own:
    many = some(draw, 0, 3)
    rows, inner, columns = draw(SIZE), draw(SIZE), draw(SIZE)
    one, other = (*stretchable(draw, many), rows, inner), (*stretchable(draw, many), inner, columns)
    if draw(SELDOM):
        one = (inner,)
    if draw(SELDOM):
        other = (inner,)
    if draw(SELDOM):
        other = (*other[:-1], draw(SIZE))
    return {}, [one, Unbatched(other) if draw(SELDOM) else other]


def factored(draw: st.DrawFn, count: int) -> list[int]:
    """Sizes whose product is a count."""
    sizes = [1] * draw(st.integers(1, 4))
    for factor in (2, 3):
        while count % factor == 0:
            sizes[draw(st.integers(0, len(sizes) - 1))] *= factor
            count //= factor
    return sizes


def _view(name: str) -> Callable[[st.DrawFn], Own]:
    def own(draw: st.DrawFn) -> Own:
        shape = some(draw)
        sizes = factored(draw, prod(shape))
        if draw(OFTEN):
            sizes[draw(st.integers(0, len(sizes) - 1))] = -1
        if draw(SELDOM):
            sizes[draw(st.integers(0, len(sizes) - 1))] = draw(st.sampled_from([-1, 0, 5, 2, -2]))
        return {name: tuple(sizes)}, [shape]

    return own


def _permute(draw: st.DrawFn) -> Own:
    shape = some(draw)
    dims = draw(st.permutations(range(len(shape))))
    order = [signed(draw, each, len(shape)) for each in dims]
    if draw(SELDOM):
        order[0] = draw(st.integers(-6, 5))
    return {"dims": tuple(order[1:] if draw(SELDOM) and len(order) > 1 else order)}, [shape]


def _over_one(*names: str) -> Callable[[st.DrawFn], Own]:
    """Arguments that each name one dimension."""

    def own(draw: st.DrawFn) -> Own:
        shape = some(draw)
        return {name: one_dim(draw, len(shape)) for name in names}, [shape]

    return own


def _reduction(*, several: bool, keepdim: bool = True, needed: bool = False) -> Any:
    """One dimension or several, or none."""

    def own(draw: st.DrawFn) -> Own:
        shape = some(draw)
        kept = optional(draw, keepdim=OFTEN) if keepdim else {}
        if not needed and draw(SELDOM):
            return ({"dim": None} if draw(OFTEN) else {}) | (kept if several else {}), [shape]
        dims: Any = one_dim(draw, len(shape))
        if several and draw(OFTEN):
            dims = some_dims(draw, len(shape))
        return {"dim": dims, **kept}, [shape]

    return own


def _spread(draw: st.DrawFn) -> Own:
    arguments, shapes = _reduction(several=True)(draw)
    return {**arguments, **optional(draw, correction=st.sampled_from([0, 1, 2, 0.5]))}, shapes


def _norm(draw: st.DrawFn) -> Own:
    arguments, shapes = _reduction(several=True)(draw)
    return {**arguments, **optional(draw, p=st.sampled_from([0, 1, 2, 0.5, "fro"]))}, shapes


def _squeeze(draw: st.DrawFn) -> Own:
    shape = Unbatched(1 if draw(OFTEN) else draw(SIZE) for _ in range(draw(st.integers(1, 5))))
    how = draw(st.integers(0, 2))
    if how == 0:
        return {}, [shape]
    made = shape if draw(OFTEN) else tuple(shape)
    return {"dim": some_dims(draw, len(shape)) if how == 1 else one_dim(draw, len(shape))}, [made]


def _expand(draw: st.DrawFn) -> Own:
    shape = some(draw, 1, 4)
    sizes = [draw(st.sampled_from([-1, size, draw(SIZE) if size == 1 else size])) for size in shape]
    sizes = [
        draw(st.sampled_from([-1, 1, 2, 3, 3])) for _ in range(draw(st.integers(0, 2)))
    ] + sizes
    if draw(SELDOM):
        sizes[draw(st.integers(0, len(sizes) - 1))] = draw(st.sampled_from([0, -2, 5, -1]))
    return {"size": tuple(sizes[1:] if draw(SELDOM) and len(sizes) > 1 else sizes)}, [shape]


def _expand_as(draw: st.DrawFn) -> Own:
    shape = some(draw, 1, 5)
    return {}, [stretchable(draw, shape), shape]


def _chunk(draw: st.DrawFn) -> Own:
    shape = some(draw)
    arguments: dict[str, Any] = {"chunks": draw(st.integers(1, 7))}
    return {**arguments, **optional(draw, dim=st.just(one_dim(draw, len(shape))))}, [shape]


def _split(draw: st.DrawFn) -> Own:
    shape = some(draw)
    dim = one_dim(draw, len(shape))
    at = dim if -len(shape) <= dim < len(shape) else 0
    if draw(OFTEN):
        return {"split_size_or_sections": draw(st.integers(1, 7)), "dim": dim}, [shape]
    parts = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    sizes = list(shape)
    if not draw(SELDOM):
        sizes[at] = sum(parts)
    return {"split_size_or_sections": parts, "dim": dim}, [type(shape)(sizes)]


def _unbind(draw: st.DrawFn) -> Own:
    shape = some(draw)
    return optional(draw, dim=st.just(one_dim(draw, len(shape)))), [shape]


def _narrow(draw: st.DrawFn) -> Own:
    shape = some(draw)
    dim = one_dim(draw, len(shape))
    size = shape[dim] if -len(shape) <= dim < len(shape) else 3
    start = draw(st.integers(-size - 1, size + 1))
    room = size - (start % size)
    length = draw(st.integers(1, room)) if not draw(SELDOM) else draw(st.integers(0, 7))
    return {"dim": dim, "start": start, "length": length}, [shape]


BAD_SLICES = [
    "", ",", ":,,", "a", ":-", "::0", "::-1", "1:2:3:4", "..., ...", "9", "-9", "1.5",
    "5:2", ":0", "0, 0, 0, 0, 0, 0", "None", "...", ":, ...", "0,", " : , : ", "1 2", None,
    "None:None", "+1", "::1", "1e3",
]  # fmt: skip
"""Texts in Python's slice notation, most of which are none, or take nothing."""


def _slice(draw: st.DrawFn) -> Own:
    shape = some(draw)
    bound = st.one_of(st.just(""), st.integers(-4, 7).map(str))
    parts = []
    for size in shape[: draw(st.integers(1, len(shape)))]:
        kind = draw(st.integers(0, 5))
        if kind == 0:
            parts.append(str(draw(st.integers(-size - draw(SELDOM), size - 1 + draw(SELDOM)))))
        elif kind <= 3:
            parts.append(":")
        else:
            step = draw(st.sampled_from(["", ":", ":1", ":2", ":3"]))
            parts.append(f"{draw(bound)}:{draw(bound)}{step}")
    for extra in ("...", "None"):
        if draw(SELDOM):
            parts.insert(draw(st.integers(0, len(parts))), extra)
    return {"index": draw(st.sampled_from([", ", ",", " , "])).join(parts)}, [shape]


def _roll(draw: st.DrawFn) -> Own:
    shape = some(draw)
    if draw(SELDOM):
        return {"shifts": draw(st.integers(-3, 3))}, [shape]
    dims = some_dims(draw, len(shape))
    shifts = tuple(draw(st.integers(-3, 3)) for _ in dims)
    return {"shifts": shifts[1:] if draw(SELDOM) and len(shifts) > 1 else shifts, "dims": dims}, [
        shape
    ]


def _flip(draw: st.DrawFn) -> Own:
    shape = some(draw)
    return {"dims": some_dims(draw, len(shape))}, [shape]


def _tile(draw: st.DrawFn) -> Own:
    return {"dims": tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=5)))}, [some(draw)]


def _interleave(draw: st.DrawFn) -> Own:
    shape = some(draw)
    arguments = optional(draw, dim=st.just(one_dim(draw, len(shape))))
    return {"repeats": draw(st.integers(1, 3)), **arguments}, [shape]


def _pad(draw: st.DrawFn) -> Own:
    count = draw(st.integers(1, 3))
    mode = draw(st.sampled_from(["constant", "reflect", "replicate", "circular"]))
    rank = count + draw(st.integers(1, 2)) if not draw(SELDOM) else draw(st.integers(1, 5))
    shape = tuple(draw(st.integers(2, 6)) for _ in range(rank))
    side = st.integers(-1, 3) if mode in ("constant", "replicate") else st.integers(0, 2)
    pad = tuple(draw(side) for _ in range(2 * count - draw(SELDOM)))
    value = optional(draw, value=st.sampled_from([0, 0.5, None]))
    return {"pad": pad, **optional(draw, mode=st.just(mode)), **value}, [shape]


def _interpolate(name: str) -> Callable[[st.DrawFn], Own]:
    """A size, a factor, or a second tensor."""
    modes = {"nearest": 0, "nearest-exact": 0, "area": 0, "linear": 3, "bilinear": 4,
             "bicubic": 4, "trilinear": 5}  # fmt: skip
    if name == "Interpolate":
        modes["lanczos"] = 4

    def own(draw: st.DrawFn) -> Own:
        mode = draw(st.sampled_from(list(modes)))
        rank = modes[mode] or draw(st.integers(3, 5))
        if draw(SELDOM):
            rank = draw(st.integers(2, 5))
        shape = tuple(draw(SIZE) for _ in range(rank))
        arguments: dict[str, Any] = {"mode": mode}
        if draw(OFTEN) and mode in ("linear", "bilinear", "bicubic", "trilinear"):
            arguments["align_corners"] = draw(OFTEN)
        if name == "Interpolate" and (draw(SELDOM) or mode == "lanczos"):
            arguments["antialias"] = not draw(SELDOM)
        how = draw(st.integers(0, 3))
        factor = st.sampled_from([0.5, 0.3, 1, 1.5, 2, 2.7])
        if how == 0:
            other = tuple(draw(SIZE) for _ in range(rank + draw(SELDOM)))
            return arguments, [shape, other]
        axes = range(rank - 2 + draw(SELDOM))
        if how == 1:
            sizes = tuple(draw(SIZE) for _ in axes)
            return {**arguments, "size": sizes if draw(OFTEN) else draw(SIZE)}, [shape]
        factors = tuple(draw(factor) for _ in axes)
        again = optional(draw, recompute_scale_factor=OFTEN)
        one = draw(factor)
        return {**arguments, **again, "scale_factor": factors if draw(OFTEN) else one}, [shape]

    return own


def _bilinear(draw: st.DrawFn) -> Own:
    first, second = draw(SIZE), draw(SIZE)
    arguments = {"in1_features": first, "in2_features": second, "out_features": draw(SIZE)}
    shape = some(draw, 0, 3)
    other = (draw(SIZE), *shape[1:]) if draw(SELDOM) else shape
    wide = draw(SIZE) if draw(SELDOM) else second
    return {**arguments, **optional(draw, bias=OFTEN)}, [(*shape, first), (*other, wide)]


def _similarity(draw: st.DrawFn) -> Own:
    shape = some(draw, 2)
    arguments = optional(draw, dim=st.just(one_dim(draw, len(shape))))
    return arguments, [stretchable(draw, shape) for _ in range(2)]


def _distance(draw: st.DrawFn) -> Own:
    shape = some(draw)
    return optional(draw, keepdim=OFTEN), [stretchable(draw, shape) for _ in range(2)]


def _attention(draw: st.DrawFn) -> Own:
    heads = draw(st.integers(1, 3))
    width = heads * draw(st.integers(1, 3)) + draw(SELDOM)
    flags = optional(draw, bias=OFTEN, add_bias_kv=OFTEN, add_zero_attn=OFTEN, batch_first=OFTEN)
    arguments: dict[str, Any] = {"embed_dim": width, "num_heads": heads, **flags}
    batch, long, far = draw(SIZE), draw(SIZE), draw(SIZE)

    def tensor(length: int, features: int) -> Shape:
        if flat:
            return (length, features)
        first = (batch, length) if arguments.get("batch_first") else (length, batch)
        return (*first, features + draw(SELDOM) * draw(SELDOM))

    flat = draw(SELDOM)
    if draw(OFTEN):
        return arguments, [tensor(long, width)]
    arguments |= optional(draw, kdim=SIZE, vdim=SIZE)
    keys, values = arguments.get("kdim", width), arguments.get("vdim", width)
    return arguments, [tensor(long, width), tensor(far, keys), tensor(far + draw(SELDOM), values)]


def _product_attention(draw: st.DrawFn) -> Own:
    many = tuple(draw(SIZE) for _ in range(draw(st.integers(0, 2))))
    rows, keys, wide, out = (draw(SIZE) for _ in range(4))
    arguments = optional(draw, is_causal=OFTEN)
    shapes = [(*many, rows, wide), (*many, keys, wide), (*many, keys + draw(SELDOM), out)]
    if many and draw(SELDOM):
        shapes[1] = (*many[:-1], draw(SIZE), keys, wide)
        shapes[2] = (*shapes[1][:-1], out)
        arguments |= optional(draw, enable_gqa=OFTEN)
    return arguments, [tuple(each) for each in shapes]


def _source(draw: st.DrawFn) -> Own:
    return {"shape": some(draw, 1, 4)[:] if draw(OFTEN) else draw(SIZE)}, []


def _clamp(draw: st.DrawFn) -> Own:
    bound = st.sampled_from([0, 6, -1.5, None])
    return optional(draw, min=bound, max=bound), [some(draw)]


def _channels_first(draw: st.DrawFn) -> Own:
    shape = tuple(draw(SIZE) for _ in range(4))
    return {"normalized_shape": shape[1], **optional(draw, elementwise_affine=OFTEN, bias=OFTEN)}, [
        shape
    ]


def _scaled(draw: st.DrawFn) -> Own:
    shape = tuple(draw(SIZE) for _ in range(draw(st.integers(2, 5))))
    wide = shape[1] if len(shape) > 3 else shape[-1]
    return {"dim": wide + draw(SELDOM)}, [shape]


def _custom(draw: st.DrawFn) -> Own:
    shape = some(draw, 1, 4)
    count = st.one_of(st.none(), st.integers(0, 9))
    return {"output": tuple(shape), **optional(draw, params=count, macs=count)}, [some(draw)]


OWN: dict[str, Callable[[st.DrawFn], Own]] = {
    "Add": _broadcast(2, 4), "Mul": _broadcast(2, 4), "Sub": _broadcast(2, 2), "Div": _div,
    "Cat": _cat, "Stack": _stack, "Max": _extreme, "Min": _extreme, "MatMul": _matmul,
    "View": _view("size"), "Reshape": _view("shape"), "Permute": _permute,
    "Transpose": _over_one("dim0", "dim1"), "Squeeze": _squeeze, "Unsqueeze": _over_one("dim"),
    "Mean": _reduction(several=True), "Sum": _reduction(several=True),
    "AMax": _reduction(several=True), "AMin": _reduction(several=True),
    "Prod": _reduction(several=False), "ArgMax": _reduction(several=False),
    "ArgMin": _reduction(several=False), "Var": _spread, "Std": _spread, "Norm": _norm,
    "LogSumExp": _reduction(several=True, needed=True),
    "CumSum": _over_one("dim"), "CumProd": _over_one("dim"), "Normalize": _over_one("dim"),
    "Expand": _expand, "ExpandAs": _expand_as, "Chunk": _chunk, "Split": _split,
    "Unbind": _unbind, "Narrow": _narrow, "Slice": _slice, "Roll": _roll, "Flip": _flip,
    "Tile": _tile, "RepeatInterleave": _interleave, "Pad": _pad,
    "Interpolate": _interpolate("Interpolate"), "Upsample": _interpolate("Upsample"),
    "Bilinear": _bilinear, "CosineSimilarity": _similarity, "PairwiseDistance": _distance,
    "MultiheadAttention": _attention, "ScaledDotProductAttention": _product_attention,
    "Parameter": _source, "Buffer": _source, "Clamp": _clamp, "LayerNorm2d": _channels_first,
    "LayerScale": _scaled, "Custom": _custom,
}  # fmt: skip
"""How the cases of a layer are drawn, where its arguments' kinds do not suffice."""
