from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    prose = "".join(part.text for part in manuscript.of(SectionKind.PROBLEM, SectionKind.CAUSE))
    if prose and not FIRST_PERSON.search(prose):
        yield Hit("问题和原因里没有一个“我”", "述职是述“我”：写清自己哪里没想到、没抓住、没督促。", section=SectionKind.PROBLEM)


RULE = Rule(
    code="P01",
    name="问题里没有“我”",
    level=Level.WARNING,
    about="述职述的是书记本人。问题和原因通篇是“支部”“部分党员”，评议时会被说成没有把自己摆进去。",
    source="领域手册 §1.3",
    bad=Example("支部主题党日全年只开了9次，部分党员参加不积极。", section=SectionKind.PROBLEM),
    good=Example("主题党日全年只开了9次，是我没有按月盯。", section=SectionKind.PROBLEM),
    check=check,
)
