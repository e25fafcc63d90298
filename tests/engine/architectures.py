"""Architectures that hypothesis makes, each written nested, and flat with an id for every layer."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st


class Layer(NamedTuple):
    """A layer's name and its arguments; PLANES stands for the parameter of the block around it."""

    name: str
    arguments: str


class Residual(NamedTuple):
    main: list[Node]
    shortcut: list[Node]


class Branches(NamedTuple):
    merge: str
    paths: list[list[Node]]


class Called(NamedTuple):
    """A block of its own that is called once, with one argument."""

    planes: int
    body: list[Node]


class Repeated(NamedTuple):
    count: int
    body: list[Node]


Node: TypeAlias = "Layer | Residual | Branches | Called | Repeated"

PLANES = "PLANES"
_MERGES = {"cat": "Cat", "add": "Add", "mul": "Mul"}


def conv(out: str, kernel: int, stride: int) -> Layer:
    same = kernel // 2
    text = f"{{out: {out}, kernel: {kernel}, stride: {stride}, padding: {same}, bias: false}}"
    return Layer("Conv2d", text)


layer = st.sampled_from([
    conv("4", 1, 1), conv("4", 3, 1), conv("4", 3, 2), conv("6", 1, 1), conv(PLANES, 3, 1),
    conv("in_channels * 2", 1, 1), conv("'max(2, in_channels // 2)'", 1, 1), conv("4", 5, 1),
    Layer("ReLU", ""), Layer("BatchNorm2d", ""), Layer("MaxPool2d", "2"),
    Layer("Chunk", "{chunks: 2, dim: 1}"), Layer("Mul", "{other: 2}"),
])  # fmt: skip


def _above(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    path = inner | st.just([])
    groups = (
        st.builds(Residual, inner, path)
        | st.builds(Branches, st.sampled_from([*_MERGES]), st.lists(path, min_size=2, max_size=3))
        | st.builds(Called, st.integers(2, 5), inner)
        | st.builds(Repeated, st.integers(1, 3), inner)
    )
    return st.lists(groups | layer, min_size=1, max_size=3)


architecture: st.SearchStrategy[list[Node]] = st.recursive(
    st.lists(layer, min_size=1, max_size=3), _above, max_leaves=10
)


class Nested:
    """An architecture as groups and blocks."""

    def __init__(self, nodes: list[Node], shape: str) -> None:
        self.blocks: list[str] = []
        entries = self.entries(nodes, "  ", "4")
        self.text = f"input: {shape}\n"
        if self.blocks:
            self.text += "blocks:\n" + "".join(self.blocks)
        self.text += "layers:\n" + entries

    def entries(self, nodes: list[Node], before: str, planes: str) -> str:
        return "".join(self.entry(each, before, planes) for each in nodes)

    def entry(self, node: Node, before: str, planes: str) -> str:
        if isinstance(node, Layer):
            return f"{before}- {node.name}: {node.arguments.replace(PLANES, planes)}\n"
        if isinstance(node, Repeated):
            inner = self.entries(node.body, before + "    ", planes)
            return f"{before}- repeat: {node.count}\n{before}  Sequential:\n{inner}"
        if isinstance(node, Called):
            body = self.entries(node.body, "    ", "planes")
            name = f"block{len(self.blocks)}"
            self.blocks.append(f"  {name}(planes):\n{body}")
            return f"{before}- {name}({node.planes})\n"
        if isinstance(node, Residual):
            return (
                f"{before}- Residual:\n"
                + self.path(f"{before}    main:", node.main, before, planes)
                + self.path(f"{before}    shortcut:", node.shortcut, before, planes)
            )
        head = f"{before}- Branches:\n{before}    merge: {node.merge}\n{before}    paths:\n"
        paths = [self.path(f"{before}      - Sequential:", each, before, planes) if each
                 else f"{before}      - []\n" for each in node.paths]  # fmt: skip
        return head + "".join(paths)

    def path(self, head: str, nodes: list[Node], before: str, planes: str) -> str:
        if not nodes:
            return f"{head} []\n"
        return f"{head}\n{self.entries(nodes, before + '          ', planes)}"


class Flat:
    """The same architecture, each layer with an id and what it reads."""

    def __init__(self, nodes: list[Node], shape: str) -> None:
        self.lines: list[str] = []
        last = self.run(nodes, "input", "4")
        self.text = f"input: {shape}\nlayers:\n" + "".join(self.lines) + f"outputs: {last}\n"

    def add(self, source: str, layer: str) -> str:
        name = f"n{len(self.lines)}"
        self.lines.append(f"  - {{id: {name}, from: {source}, {layer}}}\n")
        return name

    def run(self, nodes: list[Node], source: str, planes: str) -> str:
        """The id of what the last of the nodes gives."""
        for each in nodes:
            if isinstance(each, Layer):
                arguments = each.arguments.replace(PLANES, planes)
                source = self.add(source, f"{each.name}: {arguments}")
            elif isinstance(each, Repeated):
                source = self.run(each.body * each.count, source, planes)
            elif isinstance(each, Called):
                source = self.run(each.body, source, str(each.planes))
            else:
                paths = each.paths if isinstance(each, Branches) else [each.main, each.shortcut]
                ends = [self.run(path, source, planes) for path in paths]
                merge = _MERGES[each.merge] if isinstance(each, Branches) else "Add"
                source = self.add(f"[{', '.join(ends)}]", f"{merge}: ")
        return source
