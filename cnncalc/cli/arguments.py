"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

InputShape: TypeAlias = Annotated[
    str | None,
    typer.Option("--input", "-i", metavar="C×H×W", help="the input shape without the batch"),
]
Settings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="another value for one of the spec's `vars`"),
]
