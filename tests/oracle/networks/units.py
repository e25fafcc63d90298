"""Networks of many like units: SE-ResNet, ShuffleNet, the temporal network, CvT."""

from __future__ import annotations

from torch import Tensor, cat, nn

from tests.oracle.networks.chains import chain


def conv(i: int, o: int, kernel: int, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    """A convolution that keeps the size but for its stride, and its normalization."""
    convolution = nn.Conv2d(i, o, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [convolution, nn.BatchNorm2d(o)]


class Residual(nn.Module):
    """x + f(x), or a projection of x in place of x."""

    def __init__(self, main: nn.Module, shortcut: nn.Module | None = None) -> None:
        super().__init__()
        self.main = main
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        main: Tensor = self.main(x)
        return main + (x if self.shortcut is None else self.shortcut(x))


class Excitation(nn.Module):
    """Hu et al. 2018, figure 3."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        less = channels // 16
        inner = (nn.Conv2d(channels, less, 1), nn.ReLU(), nn.Conv2d(less, channels, 1))
        self.scale = chain(nn.AdaptiveAvgPool2d(1), *inner, nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        scale: Tensor = self.scale(x)
        return x * scale


def resnet50_stages(*, excite: bool = False) -> list[nn.Sequential]:
    """Stem and four stages, as in torchvision."""
    stages = [chain(conv(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1))]
    i = 64
    for planes, units, first in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        steps: list[nn.Module] = []
        for unit in range(units):
            stride, o = (1 if unit else first), 4 * planes
            main = chain(
                *(conv(i, planes, 1), nn.ReLU(), conv(planes, planes, 3, stride), nn.ReLU()),
                *(conv(planes, o, 1), [Excitation(o)] if excite else []),
            )
            shortcut = None if unit else chain(conv(i, o, 1, stride))
            steps += [Residual(main, shortcut), nn.ReLU()]
            i = o
        stages.append(chain(steps))
    return stages


def se_resnet50() -> nn.Module:
    head = (nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))
    return chain(*resnet50_stages(excite=True), *head)


class Shuffle(nn.Module):
    """Zhang et al. 2018, figure 1, with modules for what nn has a module for."""

    def __init__(self) -> None:
        super().__init__()
        self.apart, self.together = nn.Unflatten(1, (3, -1)), nn.Flatten(1, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.together(self.apart(x).transpose(1, 2))


class Down(nn.Module):
    """Zhang et al. 2018, figure 2c."""

    def __init__(self, main: nn.Module) -> None:
        super().__init__()
        self.pool, self.main = nn.AvgPool2d(3, 2, 1), main

    def forward(self, x: Tensor) -> Tensor:
        return cat([self.pool(x), self.main(x)], 1)


def shufflenet_v1() -> nn.Module:
    def main(i: int, hidden: int, o: int, stride: int, first_groups: int) -> nn.Module:
        return chain(
            *(conv(i, hidden, 1, 1, first_groups), nn.ReLU(), Shuffle()),
            *(conv(hidden, hidden, 3, stride, hidden), conv(hidden, o, 1, 1, 3)),
        )

    steps = [*conv(3, 24, 3, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    i = 24
    for o, units in ((240, 4), (480, 8), (960, 4)):
        steps += [Down(main(i, o // 4, o - i, 2, 1 if i == 24 else 3)), nn.ReLU()]
        for _ in range(units - 1):
            steps += [Residual(main(o, o // 4, o, 1, 3)), nn.ReLU()]
        i = o
    return chain(steps, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(960, 1000))


class Last(nn.Module):
    """Bai et al. 2018: the last moment knows all that came before."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.linear = nn.Linear(25, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x[:, :, -1])


def tcn() -> nn.Module:
    def causal(i: int, dilation: int) -> list[nn.Module]:
        convolution = nn.Conv1d(i, 25, 7, dilation=dilation)
        return [nn.ConstantPad1d((6 * dilation, 0), 0), convolution, nn.ReLU(), nn.Dropout(0.05)]

    steps: list[nn.Module] = []
    for level in range(8):
        main = chain(causal(25 if level else 1, 2**level), causal(25, 2**level))
        steps += [Residual(main, None if level else nn.Conv1d(1, 25, 1)), nn.ReLU()]
    return chain(steps, Last(10))
