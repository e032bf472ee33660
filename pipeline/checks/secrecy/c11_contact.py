from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.digits import folded
from pipeline.findings import Level

_MOBILE = re.compile(r"(?<![\d.A-Za-z])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\dA-Za-z])")
_LANDLINE = re.compile(r"(?<![\d.])(?:\(0\d{2,3}\)[ -]?|0\d{2,3}[ -—])[2-8]\d{2,3}[ -]?\d{4}(?!\d)|(?<![\d.])0\d{2,3}[2-8]\d{6,7}(?!\d)")
_CALLED = re.compile(r"(?:电话|座机|联系方式|手机|传真|号码)(?:号码?)?(?:是|为|[：:])?[ ]?([2-8]\d{2,3}-?\d{4})(?!\d)")
_NET = re.compile(r"[A-Za-z0-9._+-]{2,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z]{2,10}){1,3}|(?:微信号?|QQ号?|qq号?)(?:是|为|[：:])[ ]?[A-Za-z0-9_-]{5,20}")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    text = folded(manuscript)
    for match in _MOBILE.finditer(text):
        yield manuscript.hit(match.span(), "这里有手机号", "删去号码；要公布联系方式的，另贴在公开栏里。")
    for pattern, group in ((_LANDLINE, 0), (_CALLED, 1)):
        for match in pattern.finditer(text):
            yield manuscript.hit(match.span(group), "这里有电话号码", "个人和值班电话不写进报告，删去。", Level.WARNING)
    for match in _NET.finditer(manuscript.text):
        yield manuscript.hit(match.span(), "这里有个人的邮箱或网络账号", "删去账号；要公布联系方式的，另贴在公开栏里。", Level.WARNING)


RULE = Rule(
    code="C11",
    name="电话、邮箱和网络账号",
    level=Level.ERROR,
    about="手机号必须删；座机、邮箱、微信号请你看一看。12345这样的公用热线不算。",
    source="领域手册 §6.4，§8 K30；《民法典》第一千零三十四条（电话号码、电子邮箱属于个人信息）[民法典]",
    bad=Example("我把手机号13812345678留给了每户群众。"),
    good=Example("我把电话留给了每户群众，办结12345热线工单1381件。"),
    check=check,
)
