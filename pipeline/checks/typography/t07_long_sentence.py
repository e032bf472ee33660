from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.texts.measure import chars

_STOP = re.compile(r"[；：。！？]|\n")
_LONG, _TOO_LONG = 100, 150


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """A sentence with a semicolon or a colon in it can be read in two breaths: it counts by its longest stretch, and whole from 150 on."""
    for line in manuscript.lines():
        if len(line.text) <= _LONG:
            continue
        size, longest = chars(line.text), max(chars(piece) for piece in _STOP.split(line.text))
        if longest > _LONG or size > _TOO_LONG:
            message = f"这一句有 {size} 字，念不断气" if size > _TOO_LONG else f"这里 {longest} 字没有断开"
            advice = "按意思拆成两三句，每句不超过60字；并列的几件事分开写。"
            # In a draft a sentence on facts has the user's own words; how they are cut up is the user's.
            yield line.hit((0, len(line.text)), message, advice, Level.INFO if line.facts else None)


RULE = Rule(
    code="T07",
    name="句子太长",
    level=Level.WARNING,
    about="现场要念的稿子，一句超过100字还没有句号、分号，念的人换不过气，听的人记不住。中间有分号的，整句超过150字才提示。",
    source="领域手册 §3.5、§8 K26",
    bad=Example(
        "我坚持把党建工作和业务工作一起谋划一起部署一起推进一起考核，把党员先锋岗设在窗口一线，把主题党日开到项目现场，把谈心谈话做到党员家中，"
        "把问题清单列到每个支委名下，把整改时限定到每个月的最后一天，把考核结果用到评先评优里面去，全年没有落下一次。"
    ),
    good=Example(
        "我把党建工作和业务工作一起部署。党员先锋岗设在窗口，主题党日开到项目现场；谈心谈话做到党员家中。问题清单列到每个支委名下，限期整改。"
    ),
    check=check,
)
