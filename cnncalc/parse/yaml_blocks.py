"""What a file defines for its layers: vars, blocks, include."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.expressions import FUNCTIONS, KEYWORDS
from cnncalc.limits import MAX_LAYERS, MAX_NAME, MAX_PROBLEMS
from cnncalc.parse.calls import Calls
from cnncalc.parse.expressions import CONSTANTS
from cnncalc.parse.groups import PARALLEL
from cnncalc.parse.literals import unclosed
from cnncalc.parse.scanner import Refusal
from cnncalc.parse.yaml_entries import OWN_KEYS, split_at_commas
from cnncalc.parse.yaml_keys import references
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar
from cnncalc.parse.yaml_values import stretch
from cnncalc.spec import REQUIRED, Block, Include, Variable

if TYPE_CHECKING:
    from cnncalc.diagnostics import Span
    from cnncalc.parse.yaml_entries import Entries
    from cnncalc.parse.yaml_nodes import Node
    from cnncalc.spec import Entry, Reference, Value

RESERVED = ("in_channels", "input")
"""Names that mean what arrives."""
_VARS_HELP = "write `vars: {width: 64}`"
_BLOCKS_HELP = "write `name(parameter, other=1):` below it, and its layers below that"
_INCLUDE_HELP = "write `include: [blocks.yaml]`"
_OUTPUTS_HELP = "write the ids of what the block gives, as in `outputs: [a, b]`"
_SIGNATURE_HELP = "write `name(parameter, other=1)`"


def unusable(name: str, what: str, span: Span) -> Diagnostic | None:
    """Why an expression could not use a name, or None."""
    if not name.isidentifier():
        why, label = "is no name", "expected letters, digits and _, and no digit first"
    elif name in FUNCTIONS or name in KEYWORDS or name in CONSTANTS or name == "float":
        why, label = "means something in expressions already", "expected another name"
    elif name in RESERVED:
        why, label = "means what arrives", "expected another name"
    elif len(name) > MAX_NAME:
        why, label = f"has more than {MAX_NAME} characters", "expected a shorter name"
    else:
        return None
    message = f"{what} cannot be named `{name[:60]}`: it {why}"
    return Diagnostic("bad-name", message, span, label, help="write a name such as `width`")


def variables(entries: Entries, node: Node) -> tuple[Variable, ...]:
    """The variables of a file."""
    if not isinstance(node, Mapping):
        message = "`vars` is a mapping of names to values"
        entries.problem("wrong-key-type", message, node, "expected names", _VARS_HELP)
        return ()
    found = []
    for name, (place, value) in entries.pairs(node).items():
        problem = unusable(name, "a variable", place.span)
        if problem:
            entries.note(problem)
        elif isinstance(value, Scalar) and (value.text or not value.plain):
            found.append(Variable(name, entries.value(value), place.span))
        else:
            message = f"the variable `{name[:60]}` holds one value"
            label = "expected a number, text or an expression"
            at = value if not isinstance(value, Scalar) else place
            entries.problem("wrong-key-type", message, at, label, f"write `{name[:60]}: 64`")
    return tuple(found)


def includes(entries: Entries, node: Node) -> tuple[Include, ...]:
    """The files whose blocks a file uses."""
    found = []
    for each in node.items if isinstance(node, Items) else [node]:
        if isinstance(each, Scalar) and each.text.strip():
            found.append(Include(each.text, each.span))
        else:
            message = "`include` is a file or a list of files"
            entries.problem("wrong-key-type", message, each, "expected a file", _INCLUDE_HELP)
    return tuple(found)


def blocks(entries: Entries, node: Node) -> tuple[Block, ...]:
    """The blocks of a file."""
    if not isinstance(node, Mapping):
        message = "`blocks` is a mapping of signatures to lists of layers"
        entries.problem("wrong-key-type", message, node, "expected signatures", _BLOCKS_HELP)
        return ()
    if cut := split_at_commas(node):
        message = f"in {{ … }} the commas split this signature, and leave `{cut.text[:40]}`"
        advice = "write it on a line of its own: `name(parameter, other=1):`"
        entries.problem("call-syntax", message, cut, "ends at a comma", advice)
        return ()
    found: dict[str, Block] = {}
    for key, value in entries.pairs(node).values():
        if len(entries.problems) > MAX_PROBLEMS or entries.count > MAX_LAYERS:
            break
        signature = _signature(entries, key)
        body, outputs = _body(entries, value)
        if signature is None:
            continue
        block = signature._replace(entries=body, outputs=outputs)
        if block.name in found:
            message = f"the block `{block.name}` is defined twice"
            first = (Note(found[block.name].span, "first here"),)
            advice = "give each a name of its own"
            entries.problem("duplicate-name", message, key, "again here", advice, first)
        else:
            found[block.name] = block
    return tuple(found.values())


def _body(entries: Entries, node: Node) -> tuple[tuple[Entry, ...], tuple[Reference, ...]]:
    """What a block holds: a list of entries or, where it names its outputs, that and their ids."""
    if isinstance(node, Mapping) and any(key.text == "layers" for key, _ in node.pairs):
        keys = entries.pairs(node, ("layers", "outputs"))
        found = (
            references(entries, keys["outputs"][1], "outputs", _OUTPUTS_HELP)
            if ("outputs" in keys)
            else ()
        )
        return _body(entries, keys["layers"][1])[0], found or ()
    if isinstance(node, Scalar) and node.plain and not node.text:
        return (), ()
    return entries.entries(node), ()


def _signature(entries: Entries, key: Scalar) -> Block | None:
    """The name and the parameters that a key writes, as a block without entries."""
    calls = Calls(*stretch(key), entries.budget, names=True)
    try:
        name, parameters = _read(calls)
    except Refusal as refusal:
        entries.note(refusal.diagnostic)
        return None
    if name in (*OWN_KEYS, "Sequential", *PARALLEL):
        message = f"a block cannot be named `{name}`: an entry has that key for something else"
        entries.problem("bad-name", message, key, "expected another name", f"write `my_{name}`")
        return None
    return Block(name, parameters, (), (), key.span)


def _read(calls: Calls) -> tuple[str, tuple[Variable, ...]]:
    scanner = calls.scanner
    token = scanner.take()
    if token.kind != "name" or "." in token.text:
        label = "expected a name"
        raise scanner.refuse("a block begins with its name", token, label, _SIGNATURE_HELP)
    _usable(token.text, "a block", scanner.span(token.start))
    found: dict[str, Variable] = {}
    opening = scanner.peek()
    if scanner.took("("):
        calls.deeper()
        while not scanner.took(")"):
            parameter = _parameter(calls, found)
            found[parameter.name] = parameter
            scanner.skip_newlines()
            if not scanner.took(",") and scanner.peek().text != ")":
                raise unclosed(scanner, opening, ")")
            scanner.skip_newlines()
    if scanner.peek().kind != "end":
        label = "expected the end"
        raise scanner.refuse("nothing follows a signature", None, label, _SIGNATURE_HELP)
    if calls.problems:
        raise Refusal(calls.problems[0])
    return token.text, tuple(found.values())


def _parameter(calls: Calls, before: dict[str, Variable]) -> Variable:
    scanner = calls.scanner
    scanner.skip_newlines()
    token = scanner.peek()
    if token.kind != "name" or "." in token.text:
        label = "the text ends here" if token.kind == "end" else "expected a parameter's name"
        message = "a parameter is a name, or a name with a default"
        raise scanner.refuse(message, None, label, _SIGNATURE_HELP)
    name = scanner.take().text
    span = scanner.span(token.start)
    _usable(name, "a parameter", span)
    if name in before:
        note = (Note(before[name].span, "first here"),)
        message = f"the parameter `{name}` stands twice"
        twice = Diagnostic("duplicate-name", message, span, "again here", note, "keep one of them")
        raise Refusal(twice)
    value: Value = REQUIRED
    if scanner.took("="):
        calls.operators = 0
        value = calls.value()
    elif before and next(reversed(before.values())).value is not REQUIRED:
        message = f"`{name}` needs a default, as there is one before it"
        raise scanner.refuse(message, token, "without a default", f"write `{name}=1`")
    return Variable(name, value, span)


def _usable(name: str, what: str, span: Span) -> None:
    if problem := unusable(name, what, span):
        raise Refusal(problem)
