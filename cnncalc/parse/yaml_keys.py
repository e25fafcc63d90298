"""What an entry has beside its layer: id, from, repeat, when, share, ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import RULES, Diagnostic, suggest
from cnncalc.limits import MAX_NAME
from cnncalc.parse.calls import times
from cnncalc.parse.yaml_entries import OWN_KEYS, split_at_commas
from cnncalc.parse.yaml_nodes import Items, Scalar
from cnncalc.spec import Expression, Reference, Word

if TYPE_CHECKING:
    from typing import TypeAlias

    from cnncalc.parse.judge import Judge
    from cnncalc.parse.yaml_entries import Entries
    from cnncalc.parse.yaml_nodes import Mapping, Node
    from cnncalc.spec import Entry, Value

    Keys: TypeAlias = dict[str, tuple[Scalar, Node]]

_FOREIGN_KEYS = ("type", "layer", "class", "kind", "module")
_MEANT = {
    "name": "id", "input": "from", "inputs": "from", "in": "from", "source": "from",
    "times": "repeat", "number": "repeat", "if": "when", "where": "when", "weights": "share",
}  # fmt: skip
"""Keys that other programs have for the same."""

_FROM_HELP = "write the id of an entry before it, as in `from: conv1`, or `from: [a, b]`"


def with_own_keys(entries: Entries, entry: Entry, keys: Keys) -> Entry | None:
    """An entry with what stands beside its layer, or None where that cannot be read."""
    if "repeat" in keys:
        node = keys["repeat"][1]
        count = _repeat(entries, node)
        if count is None:
            return None
        entry = entry._replace(repeat=times(entry.repeat, count, node.span))
    if "from" in keys:
        sources = references(entries, keys["from"][1], "from", _FROM_HELP)
        if not sources:
            return None
        entry = entry._replace(sources=sources)
    if "when" in keys:
        node = keys["when"][1]
        when = _condition(entries, node)
        if when is None:
            return None
        entry = entry._replace(when=when[0])
    if "share" in keys:
        node = keys["share"][1]
        advice = "write the id of the entry whose weights it uses, as in `share: conv1`"
        shared = None
        if isinstance(node, Scalar):
            shared = reference(entries, node, "share", advice)
        else:
            label = "expected an id"
            entries.problem("wrong-key-type", "`share` is one id", node, label, advice)
        if shared is None:
            return None
        entry = entry._replace(share=shared)
    if "ignore" in keys:
        entry = entry._replace(ignores=ignored(entries, keys["ignore"][1]) or ())
    if "id" in keys:
        node = keys["id"][1]
        if isinstance(node, Scalar):
            return entry._replace(id=node.text, id_span=node.span)
        entries.problem("bad-name", "`id` is one piece of text", node, "expected a name")
    return entry


def references(
    judge: Judge, node: Node, key: str, advice: str, what: str = "id"
) -> tuple[Reference, ...] | None:
    """The ids, or other names, that a key holds; None where one cannot be read."""
    nodes = node.items if isinstance(node, Items) else [node]
    found: list[Reference] = []
    for each in nodes:
        if not isinstance(each, Scalar):
            a = "an" if what == "id" else "a"
            message = f"`{key}` is {a} {what} or a list of {what}s"
            judge.problem("wrong-key-type", message, each, f"expected {a} {what}", advice)
            return None
        one = reference(judge, each, key, advice, what)
        if one is None:
            return None
        found.append(one)
    if not found:
        message = f"`{key}` names no {what}"
        judge.problem("wrong-key-type", message, node, "an empty list", advice)
    return tuple(found)


def ignored(judge: Judge, node: Node) -> tuple[Reference, ...] | None:
    """The rules that `ignore` names; each that there is not is a problem."""
    advice = "write the names of rules, as in `ignore: [bias-before-norm]`"
    found = references(judge, node, "ignore", advice, "rule") or ()
    for each in found:
        if each.name not in RULES:
            message = f"there is no rule `{each.name[:60]}`"
            label = suggest(each.name, RULES)
            advice = "`cnncalc lint --rules` lists them"
            judge.note(Diagnostic("unknown-rule", message, each.span, label, help=advice))
    return found


def reference(
    judge: Judge, scalar: Scalar, key: str, advice: str, what: str = "id"
) -> Reference | None:
    """The id, or other name, that a scalar writes, or None where it cannot be one."""
    name = scalar.text
    message = ""
    if not name.strip():
        message, label = (
            f"`{key}` names no {what}",
            "expected " + ("an id" if what == "id" else "a rule"),
        )
    elif len(name) > MAX_NAME:
        message, label = f"an id has at most {MAX_NAME} characters", "too long for an id"
    elif "," in name:
        message, label = f"`{key}` takes several {what}s as a list", "expected [ ] around them"
        ids = [part.strip() for part in name.split(",")]
        advice = f"write `{key}: [{', '.join(ids)}]`"
    if message:
        judge.problem("wrong-key-type", message, scalar, label, advice)
        return None
    return Reference(name, scalar.span)


def _repeat(entries: Entries, node: Node) -> Value | None:
    count = entries.value(node) if isinstance(node, Scalar) else None
    if isinstance(count, (Word, Expression)):
        return count
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        message = "`repeat` is a whole number of at least 1"
        label = "expected a whole number"
        advice = "write `repeat: 2`, or an expression such as `repeat: n - 1`"
        entries.problem("wrong-key-type", message, node, label, advice)
        return None
    return count


def _condition(entries: Entries, node: Node) -> tuple[Value] | None:
    """The value of `when`, in a tuple: None is a value, too."""
    if isinstance(node, Scalar) and node.text:
        found = entries.value(node)
        if not isinstance(found, (str, tuple)) or isinstance(found, (Word, Expression)):
            return (found,)
    message = "`when` is a condition"
    label, advice = "expected a name or an expression", "write `when: stride > 1`"
    text = node.text if isinstance(node, Scalar) else ""
    for sign, meant in (("&&", "and"), ("||", "or"), ("=", "==")):
        if sign in text and meant not in text and len(text) < 200:
            label = f"did you mean `{meant}`?"
            advice = f"write `when: {text.replace(sign, meant)}`"
            break
    entries.problem("wrong-key-type", message, node, label, advice)
    return None


def not_one_layer(entries: Entries, node: Mapping, layers: list[str], keys: Keys) -> None:
    """Say that an entry has no layer, or more than one, and what may be meant by it."""
    found = " and ".join(f"`{key[:40]}`" for key in layers[:4]) or "none"
    place: Node = keys[layers[1]][0] if layers else node
    label, advice = "a second layer", "begin a new entry with `- ` for each layer"
    cut = split_at_commas(node)
    if not layers:
        label, advice = "no layer here", "name a layer, as in `- Conv2d: {…}`"
    elif cut is not None:
        message = f"in {{ … }} the commas split this call, and leave `{cut.text[:40]}`"
        advice = 'quote the call, as in {id: a, "Conv2d(3, 10, 3)": }'
        entries.problem("call-syntax", message, cut, "ends at a comma", advice)
        return
    elif any(key.lower() in _FOREIGN_KEYS for key in layers):
        advice = "the layer's name is the key: `- Conv2d: {out_channels: 10, kernel_size: 3}`"
    elif _is_indented_too_little(keys, layers):
        advice = f"indent what belongs to `{layers[0][:40]}` further, or write it in {{ }}"
    elif len(layers) == len(meant := _meant(layers)) + 1:
        for key, own in meant.items():
            message = f"an entry has no key `{key[:40]}`"
            place, label = keys[key][0], f"did you mean `{own}`?"
            entries.problem("unknown-key", message, place, label, f"write `{own}: …`")
        return
    message = f"an entry has one layer, and this one has {found}"
    entries.problem("entry-keys", message, place, label, advice)


def _meant(layers: list[str]) -> dict[str, str]:
    """The keys that are none of an entry's own, and which of those they probably mean."""
    from difflib import get_close_matches  # an error's cost, not a start's

    found = {}
    for key in layers[:8]:
        near = get_close_matches(key.lower()[:MAX_NAME], OWN_KEYS, n=1, cutoff=0.7)
        if key in _MEANT or near:
            found[key] = _MEANT.get(key) or near[0]
    return found


def _is_indented_too_little(keys: Keys, layers: list[str]) -> bool:
    """Whether the first key holds nothing and the others look like its arguments."""
    first = keys[layers[0]][1]
    if not isinstance(first, Scalar) or first.text:
        return False
    return layers[1].islower() and not _meant(layers[1:])
