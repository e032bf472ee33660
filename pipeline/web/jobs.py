"""Work that takes longer than a page: it runs in a thread, and tells what happens in events that a page may ask for at any time.

A page that is loaded anew asks from the first event on and sees all of it again.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic_core import to_jsonable_python

from pipeline.errors import InputError, ShuzhiError
from pipeline.events import Event, Listener
from pipeline.web.asked import MissingError, told

_KEPT = 20


@dataclass
class Job:
    """``about`` is the key of what is worked on, ``title`` its name for people.

    ``events`` only grows. ``result`` is what the work returned; ``error`` is in words for the page, empty where there is none.
    """

    id: str
    about: str
    title: str
    events: list[dict[str, Any]] = field(default_factory=list)
    done: bool = False
    result: str = ""
    error: dict[str, Any] = field(default_factory=dict)

    def since(self, number: int) -> dict[str, Any]:
        """What a page is told that has seen ``number`` events."""
        done = self.done  # read first: events told after this reading are asked for once more
        return {"events": self.events[max(0, number) :], "done": done, "result": self.result, "error": self.error or None}


Work = Callable[[Listener], str]


class Jobs:
    """The jobs of this server; of each ``about`` only one runs at a time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, about: str, title: str, work: Work) -> Job:
        """Run ``work`` in a thread of its own. Raises InputError while another on the same subject runs."""
        with self._lock:
            if any(not job.done and job.about == about for job in self._jobs.values()):
                raise InputError("这一份正在写，还没有写完", hint="请等它写完；刷新页面就能看到进度。")
            job = Job(secrets.token_hex(8), about, title)
            self._jobs[job.id] = job
            for id_ in [id_ for id_, old in self._jobs.items() if old.done][:-_KEPT]:
                del self._jobs[id_]
        threading.Thread(target=_run, args=(job, work), name=f"job-{job.id}", daemon=True).start()
        return job

    def get(self, id_: str) -> Job:
        """Raises MissingError."""
        if id_ not in self._jobs:
            raise MissingError("找不到这一次的进度", hint="程序重新启动过的话，请再开始一次；写好的都还在。")
        return self._jobs[id_]

    def running(self) -> list[Job]:
        return [job for job in self._jobs.values() if not job.done]


def _run(job: Job, work: Work) -> None:
    job.error = {
        "message": "程序出了意外，没有写完",
        "hint": "写完的部分都留着，请再试一次；还不行，请把启动窗口里的文字发给维护的人。",
        "mistakes": [],
    }
    try:
        job.result = work(lambda event: job.events.append(said(event)))
        job.error = {}
    except ShuzhiError as error:
        job.error = told(error)
    finally:  # what nobody foresaw is shown in the window the server was started from
        job.done = True


def said(event: Event) -> dict[str, Any]:
    """An event as the page reads it: the name of its kind and its fields."""
    fields: dict[str, Any] = to_jsonable_python(asdict(event))
    return {"kind": type(event).__name__} | fields
