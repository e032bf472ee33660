"""What is wrong with a facts file, said so that a clerk can mend it: one sentence, one place, the nearest right key."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from pipeline import units
from pipeline.facts.records import Fact, Facts, Problem, Project, Rectification, Secretary, Unit
from pipeline.facts.tree import Mark, Path, Tree, TreeError
from pipeline.facts.values import date_from, month_from, year_from

_RECORDS: dict[str, type[BaseModel]] = {
    "单位": Unit,
    "述职人": Secretary,
    "事实": Fact,
    "上年整改": Rectification,
    "问题": Problem,
    "书记项目": Project,
}
_SYNTAX = (
    ("too deep", "一层套一层太多了，事实文件用不了这么多层"),
    ("too large", "内容太多，不像事实文件"),
    ("complex key", "这里的名目要是一段文字"),
    ("mapping values are not allowed", '这一行有多余的“: ”。文字里要写冒号时，把整段文字用英文引号 " " 括起来；或检查上一行是不是少了缩进'),
    ("could not find expected ':'", "这一行或上一行缺冒号。名目后面要写英文冒号加空格，例如“年度: 2025”"),
    ("cannot start any token", "这里有不能用的符号。缩进要用空格，不能用 Tab 键；以 @ ` % 开头的文字要用英文引号括起来"),
    ("did not find expected", "这里的缩进或括号不对。同一层的内容要左边对齐，“- ”后面空一格"),
    ("expected <block end>", "这里的缩进不对。同一层的内容要左边对齐，“- ”后面空一格"),
    ("while scanning", "引号或括号没有成对"),
    ("unexpected end of stream", "引号或括号没有成对"),
    ("undefined alias", "以 * 开头的文字要用英文引号括起来"),
)


@dataclass(frozen=True)
class Mistake:
    """``path`` leads to what is wrong, as far as one thing is; ``unfilled``: it is required and still empty."""

    mark: Mark
    text: str
    path: Path = ()
    unfilled: bool = False


def of_syntax(error: TreeError, text: str) -> Mistake:
    """Say what breaks the file as YAML. A full-width colon after a known key is the usual cause, so it is looked for first."""
    wide = re.compile(rf"^[ \t]*(?:- )?({'|'.join(_all_keys())})：", re.MULTILINE).search(text)
    if wide:
        before = text[: wide.end()]
        mark = Mark(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1))
        return Mistake(mark, f"“{wide.group(1)}”后面是中文冒号“：”，要改成英文冒号加一个空格“: ”")
    if error.problem == "found character '\\t' that cannot start any token":
        return Mistake(error.mark, "缩进用了 Tab 键，请改成空格")
    for english, chinese in _SYNTAX:
        if english in error.problem:
            return Mistake(error.mark, chinese)
    return Mistake(error.mark, "从这里起读不下去，多半是缩进、引号或冒号不对")


def of_validation(error: ValidationError, tree: Tree) -> list[Mistake]:
    """Translate pydantic's errors; the place of each is looked up in ``tree``."""
    return [_translated(cast("dict[str, Any]", e), tree) for e in error.errors()]


def of_tree(tree: Tree) -> list[Mistake]:
    """Mistakes that no single field shows: keys that stand twice, ids given twice, unknown types and rules, dates outside the year."""
    found = [Mistake(mark, f"“{path[-1]}”写了两次，只能留一个") for path, mark in tree.repeated]
    if isinstance(tree.value, dict):
        found += _unknown_names(tree) + _repeated_ids(tree) + _dates(tree)
    return found


def _translated(error: dict[str, Any], tree: Tree) -> Mistake:
    path = tuple(error["loc"])
    kind = error["type"]
    if path and path[0] == "组织生活" and len(path) > 1:
        path = _life_path(path, tree)
    if kind == "missing":
        return Mistake(tree.mark(path[:-1]), _missing(path), path, unfilled=True)
    if path and error["input"] is None:
        return Mistake(tree.mark(path), f"“{path[-1]}”还没有填，必须写", path, unfilled=True)
    return Mistake(tree.mark(path), _told(path, kind, error), path, unfilled=kind == "too_short")


