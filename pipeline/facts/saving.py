"""Writing a facts file: values as a form holds them → YAML or JSON, leaving alone what the form does not know."""

from __future__ import annotations

import io
import json
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

_HEAD = "述职的事实文件：可以在网页里填，也可以用记事本改。格式见 README“事实文件”一节。"
_ORDER = ("单位", "述职人", "年度", "写作日期", "规格", "字数", "导语", "组织生活", "事实", "上年整改", "问题", "书记项目", "打算")
_WIDE = 100_000
"""Lines are never folded: a clerk who opens the file sees each text on one line."""


def as_yaml(values: dict[str, Any], before: str = "") -> str:
    """``values`` as YAML. Comments and unknown keys of ``before``, the text the file has now, stay where they stood.

    Keys of the format that ``values`` does not hold are taken out. Raises ValueError where ``before`` is no YAML mapping.
    """
    yaml = YAML()
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = _loaded(yaml, before)
    for key in [key for key in tree if key in _ORDER and key not in values]:
        del tree[key]
    for key in (key for key in _ORDER if key in values):
        if key not in tree:
            before_it = [index for index, other in enumerate(tree) if other in _ORDER and _ORDER.index(other) < _ORDER.index(key)]
            tree.insert(max(before_it, default=-1) + 1, key, None)
        _put(tree, key, values[key])
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def as_json(values: dict[str, Any], before: str = "") -> str:
    """``values`` as JSON, with the unknown keys of ``before``. Raises ValueError where ``before`` is no JSON object."""
    old = json.loads(before) if before.strip() else {}
    if not isinstance(old, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - like the parser's own
    kept = {key: value for key, value in old.items() if key not in _ORDER}
    ordered = {key: values[key] for key in _ORDER if key in values}
    return json.dumps(ordered | kept, ensure_ascii=False, indent=2) + "\n"


def _loaded(yaml: YAML, before: str) -> CommentedMap:
    if not before.strip():
        fresh = CommentedMap()
        fresh.yaml_set_start_comment(_HEAD)
        return fresh
    try:
        tree = yaml.load(before)
    except YAMLError as error:
        raise ValueError("no YAML") from error
    if not isinstance(tree, CommentedMap):
        raise ValueError("no YAML mapping")  # noqa: TRY004 - one kind of failure for one kind of file
    return tree


def _put(tree: CommentedMap | CommentedSeq, key: Any, value: Any) -> None:
    """``value`` at ``key``, piece by piece where both are maps or both lists, so that comments between the pieces stay."""
    old = tree[key] if isinstance(tree, CommentedSeq) or key in tree else None
    if isinstance(old, CommentedMap) and isinstance(value, dict):
        for gone in [name for name in old if name not in value]:
            del old[gone]
        for name, inner in value.items():
            _put(old, name, inner)
    elif isinstance(old, CommentedSeq) and isinstance(value, list):
        del old[len(value) :]
        for index, inner in enumerate(value):
            if index < len(old):
                _put(old, index, inner)
            else:
                old.append(_plain(inner))
    elif old is None or str(old) != str(value):
        tree[key] = _plain(value)


def _plain(value: Any) -> Any:
    """``value`` in block style, as a person would write it."""
    if isinstance(value, dict):
        tree = CommentedMap()
        for key, inner in value.items():
            tree[key] = _plain(inner)
        return tree
    if isinstance(value, list):
        return CommentedSeq([_plain(inner) for inner in value])
    return value
