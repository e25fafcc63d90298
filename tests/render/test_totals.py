"""What stands below a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.figures import Asked, Figures
from cnncalc.render.columns import named
from cnncalc.render.sheet import View
from cnncalc.render.totals import totals
from tests.running import reported

if TYPE_CHECKING:
    from cnncalc import Report

NET = "layers: [conv4k1, ReLU, {id: block, Sequential: [ReLU, Tanh]}]"


def said(report: Report, *columns: str, asked: Asked | None = None) -> list[tuple[str, str]]:
    view = View(named(columns)) if columns else View()
    return totals(Figures(report, asked), view)


def test_totals_name_what_is_known() -> None:
    report = reported(NET)
    assert said(report) == [
        ("parameters", "16"), ("output", "4×32×32"), ("flatten", "4,096"),
    ]  # fmt: skip


def test_totals_of_a_batch_are_per_sample_and_in_all() -> None:
    report = reported("relu")._replace(batch=4)
    assert said(report)[1:] == [
        ("output", "4×3×32×32"), ("flatten", "4 × 3,072 = 12,288"),
    ]  # fmt: skip


def test_totals_of_a_broken_network_say_where_it_breaks() -> None:
    report = reported("relu, nn.Linear(5, 5), nn.Conv2d(3, 3, 99), relu")
    assert said(report) == [("total", "unknown: it breaks at layer 2 of 4")]
    assert said(reported("relu", None)) == [("total", "unknown: there is no input")]


def test_work_memory_and_field_stand_below_the_columns_that_show_them() -> None:
    report = reported("nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.MaxPool2d(2)")
    assert said(report, "macs")[1] == ("MACs", "110.6 k")
    assert said(report, "macs", asked=Asked("torch"))[1] == ("FLOPs", "221.2 k as torch counts")
    assert said(report, "jump")[-1] == ("field", "4×4")
    assert said(report, "kept_bytes")[3:] == [
        ("inference", "32.51 KiB in float32"),
        ("", "= 480 B parameters + 40 B buffers + 32.00 KiB alive at most at layer 2"),
        ("training", "53.96 KiB in float32 with adam"),
        ("", "= 480 B parameters + 40 B buffers + 480 B gradients"),
        ("", "+ 976 B of adam + 40.03 KiB kept for backward + 12.00 KiB input"),
    ]


def test_exact_bytes_are_whole_numbers() -> None:
    found = said(reported("conv4k1"), "param_bytes", asked=Asked(exact=True))
    assert found[3] == ("inference", "28,736 B in float32")


def test_parameters_of_another_framework_are_the_ones_that_stand_there() -> None:
    report = reported("conv4k1, bn")
    assert said(report)[0] == ("parameters", "24")
    assert said(report, asked=Asked(framework="keras"))[:3] == [
        ("parameters", "32"), ("trainable", "24"), ("not trainable", "8"),
    ]  # fmt: skip
