"""Reading a facts file: bytes → text → tree → records, or every mistake in it at once, in Chinese, with line and column."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import FactsError, InputError
from pipeline.facts import mistakes
from pipeline.facts.blanks import filled
from pipeline.facts.mistakes import Mistake
from pipeline.facts.records import Facts
from pipeline.facts.tree import TreeError, parse
from pipeline.texts.decoding import NotTextError, decode
from pipeline.texts.secrecy import refuse_marked

MAX_BYTES = 2_000_000
_HINT_UNFILLED = "这份事实文件还没有填完：把上面几处填上就能起草；也可以运行 shuzhi init -o 这个文件，一问一答地填。"
_HINT = "格式见 README“事实文件”一节；照 examples/ 里的例子改最快。"


def load(path: Path) -> Facts:
    """Read a facts file (YAML or JSON; UTF-8, UTF-16 with a mark, GB18030).

    Raises FactsError with every mistake found, or InputError where the file cannot be read at all.
    """
    return loads(text_of(path), source=path.name)


def loads(text: str, source: str = "事实文件") -> Facts:
    """Read facts from ``text``; ``source`` is the name used in messages. Raises FactsError, or SecrecyError before anything is read."""
    refuse_marked(text, source)
    if not text.strip():
        raise FactsError(source, (f"{source} 第 1 行第 1 列：文件是空的，没有任何内容",), hint=_HINT)
    facts, found = examine(text)
    if facts is None:
        hint = _HINT_UNFILLED if all(mistake.unfilled for mistake in found) else _HINT
        raise FactsError(source, tuple(_line(source, mistake) for mistake in found), hint=hint)
    return facts


def examine(text: str) -> tuple[Facts | None, tuple[Mistake, ...]]:
    """The facts in ``text``, or None and every mistake in it, in the order of the file. Empty places are passed over; see ``blanks``."""
    try:
        tree = filled(parse(text))
    except TreeError as error:
        return None, (mistakes.of_syntax(error, text),)
    found = mistakes.of_tree(tree)
    facts = None
    try:
        facts = Facts.model_validate(tree.value)
    except ValidationError as error:
        found += mistakes.of_validation(error, tree)
    unique = {(m.mark, m.text): m for m in found}
    ordered = sorted(unique.values(), key=lambda m: (m.mark.line, m.mark.column, m.text))
    return (None if found else facts), tuple(ordered)


def _line(source: str, mistake: Mistake) -> str:
    return f"{source} 第 {mistake.mark.line} 行第 {mistake.mark.column} 列：{mistake.text}"


def text_of(path: Path, what: str = "事实文件") -> str:
    """The text of ``path``, called ``what`` in messages. Raises InputError where it cannot be read."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path} 是一个文件夹，不是{what}", hint="请给出文件夹里的那个 .yaml 文件。")
        if size > MAX_BYTES:
            raise InputError(
                f"{path} 有 {size / 1e6:.1f} MB，太大了，不像{what}（上限 {MAX_BYTES // 1_000_000} MB）",
                hint=f"{what}是一页左右的文字，请检查是不是给错了文件。",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"找不到文件：{path}", hint="请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise InputError(f"读不了文件：{path}（{error.strerror}）", hint="请检查文件是否被占用、有没有读取权限。") from None
    try:
        return decode(data)
    except NotTextError as error:
        raise InputError(
            f"{path} 不是文字文件，看起来是{error.kind}", hint=f"{what}是 .yaml 文字文件，可以用记事本打开；照 examples/ 里的例子写。"
        ) from None
