from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．，％]*")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    found = list(_WIDE.finditer(manuscript.text))
    if found:
        more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        yield manuscript.hit(found[0].span(), f"“{found[0].group()}”是全角的数字或字母{more}", "数字、小数点和英文字母用半角。")


RULE = Rule(
    code="T09",
    name="全角数字和字母",
    level=Level.WARNING,
    about="数字、小数点、英文用半角。全角的数字排出来很宽，也不能拿来核对。",
    source="领域手册 §5.4",
    bad=Example("我组织支部党员大会１２次。"),
    good=Example("我组织支部党员大会12次。"),
    check=check,
)
