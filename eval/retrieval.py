"""How well retrieval finds what a writer of a section needs: judged queries, our search beside each single method and a default splitter.

Run from the checkout with the package installed: ``python eval/retrieval.py [--json]``. No network, no key. The queries are derived from
fact sheets and labels (``judging.py``); ``--list`` prints them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from judging import DRAFT, RELEVANT, Judge, Query, derive, read_labels

from pipeline.samples import Passage, SampleStore, own_reports
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.lexical import Bm25, by_characters, by_words
from pipeline.samples.retrieval import Retriever

K = 10
ROUNDS = 2000
CHUNK, OVERLAP = 400, 40
Ranked = list[str]
Method = Callable[[Query], Ranked]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--list", action="store_true")
    chosen = parser.parse_args()
    labels = read_labels()
    queries = list(derive(labels))
    if chosen.list:
        for query in queries:
            print(query.id, query.kind, query.section.value, query.text[:60], sep="\t")
        return
    with tempfile.TemporaryDirectory() as home:
        store = SampleStore.open(Path(home) / "samples", own_reports(), lambda _: None)
        judge = Judge(labels, store.all())
        queries = [q for q in queries if any(judge.grade(q, p) >= RELEVANT for p in store.all())]
        results = {name: [score(q, method(q), judge) for q in queries] for name, method in methods(store).items()}
        store.close()
    tables = {title: table(results, queries, kinds) for title, kinds in GROUPS.items()}
    print(json.dumps(tables, ensure_ascii=False, indent=2) if chosen.json else "\n\n".join(shown(t, rows) for t, rows in tables.items()))


GROUPS = {
    "what the draft flow asks (held-out sheets, graded by labels)": DRAFT,
    "known items (words of an indexed sheet, one right passage)": ("item", "thread", "heading"),
    "all": (*DRAFT, "item", "thread", "heading"),
}


def methods(store: SampleStore) -> dict[str, Method]:
    """Every contestant: a query → ids of passages, best first. All but the splitter are told the section.

    Each single method runs twice: by itself, and with passages of the query's unit type before all others.
    """
    passages = store.all()
    texts = [p.searchable for p in passages]
    hashed = HashedNgrams.fit(texts)
    retriever = Retriever(store)

    def ours(query: Query) -> Ranked:
        hits = retriever.search(query.text, unit_types=query.units, section=query.section, k=K)
        return [hit.passage.id for hit in hits]

    def vectors(query: Query) -> Ranked:
        return [p.id for p, _ in store.vector_query(query.text, K, [query.section])]

    def vectors_of_unit(query: Query) -> Ranked:
        own = store.vector_query(query.text, K, [query.section], unit_types=query.units) if query.units else []
        return list(dict.fromkeys([*(p.id for p, _ in own), *vectors(query)]))[:K]

    words, characters = by_words(texts), by_characters(texts)
    return {
        "shuzhi": ours,
        "BM25 words": _lexical(words, passages),
        "BM25 characters": _lexical(characters, passages),
        "hashed vectors": vectors,
        "BM25 words, unit type first": _lexical(words, passages, unit_first=True),
        "BM25 characters, unit type first": _lexical(characters, passages, unit_first=True),
        "hashed vectors, unit type first": vectors_of_unit,
        "splitter + hashed vectors": _splitter(passages, hashed),
    }


def _lexical(index: Bm25, passages: Sequence[Passage], *, unit_first: bool = False) -> Method:
    def ranked(query: Query) -> Ranked:
        scores = index.scores(query.text)
        scored = [(s, p) for s, p in zip(scores, passages, strict=True) if s > 0 and p.section is query.section]
        found = [(unit_first and set(query.units).isdisjoint(p.unit_types), -s, p.id) for s, p in scored]
        return [id_ for *_, id_ in sorted(found)[:K]]

    return ranked


def _splitter(passages: Sequence[Passage], hashed: HashedNgrams) -> Method:
    """The default of retrieval tutorials: every report cut by length alone; a chunk counts as the passage it shares most text with."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, separators=["\n\n", "\n", "。", "，", ""])
    chunks = [(chunk, _nearest(chunk, [p for p in passages if p.report == r.id])) for r in own_reports() for chunk in cutter.split_text(r.text)]
    matrix = hashed.embed([chunk for chunk, _ in chunks])

    def ranked(query: Query) -> Ranked:
        cosines = matrix @ hashed.embed([query.text])[0]
        order = sorted(range(len(chunks)), key=lambda i: (-cosines[i], i))
        return list(dict.fromkeys(chunks[i][1] for i in order[: 3 * K]))[:K]

    return ranked


