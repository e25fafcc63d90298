"""A network of convolutions and attention: CvT."""

from __future__ import annotations

import torch
from torch import Tensor, cat, nn
from torch.nn import functional

from tests.oracle.networks.chains import chain
from tests.oracle.networks.units import Residual, conv


class Project(nn.Module):
    """Wu et al. 2021, figure 3: a depthwise convolution over the places, then a linear layer."""

    def __init__(self, dim: int, heads: int, side: int, cls: int, stride: int) -> None:
        super().__init__()
        self.side, self.cls = side, cls
        self.map = nn.Unflatten(2, (side, side))
        self.convolution = chain(conv(dim, dim, 3, stride, dim), nn.Flatten(2))
        self.linear, self.heads = nn.Linear(dim, dim), nn.Unflatten(2, (heads, -1))

    def forward(self, x: Tensor) -> Tensor:
        places = self.convolution(self.map(x[:, self.cls :].transpose(1, 2))).transpose(1, 2)
        tokens = cat([x[:, :1], places], 1) if self.cls else places
        return self.heads(self.linear(tokens)).transpose(1, 2)


class Attention(nn.Module):
    """Keys and values from a map of half the size."""

    def __init__(self, dim: int, heads: int, side: int, cls: int) -> None:
        super().__init__()
        strides = (1, 2, 2)
        self.project = nn.ModuleList(Project(dim, heads, side, cls, each) for each in strides)
        self.flatten, self.linear = nn.Flatten(2), nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (project(x) for project in self.project)
        attended = functional.scaled_dot_product_attention(query, key, value)
        return self.linear(self.flatten(attended.transpose(1, 2)))


class CvT13(nn.Module):
    """Wu et al. 2021, table 2."""

    def __init__(self) -> None:
        super().__init__()
        self.embed, self.maps, self.norms, self.blocks = (nn.ModuleList() for _ in range(4))
        i = 3
        stages = ((64, 7, 4, 2, 1, 1, 56), (192, 3, 2, 1, 3, 2, 28), (384, 3, 2, 1, 6, 10, 14))
        for dim, kernel, stride, padding, heads, depth, side in stages:
            self.embed.append(chain(nn.Conv2d(i, dim, kernel, stride, padding), nn.Flatten(2)))
            self.norms.append(nn.LayerNorm(dim))
            self.maps.append(nn.Unflatten(2, (side, side)))
            blocks = [self.block(dim, heads, side, int(side == 14)) for _ in range(depth)]
            self.blocks.append(chain(*blocks))
            i = dim
        self.cls = nn.Parameter(torch.empty(1, 1, 384))
        self.head = chain(nn.LayerNorm(384), nn.Linear(384, 1000))

    def block(self, dim: int, heads: int, side: int, cls: int) -> list[nn.Module]:
        perceptron = (nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim))
        attention = chain(nn.LayerNorm(dim), Attention(dim, heads, side, cls))
        return [Residual(attention), Residual(chain(nn.LayerNorm(dim), *perceptron))]

    def forward(self, x: Tensor) -> Tensor:
        for stage, (embed, norm) in enumerate(zip(self.embed, self.norms, strict=True)):
            x = norm(embed(x).transpose(1, 2))
            if stage < 2:
                x = self.maps[stage](self.blocks[stage](x).transpose(1, 2))
        x = self.blocks[2](cat([self.cls, x], 1))
        return self.head(x[:, 0])
