"""Embeddings: tables with a row for each index."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import ANYTHING, flag, real, whole, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Table(Layer):
    num_embeddings: int = argument(whole(1), symbol="V")
    embedding_dim: int = argument(whole(1), symbol="E")
    padding_idx: int | None

    params_formula = "V·E"
    reads_indices = (0,)
    saves = ("input",)

    def flaws(self) -> Iterator[Problem]:
        row = self.padding_idx
        if row is not None and not -self.num_embeddings <= row < self.num_embeddings:
            yield Problem(
                "bad-value",
                f"`padding_idx` of `{type(self).__name__}` must be one of its "
                f"{self.num_embeddings:,} rows, not {row}",
                f"expected {-self.num_embeddings} to {self.num_embeddings - 1}",
                f"write `padding_idx={self.num_embeddings - 1}`",
                "padding_idx",
            )

    def weights(self) -> dict[str, Shape]:
        return {"weight": (self.num_embeddings, self.embedding_dim)}


class Embedding(_Table):
    """Embedding(1000, 64): 20 → 20×64, 64,000 params"""

    padding_idx: int | None = argument(whole(), None)
    max_norm: float | None = argument(real(), None)
    norm_type: float = argument(real(), 2.0)
    scale_grad_by_freq: bool = argument(flag(numbers=False), False)
    sparse: bool = argument(flag(numbers=False), False)
    _weight: object = argument(ANYTHING, None)
    _freeze: bool = argument(flag(), False)
    device: object = opaque()
    dtype: object = opaque()

    output_formula = "the shape that arrives × E"
    dimension_formulas = MappingProxyType({-1: "E"})

    def output(self, shape: Shape) -> Shape:
        return (*shape, self.embedding_dim)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Reach, alike

        return (Reach((*alike(len(shapes[0])).dims, None)),)

    @property
    def frozen(self) -> bool:
        return self._freeze


class EmbeddingBag(_Table):
    """EmbeddingBag(1000, 64): 20 → 64, 64,000 params"""

    max_norm: float | None = argument(real(), None)
    norm_type: float = argument(real(), 2.0)
    scale_grad_by_freq: bool = argument(flag(numbers=False), False)
    mode: str = argument(word("mean", "sum", "max"), "mean")
    sparse: bool = argument(flag(numbers=False), False)
    _weight: object = argument(ANYTHING, None)
    include_last_offset: bool = argument(flag(), False)
    padding_idx: int | None = argument(whole(), None)
    device: object = opaque()
    dtype: object = opaque()

    ranks = (2,)
    letters = MappingProxyType({2: "L"})
    output_formula = "E for each row of indices"
    dimension_formulas = MappingProxyType({-1: "E"})

    def flaws(self) -> Iterator[Problem]:
        """What the mode does not go with. Source: torch.nn.functional.embedding_bag."""
        yield from super().flaws()
        for name in ("scale_grad_by_freq", "sparse"):
            if self.mode == "max" and getattr(self, name):
                yield Problem(
                    "bad-value",
                    f"`{name}` of `EmbeddingBag` does not go with the mode 'max'",
                    "only with 'sum' or 'mean'",
                    f"leave `{name}` out",
                    name,
                )

    def output(self, shape: Shape) -> Shape:
        return (shape[0], self.embedding_dim)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import mixing

        return (mixing(2, (1,)),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The indices, the bag of each, each bag's offset and sizes, and where maxima were.

        Source: PyTorch, ATen/native/EmbeddingBag.cpp.
        """
        bags, fast = tensor.shape[0], self.mode == "sum" and self.padding_idx is None
        maxima = bags * self.embedding_dim if self.mode == "max" else bags
        found = [0 if fast else tensor.elements + 1, bags, bags, maxima]
        return [("input", 0), *[("indices", each) for each in found]]
