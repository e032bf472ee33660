"""Made-up reports for the tests of the intake: as many as wanted, no two alike beyond their skeleton."""

from __future__ import annotations

import random

_WORDS = (
    "集中学习 主题党日 支委会 党课 走访 谈话 台账 网格 教研 车间 股室 楼栋 田头 夜校 展板 简报 骨干 新人 老人 学生 病人 客户 会员 图书 机井 堤坝 账目 "
    "窗口 材料 样品 仓库 线路 档案 设备 食堂 班组 门店 场站 街巷 院坝 集市 桥头 库房 病区 教室 宿舍 苗圃 渡口 码头 货场 灯塔 果园"
).split()
_VERBS = "查了 改了 补上 重做 搬到 分给 交给 报到 谈过 记下 对过 开了 念了 列出 盯住 核对 催办 登门 商量 回访".split()


def report(seed: int, *, unit: str = "甲县水务局机关党支部", year: int = 2024, weak: bool = False, title: bool = True) -> str:
    """A report of about 1,400 characters, the same for the same arguments."""
    rng = random.Random(seed)
    lines = [f"{unit}书记{year}年度抓基层党建工作述职报告"] if title else []
    lines.append(f"我是{unit}书记。按照上级安排，现将{year}年抓党建工作的情况述职如下：")
    lines += ["一、履职情况", *(f"（{n}）{_clause(rng)}。{_sentences(rng, 6)}" for n in "一二三四")]
    lines.append("二、存在的问题及原因")
    if weak:
        lines += [
            f"（{n}）{text}" for n, text in zip("一二", ("党建工作抓得不够紧，方式方法不够丰富。", "融合不够深入，还需进一步加强。"), strict=True)
        ]
    else:
        lines += [f"（{n}）{_clause(rng)}。{_sentences(rng, 3)}原因是我自己{_clause(rng)}，没有当回事。" for n in "一二三"]
    lines += ["三、下一步打算", *(f"（{n}）{_clause(rng)}。{rng.randint(1, 12)}月底前，{_sentences(rng, 2)}" for n in "一二三")]
    return "\n".join(lines)


def _clause(rng: random.Random) -> str:
    return f"{rng.choice(_WORDS)}{rng.choice(_VERBS)}{rng.choice(_WORDS)}"


def _sentences(rng: random.Random, count: int) -> str:
    """Sentences in which hardly a run of thirteen characters comes twice."""
    return "".join(f"{_clause(rng)}，支部{rng.randint(2, 99)}名党员{_clause(rng)}{rng.randint(2, 400)}次，{_clause(rng)}。" for _ in range(count))
