"""`import cnncalc` offers the whole program, with types and without its dependencies' cost."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import cnncalc


def test_the_public_names_are_these() -> None:
    assert cnncalc.__all__ == [
        "LAYERS", "RULES", "Asked", "Claim", "Comparison", "Diagnostic", "Entry", "Figures",
        "GroupRow", "Layer", "LayerError", "Network", "Report", "Row", "Rule", "Span", "Spec",
        "Verdict", "View", "as_csv", "as_json", "as_markdown", "as_table", "build", "check",
        "columns", "compare", "compute", "concise", "counted", "explain", "explanations",
        "fields", "fit", "full", "likely", "lint", "parse", "parse_bytes", "read_claim", "region",
        "verdicts", "with_input",
    ]  # fmt: skip
    assert all(hasattr(cnncalc, name) for name in cnncalc.__all__)


def test_the_example_in_the_docstring_holds() -> None:
    assert doctest.testmod(cnncalc).attempted == 6
    assert doctest.testmod(cnncalc).failed == 0


def test_the_package_is_typed() -> None:
    assert (Path(cnncalc.__file__).parent / "py.typed").exists()


def test_an_import_loads_neither_typer_nor_rich_nor_yaml() -> None:
    code = "import cnncalc, sys; print({'typer', 'rich', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_computing_a_network_loads_no_rules_of_other_tools() -> None:
    code = (
        "import cnncalc, sys; spec = cnncalc.with_input(cnncalc.parse('conv8k3 fc4'), '3x8x8'); "
        "cnncalc.as_json(cnncalc.compute(cnncalc.build(spec))); "
        "print([each for each in sys.modules if each.startswith('cnncalc.costs')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_everything_the_command_shows_can_be_had_from_the_library() -> None:
    spec = cnncalc.with_input(cnncalc.parse("conv8k3, conv8k40"), "3x32x32")
    report = cnncalc.compute(cnncalc.build(spec))
    (problem,) = report.problems
    assert "8×30×30" in cnncalc.as_markdown(report)
    assert "8x30x30" in cnncalc.as_csv(report)
    assert '"output": [8, 30, 30]' in cnncalc.as_json(report)
    assert cnncalc.concise(problem).startswith("<text>:1:15: kernel-too-large the kernel of")
    assert "^^^ the size would be" in cnncalc.full(problem).plain


def test_a_graph_can_be_walked_from_the_library() -> None:
    text = (
        "input: {left: 3x8x8, right: 3x8x8}\nlayers: [Cat, {id: a, ReLU: }]\noutputs: [a, input.1]"
    )
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)))
    assert [(each.name, each.shape) for each in report.results] == [
        ("a", (6, 8, 8)), ("input.1", (3, 8, 8)),
    ]  # fmt: skip
    assert [[*each.reads] for each in report.rows] == [[(0, 0), (0, 1)], [(1, 0)]]


def test_a_spec_with_includes_is_a_problem_where_no_files_are_read() -> None:
    spec = cnncalc.parse("input: 3x8x8\ninclude: [a.yaml]\nlayers: [ReLU]")
    assert [each.file for each in spec.includes] == ["a.yaml"]
