from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.digits import credit_codes
from pipeline.findings import Level

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
    r"[ ·•.．-]?(?=[A-Z0-9]{0,4}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
_PLACE = re.compile(
    r"(?:东经|北纬|经度|纬度)[：:为是]?[ ]?\d{1,3}(?:\.\d+)?[ ]?[°度]?(?:\d{1,2}[′'分](?:\d{1,2}(?:\.\d+)?[″\"秒])?)?"
    r"|(?<![\d.])\d{2,3}\.\d{4,}[，, ]+\d{2}\.\d{4,}(?![\d.])"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for name, pattern in (("车牌号", _PLATE), ("经纬度坐标", _PLACE)):
        for match in pattern.finditer(manuscript.text):
            yield manuscript.hit(match.span(), f"这里有{name}", f"删去{name}，报告里用不着。")
    for found in credit_codes(manuscript.text):
        yield manuscript.hit((found.start, found.end), "这里有统一社会信用代码", "删去代码，写单位名称就够。")


RULE = Rule(
    code="C14",
    name="车牌、信用代码和坐标",
    level=Level.WARNING,
    about="车牌号、统一社会信用代码、经纬度能对到人、单位和地点，述职报告里用不着。",
    source="领域手册 §6.3（脱敏一栏）；信用代码编制见 GB 32100",
    bad=Example("查处公车私用1起，车牌苏A12345。"),
    good=Example("查处公车私用1起，已在党员大会上通报。"),
    check=check,
)
