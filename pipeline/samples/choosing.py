"""Which vectors an index is built from: those of the endpoint where one is configured, answers, and does not do worse than the hashed ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.events import Listener, Notice
from pipeline.samples.embedding import HashedNgrams, Vectors
from pipeline.samples.endpoint_embedding import EmbeddingError, EndpointEmbedder
from pipeline.samples.records import Passage
from pipeline.samples.selfcheck import compare


@dataclass(frozen=True)
class Choice:
    """``vectors`` of all passages; ``dimensions`` is 0 for hashed ones.

    ``notice`` says why an endpoint got no weight; ``failed`` that it gave nothing.
    """

    vectors: Vectors
    dimensions: int = 0
    notice: str = ""
    failed: bool = False


def choose(passages: Sequence[Passage], hashed: HashedNgrams, endpoint: EndpointEmbedder | None, listen: Listener) -> Choice:
    """Embed ``passages``. Whatever is wrong with ``endpoint`` is one Notice, and the hashed vectors stand in."""
    texts = [passage.searchable for passage in passages]
    if endpoint is None:
        return Choice(hashed.embed(texts))
    listen(Notice(f"正在用向量模型 {endpoint.model} 处理 {len(texts)} 个样本片段，算过的不再重算……"))
    try:
        check = compare(passages, hashed.embed, endpoint.embed)
        if check.passed:
            vectors = endpoint.embed(texts)
            return Choice(vectors, dimensions=vectors.shape[1])
    except EmbeddingError as error:
        listen(Notice(failure(endpoint, error)))
        return Choice(hashed.embed(texts), failed=True)
    notice = f"向量模型 {endpoint.model} 没有采用，检索用内置向量：凭标题找正文，它得 {check.endpoint:.2f}，内置向量得 {check.hashed:.2f}。"
    listen(Notice(notice))
    return Choice(hashed.embed(texts), notice=notice)


def failure(endpoint: EndpointEmbedder, error: EmbeddingError) -> str:
    """What to tell the user when ``endpoint`` gives nothing."""
    return f"向量模型 {endpoint.model} 用不了：{error}。这次检索用内置向量。"
