"""A facts file as text that is changed in one place at a time: whatever the user wrote elsewhere, comments too, stays byte for byte.

A change is made by the places that the YAML reader gives, then read back: where the whole does not mean what it should (a file in JSON or in
flow style, an anchor), it is written anew by the round trip of ruamel.yaml, which keeps comments and order.
"""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.facts.tree import Path, TreeError, parse

_WIDE = 10_000
"""So wide that no line is ever folded."""


class NotEditableError(ValueError):
    """The path leads through something that holds no such place."""


@dataclass(frozen=True)
class FactsText:
    """The text of a facts file. Raises TreeError where ``text`` is no YAML."""

    text: str = ""

    @cached_property
    def value(self) -> dict[str, Any]:
        """The whole as plain values, empty places among them; {} for a file with comments alone."""
        value = parse(self.text).value if self.text.strip() else None
        if value is not None and not isinstance(value, dict):
            raise NotEditableError("a facts file is a mapping")
        return value or {}

    def get(self, path: Path) -> Any:
        """What stands at ``path``; None where nothing does."""
        value: Any = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def set(self, path: Path, value: Any) -> FactsText:
        """With ``value`` at ``path``; missing keys on the way are made. Raises NotEditableError."""
        missing = next((n for n in range(1, len(path)) if self.get(path[:n]) is None), None)
        if missing is not None:
            for step in reversed(path[missing:]):
                if not isinstance(step, str):
                    raise NotEditableError(str(path))
                value = {step: value}
            path = path[:missing]
        return self._changed(_with(self.value, path, value), path, value)

    def append(self, path: Path, entry: Any) -> FactsText:
        """With ``entry`` at the end of the list at ``path``, which is made where there is none; empty places of the list stay where they are."""
        listed = self.get(path)
        if listed is None:
            return self.set(path, [entry])
        if not isinstance(listed, list):
            raise NotEditableError(str(path))
        wanted = _with(self.value, path, [*listed, entry])
        return self._kept(lambda lines: _appended(lines, _node(self.text, path), entry), wanted)

    def remove(self, path: Path) -> FactsText:
        """Without what stands at ``path``, its comments on the same line included."""
        if self.get(path[:-1]) is None:
            return self
        wanted: Any = copy.deepcopy(self.value)
        around: Any = wanted
        for step in path[:-1]:
            around = around[step]
        if path[-1] not in (around if isinstance(around, dict) else range(len(around))):
            return self
        del around[path[-1]]
        return self._rewritten(wanted) if not around else self._kept(lambda lines: _removed(lines, self.text, path), wanted)

    def noted(self, path: Path, comments: list[str]) -> FactsText:
        """With a comment above what stands at ``path``; as it was where it has no line of its own or the file can hold no comments."""
        lines = self.text.split("\n")
        try:
            around, step = _node(self.text, path[:-1]), path[-1]
            line = int(_child(around, step)[0].start_mark.line)
        except (NotEditableError, TreeError):
            return self
        pad = re.match(r" *", lines[line])
        return self._with_comments([*lines[:line], *(f"{pad.group() if pad else ''}# {c}" for c in comments), *lines[line:]])

    def proposed(self, path: Path, comments: list[str]) -> FactsText:
        """With ``comments`` below what stands at ``path``, or at its end where the file has no such key; nothing becomes a value."""
        if not self.value or path[0] not in self.value:
            text = f"{self.text.rstrip()}\n\n{path[0]}:\n" if self.text.strip() else f"{path[0]}:\n"
            return FactsText(text).proposed(path[:1], comments)
        lines = self.text.split("\n")
        try:
            key, node = _child(_node(self.text, path[:-1]), path[-1])
        except NotEditableError:
            return self.proposed(path[:1], comments)
        at = _end(lines, key, node)
        while at < len(lines) and _is_inner_comment(lines[at], int(key.start_mark.column)):
            at += 1
        pad = " " * (int(key.start_mark.column) + (2 if len(path) == 1 else 0))
        return self._with_comments([*lines[:at], *(f"{pad}# {c}" for c in comments), *lines[at:]])

    def _with_comments(self, lines: list[str]) -> FactsText:
        """The lines where they mean what the file means; in JSON, say, they do not."""
        changed = FactsText("\n".join(lines))
        try:
            return changed if changed.value == self.value else self
        except TreeError:
            return self

    def _changed(self, wanted: dict[str, Any], path: Path, value: Any) -> FactsText:
        return self._kept(lambda lines: _put(lines, self.text, path, value), wanted)

    def _kept(self, edit: Callable[[list[str]], list[str]], wanted: dict[str, Any]) -> FactsText:
        """The edited text where it means ``wanted``, else the whole written anew."""
        try:
            text = "\n".join(edit(self.text.split("\n")))
            if parse(text).value == wanted:
                return FactsText(text)
        except (TreeError, NotEditableError):
            pass
        return self._rewritten(wanted)

    def _rewritten(self, wanted: dict[str, Any]) -> FactsText:
        if self.text.lstrip().startswith("{"):
            return FactsText(json.dumps(wanted, ensure_ascii=False, indent=2) + "\n")
        yaml = YAML(typ="rt", pure=True)
        yaml.preserve_quotes = True
        yaml.width = _WIDE
        yaml.indent(mapping=2, sequence=4, offset=2)
        document = yaml.load(self.text) or {}
        _merge(document, wanted)
        stream = io.StringIO()
        yaml.dump(document, stream)
        return FactsText(stream.getvalue())


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


