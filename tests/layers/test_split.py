"""Splitting, slicing, and narrowing."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from cnncalc.layers.split import unsplit
from tests.layers.asking import after, all_after, refused

Chunk, Split, Slice = LAYERS["Chunk"], LAYERS["Split"], LAYERS["Slice"]


def test_parts_of_another_sum_are_refused() -> None:
    problem = refused("Split", (16, 16), 1, arrives=(64, 8, 8))
    assert problem.message == (
        "`Split` has parts of 32 together, but the channels of 64×8×8 are 64"
    )
    assert problem.help == "write `split_size_or_sections=(16, 48)`"
    assert refused("Split", (16, 0), 1).code == "bad-value"


def test_parts_that_fit_the_channels_are_not_those_of_the_batch() -> None:
    problem = refused("Split", (4, 6), arrives=(10, 8, 8))
    assert problem.message == "`Split` has parts of 10 together, but the batch of 10×8×8 is 1"
    assert problem.help == "write `dim=1`: dimension 0 is the batch"
    assert refused("Split", (4, 5), arrives=(10, 8, 8)).help == "write sizes whose sum is 1"
    assert refused("Narrow", 0, 0, 4, arrives=(8, 8)).help == (
        "write `dim=1`: dimension 0 is the batch"
    )
    assert refused("Narrow", 0, 4, 4, arrives=(8, 8)).help == (
        "write `dim=1`: dimension 0 is the batch"
    )
    assert refused("Narrow", 0, 4, 5, arrives=(8, 8)).help == "write `start=0`"


def test_what_cuts_the_batch_of_one_says_so() -> None:
    assert unsplit(Chunk(2), (1, 8, 8)) == "write `dim=1`: dimension 0 is the batch of 1"
    assert unsplit(Chunk(2, 1), (1, 8, 8)) == ""
    assert unsplit(Chunk(2), Unbatched((1, 8, 8))) == ""
    assert unsplit(LAYERS["ReLU"](), (1, 8, 8)) == ""


@pytest.mark.parametrize("call", ["Unbind", "Split", "Chunk"])
def test_more_parts_than_can_be_read_are_refused(call: str) -> None:
    arguments = {"Unbind": (1,), "Split": (1, 1), "Chunk": (2**62, 1)}[call]
    assert refused(call, *arguments, arrives=(10**15,)).message == (
        f"`{call}` would make 1,000,000,000,000,000 parts of 1000000000000000, more than 1,000"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, 64, 1), "`Narrow` starts at 64, outside of the 64 in dimension 1"),
        ((1, -65, 1), "`Narrow` starts at -65, outside of the 64 in dimension 1"),
        ((1, 60, 8), "`Narrow` takes 60 to 68 of dimension 1, which has 64"),
        ((1, -4, 8), "`Narrow` takes 60 to 68 of dimension 1, which has 64"),
    ],
)
def test_narrowing_beyond_the_end_is_refused(arguments: tuple[int, ...], message: str) -> None:
    assert refused("Narrow", *arguments, arrives=(64, 8)).message == message


@pytest.mark.parametrize("text", ["", "a", "1:2:3:4", ":, b", "[0]", "1.5", "0 1", "--1", "9" * 30])
def test_text_that_is_no_slice_is_refused(text: str) -> None:
    problem = refused("Slice", text)
    assert problem.code == "bad-value"
    assert "takes Python's slice notation as text, such as ':, :256'" in problem.message


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        (":, :c", "Narrow: {dim: 1, start: 0, length: c}"),
        (":, :c // 2", "Narrow: {dim: 1, start: 0, length: c // 2}"),
        (":, :, : n - 1", "Narrow: {dim: 2, start: 0, length: n - 1}"),
        (":, c:", "Narrow: {dim: 1, start: 0, length: c // 2}"),
        (":, :-c", "Narrow: {dim: 1, start: 0, length: c // 2}"),
        (":c", "Narrow: {dim: 1, start: 0, length: c // 2}"),
        (":, :`c`", "Narrow: {dim: 1, start: 0, length: c // 2}"),
    ],
)
def test_a_sum_in_a_slice_is_narrowed_instead(text: str, narrow: str) -> None:
    assert refused("Slice", text).help == (
        f"write whole numbers or names; for a sum, write `{narrow}`"
    )


@pytest.mark.parametrize("text", ["4", "4:", "-3, ::2"])
def test_a_slice_of_the_batch_that_fits_the_channels_is_put_behind_it(text: str) -> None:
    problem = refused("Slice", text, arrives=(8, 8, 8))
    assert problem.help == f"write `index=':, {text}'`: the first part is the batch"


def test_a_slice_that_fits_nowhere_is_left_where_it_is() -> None:
    assert refused("Slice", "9:", arrives=(8, 8)).help == (
        "write slices that end behind their start"
    )
    assert refused("Slice", ":, 8", arrives=(8, 8)).help == "write 7 at most"


def test_a_step_backwards_is_refused() -> None:
    problem = refused("Slice", ":, ::-1")
    assert problem.message == "`Slice` has a step of -1: PyTorch takes steps of at least 1"
    assert refused("Slice", "::0").message == (
        "`Slice` has a step of 0: PyTorch takes steps of at least 1"
    )


def test_more_dimensions_than_there_are_cannot_be_sliced() -> None:
    assert refused("Slice", ":, :, :, 0", arrives=(8, 8)).message == (
        "`Slice` names 4 dimensions, but 8×8 has 3 with the batch"
    )
    assert refused("Slice", "..., ...").message == (
        "`Slice` has 2 times `...`: one alone says where the rest is"
    )


def test_a_number_that_is_not_there_is_refused() -> None:
    assert refused("Slice", ":, 8", arrives=(8, 4)).message == (
        "`Slice` takes number 8 of dimension 1, which has 8: 8×4 arrives"
    )


def test_a_slice_of_nothing_is_refused() -> None:
    problem = refused("Slice", ":, 9:", arrives=(8, 4))
    assert problem.code == "output-too-small"
    assert problem.message == "`Slice` takes nothing of 8×4: `:, 9:` leaves 1×0×4 with the batch"


def test_chunks_are_as_large_as_the_first_and_may_be_fewer() -> None:
    assert all_after(Chunk(2, 1), 64, 8) == [(32, 8), (32, 8)]
    assert all_after(Chunk(3, dim=1), 7) == [(3,), (3,), (1,)]
    assert all_after(Chunk(4, dim=1), 6) == [(2,), (2,), (2,)]
    assert len(Chunk(5).outputs((3, 8))) == 3


def test_a_split_is_in_parts_of_one_size_or_of_those_given() -> None:
    assert all_after(Split(3, 1), 7) == [(3,), (3,), (1,)]
    assert all_after(Split((1, 6), dim=-1), 7) == [(1,), (6,)]
    assert Split(split_size=3, dim=1) == Split(3, axis=1)
    assert all_after(LAYERS["Unbind"](1), 3, 8) == [(8,), (8,), (8,)]


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (":, :256", (256, 28, 28)),
        (":, -1", (28, 28)),
        ("..., ::2", (512, 28, 14)),
        (":, 1:4, ..., 3:", (3, 28, 25)),
        (":, None", (1, 512, 28, 28)),
        (" : , 5:1000 ", (507, 28, 28)),
        (":,", (512, 28, 28)),
        ("...", (512, 28, 28)),
        (":, -3:, 1::9", (3, 3, 28)),
    ],
)
def test_a_slice_reads_as_python_s(text: str, output: tuple[int, ...]) -> None:
    assert after(Slice(text), 512, 28, 28) == output


def test_a_slice_keeps_the_batch_when_it_takes_all_of_it() -> None:
    assert Slice(":, 0").batched((2, 3, 4))
    assert Slice("..., 0").batched((2, 3, 4))
    assert Slice("0").output((2, 3, 4)) == (3, 4)
    assert not any(Slice(text).batched((2, 3, 4)) for text in ("0", "1:", "None", "::2", ":2"))
