from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_KIND = "文件|资料|材料|电报|明电|通报|讲话|参考|参阅|简报|会议纪要|会议精神|会议内容|数据|口径"
_CITED = re.compile(
    rf"(?:根据|按照|依据|依照|照(?![顾片章])|依|据(?!说)|拿|引自|念了|读了|传阅|看到|摘自|引用|摘录|传达|转发|学习|印发|收到|来自|见|对照|参照|结合|落实|贯彻)"
    rf"[^，。；、\n]{{0,12}}?(?P<what>(?:绝密|机密|秘密|涉密|内部|密级)(?:级|的)?(?:{_KIND})|内参|(?:未公开|没有公开|尚未公开|不公开)(?:发布|发表|印发)?的?(?:{_KIND}))"
)
_GRADED = re.compile(
    r"密级(?:为|是|定为|[：:])?[“]?(?P<what>绝密|机密|秘密)|(?:标有|标注|标明|印有|盖有|定为|列为|属于?)[“]?(?P<grade>绝密|机密|秘密)(?:级|[”]|文件|材料)"
)
_HANDLING = re.compile(
    r"(?P<what>(?:不得|严禁|请勿|切勿|不要|不可|禁止)(?:对外)?外[传泄]|仅供(?:领导|内部|参会人员|班子成员)(?:参考|参阅|使用|传阅|掌握)|仅限(?:内部|领导|班子)[^，。；\n]{0,6}(?:传阅|掌握|使用|知悉)"
    r"|注意保存|阅后(?:收回|销毁|即焚)|(?:请|要)?勿(?:公开|扩散|转发)|不宜(?:公开|扩散|外传)|严禁(?:复制|翻印|转发|扩散|公开)|限[^，。；、\n]{1,6}阅(?!读|览|卷|示))"
)
_ABOUT_SECRECY = re.compile(r"保密(?:教育|法|制度|纪律|检查|培训|自查|规定|承诺)|失泄密|泄密|涉密人员|涉密载体|保密员")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        if not _ABOUT_SECRECY.search(line.text):
            yield from _of(line)


def _of(line: Line) -> Iterator[Hit]:
    for pattern in (_CITED, _GRADED, _HANDLING):
        for match in pattern.finditer(line.text):
            group = next(name for name, value in match.groupdict().items() if value)
            advice = "述职报告要念给人听、要存档公开：只写公开文件的名称，内部材料里的话、数、人都不要写；拿不准的先问保密员。"
            yield line.hit(match.span(group), f"“{match[group]}”像是引了内部或涉密材料", advice)


RULE = Rule(
    code="C02",
    name="引用内部或涉密材料",
    level=Level.WARNING,
    about="“根据机密文件”“内部讲话指出”“不得外传”“仅供领导参考”，说明所引的材料不该写进要公开的报告。讲保密教育、保密检查的不算。",
    source="领域手册 §6.1（工作秘密）、§6.5",
    bad=Example("根据内部通报，我把3个支部列为重点，名单仅供领导参考。"),
    good=Example("我组织保密教育1次，要求涉密文件不得外传；局内部网站公布了党务清单。"),
    check=check,
)
