"""Networks drawn at random: chains and branches of layers that move what a unit sees."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.layers import LAYERS, LayerError

if TYPE_CHECKING:
    from collections.abc import Callable

Shape = tuple[int, ...]
MODES = {1: "linear", 2: "bilinear", 3: "trilinear"}
LARGEST = {1: 80, 2: 40, 3: 12}


class Node(NamedTuple):
    name: str
    shape: Shape

    @property
    def axes(self) -> int:
        return len(self.shape) - 2


def per_axis(random: Random, axes: int, choices: list[int]) -> list[int]:
    """One number for all axes, or one for each."""
    if random.random() < 0.6:
        return [random.choice(choices)] * axes
    return [random.choice(choices) for _ in range(axes)]


def conv(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    axes = node.axes
    mode = random.choice(["zeros", "zeros", "zeros", "reflect", "replicate", "circular"])
    padding: Any = per_axis(random, axes, [0, 1, 1, 2])
    if random.random() < 0.15:
        padding = random.choice(["same", "valid", "tf_same"])
    return f"Conv{axes}d", {
        "out_channels": 4,
        "kernel_size": per_axis(random, axes, [1, 2, 3, 3, 5]),
        "stride": 1 if padding == "same" else per_axis(random, axes, [1, 1, 2, 3]),
        "padding": padding,
        "dilation": per_axis(random, axes, [1, 1, 1, 2, 3]),
        "groups": random.choice([1, 1, 2, 4]),
        "padding_mode": mode,
    }


def transposed(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    axes = node.axes
    return f"ConvTranspose{axes}d", {
        "out_channels": 4,
        "kernel_size": per_axis(random, axes, [1, 2, 3, 4, 5]),
        "stride": per_axis(random, axes, [1, 2, 2, 3]),
        "padding": per_axis(random, axes, [0, 1, 2]),
        "output_padding": per_axis(random, axes, [0, 0, 1]),
        "dilation": per_axis(random, axes, [1, 1, 1, 2, 3]),
        "groups": random.choice([1, 2]),
    }


def pool(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    kind, axes = random.choice(["Max", "Avg", "LP"]), node.axes
    found: dict[str, Any] = {
        "kernel_size": per_axis(random, axes, [1, 2, 2, 3, 4]),
        "stride": per_axis(random, axes, [1, 2, 2, 3]),
        "ceil_mode": random.random() < 0.5,
    }
    if kind == "LP":
        return f"LPPool{axes}d", {**found, "norm_type": 2, "kernel_size": random.choice([2, 3])}
    if kind == "Max":
        found["dilation"] = per_axis(random, axes, [1, 1, 2])
    padding: Any = per_axis(random, axes, [0, 0, 1])
    found["padding"] = padding if random.random() < 0.9 or kind == "Max" else "tf_same"
    return f"{kind}Pool{axes}d", found


def adaptive(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    sizes = [random.choice([1, 2, 3, 5, 7]) for _ in range(node.axes)]
    return f"Adaptive{random.choice(['Avg', 'Max'])}Pool{node.axes}d", {"output_size": sizes}


def resize(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    smooth = [MODES[node.axes]] + ["bicubic"] * (node.axes == 2)
    mode = random.choice(["nearest", "nearest-exact", "area", *smooth * 2])
    found: dict[str, Any] = {"mode": mode}
    if random.random() < 0.5:
        factors = [random.choice([0.5, 0.8, 1, 1.5, 2]) for _ in range(node.axes)]
        sizes = zip(node.shape[2:], factors, strict=True)
        found["size"] = [max(1, int(size * factor)) for size, factor in sizes]
    else:
        found["scale_factor"] = random.choice([2, 2, 3, 0.5, 1.5, 0.7])
        if random.random() < 0.3:
            found["recompute_scale_factor"] = True
    if mode in smooth:
        found["align_corners"] = random.random() < 0.4
        if node.axes == 2 and random.random() < 0.3:
            found |= {"antialias": True, "align_corners": False}
    return "Interpolate", found


def pad(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    kind = random.choice(["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"])
    low = -2 if kind in ("ZeroPad", "ReplicationPad") else 0
    sides = [random.randint(low, 3) for _ in range(2 * node.axes)]
    if random.random() < 0.3:
        return "Pad", {"pad": sides, "mode": "constant" if low else "circular"}
    return f"{kind}{node.axes}d", {"padding": sides}


def plain(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    axes, rank = node.axes, len(node.shape)
    dim = random.randint(2, rank - 1)
    size = node.shape[dim]
    choices: list[tuple[str, dict[str, Any]]] = [
        (f"BatchNorm{axes}d", {}), ("ReLU", {}), ("SiLU", {}), ("Dropout", {}), ("Identity", {}),
        ("Flip", {"dims": [dim]}), ("Roll", {"shifts": [random.randint(-4, 4)], "dims": [dim]}),
        ("Narrow", {"dim": dim, "start": size // 3, "length": max(1, size // 2)}),
        ("Slice", {"index": ", ".join([":"] * dim + [f"{random.randint(0, 2)}::2"])}),
        ("LocalResponseNorm", {"size": 2}),
        ("RepeatInterleave", {"repeats": 2, "dim": dim}),
        ("Tile", {"dims": [1] * (rank - 1) + [2]}),
        ("GLU", {"dim": dim}), ("Square", {}), ("Abs", {}), ("ChannelShuffle", {"groups": 2}),
    ]  # fmt: skip
    if axes == 2:
        choices += [
            ("PixelShuffle", {"upscale_factor": 2}), ("PixelUnshuffle", {"downscale_factor": 2}),
            ("Transpose", {"dim0": 2, "dim1": 3}), ("SpaceToDepth", {"block_size": 2}),
            ("MaxPool2d", {"kernel_size": 2, "return_indices": True}),
        ]  # fmt: skip
    return random.choice(choices)


def wide(random: Random, node: Node) -> tuple[str, dict[str, Any]]:
    """Layers that see much, or turn dimensions into others."""
    axes, rank = node.axes, len(node.shape)
    dim = random.randint(2, rank - 1)
    choices: list[tuple[str, dict[str, Any]]] = [
        (f"InstanceNorm{axes}d", {"affine": True}),
        ("GroupNorm", {"num_groups": 2, "num_channels": node.shape[1]}),
        ("Softmax", {"dim": dim}), ("CumSum", {"dim": dim}),
        ("Mean", {"dim": dim, "keepdim": True}), ("Sum", {"dim": [dim], "keepdim": True}),
        ("Linear", {"out_features": random.choice([3, 6])}),
        ("LayerNorm", {"normalized_shape": [node.shape[-1]]}),
        (f"BatchNorm{axes}d", {"track_running_stats": False}),
    ]  # fmt: skip
    if axes > 1:
        choices += [("Flatten", {"start_dim": 2}), ("Flatten", {"start_dim": rank - 2})]
        choices += [("Mean", {"dim": dim}), ("Unbind", {"dim": dim})]
    if axes == 2:
        kernel = {"kernel_size": [2, 3], "padding": [0, 1], "stride": [1, 2]}
        choices += [("Unfold", kernel)]
    size = node.shape[-1]
    divisors = [each for each in (2, 3, 5) if size % each == 0]
    if divisors and axes < 3:
        choices += [("Unflatten", {"dim": rank - 1, "unflattened_size": [divisors[0], -1]})]
    return random.choice(choices)


KINDS: list[tuple[Callable[[Random, Node], tuple[str, dict[str, Any]]], int]] = [
    (conv, 8), (transposed, 4), (pool, 4), (resize, 3), (pad, 3), (plain, 6), (adaptive, 1),
    (wide, 1),
]  # fmt: skip


def _without_channels(node: Node) -> Shape:
    return (node.shape[0], *node.shape[2:])


def grown(random: Random, nodes: list[Node]) -> tuple[list[Node], str, dict[str, Any]]:
    """What to put on: the nodes that it reads, its name and its arguments."""
    first = nodes[-1] if random.random() < 0.75 else random.choice(nodes)
    alike = [each for each in nodes if each.shape == first.shape and each is not first]
    beside = [each for each in nodes if _without_channels(each) == _without_channels(first)]
    beside = [each for each in beside if each is not first]
    draw = random.random()
    if alike and draw < 0.35:
        return [random.choice(alike), first], random.choice(["Add", "Mul", "Sub", "Max"]), {}
    if beside and draw < 0.5:
        return [random.choice(beside), first], "Cat", {}
    if draw < 0.1 and len(nodes) > 1:
        return [first, random.choice(nodes)], "Interpolate", {"mode": "nearest"}
    if draw < 0.14:
        return [random.choice(nodes), first], "Mul", {}
    if draw < 0.17:
        return [random.choice(nodes), first], "Cat", {"dim": len(first.shape) - 1}
    kinds, weights = zip(*KINDS, strict=True)
    return [first], *random.choices(kinds, weights)[0](random, first)


def graph(seed: int) -> tuple[str, str]:
    """A spec as YAML, and its input shape."""
    random = Random(seed)
    axes = random.choice([1, 2, 2, 2, 3])
    sizes = {1: (20, 60), 2: (9, 26), 3: (5, 10)}[axes]
    shape = (2, *[random.randint(*sizes) for _ in range(axes)])
    nodes, lines = [Node("input", (1, *shape))], []
    wanted = random.randint(2, 11)
    for _ in range(200):
        if len(lines) >= wanted:
            break
        reads, name, arguments = grown(random, nodes)
        output = _made(name, arguments, [each.shape for each in reads])
        if output is None:
            continue
        names = json.dumps([each.name for each in reads])
        entry = json.dumps(arguments)
        lines.append(f"- {{id: n{len(nodes)}, from: {names}, {name}: {entry}}}")
        nodes.append(Node(f"n{len(nodes)}", output))
    return "\n".join(lines), "x".join(map(str, shape))


def _made(name: str, arguments: dict[str, Any], shapes: list[Shape]) -> Shape | None:
    """The output of a layer, where it fits and stays small."""
    values = {
        key: tuple(each) if isinstance(each, list) else each for key, each in arguments.items()
    }
    for argument in LAYERS[name].arguments:
        if argument.inferred:
            values[argument.name] = shapes[0][-1 if name == "Linear" else 1]
    try:
        layer = LAYERS[name](**values)
        outputs = layer.given(*shapes).outputs(*shapes)
    except LayerError:
        return None
    output = outputs[0]
    if not 3 <= len(output) <= 5 or min(output) < 1 or output[0] != 1 or output[1] > 32:
        return None
    if (max(output[2:]) > LARGEST[len(output) - 2] and len(output) > 3) or max(output) > 700:
        return None
    return tuple(output)
