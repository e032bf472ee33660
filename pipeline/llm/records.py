"""What a call to a chat model is made of: where it goes, what came back, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

OPENAI = "https://api.openai.com/v1"


class Endpoint(BaseModel):
    """An OpenAI-compatible chat endpoint. ``timeout`` in seconds; ``temperature`` None leaves it to the service.

    ``extra_body`` goes into every request as it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    model: str = Field(min_length=1)
    base_url: str | None = None
    api_key: SecretStr | None = None
    timeout: float = Field(default=120.0, gt=0)
    max_tokens: int | None = Field(default=None, gt=0)
    temperature: float | None = 0.3
    extra_body: dict[str, Any] = Field(default_factory=dict)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show where it goes, and no secrets: addresses may hold some too."""
        yield "model", self.model
        yield "address", self.public_address

    @property
    def address(self) -> str:
        """The base URL to call. People paste whole addresses, so /chat/completions at its end is left off."""
        return (self.base_url or OPENAI).strip().rstrip("/").removesuffix("/chat/completions")

    @property
    def public_address(self) -> str:
        """The address without user name, password and query: the form that may be stored and shown."""
        parts = urlsplit(self.address)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Stop(StrEnum):
    """Why a reply ended where it did; only ``done`` is a whole reply. ``budget``: it was not asked for, the user's limit was reached."""

    DONE = "done"
    LENGTH = "length"
    CONTENT_FILTER = "content_filter"
    EMPTY = "empty"
    REFUSED = "refused"
    SCHEMA = "schema"
    TRANSPORT = "transport"
    BUDGET = "budget"


class Rung(StrEnum):
    """How an answer's form is asked for, from the strictest down; see ``below``. ``tools`` offers a function and never forces it: some
    services take only ``auto``, and thinking models refuse to be forced.
    """

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TOOLS = "tools"
    TAGGED = "tagged"

    @property
    def below(self) -> Rung | None:
        """The next rung, None on the last: tagged text needs nothing from the service."""
        rungs = list(Rung)
        return next(iter(rungs[rungs.index(self) + 1 :]), None)


def lower(one: Rung, other: Rung) -> Rung:
    """Return whichever rung stands further down."""
    return max(one, other, key=list(Rung).index)


@dataclass(frozen=True)
class Usage:
    """Tokens as the service counts them; 0 where it does not. ``cached_tokens`` of the prompt's came from its cache and cost less."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0

    def __add__(self, other: Self) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
        )


@dataclass(frozen=True)
class Reply:
    """One reply. ``text`` is raw and whole; ``detail`` says in Chinese what the stop alone does not; ``key`` finds it in the ledger.

    ``cached`` replies come from the ledger and were paid for in an earlier run, which is also when their ``usage`` was counted.
    """

    text: str
    stop: Stop
    rung: Rung
    usage: Usage = Usage()
    cached: bool = False
    detail: str = ""
    key: str = ""


@dataclass(frozen=True)
class Unsupported:
    """The service does not know this rung; nothing was written and nothing paid."""

    rung: Rung
    detail: str
