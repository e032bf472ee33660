"""The only chooser of adapters: from settings to the writer, the samples and the guards of a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import InputError
from pipeline.events import Listener, Notice
from pipeline.flows.draft import Finder
from pipeline.flows.proposing import Extractor
from pipeline.report import SectionKind
from pipeline.samples.library import Library
from pipeline.samples.records import Passage
from pipeline.settings import Settings
from pipeline.texts.personal import Mask
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Writer

if TYPE_CHECKING:
    from pipeline.llm.chat import Chat
    from pipeline.llm.records import Endpoint
    from pipeline.samples.endpoint_embedding import EmbeddingEndpoint
    from pipeline.samples.retrieval import Retriever
    from pipeline.samples.store import SampleStore

_INDEX = "samples"
"""The folder of the index in the home folder: derived data, unlike ``library`` beside it."""

_OPEN = Mask()
PASSAGES_PER_SECTION = 3
_NETWORK_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto"})
_forbidden = False
_watching = False


def make_writer(settings: Settings, listen: Listener) -> Writer:
    """The model writer where a model is configured and the network allowed; else the offline writer, which is said aloud."""
    if settings.offline:
        if settings.model:
            listen(Notice("已指定 --offline：不连接任何网络，用离线写法。"))
        return RuleWriter()
    if not settings.model:
        listen(Notice("没有配置模型，用离线写法。（配置方法见 README“用上大模型”一节）"))
        return RuleWriter()
    from pipeline.writers.by_model import ModelWriter

    chats = _chats(settings, listen)
    return ModelWriter(chats[0], parallel=settings.parallel, whole=settings.whole, second=next(iter(chats[1:]), None), listen=listen)


def _chats(settings: Settings, listen: Listener) -> list[Chat]:
    """The configured endpoints behind one ledger and one meter. Raises InputError where they cannot be right."""
    from pipeline.llm.chat import Chat
    from pipeline.llm.ledger import Ledger
    from pipeline.llm.meter import Meter

    if settings.api_key is None and settings.base_url is None:
        raise InputError(
            "指定了模型，但没有密钥", hint="把密钥放进环境变量 OPENAI_API_KEY；本地模型请用 --base-url 指明地址；不用模型请加 --offline。"
        )
    ledger = Ledger(settings.home, listen, limit=settings.ledger_mb << 20)
    meter = Meter(settings.max_calls, settings.max_total_tokens, listen)
    return [Chat(endpoint, ledger, listen, fresh=settings.fresh, meter=meter) for endpoint in endpoints(settings)]


def endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """The configured models, the second last; none where there is no model. A key goes to the host it was given for and to no other."""
    from pipeline.llm.hosts import host_of
    from pipeline.llm.records import Endpoint

    if not settings.model:
        return ()
    common: dict[str, Any] = {"timeout": settings.timeout, "max_tokens": settings.max_tokens, "temperature": settings.temperature}
    common["extra_body"] = settings.extra_body
    first = Endpoint(model=settings.model, base_url=settings.base_url, api_key=settings.api_key, **common)
    if not settings.fallback_model:
        return (first,)
    base_url = settings.fallback_base_url or settings.base_url
    second = Endpoint(model=settings.fallback_model, base_url=base_url, api_key=settings.fallback_api_key, **common)
    if second.api_key is None and host_of(second.address) == host_of(first.address):
        second = second.model_copy(update={"api_key": settings.api_key})
    return first, second


class Destination(NamedTuple):
    """Somewhere that something of the user's is sent: what stands there, in Chinese, and its ``address``."""

    purpose: str
    address: str


def destinations(settings: Settings) -> tuple[Destination, ...]:
    """Everywhere a run with these settings sends something of the user's; nowhere offline."""
    if settings.offline:
        return ()
    return (*(Destination("模型服务", endpoint.address) for endpoint in endpoints(settings)), *store_destinations(settings))


def store_destinations(settings: Settings) -> tuple[Destination, ...]:
    """Everywhere a search of the samples sends something: the query, and where the index is built there, the samples."""
    from pipeline.llm.records import OPENAI

    if settings.offline:
        return ()
    found = []
    if embedding := _embedding(settings):
        found.append(Destination("向量服务", embedding.base_url or OPENAI))
    if settings.chroma_url:
        found.append(Destination("样本库服务器", settings.chroma_url))
    return tuple(found)


def make_extractor(settings: Settings, listen: Listener) -> Extractor | None:
    """What finds facts in the user's material with a model; None where none is configured or the network is forbidden: the rules remain."""
    if settings.offline or not settings.model:
        return None
    from pipeline.writers.by_model.extracting import extract

    chat = _chats(settings, listen)[0]
    return lambda material, wanted: extract(chat, material, wanted.year, wanted.types, listen)


