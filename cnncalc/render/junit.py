"""Checked specs as JUnit's XML, which CI systems show as tests: a suite a spec, a case a claim.

The form is that of Jenkins' schema (junit-10.xsd in https://github.com/jenkinsci/xunit-plugin) and
one attribute more, the `file` of a case, which GitLab reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from cnncalc.render.characters import printable
from cnncalc.render.diagnostic import full
from cnncalc.render.verdicts import statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.checked import Checked
    from cnncalc.diagnostics import Diagnostic


def as_junit(all_checked: Sequence[Checked]) -> str:
    """The XML of all specs, in ASCII: other signs are references to them.

    That a spec can be read and its layers fit is a case, too. A case fails where the network does
    not hold, and is in error where it cannot be understood; what is not known is skipped.
    """
    suites = ElementTree.Element("testsuites", {"name": "cnncalc"})
    for each in all_checked:
        _suite(suites, each)
    _count(suites, sum(each.seconds for each in all_checked))
    del suites.attrib["skipped"]  # the schema has it for each suite alone
    ElementTree.indent(suites)
    text: str = ElementTree.tostring(suites, encoding="us-ascii").decode("ascii")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text


def _suite(parent: ElementTree.Element, checked: Checked) -> None:
    suite = ElementTree.SubElement(parent, "testsuite", {"name": printable(checked.name)})
    case = _case(suite, checked, "layers")
    case.set("time", f"{checked.seconds:.3f}")
    if checked.passed_over:
        ElementTree.SubElement(case, "skipped", {"message": printable(checked.passed_over)})
    else:
        _outcome(case, checked.problems)
    for each in checked.verdicts:
        case = _case(suite, checked, statement(each.claim))
        if each.problem is not None:
            _outcome(case, [each.problem])
        elif each.found is None:
            message = "not known, since the network breaks"
            ElementTree.SubElement(case, "skipped", {"message": message})
    _count(suite, checked.seconds)


def _case(suite: ElementTree.Element, checked: Checked, name: str) -> ElementTree.Element:
    words = printable(checked.name).replace("\\", "/").strip("/")
    words = words.rpartition(".")[0] or words if "." in words.rpartition("/")[2] else words
    case = ElementTree.SubElement(suite, "testcase", {"name": printable(name)})
    case.set("classname", ".".join([each for each in words.split("/") if each.strip(".")]))
    if checked.file is not None:
        case.set("file", printable(checked.file))
    case.set("time", "0.000")
    return case


def _outcome(case: ElementTree.Element, problems: Sequence[Diagnostic]) -> None:
    """One failure or error with all stories: readers expect one; warnings are output."""
    wrong = [each for each in problems if each.status]
    text = "\n".join([full(each).plain for each in problems])
    if not wrong:
        if text:
            ElementTree.SubElement(case, "system-out").text = text
        return
    worst = max(wrong, key=lambda each: each.status)
    kind = "failure" if worst.status == 1 else "error"
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    message = printable(worst.message) + more
    ElementTree.SubElement(case, kind, {"message": message, "type": worst.code}).text = text


def _count(element: ElementTree.Element, seconds: float) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(kind, str(len(element.findall(f".//{tag}"))))
    element.set("time", f"{seconds:.3f}")
