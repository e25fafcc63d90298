"""Slips in the weights of a layer, and so in its parameters and multiply-accumulates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.changes import biasing, counting, of_params, weighing, without
from cnncalc.mistakes.slips.slip import on_terms
from cnncalc.mistakes.working import Factor, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.mistakes.working import Working


def _sliding(change: Callable[..., Working | None]) -> Callable[..., Working | None]:
    return lambda working: change(working) if working.axes else None


def _bias_added(working: Working) -> Iterable[Term] | None:
    if any(term.bias for term in working.terms) or not working.terms[0].factors:
        return None
    first = working.terms[0].factors
    own = next((each for each in first if each.letter in ("K", "E", "C")), None)
    filters = working.letters.get("K") or (own.value if own else 0)
    return (*working.terms, Term("bias", (Factor("K", filters),))) if filters else None


def _one_side(working: Working) -> Iterable[Term] | None:
    """A kernel of F instead of F·F."""
    found = []
    for term in working.terms:
        sides = [at for at, each in enumerate(term.factors) if each.letter == "F"]
        kept = [each for at, each in enumerate(term.factors) if at not in sides[1:]]
        found.append(term._replace(factors=tuple(kept)))
    return found


def _spread(working: Working) -> Iterable[Term] | None:
    """The places that a dilated kernel spans, as weights."""
    if any(axis.kernel < 1 for axis in working.axes):
        return None  # another slip took the kernel away
    spans = iter([axis.span for axis in working.axes])
    return [
        term._replace(factors=tuple([
            each._replace(value=next(spans, each.value)) if each.letter == "F" else each
            for each in term.factors
        ]))
        for term in working.terms
    ]  # fmt: skip


def _ungrouped(each: Factor, working: Working) -> Factor:
    return each._replace(value=each.value * max(1, working.letters.get("G", 1))) \
        if each.grouped else each  # fmt: skip


def _grouped_twice(each: Factor, working: Working) -> Factor:
    groups = max(1, working.letters.get("G", 1))
    other = each.letter in ("K", "D_in") and not each.grouped and each.value % groups == 0
    return each._replace(value=each.value // groups) if other else each


def _as_deep(letter: str, other: str) -> Callable[[Factor, Working], Factor]:
    """One depth in the place of the other."""

    def changed(each: Factor, working: Working) -> Factor:
        value = working.letters.get(other, 0)
        alone = each.letter == letter and working.letters.get("G", 1) == 1 and value > 0
        return each._replace(value=value) if alone else each

    return changed


def _bias_of_depth(term: Term, working: Working) -> Term:
    depth = working.letters.get("D_in", 0)
    return term._replace(factors=(Factor("D_in", depth),)) if depth else term


def _bias_of_kernels(term: Term, working: Working) -> Term:
    """One for each filter and each channel that it reads."""
    depth = [each for each in working.terms[0].factors if each.letter == "D_in"]
    return term._replace(factors=(*term.factors, *depth)) if working.axes else term


def _at_each_place(working: Working) -> Iterable[Term] | None:
    sizes = working.makes()[1:] if working.axes else working.arrives[1:]
    places = tuple([Factor("", each) for each in sizes])
    if not places or not working.terms[0].factors or working.terms[0].factors[0].letter == "":
        return None
    return [term._replace(factors=places + term.factors) for term in working.terms]


def _buffers(*, counter: bool) -> Callable[[Working], Working | None]:
    def changed(working: Working) -> Working | None:
        if set(working.statistics) & set(working.terms):
            return None  # they are in already
        added = working.statistics + ((Term("counter", ()),) if counter else ())
        terms = working.terms + added
        return working._replace(terms=terms) if working.statistics and working.terms else None

    return changed


FILTERS = (
    counting("no-bias", biasing(lambda *_: None),
          "the biases are left out", "{each} has a bias"),
    counting("one-bias", biasing(lambda term, _: term._replace(factors=())),
          "there is one bias for the whole layer", "{each} has a bias of its own"),
    counting("bias-counted", on_terms(_bias_added),
          "biases are counted", "the layer has none"),
    counting("no-input-depth", _sliding(without("D_in")),
          "the depth of the input is left out", "each filter is as deep as its input, {deep}"),
    counting("kernel-not-squared", on_terms(_one_side),
          "the kernel is counted along one side", "it has weights along each axis"),
    counting("no-groups", weighing(_ungrouped),
          "the groups are left out", "a filter reads the channels of its own group"),
    counting("groups-twice", weighing(_grouped_twice),
          "it is divided by the groups twice", "all filters count, each with one group"),
    counting("one-filter", without("K"),
          "the weights of one filter are counted", "{each} has as many"),
    counting("dilated-taps", on_terms(_spread),
          "all places that the dilated kernel spans are counted as weights",
          "between its taps there are none"),
    counting("bias-of-input", biasing(_bias_of_depth),
          "there is a bias for each input", "there is one for each output"),
    counting("bias-of-kernel", biasing(_bias_of_kernels),
          "each filter has a bias for each channel that it reads", "a filter has one bias"),
    counting("filters-as-deep-as-input", weighing(_as_deep("K", "D_in")),
          "the depth of the input is taken for the number of filters",
          "there are as many filters as channels come out"),
    counting("filters-as-deep-as-output", weighing(_as_deep("D_in", "K")),
          "filters are taken to be as deep as the output",
          "each filter is as deep as its input, {deep}"),
    of_params("running-statistics", _buffers(counter=False),
          "the running statistics are counted in",
          "running mean and variance are buffers, which are not learnt"),
    of_params("all-buffers", _buffers(counter=True),
          "all buffers are counted in", "they are not learnt"),
    of_params("weights-at-each-place", on_terms(_at_each_place),
          "weights are counted at each place anew", "all places share the same weights"),
)  # fmt: skip
"""The simplest first."""
