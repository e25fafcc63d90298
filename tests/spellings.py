"""Networks that hypothesis makes, each layer written in every notation there is."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st


class Written(NamedTuple):
    """One layer in every notation."""

    call: str
    mapping: str
    token: str
    printed: str


Tree: TypeAlias = "Written | list[Tree]"


def conv(channels: int, kernel: int, stride: int, padding: int, bias: bool) -> Written:
    return Written(
        f"nn.Conv2d(out_channels={channels}, kernel_size={kernel}, stride={stride}, "
        f"padding={padding}, bias={bias})",
        f"Conv2d: {{out_channels: {channels}, kernel: {kernel}, stride: {stride}, "
        f"padding: {padding}, bias: {str(bias).lower()}}}",
        f"conv{channels}k{kernel}s{stride}p{padding}{'' if bias else 'nb'}",
        f"LazyConv2d(0, {channels}, kernel_size=({kernel}, {kernel}), stride=({stride}, {stride}), "
        f"padding=({padding}, {padding}), bias={bias})",
    )


def pool(kernel: int, stride: int) -> Written:
    return Written(
        f"nn.MaxPool2d({kernel}, stride={stride})",
        f"max_pool2d: {{kernel_size: {kernel}, stride: {stride}}}",
        f"max{kernel}s{stride}",
        f"MaxPool2d(kernel_size={kernel}, stride={stride}, padding=0, dilation=1, ceil_mode=False)",
    )


def linear(features: int) -> Written:
    return Written(
        f"torch.nn.Linear(out_features={features})",
        f"Linear: {features}",
        f"fc{features}",
        f"LazyLinear(in_features=0, out_features={features}, bias=True)",
    )


PLAIN = [
    Written("nn.ReLU()", "ReLU:", "relu", "ReLU()"),
    Written("nn.Flatten()", "flatten: {}", "flatten", "Flatten(start_dim=1, end_dim=-1)"),
    Written("nn.Dropout(p=0.25)", "Dropout: 0.25", "drop0.25", "Dropout(p=0.25, inplace=False)"),
    Written(
        "nn.LazyBatchNorm2d()",
        "BatchNorm2d:",
        "batchnorm2d",
        "LazyBatchNorm2d(0, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
    ),
    Written(
        "nn.AdaptiveAvgPool2d(1)",
        "AdaptiveAvgPool2d: 1",
        "gap",
        "AdaptiveAvgPool2d(output_size=1)",
    ),
]

layer = (
    st.builds(
        conv,
        st.integers(1, 9),
        st.integers(1, 5),
        st.integers(1, 3),
        st.integers(0, 2),
        st.booleans(),
    )
    | st.builds(pool, st.integers(1, 4), st.integers(1, 3))
    | st.builds(linear, st.integers(1, 50))
    | st.sampled_from(PLAIN)
)
network = st.lists(layer, min_size=1, max_size=7)
tree: st.SearchStrategy[list[Tree]] = st.lists(
    st.recursive(layer, lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8),
    min_size=1,
    max_size=4,
)


def every_spelling(layers: list[Written]) -> dict[str, str]:
    """The same network as a whole text in every notation."""
    calls = [each.call for each in layers]
    tokens = [each.token for each in layers]
    return {
        "calls": ", ".join(calls),
        "lines": "\n".join(f"self.l{place} = {call}" for place, call in enumerate(calls)),
        "pasted": "model = nn.Sequential(\n" + "".join(f"    {each},\n" for each in calls) + ")",
        "nested": f"nn.Sequential({', '.join(calls)})",
        "ordered": "nn.Sequential(OrderedDict(["
        + ", ".join(f"('{place}', {each})" for place, each in enumerate(calls)) + "]))",
        "printed": "Sequential(\n"
        + "".join(f"  ({place}): {each.printed}\n" for place, each in enumerate(layers)) + ")",
        "tokens": " ".join(tokens),
        "yaml calls": "layers:\n" + "".join(f"  - {each}\n" for each in calls),
        "yaml mappings": "layers:\n" + "".join(f"  - {each.mapping}\n" for each in layers),
        "yaml tokens": f"layers: [{', '.join(tokens)}]",
        "json": '{"layers": [' + ", ".join(f'"{each}"' for each in calls) + "]}",
    }  # fmt: skip


def as_yaml(nodes: list[Tree], indent: int = 2) -> str:
    """A tree of groups as a list of YAML entries."""
    text, before = "", " " * indent
    for each in nodes:
        if isinstance(each, list):
            text += f"{before}- Sequential:\n{as_yaml(each, indent + 4)}"
        else:
            text += f"{before}- {each.mapping}\n"
    return text


def as_code(nodes: list[Tree]) -> str:
    """A tree of groups as nested calls."""
    return ", ".join(
        f"nn.Sequential({as_code(each)})" if isinstance(each, list) else each.call for each in nodes
    )


def flat(nodes: list[Tree]) -> list[Written]:
    """The layers of a tree in the order in which they run."""
    found: list[Written] = []
    for each in nodes:
        found += flat(each) if isinstance(each, list) else [each]
    return found
