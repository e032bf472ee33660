from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import HAN, paragraphs
from pipeline.findings import Level

_TWICE = re.compile(
    rf"(?P<one>[的了是在和与把为及以地得我们到对将有并也就都被从向让使给由])(?P=one)|(?P<word>(?!一)[{HAN}]{{2,8}})(?P=word)|(?P<number>(?<!\d)\d{{2,9}}[{HAN}]{{1,4}})(?P=number)"
)
_PLAY = frozenset(
    "研究 商量 讨论 考虑 合计 琢磨 了解 学习 交流 锻炼 打听 收拾 休息 体验 感受 看看 走走 听听 谈谈 聊聊 问问 "
    "想想 试试 说说 评议 核实 检查 比较 回忆 热闹 高兴 轻松 放松 活动 督促 介绍 认识 帮助 照顾 关心 整理 打扫 "
    "清理 总结 反省 反思 年年 月月 天天 日日 层层 级级 人人 家家 户户 处处 事事 时时 样样 件件 条条 句句 步步 "
    "常常 往往 渐渐 慢慢 好好 早早 哈哈 意思 尝试 参谋 宣传 调查 比画 比划 拾掇 掂量 盘算 张罗 嘀咕 念叨 唠叨 "
    "敲打 提醒 沟通 准备 练习".split()
)
"""Words that are said twice to say them lightly, and words that are doubled themselves."""


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for paragraph in paragraphs(manuscript):
        doubles = [m for m in _TWICE.finditer(paragraph.text) if not _is_play(m)]
        if not doubles:
            continue
        borders = _borders(paragraph.text)
        for match in doubles:
            half = match.start() + len(match.group()) // 2
            if half in borders and _outer(match, borders):
                again = match.group()[: half - match.start()]
                yield manuscript.hit((paragraph.start + match.start(), paragraph.start + match.end()), f"“{again}”写了两遍", "删去多出来的一个。")


def _outer(match: re.Match[str], borders: set[int]) -> bool:
    """Of a word one outer border must be there too (支部书记书记, 党员党员大会); of a character both, for 受不了了 and 在在职 are right."""
    both = (match.start() in borders) + (match.end() in borders)
    return both == 2 or (both == 1 and (match["one"] is None or (match["one"] in "在把被" and match.end() in borders)))


def _is_play(match: re.Match[str]) -> bool:
    word = match["word"] or ""
    return word in _PLAY or word.endswith("着") or (len(word) == 2 and word[0] == word[1])


def _borders(text: str) -> set[int]:
    """Where words begin or end: 为了了解 and 在在职党员 hold 了 and 在 in two words, 的的 is twice the same."""
    import rjieba

    places, place = {0}, 0
    for word in rjieba.cut(text):
        place += len(word)
        places.add(place)
    return places


RULE = Rule(
    code="T10",
    name="重复的字词",
    level=Level.WARNING,
    about="“的的”“党员党员”是打字和拼接留下的。常常、家家户户、研究研究，为了了解、的的确确，都不算。",
    source="领域手册 §7.4（重复）、§7.5；GB/T 15834",
    bad=Example("我组织党员党员学习，收到了很好的的效果。"),
    good=Example("为了了解在在职党员中开展的活动，我常常走访，家家户户问，回来研究研究，成绩是实实在在的。"),
    check=check,
)
