"""The shipped networks that torchvision does not have, in PyTorch, from their papers.

Each runs in the order of its spec in `specs/`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from tests.oracle.networks import chains, skips, tokens, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

    Shape = tuple[int, ...]


class Network(NamedTuple):
    """What makes a network, and what arrives at it, without the batch."""

    make: Callable[[], nn.Module]
    shapes: tuple[Shape, ...]


NETWORKS = {
    "unet": Network(partial(skips.UNet, 1, 2), ((1, 572, 572),)),
    "unet-same": Network(partial(skips.UNet, 3, 1, padding=1), ((3, 256, 256),)),
    "unet3d": Network(skips.UNet3d, ((3, 116, 132, 132),)),
    "fpn": Network(skips.FPN, ((3, 800, 1333),)),
    "dcgan-generator": Network(chains.dcgan_generator, ((100, 1, 1),)),
    "dcgan-discriminator": Network(chains.dcgan_discriminator, ((3, 64, 64),)),
    "crnn": Network(chains.CRNN, ((1, 32, 100),)),
    "m5": Network(chains.m5, ((1, 32000),)),
    "c3d": Network(chains.c3d, ((3, 16, 112, 112),)),
    "siamese": Network(chains.Siamese, ((1, 105, 105), (1, 105, 105))),
    "tcn": Network(units.tcn, ((1, 784),)),
    "se_resnet50": Network(units.se_resnet50, ((3, 224, 224),)),
    "shufflenet_v1": Network(units.shufflenet_v1, ((3, 224, 224),)),
    "cvt-13": Network(tokens.CvT13, ((3, 224, 224),)),
}


def measured(network: Network) -> dict[str, Any]:
    """Run a network on the meta device: its params, and each call of a module without children.

    A call is the class, the output without the batch, the params and the buffers; a module that is
    called again has none left.
    """
    calls: list[list[Any]] = []
    seen: set[nn.Module] = set()

    def note(module: nn.Module, _: Any, output: Any) -> None:
        first = output[0] if isinstance(output, tuple) else output
        own = (module.parameters(), module.buffers())
        sizes = [0 if module in seen else sum(each.numel() for each in some) for some in own]
        seen.add(module)
        calls.append([type(module).__name__, list(first.shape[1:]), *sizes])

    with torch.device("meta"), torch.no_grad():
        made = network.make().eval()
        for module in made.modules():
            if next(module.children(), None) is None:
                module.register_forward_hook(note)
        result = made(*(torch.empty(1, *shape) for shape in network.shapes))
    results = result if isinstance(result, list) else [result]
    return {
        "inputs": [list(shape) for shape in network.shapes],
        "outputs": [list(each.shape[1:]) for each in results],
        "params": sum(each.numel() for each in made.parameters()),
        "modules": calls,
    }
