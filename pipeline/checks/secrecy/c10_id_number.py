from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.digits import folded, id_numbers
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for found in id_numbers(folded(manuscript)):
        known = "校验码正确" if found.checked else "校验码不对，但写明是证件号"
        yield manuscript.hit((found.start, found.end), f"这里有身份证号（{known}）", "删去号码；要说是谁，用职务或“一名党员”。")


RULE = Rule(
    code="C10",
    name="身份证号",
    level=Level.ERROR,
    about="18位按校验码认，15位的旧号按地区和出生日期认，长编号不算。证件号在报告里没有任何用处，一旦公开就收不回来。",
    source="领域手册 §6.4，§8 K30；号码编制见 GB 11643",
    bad=Example("困难党员1名，身份证号11010519491231002X，已办理救助。"),
    good=Example("困难党员1名，已办理救助，受理编号202511030000017826。"),
    check=check,
)
