"""A model's opinion of two drafts: asked in both orders, told beside the numbers, never a gate.

A verdict must be one of the three offered, on a line of its own; anything else is unscored and never guessed. Where the two orders
disagree the judge has flipped: that counts for neither, and the rate of flips says how far it can be believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import InputError
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.contestants import CONTESTANTS
from pipeline.evaluation.contestants.plain import facts_text
from pipeline.evaluation.scores import Job, Record
from pipeline.evaluation.suites.drafting import NAME

Ask = Callable[[str], str]
"""One message → the reply, "" where none could be had."""

Verdict = Literal["first", "second", "tie", "unscored"]
Outcome = Literal["ours", "other", "tie", "flipped", "unscored"]
_VERDICT = re.compile(r"^\W{0,3}结论[：:]\s*(甲|乙|平)\W{0,3}$", re.MULTILINE)
_TAGS = re.compile(r"</?(?:材料|甲稿|乙稿)>|\{\{|\}\}")
_READ: dict[str, Verdict] = {"甲": "first", "乙": "second", "平": "tie"}


@dataclass(frozen=True)
class Opinion:
    """Of ``ours`` and ``other`` on ``case``: the verdict with ours shown first, and with ours shown second."""

    case: str
    ours: str
    other: str
    ours_first: Verdict
    ours_second: Verdict

    @property
    def outcome(self) -> Outcome:
        """What both orders agree on."""
        one = {"first": "ours", "second": "other"}.get(self.ours_first, self.ours_first)
        two = {"first": "other", "second": "ours"}.get(self.ours_second, self.ours_second)
        if "unscored" in (one, two):
            return "unscored"
        if one != two:
            return "flipped"
        return "ours" if one == "ours" else "other" if one == "other" else "tie"


def opinions(records: Mapping[Job, Record], bench: Bench, ask: Ask) -> Iterator[Opinion]:
    """Two questions for each case and each pair of ours and another that both have written. Raises InputError without ``baselines/judge.md``."""
    path = bench.root / "baselines" / "judge.md"
    if not path.is_file():
        raise InputError(f"没有评判用的提示词 {path}", hint="从项目的 eval/baselines 里拷来，或不用 --judge。")
    template = path.read_text(encoding="utf-8")
    for case in bench.cases.values():
        texts = {c: record["text"] for c in CONTESTANTS if (record := records.get(Job(NAME, c, case.id)))}
        facts = facts_text(case, bench)
        for ours in (c for c in texts if CONTESTANTS[c].ours):
            for other in (c for c in texts if not CONTESTANTS[c].ours):
                one = read_verdict(ask(message(template, facts, texts[ours], texts[other])))
                two = read_verdict(ask(message(template, facts, texts[other], texts[ours])))
                yield Opinion(case.id, ours, other, one, two)


def message(template: str, facts: str, first: str, second: str) -> str:
    """The question. What looks like a tag of ours within the material is taken out of it."""
    for name, text in (("facts", facts), ("first", first), ("second", second)):
        template = template.replace(f"{{{{{name}}}}}", _TAGS.sub("", text).strip())
    return template


def read_verdict(reply: str) -> Verdict:
    """The verdict of the last line that is one; unscored where none is, or where two contradict each other."""
    found = set(_VERDICT.findall(reply))
    return _READ[found.pop()] if len(found) == 1 else "unscored"


def flip_rate(found: list[Opinion]) -> float | None:
    """The share of scored pairs in which the order decided; None where none was scored."""
    scored = [o.outcome for o in found if o.outcome != "unscored"]
    return scored.count("flipped") / len(scored) if scored else None
