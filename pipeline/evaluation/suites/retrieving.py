"""Suite ``retrieval``: judged queries, our search beside each single method and a default splitter.

All but the splitter are told the section. Each single method runs twice: by itself, and with passages of the query's unit type first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from pipeline.evaluation.cases import Bench
from pipeline.evaluation.indexing import retriever_of, store_of
from pipeline.evaluation.judging import DRAFT, RELEVANT, Judge, Query, derive, read_labels
from pipeline.evaluation.scores import Job, Metric, Record, Score, Suite
from pipeline.samples import Passage
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.lexical import Bm25, by_characters, by_words

NAME = "retrieval"
K = 10
CHUNK, OVERLAP = 400, 40
OURS = "shuzhi"
METHODS = {
    OURS: "本程序",
    "words": "BM25 词",
    "characters": "BM25 字",
    "vectors": "字组向量",
    "words-unit": "BM25 词，同类单位在先",
    "characters-unit": "BM25 字，同类单位在先",
    "vectors-unit": "字组向量，同类单位在先",
    "splitter": "默认切法加向量",
}
_SUFFIX = "-unit"
Ranked = list[str]
Grades = dict[str, int]
"""Passage → grade, without those of grade 0."""

Method = Callable[[Query], Ranked]


def _jobs(bench: Bench) -> list[Job]:
    del bench
    return [Job(NAME, method) for method in METHODS]


def _run(job: Job, bench: Bench) -> Record:
    method = method_of(job.name, bench)
    return {"queries": [[q.report, q.kind, score(method(q), grades)] for q, grades in judged(bench)]}


@cache
def judged(bench: Bench) -> tuple[tuple[Query, Grades], ...]:
    """The queries for which there is anything relevant to find, each with the grade of every passage."""
    passages = store_of(bench).all()
    judge = Judge(read_labels(bench), passages)
    every = ((q, {p.id: grade for p in passages if (grade := judge.grade(q, p))}) for q in derive(read_labels(bench), bench))
    return tuple((q, grades) for q, grades in every if max(grades.values(), default=0) >= RELEVANT)


def method_of(name: str, bench: Bench) -> Method:
    """The contestant ``name``: a query → ids of passages, best first; passages of the query's own cluster are left out."""
    store, unit_first = store_of(bench), name.endswith(_SUFFIX)
    passages = store.all()

    def ours(query: Query) -> Ranked:
        kin = _kin(query, bench)
        hits = retriever_of(bench).search(query.text, unit_types=query.units, section=query.section, k=K, exclude=kin)
        return [hit.passage.id for hit in hits]

    def vectors(query: Query) -> Ranked:
        kin = sorted(_kin(query, bench))
        own = store.vector_query(query.text, K, [query.section], unit_types=query.units, not_reports=kin) if unit_first and query.units else []
        every = store.vector_query(query.text, K, [query.section], not_reports=kin)
        return list(dict.fromkeys(p.id for p, _ in (*own, *every)))[:K]

    if name == OURS:
        return ours
    if name.startswith("vectors"):
        return vectors
    if name == "splitter":
        return _splitter(bench, passages)
    texts = [p.searchable for p in passages]
    index = by_words(texts) if name.startswith("words") else by_characters(texts)
    return _lexical(index, passages, bench, unit_first=unit_first)


def _kin(query: Query, bench: Bench) -> frozenset[str]:
    """What a query of a held-out case must not see; known items look for their own report."""
    case = bench.cases.get(query.report)
    return bench.kin_in_library(case) if case else frozenset()


def _lexical(index: Bm25, passages: Sequence[Passage], bench: Bench, *, unit_first: bool) -> Method:
    def ranked(query: Query) -> Ranked:
        kin = _kin(query, bench)
        scored = zip(index.scores(query.text), passages, strict=True)
        fitting = [(s, p) for s, p in scored if s > 0 and p.section is query.section and p.report not in kin]
        found = [(unit_first and set(query.units).isdisjoint(p.unit_types), -s, p.id) for s, p in fitting]
        return [id_ for *_, id_ in sorted(found)[:K]]

    return ranked


