"""The lines of a facts file, changed at one place: where a key or an entry stands, where it ends, how a value is written there.

All functions take and give lines; those that cannot do it raise NotEditableError, and the whole is written anew instead.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.facts.tree import Path, TreeError, parse


class NotEditableError(ValueError):
    """The path leads through something that holds no such place."""


def rendered(value: Any, indent: int = 0) -> list[str]:
    """``value`` as lines of block YAML, indented by ``indent`` spaces."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            nested = isinstance(inner, dict | list) and bool(inner)
            lines += [f"{pad}{scalar(key)}:", *rendered(inner, indent + 2)] if nested else [f"{pad}{scalar(key)}:{_behind(inner)}"]
    else:
        for entry in value:
            block = rendered(entry, indent + 2) if isinstance(entry, dict | list) and entry else [f"{pad}  {scalar(entry)}"]
            lines += [f"{pad}- {block[0][indent + 2 :]}".rstrip(), *block[1:]]
    return lines


def scalar(value: Any) -> str:
    """``value`` on one line: as it is where YAML reads it back unchanged, else in quotation marks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    text = re.sub(r"\s*\n\s*", " ", str(value)).strip()
    try:
        plain = parse(f"- {text}").value == [text] and parse(f"k: {text}").value == {"k": text}
    except TreeError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _behind(value: Any) -> str:
    text = scalar(value)
    return f" {text}" if text else ""


def _root(text: str) -> Node:
    node: Node = YAML(typ="rt", pure=True).compose(text)
    return node


def node_at(text: str, path: Path) -> Node:
    node = _root(text)
    for step in path:
        node = child_of(node, step)[1]
    return node


def child_of(node: Node, step: str | int) -> tuple[Node, Node]:
    """The node of the key (of the entry itself in a list) and of what it leads to."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if str(key.value).strip() == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    raise NotEditableError(str(step))


def put(lines: list[str], text: str, path: Path, value: Any) -> list[str]:
    if not text.strip() or _root(text) is None:
        return [*_without_tail(lines), *rendered({path[0]: _nested(path[1:], value)}), ""]
    around = node_at(text, path[:-1])
    try:
        key, node = child_of(around, path[-1])
    except NotEditableError:
        return _added_key(lines, around, path, value)
    if _in_flow(around) or (isinstance(node, MappingNode | SequenceNode) and node.flow_style is False):
        raise NotEditableError(str(path))
    if isinstance(value, dict | list) and value:
        return _opened(lines, key, node, value)
    return _replaced(lines, key, node, scalar(value), listed=isinstance(around, SequenceNode))


def _nested(path: Path, value: Any) -> Any:
    for step in reversed(path):
        value = {step: value}
    return value


def _replaced(lines: list[str], key: Node, node: Node, text: str, *, listed: bool) -> list[str]:
    first, last = node.start_mark, node.end_mark
    if not listed and _is_empty(node):
        line = lines[key.end_mark.line]
        colon = line.index(":", key.end_mark.column)
        return _at(lines, key.end_mark.line, f"{line[: colon + 1]} {text}{_tail(line[colon + 1 :])}")
    if _is_empty(node):
        raise NotEditableError("an empty entry")
    if first.line != last.line:
        raise NotEditableError("several lines")
    line = lines[first.line]
    return _at(lines, first.line, line[: first.column] + text + line[last.column :])


def _opened(lines: list[str], key: Node, node: Node, value: Any) -> list[str]:
    """A mapping or a list below a key that was empty or had a single value."""
    if not _is_empty(node) and node.start_mark.line != node.end_mark.line:
        raise NotEditableError("several lines")
    number = key.end_mark.line
    line = lines[number]
    colon = line.index(":", key.end_mark.column)
    behind = line[colon + 1 :] if _is_empty(node) else line[node.end_mark.column :]
    # Comments below an empty key (examples, proposals) belong to it: what is filled in stands behind them.
    end = number + 1
    while end < len(lines) and is_inner_comment(lines[end], key.start_mark.column):
        end += 1
    block = rendered(value, key.start_mark.column + 2)
    return [*lines[:number], line[: colon + 1] + _tail(behind), *lines[number + 1 : end], *block, *lines[end:]]


def is_inner_comment(line: str, column: int) -> bool:
    return bool(re.match(rf" {{{column + 1},}}#", line))


def _added_key(lines: list[str], around: Node, path: Path, value: Any) -> list[str]:
    if not isinstance(around, MappingNode) or around.flow_style or not around.value:
        raise NotEditableError(str(path))
    column = around.value[0][0].start_mark.column
    at = end_of(lines, around.value[-1][0], around.value[-1][1])
    block = rendered({path[-1]: value}, column)
    return [*lines[:at], *([""] if column == 0 else []), *block, *lines[at:]]


def appended(lines: list[str], node: Node, entry: Any) -> list[str]:
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value:
        raise NotEditableError("no block list")
    first, last = node.value[0], node.value[-1]
    at = end_of(lines, last, last)
    dash = lines[first.start_mark.line].rfind("-", 0, first.start_mark.column + 1)
    return [*lines[:at], *rendered([entry], dash), *lines[at:]]


def removed(lines: list[str], text: str, path: Path) -> list[str]:
    around = node_at(text, path[:-1])
    if _in_flow(around):
        raise NotEditableError(str(path))
    key, node = child_of(around, path[-1])
    return [*lines[: key.start_mark.line], *lines[end_of(lines, key, node) :]]


def end_of(lines: list[str], key: Node, node: Node) -> int:
    """The index of the line behind the last line of what ``key`` leads to."""
    leaf, last = node, int(key.start_mark.line)
    while isinstance(leaf, MappingNode | SequenceNode) and leaf.value and not leaf.flow_style:
        entry = leaf.value[-1]
        before, leaf = entry if isinstance(leaf, MappingNode) else (entry, entry)
        last = max(last, before.start_mark.line)
    if isinstance(leaf, ScalarNode) and _is_empty(leaf):
        return last + 1
    end: int = min(max(leaf.end_mark.line + (1 if leaf.end_mark.column else 0), last + 1), len(lines))
    # The reader counts what follows a text, blank lines and comments, to the text; to a person they belong to what comes next.
    while end > last + 1 and re.match(r"\s*(#|$)", lines[end - 1]):
        end -= 1
    return end


def _in_flow(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def _tail(behind: str) -> str:
    """The comment on a line whose value changes."""
    match = re.search(r"\s+#.*$", behind)
    return match.group() if match else ""


def _without_tail(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return [*lines, ""] if lines else []


def _at(lines: list[str], number: int, line: str) -> list[str]:
    return [*lines[:number], line, *lines[number + 1 :]]
