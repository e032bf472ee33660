from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_PRAISE = re.compile(
    r"(?:重视(?:程度)?(?:较|很|比较)?高|抓得(?:紧|实|很紧|很实)|推动力度大|成绩[^，。；]{0,8}(?:看得见|明显)|势头[^，。；]{0,6}好|受到[^，。；]{0,8}(?:好评|肯定|表扬)|得到[^，。；]{0,8}(?:肯定|好评|表扬)|"
    r"高度重视|充分肯定|制度健全|管理规范|台账规范|有目共睹|广泛好评|反响良好|持续向好|不断(?:提升|增强|提高)|(?:明显|显著)(?:增强|提升|提高|改善)|(?:成效|效果)(?:显著|明显)|成果丰硕|(?:明显|显著|丰硕)成[效果]|"
    r"涌现(?:出)?|获得?[^，。；]{0,6}(?:表彰|荣誉|称号)|被[^，。；]{0,8}(?:推广|表彰|评为)|(?:狠|扎实)抓|扎实(?:推进|开展)|覆盖面广|解决了[^，。；]{0,4}(?:一大批|许多|不少)|执纪有力|"
    r"朝气足|走在(?:全|前)|样样有|场场都|件件|提前[^，。；]{0,6}完成|起步早|基础(?:较)?好|取得(?:了)?[^，。；]{0,10}成(?:绩|效)|"
    r"有声有色|可圈可点|独当一面|个个(?:能|都|是)|红红火火|交口称赞|纷纷(?:称赞|点赞|叫好)|抓得扎实|做得(?:扎实|到位)|一次(?:没|不)落|一场不落|(?:转发|介绍|推介|宣传|报道)过|(?:作|做)(?:了)?(?:经验|典型)(?:交流|发言|介绍)|(?:年年|次次|回回|连续[^，。；]{1,4})[^，。；]{0,6}(?:第一|先进|优秀)|(?:全[院县市局区镇校省乡所]|系统)第[一二三]|(?:来|都来|前来)[^，。；]{0,4}(?:取经|学习|参观|观摩)|名列前茅|位居前列|遥遥领先)"
)
_TURN = re.compile(
    r"但(?:是)?|然而|不过|可是|美中不足|略显不足|只是|就是(?=[^，。；]{0,16}(?:稍|略|差|弱|慢|少|不太|不大|不够|不齐))|相比之下|对(?:日常|其他|一般)"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        text = "".join(line.text for line in row.statement[:_FIRST])
        turn = _TURN.search(text)
        praise = list(_PRAISE.finditer(text[: turn.start()] if turn else ""))
        headed = _HEADED.search(row.block.heading)
        if len(praise) >= _LEAST or (headed and praise):
            first = row.statement[0]
            end = min(len(first.text), (turn.start() if turn else len(first.text)))
            yield first.hit((0, max(1, end)), f"第 {row.number} 个问题先表扬了自己再转折", "这一段只写问题，成绩留在履职部分：从“但”后面写起。")


_FIRST, _LEAST = 2, 2
_HEADED = re.compile(r"抓得(?:实|紧|好)[^。]{0,12}(?:一般|不够|松|少)|.{2,10}好[，,].{2,10}(?:一般|不够)")

RULE = Rule(
    code="P10",
    name="先表扬再转折",
    level=Level.WARNING,
    about="“对重点工作重视高、推动大，对日常工作一般化”，问题里一半是成绩，是评功摆好。",
    source="领域手册 §1.3 Q9 [A26]",
    bad=Example("党工委对规范化抓得紧，手册受到区里好评，但日常检查还是少了2次。", section=SectionKind.PROBLEM),
    good=Example("日常检查少了2次，我只在年中跑过一遍。", section=SectionKind.PROBLEM),
    check=check,
)
