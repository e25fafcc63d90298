"""Every rule: its name, why what it finds is probably not meant, and where it looks."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule, whose function is only loaded where a network has something for it."""

    name: str
    reason: str
    find: str
    """Its module in this room and its function there."""
    roles: tuple[str, ...] = ()
    """The roles of the layers that it looks at, one by one; none where it looks at the whole."""
    near: bool = True
    """Whether it looks at a layer and those beside it alone, and so costs next to nothing."""
    asked: bool = False
    """Whether it is only held against a network where it is asked for by name."""


_SLIDING = ("convolution", "pool")
_RULES = (
    Rule(
        "unread-border",
        "what the division leaves over is thrown away on one side, and with it part of the image",
        "windows.unread_border",
        _SLIDING,
    ),
    Rule(
        "skipped-pixels",
        "a stride beyond the kernel throws away pixels that were worked out, or given",
        "windows.skipped_pixels",
        _SLIDING,
    ),
    Rule(
        "only-padding",
        "weights that meet nothing but zeros at every place are never trained",
        "windows.only_padding",
        ("convolution",),
    ),
    Rule(
        "pool-of-one",
        "a pool of single values gives what arrives",
        "windows.pool_of_one",
        ("pool",),
    ),
    Rule(
        "even-same",
        "an even kernel has no middle: `same` pads one side more and moves the image by half a "
        "pixel",
        "windows.even_same",
        ("convolution",),
    ),
    Rule(
        "checkerboard",
        "where the stride does not divide the kernel, neighbours are sums of more and of fewer "
        "terms (Odena et al., Deconvolution and Checkerboard Artifacts, 2016)",
        "overlaps.checkerboard",
        ("transposed convolution",),
    ),
    Rule(
        "unmixed-groups",
        "two layers of the same groups in a row never let one group see another (Zhang et al., "
        "ShuffleNet, 2018)",
        "channels.unmixed_groups",
        ("convolution",),
    ),
    Rule(
        "bias-before-norm",
        "the normalisation takes the mean of each channel away, and the bias with it",
        "channels.bias_before_norm",
        ("batch norm", "instance norm"),
    ),
    Rule(
        "dropout-before-norm",
        "dropout changes the variance in training alone, and the running one is wrong in "
        "evaluation (Li et al., Understanding the Disharmony between Dropout and Batch "
        "Normalization, 2019)",
        "channels.dropout_before_norm",
        ("batch norm",),
    ),
    Rule(
        "activation-twice",
        "an activation straight behind another changes nothing, or bends what is bent already",
        "activations.activation_twice",
        ("activation",),
    ),
    Rule(
        "softmax-twice",
        "the second takes probabilities for logits, and makes them nearly equal",
        "activations.softmax_twice",
        ("softmax", "log softmax"),
    ),
    Rule(
        "softmax-last",
        "PyTorch's CrossEntropyLoss takes logits and has the softmax in it: trained so, it is "
        "there twice; for a loss that takes probabilities, or for use alone, it is right",
        "activations.softmax_last",
        ("softmax",),
    ),
    Rule(
        "heavy-linear",
        "where Flatten hands over a large map, the first Linear is most of the network, and fits "
        "one input size alone",
        "linears.heavy_linear",
        ("linear",),
    ),
    Rule(
        "linear-on-maps",
        "a Linear reads the last dimension: of feature maps each row by itself, not the image",
        "linears.linear_on_maps",
        ("linear",),
    ),
    Rule(
        "batch-in-input",
        "shapes leave the batch out; with it, it counts as channels or as one more axis",
        "inputs.batch_in_input",
    ),
    Rule(
        "field-below-input",
        "what is averaged over all places at the end never saw an object that fills the input",
        "fields.below",
        near=False,
    ),
    Rule(
        "sees-only-padding",
        "units whose window lies in the padding say nothing about the input",
        "fields.noted",
        near=False,
    ),
    Rule(
        "branches-misaligned",
        "what is added or stacked belongs to different places of the input",
        "fields.noted",
        near=False,
    ),
    Rule(
        "field-exceeds-input",
        "units that see beyond the input on both sides add no context; so do those of nearly all "
        "published networks, and so it is asked for by name",
        "fields.noted",
        near=False,
        asked=True,
    ),
    Rule(
        "unused-output",
        "what nobody reads is worked out for nothing",
        "fields.unused",
        near=False,
    ),
)
RULES = {each.name: each for each in _RULES}
"""Every rule by its name."""
