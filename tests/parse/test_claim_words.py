"""Claims at the prompt, and how they are told from the words of a spec."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.claim_words import KEYS, is_claim, parted, read_claim
from cnncalc.spec import Claim
from tests.running import marked

FIGURE = "expected a whole number such as `5_300`, `5.3k` or `<= 5M`"
SHAPE = "expected a shape such as `20x16x16`, and no bound"
SIZES = "expected whole numbers with x between them"
ONE = "expected one whole number, and no shape"
PARTED = "a claim is a key, a sign and a figure, and this is `params`"
NAMELESS = "a claim about a layer names it, and here nothing stands before `.params`"


@pytest.mark.parametrize(
    ("word", "message", "place", "label"),
    [
        ("parms=5300", "there is no figure `parms`", "parms", "did you mean `params`?"),
        ("Params=5300", "there is no figure `Params`", "Params", "did you mean `params`?"),
        ("conv1.outptu=3x3x3", "there is no figure `outptu`", "outptu", "did you mean `output`?"),
        ("width=96", "there is no figure `width`", "width", "not a figure of a network"),
        ("params=", "`params` cannot be ''", "", FIGURE),
        ("params=many", "`params` cannot be 'many'", "many", FIGURE),
        ("params=-5", "`params` cannot be '-5'", "-5", FIGURE),
        ("params=5.5", "`params` cannot be '5.5'", "5.5", "expected a whole number"),
        ("params=3x3", "`params` cannot be '3x3'", "3x3", ONE),
        ("size<3x3", "`size` cannot be '< 3x3'", "<3x3", ONE),
        ("output<=3x3x3", "`output` cannot be '<= 3x3x3'", "<=3x3x3", SHAPE),
        ("output=20x-1x16", "`output` cannot be read: '20x-1x16'", "20x-1x16", SIZES),
        ("params=<5M", "`=<` is no relation", "=<", "did you mean `<=`?"),
        ("params =>5M", "`=>` is no relation", "=>", "did you mean `>=`?"),
        ("params<>5M", "`<>` is no relation", "<>", "expected =, <=, >=, < or >"),
        ("params", PARTED, "params", "expected `=` and a figure behind it"),
        (".params=5", NAMELESS, ".params", "expected an id, a number or a path"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_read_says_why(
    word: str, message: str, place: str, label: str
) -> None:
    assert is_claim(word)
    problem = read_claim(word)
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.status, problem.message) == ("expect-syntax", 2, message)
    assert (marked(problem), problem.label) == (place, label)
    assert problem.span is not None
    assert problem.span.source.name == "<claim>"
    column = word.index(place) if place else len(word)
    assert (problem.span.line, problem.span.column) == (1, column + 1)


def test_a_key_that_nobody_knows_may_be_meant_for_set() -> None:
    problem = read_claim("width=96")
    assert isinstance(problem, Diagnostic)
    assert problem.help.endswith("; a variable of the spec is set by `--set width=96`")


@pytest.mark.parametrize(
    ("word", "layer", "key", "relation", "value", "slack"),
    [
        ("output=20x16x16", None, "output", "==", (20, 16, 16), 0),
        ("output = 20×16×16", None, "output", "==", (20, 16, 16), 0),
        ("output=(20, 16, 16)", None, "output", "==", (20, 16, 16), 0),
        ("output=[20,16,16]", None, "output", "==", (20, 16, 16), 0),
        ("output=scalar", None, "output", "==", (), 0),
        ("depth=20", None, "depth", "==", 20, 0),
        ("size=16", None, "size", "==", 16, 0),
        ("size=16x8", None, "size", "==", (16, 8), 0),
        ("flatten==5120", None, "flatten", "==", 5120, 0),
        ("params=5_300", None, "params", "==", 5300, 0),
        ("params=5,300", None, "params", "==", 5300, 0),
        ("params=5.3k", None, "params", "==", 5300, 100),
        ("params=11.7M", None, "params", "==", 11_700_000, 100_000),
        ("macs<=1.8G", None, "macs", "<=", 1_800_000_000, 0),
        (" macs <= 600M ", None, "macs", "<=", 600_000_000, 0),
        ("macs≤600M", None, "macs", "<=", 600_000_000, 0),
        ("params<5M", None, "params", "<", 5_000_000, 0),
        ("params > 5M", None, "params", ">", 5_000_000, 0),
        ("receptive_field>=32", None, "receptive_field", ">=", 32, 0),
        ("receptive_field=26x26", None, "receptive_field", "==", (26, 26), 0),
        ("conv1.params=280", "conv1", "params", "==", 280, 0),
        ("3.output=20x32x32", "3", "output", "==", (20, 32, 32), 0),
        ("layer1.0.conv-2.params=9", "layer1.0.conv-2", "params", "==", 9, 0),
        ("größe.size=9", "größe", "size", "==", 9, 0),
    ],
)  # fmt: skip
def test_a_claim_is_a_key_a_sign_and_a_figure(
    word: str, layer: str | None, key: str, relation: str, value: object, slack: int
) -> None:
    assert is_claim(word)
    found = read_claim(word)
    assert isinstance(found, Claim)
    assert found[:5] == (layer, key, relation, value, slack)
    if layer is not None:
        assert found.layer_span is not None
        assert word[found.layer_span.start : found.layer_span.end] == layer


@pytest.mark.parametrize(
    "word",
    [
        "Conv2d(3, 10, 3, padding=2)",
        "nn.Conv2d(3, 10, kernel_size=3)",
        "conv1 = nn.Conv2d(3, 10, 3)",
        "self.conv1 = nn.Conv2d(3, 10, 3)",
        "depth = nn.Conv2d(3, 10, 3)",
        "model = Sequential (conv10k3)",
        "conv1 = nn.Conv2d(3, 10, 3); pool = nn.MaxPool2d(2)",
        "params = 3\nnn.Conv2d(3, 10, 3)",
        "flatten",
        "conv10k3",
        "max2",
        "3x130x130",
        "specs/a=b.yaml",
        "output: 3x3x3",
        "",
        "=",
        "=5",
        "x" * 2_000 + "=5",
    ],
)  # fmt: skip
def test_what_else_stands_at_the_prompt_is_no_claim(word: str) -> None:
    assert not is_claim(word)


def test_no_claim_is_within_the_brackets_of_a_call_that_the_shell_has_split() -> None:
    words = ["3x8x8", "Conv2d(3,", "8,", "3,", "depth=2)", "params=224", "[relu,", "size=3]"]
    assert parted(words, lambda word: False) == (
        ["3x8x8", "Conv2d(3,", "8,", "3,", "depth=2)", "[relu,", "size=3]"],
        ["params=224"],
    )


def test_a_claim_that_is_the_name_of_a_file_is_a_file() -> None:
    assert parted(["size=3", "params=5"], lambda word: word == "size=3") == (
        ["size=3"],
        ["params=5"],
    )


@example("\n", "output", "=")
@given(st.text(max_size=60), st.sampled_from([*KEYS, "conv1.params", ""]), st.sampled_from("=<>≤"))
def test_any_word_is_either_read_or_refused(text: str, key: str, sign: str) -> None:
    for word in (text, f"{key}{sign}{text}"):
        if is_claim(word):
            found = read_claim(word)
            if isinstance(found, Diagnostic):
                assert found.status == 2
                assert found.span is not None
                assert (found.span.line, found.span.source.name) == (1, "<claim>")


@pytest.mark.parametrize(
    "words", [["flatten", "=", "99"], ["flatten", "=99"], ["flatten=", "99"], ["flatten = 99"]]
)
def test_a_claim_of_which_the_shell_made_several_words_is_one(words: list[str]) -> None:
    spec, claims = parted(["3x8x8", "conv4k3", *words], lambda _: False)
    assert spec == ["3x8x8", "conv4k3"]
    assert [each.replace(" ", "") for each in claims] == ["flatten=99"]


def test_a_layer_before_a_claim_is_no_part_of_it() -> None:
    words = ["3x8x8", "flatten", "depth=192"]
    assert parted(words, lambda _: False) == (["3x8x8", "flatten"], ["depth=192"])
