from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_CALL = re.compile(
    r"^(?:尊敬的)?(?:各位)?[^，。；\n]{0,24}(?:领导|同志们|评委|代表|老师们|大家)[^。；\n]{0,10}[：:]?$|^各位[^。\n]{0,12}[，：:]|^同志们[，：:]",
    re.MULTILINE,
)
_DATE = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?[）)]?\s*$|二[〇○零][^年\n]{2}年[^月\n]{1,2}月")
_SIGNER = re.compile(r"(?m)^(?:述职人|报告人|汇报人)[：:]|^[（(]20\d\d年\d{1,2}月(?:\d{1,2}日)?[）)]$")
_HEAD, _TAIL = 160, 60
_ORAL = "口头"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """A text with a salutation is read aloud and needs no sign-off; the length rule for speeches asks for a salutation."""
    if manuscript.marked or len(manuscript.parts) < 2:
        return
    head, tail = manuscript.text[:_HEAD], manuscript.text.rstrip()[-_TAIL:]
    called = _CALL.search(head) is not None
    if context.rule and context.rule.name == _ORAL:
        if not called:
            yield Hit("现场念的稿子没有称谓", "标题下面顶格写“尊敬的各位领导、同志们：”。")
    elif not called and not _DATE.search(tail) and not _SIGNER.search(manuscript.text[:400] + "\n" + tail):
        yield Hit("书面稿没有落款", "正文后面写明职务（或姓名）和成文日期，如“2026年1月8日”；现场念的可以不写。")


_WHOLE = (
    "2025年度抓基层党建工作述职报告\n一、履职情况\n我主持召开支委会12次。\n二、存在的主要问题\n我抓学习不细。\n"
    "三、下一步打算\n我每月查一次学习记录。\n"
)

RULE = Rule(
    code="S14",
    name="缺称谓或落款",
    level=Level.INFO,
    about="书面稿末尾要有职务（姓名）和日期；现场念的稿子开头要有称谓，可以没有落款。",
    source="领域手册 §3.8、§5.6，§8 K38",
    bad=Example(_WHOLE, section=None),
    good=Example(f"{_WHOLE}甲局党支部书记\n2026年1月8日\n", section=None),
    check=check,
)
