"""Networks whose features leave the main path and come back: U-Nets and the feature pyramid."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, cat, nn
from torch.nn import functional

from tests.oracle.networks.chains import chain
from tests.oracle.networks.units import resnet50_stages


class _U(nn.Module):
    """Down and up again; at each level the features of the way down, cropped, come first."""

    down: nn.ModuleList
    up: nn.ModuleList
    merge: nn.ModuleList

    def __init__(self, pool: nn.Module, score: nn.Module) -> None:
        super().__init__()
        self.pool, self.score = pool, score

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for level, down in enumerate(self.down):
            x = down(self.pool(x) if level else x)
            skips.append(x)
        for up, merge, skip in zip(self.up, self.merge, skips[-2::-1], strict=True):
            x = up(x)
            crop = (skip.shape[-1] - x.shape[-1]) // 2
            x = merge(cat([functional.pad(skip, [-crop] * 2 * (x.dim() - 2)), x], 1))
        return self.score(x)


class UNet(_U):
    """Ronneberger et al. 2015, figure 1; with `padding=1` nothing shrinks."""

    def __init__(self, channels: int, classes: int, padding: int = 0) -> None:
        super().__init__(nn.MaxPool2d(2), nn.Conv2d(64, classes, 1))

        def twice(i: int, o: int) -> list[nn.Module]:
            pairs = ([nn.Conv2d(each, o, 3, padding=padding), nn.ReLU()] for each in (i, o))
            return [module for pair in pairs for module in pair]

        widths = (64, 128, 256, 512, 1024)
        down = [twice(*pair) for pair in zip((channels, *widths), widths, strict=False)]
        drops: list[list[nn.Module]] = [[], [], [], [nn.Dropout(0.5)], [nn.Dropout(0.5)]]
        self.down = nn.ModuleList(map(chain, down, drops))
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, 2) for w in widths[3::-1])
        self.merge = nn.ModuleList(chain(twice(2 * w, w)) for w in widths[3::-1])


class UNet3d(_U):
    """Çiçek et al. 2016, figure 2."""

    def __init__(self) -> None:
        super().__init__(nn.MaxPool3d(2), nn.Conv3d(64, 3, 1))

        def step(*widths: int) -> nn.Sequential:
            steps = (
                (nn.Conv3d(i, o, 3), nn.BatchNorm3d(o), nn.ReLU()) for i, o in pairwise(widths)
            )
            return chain(*map(list, steps))

        down = ((3, 32, 64), (64, 64, 128), (128, 128, 256), (256, 256, 512))
        merge = ((768, 256, 256), (384, 128, 128), (192, 64, 64))
        self.down = nn.ModuleList(step(*widths) for widths in down)
        up = (512, 256, 128)
        self.up = nn.ModuleList(nn.ConvTranspose3d(w, w, 2, 2, bias=False) for w in up)
        self.merge = nn.ModuleList(step(*widths) for widths in merge)


class FPN(nn.Module):
    """Lin et al. 2017, figure 3: the levels from above, then a 3×3 convolution on each."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, *stages = resnet50_stages()
        self.stages = nn.ModuleList(stages)
        self.lateral = nn.ModuleList(nn.Conv2d(w, 256, 1) for w in (2048, 1024, 512, 256))
        self.smooth = nn.ModuleList(nn.Conv2d(256, 256, 3, padding=1) for _ in range(4))

    def forward(self, x: Tensor) -> list[Tensor]:
        x = self.stem(x)
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        levels: list[Tensor] = []
        for lateral, feature in zip(self.lateral, features[::-1], strict=True):
            level = lateral(feature)
            if levels:
                level = level + functional.interpolate(levels[-1], level.shape[2:])
            levels.append(level)
        return [smooth(level) for smooth, level in zip(self.smooth, levels, strict=True)][::-1]
