"""What is said of a name that is no layer."""

from __future__ import annotations

import pytest

from cnncalc.network.unknown import unknown_layer
from cnncalc.spec import made_entry
from tests.running import marked, place


@pytest.mark.parametrize(
    ("name", "message", "label", "advice"),
    [
        ("Conv2", "there is no layer `Conv2`", "did you mean `Conv2d`?", "write `Conv2d`"),
        ("Relu", "there is no layer `Relu`", "did you mean `ReLU`?", "write `ReLU`"),
        (
            "Sequental",
            "there is no layer `Sequental`",
            "did you mean `Sequential`?",
            "write `Sequential`",
        ),
        (
            "Xyzzy",
            "there is no layer `Xyzzy`",
            "not a layer of PyTorch's",
            "`cnncalc layers` lists them all",
        ),
        ("", "there is no layer ``", "not a layer of PyTorch's", "`cnncalc layers` lists them all"),
        (
            "Conv2D",
            "`Conv2D` is Keras' spelling, and its arguments mean something else",
            "PyTorch has `Conv2d`",
            None,
        ),
        (
            "layers.Dense",
            "`layers.Dense` is Keras' spelling, and its arguments mean something else",
            "PyTorch has `Linear`",
            "write `Linear` with PyTorch's arguments: "
            "`Linear(in_features, out_features, bias=True)`",
        ),
        (
            "MaxPooling2D",
            "`MaxPooling2D` is Keras' spelling, and its arguments mean something else",
            "PyTorch has `MaxPool2d`",
            None,
        ),
        (
            "ModuleList",
            "a ModuleList holds layers, but does not say how they run",
            "cannot be computed",
            "write `Sequential`, or its layers one after the other",
        ),
    ],
)
def test_a_name_that_is_no_layer_leads_to_one(
    name: str, message: str, label: str, advice: str | None
) -> None:
    problem = unknown_layer(made_entry(name, (), place(f"nn.{name}()")))
    assert (problem.code, problem.message, problem.label) == ("unknown-layer", message, label)
    assert advice is None or problem.help == advice
    assert marked(problem) == name


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("F.relu", "write `nn.ReLU(…)`"),
        ("F.max_pool2d", "write `nn.MaxPool2d(…)`"),
        ("x.view", "write `nn.Flatten()`"),
        ("torch.flatten", "write `nn.Flatten()`"),
        ("self.block", "paste the layers in the order in which they run"),
    ],
)
def test_code_that_runs_on_data_leads_to_the_layer_that_does_the_same(
    name: str, advice: str
) -> None:
    problem = unknown_layer(made_entry(name, (), place(name)))
    assert (problem.code, problem.message) == (
        "not-a-layer", f"`{name}` is code that runs on data, not a layer",
    )  # fmt: skip
    assert problem.help == advice


def test_a_model_of_ones_own_does_not_say_how_its_layers_run() -> None:
    inner = made_entry("ReLU", (), place("ReLU()"))
    problem = unknown_layer(made_entry("Net", (), place("Net(ReLU())"), entries=(inner,)))
    assert problem.message == (
        "`Net` is not Sequential: what runs after what inside it is not written"
    )


def test_a_layer_holds_no_layers() -> None:
    inner = made_entry("ReLU", (), place("ReLU()"))
    problem = unknown_layer(made_entry("Conv2d", (), place("Conv2d(ReLU())"), entries=(inner,)))
    assert problem.message == "`Conv2d` holds no layers"


def test_a_very_long_name_is_shown_in_short() -> None:
    problem = unknown_layer(made_entry("a" * 10_000, (), place("a" * 10_000)))
    assert problem.message == f"there is no layer `{'a' * 80}`"


@pytest.mark.parametrize(
    ("name", "meant"), [("swish", "SiLU"), ("gn8", "GroupNorm"), ("Deconv2d", "ConvTranspose2d")]
)
def test_a_name_from_papers_finds_pytorchs(name: str, meant: str) -> None:
    assert unknown_layer(made_entry(name, (), place(name))).label == f"did you mean `{meant}`?"
