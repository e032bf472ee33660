"""The tables that both forms of report show."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.evaluation.comparing import Change, Comparison
from pipeline.evaluation.contestants import CONTESTANTS
from pipeline.evaluation.opinions import flip_rate
from pipeline.evaluation.results import Results
from pipeline.evaluation.scores import Key, Metric
from pipeline.evaluation.statistics import Pair, Summary, mean, sign_test
from pipeline.evaluation.suites import checking, drafting, retrieving, rewriting

FAMILIES = {
    "structure": "结构",
    "facts": "事实",
    "copying": "原创",
    "problems": "存在问题",
    "length": "篇幅",
    "wording": "提法",
    "reading": "读起来",
    "likeness": "像不像范文",
    "checks": "检查",
    "cost": "花费",
    "canary": "泄漏",
}
SUITES = {"retrieval": "检索", "draft": "起草", "rewrite": "诊断和改写", "check": "检查"}
VERDICTS = {"ahead": "胜", "behind": "负", "same": "平", "unclear": "看不出"}
STATUSES = {"worse": "变差", "better": "变好", "unclear": "看不出", "told": "只报"}
_ARROWS = {"high": "↑", "low": "↓", "": ""}


@dataclass(frozen=True)
class Cell:
    """``tone``: good, bad, dim or "". ``hint`` is shown where there is room."""

    text: str
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: str = ""


def contestant_name(suite: str, contestant: str) -> str:
    if suite == retrieving.NAME:
        return retrieving.METHODS.get(contestant, contestant)
    return CONTESTANTS[contestant].title if contestant in CONTESTANTS else contestant


def metric_name(metric: Metric) -> str:
    return f"{metric.name} {_ARROWS[metric.better]}".strip()


def shown(value: float, metric: Metric) -> str:
    return f"{value:.{metric.digits}f}"


def with_interval(found: Summary, metric: Metric) -> str:
    """2.31 [2.10, 2.52], the interval left out where there is none."""
    value = shown(found.mean, metric)
    if found.interval is None or metric.better == "":
        return value
    return f"{value} [{shown(found.interval.low, metric)}, {shown(found.interval.high, metric)}]"


def tables(results: Results, comparison: Comparison | None) -> list[Table]:
    """All of them, what changed first."""
    found = [changes_table(comparison)] if comparison and comparison.changes else []
    if drafting.NAME in results.metrics:
        found += [draft_table(results), wins_table(results), opinions_table(results)]
    if retrieving.NAME in results.metrics:
        found.append(retrieval_table(results))
    if rewriting.NAME in results.metrics:
        found.append(rewrite_table(results))
    if checking.NAME in results.metrics:
        found += [check_table(results), rules_table(results)]
    return [table for table in found if table.rows]


def changes_table(comparison: Comparison) -> Table:
    tones = {"worse": "bad", "better": "good", "unclear": "", "told": "dim"}
    rows = tuple(
        (
            Cell(STATUSES[c.status], tones[c.status]),
            Cell(f"{SUITES[c.key.suite]}·{contestant_name(c.key.suite, c.key.contestant)}"),
            Cell(metric_name(c.metric)),
            Cell(shown(c.before, c.metric)),
            Cell(shown(c.now, c.metric)),
            Cell(_difference(c.pair, c.metric)),
        )
        for c in comparison.changes
    )
    return Table("与基线相比", ("结论", "谁", "指标", "从前", "现在", "差 [95% 区间]"), rows, "点和整个区间都落在后面才算变差。")


def _difference(found: Pair, metric: Metric) -> str:
    value = f"{found.difference:+.{metric.digits}f}"
    if found.interval is None:
        return value
    return f"{value} [{found.interval.low:+.{metric.digits}f}, {found.interval.high:+.{metric.digits}f}]"


def draft_table(results: Results) -> Table:
    """Metric by contestant: mean over that contestant's own cases."""
    summaries = results.summaries()
    there = [c for c in CONTESTANTS if any(key.suite == drafting.NAME and key.contestant == c for key in summaries)]
    counts = {c: max(s.cases for key, s in summaries.items() if key.suite == drafting.NAME and key.contestant == c) for c in there}
    rows = []
    for metric in results.metrics[drafting.NAME]:
        found = [summaries.get(Key(drafting.NAME, c, metric.id)) for c in there]
        if any(found):
            cells = [Cell(with_interval(f, metric)) if f else Cell("—", "dim") for f in found]
            rows.append((Cell(metric_name(metric), hint=metric.about), *cells))
    head = ("指标", *(f"{CONTESTANTS[c].title}（{counts[c]}）" for c in there))
    about = "每一列是各自全部用例的平均和 95% 区间，括号里是用例数；用例不同的列不能直接比，要比看下一张表。↑ 越大越好，↓ 越小越好。"
    return Table("起草：各是多少", head, tuple(rows), about)


