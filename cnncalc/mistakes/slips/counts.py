"""Slips in the weights of a layer, and so in its parameters and multiply-accumulates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.slip import COUNTS, PARAMS, Slip, on_terms
from cnncalc.mistakes.working import Factor, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.mistakes.working import Over, Working


def _weighing(change: Callable[[Factor, Working], Factor | None]) -> Callable[..., Working | None]:
    """A change of each factor of the weights; None leaves it out."""

    def changed(working: Working) -> Iterable[Term]:
        for term in working.terms:
            if term.bias:
                yield term
                continue
            found = [change(each, working) for each in term.factors]
            yield term._replace(factors=tuple([each for each in found if each is not None]))

    return on_terms(changed)


def _biasing(change: Callable[[Term, Working], Term | None]) -> Callable[..., Working | None]:
    """A change of the biases; None leaves one out."""

    def changed(working: Working) -> Iterable[Term]:
        found = [change(term, working) if term.bias else term for term in working.terms]
        return [each for each in found if each is not None]

    return on_terms(changed)


def _without(letter: str) -> Callable[..., Working | None]:
    return _weighing(lambda each, _: None if each.letter == letter else each)


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


def _of_pool(kind: str) -> Callable[[Working], Working | None]:
    def changed(working: Working) -> Working | None:
        if working.terms or not working.axes or all(axis.kernel == 1 for axis in working.axes):
            return None
        depth, taps = (
            Factor("C", working.depth),
            [Factor("F", each.kernel) for each in working.axes],
        )
        weight = {"all": (depth, depth), "each": (depth,), "one": ()}[kind.removesuffix("+")]
        terms = (Term("weight", (*weight, *taps)),)
        bias = (Term("bias", (depth,)),) if kind.endswith("+") else ()
        return working._replace(terms=terms + bias)

    return changed


def _gates(working: Working) -> Iterable[Term] | None:
    hidden = working.letters.get("H", 0)
    return None if not hidden else [
        term._replace(factors=(term.factors[0]._replace(value=hidden), *term.factors[1:]))
        for term in working.terms
    ]  # fmt: skip


def _dropped(part: str) -> Callable[..., Working | None]:
    """Without the weights whose name has a part."""
    return on_terms(lambda working: [term for term in working.terms if part not in term.name])


def _statistics(working: Working) -> Working | None:
    found = working.terms + working.statistics
    return working._replace(terms=found) if working.statistics else None


def _slip(name: str, change: Callable[..., Working | None], done: str, why: str) -> Slip:
    return Slip(name, COUNTS, change, done, why, of_count=True)


def _only(name: str, change: Callable[..., Working | None], done: str, why: str) -> Slip:
    """One that leaves the multiply-accumulates as they are."""
    return Slip(name, PARAMS, change, done, why, of_count=True)


_POOL = "a pool takes a maximum or a mean, and has nothing to learn: 0"

TERMS = (
    _slip("no-bias", _biasing(lambda *_: None),
          "the biases are left out", "each {unit} has a bias"),
    _slip("one-bias", _biasing(lambda term, _: term._replace(factors=())),
          "there is one bias for the whole layer", "each {unit} has a bias of its own"),
    _slip("bias-counted", on_terms(_bias_added),
          "biases are counted", "the layer has none"),
    _slip("no-input-depth", _sliding(_without("D_in")),
          "the depth of the input is left out", "each filter is as deep as its input"),
    _slip("kernel-not-squared", on_terms(_one_side),
          "the kernel is counted along one side", "it has weights along each axis"),
    _slip("no-groups", _weighing(_ungrouped),
          "the groups are left out", "a filter reads the channels of its own group"),
    _slip("groups-twice", _weighing(_grouped_twice),
          "it is divided by the groups twice", "all filters count, each with one group"),
    _slip("one-group", _dropped("_l1"),
          "only the first layer of several is counted", "each layer has weights of its own"),
    _slip("one-direction", _dropped("_reverse"),
          "only one direction is counted", "each direction has weights of its own"),
    _slip("no-recurrence", _dropped("weight_hh"),
          "the weights from step to step are left out", "the state goes through weights too"),
    _slip("one-bias-vector", _dropped("bias_hh"),
          "one bias is counted where PyTorch has two",
          "both the input's and the state's weights have one"),
    _slip("no-gates", on_terms(_gates),
          "the gates are left out", "each gate has weights of its own"),
    _slip("one-filter", _without("K"),
          "the weights of one filter are counted", "each {unit} has as many"),
    _slip("dilated-taps", on_terms(_spread),
          "all places that the dilated kernel spans are counted as weights",
          "between its taps there are none"),
    _slip("bias-of-input", _biasing(_bias_of_depth),
          "there is a bias for each input", "there is one for each output"),
    _slip("bias-of-kernel", _biasing(_bias_of_kernels),
          "each filter has a bias for each channel that it reads", "a filter has one bias"),
    _slip("filters-as-deep-as-input", _weighing(_as_deep("K", "D_in")),
          "the depth of the input is taken for the number of filters",
          "there are as many filters as channels come out"),
    _slip("filters-as-deep-as-output", _weighing(_as_deep("D_in", "K")),
          "filters are taken to be as deep as the output", "each filter is as deep as its input"),
    _only("running-statistics", _statistics,
          "the running statistics are counted in",
          "running mean and variance are buffers, which are not learnt"),
    _only("weights-at-each-place", on_terms(_at_each_place),
          "weights are counted at each place anew", "all places share the same weights"),
    _only("pool-with-weights", _of_pool("all+"), "a pool is counted as a convolution", _POOL),
    _only("pool-with-kernels", _of_pool("all"), "a pool is counted as a convolution", _POOL),
    _only("pool-with-kernel-and-bias", _of_pool("each+"), "a pool is counted as filters", _POOL),
    _only("pool-with-kernel-each", _of_pool("each"), "a pool is counted as filters", _POOL),
    _only("pool-with-one-kernel", _of_pool("one"), "a pool is counted as a filter", _POOL),
)  # fmt: skip
"""The simplest first."""


def _used(over: Over | None) -> Callable[[Working], Working | None]:
    """At other positions; a convolution's are those of its output, if transposed of its input."""

    def changed(working: Working) -> Working | None:
        if working.over is None or (over != "once" and not working.axes):
            return None
        other: Over = "output" if working.over == "input" else "input"
        return working._replace(over=over or other)

    return changed


_MACS = ("macs",)

WORK = (
    Slip("macs-with-bias", _MACS, lambda working: working._replace(adds=True),
         "the biases are counted as multiplications", "a bias is only added",
         of_count=True),
    Slip("macs-once", _MACS, _used("once"),
         "each weight is counted once", "each is used at every position", of_count=True),
    Slip("macs-at-one-side", _MACS, _used("side"),
         "the positions are counted along one side", "there are positions along each axis",
         of_count=True),
    Slip("macs-at-other-positions", _MACS, _used(None),
         "input and output positions are taken for each other",
         "a convolution uses each weight at each position of its output, a transposed one of its "
         "input", of_count=True),
)  # fmt: skip
"""Those that are in the multiply-accumulates alone."""
