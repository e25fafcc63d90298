"""Layer calls: names, arguments, what a container holds."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.parse.calls import bare_name, holds_layer
from cnncalc.spec import Entry, Word
from tests.running import layers, marked, only_problem, reported, said, under


def entry(text: str) -> Entry:
    spec = cnncalc.parse(f"{text}, ReLU()", code=True)
    assert spec.problems == ()
    return spec.entries[0]


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("nn.Conv2d(3, 8, 3", "call-syntax", "`(` is never closed", "("),
        ("nn.Conv2d(3 8, 3)", "call-syntax", "expected `,` or `)` before '8'", "8"),
        ("nn.Conv2d(3, , 3)", "call-syntax", "a value is missing", ","),
        ("nn.Conv2d(in_channels=, 8)", "call-syntax", "a value is missing", ","),
        (
            "nn.Sequential(*layers)",
            "not-a-layer",
            "`*` unpacks what Python would compute first, which is not read",
            "*",
        ),
        (
            "nn.Conv2d(**options)",
            "not-a-layer",
            "`**` unpacks what Python would compute first, which is not read",
            "**",
        ),
        (
            "nn.Sequential(nn.ReLU() for _ in range(3))",
            "not-a-layer",
            "a comprehension is code: write its layers out, or `layer * 3` for three of them",
            "for",
        ),
        ("nn.Sequential(nn.ReLU(), 3)", "not-a-layer", "`3` is not a layer", "3"),
        ("nn.Sequential(nn.ReLU(), block)", "not-a-layer", "`block` is not a layer", "block"),
        (
            "nn.ReLU() * nn.ReLU()",
            "call-syntax",
            "a layer is repeated a whole number of times, at least once",
            "*",
        ),
        (
            "nn.Sequential(nn.ReLU() * 0)",
            "call-syntax",
            "a layer is repeated a whole number of times, at least once",
            "*",
        ),
        (
            "nn.Sequential(2 * nn.ReLU())",
            "call-syntax",
            "`*` works on numbers, and what stands here is none",
            "*",
        ),
        (
            "MyBlock(64, nn.ReLU(), 3)",
            "unknown-layer",
            "`MyBlock` is not Sequential: what runs after what inside it is not written",
            "MyBlock",
        ),
    ],
)
def test_what_is_no_call_is_refused(text: str, code: str, message: str, mark: str) -> None:
    problem = reported(text, code=True).problems[0]
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


def test_a_container_full_of_what_is_no_layer_has_only_so_many_problems() -> None:
    assert len(reported("Sequential(" + "a, " * 5_000 + ")", code=True).problems) <= 51


def test_a_missing_comma_names_the_mend() -> None:
    assert only_problem("nn.Conv2d(3 8, 3)", code=True).help == "put a comma between the values"


def test_arguments_keep_their_order_names_and_places() -> None:
    found = entry("nn.Conv2d(3, out_channels=8, kernel_size=(3, 5), dtype=torch.float32)")
    assert found.name == "Conv2d"
    assert [(each.name, each.value) for each in found.arguments] == [
        (None, 3), ("out_channels", 8), ("kernel_size", (3, 5)), ("dtype", "torch.float32"),
    ]  # fmt: skip
    assert type(found.arguments[3].value) is Word
    assert [under(each.span) for each in found.arguments] == ["3", "8", "(3, 5)", "torch.float32"]
    names = [under(each.name_span) for each in found.arguments if each.name_span]
    assert names == ["out_channels", "kernel_size", "dtype"]


def test_a_call_covers_itself_from_its_name_to_its_bracket() -> None:
    assert under(entry("torch.nn.ReLU( )").span) == "torch.nn.ReLU( )"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("nn.Conv2d", "Conv2d"),
        ("torch.nn.Conv2d", "Conv2d"),
        ("torch.nn.modules.conv.Conv2d", "Conv2d"),
        ("nn.modules.Conv2d", "Conv2d"),
        ("Conv2d", "Conv2d"),
        ("nn.functional.relu", "nn.functional.relu"),
        ("F.relu", "F.relu"),
        ("my.nn.Conv2d", "my.nn.Conv2d"),
        ("keras.Dense", "keras.Dense"),
    ],
)
def test_a_name_loses_the_prefix_of_pytorch_and_no_other(written: str, name: str) -> None:
    found = bare_name(written)
    assert found.endswith(name.rsplit(".", 1)[-1])
    if not written.startswith("my."):
        assert found == name


@pytest.mark.parametrize(
    "text",
    [
        "nn.Sequential(nn.ReLU(), nn.Tanh())",
        "nn.Sequential([nn.ReLU(), nn.Tanh()])",
        "nn.Sequential((nn.ReLU(), nn.Tanh()))",
        "nn.Sequential(\n    nn.ReLU(),  # first\n    nn.Tanh(),\n)",
        "nn.Sequential(nn.Sequential(nn.ReLU()), nn.Tanh())",
        "nn.Sequential(OrderedDict([('a', nn.ReLU()), ('b', nn.Tanh())]))",
        "nn.Sequential(collections.OrderedDict([('a', nn.ReLU())]), nn.Tanh())",
        "Sequential(\n  (0): ReLU()\n  (1): Tanh()\n)",
        "Sequential(\n  (act): ReLU()\n  (1): Tanh()\n)",
    ],
)
def test_a_container_holds_its_layers(text: str) -> None:
    assert layers(text, code=True) == ["ReLU()", "Tanh()"]


def test_names_of_an_ordered_dict_and_labels_of_a_printed_model_become_ids() -> None:
    text = "Sequential(OrderedDict([('conv', Conv2d(3, 8, 3)), ('1', ReLU())]))"
    assert [row.id for row in reported(text, code=True).rows] == ["conv", None]
    text = "Sequential(\n  (conv): Conv2d(3, 8, kernel_size=(3, 3))\n  (1): ReLU()\n)"
    assert [row.id for row in reported(text).rows] == ["conv", None]


def test_a_layer_in_a_container_is_repeated_like_any_other() -> None:
    report = reported("nn.Sequential(nn.Conv2d(3, 3, 3) * 2, [nn.ReLU() * 3])", code=True)
    assert said(report) == []
    assert [row.type for row in report.rows] == ["Conv2d", "Conv2d", "ReLU", "ReLU", "ReLU"]


def test_a_printed_model_may_have_words_without_quotes() -> None:
    text = "Sequential(\n  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=same)\n)"
    report = reported(text)
    assert said(report) == []
    assert report.output == (8, 32, 32)


def test_calls_nest_as_deep_as_brackets_may() -> None:
    assert said(reported("Sequential(" * 60 + "ReLU()" + ")" * 60, code=True)) == []
    problem = only_problem("Sequential(" * 80 + "ReLU()" + ")" * 80, code=True)
    assert problem.message == "brackets are nested more than 64 deep"


def test_a_layer_deep_in_a_tuple_is_still_a_layer() -> None:
    found = entry("ReLU()")
    assert holds_layer((1, (2, (found,))))
    assert not holds_layer((1, (2, ("ReLU",))))
