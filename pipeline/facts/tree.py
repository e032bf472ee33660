"""YAML (and JSON, which is YAML here) to plain values, with the line and column of every key and value kept beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Path = tuple[str | int, ...]
_MAX_NODES = 100_000
_MAX_DEPTH = 20


@dataclass(frozen=True)
class Mark:
    """A place in the file, both counted from 1."""

    line: int
    column: int


@dataclass
class Tree:
    """``value`` as Python would hold it; ``keys`` and ``values`` give the marks by path; ``repeated`` lists keys that stand twice."""

    value: Any = None
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    repeated: list[tuple[Path, Mark]] = field(default_factory=list)

    def mark(self, path: Path) -> Mark:
        """The place of ``path``: of its key where it has one, else of its value, else of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            found = self.keys.get(path[:length]) or self.values.get(path[:length])
            if found:
                return found
        return Mark(1, 1)


class TreeError(ValueError):
    """The text is no YAML; ``mark`` says where it stops making sense, ``problem`` how (the library's English words)."""

    def __init__(self, mark: Mark, problem: str) -> None:
        super().__init__(problem)
        self.mark = mark
        self.problem = problem


def parse(text: str) -> Tree:
    """Read ``text`` into a tree; raises TreeError where it is no YAML, too deep or too large."""
    if _is_json(text):
        # JSON forbids raw tabs inside strings, so every tab is indentation, which YAML in turn forbids.
        text = text.replace("\t", " ")
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        raise TreeError(place, str(error.problem or error.context)) from None
    except RecursionError:
        raise TreeError(Mark(1, 1), "too deep") from None
    tree = Tree()
    if node is not None:
        tree.value = _Builder(tree).build(node, (), 0)
    return tree


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        raise TreeError(Mark(1, 1), "too deep") from None
    return True


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes = 0

    def build(self, node: Node, path: Path, depth: int) -> Any:
        mark = Mark(node.start_mark.line + 1, node.start_mark.column + 1)
        self.nodes += 1
        # Aliases make a small file expand without bound, so what is counted is what would be built.
        if self.nodes > _MAX_NODES or depth > _MAX_DEPTH:
            raise TreeError(mark, "too large" if depth <= _MAX_DEPTH else "too deep")
        self.tree.values[path] = mark
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, SequenceNode):
            return [self.build(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._mapping(node, path, depth)
        raise TypeError(f"unknown node {type(node)}")

    def _mapping(self, node: MappingNode, path: Path, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = Mark(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, ScalarNode):
                raise TreeError(mark, "complex key")
            key = str(key_node.value).strip()
            here = (*path, key)
            if key in built:
                self.tree.repeated.append((here, mark))
                continue
            self.tree.keys[here] = mark
            built[key] = self.build(value_node, here, depth + 1)
        return built


def _scalar(node: ScalarNode) -> Any:
    """Whole numbers, booleans and nothing get their types; all else, dates and decimals too, stays as it was written."""
    tag = str(node.tag)
    if tag.endswith(":null"):
        return None
    if tag.endswith(":bool"):
        return str(node.value).lower() == "true"
    if tag.endswith(":int") and str(node.value).lstrip("+-").isdigit():
        return int(node.value)
    return str(node.value)