def _with(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return _as_read(new)
    step, *rest = path
    changed = copy.copy(value) if isinstance(value, dict | list) else {}
    if isinstance(changed, dict) and isinstance(step, str):
        changed[step] = _with(changed.get(step), tuple(rest), new)
    elif isinstance(changed, list) and isinstance(step, int) and step < len(changed):
        changed[step] = _with(changed[step], tuple(rest), new)
    else:
        raise NotEditableError(str(path))
    return changed


def _as_read(value: Any) -> Any:
    """``value`` as the file gives it back: text is trimmed and stands on one line."""
    if isinstance(value, dict):
        return {str(k): _as_read(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(v) for v in value]
    return re.sub(r"\s*\n\s*", " ", value).strip() if isinstance(value, str) else value


def _root(text: str) -> Node:
    node: Node = YAML(typ="rt", pure=True).compose(text)
    return node


def _node(text: str, path: Path) -> Node:
    node = _root(text)
    for step in path:
        node = _child(node, step)[1]
    return node


def _child(node: Node, step: str | int) -> tuple[Node, Node]:
    """The node of the key (of the entry itself in a list) and of what it leads to."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if str(key.value).strip() == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    raise NotEditableError(str(step))


def _put(lines: list[str], text: str, path: Path, value: Any) -> list[str]:
    if not text.strip() or _root(text) is None:
        return [*_without_tail(lines), *rendered({path[0]: _nested(path[1:], value)}), ""]
    around = _node(text, path[:-1])
    try:
        key, node = _child(around, path[-1])
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
    while end < len(lines) and _is_inner_comment(lines[end], key.start_mark.column):
        end += 1
    block = rendered(value, key.start_mark.column + 2)
    return [*lines[:number], line[: colon + 1] + _tail(behind), *lines[number + 1 : end], *block, *lines[end:]]


def _is_inner_comment(line: str, column: int) -> bool:
    return bool(re.match(rf" {{{column + 1},}}#", line))


def _added_key(lines: list[str], around: Node, path: Path, value: Any) -> list[str]:
    if not isinstance(around, MappingNode) or around.flow_style or not around.value:
        raise NotEditableError(str(path))
    column = around.value[0][0].start_mark.column
    at = _end(lines, around.value[-1][0], around.value[-1][1])
    block = rendered({path[-1]: value}, column)
    return [*lines[:at], *([""] if column == 0 else []), *block, *lines[at:]]


def _appended(lines: list[str], node: Node, entry: Any) -> list[str]:
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value:
        raise NotEditableError("no block list")
    first, last = node.value[0], node.value[-1]
    at = _end(lines, last, last)
    dash = lines[first.start_mark.line].rfind("-", 0, first.start_mark.column + 1)
    return [*lines[:at], *rendered([entry], dash), *lines[at:]]


def _removed(lines: list[str], text: str, path: Path) -> list[str]:
    around = _node(text, path[:-1])
    if _in_flow(around):
        raise NotEditableError(str(path))
    key, node = _child(around, path[-1])
    return [*lines[: key.start_mark.line], *lines[_end(lines, key, node) :]]


def _end(lines: list[str], key: Node, node: Node) -> int:
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


def _merge(old: Any, new: Any) -> None:
    """Make ``old``, a round-trip structure, equal to ``new`` and keep what it holds already."""
    if isinstance(new, dict):
        for key in [key for key in old if str(key).strip() not in new]:
            del old[key]
        for key, value in new.items():
            _merge_at(old, key, value)
        return
    del old[len(new) :]
    for index, value in enumerate(new):
        if index == len(old):
            old.append(value)
        else:
            _merge_at(old, index, value)


def _merge_at(old: Any, key: Any, value: Any) -> None:
    present = old[key] if isinstance(key, int) else old.get(key)
    if any(isinstance(present, kind) and isinstance(value, kind) for kind in (dict, list)):
        _merge(present, value)
    elif present is None or str(present) != str(value):
        old[key] = value
