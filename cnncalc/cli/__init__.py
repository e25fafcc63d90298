"""The command line: one file a command, and this one, which chooses and never shows a traceback."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from cnncalc.render.characters import printable

COMMANDS = {
    "check": "hold specs to claims: cnncalc check SPEC… [CLAIM…]",
    "diff": "compare two networks layer by layer: cnncalc diff OLD NEW",
    "explain": "show formulas with their numbers: cnncalc explain SPEC… [LAYER]",
    "quiz": "ask for figures of a network: cnncalc quiz SPEC…",
    "lint": "say what is legal and probably not meant: cnncalc lint SPEC…",
    "zoo": "list the networks that come along: cnncalc zoo",
    "figures": "list columns, conventions, dtypes and optimisers: cnncalc figures",
    "layers": "list the layers, or describe one: cnncalc layers [NAME]",
    "schema": "print a JSON Schema of the format, for editors: cnncalc schema",
}
"""The commands besides the main one, each in the module of its name."""


def main() -> None:
    """Run the command that the arguments name, and leave with its exit status."""
    gc.disable()  # a run is short and makes no cycles to speak of; looking for them costs 5 ms
    arguments = sys.argv[1:]
    name = arguments.pop(0) if arguments and arguments[0] in COMMANDS else "show"
    program = "cnncalc" if name == "show" else f"cnncalc {name}"
    arguments = [  # typer repeats what it does not understand: options, and words too many
        printable(each) if name == "layers" or each.startswith("-") else each for each in arguments
    ]
    try:
        for stream in ("stdout", "stderr"):
            if getattr(sys, stream) is None:  # it was closed before the start
                setattr(sys, stream, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
            getattr(sys, stream).reconfigure(errors="backslashreplace")
        app = import_module(f"cnncalc.cli.{name}").app
        app(arguments, prog_name=program)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 -- the law: a user never sees a traceback
        from cnncalc.cli.screen import complain, internal_error

        complain([internal_error(error)])
        sys.exit(2)
    finally:
        gc.freeze()  # the process ends: what is left need not be looked through once more
