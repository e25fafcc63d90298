"""Which layer is which: added, removed, changed, moved, renamed."""

from __future__ import annotations

import pytest

from cnncalc.comparison import align
from cnncalc.comparison.chains import heaviest_chain
from tests.comparison.told import compared, edits, shipped, told
from tests.running import reported


def test_the_same_text_twice_has_no_changes() -> None:
    found = compared("conv8k3 relu max2 flatten linear10", "conv8k3 relu max2 flatten linear10")
    assert found.same
    assert told(found) == []
    assert found.counts["same"] == 5


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("conv8k3 relu", "conv8k3 bn relu", ["added →2 1 BatchNorm2d"]),
        ("conv8k3 bn relu", "conv8k3 relu", ["removed 2→ 1 BatchNorm2d"]),
        ("conv8k3 relu", "conv8k5 relu", ["changed 1→1 0 Conv2d kernel_size 3→5"]),
        ("conv8k3 relu", "conv8k3 gelu", ["changed 2→2 1 GELU"]),
        ("conv8k3 relu max2", "conv8k3 max2 relu", ["moved 2→3 2 ReLU"]),
        ("conv8k3 bn relu", "conv8k3 relu bn", ["moved 3→2 1 ReLU"]),
        ("relu", "relu relu", ["added →2 1 ReLU"]),
        ("relu conv8k3", "conv8k3", ["removed 1→ 0 ReLU"]),
        # nothing in common: a convolution never becomes an activation
        ("conv8k3", "relu", ["removed 1→ 0 Conv2d", "added →1 0 ReLU"]),
        # an inserted pair in front moves all places by two, and no layer changes
        ("conv8k3 relu conv9k3 relu conv10k3 relu",
         "conv7k3 relu conv8k3 relu conv9k3 relu conv10k3 relu",
         ["added →1 0 Conv2d", "added →2 1 ReLU"]),
        # convolutions weigh more than the activations between them
        ("conv10k3 relu max2 conv20k3 relu", "conv10k3 max2 relu conv20k5 gelu",
         ["moved 2→3 2 ReLU", "changed 4→4 3 Conv2d kernel_size 3→5", "changed 5→5 4 GELU"]),
    ],
)  # fmt: skip
def test_layers_in_a_row_are_aligned_as_lines_of_a_text(
    old: str, new: str, expected: list[str]
) -> None:
    assert edits(compared(old, new)) == expected


def named(*names: str) -> str:
    layers = {
        "a": "{id: a, Conv2d: {out: 8, kernel: 3, padding: 1}}",
        "b": "{id: b, Conv2d: {out: 8, kernel: 3, padding: 1}}",
        "wide": "{id: a, Conv2d: {out: 16, kernel: 3, padding: 1}}",
        "c": "{id: c, Conv2d: {out: 9, kernel: 3, padding: 1}}",
        "group": "{id: g, Sequential: [conv4k3, relu]}",
        "other": "{id: h, Sequential: [conv4k3, relu]}",
        "wrapped": "{id: g, Sequential: [conv8k3, relu, conv4k3, relu]}",
    }
    return f"input: 3x32x32\nlayers: [{', '.join(layers.get(name, name) for name in names)}]\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # equal layers are told apart by their names
        (("a", "b"), ("b", "a"), ["moved 1→2 a Conv2d in_channels 3→8 follows"]),
        (("a", "relu", "b"), ("b", "relu", "a"), ["moved 2→2 1 ReLU",  # behind `b`
                                                  "moved 1→3 a Conv2d in_channels 3→8 follows"]),
        # what has the same name is the same layer, whatever became of it
        (("a",), ("wide",), ["changed 1→1 a Conv2d out_channels 8→16"]),
        (("a", "relu"), ("c", "relu"), ["changed 1→1 c Conv2d out_channels 8→9"]),
        # another name, and the same layer
        (("a", "relu"), ("b", "relu"), ["renamed 1→1 b Conv2d"]),
        (("group",), ("other",), ["renamed 1→1 h.0 Conv2d", "renamed 2→2 h.1 ReLU"]),
        (("group", "a"), ("a", "group"), ["moved 3→1 a Conv2d in_channels 4→3 follows"]),
        (("group",), ("wrapped",), ["added →1 g.0 Conv2d", "added →2 g.1 ReLU"]),
        # from one group into the next
        (("conv4k3", "relu"), ("group",), ["renamed 1→1 g.0 Conv2d", "renamed 2→2 g.1 ReLU"]),
    ],
)  # fmt: skip
def test_names_tell_layers_apart(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    assert edits(compared(named(*old), named(*new), None)) == expected


def test_units_that_a_deeper_resnet_has_more_are_added_as_a_whole() -> None:
    found = shipped("resnet18", "resnet34")
    assert found.counts == {
        "added": 56, "removed": 0, "changed": 0, "moved": 0, "renamed": 0, "follows": 48,
        "same": 21,
    }  # fmt: skip
    units = {each.row.path.rsplit(".0", 1)[0] for each in found.changes if each.kind == "added"}
    assert {unit.split(".")[0] + "." + unit.split(".")[1] for unit in units} == {
        "conv2_x.2", "conv3_x.2", "conv3_x.3", "conv4_x.2", "conv4_x.3", "conv4_x.4", "conv4_x.5",
        "conv5_x.2",
    }  # fmt: skip


def test_a_resnext_is_a_resnet_whose_convolutions_changed() -> None:
    found = shipped("resnet50", "resnext50_32x4d")
    assert found.counts == {
        "added": 0, "removed": 0, "changed": 32, "moved": 0, "renamed": 0, "follows": 80,
        "same": 63,
    }  # fmt: skip
    names = {
        tuple(one.name for one in each.arguments if not one.follows)
        for each in found.changes
        if each.kind == "changed"
    }
    assert names == {("out_channels",), ("out_channels", "groups")}


def test_each_layer_of_both_is_told_once() -> None:
    for old, new in [("alexnet", "vgg11"), ("resnet18", "densenet121"), ("lenet5", "unet")]:
        found = shipped(old, new)
        olds = [each.old.number for each in found.changes if each.old]
        news = [each.new.number for each in found.changes if each.new]
        assert sorted(olds) == list(range(1, len(found.old.rows) + 1))
        assert news == list(range(1, len(found.new.rows) + 1))


def test_the_heaviest_chain_leaves_out_what_is_light() -> None:
    assert heaviest_chain([], []) == []
    assert heaviest_chain([3, 1, 2], [1, 1, 1]) == [1, 2]
    assert heaviest_chain([3, 1, 2], [5, 1, 1]) == [0]


def test_a_network_of_many_layers_is_aligned_with_few_steps() -> None:
    layers = ["conv8k3p1", "relu"] * 500
    old = ["conv4k3p1", *layers, "conv4k3p1"]
    new = ["conv3k3p1", "bn", *layers, "gelu", "conv5k3p1"]
    found = compared(" ".join(old), " ".join(new), "8x8x8")
    assert found.counts["same"] + found.counts["follows"] == 1_000
    # no layer is like another, and all stand in the other order
    many = [f"{{id: a{at}, Conv2d: {{out: 8, kernel: 1}}}}" for at in range(500)]
    reports = [
        reported(f"input: 8x8x8\nlayers: [{', '.join(each)}]\n", None)
        for each in (many, many[::-1])
    ]
    found_too = align(reports[0].rows, reports[1].rows)
    assert (len(found_too.pairs), len(found_too.moved)) == (1, 499)
