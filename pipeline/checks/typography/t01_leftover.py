from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_LEFTOVER = re.compile(
    r"[Xx×]{2,}|\d{2,3}[Xx]年|\*{2,}|_{2,}|#{2,}|[{}]|（注：|作为(?:一个|一名)?(?:AI|人工智能|语言模型)|网页\d|以下是|```|〔[^〕]*〕|根据您提供|待填|\{待"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for match in _LEFTOVER.finditer(line.text):
            yield line.hit(match.span(), f"这里有不该留下的“{match.group()}”", "请删去，或换成真实的内容。")


RULE = Rule(
    code="T01",
    name="打码、占位和模型自注",
    level=Level.ERROR,
    about="XX、202X、星号、花括号、模型的自注，都是没改干净的模板痕迹，一眼就看出不是自己写的。",
    source="领域手册 §7.1、§7.3、§7.5",
    bad=Example("202X年，我在XX社区走访群众**户。"),
    good=Example("2025年，我在苇渡社区走访群众12户。"),
    check=check,
)
