"""JUnit's XML, held against what Jenkins' schema allows (junit-10.xsd), and a case's `file`."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from cnncalc.checked import Checked
from cnncalc.diagnostics import Diagnostic, Source, Span
from cnncalc.render.junit import as_junit
from cnncalc.spec import Claim
from cnncalc.verdict import Verdict

PLACE = Span(Source("a.yaml", "input: 3x8x8\nlayers: [ReLU]\n"), 0, 5)
PARAMS = Claim(None, "params", "==", 5, 0, "5", PLACE)
FAILED = Diagnostic("expectation-failed", "`params` is 6 & not <5>", PLACE, "it is 6")
UNREAD = Diagnostic("unknown-layer", "there is no layer `X`", PLACE)
ODD = Diagnostic("unused-output", "nobody reads it", PLACE)

ATTRIBUTES = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set()),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped", "time"}, set()),
    "testcase": ({"name", "classname", "time"}, {"file"}),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}
"""Each element's attributes: those it has, and those it may have."""
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}


def valid(text: str) -> ElementTree.Element:
    """The root of a text that follows the schema, and whose counts are true."""
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
    root = ElementTree.fromstring(text.encode("ascii"))
    for element in root.iter():
        must, may = ATTRIBUTES[element.tag]
        assert must <= set(element.attrib) <= must | may
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        if "time" in element.attrib:
            assert re.fullmatch(r"\d+\.\d{3}", element.attrib["time"])
        if element.tag == "testcase":
            assert len(element) <= 1
            assert element.attrib["name"].strip()
            assert element.attrib["classname"].strip()
        for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            if key in element.attrib:
                assert element.attrib[key] == str(len(element.findall(f".//{tag}")))
    return root


def cases(checked: Checked) -> list[tuple[str, list[str]]]:
    root = valid(as_junit([checked]))
    return [(case.attrib["name"], [each.tag for each in case]) for case in root.iter("testcase")]


def test_a_claim_that_fails_is_a_failure_with_its_story() -> None:
    checked = Checked("specs/a.yaml", "specs/a.yaml", (Verdict(PARAMS, 6, FAILED),), seconds=1.5)
    assert cases(checked) == [("layers", []), ("params = 5", ["failure"])]
    root = valid(as_junit([checked]))
    (failure,) = root.iter("failure")
    assert failure.attrib == {"message": "`params` is 6 & not <5>", "type": "expectation-failed"}
    assert (failure.text or "").startswith("error[expectation-failed]: `params` is 6 & not <5>\n")
    assert "1 | input: 3x8x8\n  | ^^^^^ it is 6\n" in (failure.text or "")
    case = root[0][1]
    assert (case.attrib["classname"], case.attrib["file"]) == ("specs.a", "specs/a.yaml")
    assert (root.attrib["time"], root[0].attrib["time"]) == ("1.500", "1.500")


def test_what_cannot_be_understood_is_an_error() -> None:
    checked = Checked("a.yaml", "a.yaml", problems=(FAILED, UNREAD, ODD))
    assert cases(checked) == [("layers", ["error"])]
    (error,) = valid(as_junit([checked])).iter("error")
    assert error.attrib["message"] == "there is no layer `X` (and 1 more)"
    assert (error.text or "").count("error[") == 2
    assert "warning[unused-output]" in (error.text or "")


def test_what_holds_passes_what_is_odd_is_output_and_what_is_not_known_is_skipped() -> None:
    verdicts = (Verdict(PARAMS, 5, None), Verdict(PARAMS._replace(layer="conv1"), None, None))
    checked = Checked("<inline>", None, (), verdicts, (ODD,))
    assert cases(checked) == [
        ("layers", ["system-out"]), ("params = 5", []), ("conv1.params = 5", ["skipped"]),
    ]  # fmt: skip
    assert "file" not in valid(as_junit([checked]))[0][0].attrib


def test_a_file_that_is_passed_over_is_skipped() -> None:
    checked = Checked("f.yaml", "f.yaml", passed_over="it defines blocks, and no network")
    assert cases(checked) == [("layers", ["skipped"])]


def test_without_specs_it_is_valid_too() -> None:
    assert valid(as_junit([])).attrib["tests"] == "0"


@given(st.text(min_size=1, max_size=30))
def test_any_text_of_a_spec_makes_valid_xml(text: str) -> None:
    span = Span(Source(text, text + "\x00\x1b\ufffe\ud800]]>"), 0, 1)
    claim = Claim(text, "params", "<=", 5, 0, "5", span)
    problem = Diagnostic("expectation-failed", text, span, text, (), text)
    checked = Checked(f"x{text}", text, (Verdict(claim, 6, problem),), problems=(problem,))
    assert len(list(valid(as_junit([checked])).iter("failure"))) == 2
