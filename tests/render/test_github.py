"""GitHub's annotations: https://docs.github.com/en/actions/reference/workflow-commands."""

from __future__ import annotations

from cnncalc.checked import Checked
from cnncalc.diagnostics import Diagnostic, Source, Span
from cnncalc.render.github import annotation
from cnncalc.render.locations import concise, location

TEXT = "input: 3x8x8\nlayers:\n  - Linear(5, 5)\n"
SPEC = Checked("specs/a.yaml", "specs/a.yaml")
PLACE = Span(Source("specs/a.yaml", TEXT), 25, 37)


def test_an_error_is_shown_at_its_line_and_columns() -> None:
    problem = Diagnostic("features-mismatch", "5 arrive", PLACE, "expected 8", (), "write 8")
    assert annotation(problem, SPEC) == (
        "::error file=specs/a.yaml,line=3,col=5,endColumn=17,title=features-mismatch"
        "::5 arrive%0AExpected 8%0AHelp: write 8"
    )


def test_what_is_only_odd_is_a_warning() -> None:
    problem = Diagnostic("unused-output", "nobody reads it", PLACE)
    assert annotation(problem, SPEC).startswith("::warning file=specs/a.yaml,line=3,")


def test_a_place_of_several_lines_has_no_columns() -> None:
    problem = Diagnostic("bad-value", "no", PLACE._replace(start=13))
    assert "line=2,endLine=3,title" in annotation(problem, SPEC)


def test_nothing_that_a_spec_says_ends_a_command_or_a_property() -> None:
    name = "a,b:c%d\r\n::set-env name=x::y.yaml"
    problem = Diagnostic(
        "bad-value", "50% of\r\n::error::it \x1b[31m", Span(Source(name, "x"), 0, 1)
    )
    text = annotation(problem, Checked(name, name))
    assert text.splitlines() == [text]
    assert text == (
        r"::error file=a%2Cb%3Ac%25d\r\n%3A%3Aset-env name=x%3A%3Ay.yaml,line=1,col=1,endColumn=2,"
        r"title=bad-value::50%25 of\r\n::error::it \x1b[31m"
    )


def test_a_claim_at_the_prompt_is_shown_where_the_file_begins() -> None:
    problem = Diagnostic("expectation-failed", "no", Span(Source("<claim>", "params=5"), 7, 8))
    assert annotation(problem, SPEC).startswith("::error file=specs/a.yaml,line=1,col=1,title=")
    assert concise(problem, SPEC) == "specs/a.yaml:1:1: expectation-failed no"


def test_a_claim_about_a_shipped_spec_names_it() -> None:
    problem = Diagnostic("expectation-failed", "no", Span(Source("<claim>", "params=5"), 7, 8))
    assert concise(problem, Checked("lenet5", None)) == "lenet5:1:1: expectation-failed no"
    assert annotation(problem, Checked("lenet5", None)) == "::error title=expectation-failed::no"


def test_layers_at_the_prompt_have_no_file() -> None:
    problem = Diagnostic("bad-value", "no", Span(Source("<inline>", "conv0k3"), 0, 7))
    inline = Checked("<inline>", None)
    assert annotation(problem, inline) == "::error title=bad-value::no"
    assert concise(problem, inline) == "<inline>:1:1: bad-value no"


def test_a_problem_without_a_place_is_where_the_file_begins() -> None:
    problem = Diagnostic("file-not-found", "there is no file")
    assert location(problem, SPEC) == ("specs/a.yaml", 1, 1, 1, 1)
    assert concise(problem, SPEC) == "specs/a.yaml:1:1: file-not-found there is no file"


def test_a_problem_in_an_included_file_is_shown_there() -> None:
    inside = Diagnostic("bad-value", "no", Span(Source("specs/families/f.yaml", "x"), 0, 1))
    assert annotation(inside, SPEC).startswith("::error file=specs/families/f.yaml,line=1,col=1,")
