"""What is wrong, where, and what to do about it: data only; `render.diagnostic` draws it."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CODES: dict[str, tuple[int, str]] = {
    # 2: the call or the file cannot be understood
    "file-not-found": (2, "no file, folder entry or shipped spec has that name"),
    "file-unreadable": (2, "the file is a directory, is not UTF-8, or may not be read"),
    "too-large": (2, "a limit on size, depth or number was met"),
    "yaml-syntax": (2, "the text is not YAML"),
    "yaml-tag": (2, "a YAML tag or document feature that specs do not use"),
    "duplicate-key": (2, "one key stands twice in a mapping"),
    "call-syntax": (2, "the text is not a layer call"),
    "not-a-layer": (2, "pasted code holds something that cannot be read as a layer"),
    "empty-spec": (2, "there are no layers"),
    "unknown-key": (2, "a key that specs do not have"),
    "wrong-key-type": (2, "a key holds another kind of value than it takes"),
    "entry-keys": (2, "an entry has no layer key, or more than one"),
    "missing-input": (2, "no input shape was given"),
    "input-shape": (2, "the input shape cannot be read"),
    "unknown-layer": (2, "no layer has that name"),
    "unknown-argument": (2, "the layer has no argument of that name"),
    "missing-argument": (2, "an argument that the layer needs was not given"),
    "duplicate-argument": (2, "one argument is given twice"),
    "too-many-arguments": (2, "more positional arguments than the layer takes"),
    "wrong-type": (2, "an argument of the wrong type"),
    "bad-name": (2, "an id that cannot be one, or that is taken"),
    "expect-syntax": (2, "an expectation that cannot be read"),
    "output-unwritable": (2, "standard output takes no more"),
    "internal-error": (2, "a mistake of cnncalc itself"),
    "unknown-name": (2, "an expression uses a name that nothing has"),
    "bad-expression": (2, "an expression that cannot be worked out, such as a division by zero"),
    "unknown-reference": (2, "no entry before has that id"),
    "forward-reference": (2, "an entry reads one that comes later"),
    "circular-reference": (2, "an entry reads what hangs on itself"),
    "circular-block": (2, "a block uses itself"),
    "circular-include": (2, "a file includes itself"),
    "duplicate-name": (2, "a block or variable is defined twice"),
    "unknown-rule": (2, "`ignore` names a rule that there is not"),
    # 1: the architecture does not hold
    "inputs-mismatch": (1, "more or fewer tensors arrive than the layer reads"),
    "weights-mismatch": (1, "shared weights of another shape than the layer has"),
    "bad-value": (1, "an argument out of the range that PyTorch accepts"),
    "groups-mismatch": (1, "groups do not divide the channels"),
    "channels-mismatch": (1, "other channels arrive than the layer takes"),
    "features-mismatch": (1, "other features arrive than the layer takes"),
    "rank-mismatch": (1, "a shape with too few or too many dimensions arrives"),
    "kernel-too-large": (1, "the kernel is larger than the padded input"),
    "output-too-small": (1, "an output size would be below 1"),
    "padding-too-large": (1, "more padding than the layer can take"),
    "output-padding": (1, "output_padding reaches the stride and the dilation"),
    "shape-mismatch": (1, "the sizes that arrive do not suit the layer"),
    "size-too-large": (1, "a tensor larger than any machine can address"),
    "expectation-failed": (1, "the network is not what `expect` says"),
    "fail-on": (1, "a change that `--fail-on` forbids"),
    # 0: worth a word
    "unused-output": (0, "nobody reads what an entry gives"),
    "sees-only-padding": (0, "a layer has units whose window lies in the padding"),
    "field-exceeds-input": (0, "a receptive field is larger than the input"),
    "branches-misaligned": (0, "branches that are merged look at different places"),
    "field-below-input": (0, "what a global pool averages never sees the whole input"),
    "only-padding": (0, "weights that never meet anything but padding"),
    "unread-border": (0, "rows or columns that no window reaches"),
    "skipped-pixels": (0, "pixels between the windows that nothing reads"),
    "pool-of-one": (0, "a pool whose windows hold one value"),
    "even-same": (0, "`same` padding of an even kernel"),
    "checkerboard": (0, "a transposed convolution whose windows overlap unevenly"),
    "unmixed-groups": (0, "groups of channels that are kept apart twice in a row"),
    "bias-before-norm": (0, "a bias that the normalisation behind it takes away"),
    "dropout-before-norm": (0, "dropout straight before a batch norm"),
    "activation-twice": (0, "an activation of an activation"),
    "softmax-twice": (0, "a softmax of a softmax"),
    "softmax-last": (0, "a softmax at the end, where losses want logits"),
    "heavy-linear": (0, "a Linear behind Flatten holds most of the parameters"),
    "linear-on-maps": (0, "a Linear on feature maps reads their last axis alone"),
    "batch-in-input": (0, "an input that looks as if the batch were in it"),
}
"""Every code: the exit status it leads to, and its meaning in a phrase."""

RULES = tuple([code for code, (status, _) in CODES.items() if not status])
"""The codes of what is legal and probably not meant: those that `ignore` may name."""


class Source:
    """A text that was read, and the name it is known by. Its lines end in a line feed."""

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1, in characters."""
        if self._starts is None:
            starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of one line, counted from 1, without its end."""
        self.place(0)
        assert self._starts is not None
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Quoted(Source):
    """Text that stands at one place of another source, but in other characters than there."""

    __slots__ = ("offset", "outer")

    def __init__(self, outer: Source, offset: int, text: str) -> None:
        super().__init__(outer.name, text)
        self.outer = outer
        self.offset = offset

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column where the whole text stands."""
        del offset
        return self.outer.place(self.offset)

    def line(self, number: int) -> str:
        """A line of the outer source."""
        return self.outer.line(number)


