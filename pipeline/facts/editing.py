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

from pipeline.facts.splicing import NotEditableError, appended, child_of, end_of, is_inner_comment, node_at, put, removed
from pipeline.facts.tree import Path, TreeError, parse

_WIDE = 10_000
"""So wide that no line is ever folded."""


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
        return self._kept(lambda lines: appended(lines, node_at(self.text, path), entry), wanted)

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
        return self._rewritten(wanted) if not around else self._kept(lambda lines: removed(lines, self.text, path), wanted)

    def noted(self, path: Path, comments: list[str]) -> FactsText:
        """With a comment above what stands at ``path``; as it was where it has no line of its own or the file can hold no comments."""
        lines = self.text.split("\n")
        try:
            around, step = node_at(self.text, path[:-1]), path[-1]
            line = int(child_of(around, step)[0].start_mark.line)
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
            key, node = child_of(node_at(self.text, path[:-1]), path[-1])
        except NotEditableError:
            return self.proposed(path[:1], comments)
        at = end_of(lines, key, node)
        while at < len(lines) and is_inner_comment(lines[at], int(key.start_mark.column)):
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
        return self._kept(lambda lines: put(lines, self.text, path, value), wanted)

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
