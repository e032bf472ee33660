"""What goes into the prompts: facts, profile, plan and manner notes, as text. The samples' own sentences never do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from pipeline import units
from pipeline.facts import Evidence
from pipeline.facts.norms import life_records
from pipeline.plan import Plan, Row
from pipeline.report import SectionKind
from pipeline.samples.records import Passage
from pipeline.texts.measure import chars, sentences
from pipeline.texts.quantities import quantities
from pipeline.units import ProblemKind
from pipeline.writers.port import Brief

_MARGIN = 50
"""Models count characters only roughly."""
_FENCE = re.compile(r"[<＜《]\s*[/／]?\s*材料[^>＞》]{0,20}[>＞》]")


def facts_list(brief: Brief, only: Collection[str] | None = None) -> str:
    """Every fact, or those of ``only``, on a line of its own, with id, theme and time; the norms beside the counts of organisational life."""
    due = {r.id: r for r in life_records(brief.facts)}
    found = {f"问题{n}": p.source for n, p in enumerate(brief.facts.problems, 1) if p.source}
    lines = []
    for evidence in brief.facts.evidence:
        if only is not None and evidence.id not in only:
            continue
        record = due.get(evidence.id)
        note = ""
        if record and record.norm and record.norm.phrase and record.norm.verified:
            short = f"，少了{record.missing}次" if record.missing else ""
            note = f"（规定：{record.norm.phrase}{short}）"
        if evidence.id in found:
            note = f"（由{plain(found[evidence.id])}发现）"
        lines.append(f"〔{evidence.id}〕{_labels(evidence)}{plain(evidence.text)}{note}")
    return "\n".join(lines)


def profile(brief: Brief) -> str:
    """Who speaks, for which unit, in which year, by which rule."""
    f, t = brief.facts, brief.unit_types[0]
    since = f"；{f.secretary.since}起任职，之前的事不写成自己的" if f.secretary.since and f.secretary.since >= f"{f.year}-01" else ""
    aim = f"{brief.plan.date.year}年{brief.plan.date.month}月{brief.plan.date.day}日"
    return "\n".join(
        [
            f"单位：{plain(f.unit.name)}（{'、'.join(f.unit.types)}）；上级：{plain(f.unit.superior or '未提供')}",
            f"述职人：{plain(f.secretary.post)}{since}；报告年度：{f.year}；写作日期：{aim}",
            f"组织自称“{t.calls.organisation}”，党员照材料的写法称呼，服务对象是“{t.calls.served}”，中心工作是“{t.calls.work}”；着力点：{t.stance.text}",
            f"规格：{brief.rule.name}，全文 {brief.rule.low}—{brief.rule.high} 字{'，是口头念的，句子要短' if brief.rule.spoken else ''}",
        ]
    )


def limits(brief: Brief) -> str:
    """What the length rule asks of the whole and its parts, in sentences."""
    rule, room = brief.rule, sum(section.chars for section in brief.plan.sections)
    said = [f"全文约 {room} 字，不少于 {rule.low} 字，连标题、落款不超过 {rule.high - _MARGIN} 字。"]
    if rule.spoken:
        said = [f"全文约 {room} 字，连称谓、标题、落款不超过 {rule.high - 2 * _MARGIN} 字，宁短勿长。"]
        said.append(
            "这是当众念的现场稿：像面对面说话，可以用一句设问把听的人带过去，不另加“第一、第二”，细碎的数字并着说，一件事连着说完再说下一件。"
        )
    if rule.problem_share:
        said.append("问题和原因合起来要占全文（连标题、落款）的四成，不得少于三分之一。")
    if rule.problem_low:
        said.append(f"问题和原因合起来要有 {rule.problem_low + _MARGIN} 字以上，把材料里的事实和书记说的原因讲细来写足。")
    if rule.duty_high:
        said.append(f"工作成绩和整改合起来不多于 {rule.duty_high} 字。")
    return "".join(said)


def wordings(day: dt.date) -> str:
    """The standard wordings that may be used on the day of writing, each as it stands in a sentence; no other political wording may."""
    verbs = {"thought": "坚持以{}为指导", "spirit": "深入学习贯彻{}"}
    usable = [verbs[w.use].format(w.text) for w in units.wordings() if w.use in verbs and w.valid_on(day)]
    return "；".join(usable)


def outline(plan: Plan) -> str:
    """The whole plan, so that every part knows its neighbours."""
    lines = [f"主线：{plain(plan.thread)}"] if plan.thread else []
    for section in plan.sections:
        if not section.heading:
            continue
        lines.append(f"【{section.heading}】约 {section.chars} 字")
        lines += [f"  - {plain(i.heading)}（{'、'.join(i.facts) or '书记没有给，由你拟'}）" for i in section.items if i.heading]
    return "\n".join(lines)


def manner(brief: Brief, kind: SectionKind) -> str:
    """How other reports of the kind are arranged: counts and headings with names and numbers taken out, no sentences."""
    notes = [_note(p) for p in brief.passages.get(kind, ())]
    return "\n".join(notes) or "（没有可参考的样本）"


def problem_lines(row: Row) -> str:
    """What happened, as the problem prompt gets it."""
    if not row.statement:
        return f"小标题“{plain(row.heading)}”；书记没有给出这个问题的情况，只写一句【待补充：{_kind(row).ask_evidence}】"
    found = f"，由{plain(row.found_by)}发现" if row.found_by else ""
    derived = "（这是从数字里看出来的，不是书记自己提的，只说数字说明的，不多下结论）" if row.derived else ""
    return f"小标题“{plain(row.heading)}”；表现〔{'、'.join(row.facts)}〕：{plain(row.statement)}{found}{derived}"


def cause_lines(row: Row) -> str:
    """Why it happened, as the problem prompt gets it."""
    if row.cause:
        return f"书记自己说的原因〔{'、'.join(row.facts)}〕：{plain(row.cause)}"
    return "书记没有说原因，只写一句二十来字的担责的话，贴着这件事说，各个问题说法不同，标〔拟〕"


def measure_lines(row: Row) -> str:
    """A row as the measures prompt gets it."""
    given = "；".join(plain(m) for m in row.measures)
    own = f"书记定的措施〔{'、'.join(row.plan_facts)}〕：{given}" if given else "书记没有定措施：替他拟一条，标〔拟〕"
    return f"小标题“{plain(row.plan_heading)}”；对应问题“{plain(row.heading)}”（{plain(row.statement) or '待补充'}）；{own}"


def kind_question(row: Row, *, measure: bool) -> str:
    """What the user is asked about a proposed cause or measure."""
    kind = _kind(row)
    return (
        f"这{'条措施' if measure else '个原因'}是替你拟的，{'做得到吗' if measure else '是这样吗'}？{kind.ask_measure if measure else kind.ask_cause}"
    )


def _kind(row: Row) -> ProblemKind:
    return next(k for k in units.problem_kinds() if k.name == row.kind)


def _labels(evidence: Evidence) -> str:
    labels = [plain(label) for label in (evidence.theme, evidence.when) if label]
    return f"（{'，'.join(labels)}）" if labels else ""


def plain(text: str) -> str:
    """Text of the user's as data: on one line, without anything that could close the fence around the material."""
    return unfenced(re.sub(r"\s+", " ", text)).replace("〔", "（").replace("〕", "）")


def unfenced(text: str) -> str:
    """Text without anything that looks like the fence around the material."""
    return _FENCE.sub("", text)


def _note(passage: Passage) -> str:
    """How a passage proceeds, sentence by sentence: with figures, about the secretary's own part, or reasoning."""
    steps = " → ".join(_step(s) for s in sentences(passage.text)[:6])
    return f"- 约 {chars(passage.text)} 字：{steps}"


def _step(sentence: str) -> str:
    traits = [name for name, holds in (("摆数字", bool(quantities(sentence))), ("讲自己", "我" in sentence)) if holds]
    return "、".join(traits) or "讲道理"
