"""The only chooser of adapters: from settings to the writer, the samples and the guards of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import InputError
from pipeline.events import Listener, Notice
from pipeline.flows.draft import Finder
from pipeline.report import SectionKind
from pipeline.samples.records import Passage
from pipeline.settings import Settings
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Writer

PASSAGES_PER_SECTION = 3
_NETWORK_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto"})
_forbidden = False
_watching = False


def make_writer(settings: Settings, listen: Listener) -> Writer:
    """The model writer where a model is configured and the network allowed; else the offline writer, which is said aloud."""
    if settings.offline:
        if settings.model:
            listen(Notice("已指定 --offline：不连接任何网络，用离线写法起草。"))
        return RuleWriter()
    if not settings.model:
        listen(Notice("没有配置模型，用离线写法起草。（配置方法见 README“用上大模型”一节）"))
        return RuleWriter()
    from pipeline.llm.chat import Chat
    from pipeline.llm.ledger import Ledger
    from pipeline.llm.records import Endpoint
    from pipeline.writers.by_model import ModelWriter

    if settings.api_key is None and settings.base_url is None:
        raise InputError(
            "指定了模型，但没有密钥", hint="把密钥放进环境变量 OPENAI_API_KEY；本地模型请用 --base-url 指明地址；不用模型请加 --offline。"
        )
    endpoint = Endpoint(
        model=settings.model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
    )
    return ModelWriter(Chat(endpoint, Ledger(settings.home, listen), listen), parallel=settings.parallel)


def make_finder(settings: Settings, listen: Listener) -> Finder:
    """Open (and at first use build) the sample store, and return the search over it."""
    from pipeline.samples.library import own_reports
    from pipeline.samples.retrieval import Retriever
    from pipeline.samples.store import SampleStore

    retriever = Retriever(SampleStore.open(settings.home / "samples", own_reports(), listen))

    def find(query: str, unit_types: tuple[str, ...], section: SectionKind) -> tuple[Passage, ...]:
        hits = retriever.search(query, unit_types=unit_types, section=section, k=PASSAGES_PER_SECTION, models_only=True)
        return tuple(hit.passage for hit in hits)

    return find


def make_originals(settings: Settings) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - the user's own samples will be among them
    """The texts a report is compared with, by id."""
    from pipeline.samples.library import own_reports

    return tuple((report.id, report.text) for report in own_reports())


@contextmanager
def network(*, allowed: bool) -> Iterator[None]:
    """Within this context, where the network is not ``allowed``, opening any connection or looking up any host raises RuntimeError.

    An audit hook stands below every library, so a dependency that calls home is stopped too, loudly.
    """
    global _forbidden, _watching  # noqa: PLW0603 - audit hooks are per process and cannot be taken back
    if not allowed and not _watching:
        sys.addaudithook(_watch)
        _watching = True
    before, _forbidden = _forbidden, not allowed
    try:
        yield
    finally:
        _forbidden = before


def _watch(event: str, args: tuple[object, ...]) -> None:  # noqa: ARG001 - the signature of audit hooks
    if _forbidden and event in _NETWORK_EVENTS:
        raise RuntimeError(f"--offline forbids every network connection: {event}")
