"""Networks whose layers stand one behind the other, or nearly."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn


def chain(*steps: nn.Module | list[nn.Module]) -> nn.Sequential:
    """Modules and lists of them, one behind the other."""
    lists = (each if isinstance(each, list) else [each] for each in steps)
    return nn.Sequential(*(module for each in lists for module in each))


def dcgan_generator() -> nn.Module:
    def grow(i: int, o: int, *stride_and_padding: int) -> list[nn.Module]:
        grown = nn.ConvTranspose2d(i, o, 4, *stride_and_padding or (2, 1), bias=False)
        return [grown, nn.BatchNorm2d(o), nn.ReLU()] if o > 3 else [grown, nn.Tanh()]

    widths = (512, 256, 128, 64, 3)
    later = (grow(*pair) for pair in pairwise(widths))
    return chain(grow(100, 512, 1, 0), *later)


def dcgan_discriminator() -> nn.Module:
    def shrink(i: int, o: int) -> list[nn.Module]:
        norm = [nn.BatchNorm2d(o)] if i > 3 else []
        return [nn.Conv2d(i, o, 4, 2, 1, bias=False), *norm, nn.LeakyReLU(0.2)]

    steps = (shrink(*pair) for pair in ((3, 64), (64, 128), (128, 256), (256, 512)))
    return chain(*steps, nn.Conv2d(512, 1, 4, 1, 0, bias=False), nn.Sigmoid(), nn.Flatten())


class CRNN(nn.Module):
    """Shi et al. 2015, table 1, with the pooling of the authors' code."""

    def __init__(self) -> None:
        super().__init__()

        def conv(i: int, o: int, *, norm: bool = False) -> list[nn.Module]:
            steps: list[nn.Module] = [nn.Conv2d(i, o, 3, 1, 1), nn.BatchNorm2d(o), nn.ReLU()]
            return steps if norm else steps[::2]

        def narrow() -> nn.Module:
            return nn.MaxPool2d(2, (2, 1), (0, 1))

        self.convolutional = chain(
            *(conv(1, 64), nn.MaxPool2d(2), conv(64, 128), nn.MaxPool2d(2)),
            *(conv(128, 256), conv(256, 256), narrow()),
            *(conv(256, 512, norm=True), conv(512, 512, norm=True), narrow()),
            *(nn.Conv2d(512, 512, 2), nn.ReLU()),
        )
        self.lstms = nn.ModuleList(
            nn.LSTM(width, 256, batch_first=True, bidirectional=True) for width in (512, 256)
        )
        self.linears = nn.ModuleList(nn.Linear(512, width) for width in (256, 37))

    def forward(self, x: Tensor) -> Tensor:
        x = self.convolutional(x).squeeze(2).transpose(1, 2)
        for lstm, linear in zip(self.lstms, self.linears, strict=True):
            x = linear(lstm(x)[0])
        return x


def m5() -> nn.Module:
    def conv(i: int, o: int, *shape: int) -> list[nn.Module]:
        return [nn.Conv1d(i, o, *shape or (3, 1, 1)), nn.BatchNorm1d(o), nn.ReLU()]

    return chain(
        *(conv(1, 128, 80, 4, 38), nn.MaxPool1d(4), conv(128, 128), nn.MaxPool1d(4)),
        *(conv(128, 256), nn.MaxPool1d(4), conv(256, 512), nn.MaxPool1d(4, ceil_mode=True)),
        *(nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(512, 10)),
    )


def c3d() -> nn.Module:
    def conv(i: int, o: int) -> list[nn.Module]:
        return [nn.Conv3d(i, o, 3, padding=1), nn.ReLU()]

    return chain(
        *(conv(3, 64), nn.MaxPool3d((1, 2, 2)), conv(64, 128), nn.MaxPool3d(2)),
        *(conv(128, 256), conv(256, 256), nn.MaxPool3d(2)),
        *(conv(256, 512), conv(512, 512), nn.MaxPool3d(2)),
        *(conv(512, 512), conv(512, 512), nn.MaxPool3d(2, ceil_mode=True), nn.Flatten()),
        *(nn.Linear(8192, 4096), nn.ReLU(), nn.Dropout()),
        *(nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 487)),
    )


class Siamese(nn.Module):
    """Koch et al. 2015, figure 4: one twin, called twice."""

    def __init__(self) -> None:
        super().__init__()
        widths = ((1, 64, 10), (64, 128, 7), (128, 128, 4))
        steps = ([nn.Conv2d(*each), nn.ReLU(), nn.MaxPool2d(2)] for each in widths)
        code = (nn.Conv2d(128, 256, 4), nn.ReLU(), nn.Flatten(), nn.Linear(9216, 4096))
        self.twin = chain(*steps, *code, nn.Sigmoid())
        self.distance, self.sigmoid = nn.Linear(4096, 1), nn.Sigmoid()

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        apart: Tensor = (self.twin(left) - self.twin(right)).abs()
        return self.sigmoid(self.distance(apart))
