"""What is an edit, and what only follows from one."""

from __future__ import annotations

import pytest

from tests.comparison.told import compared, edits, told


def yaml(layers: str, more: str = "") -> str:
    return f"input: 3x32x32\n{more}layers:\n" + "".join(
        f"  - {line}\n" for line in layers.split("; ")
    )


def test_what_must_be_what_arrives_follows() -> None:
    found = compared("conv8k3 bn relu flatten linear10", "conv16k3 bn relu flatten linear10")
    assert told(found) == [
        "changed 1→1 0 Conv2d out_channels 8→16",
        "follows 2→2 1 BatchNorm2d num_features 8→16 follows",
        "follows 3→3 2 ReLU",
        "follows 4→4 3 Flatten",
        "follows 5→5 4 Linear in_features 7200→14400 follows",
    ]
    assert edits(found) == ["changed 1→1 0 Conv2d out_channels 8→16"]


def test_arguments_are_written_as_short_as_they_can_be() -> None:
    old, new = "nn.Conv2d(3, 8, 3)", "nn.Conv2d(3, 8, (3, 5), padding='same', bias=False)"
    assert told(compared(old, new)) == [
        "changed 1→1 0 Conv2d kernel_size 3→(3, 5) padding 0→'same' bias True→False"
    ]


def test_a_stride_that_is_the_kernels_goes_without_saying() -> None:
    assert told(compared("max2", "max4")) == ["changed 1→1 0 MaxPool2d kernel_size 2→4"]
    assert told(compared("nn.MaxPool2d(3, 2)", "nn.MaxPool2d(2, 2)")) == [
        "changed 1→1 0 MaxPool2d kernel_size 3→2"
    ]
    assert told(compared("nn.MaxPool2d(3, 2)", "nn.MaxPool2d(3)")) == [
        "changed 1→1 0 MaxPool2d stride 2→3"
    ]


def test_figures_are_compared_layer_by_layer() -> None:
    change = compared("conv8k3", "conv8k5").changes[0]
    assert {each.key: (each.old, each.new) for each in change.figures} == {
        "output": ((8, 30, 30), (8, 28, 28)),
        "params": (224, 608),
        "trainable_params": (224, 608),
        "macs": (8 * 27 * 900, 8 * 75 * 784),
        "receptive_field": ((3, 3), (5, 5)),
        "param_bytes": (4 * 224, 4 * 608),
        "activation_bytes": (4 * 7200, 4 * 6272),
    }


def test_what_is_added_counts_against_nothing() -> None:
    change = compared("relu", "relu conv8k3").changes[1]
    assert change.kind == "added"
    assert change.figure("params") == ("params", 0, 224)
    assert change.figure("output") == ("output", None, (8, 30, 30))


A, B, C = "{id: a, ReLU: }", "{id: b, Tanh: }", "{id: c, GELU: }"


@pytest.mark.parametrize(
    ("old", "new", "rewired"),
    [
        # the row before is what is read where nothing is said: a layer between is no edit
        (f"{A}; {B}", f"{A}; {C}; {B}", []),
        # nor is one that was put behind the end of a branch, or taken out there
        (f"{A}; {B}; Add: [a, b]", f"{A}; {B}; {C}; Add: [a, c]", []),
        (f"{A}; {B}; {C}; Add: [a, c]", f"{A}; {B}; Add: [a, b]", []),
        (f"{A}; {B}; {C}; Add: [a, c]", f"{A}; {B}; {C}; Add: [b, c]", ["3"]),
        (f"{A}; {B}; {C}; Add: [a, c]", f"{A}; {B}; {C}; Add: [input, c]", ["3"]),
        (f"{A}; {{id: b, from: input, Tanh: }}", f"{A}; {B}", ["b"]),
        (f"{A}; {B}; Add: [a, b]", f"{A}; {B}; Add: [a, a, b]", ["2"]),
    ],
)
def test_a_layer_that_reads_something_else_has_changed(
    old: str, new: str, rewired: list[str]
) -> None:
    found = compared(yaml(old), yaml(new), None)
    assert [each.row.path for each in found.changes if each.rewired] == rewired


def test_weights_that_are_shared_now_are_a_change() -> None:
    conv = "Conv2d: {out: 3, kernel: 1}"
    one = yaml(f"{{id: a, {conv}}}; {{id: b, {conv}}}; {{id: c, {conv}}}")
    other = yaml(f"{{id: a, {conv}}}; {{id: b, {conv}}}; {{id: c, share: a}}")
    third = yaml(f"{{id: a, {conv}}}; {{id: b, {conv}}}; {{id: c, share: b}}")
    assert [each.row.path for each in compared(one, other, None).changes if each.shares] == ["c"]
    assert [each.row.path for each in compared(other, third, None).changes if each.shares] == ["c"]
    renamed = other.replace("id: a", "id: z").replace("share: a", "share: z")
    assert edits(compared(other, renamed, None)) == ["renamed 1→1 z Conv2d"]


def test_a_network_that_breaks_is_compared_up_to_there() -> None:
    found = compared("conv8k3 relu max2 conv9k3 relu", "conv8k5 relu max2 conv9k40 relu gelu")
    assert found.breaks == (None, 4)
    assert edits(found) == [
        "changed 1→1 0 Conv2d kernel_size 3→5",
        "changed 4→4 3 Conv2d kernel_size 3→40",
    ]
    assert [each.row.number for each in found.changes] == [1, 2, 3, 4]
    assert found.total("params").new is None
    assert not found.same
    longer = compared("conv8k40 relu", "conv8k3 gelu tanh relu")
    assert [each.row.number for each in longer.changes] == [1]
    assert edits(longer) == ["changed 1→1 0 Conv2d kernel_size 40→3"]
    both = compared("conv8k40 relu", "conv8k40 relu")
    assert (both.breaks, both.same) == ((1, 1), True)


def test_another_input_changes_figures_and_no_layer() -> None:
    spec = "input: 3x32x32\nlayers: [conv8k3, relu]\n"
    found = compared(spec, spec.replace("32x32", "16x16"), None)
    assert found.counts["follows"] == 2
    assert found.total("params").change == 0
    assert not found.same


def test_figures_in_all() -> None:
    found = compared("conv8k3 relu max2", "conv8k3 max2")
    assert found.total("layers") == ("layers", 3, 2)
    assert found.total("layers").change == -1
    assert (found.total("output").old, found.total("output").change) == ((8, 15, 15), None)
    assert found.total("receptive_field") == ("receptive_field", (4, 4), (4, 4))
    assert found.total("receptive_field").change == 0
    with pytest.raises(KeyError):
        found.total("nonsense")
