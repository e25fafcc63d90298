"""YAML text as nodes with places. Nothing is constructed: no tags, no types, no surprises."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

import yaml

from cnncalc.diagnostics import Diagnostic, Note, Source, Span
from cnncalc.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A piece of text. It is plain where it stands without quotes."""

    text: str
    span: Span
    plain: bool


class Items(NamedTuple):
    """A list; `flow` where it is written in brackets."""

    items: list[Node]
    span: Span
    flow: bool


class Mapping(NamedTuple):
    """A mapping, as pairs in the order in which they are written."""

    pairs: list[tuple[Scalar, Node]]
    span: Span


Node: TypeAlias = "Scalar | Items | Mapping"


class Unreadable(Exception):
    """A text that is no YAML, or goes beyond what specs use of it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def nodes(source: Source) -> Node | None:
    """The one document of a text, or None where there is nothing in it.

    Raises:
        Unreadable: the text is no YAML, or it goes beyond a limit.
    """
    text = source.text
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")  # JSON may be indented with tabs, YAML may not
    loader = None
    try:
        loader = _Loader(text)
        return _Builder(source, loader).document()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(source, error)) from None
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        raise Unreadable(_unprintable(source)) from None
    finally:
        if loader is not None:
            loader.dispose()


def _unprintable(source: Source) -> Diagnostic:
    found = yaml.reader.Reader.NON_PRINTABLE.search(source.text)
    at = found.start() if found else 0
    return Diagnostic(
        "yaml-syntax",
        f"a control character, U+{ord(source.text[at]):04X}, cannot stand in YAML",
        Span(source, at, at + 1),
        "not allowed here",
        help="delete it",
    )


class _Anchored(NamedTuple):
    """A node that has a name, and what it is worth where the name is used."""

    node: Node
    nodes: int
    characters: int
    levels: int


class _Builder:
    """Builds the nodes from the parser's events, with a limit on depth and number."""

    def __init__(self, source: Source, loader: Any) -> None:
        self.source = source
        self.next: Any = loader.get_event
        self.anchors: dict[str, _Anchored] = {}
        self.count = 0
        self.characters = 0
        self.deepest = 0

    def document(self) -> Node | None:
        self.next()  # the start of the stream
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        node = self._node(self.next(), 0)
        self.next()  # the end of the document
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refused("a spec is one YAML document, and here a second begins", event)
        return node

    def _span(self, event: Any, end: Any = None) -> Span:
        start, last = event.start_mark.index, (end or event).end_mark.index
        if type(event) is yaml.ScalarEvent and event.anchor is not None:
            text = self.source.text  # the event begins at the anchor, the text behind it
            start = text.index(event.anchor, start) + len(event.anchor)
            start += len(text[start:last]) - len(text[start:last].lstrip(" \n"))
        return Span(self.source, start, max(last, start))

    def _refused(self, message: str, event: Any, code: str = "yaml-tag") -> Unreadable:
        return Unreadable(Diagnostic(code, message, self._span(event), "from here"))

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                raise self._refused(f"no anchor `&{event.anchor[:40]}` comes before this", event)
            known = self.anchors[event.anchor]
            self._counted(known.nodes, event)
            self._read(known.characters, event)
            self._nested(depth + known.levels, event)
            return known.node
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:60]
            problem = self._refused(f"specs use no YAML tags such as `{tag}`", event).diagnostic
            raise Unreadable(problem._replace(help="delete it, and write the value alone"))
        count, characters = self.count, self.characters
        deepest, self.deepest = self.deepest, depth
        self._nested(depth, event)
        self._counted(1, event)
        node: Node
        if kind is yaml.ScalarEvent:
            self._read(len(event.value), event)
            node = Scalar(event.value, self._span(event), event.implicit[0])
        elif kind is yaml.SequenceStartEvent:
            items = []
            while type(inner := self.next()) is not yaml.SequenceEndEvent:
                items.append(self._node(inner, depth + 1))
            node = Items(items, self._span(event, inner), event.flow_style)
        else:
            node = self._mapping(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(
                node, self.count - count, self.characters - characters, self.deepest - depth
            )
        self.deepest = max(deepest, self.deepest)
        return node

    def _nested(self, depth: int, event: Any) -> None:
        self.deepest = max(self.deepest, depth)
        if depth > MAX_DEPTH:
            message = f"the nesting is more than {MAX_DEPTH} deep"
            raise self._refused(message, event, "too-large")

    def _read(self, characters: int, event: Any) -> None:
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            message = f"the spec has more than {MAX_CHARACTERS:,} characters, aliases included"
            raise self._refused(message, event, "too-large")

    def _counted(self, size: int, event: Any) -> None:
        self.count += size
        if self.count > MAX_NODES:
            message = f"the spec has more than {MAX_NODES:,} YAML nodes, aliases included"
            raise self._refused(message, event, "too-large")

    def _mapping(self, event: Any, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        while type(inner := self.next()) is not yaml.MappingEndEvent:
            key = self._node(inner, depth + 1)
            if not isinstance(key, Scalar):
                raise Unreadable(
                    Diagnostic("yaml-tag", "a key must be text", key.span, "expected a name")
                )
            pairs.append((key, self._node(self.next(), depth + 1)))
        return Mapping(pairs, self._span(event, inner))


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark: Any = error.problem_mark or error.context_mark
    at = min(mark.index if mark else 0, len(source.text))
    if not source.text[at:].strip():
        at = len(source.text.rstrip())
    here = Span(source, at, min(at + 1, len(source.text)))
    context: Any = error.context_mark
    problem = (error.problem or "cannot be read").strip()
    line_start = source.text.rfind("\n", 0, at) + 1
    line = source.text[line_start:].partition("\n")[0]
    tab = source.text.find("\t", line_start)
    if "\t" in line[: len(line) - len(line.lstrip())] or source.text[at : at + 1] == "\t":
        place = Span(source, max(tab, 0), max(tab, 0) + 1)
        message = "YAML is indented with spaces, and this line has a tab"
        return Diagnostic("yaml-syntax", message, place, "a tab", help="write spaces instead of it")
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        start = context.index
        quote = source.text[start : start + 1]
        return Diagnostic(
            "yaml-syntax",
            f"the quote {quote} is never closed",
            Span(source, start, start + 1),
            "opened here",
            help=f"add {quote} where the text ends",
        )
    bounded = re.search(r":\s+([>|]\s*[=\d].{0,40})", line)
    if bounded:
        start = line_start + bounded.start(1)
        place = Span(source, start, line_start + len(line.rstrip()))
        message = "`>` begins folded text in YAML, unless it stands in quotes"
        bound = bounded[1].strip()
        return Diagnostic("yaml-syntax", message, place, "a bound", help=f'write `"{bound}"`')
    message = f"this is not YAML: {problem}"
    if error.context:
        message += f" {error.context.strip()}"
    advice = ""
    related: tuple[Note, ...] = ()
    if "simple key" in (error.context or ""):
        start = context.index
        here = Span(source, start, start + len(source.text[start:].partition("\n")[0]))
        message = "this line is neither a list item nor a key of YAML"
        advice = "begin each layer with `- `, and end each key with `:`"
    elif "mapping values are not allowed" in problem:
        advice = "put a list of layers under `layers:`, and quote text that holds `: `"
    elif "escape character" in problem:
        advice = "write the text in ' ' instead, where a backslash is itself"
    elif "flow" in (error.context or ""):
        advice = 'close the bracket, and quote calls inside it: ["Conv2d(3, 10, 3)", ReLU]'
        opened = Span(source, context.index, context.index + 1)
        if source.text[opened.start : opened.end] in ("[", "{"):
            related = (Note(opened, "opened here"),)
    return Diagnostic("yaml-syntax", message, here, "here", related, advice)
