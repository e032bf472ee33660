from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.lexicon import of_kind
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    year = context.year or (context.written_on.year if context.written_on else None)
    for term in of_kind("retired"):
        if term.until and (year is None or f"{year}-01" < term.until):
            continue
        for match in re.finditer(re.escape(term.name), manuscript.text):
            instead = f"现在一般写“{term.after}”。" if term.after else ""
            yield manuscript.hit(match.span(), f"“{match.group()}”：{term.note}", f"{instead}只是提示，改不改请自己定。")


RULE = Rule(
    code="W08",
    name="旧提法",
    level=Level.INFO,
    about="有的说法过了时候，或者不宜用在党内公文里。只提示，不算错。",
    source="领域手册 §4.6、§4.7",
    bad=Example("适应经济新常态，我带领支部服务企业。"),
    good=Example("围绕高质量发展，我带领支部服务企业。"),
    check=check,
)
