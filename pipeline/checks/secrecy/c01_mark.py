from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.texts.secrecy import marks

_ADVICE = "带密级或内部标志的材料不能用联网的电脑和软件处理：请停下来，问过保密部门再说；误标的按规定更正。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for mark in marks(manuscript.text):
        yield manuscript.hit((mark.start, mark.end), f"这里有“{mark.name}”标志", _ADVICE)


RULE = Rule(
    code="C01",
    name="密级和内部标志",
    level=Level.ERROR,
    about="“机密★5年”“内部资料，不得外传”这样的标志，表示材料不能上网、不能交给大模型。保密教育、秘密投票、商业秘密、五星级不算。",
    source="领域手册 §6.1 [A47a][A47b]，§8 K29、K37",
    bad=Example("机密★5年\n我组织支部党员大会4次。"),
    good=Example("我讲保密教育课1次；评议用秘密投票，得票公开；党员负责的五星级服务窗口★★★★★没有投诉。"),
    check=check,
)
