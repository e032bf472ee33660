from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_OTHER = re.compile(
    r"工作总结|总结报告|工作汇报|情况汇报|工作情况|情况报告|工作报告|思想汇报|心得体会|自查报告|总结材料|经验材料|工作计划|发言材料|汇报材料|总结$|汇报$"
)
_DUTY = re.compile(r"述职")
_CALLS = re.compile(r"^(?:尊敬|各位|同志|大家)|[：:]$")
_LONGEST = 45
_ADVICE = "写成“单位（职务）+年度+抓基层党建工作述职报告”。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    first = manuscript.text.split("\n", 1)[0]
    if not manuscript.title and not _is_title(first):
        if manuscript.parts and not manuscript.parts[0].heading and manuscript.date is not None:
            yield Hit("没有标题", _ADVICE, level=Level.INFO)
        return
    span = (0, len(first))
    other = _OTHER.search(first)
    if other and not _DUTY.search(first):
        yield manuscript.hit(span, f"标题写的是“{other.group()}”，不是述职报告", _ADVICE)
    elif first.startswith("《"):
        yield manuscript.hit(span, "标题加了书名号", "标题不用书名号。")


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and not re.search(r"[。；，！？]", line) and not _CALLS.search(line)


RULE = Rule(
    code="S05",
    name="标题不是述职报告",
    level=Level.WARNING,
    about="写成“工作总结”“工作汇报”，多半也真写成了单位总结。标题不加书名号；有落款的书面稿没有标题，也提示一下。",
    source="领域手册 §0.1、§5.6，§7.5 D79，§8 K39",
    bad=Example("甲局党支部2025年度党建工作总结\n一、履职情况\n我主持召开支委会12次。", section=None),
    good=Example("甲局党支部书记2025年度抓基层党建工作述职报告\n一、履职情况\n我主持召开支委会12次。", section=None),
    check=check,
)
