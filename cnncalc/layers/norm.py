"""Normalisation: by batch, instance and group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Compact, Layer, Shape, shown
from cnncalc.layers.kinds import flag, real, whole
from cnncalc.layers.refusals import odd_groups
from cnncalc.layers.saving import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


def scaling(shape: Shape, *, affine: bool, bias: bool) -> dict[str, Shape]:
    """The weights of a normalisation: a scale and a shift, where it has them."""
    names = ("weight", "bias") if bias else ("weight",)
    return dict.fromkeys(names, shape) if affine else {}


def _lone(layer: Layer, count: int, of: str, shape: Shape, advice: str) -> Iterator[Problem]:
    """A single value has no spread. Source: torch.nn.functional, _verify_batch_size."""
    if count == 1:
        yield Problem(
            "shape-mismatch",
            f"`{type(layer).__name__}` needs more than 1 value in each {of}, "
            f"but {shown(shape)} arrives in a batch of {shape[0]}",
            f"1 value in each {of}",
            advice,
        )


class _TrackingNorm(Layer):
    num_features: int = argument(whole(1), dimension=1, inferred=True, symbol="C")
    eps: float = argument(real(), 1e-05)
    momentum: float | None = argument(real(optional=True), 0.1)
    affine: bool = argument(flag(), True)
    track_running_stats: bool = argument(flag(), True)
    bias: bool

    lazy: ClassVar[dict[str, Any] | None] = {}
    int64_buffers = ("num_batches_tracked",)
    params_formula = "C if affine + C if affine and bias"

    def weights(self) -> dict[str, Shape]:
        return scaling((self.num_features,), affine=self.affine, bias=self.bias)

    def buffers(self) -> dict[str, Shape]:
        if not self.track_running_stats:
            return {}
        each = (self.num_features,)
        return {"running_mean": each, "running_var": each, "num_batches_tracked": ()}


class _AcrossBatch(_TrackingNorm):
    """Without running statistics it takes those of the batch, in evaluation too."""

    role = "batch norm"
    keeps_channels_last = True

    def flaws(self) -> Iterator[Problem]:
        """Source: torch.nn.functional.batch_norm."""
        if self.eps < 0 or (self.eps == 0 and not self.track_running_stats):
            least = "at least 0" if self.track_running_stats else "above 0"
            yield Problem(
                "bad-value",
                f"`eps` of `{type(self).__name__}` must be {least}, not {self.eps}",
                f"expected a number {least}",
                "leave `eps` out",
                "eps",
            )

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if not self.track_running_stats:
            count = shape[0] * product(shape[2:])
            yield from _lone(self, count, "channel", shape, "write `track_running_stats=True`")

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        rank = len(shapes[0])
        return (sweeping(rank, () if self.track_running_stats else (0, *range(2, rank))),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return statistics(tensor.shape[1])


class _BatchNorm(_AcrossBatch):
    device: object = opaque()
    dtype: object = opaque()
    bias: bool = argument(flag(), True, kw_only=True)

    compact = Compact("bn")


class _InstanceNorm(_TrackingNorm):
    affine: bool = argument(flag(), False)
    track_running_stats: bool = argument(flag(), False)
    device: object = opaque()
    dtype: object = opaque()
    bias: bool = argument(flag(), True, kw_only=True)

    role = "instance norm"
    lazy = {"affine": True, "track_running_stats": True}
    compact = Compact("in")

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        """A single value has no spread. Source: torch.nn.functional._verify_spatial_size."""
        if not self.track_running_stats and product(shape[2:]) == 1:
            yield Problem(
                "shape-mismatch",
                f"`{type(self).__name__}` needs more than 1 value in each channel, "
                f"but {shown(shape)} arrives",
                "1 value in each channel",
                "leave the normalisation out here, or write `track_running_stats=True`",
            )

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        rank = len(shapes[0])
        return (sweeping(rank, () if self.track_running_stats else range(2, rank)),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """A batch norm of all channels of all samples, with what it has of each repeated."""
        count = product(tensor.shape[:2])
        repeated = 2 * self.track_running_stats + self.affine
        copied = 0 if tensor.contiguous else tensor.elements
        return [*statistics(count, copied), *[("values", count)] * repeated]


class BatchNorm1d(_BatchNorm):
    """BatchNorm1d(128): 128 → 128, 256 params"""

    ranks = (2, 3)


class BatchNorm2d(_BatchNorm):
    """BatchNorm2d(64): 64×112×112 → 64×112×112, 128 params"""

    ranks = (4,)


class BatchNorm3d(_BatchNorm):
    """BatchNorm3d(64, affine=False): 64×8×56×56 → 64×8×56×56, 0 params"""

    ranks = (5,)


class SyncBatchNorm(_AcrossBatch):
    """SyncBatchNorm(64, bias=False): 64×112×112 → 64×112×112, 64 params"""

    process_group: object = opaque()
    device: object = opaque()
    dtype: object = opaque()
    bias: bool = argument(flag(), True, kw_only=True)

    lazy = None
    ranks = range(2, 99)


class InstanceNorm1d(_InstanceNorm):
    """InstanceNorm1d(100): 100×40 → 100×40, 0 params"""

    ranks = (3,)


class InstanceNorm2d(_InstanceNorm):
    """InstanceNorm2d(64, affine=True): 64×128×128 → 64×128×128, 128 params"""

    ranks = (4,)


class InstanceNorm3d(_InstanceNorm):
    """InstanceNorm3d(100): 100×35×45×40 → 100×35×45×40, 0 params"""

    ranks = (5,)


class GroupNorm(Layer):
    """GroupNorm(32, 256): 256×56×56 → 256×56×56, 512 params"""

    num_groups: int = argument(whole(1), symbol="G")
    num_channels: int = argument(whole(1), dimension=1, symbol="C")
    eps: float = argument(real(), 1e-05)
    affine: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()
    bias: bool = argument(flag(), True, kw_only=True)

    ranks = range(2, 99)
    keeps_channels_last = True
    params_formula = "C if affine + C if affine and bias"

    def flaws(self) -> Iterator[Problem]:
        groups, channels = self.num_groups, self.num_channels
        yield from odd_groups(self, groups, "num_groups", num_channels=channels)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        """The batch counts too. Source: torch.nn.functional.group_norm."""
        count = shape[0] * self.num_channels // self.num_groups * product(shape[2:])
        yield from _lone(self, count, "group", shape, "write a smaller num_groups")

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import EVERYTHING, Blocks

        rank, each = len(shapes[0]), self.num_channels // self.num_groups
        axes = [(at, EVERYTHING) for at in range(2, rank)]
        return (stepping(rank, [(1, Blocks(each, each)), *axes]),)

    def weights(self) -> dict[str, Shape]:
        return scaling((self.num_channels,), affine=self.affine, bias=self.bias)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        copied = 0 if tensor.contiguous or tensor.channels_last else tensor.elements
        return statistics(tensor.shape[0] * self.num_groups, copied)
