from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.words import TIME, anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.of(SectionKind.PLAN):
        headed = any(item.heading for item in part.items)
        for item in part.items:
            if not item.lines or (headed and not item.heading) or len(item.text) < _SHORT:
                continue
            if not TIME.search(item.heading + item.text) and not any(anchors(line.text) for line in item.lines) and "【待补充" not in item.text:
                span = (item.start, item.start + len(item.heading)) if item.heading else (item.lines[0].start, item.lines[0].end)
                message = f"打算“{manuscript.text[span[0] : span[1]][:20]}”没有时间、次数或能检查的标准"
                yield manuscript.hit(span, message, "补上：谁来做、哪个月前、做几次、到时候看什么。")


_SHORT = 12

RULE = Rule(
    code="P12",
    name="措施不能检查",
    level=Level.WARNING,
    about="“进一步加强”“持续深化”到明年还是这句话。措施要有人、有时间、有次数，年底才能对账。",
    source="领域手册 §1.6 C7、§8 K12、§9",
    bad=Example("进一步加强党员教育管理，不断提高党建工作质量和水平。", section=SectionKind.PLAN),
    good=Example("3月底前，由我给6名流动党员各打一次电话，6月、12月各查一次记录。", section=SectionKind.PLAN),
    check=check,
)