class Span(NamedTuple):
    """A stretch of a source: offsets in characters, the end left out."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column it starts at, from 1, in characters."""
        return self.source.place(self.start)[1]


class Note(NamedTuple):
    """A second place that matters, and why."""

    span: Span
    label: str


class Problem(NamedTuple):
    """What a layer says of itself: a diagnostic that does not know its place yet.

    `at` is the argument it is about: a name, a position, or None for the layer as a whole.
    """

    code: str
    message: str
    label: str = ""
    help: str = ""
    at: str | int | None = None
    missing: tuple[str, ...] = ()
    """The arguments that were not given, where that is the problem."""


class Diagnostic(NamedTuple):
    """One problem: a headline that makes sense alone, its place, and an edit that mends it."""

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    related: tuple[Note, ...] = ()
    help: str = ""

    @property
    def status(self) -> int:
        """The exit status this problem leads to: 1 or 2."""
        return CODES[self.code][0]


def exit_status(problems: Iterable[Diagnostic]) -> int:
    """0 when all holds, 1 when the architecture does not, 2 when it cannot be understood."""
    return max((problem.status for problem in problems), default=0)


@lru_cache(maxsize=256)
def _nearest(word: str, names: tuple[str, ...], least: float) -> str | None:
    from difflib import get_close_matches  # an error's cost, not a start's

    holding = [name for name in names if word.lower() in name.split("_")]
    if len(holding) == 1:  # `size` means `kernel_size`, however near `stride` may be
        return holding[0]
    folded = {name.lower(): name for name in reversed(names)}
    found = get_close_matches(word.lower(), folded, n=1, cutoff=least)
    return folded[found[0]] if found else None


def nearest(word: str, names: Collection[str], least: float = 0.6) -> str | None:
    """The one name that `word` most likely meant, or None where none is as much like it."""
    return _nearest(word, tuple(names), least) if len(word) <= 60 else None


def suggest(word: str, names: Collection[str]) -> str:
    """A label for an unknown name: the nearest one, or all where they are few."""
    near = nearest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if 0 < len(names) <= 8:
        return "expected " + " or ".join(f"`{name}`" for name in names)
    return ""
