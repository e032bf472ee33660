"""What lies open while the page runs: the folder of facts files, the settings of this run, the work under way and the drafts."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.checks.choosing import chosen, listed
from pipeline.cli import consent
from pipeline.errors import FactsError, InputError
from pipeline.events import Listener, silent
from pipeline.facts import Facts
from pipeline.flows.checking import CheckRequest
from pipeline.flows.draft import Finder
from pipeline.settings import Settings
from pipeline.web.drafts import Drafts
from pipeline.web.found import Findings
from pipeline.web.jobs import Jobs
from pipeline.web.rewrites import Rewrites
from pipeline.web.shelf import Sheet, Shelf, opened
from pipeline.writers.port import Writer

if TYPE_CHECKING:
    from pipeline.samples.retrieval import Retriever

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_OPENAI = "api.openai.com"


@dataclass(frozen=True)
class Endpoint:
    """What the settings page shows of the model service; of the key only whether there is one."""

    model: str
    base_url: str
    has_key: bool
    typed_key: bool
    """The key was typed into the page: it is in memory alone."""

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or _OPENAI

    @property
    def local(self) -> bool:
        return self.host in _LOCAL


class Desk:
    """One for each server. What is typed into the settings page is kept here, in memory, and goes with the process."""

    def __init__(self, folder: Path) -> None:
        self._typed: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._net = ExitStack()
        self._opening = threading.Lock()
        self._retriever: Retriever | None = None
        self.jobs = Jobs()
        home = settings_floor.read().home
        self.shelf = Shelf(folder, home / "web.lock")
        self.home = home
        self.results = Results()
        self.materials = Results()
        self.drafts = Drafts(home / "drafts")
        self.rewrites = Rewrites(home / "rewrites")
        self.findings = Findings(home / "found", folder)
        self._forbid()

    def settings(self, *, fresh: bool | None = None) -> Settings:
        """The settings as they are now: what was typed into the page stands above all. ``fresh`` asks the model anew. Raises InputError."""
        return settings_floor.read(**self._typed, fresh=fresh)

    def today(self) -> dt.date:
        return dt.date.today()  # noqa: DTZ011 - the user's own day

    def endpoint(self) -> Endpoint:
        now = self.settings()
        return Endpoint(now.model or "", now.base_url or "", now.api_key is not None, "api_key" in self._typed)

    def type_in(self, given: Mapping[str, Any]) -> None:
        """Take over what was typed: ``model``, ``base_url``, ``api_key`` ("" leaves the key as it is), ``offline``. Raises InputError."""
        typed = dict(self._typed)
        for name in ("model", "base_url"):
            if name in given:
                typed[name] = str(given[name]).strip()
        if typed.get("base_url") and urlsplit(typed["base_url"]).scheme not in ("http", "https"):
            raise InputError("服务地址看起来不对", hint="要以 http:// 或 https:// 开头，例如 https://服务地址/v1；不清楚就问提供服务的人。")
        if str(given.get("api_key", "")).strip():
            typed["api_key"] = SecretStr(str(given["api_key"]).strip())
        elif given.get("forget_key"):
            typed.pop("api_key", None)
        if "offline" in given:
            typed["offline"] = bool(given["offline"])
        new = settings_floor.read(**typed)
        if "base_url" in given and not str(given.get("api_key", "")).strip():
            self._keep_the_key_home(self.endpoint(), Endpoint("", new.base_url or "", has_key=new.api_key is not None, typed_key=False), typed)
        with self._lock:
            self._typed = typed
            self._forbid()
        self.refresh()

    def unagreed(self) -> str:
        """The hosts on the Internet that a draft would send something to without a yes so far, in one line; "" where there is none."""
        return "、".join(consent.unagreed(wiring.destinations(self.settings()), self.home))

    def agree(self, given: str) -> None:
        """Take down the yes to the hosts ``given``. Raises InputError where something would go to others, or to these without a yes."""
        hosts = consent.unagreed(wiring.destinations(self.settings()), self.home)
        if hosts and given != "、".join(hosts):
            raise InputError(f"还没有同意把事实发给 {'、'.join(hosts)}", hint="请刷新页面，同意以后再开始；不想发，就打开右上角的“离线”。")
        if hosts:
            consent.remember(hosts, self.home)

    def check_request(self, **known: Any) -> CheckRequest:
        """What every check of this run shares: the rules chosen and the findings accepted in ``shuzhi.toml``."""
        own = self.settings().check
        return CheckRequest(rules=chosen(own.select, own.ignore), accept=listed(own.accept), **known)

    def complete(self, name: str) -> tuple[Sheet, Facts]:
        """The facts file ``name`` of the shelf and its facts. Raises MissingError, FactsError where it is not complete."""
        sheet = self.shelf.read(name)
        return sheet, self.facts_of(sheet)

    def facts_of(self, sheet: Sheet) -> Facts:
        """The facts of ``sheet``. Raises FactsError where it is not complete, in the words of the format."""
        state = opened(sheet, self.check_request(), self.today())
        if state.facts is None:
            lines = tuple(remark.message for remark in state.remarks)
            raise FactsError(sheet.name, lines, hint="到“事实”页把这几处填好，再来一次。")
        return state.facts

    def originals(self, listen: Listener = silent) -> wiring.Originals:
        return wiring.make_originals(self.settings(), listen)

    def retriever(self, listen: Listener = silent) -> Retriever:
        """The search over the samples, opened once; ``refresh`` after the samples or the settings have changed."""
        with self._opening:
            if self._retriever is None:
                self._may_search()
                self._retriever = wiring.make_retriever(self.settings(), listen)
            return self._retriever

    def finder(self, facts: Facts, listen: Listener = silent) -> Finder:
        """The samples for a draft of ``facts``, opened with the settings of now; an embedding endpoint sees no personal names."""
        from pipeline.writers.by_model.personal import mask_of

        self._may_search()
        return wiring.make_finder(self.settings(), listen, mask_of(facts))

    def writer(self, listen: Listener, *, fresh: bool | None = None) -> Writer:
        """That no model writes stands at the head of every page; the words that say so on the command line speak of its options."""
        now = self.settings(fresh=fresh)
        return wiring.make_writer(now, listen if now.model and not now.offline else silent)

    def _may_search(self) -> None:
        """Raises InputError where a search would send something to a host on the Internet that has no yes."""
        hosts = consent.unagreed(wiring.store_destinations(self.settings()), self.home)
        if hosts:
            hint = "开始一次起草并同意以后就能检索；不想发，就打开右上角的“离线”，用本机的索引。"
            raise InputError(f"检索会把要找的话发给 {'、'.join(hosts)}，还没有同意", hint=hint)

    def refresh(self) -> None:
        """Let the index be opened anew when it is next needed."""
        with self._opening:
            self._retriever = None

    def close(self) -> None:
        self._net.close()

    @staticmethod
    def _keep_the_key_home(old: Endpoint, new: Endpoint, typed: dict[str, Any]) -> None:
        """A key goes to the host it was given for and to no other. Raises InputError where another would get it."""
        if new.host == old.host:
            return
        typed.pop("api_key", None)
        if old.has_key and not new.local:
            raise InputError(
                "换了服务地址，请把那里的密钥也填上", hint="原来的密钥是给原来的地址的，不会发到新地址去。新地址不要密钥的话，随便填几个字。"
            )

    def _forbid(self) -> None:
        """While the switch says offline no connection can be opened from this process, whoever tries."""
        self._net.close()
        self._net.enter_context(wiring.network(allowed=not self.settings().offline))


@dataclass
class Results:
    """What was made or read last, by id: results of checks, so that a page can be loaded anew, material until facts are looked for in it.

    It is never put on the disk.
    """

    kept: dict[str, Any] = field(default_factory=dict)
    most: int = 20

    def put(self, id_: str, result: Any) -> None:
        self.kept[id_] = result
        while len(self.kept) > self.most:
            self.kept.pop(next(iter(self.kept)), None)
