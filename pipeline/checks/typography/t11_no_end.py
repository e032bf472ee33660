from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import Paragraph, paragraphs
from pipeline.findings import Level

_ENDED = re.compile(r"[。！？；：…][”’》）】)\"]*$|[】]$|[”）][。；]?$")
_CUT = re.compile(r"[，、,]$")
_SIGNED = re.compile(r"^(?:述职人|报告人|汇报人|附件|附[：:]|单位)|\d{4}年\d{1,2}月\d{1,2}日[）)]?$|述职(?:评议)?(?:报告|发言)(?:（[^）]*）)?$")
_DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?")
_SHOWN = 10


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    texts = paragraphs(manuscript)
    headings = {part.heading for part in manuscript.parts} | {item.heading for part in manuscript.parts for item in part.items}
    for index, paragraph in enumerate(texts):
        text = paragraph.text.rstrip()
        if not paragraph.prose or _ENDED.search(text) or _SIGNED.search(text) or _signs(texts, index) or text in headings:
            continue
        span = (paragraph.start + max(0, len(text) - _SHOWN), paragraph.start + len(text))
        if _CUT.search(text):
            yield manuscript.hit(span, f"这一段停在“{text[-1]}”上", "句子没有完：补完整，或改成句号。")
        elif not _is_heading(text) or index == len(texts) - 1:
            yield manuscript.hit(span, "这一段末尾没有标点", "补上句号；如果后面少了字，请补全。")


def _signs(texts: list[Paragraph], index: int) -> bool:
    """Whether a date stands alone below: who signs stands above it."""
    return index + 1 < len(texts) and _DATE.fullmatch(texts[index + 1].text.strip()) is not None


def _is_heading(text: str) -> bool:
    """A heading may have a comma in it: （一）强化理论武装，提升政治能力."""
    return (
        len(text) <= 40 and not re.search(r"[。；！？]", text) and re.match(r"[（(第]|\d|[一二三四五六七八九十]{1,3}[、.．]|[#*]", text) is not None
    )


RULE = Rule(
    code="T11",
    name="段末缺标点",
    level=Level.WARNING,
    about="一段话末尾没有句号，或者停在逗号、顿号上，常常是复制时截断了，后面还有半句。单独成行的标题不算。",
    source="领域手册 §3.4、§7.4 D46、D47",
    bad=Example("我主持召开支委会12次，组织主题党日12次，逐一同党员谈心\n我讲党课2次，看望老党员6人，"),
    good=Example("（一）强化理论武装，提升政治能力\n我主持召开支委会12次，组织主题党日12次，逐一同党员谈心。"),
    check=check,
)
