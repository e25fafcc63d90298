"""Problems as GitHub's workflow commands, which it shows beside the lines that they are about.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.locations import location

if TYPE_CHECKING:
    from cnncalc.checked import Checked
    from cnncalc.diagnostics import Diagnostic


def annotation(problem: Diagnostic, checked: Checked) -> str:
    """One problem in one line: `::error file=…,line=…,col=…,endColumn=…,title=…::message`.

    Args:
        problem: what is wrong, or odd: that is a warning.
        checked: the spec that it is of.
    """
    place = location(problem, checked)
    properties: dict[str, object] = {}
    if place.file is not None:
        properties["file"] = place.file
        properties["line"] = place.line
        if place.end_line > place.line:  # columns are shown of one line only
            properties["endLine"] = place.end_line
        else:
            properties["col"] = place.column
            if place.end_column > place.column:
                properties["endColumn"] = place.end_column
    properties["title"] = problem.code
    kind = "error" if problem.status else "warning"
    settings = ",".join([f"{key}={_property(str(value))}" for key, value in properties.items()])
    label = problem.label and f"{problem.label[:1].upper()}{problem.label[1:]}"
    parts = [problem.message, label, problem.help and f"Help: {problem.help}"]
    return f"::{kind} {settings}::" + _data("\n".join([printable(each) for each in parts if each]))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
