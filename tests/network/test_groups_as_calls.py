"""Residual and Branches in code, and modules of that name that PyTorch printed."""

from __future__ import annotations

from tests.running import only_problem, reported


def types(text: str, shape: str = "3x8x8") -> list[str]:
    report = reported(text, shape)
    assert report.status == 0
    return [row.type for row in report.rows]


def test_a_printed_module_of_that_name_is_not_ours() -> None:
    text = "Sequential(\n  (0): Residual(\n    (conv): Conv2d(3, 3, kernel_size=(1, 1))\n  )\n)"
    found = only_problem(text, "3x8x8")
    assert found.message == (
        "`Residual` is not Sequential: what runs after what inside it is not written"
    )


def test_numbers_are_no_layers() -> None:
    found = only_problem("Residual(64, 3)", "3x8x8")
    assert found.message == "`Residual` is a group, and here it holds no layers"


def test_a_residual_sum_is_written_as_a_call() -> None:
    assert types("Residual(nn.Conv2d(3, 3, 1), nn.ReLU())") == ["Conv2d", "ReLU", "Add"]
    text = "Residual(main=[nn.Conv2d(3, 4, 1)], shortcut=[nn.Conv2d(3, 4, 1)])"
    assert types(text) == ["Conv2d", "Conv2d", "Add"]


def test_so_are_branches() -> None:
    text = "Branches([nn.Conv2d(3, 8, 1)], [nn.ReLU()], [], merge='cat')"
    assert types(text) == ["Conv2d", "ReLU", "Cat"]
    assert reported(text, "3x8x8").output == (14, 8, 8)
