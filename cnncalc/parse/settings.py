"""Other values for the variables of a spec: `width=96`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Source, Span, suggest
from cnncalc.parse.scanner import Budget, Refusal
from cnncalc.parse.yaml_nodes import Scalar
from cnncalc.parse.yaml_values import argument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.spec import Spec


def with_settings(spec: Spec, settings: Iterable[str], name: str = "<set>") -> Spec:
    """The same spec with other values for its variables; the last one counts.

    What the spec expects of its own values is left out where one of them changes.

    Args:
        spec: the spec, with what it includes.
        settings: each a variable's name and its value: `width=96`, `act=SiLU`, `depth=2*3`.
        name: what diagnostics call them.
    """
    variables = {each.name: each for each in spec.variables}
    problems: list[Diagnostic] = []
    for setting in settings:
        source = Source(name, setting)
        key, sign, text = setting.partition("=")
        place = Span(source, 0, len(key))
        behind = Span(source, len(key) + 1, len(setting))
        known = key.strip()
        if not sign or not text.strip():
            message = f"a setting is a name and a value, and this is `{setting[:60]}`"
            label, advice = "expected `=` and a value", "write `--set width=96`"
            problems.append(Diagnostic("call-syntax", message, place, label, help=advice))
        elif known not in variables:
            message = f"the spec has no variable `{known[:60]}`"
            label = suggest(known, [*variables]) or "not a variable"
            advice = "write the name of one of its `vars`" if variables else "it has no `vars`"
            problems.append(Diagnostic("unknown-name", message, place, label, help=advice))
        else:
            try:
                value = argument(Scalar(text.strip(), behind, plain=True), Budget())
            except Refusal as refusal:
                problems.append(refusal.diagnostic)
            else:
                variables[known] = variables[known]._replace(value=value)
    made = tuple(variables.values())
    return spec._replace(
        variables=made,
        claims=spec.claims if made == spec.variables else (),
        problems=(*problems, *spec.problems),
    )
