from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_POSTS = "书记|主任|局长|镇长|乡长|县长|校长|院长|处长|科长|部长|经理|班子|委员|所长|站长|主席"
_NOT_OUT = "(?:尚未|还没有?|还未|暂不|暂未|没有|未)(?:对外|正式|经)?(?:公开|公布|宣布|公示|发文|对外)"
_ASPECTS = (
    (
        "没有公布的人事安排",
        re.compile(
            rf"拟(?:由[^，。；\n]{{1,10}})?(?:任|提拔|接任|调任|提任|转任|免去|接替)[^，。；\n]{{0,12}}?(?:{_POSTS})"
            rf"|(?:考察(?:组)?(?:意见|结论|情况)|内定|酝酿)[^，。；\n]{{0,14}}(?:人选|{_POSTS}|提拔|不宜)"
            rf"|(?:人选|人事|任命|调整方案|提拔)[^。；\n]{{0,14}}{_NOT_OUT}|{_NOT_OUT}的?[^，。；\n]{{0,6}}(?:人选|人事|任命|调整方案|提拔)"
        ),
    ),
    (
        "没有公开的案件和线索",
        re.compile(
            r"(?:线索|案件|举报|问题)[^，。；\n]{0,10}(?:正在|尚在|还在)?(?:初核|核查阶段|立案审查|审查调查|侦办中|侦查中|留置)"
            r"|(?:正在|尚在|还在)(?:初核|立案|审查调查|侦办|侦查|留置)|(?:举报人|检举人|线索来源|信访举报者)(?:是|为|系|叫)"
            rf"|(?:正|正在|尚在|还在|眼下|目前)(?:被|接受)[^，。；\n]{{0,8}}(?:纪委|监委|公安|检察|组织)[^，。；\n]{{0,6}}(?:调查|审查|核查|留置|谈话)"
            rf"|(?:被|接受)[^，。；\n]{{0,8}}(?:调查|审查|核查|处理)[^。；\n]{{0,8}}{_NOT_OUT}|(?:结果|结论)[^，。；\n]{{0,4}}(?:还没|没有?|尚未|未)(?:有)?对外"
            rf"|(?:案件|案情|线索|处理结果)[^，。；\n]{{0,10}}{_NOT_OUT}"
        ),
    ),
    (
        "维稳、安保的部署",
        re.compile(
            r"稳控(?:对象|名单|措施|方案|人员|力量|责任)|布控|(?:维稳|安保|应急处突|值守)(?:方案|预案|部署|力量)(?:为|是|如下|[：:])|"
            r"重点(?:人员|人群|上访人员)(?:名单|管控|稳控|动向|台账中)|警力(?:部署|配置|布置|分布)|蹲守点"
        ),
    ),
    (
        "涉军和网络、设施的细节",
        re.compile(
            r"(?:部队|驻军|军营|营区)(?:番号|编制|驻地位置|调动|人数)|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?:服务器|系统|数据库|后台)(?:地址|口令|密码|账号)(?:为|是|[：:])"
            r"|(?:机房|弹药库|油库|水源地|泵房|危化品库|金库)(?:的)?(?:具体)?(?:位置|坐标|布局|门禁)(?:在|为|是|[：:])"
        ),
    ),
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for name, pattern in _ASPECTS:
            match = pattern.search(line.text)
            if match:
                yield line.hit(
                    match.span(), f"“{match.group()}”像是{name}", "没有公开的事不写进述职报告；只写自己做了什么、做了几次，去掉人、案和部署的细节。"
                )


RULE = Rule(
    code="C03",
    name="未公开的人事、案件和部署",
    level=Level.WARNING,
    about="没有公布的人事安排和换届人选、正在办的案件和线索、维稳安保部署、涉军涉网的细节，念出来就是泄露工作秘密。",
    source="领域手册 §6.5",
    bad=Example("支部纪检委员拟提拔为办公室主任，1条问题线索正在初核。"),
    good=Example("年内换届选举支委5名，提拔党员干部2名；问题线索按规定移交纪委。"),
    check=check,
)
