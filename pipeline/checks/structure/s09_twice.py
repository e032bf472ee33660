from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SentenceKind

_WORD = re.compile(r"\W+")
_LEAST = 20


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    seen: dict[str, Line] = {}
    for line in manuscript.lines():
        bare = _WORD.sub("", line.text)
        if len(bare) < _LEAST or line.kind is SentenceKind.GAP:
            continue
        if bare in seen:
            yield line.hit((0, len(line.text)), "这一句前面已经写过，一字不差", "留一处；要前后呼应的，换个说法、补上新的事实。")
        seen.setdefault(bare, line)


RULE = Rule(
    code="S09",
    name="同一句话写了两遍",
    level=Level.WARNING,
    about="20字以上、一字不差的句子在一篇里出现两次，是拼接时粘重了。",
    source="领域手册 §7.3 D35、§7.5 D85",
    bad=Example("我每季度到联系点走访一次，把听到的意见记在民情本上。支委会开了12次。我每季度到联系点走访一次，把听到的意见记在民情本上。"),
    good=Example("我每季度到联系点走访一次，把听到的意见记在民情本上。支委会开了12次。走访记下的意见，已经办结7条，还有2条在办。"),
    check=check,
)
