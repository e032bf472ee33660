"""Examples of rules, made into what the rules read. Used by the tests, and by whoever wants to see a rule at work."""

from __future__ import annotations

import datetime as dt

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.manuscript import Manuscript, of_document
from pipeline.checks.rule import Example
from pipeline.documents import DocItem, DocSection, Document, parse
from pipeline.facts.reading import loads


def manuscript_of(example: Example) -> Manuscript:
    """The example as a user's document: a whole report, or prose of one section."""
    if example.section is None:
        return of_document(parse(example.text), example.text)
    section = DocSection(kind=example.section, heading="", items=(DocItem(heading="", text=example.text),))
    return of_document(Document(title="", year=example.year, sections=(section,)), example.text)


def context_of(example: Example) -> Context:
    """What is known beside the example. Facts are given where it has any; a length rule where it names one."""
    facts = loads(_facts_file(example)) if example.facts or example.given else None
    return Context(
        year=example.year,
        written_on=dt.date.fromisoformat(example.written),
        unit_types=units.types_of((example.unit,)),
        facts=facts if example.facts else None,
        rule=units.rule(facts.rule) if facts and example.given else None,
        samples=example.samples,
        strangers=example.strangers,
        last_year=example.last_year,
        layout=example.layout,
    )


def _facts_file(example: Example) -> str:
    facts = "".join(f"  - 内容: {text}\n" for text in example.facts or ("开会",))
    head = f"单位: {{名称: 甲单位党支部, 类型: {example.unit}}}\n述职人: {{职务: 党支部书记}}\n年度: {example.year}\n写作日期: {example.written}\n"
    return f"{head}{example.given}\n事实:\n{facts}"
