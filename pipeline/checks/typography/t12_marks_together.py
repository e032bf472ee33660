from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_TOGETHER = re.compile(r"[，。；：、！？,;][ \t]*[，。；：、,;]+|[！？]{3,}|(?<!\.)\.{3,}(?!\d)|-{2,}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])-{2,}")
_EMPTY = re.compile(r"“[ \t]*”|‘[ \t]*’|《[ \t]*》|（[ \t]*）|\([ \t]*\)|【[ \t]*】")
_AT_START = re.compile(r"(?m)^[，。；、：！？,;]")
_SHOWN = 3


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    text = manuscript.text
    for pattern, name, advice in (
        (_TOGETHER, "标点叠在一起", "留下合用的一个；省略号用“……”，破折号用“——”。"),
        (_EMPTY, "引号或括号里是空的", "这里大概删掉了词：补上，或把空的符号删去。"),
        (_AT_START, "一段开头就是标点", "前面大概断错了行，请接上或删去。"),
    ):
        for match in pattern.finditer(text):
            start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _SHOWN)
            yield manuscript.hit((start, match.end()), f"{name}：{match.group().strip() or '空格'}", advice)


RULE = Rule(
    code="T12",
    name="标点重叠和空括号",
    level=Level.WARNING,
    about="“，。”“、、”“。。”是删改后剩下的；空的引号、括号说明里面的词被删掉了；省略号、破折号要用全角的。",
    source="领域手册 §5.5、§7.1 D11、D12，§7.4 D45",
    bad=Example("我走访群众12户，，解决问题3个。。以“”为主题开会（ ）次。"),
    good=Example("我走访群众12户，解决问题3个……还有2个在办——都有时限。"),
    check=check,
)