def wins_table(results: Results) -> Table:
    """Ours against each other on the cases that both have: who wins what."""
    pairs = {key: found for key, found in results.pairs().items() if key[0].suite == drafting.NAME}
    columns = sorted({(key.contestant, other) for key, other in pairs}, key=lambda c: (list(CONTESTANTS).index(c[0]), list(CONTESTANTS).index(c[1])))
    rows = []
    for metric in results.metrics[drafting.NAME]:
        found = [pairs.get((Key(drafting.NAME, ours, metric.id), other)) for ours, other in columns]
        if any(found):
            rows.append((Cell(metric_name(metric), hint=metric.about), *(_verdict_cell(f, metric) for f in found)))
    if not columns:
        return Table("起草：谁赢了什么", (), ())
    head = ("指标", *(_against(a, b, pairs) for a, b in columns))
    about = (
        "只用两边都有的用例，一对一相减；括号里是几个用例更好比几个更差。胜负要区间不含 0、符号检验 p ≤ 0.05 都成立；其余“看不出”，也是一种结果，"
        "“要差”是这么多用例五次里有四次看得出的差。表头的 p 是这么多用例全胜时最小能到多少：大于 0.05 就怎么也分不出胜负。"
    )
    return Table("起草：谁赢了什么", head, tuple(rows), about)


def _against(ours: str, other: str, pairs: dict[tuple[Key, str], Pair]) -> str:
    cases = max(found.cases for (key, rival), found in pairs.items() if (key.contestant, rival) == (ours, other))
    return f"{CONTESTANTS[ours].title} 对 {CONTESTANTS[other].title}（{cases} 例，p≥{sign_test(cases, 0):.2g}）"


def _verdict_cell(found: Pair | None, metric: Metric) -> Cell:
    if found is None:
        return Cell("—", "dim")
    tone = {"ahead": "good", "behind": "bad", "same": "dim", "unclear": ""}[found.verdict]
    needed = f"，要差 {found.detectable:.{metric.digits}f}" if found.verdict == "unclear" and found.detectable else ""
    told = f"{VERDICTS[found.verdict]} {_difference(found, metric)}（{found.wins}:{found.losses}{needed}）"
    hint = f"{found.cases} 个用例，{found.wins + found.losses} 个有高低，符号检验 p={found.p:.3g}，最小可能 {found.floor:.2g}"
    return Cell(told, tone, hint)


def opinions_table(results: Results) -> Table:
    """What a judge model thought, where one was asked."""
    rows = []
    for ours, other in dict.fromkeys((o.ours, o.other) for o in results.opinions):
        mine = [o for o in results.opinions if (o.ours, o.other) == (ours, other)]
        counts = [sum(o.outcome == outcome for o in mine) for outcome in ("ours", "other", "tie", "flipped", "unscored")]
        rate = flip_rate(mine)
        cells = (*(Cell(str(count)) for count in counts), Cell("—" if rate is None else f"{rate:.0%}"))
        rows.append((Cell(f"{CONTESTANTS[ours].title} 对 {CONTESTANTS[other].title}"), *cells))
    about = "请模型两两评判，每对换一次先后；两次说法一致才算。只供参考，不影响退出码。翻转多的评判不可信。"
    return Table("起草：评判模型的看法", ("谁对谁", "胜", "负", "平", "换了次序就变", "没有判", "翻转率"), tuple(rows), about)


