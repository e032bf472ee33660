from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

PER_THOUSAND = 2


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    said = sum(len(FIRST_PERSON.findall(part.text)) for part in manuscript.parts)
    if said * 1000 < PER_THOUSAND * manuscript.chars:
        yield Hit("全文第一人称太少，读起来像单位的工作总结", "把“支部开展了……”改成“我组织……”“我带队……”，但只改你本人真做过的事。")


RULE = Rule(
    code="P02",
    name="全文第一人称太少",
    level=Level.WARNING,
    about="述职报告写“我怎么抓”，工作总结才写“单位做了什么”。每千字不到两处“我”，就像总结了。",
    source="领域手册 §1.3、§8 K05",
    bad=Example("支部开展学习12次，走访群众30户，办实事5件。"),
    good=Example("我组织学习12次，带队走访群众30户。"),
    check=check,
)