def _told(path: Path, kind: str, error: dict[str, Any]) -> str:
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "value_error":
        return f"“{name}”：{error['ctx']['error']}"
    if name == "组织生活":
        return "“组织生活”要写成“名称: 次数”的样子，例如“支委会: 12”"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return _map_wanted(path, error["input"])
    if kind in ("tuple_type", "list_type"):
        return f"“{name}”要写成列表，每条前面加“- ”"
    if kind == "too_short":
        return f"“{name}”至少要有一条"
    if kind in ("greater_than_equal", "less_than_equal"):
        low, high = error["ctx"].get("ge"), error["ctx"].get("le")
        return f"“{name}”不能小于 {low}" if low is not None else f"“{name}”不能大于 {high}"
    return f"“{name}”写得不对"


def _missing(path: Path) -> str:
    around = _names(path[:-1])
    where = f"“{'.'.join(around)}”里" if around else ""
    if len(path) > 1 and isinstance(path[-2], int):
        where = f"“{path[0]}”第 {path[-2] + 1} 条里"
    return f"{where}缺少“{path[-1]}”，必须写"


def _names(path: Path) -> list[str]:
    return [str(p) for p in path if isinstance(p, str)]


def _life_path(path: Path, tree: Tree) -> Path:
    """组织生活 is a map in the file and a list in the record: turn the index back into the name."""
    index = path[1]
    life = tree.value.get("组织生活")
    names = list(life) if isinstance(life, dict) else []
    return ("组织生活", names[index]) if isinstance(index, int) and index < len(names) else ("组织生活",)


def _map_wanted(path: Path, given: Any) -> str:
    if not path:
        what = "一个列表" if isinstance(given, list) else "一段文字"
        return f"整个文件是{what}，应当是“名目: 内容”的样子，例如“年度: 2025”"
    keys = "、".join(_keys_at(path)[:4])
    name = _names(path)[-1]
    place = f"第 {path[-1] + 1} 条" if isinstance(path[-1], int) else ""
    return f"“{name}”{place}要写成“名目: 内容”的样子，可用的名目有：{keys}"


def _unknown_key(path: Path) -> str:
    key, known = str(path[-1]), _keys_at(path[:-1])
    near = process.extractOne(key, known, score_cutoff=34)
    elsewhere = [name for name, record in _RECORDS.items() if key in _aliases(record) and name not in path]
    if near and near[1] >= 50:
        return f"不认识“{key}”，是不是“{near[0]}”？"
    if elsewhere:
        return f"“{key}”不该写在这里，它属于“{elsewhere[0]}”，请检查缩进"
    if near:
        return f"不认识“{key}”，是不是“{near[0]}”？"
    return f"不认识“{key}”，这里可以写：{'、'.join(known)}"


def _keys_at(path: Path) -> list[str]:
    names = _names(path)
    return _aliases(_RECORDS[names[0]] if names else Facts)


def _aliases(record: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in record.model_fields.items()]


def _all_keys() -> list[str]:
    keys = _aliases(Facts) + [key for record in _RECORDS.values() for key in _aliases(record)]
    return sorted(set(keys), key=len, reverse=True)


def _unknown_names(tree: Tree) -> list[Mistake]:
    found = []
    given = _at(tree, "单位", "类型")
    names = list(enumerate(given)) if isinstance(given, list) else [(None, given)]
    for index, name in names:
        if isinstance(name, str) and units.find_type(name) is None:
            path: Path = ("单位", "类型") if index is None else ("单位", "类型", index)
            found.append(Mistake(tree.values.get(path) or tree.mark(path), _unknown("单位类型", name, units.type_names()), path))
    rule = _at(tree, "规格")
    if isinstance(rule, str) and rule.strip() not in units.rule_names():
        found.append(Mistake(tree.mark(("规格",)), _unknown("规格", rule, units.rule_names()), ("规格",)))
    return found


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = process.extractOne(name, known, score_cutoff=40)
    guess = f"，是不是“{near[0]}”？" if near else "。"
    return f"没有“{name}”这种{what}{guess}可用的有：{'、'.join(known)}"


