from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.facts import Rectification
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.texts.names import telling_words

_ANSWERED = re.compile(
    r"上年|上一年|去年[^。]{0,16}(?:点评|评议|述职|指出|反馈|提的|提出的|批评|说我)|\d{4}年度?(?:述职|评议|点评|反馈)|点评(?:说|指出|我|过|中|里|时|会|问题|意见|提|的|[两三四]|\d|第)|点了[^，。]{0,6}(?:问题|条)|前任的|巡察|反馈(?!给|到)"
)


_SHARED = 3


def _told(rectification: Rectification, manuscript: Manuscript) -> bool:
    """Whether a paragraph tells of last year and of what was wrong then."""
    words = set(telling_words("。".join((rectification.problem, rectification.action or "", rectification.result or ""))))
    paragraphs = [item.text for part in manuscript.of(SectionKind.DUTY, SectionKind.PROJECT) for item in part.items]
    return any("去年" in text and len(words & set(telling_words(text))) >= _SHARED for text in paragraphs)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if not context.known.rectifications or manuscript.part(SectionKind.RECTIFY) is not None:
        return
    duty = "".join(part.text + part.heading + "".join(i.heading for i in part.items) for part in manuscript.of(SectionKind.DUTY, SectionKind.PROJECT))
    if not _ANSWERED.search(duty) and not any(_told(r, manuscript) for r in context.known.rectifications):
        count = len(context.known.rectifications)
        yield Hit(
            f"事实里有 {count} 条上年问题的整改，报告里没有回应", "加一节“上年度述职评议问题整改情况”，逐条写做法和结果。", section=SectionKind.DUTY
        )


RULE = Rule(
    code="P14",
    name="没有回应上年问题",
    level=Level.WARNING,
    about="上年点评过的问题，今年一句不提，是述职评议最忌讳的。",
    source="领域手册 §1.3、§8 K13 [A5]",
    bad=Example("我讲党课4次。", facts=("讲党课4次",), given="上年整改: [{问题: 走访少, 做法: 走访9次}]"),
    good=Example("我讲党课4次。去年点评我走访少，今年走访了9次。", facts=("讲党课4次",), given="上年整改: [{问题: 走访少, 做法: 走访9次}]"),
    check=check,
    needs=(Need.FACTS,),
)
