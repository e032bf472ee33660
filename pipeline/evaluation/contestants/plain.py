"""Two baselines that a user would otherwise use, built as one would build them and not to lose: one prompt, and a plain chain.

One prompt: the facts file pasted under the request that ``baselines/one-prompt.md`` makes of a strong chat model. The plain chain: the
library cut by LangChain's default splitter, the nearest chunks by vectors, one prompt (``baselines/plain-chain.md``). Both take the reply
as it is. Their prompts can be printed and sent to any model (``python eval/record.py``).
"""

from __future__ import annotations

from functools import cache

from pipeline.documents.cleaning import without_markdown
from pipeline.errors import InputError
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants.recordings import recorded
from pipeline.evaluation.metrics.subject import Output

CHUNK, OVERLAP, TOP = 1000, 200, 4
"""The figures of LangChain's own retrieval tutorial."""


def one_prompt(case: Case, bench: Bench) -> Output | None:
    """The recorded reply to the facts alone."""
    return _reply("one-prompt", case, bench)


def plain_chain(case: Case, bench: Bench) -> Output | None:
    """The recorded reply to the facts and the nearest chunks."""
    return _reply("plain-chain", case, bench)


def _reply(contestant: str, case: Case, bench: Bench) -> Output | None:
    conversation = recorded(contestant, case.id, bench)
    if not conversation:
        return None
    last = conversation[-1]
    notes = ("提示词与录的时候不同",) if "".join(prompt_of(contestant, case, bench).split()) != "".join(last.asked.split()) else ()
    # A reply in Markdown is judged as its reader sees it: its signs are no faults of the report.
    return Output(without_markdown(last.reply), calls=len(conversation), tokens=sum(r.tokens for r in conversation), notes=notes)


def prompt_of(contestant: str, case: Case, bench: Bench) -> str:
    """The one message that ``contestant`` sends. Raises InputError where the bench lacks its template."""
    path = bench.root / "baselines" / f"{contestant}.md"
    if not path.is_file():
        raise InputError(f"没有对照用的提示词 {path}", hint="它和用例放在一起，从项目里拷来即可。")
    template = path.read_text(encoding="utf-8").strip()
    samples = "\n\n".join(nearest(case, bench)) if contestant == "plain-chain" else ""
    return template.replace("{{samples}}", samples).replace("{{facts}}", facts_text(case, bench))


def facts_text(case: Case, bench: Bench) -> str:
    """The facts file as its author wrote it."""
    for folder in (bench.root / "cases", bench.root):  # the canary lies beside the cases
        if (folder / case.id / "facts.yaml").is_file():
            return (folder / case.id / "facts.yaml").read_text(encoding="utf-8").strip()
    where = next(entry[case.id]["facts"] for entry in bench.elsewhere.values() if case.id in entry)
    return (bench.root / where).read_text(encoding="utf-8").strip()


def nearest(case: Case, bench: Bench) -> list[str]:
    """The TOP chunks nearest to the facts, none of a report of the case's own cluster."""
    chunks, vectors, embedder = _chunks(bench)
    kin = bench.kin_in_library(case)
    query = "\n".join(e.text for e in case.facts.evidence)
    cosines = (vectors @ embedder.embed([query])[0]).round(6)
    order = sorted((i for i in range(len(chunks)) if chunks[i][0] not in kin), key=lambda i: (-cosines[i], i))
    return [chunks[i][1] for i in order[:TOP]]


@cache
def _chunks(bench: Bench):  # type: ignore[no-untyped-def]  # noqa: ANN202 - three things that only ``nearest`` takes apart
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from pipeline.samples.embedding import HashedNgrams

    cutter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = [(report.id, piece) for report in bench.library for piece in cutter.split_text(report.text)]
    embedder = HashedNgrams.fit([piece for _, piece in chunks])
    return chunks, embedder.embed([piece for _, piece in chunks]), embedder
