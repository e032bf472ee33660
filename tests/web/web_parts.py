"""A page over a folder of its own, asked in-process: no port, no browser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline import settings, wiring
from pipeline.events import silent
from pipeline.web.app import make_app
from pipeline.web.desk import Desk
from pipeline.web.guard import Key

EXAMPLES = Path(__file__).parents[2] / "examples"
KEY = Key("a-token-for-tests", 8123)
HOST = "http://127.0.0.1:8123"


class Visitor(TestClient):
    """A browser window of the user's own."""

    def post_json(self, address: str, **given: Any) -> Any:
        return self.post(address, json=given)

    def upload(self, address: str, name: str, data: bytes) -> Any:
        return self.post(address, content=data, headers={"X-File-Name": name})

    def wait(self, job: str) -> dict[str, Any]:
        """The end of a job, all its events with it."""
        while not (told := self.get(f"/api/jobs/{job}").json())["done"]:
            time.sleep(0.02)
        return told


def visitor(desk: Desk) -> Visitor:
    return Visitor(make_app(desk, KEY), base_url=HOST, headers={"Origin": HOST})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("jiguan", "xuexiao"):
        shutil.copy(EXAMPLES / f"facts-{name}.yaml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the samples, built once: a test that drafts need not wait for it."""
    home = tmp_path_factory.mktemp("built")
    wiring.make_retriever(settings.read(home=home), silent)
    return home / "samples"


@pytest.fixture
def indexed(built: Path, clean_environment: Path) -> None:
    """Put the index into the home folder of this test."""
    shutil.copytree(built, clean_environment / "samples")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder)
    yield desk
    desk.close()


@pytest.fixture
def stranger(desk: Desk) -> Visitor:
    """A browser on this machine that was not given the token."""
    return visitor(desk)


@pytest.fixture
def web(desk: Desk) -> Visitor:
    """A browser that came in by the address it was given."""
    client = visitor(desk)
    assert client.get(f"/?token={KEY.token}").status_code == 200
    return client
