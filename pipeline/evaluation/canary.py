"""The proof that nothing held out reaches a prompt: every prompt that would be sent for a case is searched for words of any reference.

The canary is a case whose reference says things that nobody else ever wrote; it makes the search visible, the others make it wide.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants import ours, plain
from pipeline.evaluation.contestants.plain import facts_text
from pipeline.samples.clusters import comparable
from pipeline.texts.runs import compact, grams, shared_runs

_MARKS = "，。；：、！？（）“”《》"
_PERSON = re.compile("党?支?部?书记|本人|我们?")
_MUCH = 0.05
"""Reports of different units share 1% or less of their 13-grams, openings and headings included."""


def leaks(id_: str, bench: Bench) -> list[str]:
    """The runs of 13 characters or more of any reference that stand in the prompts for the case ``id_`` and that its facts do not hold."""
    case = bench.canary if id_ == "canary" and bench.canary else bench.cases[id_]
    given = compact(facts_text(case, bench) + "\n".join(e.text for e in case.facts.evidence))
    known = set(_held_out(bench)) - grams(given)
    found: dict[str, None] = {}
    for prompt in _prompts(case, bench):
        text = compact(prompt)
        runs = (text[start:end] for start, end in shared_runs(text, known))
        found |= {run: None for run in runs if _bare(run) not in _bare(given)}
    return list(found)


def _bare(text: str) -> str:
    """``text`` without marks at its ends and without its person: what a sheet says of 书记, both a writer of ours and the reference say of 我."""
    return _PERSON.sub("", text.strip(_MARKS))


def _prompts(case: Case, bench: Bench) -> list[str]:
    """What our model writer and both baselines would send, as far as the bench has their templates."""
    return [*ours.prompts_of(case, bench), *(plain.prompt_of(name, case, bench) for name in _baselines(bench))]


def _baselines(bench: Bench) -> list[str]:
    return [name for name in ("one-prompt", "plain-chain") if (bench.root / "baselines" / f"{name}.md").is_file()]


@cache
def _held_out(bench: Bench) -> frozenset[str]:
    """The 13-grams that references alone have: headings and fixed wordings left out, and what stands in the library or the templates anyway.

    A report of the library that has much of a reference is no excuse: it is what must be kept away.
    """
    cases = (*bench.cases.values(), *([bench.canary] if bench.canary else []))
    own = frozenset().union(*(grams(comparable(case.reference)) for case in cases))
    library = [grams(compact(report.text)) for report in bench.library]
    public = [found for found in library if len(found & own) < _MUCH * len(found)]
    public += [grams(compact((bench.root / "baselines" / f"{name}.md").read_text(encoding="utf-8"))) for name in _baselines(bench)]
    return own - frozenset().union(*public)