def make_finder(settings: Settings, listen: Listener, mask: Mask = _OPEN) -> Finder:
    """Open (and at first use build) the sample store, and return the search over it. An embedding endpoint sees queries through ``mask``."""
    retriever = make_retriever(settings, listen)

    hide = mask.hide if _embedding(settings) else str

    def find(query: str, unit_types: tuple[str, ...], section: SectionKind) -> tuple[Passage, ...]:
        hits = retriever.search(hide(query), unit_types=unit_types, section=section, k=PASSAGES_PER_SECTION, models_only=True)
        return tuple(hit.passage for hit in hits)

    return find


def make_library(settings: Settings) -> Library:
    """The user's own samples, which need not exist yet."""
    return Library(settings.home / "library")


def make_retriever(settings: Settings, listen: Listener) -> Retriever:
    """The search over our own samples and the user's; where they changed since, the index is built anew first. Raises StoreError."""
    from pipeline.samples.retrieval import Retriever

    return Retriever(_open_store(settings, listen))


def rebuild_index(settings: Settings, listen: Listener) -> tuple[int, int]:
    """Build the index anew from the report files; return how many reports and passages it holds. Raises StoreError."""
    from pipeline.samples import manifest

    with suppress(OSError):  # a manifest that cannot be removed is replaced, or the building says why not
        (settings.home / _INDEX / manifest.NAME).unlink()
    store = _open_store(settings, listen)
    passages = store.all()
    store.close()
    return len({passage.report for passage in passages}), len(passages)


def _open_store(settings: Settings, listen: Listener) -> SampleStore:
    """Where the network is forbidden, server and embedding endpoint are left alone: the index lies here, with our own vectors."""
    from pipeline.samples.library import own_reports
    from pipeline.samples.store import SampleStore

    reports = (*own_reports(), *make_library(settings).models(listen))
    server = None if settings.offline else settings.chroma_url
    return SampleStore.open(settings.home / _INDEX, reports, listen, server=server, embedding=_embedding(settings))


def _embedding(settings: Settings) -> EmbeddingEndpoint | None:
    if settings.offline or not settings.embed_model:
        return None
    from pipeline.samples.endpoint_embedding import EmbeddingEndpoint

    base_url, key = settings.embed_base_url or settings.base_url, settings.embed_api_key or settings.api_key
    return EmbeddingEndpoint(settings.embed_model, base_url, key)


class Originals(NamedTuple):
    """What a report is compared with: ``texts`` of other reports by id, and ``names`` of places, units and brands that belong to them."""

    texts: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


def make_originals(settings: Settings, listen: Listener) -> Originals:
    """Our own samples and the user's."""
    from pipeline.samples.library import own_reports

    reports = (*own_reports(), *make_library(settings).models(listen))
    names = dict.fromkeys(name for report in reports for name in report.entities)
    return Originals(tuple((report.id, report.text) for report in reports), tuple(names))


def make_ask(settings: Settings, listen: Listener) -> Callable[[str], str]:
    """One message → the text of the reply, "" where none could be had. Raises InputError where no model is configured."""
    from langchain_core.messages import HumanMessage

    from pipeline.llm.chat import Chat
    from pipeline.llm.ledger import Ledger
    from pipeline.llm.records import Endpoint, Reply, Rung

    if not settings.model or (settings.api_key is None and settings.base_url is None):
        raise InputError("没有配置模型，请不了它评判", hint="用环境变量 SHUZHI_MODEL 和 OPENAI_API_KEY 指定，或不用 --judge。")
    endpoint = Endpoint(model=settings.model, base_url=settings.base_url, api_key=settings.api_key, timeout=settings.timeout)
    chat = Chat(endpoint, Ledger(settings.home, listen), listen)

    def ask(message: str) -> str:
        reply = chat.complete([HumanMessage(message)], Rung.TAGGED, {})
        return reply.text if isinstance(reply, Reply) else ""

    return ask


@contextmanager
def network(*, allowed: bool) -> Iterator[None]:
    """Within this context, where the network is not ``allowed``, opening any connection or looking up any host raises RuntimeError.

    An audit hook stands below every library, so a dependency that calls home is stopped too, loudly.
    """
    global _forbidden  # noqa: PLW0603 - audit hooks are per process and cannot be taken back
    if not allowed:
        _begin_to_watch()
    before, _forbidden = _forbidden, not allowed
    try:
        yield
    finally:
        _forbidden = before


def forbid_network() -> None:
    """Forbid it for the rest of this process: what a worker of ours does first."""
    global _forbidden  # noqa: PLW0603
    _begin_to_watch()
    _forbidden = True


def _begin_to_watch() -> None:
    global _watching  # noqa: PLW0603
    if not _watching:
        sys.addaudithook(_watch)
        _watching = True


def _watch(event: str, args: tuple[object, ...]) -> None:  # noqa: ARG001 - the signature of audit hooks
    if _forbidden and event in _NETWORK_EVENTS:
        raise RuntimeError(f"--offline forbids every network connection: {event}")
