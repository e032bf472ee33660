from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.problems.rows import Row, rows
from pipeline.checks.problems.words import OTHERS
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.texts.measure import clauses as clauses_of


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        if hit := _nobody_but_others(row):
            yield hit
            continue
        place = next(((line, m) for line in (*row.statement, *row.cause) if (m := OTHERS.search(line.text))), None)
        if place is None or not row.cause:
            continue
        causes = [clause for line in row.cause for clause in clauses_of(line.text)]
        own = [c for c in causes if FIRST_PERSON.search(c) and not _SCOLDING.search(c)]
        others = [line for line in row.cause if OTHERS.search(line.text) or _THEY.search(line.text)]
        if not own and (others or not any(FIRST_PERSON.search(line.text) for line in row.statement)):
            advice = "他们没做好，是因为你没有布置、没有检查，还是没有带头？把你自己那一份写出来。"
            yield place[0].hit(place[1].span(), f"第 {row.number} 个问题说的都是别人：“{place[1].group()}”", advice)


def _nobody_but_others(row: Row) -> Hit | None:
    """A problem that blames others time and again, with no word of oneself and nothing that could be counted."""
    lines = row.statement
    blamed = [(line, m) for line in lines for m in _BLAMED.finditer(line.text)]
    if len(blamed) < _AGAIN or any(FIRST_PERSON.search(line.text) for line in lines) or any(re.search(r"\d", line.text) for line in lines):
        return None
    line, match = blamed[0]
    advice = "他们没做好，是因为你没有布置、没有检查，还是没有带头？把你自己那一份写出来。"
    return line.hit(match.span(), f"第 {row.number} 个问题说的都是别人：“{match.group()}”", advice)


_AGAIN = 2
_BLAMED = re.compile(
    rf"{OTHERS.pattern}|有(?:几|两|三|好几)(?:个|名|位)(?:同志|党员|干部|书记|人|委员|教师|职工)"
    r"|(?:不安心|不上心|不当回事|不想|不愿意?|不肯|只肯|只想|总想|嫌|懒得|收不住|心思|敷衍|应付|糊弄|图省事|推三阻四|三天两头|爱理不理|不动脑筋|叫不动|玩手机|提不起|不支持|不配合|不积极|不主动|不爱|爱来不来|说一套)"
)
"""Others by a name of their kind, or by what goes on in their heads."""
_SCOLDING = re.compile(r"我(?:当场|已|已经|也|都|还)?(?:几次|多次|反复)?(?:作了|批评|提醒|强调|通报|责令|要求)|我几次")
_THEY = re.compile(r"他们|她们|书记们?(?:责任心|不|怕|嫌|眼睛)|党员(?:意识|素质|积极性|觉悟)")

RULE = Rule(
    code="P09",
    name="问题都是别人的",
    level=Level.WARNING,
    about="通篇“部分党员”“个别支部”，把板子打在下面人身上。述职要述书记自己。",
    source="领域手册 §1.3 Q8",
    bad=Example("个别支部书记把关不严，有12个支部补签了名。原因是部分书记责任心不强，图省事。", section=SectionKind.PROBLEM),
    good=Example("有12个支部补签了名，个别书记把关不严。原因在我：会开完我从不去翻原始记录。", section=SectionKind.PROBLEM),
    check=check,
)
