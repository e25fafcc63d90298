"""Rules held against a report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.linter.graph import Graph
from cnncalc.linter.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cnncalc.linter.rules import Rule
    from cnncalc.report import Report, Row


def lint(
    report: Report,
    *,
    only: Collection[str] | None = None,
    ignore: Collection[str] = (),
    near: bool = False,
) -> list[Diagnostic]:
    """What is legal and probably not meant, in reading order.

    Args:
        report: the computed network; of one that breaks, what is known of it is looked at.
        only: the rules that are held against it; where it is None, all but those that are only
            asked for by name.
        ignore: rules that are not.
        near: whether only rules are that look at neighbours.

    Raises:
        KeyError: there is no such rule.

    Returns:
        Diagnostics, none of which fails a run. What is found several times at one place of a spec,
        as in a block, is said once.
    """
    rules = [each for each in RULES.values() if not each.asked]
    if only is not None:
        rules = [
            each for each in RULES.values() if each.name in {RULES[name].name for name in only}
        ]
    rules = [
        each for each in rules
        if each.name not in {*ignore, *report.ignores} and (each.near or not near)
    ]  # fmt: skip
    graph = Graph(report)
    found: dict[object, list[Diagnostic]] = {}
    whole: dict[str, list[Diagnostic]] = {}
    for rule in rules:
        for each in _by_role(rule, graph) if rule.roles else _of_all(rule, graph, whole):
            found.setdefault((each.code, each.span), []).append(each)
    said = [_once(each) for each in found.values()]
    return sorted(said, key=_place)


def _function(rule: Rule) -> Any:
    module, _, name = rule.find.partition(".")
    return getattr(import_module(f"cnncalc.linter.{module}"), name)


def _by_role(rule: Rule, graph: Graph) -> Iterator[Diagnostic]:
    """What a rule finds at layers of its roles."""
    rows = [row for role in rule.roles for row in graph.roles.get(role, ())]
    if not rows:
        return
    find = _function(rule)
    for row in rows:
        for at, problem in find(row, graph):
            if rule.name in row.ignores or rule.name in at.ignores:
                continue
            problem = problem._replace(code=rule.name)
            if at.call is not None:
                yield at.call.placed(problem, at.span)
            else:
                _, message, label, advice = problem[:4]
                yield Diagnostic(rule.name, message, at.span, label, help=advice)


def _of_all(rule: Rule, graph: Graph, whole: dict[str, list[Diagnostic]]) -> Iterator[Diagnostic]:
    """What a rule finds in the whole network; one function may find what is several rules'."""
    if rule.find not in whole:
        whole[rule.find] = [*_function(rule)(graph)]
    for each in whole[rule.find]:
        rows: list[Row] = [] if each.span is None else graph.at(each.span)
        if each.code == rule.name and not (rows and all(rule.name in row.ignores for row in rows)):
            yield each


def _once(found: list[Diagnostic]) -> Diagnostic:
    """The first of what was found at one place, with how many more there are."""
    more = len(found) - 1
    if not more:
        return found[0]
    times = "once more" if more == 1 else f"{more:,} more times"
    return found[0]._replace(message=f"{found[0].message}; the same entry does so {times}")


def _place(problem: Diagnostic) -> tuple[bool, str, int]:
    span = problem.span
    return (True, span.source.name, span.start) if span else (False, "", 0)
