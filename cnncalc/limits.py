"""The bounds on what is read and built: ample for any real network, small for any machine.

A malformed or hostile input meets one of these and gets an error that names it.
"""

MAX_CHARACTERS = 2_000_000
"""Characters in one spec."""

MAX_TOKENS = 600_000
"""Words, numbers and signs in the code of one spec."""

MAX_DEPTH = 64
"""Levels of brackets, YAML nesting or groups."""

MAX_LEVELS = 100
"""Levels of groups and blocks in one network, those inside blocks among them."""

MAX_NODES = 300_000
"""YAML nodes in one spec, each alias counted as often as it is used."""

MAX_LAYERS = 20_000
"""Layers in one network, after repeats."""

MAX_STEPS = 60_000
"""Groups, and entries looked at, while blocks and repeats are written out, those left out too."""

MAX_VALUES = 1_000
"""Values in one list, those in lists inside it among them."""

MAX_NAME = 200
"""Characters in one name."""

MAX_PATH = 1_000
"""Characters in the path to a layer, through all its groups."""

MAX_INTEGER = 2**63 - 1
"""The largest whole number an argument may be: PyTorch's sizes are 64-bit."""

MAX_ELEMENTS = 2**61 - 1
"""Elements in one tensor: as float32 its bytes still count in 64 bits, PyTorch's own limit."""

MAX_PROBLEMS = 50
"""Problems reported in one run."""

MAX_OPERATORS = 200
"""Operators in one expression."""

MAX_BITS = 256
"""Binary digits in a number that an expression comes to on its way."""

MAX_FILES = 100
"""Files that a spec includes, by way of others or not."""

MAX_SPECS = 10_000
"""Files that are checked in one run."""

MAX_PLACES = 2**18
"""Units along one dimension whose receptive field is followed unit by unit."""

MAX_PERIOD = 4096
"""Units after which a receptive field must repeat itself to be described."""

MAX_WEIGHED = 300_000
"""Pairs of layers of two networks that are weighed against each other, in all."""

MAX_RECOMPUTED = 20_000
MAX_RECOMPUTED = 10_000
"""Layers that are worked out anew to find the slip behind wrong claims of one network."""

MAX_SLIPPING = 200
"""Layers of a network in which each is tried alone as the place of a slip."""

MAX_FOLLOWED = 1_000
"""Layers of a network in which all make the same slip."""

MAX_PAIRS = 2_000
"""Pairs of slips that are tried for one claim."""
