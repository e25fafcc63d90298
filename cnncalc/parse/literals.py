"""Numbers and texts as code writes them, and what to say of a bracket that stays open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.limits import MAX_INTEGER

if TYPE_CHECKING:
    from cnncalc.parse.scanner import Scanner, Token


def unclosed(scanner: Scanner, opening: Token, closing: str) -> Exception:
    """The refusal where a bracket is not closed."""
    token = scanner.peek()
    if token.kind == "end":
        return scanner.refuse(
            f"`{opening.text}` is never closed", opening, "opened here", f"add `{closing}`"
        )
    return scanner.refuse(
        f"expected `,` or `{closing}` before {token.text[:40]!r}",
        token,
        f"expected `,` or `{closing}`",
        "put a comma between the values",
    )


def number(scanner: Scanner, token: Token) -> int | float:
    """The number that a token writes."""
    digits = token.text.replace("_", "")
    try:
        if len(digits) > 400:
            value: int | float = MAX_INTEGER + 1
        elif digits.isdigit() or digits[1:2] in "xXoObB":
            value = int(digits, 0)  # refuses leading zeros, as Python does
        else:
            return float(digits)
    except ValueError:
        message = f"`{token.text[:40]}` is not a number"
        raise scanner.refuse(message, token, "expected a number") from None
    if value > MAX_INTEGER:
        raise scanner.refuse(
            f"a number is larger than {MAX_INTEGER:,}",
            token,
            "too large for a size",
            code="too-large",
        )
    return value


def text(scanner: Scanner, token: Token) -> str:
    """The text between a token's quotes; a backslash keeps the character behind it."""
    written = token.text
    quote = written[0] * (3 if written[:3] == written[0] * 3 and len(written) >= 6 else 1)
    if len(written) < 2 * len(quote) or not written.endswith(quote):
        advice = f"add {quote} where the text ends"
        raise scanner.refuse(f"the quote {quote} is never closed", token, "opened here", advice)
    inner = written[len(quote) : -len(quote)]
    return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL) if "\\" in inner else inner
