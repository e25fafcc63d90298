"""The whole contract of a layer: arguments, output shape, weights. The rest is inherited."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import Argument, Compact, call_of
from cnncalc.layers.formulas import Formulated
from cnncalc.layers.inference import inferred
from cnncalc.layers.refusals import LayerError
from cnncalc.layers.roles import Playing
from cnncalc.layers.shapes import Shape, Unbatched, per_sample, shown
from cnncalc.layers.signature import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from cnncalc.layers.reach import Reaches

__all__ = ["ALIASES", "REGISTER", "Compact", "Layer", "LayerError", "Shape", "per_sample", "shown"]

REGISTER: dict[str, type[Layer]] = {}
"""Every layer class that is loaded, by PyTorch's name; a class joins by being defined."""
ALIASES: dict[str, type[Layer]] = {}
"""The same by the other names that a layer goes by."""


ONE = range(1, 2)


class Layer(Formulated, Playing):
    """A layer with its arguments as attributes. Shapes carry the batch first.

    Most layers read one tensor, and their methods take its shape. One that reads several says
    so in `arity`, and its methods take as many shapes; a source reads none, and takes none.

    A subclass whose name starts with an underscore is abstract: a family. Every other one is
    final and can be used in specs. The first line of its docstring is a worked example, which
    is documentation and test at once: `call: input → output, parameters, MACs`, the last left
    out where there are none.
    """

    aliases: ClassVar[tuple[str, ...]] = ()
    """Other names that it goes by."""
    arguments: ClassVar[tuple[Argument, ...]] = ()
    axes: ClassVar[int] = 0
    """Spatial axes: what a per-axis argument has as many numbers as."""
    ranks: ClassVar[tuple[int, ...] | range] = ()
    """Dimensions of the input, batch included, that it takes; empty for any."""
    letters: ClassVar[Mapping[int, str]] = MappingProxyType(
        {2: "C", 3: "C×L", 4: "C×H×W", 5: "C×D×H×W"}
    )
    """What its dimensions are called, for each rank, the batch left out."""
    lazy: ClassVar[dict[str, Any] | None] = None
    """Defaults that PyTorch's Lazy twin has of its own; None where there is no such twin."""
    takes_anything: ClassVar[bool] = False
    """Whether the constructor ignores all it is given."""
    mixes_channels: ClassVar[bool] = False
    """Whether its output has the same shape however many channels arrive."""
    merges: ClassVar[bool] = False
    """Whether its bare value in the mapping form names what it reads: `Cat: [left, right]`."""
    compact: ClassVar[Compact | None] = None
    """Its form in compact tokens, where it has one besides its name in lower case."""
    _signature: ClassVar[Signature | None] = None

    def __init_subclass__(cls) -> None:
        """Collect the arguments, and enter a final class in the register.

        An argument that is declared again stands where it is declared last.
        """
        own = {name: each for name, each in vars(cls).items() if isinstance(each, Argument)}
        if own:
            inherited = [each for each in cls.arguments if each.name not in own]
            cls.arguments = (*inherited, *own.values())
        if not cls.__name__.startswith("_"):
            REGISTER[cls.__name__] = cls
            ALIASES.update(dict.fromkeys(cls.aliases, cls))

    def __init__(self, *positional: Any, **named: Any) -> None:
        """Bind the arguments as PyTorch would.

        Raises:
            LayerError: with all that PyTorch would refuse at construction.
        """
        self._bind(self.signature(), positional, named)

    @classmethod
    def made(
        cls, signature: Signature, positional: Sequence[Any], named: Mapping[str, Any]
    ) -> Self:
        """The layer by another signature than its own, such as its Lazy twin's.

        Raises:
            LayerError: with all that PyTorch would refuse at construction.
        """
        layer = object.__new__(cls)
        layer._bind(signature, positional, named)
        return layer

    def _bind(
        self, signature: Signature, positional: Sequence[Any], named: Mapping[str, Any]
    ) -> None:
        values, problems = signature.bind(positional, named)
        self.__dict__.update(values)
        for each in self.arguments:  # what a Lazy twin does not take is inferred
            if each.inferred:
                self.__dict__.setdefault(each.name, None)
        problems = problems or list(self.flaws())
        if problems:
            raise LayerError(problems)

    @classmethod
    def signature(cls) -> Signature:
        """The constructor's arguments."""
        if cls._signature is None or cls._signature.name != cls.__name__:
            cls._signature = Signature(
                cls.__name__, cls.arguments, axes=cls.axes, takes_anything=cls.takes_anything
            )
        return cls._signature

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a layer is a value."""
        raise AttributeError(f"a layer does not change: make a new one to set `{name}`")

    def __eq__(self, other: object) -> bool:
        """Layers are equal when they are of one class with the same arguments."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        """Equal layers hash alike."""
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        """The layer as PyTorch would write it, with the arguments that differ from defaults."""
        return call_of(self)

    # What a layer says of itself

    def flaws(self) -> Iterator[Problem]:
        """What PyTorch refuses at construction, beyond each argument's own range."""
        return iter(())

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        """What PyTorch refuses when this shape arrives, beyond rank and channels."""
        del shape
        return iter(())

    def output(self, shape: Shape) -> Shape:
        """The output shape; a size below 1 where there is no output."""
        return shape

    @property
    def arity(self) -> range:
        """How many tensors it may read."""
        return ONE

    @property
    def uncounted(self) -> tuple[str, ...]:
        """The counts that it does not know: of params, buffers and macs."""
        return ()

    def keeps_batch(self, shape: Shape) -> bool:
        """Whether the first dimension of its output is still the batch, if it was on arrival."""
        del shape
        return True

    def batched(self, *shapes: Shape) -> bool:
        """Whether the first dimension of its output is the batch."""
        if not shapes or isinstance(shapes[0], Unbatched):
            return False
        return self.keeps_batch(shapes[0])

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        """All output shapes of a layer that has several; the first is what flows on."""
        return (self.output(*shapes),)

    def dimension_of(self, argument: Argument, shape: Shape) -> int | None:
        """The dimension of the input that an argument must equal."""
        del shape
        return argument.dimension

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        """Why an output size came out below 1."""
        yield Problem(
            "output-too-small",
            f"the output of `{self!r}` would be {shown(output)}: every size must be at least 1",
            f"from {shown(shape)}",
        )

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """What the units of one of its outputs read of each input; None where it is unknown.

        Unless a layer says so, it reads its one input place by place.
        """
        from cnncalc.layers.reach import alike  # a question's cost, not a start's

        same = len(shapes) == 1 and self.outputs(*shapes)[output] == shapes[0]
        return (alike(len(shapes[0])),) if same else None

    def weights(self) -> dict[str, Shape]:
        """The parameters' shapes, by PyTorch's names."""
        return {}

    def buffers(self) -> dict[str, Shape]:
        """The buffers' shapes, by PyTorch's names."""
        return {}

    def macs(self, *shapes: Shape) -> int:
        """Multiply-accumulates of weights and of products of matrices, for the whole batch.

        Without bias, as torchvision publishes them: adding, comparing or scaling has none.
        """
        del shapes
        return 0

    @property
    def frozen(self) -> bool:
        """Whether its parameters are kept from training."""
        return False

    # What follows from that

    @property
    def params(self) -> int:
        """Parameters: the sum of the products of the weights' shapes."""
        return sum(map(product, self.weights().values()))

    def shown_arguments(self) -> dict[str, Any]:
        """The arguments and their values, without what changes no shape."""
        plain = [each.name for each in self.arguments if not each.opaque]
        values = self.values()
        return {name: values.get(name) for name in plain}

    def values(self) -> dict[str, Any]:
        """The arguments' values by name."""
        return self.__dict__

    def replaced(self, **changes: Any) -> Self:
        """The same layer with other values, unchecked."""
        layer = object.__new__(type(self))
        layer.__dict__.update(self.__dict__, **changes)
        return layer

    def given(self, *shapes: Shape) -> Self:
        """The layer with what it infers from the shapes that arrive filled in.

        Raises:
            LayerError: with all that PyTorch would refuse of these inputs.
        """
        return inferred(self, shapes)
