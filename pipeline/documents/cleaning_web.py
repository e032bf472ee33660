"""Dirt of web pages and document sites (D30–D39, D51, D53, D68, D71, D72): what is no part of the report itself."""

from __future__ import annotations

import html
import re

from pipeline.documents.cleaning_rules import CJK, Dirt, Rule, Step, around

_LINE = "(?m)^{}$\\n?"
_SENTENCE = r"(?:^|(?<=[。！？\n]))[^。！？\n]{{0,200}}(?:{})[^。！？\n]{{0,200}}(?:[。！？]|\n|$)"
"""From where a sentence begins, so that a line without an end is walked once and not from every character."""

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ADVERT = (
    r"预览阅读已结束|若您需要全文|需要全文或|(?:文章|材料|论文)代写|代写(?:服务|联系|各类|文章)|或代笔|微信公众号[：:]|扫码(?:关注|下载|添加|咨询)|"
    r"加微信|加QQ|QQ群|微信号[：:]|点击(?:下载|查看全文)|更多.{0,12}(?:范文|素材|材料|公文).{0,8}(?:尽在|请|访问|关注)|精品资料.{0,20}(?:欢迎下载|仅供)"
)
_PLATFORM = (
    r"VIP\s*专?免|VIP专享|下载文档|还有\s*\d+\s*页未读|开通会员|下载积分|\d+\s*金币|收藏\s*举报|相关推荐[：:]?$|猜你喜欢|^(?:上一篇|下一篇)[：: ]|"
    r"^(?:继续|展开|阅读)(?:全文|阅读|原文)$"
)
_META = (
    r"上传人|上传者|浏览次数|阅读次数|点击数|点击率|发布(?:时间|日期)[：:]|发表(?:时间|于)[：:]|责任编辑[：:]|^编辑[：:]|字号[：:【]|^来源[：:]|"
    r"^时间[：:]\s*\d{4}.{0,30}(?:来源|作者)|^作者[：:].{0,20}(?:来源|时间)"
)
_HIJACK = r"威尼斯赌场|澳门.{0,4}(?:赌场|娱乐)|bat365|真人视讯|体育投注|成人视频|菠菜资源"
_TAG = re.compile(r"</?(?:p|br|div|span|section|strong|em|b|i|u|font|a|img|h[1-6]|table|t[rdh]|tbody|ul|ol|li)\b[^<>\n]{0,300}>", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\f\n?[ \t]*[-—－]?[ \t]*\d{1,3}[ \t]*[-—－]?[ \t]*(?=\n|$)|(?<=\n)[ \t]*[-—－]?[ \t]*\d{1,3}[ \t]*[-—－]?[ \t]*\n?(?=\f|\Z)"
)
_SHARED = r"小编|供大家参考|希望(?:能)?(?:对|帮助)(?:你|您|大家)|欢迎(?:阅读|借鉴|参考)|仅供参考"


def web() -> tuple[Step, ...]:
    """The steps, in order. Whole lines go where they are short and hold nothing else."""
    return (
        Rule("D51", re.compile(r"(?is)<(script|style)\b.{0,100000}?</\1\s*>|<!--.{0,20000}?-->"), "修", once=True),
        Rule("D51", _TAG, "修", once=True),
        _entities,
        Rule("D31", re.compile(r"#{1,4}\s*paid(?:begin|end)\s*#{1,4}", re.IGNORECASE), "修"),
        Rule("D30", re.compile(r"【[^】\n]{0,40}(?:[%@#&$][^】\n]{0,40}|(?:文库|公文|素材|范文|稿子)[^】\n]{0,20})】"), "修"),
        Rule("D38", _PAGE_NUMBER, "修", "\n", once=True),
        Rule("D38", re.compile(r"第\s*\d{1,3}\s*页\s*[，,/]?\s*共\s*\d{1,3}\s*页"), "修", once=True),
        Rule("D38", re.compile(_LINE.format(r"[ \t]*(?:[-—－]\s*\d{1,3}\s*[-—－]|第\s*\d{1,3}\s*页)[ \t]*")), "修", once=True),
        Rule("D32", re.compile(_LINE.format(rf"[^\n]{{0,60}}?(?:{_ADVERT})[^\n]{{0,60}}")), "修"),
        Rule("D34", re.compile(_LINE.format(rf"(?=[^\n。]{{1,60}}$)(?:{_PLATFORM}|[^\n。]{{0,25}}?(?:{_PLATFORM}))[^\n。]{{0,40}}")), "弃"),
        Rule("D36", re.compile(_LINE.format(rf"(?=[^\n。]{{1,90}}$)(?:{_META}|[^\n。]{{0,40}}?(?:{_META}))[^\n。]*")), "弃"),
        Rule("D39", re.compile(_SENTENCE.format(_SHARED)), "弃"),
        Rule("D39", re.compile(r"[（(【\[][^）)】\]\n]{0,12}\d+\s*篇[^）)】\]\n]{0,6}[）)】\]]"), "修"),
        Rule("D33", re.compile(rf"(?:(?<![{CJK}])(?:公文汇|稿子汇|第一范文网|范文网)\s*)?(?:https?://|www\.)[A-Za-z0-9_./?=&%#-]+"), "修"),
        Rule("D53", re.compile(r"(?:[!-~]{1,3}[ \t]+){5,}[!-~]{1,4}"), "修"),
        Rule("D71", re.compile(r"[（(]注[：:][^（()）\n]{0,200}[）)]"), "弃"),
        Rule("D71", re.compile(_SENTENCE.format("作为一?[个名]?(?:AI|人工智能)(?:语言)?(?:模型|助手)")), "弃"),
        Rule("D72", re.compile(_SENTENCE.format(r"网页\s*\d+(?!个)")), "弃"),
        Rule("D68", re.compile(_LINE.format(rf"[^\n]{{0,60}}(?:{_HIJACK})[^\n]{{0,60}}")), "弃"),
    )


def _entities(text: str) -> tuple[str, list[Dirt]]:
    found = list(_ENTITY.finditer(text))
    if not found:
        return text, []
    first = found[0]
    plain = _ENTITY.sub(lambda m: html.unescape(m.group()).replace("\xa0", " "), text)
    return plain, [Dirt(code="D51", excerpt=around(text, first.start(), first.end()), action="修")]
