from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import paragraphs
from pipeline.findings import Level

_NUM = "[一二三四五六七八九十]{1,3}"
_FORMS = (
    (re.compile(rf"{_NUM}\s*[．.，,：:](?!\d)"), "一级编号后面用顿号：一、"),
    (re.compile(rf"{_NUM}\s+、|\d{{1,2}}\s+[．.]"), "编号和后面的顿号、圆点之间不空格"),
    (re.compile(rf"\(\s*(?:{_NUM}|\d{{1,2}})\s*\)"), "带括号的编号用全角括号：（一）（1）"),
    (re.compile(rf"[〔［\[【]\s*{_NUM}\s*[〕］\]】]"), "二级编号用圆括号：（一）"),
    (re.compile(rf"[（(]\s*(?:{_NUM}|\d{{1,2}})\s*[）)]\s*[、．.，,]"), "带括号的编号后面不加标点：（一）"),
    (re.compile(r"\d{1,2}\s*[、，,](?!\d)"), "三级编号用下圆点：1."),
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if manuscript.marked:
        return
    for pattern, advice in _FORMS:
        found = [(p.start, p.start + m.end()) for p in paragraphs(manuscript) if (m := pattern.match(p.text))]
        if found:
            shown = manuscript.text[slice(*found[0])].strip()
            more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
            yield manuscript.hit(found[0], f"编号“{shown}”的写法不规范{more}", f"{advice}。")


RULE = Rule(
    code="T05",
    name="编号写法不规范",
    level=Level.WARNING,
    about="公文的编号是一、（一）1.（1）。写成“一.”“(一)”“（一）、”“1、”，是从别处粘来的样子。同一种写法只提示一次。",
    source="领域手册 §3.4（标点细则 [A46]），§8 K25",
    bad=Example("一.履职情况\n(一)抓学习。我组织学习12次。\n1、读原著。我领读4次。"),
    good=Example("一、履职情况\n（一）抓学习。我组织学习12次。\n1.读原著。我领读4次。"),
    check=check,
)