def _nearest(chunk: str, passages: Sequence[Passage]) -> str:
    pairs = {chunk[i : i + 4] for i in range(len(chunk) - 3)}
    return max(passages, key=lambda p: sum(p.text[i : i + 4] in pairs for i in range(len(p.text) - 3))).id


def score(query: Query, ranked: Ranked, judge: Judge) -> dict[str, float]:
    """hit@5, reciprocal rank within 10 (both: grade at least RELEVANT), nDCG@10 with gains 2^grade − 1."""
    grades = [judge.grade(query, judge.passages[id_]) for id_ in ranked[:K]]
    first = next((rank for rank, grade in enumerate(grades, 1) if grade >= RELEVANT), 0)
    best = sorted((judge.grade(query, p) for p in judge.passages.values()), reverse=True)[:K]
    return {"hit@5": float(0 < first <= 5), "MRR@10": 1 / first if first else 0.0, "nDCG@10": _gain(grades) / _gain(best)}


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def table(results: Mapping[str, list[dict[str, float]]], queries: Sequence[Query], kinds: Sequence[str]) -> list[dict[str, object]]:
    """One row a contestant: means, and how far ours is ahead in MRR@10 with a 95% interval, resampled by report."""
    chosen = [i for i, q in enumerate(queries) if q.kind in kinds]
    rows: list[dict[str, object]] = []
    for name, scores in results.items():
        means = {metric: round(statistics.mean(scores[i][metric] for i in chosen), 3) for metric in ("hit@5", "MRR@10", "nDCG@10")}
        ahead = [(queries[i].report, results["shuzhi"][i]["MRR@10"] - scores[i]["MRR@10"]) for i in chosen]
        rows.append({"method": name, "queries": len(chosen), **means, "ours ahead": interval(ahead) if name != "shuzhi" else ""})
    return rows


def interval(pairs: Sequence[tuple[str, float]]) -> str:
    """Mean difference and its 95% interval: reports are drawn with replacement, each with all its queries."""
    by_report: dict[str, list[float]] = {}
    for report, difference in pairs:
        by_report.setdefault(report, []).append(difference)
    groups = list(by_report.values())
    rng = random.Random(7)  # noqa: S311 - resampling, not secrecy
    means = sorted(statistics.mean(d for group in rng.choices(groups, k=len(groups)) for d in group) for _ in range(ROUNDS))
    mean = statistics.mean(d for _, d in pairs)
    return f"{mean:+.3f} [{means[int(0.025 * ROUNDS)]:+.3f}, {means[int(0.975 * ROUNDS)]:+.3f}]"


def shown(title: str, rows: Sequence[Mapping[str, object]]) -> str:
    lines = [f"{title}, {rows[0]['queries']} queries", "| method | hit@5 | MRR@10 | nDCG@10 | ours ahead in MRR@10 |", "|---|--:|--:|--:|---|"]
    return "\n".join([*lines, *(f"| {r['method']} | {r['hit@5']:.3f} | {r['MRR@10']:.3f} | {r['nDCG@10']:.3f} | {r['ours ahead']} |" for r in rows)])


if __name__ == "__main__":
    main()
