from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.lexicon import of_kind, wrong_forms
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for match, term in wrong_forms(manuscript.text, documents=True):
        level = None if term.verified else Level.INFO
        yield manuscript.hit(match.span(), f"{match.group()}不是文件的全名，应是{term.name}", "第一次写全名；后面要用简称，先写明“以下简称”。", level)
    known, wholes = _documents()
    for match in _TITLE.finditer(manuscript.text):
        name = match[1].removesuffix("（试行）")
        whole = next((w for w in wholes if _part_of(name, w)), None) if len(name) >= _LONG and name not in known else None
        if whole and whole not in manuscript.text[: match.start()]:
            message = f"{match.group()}不是文件的全名，应是《{whole}》"
            yield manuscript.hit(match.span(), message, "第一次写全名；后面要用简称，先写明“以下简称”。")
    pattern, names = _bare()
    for match in pattern.finditer(manuscript.text):
        yield manuscript.hit(match.span(), f"“{match.group()}”是文件名，要加书名号：{names[match.group()]}", "法规和文件的名称用书名号。", Level.INFO)


def _part_of(name: str, whole: str) -> bool:
    """Whether ``name`` is the end of ``whole``, or has that end behind a word or so of its own: 党员纪律处分条例."""
    return name != whole and any(len(name) - cut >= _LONG and whole.endswith(name[cut:]) for cut in range(_WORD + 1))


_WORD = 3
_TITLE = re.compile(r"《([^《》\n]{6,40})》")
_LONG = 6


@cache
def _documents() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of documents known, without marks and 试行, and those that miswritings are told of already; and the whole ones."""
    names = tuple(term.name.strip("《》").removesuffix("（试行）") for term in of_kind("document") if term.name.startswith("《"))
    told = {form.strip("《》").removesuffix("（试行）") for term in of_kind("document") for form in term.wrong}
    return frozenset((*names, *told)), names


@cache
def _bare() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of documents without their marks, not inside any."""
    names = {term.name.strip("《》").removesuffix("（试行）"): term.name for term in of_kind("document") if term.name.startswith("《")}
    any_ = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 8)
    return re.compile(rf"(?<![《〈])(?:{any_})(?![^《\n]{{0,8}}》)"), names


RULE = Rule(
    code="W05",
    name="文件名称不全",
    level=Level.WARNING,
    about="条例、办法第一次出现要写全名、加书名号，带“（试行）”的不能漏。",
    source="领域手册 §4.6-7、§4.6-16；逐条出处见 corpus/terms.yaml",
    bad=Example("我带头学习《中国共产党支部工作条例》。"),
    good=Example("我带头学习《中国共产党支部工作条例（试行）》（以下简称《条例》）。"),
    check=check,
)
