from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import CLICHE, EMPTY, anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.texts.measure import clauses as clauses_of

_OWN = re.compile(
    r"怕|图(?:省|轻|清)|嫌|默许|侥幸|懒|惯着|面子|拿不准|张不开口|省事|敷衍|应付|以为|总觉得|心里|当成|放在后|先顾|一个人|想着|没(?:有)?(?:问|翻|去|查)"
)
_MOST = 0.5
_SOMEBODY = re.compile(r"我|自己|本人|书记|他|她|人家|大家|别人|谁")
_ABSTRACT = re.compile(
    r"理念|意识|认识|重要性|站位|程度|力度|深度|韧劲|火候|系统性|针对性|规律|视野|统筹|水平|能力|本领|能动|要求|标准|理论|武装|观念|责任感|使命感|领会|把握"
)
_BRIEF = 70


def _nobodys(why: str) -> bool:
    """A cause of a line or two in which nobody stands: 对……的重要性领会不深，抓落实的韧劲还欠火候."""
    return 0 < len(why) <= _BRIEF and not _SOMEBODY.search(why) and _ABSTRACT.search(why) is not None


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        if not row.cause:
            continue
        clauses = [c for line in row.cause for c in clauses_of(line.text)]
        hollow = [c for c in clauses if EMPTY.search(c) or CLICHE.search(c)]
        if (
            (len(hollow) < max(1, _MOST * len(clauses)) and not _nobodys(row.why))
            or _OWN.search(row.why)
            or any(anchors(line.text) for line in row.cause)
        ):
            continue
        line = row.cause[0]
        advice = "写当时的想法和做法：我怕什么、图什么、把哪件事放在了后面、哪一步没有去查。"
        yield line.hit((0, len(line.text)), f"第 {row.number} 个问题的原因只是把“不够”换了个地方，放到哪个单位都成立", advice)


RULE = Rule(
    code="P07",
    name="原因空泛，或与问题同义反复",
    level=Level.WARNING,
    about="问题是“融合不够”，原因是“对融合思考不够”，等于没说。原因要写到自己的心态和做法，换个单位就不成立才算真。",
    source="领域手册 §1.3 Q5、Q6，§8 K10",
    bad=Example("党建同业务融合不够，两张任务单有5次没有对上。原因是我对融合思考得不够深入，融合的意识不够强。", section=SectionKind.PROBLEM),
    good=Example("两张任务单有5次没有对上。原因是我怕业务科室嫌麻烦，先把业务布置完，党建的事事后补。", section=SectionKind.PROBLEM),
    check=check,
)
