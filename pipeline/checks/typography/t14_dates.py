from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_MONTH = "(?:0?[1-9]|1[0-2])"
_CN = "[一二三四五六七八九十]"
_FORMS = (
    (re.compile(rf"(?<![\d年—－~～-])['’]?(?:1\d|2\d)年(?={_MONTH}月|年?度|底|初|[上下]半年|第?[一二三四1-4]季度|以来)"), "年份写四位：2025年"),
    (re.compile(rf"(?<![\d.])20\d\d[./．]{_MONTH}(?:[./．]\d{{1,2}})?(?![\d.])|(?<!\d)20\d\d[-－]{_MONTH}[-－]\d{{1,2}}(?!\d)"), "写成2025年3月8日"),
    (re.compile(r"(?<=年)0[1-9]月|(?<!\d)0[1-9]月|(?<=月)0[1-9]日"), "月和日前面不加0：3月8日"),
    (re.compile(r"(?<!\d)\d{1,2}月\d{1,2}号"), "书面写“日”：3月8日"),
    (re.compile(rf"二[〇○零0О]{_CN}{{1,2}}[〇○零]?{_CN}?年"), "公历年月日用阿拉伯数字：2025年"),
    (
        re.compile(rf"(?<!农历)(?<!阴历)(?<![一二三四五六七八九十])(?:十[一二]|{_CN})月(?:[一二]?十{_CN}?|三十一?|{_CN})[日号]"),
        "公历年月日用阿拉伯数字：3月8日",
    ),
    (re.compile(r"(?<!\d)20\d\d年?[-~～－]20\d\d年"), "起止年份之间用一字线：2023—2027年"),
    (re.compile(r"(?<![\d.])\d{1,9}(?:\.\d{1,4})?-\d{1,9}(?:\.\d{1,4})?(?=[%％次人个名户件天元])"), "数字的范围用一字线或浪纹线：1—2次、10%～20%"),
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for pattern, advice in _FORMS:
        found = list(pattern.finditer(manuscript.text))
        if found:
            more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
            yield manuscript.hit(found[0].span(), f"“{found[0].group()}”不是规范的写法{more}", f"{advice}。")


RULE = Rule(
    code="T14",
    name="日期和数字范围的写法",
    level=Level.WARNING,
    about="年份写四位，月日不加0，书面用“日”不用“号”，公历用阿拉伯数字，起止年份用一字线。从教25年、农历和节日不算。",
    source="领域手册 §5.2（成文日期）、§5.4；GB/T 15835",
    bad=Example("25年3月我组织学习，2025.7.1开会，08月走访，规划2023-2027年实施。"),
    good=Example("2025年3月我组织学习，7月1日开会，老党员从教25年，规划2023—2027年实施，农历八月十五日慰问。"),
    check=check,
)
