"""The vector half of retrieval by an OpenAI-compatible embedding endpoint, in place of hashed n-grams, where the user configured one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pydantic import SecretStr

from pipeline.samples.embedding import Vectors
from pipeline.samples.embedding_cache import EmbeddingCache, Row

if TYPE_CHECKING:
    from openai import OpenAI

BATCH = 10
"""Inputs a call: some services take no more."""

LONGEST = 2000
"""Characters of a text that are sent; the passages that are longer are long problems, whose first page says what they are about."""

_OPENAI = "https://api.openai.com/v1"
_RETRIES = 2


class EmbeddingError(Exception):
    """The endpoint gave nothing usable; says in Chinese why."""


@dataclass(frozen=True)
class EmbeddingEndpoint:
    """``base_url`` None is OpenAI's own; a local endpoint needs no ``api_key``. ``timeout`` in seconds, for each call."""

    model: str
    base_url: str | None = None
    api_key: SecretStr | None = None
    timeout: float = 30.0

    @property
    def name(self) -> str:
        """What tells its vectors from others'; no secret."""
        return f"{self.model}@{self.base_url or _OPENAI}"


class EndpointEmbedder:
    """Texts → vectors of length 1 by ``endpoint``, each text once: vectors are kept in ``folder``."""

    def __init__(self, endpoint: EmbeddingEndpoint, folder: Path) -> None:
        self._endpoint = endpoint
        self._cache = EmbeddingCache(folder, endpoint.name)

    @property
    def name(self) -> str:
        return self._endpoint.name

    @property
    def model(self) -> str:
        return self._endpoint.model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text. What was finished is kept when a later call fails. Raises EmbeddingError."""
        cut = [text[:LONGEST] for text in texts]
        known = self._cache.get(dict.fromkeys(cut))
        missing = [text for text in dict.fromkeys(cut) if text not in known]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            vectors = dict(zip(batch, self._asked(batch), strict=True))
            self._cache.put(vectors)
            known |= vectors
        if len({len(known[text]) for text in cut}) > 1:
            raise EmbeddingError("向量的长度前后不一样")
        return np.array([known[text] for text in cut], dtype=np.float32)

    def _asked(self, texts: list[str]) -> list[Row]:
        from openai import OpenAIError

        try:
            # As strings and as floats: token ids and base64 are understood by few services besides OpenAI's.
            answer = self._client.embeddings.create(model=self._endpoint.model, input=texts, encoding_format="float")
            rows = [np.asarray(entry.embedding, dtype=np.float64) for entry in sorted(answer.data or [], key=lambda entry: entry.index)]
        except OpenAIError as error:
            raise EmbeddingError(f"连不上或被拒绝（{type(error).__name__}）") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise EmbeddingError("回答不是向量") from error
        return _usable(rows, len(texts))

    @cached_property
    def _client(self) -> OpenAI:
        from openai import OpenAI

        key = self._endpoint.api_key.get_secret_value() if self._endpoint.api_key else "none"
        base_url = self._endpoint.base_url or _OPENAI
        return OpenAI(api_key=key, base_url=base_url, timeout=self._endpoint.timeout, max_retries=_RETRIES)


def _usable(rows: list[npt.NDArray[np.float64]], count: int) -> list[Row]:
    """The rows at length 1. Raises EmbeddingError where there are too few, or one is no direction."""
    if len(rows) != count:
        raise EmbeddingError(f"要 {count} 个向量，给了 {len(rows)} 个")
    norms = [float(np.linalg.norm(row)) if row.ndim == 1 and row.size else 0.0 for row in rows]
    if not all(np.isfinite(norm) and norm > 0 for norm in norms):
        raise EmbeddingError("有空的向量")
    return [(row / norm).astype(np.float32) for row, norm in zip(rows, norms, strict=True)]