def _repeated_ids(tree: Tree) -> list[Mistake]:
    listed = _at(tree, "事实")
    if not isinstance(listed, list):
        return []
    found, seen = [], dict.fromkeys(_reserved(tree), "")
    for index, fact in enumerate(listed):
        given = fact.get("编号") if isinstance(fact, dict) else None
        id_ = str(given).strip() if given is not None else f"F{index + 1}"
        path: Path = ("事实", index, "编号") if given is not None else ("事实", index)
        if id_ in seen:
            other = f"与第 {seen[id_]} 行的重复" if seen[id_] else "是留给别处用的，请换一个"
            how = "" if given is not None else f"（没有写编号的第 {index + 1} 条自动编为 F{index + 1}）"
            found.append(Mistake(tree.mark(path), f"编号“{id_}”{other}{how}", path))
        else:
            seen[id_] = str(tree.mark(path).line)
    return found


def _reserved(tree: Tree) -> set[str]:
    ids = {"项目"} if _at(tree, "书记项目") is not None else set()
    for key, prefix in (("上年整改", "整改"), ("问题", "问题"), ("打算", "打算")):
        listed = _at(tree, key)
        ids |= {f"{prefix}{n}" for n in range(1, len(listed) + 1)} if isinstance(listed, list) else set()
    return ids


def _dates(tree: Tree) -> list[Mistake]:
    year = _value(year_from, _at(tree, "年度"))
    if year is None:
        return []
    found = []
    since = _value(month_from, _at(tree, "述职人", "任职起"))
    if since and int(since[:4]) > year:
        found.append(Mistake(tree.mark(("述职人", "任职起")), f"任职起 {since} 晚于报告年度 {year}，这一年还没有任职", ("述职人", "任职起")))
    written = _value(date_from, _at(tree, "写作日期"))
    if isinstance(written, dt.date) and not dt.date(year, 1, 1) <= written <= dt.date(year + 2, 12, 31):
        found.append(Mistake(tree.mark(("写作日期",)), f"写作日期 {written} 与报告年度 {year} 对不上，请核对哪一个写错了", ("写作日期",)))
    listed = _at(tree, "事实")
    for index, fact in enumerate(listed if isinstance(listed, list) else ()):
        when = fact.get("时间") if isinstance(fact, dict) else None
        path: Path = ("事实", index, "时间")
        found += [Mistake(tree.mark(path), problem, path) for problem in _when(when, year)]
    return found


def _when(when: Any, year: int) -> list[str]:
    """A time is free text; where it begins with a year, that year must be the report's, and month and day must exist."""
    match = re.match(r"\s*((?:19|20)\d{2})(?:\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2}))?)?", str(when or ""))
    if not match:
        return []
    problems = []
    if int(match.group(1)) != year:
        problems.append(f"时间“{when}”不在报告年度 {year} 年内；往年的事请写进“上年整改”，或改正时间")
    if match.group(2) and not 1 <= int(match.group(2)) <= 12:
        problems.append(f"时间“{when}”没有这个月份")
    elif match.group(3):
        try:
            dt.date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
        except ValueError:
            problems.append(f"时间“{when}”没有这一天")
    return problems


def _at(tree: Tree, *keys: str) -> Any:
    value = tree.value
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _value(reader: Any, given: Any) -> Any:
    """What ``reader`` makes of ``given``, or None where it refuses: the refusal itself is reported by the records."""
    try:
        return reader(str(given)) if given is not None else None
    except ValueError:
        return None