def _splitter(bench: Bench, passages: Sequence[Passage]) -> Method:
    """The default of retrieval tutorials: every report cut by length alone; a chunk counts as the passage it shares most text with."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, separators=["\n\n", "\n", "。", "，", ""])
    hashed = HashedNgrams.fit([p.searchable for p in passages])
    by_report = {r.id: [p for p in passages if p.report == r.id] for r in bench.library}
    chunks = [(r.id, piece, _nearest(piece, by_report[r.id])) for r in bench.library for piece in cutter.split_text(r.text)]
    matrix = hashed.embed([piece for _, piece, _ in chunks])

    def ranked(query: Query) -> Ranked:
        kin = _kin(query, bench)
        cosines = (matrix @ hashed.embed([query.text])[0]).round(6)
        order = sorted((i for i in range(len(chunks)) if chunks[i][0] not in kin), key=lambda i: (-cosines[i], i))
        return list(dict.fromkeys(chunks[i][2] for i in order[: 3 * K]))[:K]

    return ranked


def _nearest(piece: str, passages: Sequence[Passage]) -> str:
    grams = {piece[i : i + 4] for i in range(len(piece) - 3)}
    return max(passages, key=lambda p: sum(p.text[i : i + 4] in grams for i in range(len(p.text) - 3))).id


def score(ranked: Ranked, grades: Grades) -> dict[str, float]:
    """hit@5, reciprocal rank within 10 (both: grade at least RELEVANT), nDCG@10 with gains 2^grade − 1."""
    found = [grades.get(id_, 0) for id_ in ranked[:K]]
    first = next((rank for rank, grade in enumerate(found, 1) if grade >= RELEVANT), 0)
    best = sorted(grades.values(), reverse=True)[:K]
    return {"hit": float(0 < first <= 5), "mrr": 1 / first if first else 0.0, "ndcg": round(_gain(found) / _gain(best), 6)}


def _gain(grades: Iterable[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


_GROUPS = {"draft": "起草要找的", "known": "知道答案的"}
_FAMILIES = {"hit": "前 5 段找到", "mrr": "第几位找到（MRR@10）", "ndcg": "排得好（nDCG@10）"}
_SOURCES = {"hit": "前五段里有相关 2 分以上的", "mrr": "头一个 2 分以上的位次的倒数，十位以外为 0", "ndcg": "增益 2^分−1，与最好的排法相比"}


def _scores(records: dict[Job, Record], bench: Bench) -> Iterator[Score]:
    """By report: the mean over its queries, which are its weight."""
    del bench
    for job, record in records.items():
        found: dict[tuple[str, str, str], list[float]] = {}
        for report, kind, values in record["queries"]:
            for metric, value in values.items():
                found.setdefault(("draft" if kind in DRAFT else "known", metric, report), []).append(value)
        for (group, metric, report), values in found.items():
            yield Score(NAME, job.name, f"{group}.{metric}", report, round(sum(values) / len(values), 6), len(values))


def _metrics(records: dict[Job, Record], bench: Bench) -> Sequence[Metric]:
    del records, bench
    return [
        Metric(
            f"{group}.{metric}", f"{shown}·{name}", "retrieval", "high", _SOURCES[metric], "Järvelin & Kekäläinen 2002" if metric == "ndcg" else "", 3
        )
        for group, shown in _GROUPS.items()
        for metric, name in _FAMILIES.items()
    ]


def _notes(records: dict[Job, Record], bench: Bench) -> list[str]:
    queries = next(iter(records.values()))["queries"]
    draft = sum(kind in DRAFT for _, kind, _ in queries)
    own = "" if bench.data("labels.yaml") else "没有 labels.yaml，只按部分和单位类型判相关。"
    return [f"{len(queries)} 个判过的查询：起草流程会问的 {draft} 个，知道答案在哪一段的 {len(queries) - draft} 个。{own}"]


SUITE = Suite(NAME, "检索", ("cases", "labels.yaml"), _jobs, _run, _scores, _metrics, _notes)
