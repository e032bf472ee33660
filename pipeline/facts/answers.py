"""An answers file: question id → answer, in YAML or JSON, any encoding that facts files may have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.facts.mistakes import of_syntax
from pipeline.facts.reading import text_of
from pipeline.facts.tree import TreeError, parse
from pipeline.texts.secrecy import refuse_marked

_HINT = "每行写成“问题编号: 回答”，例如：\n  问1-证据: 全年主题党日12次，8次是读文件"
_LINE = re.compile(r"^(问\d+-[一-鿿]{2})[ \t]*[:：][ \t]*+(?![\"'|>{\[&*!])(.*)$")
"""A question's id and its answer on one line, with either colon: whoever writes no YAML writes this."""


def load_answers(path: Path) -> dict[str, str]:
    """Read ``path``. Raises InputError, with line and column, where it is no map from ids to text; SecrecyError where it is marked."""
    text = text_of(path, what="回答文件")
    refuse_marked(text, path.name)
    try:
        tree = parse(_as_yaml(text))
    except TreeError as error:
        found = of_syntax(error, text)
        raise InputError(f"{path.name} 第 {found.mark.line} 行第 {found.mark.column} 列：{found.text}", hint=_HINT) from None
    if tree.value is None:
        return {}
    if not isinstance(tree.value, dict):
        raise InputError(f"{path.name} 应当是“问题编号: 回答”的样子", hint=_HINT)
    if tree.repeated:
        keys, mark = tree.repeated[0]
        raise InputError(f"{path.name} 第 {mark.line} 行第 {mark.column} 列：“{keys[-1]}”写了两次，只能留一个", hint=_HINT)
    return {str(id_).strip(): _answer(path, str(id_), value, tree.mark((id_,)).line) for id_, value in tree.value.items()}


def _as_yaml(text: str) -> str:
    """``text`` with its plain lines quoted, so that a full-width colon or one inside an answer does no harm; other YAML as it is."""
    return "\n".join(f"{found[1]}: {_quoted(found[2])}" if (found := _LINE.match(line)) else line for line in text.splitlines())


def _quoted(answer: str) -> str:
    escaped = answer.strip().replace("'", "''")
    return f"'{escaped}'" if escaped else ""


def _answer(path: Path, id_: str, value: Any, line: int) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(v, str | int | float) for v in value):
        return "".join(f"{str(v).rstrip('。')}。" for v in value)
    if isinstance(value, dict | list):
        raise InputError(f"{path.name} 第 {line} 行：“{id_}”的回答要写成一段话", hint=_HINT)
    return str(value).strip()