def retrieval_table(results: Results) -> Table:
    summaries, pairs = results.summaries(), results.pairs()
    metrics = results.metrics[retrieving.NAME]
    rows = []
    for method, name in retrieving.METHODS.items():
        cells = []
        for metric in metrics:
            found = summaries.get(Key(retrieving.NAME, method, metric.id))
            against = pairs.get((Key(retrieving.NAME, retrieving.OURS, metric.id), method))
            tone = {"ahead": "good", "behind": "bad"}.get(against.verdict, "") if against else ""
            hint = f"本程序领先 {_difference(against, metric)}" if against else ""
            mark = {"good": " 胜", "bad": " 负"}.get(tone, "")
            cells.append(Cell((shown(found.mean, metric) if found else "—") + mark, tone, hint))
        rows.append((Cell(name), *cells))
    about = "“胜”是本程序胜过它，“负”是它胜过本程序（按报告整份重抽，区间不含 0 且符号检验 p ≤ 0.05）；没有字的看不出。"
    return Table("检索", ("办法", *(m.name for m in metrics)), tuple(rows), about)


def rewrite_table(results: Results) -> Table:
    summaries = results.summaries()
    rows = []
    for key, found in summaries.items():
        if key.suite == rewriting.NAME:
            metric = results.metric(key)
            name = Cell(f"{rewriting.NAMES[key.contestant]}·{metric_name(metric)}", hint=metric.about)
            rows.append((name, Cell(with_interval(found, metric)), Cell(str(found.cases))))
    return Table("诊断和改写", ("指标", "平均 [95% 区间]", "用例"), tuple(rows))


def check_table(results: Results) -> Table:
    summaries = results.summaries()
    rows = []
    for metric in results.metrics[checking.NAME]:
        if metric.family == "rules":
            continue
        key = next((k for k in summaries if k.suite == checking.NAME and k.metric == metric.id), None)
        if key:
            weight = sum(s.weight for s in results.scores if Key(*s[:3]) == key)
            cells = (Cell(with_interval(summaries[key], metric)), Cell(f"{weight:.0f}"), Cell(str(summaries[key].cases)))
            rows.append((Cell(metric_name(metric), hint=metric.about), *cells))
    return Table("检查：总的", ("指标", "平均 [95% 区间]", "几处", "几份"), tuple(rows))


def rules_table(results: Results) -> Table:
    """A row a rule: how many were planted, found, and how much of what it found had been planted."""
    mine = [s for s in results.scores if s.suite == checking.NAME]
    rows = []
    for metric in results.metrics[checking.NAME]:
        if metric.family != "rules" or not metric.id.startswith("recall."):
            continue
        code = metric.id.removeprefix("recall.")
        found = [[s for s in mine if s.metric == f"{part}.{code}"] for part in ("recall", "alone", "precision")]
        planted = sum(s.weight for s in found[0])
        values = [mean(scores) if scores else None for scores in found]
        cells = [Cell("—", "dim") if v is None else Cell(f"{v:.2f}", _tone(v)) for v in values]
        rows.append((Cell(metric.name), Cell(f"{planted:.0f}"), *cells))
    about = "说得准 = 找到的里面栽进去的占几成；分母里的其余是同一批好报告没有栽时就有的意见，所以它随栽了多少而变，只在两次评测之间比。"
    return Table("检查：逐条规则", ("规则", "栽了几处", "找到几成", "没给事实时", "说得准"), tuple(rows), about)


def _tone(value: float) -> str:
    return "good" if value >= 0.9 else "bad" if value < 0.6 else ""


def change_line(change: Change) -> str:
    """One change in a line."""
    where = f"{SUITES[change.key.suite]}·{contestant_name(change.key.suite, change.key.contestant)}"
    return f"{STATUSES[change.status]}　{where}　{change.metric.name} {_difference(change.pair, change.metric)}"
