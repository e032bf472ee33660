from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_CALL = re.compile(
    r"(?:^|(?<=[。！？\n]))(?:尊敬的(?:各位)?(?:领导|同志|评委|代表|来宾|老师|党员)[^。；\n]{0,8}?[，：:！]|各位(?:领导|评委|代表|同志|与会|党员|老师)[^。；\n]{0,10}?[，：:！]|(?:同志们|朋友们|老师们)[，：:！])"
    r"|(?:大家|各位)(?:上午|下午|早上|晚上|中午)好|(?:我的)?(?:汇报|述职|报告|发言)(?:到此)?(?:完毕|结束|到此为止|就到这里)|(?:^|(?<=[。！？，]))谢谢(?:大家|各位|领导)[^，。；]{0,8}?(?:[。！]|$)"
)
_BODY = tuple(kind for kind in SectionKind if kind not in (SectionKind.LEAD, SectionKind.CLOSING))
_END = 0.97


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines(*_BODY):
        match = _CALL.search(line.text)
        if match and line.end < _END * len(manuscript.text):
            yield line.hit(
                match.span(), f"正文中间出现了“{match.group()}”", "称谓只在开头，致谢只在末尾；中间的多半是从讲话稿、几篇稿子拼来的，删去。"
            )


_WHOLE = (
    "2025年度抓基层党建工作述职报告\n尊敬的各位领导、同志们：\n一、履职情况\n{}我主持召开支委会12次。\n"
    "二、存在的主要问题\n我抓学习不细，主题党日只开9次。\n三、下一步打算\n我每月查一次学习记录，说到做到。\n"
)

RULE = Rule(
    code="S15",
    name="正文中间的称谓和致谢",
    level=Level.WARNING,
    about="“同志们”“各位领导”“汇报完毕，谢谢大家”夹在正文中间，是几篇稿子拼起来的痕迹。",
    source="领域手册 §3.8（称谓只用于现场稿开头）、§7.5 D84、D85",
    bad=Example(_WHOLE.format("各位领导，"), section=None),
    good=Example(_WHOLE.format("同志们提了12条意见，各位党员都签了字。"), section=None),
    check=check,
)
