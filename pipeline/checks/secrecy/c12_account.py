from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.digits import cards, folded
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for found in cards(folded(manuscript)):
        yield manuscript.hit((found.start, found.end), "这里有银行卡号或账号", "删去号码，只写金额和用途。")


RULE = Rule(
    code="C12",
    name="银行卡号和账号",
    level=Level.ERROR,
    about="16—19位、校验位正确的卡号，或者写明是账号、卡号的长数字。慰问金、党费只要写金额。",
    source="领域手册 §6.4，§8 K30",
    bad=Example("慰问金500元汇入卡号4111 1111 1111 1111。"),
    good=Example("慰问金500元已汇到本人账户，合同编号2025110300001234。"),
    check=check,
)
