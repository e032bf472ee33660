from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

import pipeline
from pipeline.errors import StoreBusyError, StoreError
from pipeline.events import IndexProgress, Notice
from pipeline.report import SectionKind
from pipeline.samples import SampleStore, chunk, own_reports
from pipeline.samples import manifest as manifests
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.integrity import content_digest

ROOT = Path(pipeline.__file__).parents[1]


class Home:
    """A folder, what was opened in it, and what each opening told."""

    def __init__(self, folder, server):
        self.folder = folder
        self.server = server
        self.stores = []

    def open(self, reports, **options):
        """The store, and the events of opening it."""
        events = []
        store = SampleStore.open(self.folder, reports, events.append, server=self.server, **options)
        self.stores.append(store)
        return store, events

    @property
    def generation(self):
        return self.folder / manifests.read(self.folder).generation

    @property
    def database(self):
        return self.generation / "chroma.sqlite3"

    def generations(self):
        return [path for path in self.folder.iterdir() if path.is_dir()]


@pytest.fixture(params=["folder", "server"])
def server(request):
    """Where the index lies: None for the folder itself, else the URL of a chromadb server on this machine."""
    return request.getfixturevalue("chroma_server") if request.param == "server" else None


@pytest.fixture
def home(tmp_path, server):
    home = Home(tmp_path / "家" / "samples", server)
    yield home
    for store in home.stores:
        store.close()


in_the_folder = pytest.mark.parametrize("server", [None], ids=["folder"])
on_the_server = pytest.mark.parametrize("server", ["server"], indirect=True)


@pytest.fixture
def reports(make_report):
    return [make_report("a", "甲"), make_report("b", "乙", unit_types=("村",)), make_report("c", "丙", unit_types=("群团", "事业单位"), grade="weak")]


def ids(found):
    return [passage.id for passage, _ in found]


def many(make_report, count):
    """Reports enough for chromadb to persist its vector files."""
    return [make_report(f"r{i}", f"第{i}家") for i in range(count)]


def test_first_open_builds_with_progress_and_the_second_does_not(home, reports):
    store, events = home.open(reports)
    total = len(store.all())
    assert total == sum(len(chunk(r)) for r in reports)
    assert events[0] == IndexProgress(0, total)
    assert events[-1] == IndexProgress(total, total)
    again, silence = home.open(reports)
    assert silence == []
    assert again.all() == store.all()
    assert again.vector_query("讨论", 5) == store.vector_query("讨论", 5)


def test_progress_comes_in_batches(home, make_report):
    _, events = home.open(many(make_report, 30))
    assert [e.done for e in events] == [0, 64, 128, 180]


def test_reports_in_another_order_are_the_same_index(home, reports):
    store, _ = home.open(reports)
    turned, events = home.open(reports[::-1])
    assert events == []
    assert turned.all()[0].report == "c"
    assert turned.vector_query("讨论", 9) == store.vector_query("讨论", 9)


@pytest.mark.parametrize("count", [1, 2])
def test_changed_reports_are_indexed_anew_and_the_old_generation_goes(home, reports, make_report, count):
    home.open(reports)
    old = home.generation
    store, events = home.open([make_report("d", "丁"), *reports[:count]])
    assert events
    assert home.generation != old
    assert home.generations() == [home.generation]
    assert {p.report for p, _ in store.vector_query("讨论", 50)} == {"d", *(r.id for r in reports[:count])}


def test_changed_text_of_one_report(home, reports, make_report):
    home.open(reports)
    _, events = home.open([make_report("a", "甲", text=reports[0].text.replace("怕冷场", "怕出错")), *reports[1:]])
    assert events


def test_changed_way_of_embedding(home, reports, monkeypatch):
    home.open(reports)
    monkeypatch.setattr(manifests, "_VERSION", "2/other")
    _, events = home.open(reports)
    assert events


def test_vector_query_is_exact_ordered_and_filtered(home, reports):
    store, _ = home.open(reports)
    passages = store.all()
    embedder = HashedNgrams.fit(p.searchable for p in passages)
    query = "会前出题，讨论不少于半小时"
    cosines = embedder.embed([query])[0] @ embedder.embed([p.searchable for p in passages]).T
    expected = dict(zip([p.id for p in passages], cosines.tolist(), strict=True))
    found = store.vector_query(query, 100)
    assert {p.id: pytest.approx(score, abs=1e-5) for p, score in found} == expected
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert ids(store.vector_query(query, 4)) == ids(found)[:4]
    for demands, test in [
        ({"sections": [SectionKind.PROBLEM]}, lambda p: p.section == "problem"),
        ({"sections": [SectionKind.PLAN, SectionKind.DUTY]}, lambda p: p.section in ("plan", "duty")),
        ({"grades": ["good", "fair"]}, lambda p: p.grade != "weak"),
        ({"unit_types": ["事业单位"]}, lambda p: p.report == "c"),
        ({"unit_types": ["群团", "村"]}, lambda p: p.report in "bc"),
        ({"not_reports": ["a", "b"]}, lambda p: p.report == "c"),
        ({"sections": [SectionKind.DUTY], "unit_types": ["村"]}, lambda p: p.report == "b" and p.section == "duty"),
        ({"sections": [SectionKind.CAUSE]}, lambda p: False),
    ]:
        assert ids(store.vector_query(query, 100, **demands)) == [p.id for p, _ in found if test(p)]


def test_our_own_library_is_searched_exactly(own_store):
    passages = own_store.all()
    embedder = HashedNgrams.fit(p.searchable for p in passages)
    matrix = embedder.embed([p.searchable for p in passages])
    for query in ("党课", "补学记录", "理论学习不够深入，讨论太少"):
        cosines = matrix @ embedder.embed([query])[0]
        best = sorted(cosines.tolist(), reverse=True)[:20]
        assert np.allclose([score for _, score in own_store.vector_query(query, 20)], best, atol=1e-5)


def test_queries_that_ask_for_nothing(home, reports):
    store, _ = home.open(reports)
    assert store.vector_query("……", 5) == []
    assert store.vector_query("讨论", 0) == []


def test_a_library_without_reports(home):
    store, events = home.open([])
    assert (store.all(), store.vector_query("讨论", 5), events) == ([], [], [])


def test_every_passage_has_its_id_and_flags_in_chromadb(home, reports):
    store, _ = home.open(reports)
    collection = store._ready.index._collection
    rows = collection.get(include=["metadatas", "documents"])
    by_id = {p.id: p for p in store.all()}
    assert set(rows["ids"]) == set(by_id)
    for id_, metadata, document in zip(rows["ids"], rows["metadatas"], rows["documents"], strict=True):
        assert document == by_id[id_].text
        assert {key.removeprefix("unit_") for key in metadata if key.startswith("unit_")} == set(by_id[id_].unit_types)
    assert collection.name.isascii()


# What may have happened to the folder between two runs. Each must end in the full result.


def garble(path, start=0, length=None):
    data = bytearray(path.read_bytes())
    length = len(data) - start if length is None else length
    data[start : start + length] = bytes((i * 37 + 11) % 256 for i in range(len(data[start : start + length])))
    path.write_bytes(data)


DAMAGE = {
    "garbled": lambda home: garble(home.database),
    "garbled header": lambda home: garble(home.database, 0, 100),
    "garbled schema": lambda home: garble(home.database, 100, 4000),
    "garbled middle": lambda home: garble(home.database, 200_000, 100_000),
    "some bytes": lambda home: [garble(home.database, i, 1) for i in range(0, home.database.stat().st_size, 8_000)],
    "truncated": lambda home: os.truncate(home.database, home.database.stat().st_size // 2),
    "empty": lambda home: os.truncate(home.database, 0),
    "no database": lambda home: home.database.unlink(),
    "no generation": lambda home: shutil.rmtree(home.generation),
}
LOSSES = {
    "no manifest": lambda home: (home.folder / manifests.NAME).unlink(),
    "garbled manifest": lambda home: garble(home.folder / manifests.NAME),
    "truncated manifest": lambda home: os.truncate(home.folder / manifests.NAME, 100),
    "empty manifest": lambda home: os.truncate(home.folder / manifests.NAME, 0),
    "manifest is a list": lambda home: (home.folder / manifests.NAME).write_text("[]", encoding="utf-8"),
    "everything gone": lambda home: shutil.rmtree(home.folder),
}


@in_the_folder
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_index_is_built_anew_by_itself(home, reports, damage):
    check_repair(home, reports, damage)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_an_index_whose_manifest_is_lost_is_built_anew(home, reports, loss):
    check_repair(home, reports, loss)


def check_repair(home, reports, damage):
    store, _ = home.open(reports)
    before = store.vector_query("讨论", 9)
    store.close()
    damage(home)
    store, events = home.open(reports)
    assert events[-1] == IndexProgress(len(store.all()), len(store.all()))
    assert store.vector_query("讨论", 9) == before
    assert home.generations() == [home.generation]
    assert home.open(reports)[1] == []


@in_the_folder
@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("data_level0.bin", "garbled"),
        ("data_level0.bin", "truncated"),
        ("header.bin", "garbled"),
        ("index_metadata.pickle", "garbled"),
        ("link_lists.bin", "gone"),
    ],
)
def test_damaged_vector_files_never_reach_chromadb(home, make_report, name, how):
    """Two of these end the whole process with a segmentation fault when chromadb opens them."""
    library = many(make_report, 180)
    store, _ = home.open(library)
    before = store.vector_query("讨论", 9)
    store.close()
    path = next(home.generation.glob(f"*/{name}"))
    {"garbled": garble, "truncated": lambda p: os.truncate(p, p.stat().st_size // 3), "gone": Path.unlink}[how](path)
    store, events = home.open(library)
    assert events
    assert store.vector_query("讨论", 9) == before


def test_a_build_that_was_interrupted_leaves_nothing_finished(home, reports):
    def crash(event):
        if event.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SampleStore.open(home.folder, reports, crash, server=home.server)
    assert manifests.read(home.folder) is None
    assert len(home.generations()) == 1
    store, events = home.open(reports)
    assert events
    assert len(store.vector_query("讨论", 100)) == len(store.all())
    assert home.generations() == [home.generation]


def test_a_count_that_does_not_fit_means_broken(home, reports):
    home.open(reports)[0].close()
    path = home.folder / manifests.NAME
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "count": 3}), encoding="utf-8")
    assert home.open(reports)[1]


@in_the_folder
def test_an_index_that_breaks_while_it_is_open_is_built_anew_under_the_query(home, reports):
    store, events = home.open(reports)
    before = store.vector_query("讨论", 9)
    told = len(events)
    garble(home.database)
    assert store.vector_query("讨论", 9) == before
    assert len(events) > told
    assert home.open(reports)[1] == []


@in_the_folder
def test_threads_that_find_it_broken_build_it_once(home, make_report):
    library = many(make_report, 30)
    store, events = home.open(library)
    before = store.vector_query("讨论", 9)
    told = len(events)
    garble(home.database)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(store.vector_query("讨论", 9))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [before] * 6
    assert sum(1 for e in events[told:] if isinstance(e, IndexProgress) and e.done == 0) == 1


def test_foreign_files_in_the_folder_are_left_alone(home, reports, make_report):
    home.folder.mkdir(parents=True)
    (home.folder / "我的文件夹").mkdir()
    (home.folder / "我的.txt").write_text("x", encoding="utf-8")
    home.open(reports)
    home.open([make_report("d")])
    assert (home.folder / "我的文件夹").is_dir()
    assert (home.folder / "我的.txt").exists()


@in_the_folder
def test_opening_changes_nothing_of_what_is_compared(home, reports):
    store, _ = home.open(reports)
    digest = content_digest(home.generation)
    store.vector_query("讨论", 9)
    for _ in range(3):
        other, _ = home.open(reports)
        other.vector_query("学习", 3)
        other.close()
    assert content_digest(home.generation) == digest


# Several processes.

SCRIPT = """
import sys
from pathlib import Path
from pipeline.samples import Retriever, SampleStore, own_reports
events = []
store = SampleStore.open(Path(sys.argv[1]), own_reports(), events.append, server=sys.argv[2] or None)
found = store.vector_query("党课", 5000)
assert len(found) == len(store.all()), len(found)
built = any(type(e).__name__ == "IndexProgress" for e in events)
print(built, Retriever(store).search("补学")[0].passage.id)
"""


def run(folder, server=None, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), server or ""],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
    )


def test_processes_that_open_at_once_all_get_the_full_result(tmp_path, server):
    processes = [run(tmp_path / "samples", server) for _ in range(4)]
    answers = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        answers.append(out.split())
    assert sorted(built for built, _ in answers) == ["False", "False", "False", "True"]
    assert len({best for _, best in answers}) == 1


def test_neither_environment_nor_dotenv_make_it_a_client_of_a_server(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    process = run(tmp_path / "samples", CHROMA_API_IMPL="chromadb.api.fastapi.FastAPI", CHROMA_SERVER_HOST="127.0.0.1")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


def test_a_dotenv_that_chromadb_cannot_read_is_named(tmp_path, monkeypatch):
    (tmp_path / ".env").write_bytes("NAME=中国".encode("gb18030"))
    monkeypatch.chdir(tmp_path)
    _, err = run(tmp_path / "samples").communicate(timeout=60)
    assert "读不了当前文件夹里的 .env" in err.splitlines()[-1]


def test_a_store_that_is_being_built_is_waited_for_and_then_given_up(home, reports):
    home.folder.mkdir(parents=True)
    events = []
    with FileLock(home.folder / "index.lock"):
        with pytest.raises(StoreBusyError, match=r"等了 0\.2 秒") as caught:
            SampleStore.open(home.folder, reports, events.append, wait_seconds=0.2)
        assert events == [Notice("另一个 shuzhi 正在建立样本索引，等它完成……")]
        assert caught.value.hint
        with pytest.raises(StoreBusyError):
            SampleStore.open(home.folder, reports, events.append, wait_seconds=0)
    assert home.open(reports)[1]


def test_a_lock_that_is_let_go_in_time(home, reports):
    home.folder.mkdir(parents=True)
    lock = FileLock(home.folder / "index.lock", thread_local=False)
    lock.acquire()
    timer = threading.Timer(0.9, lock.release)
    timer.start()
    _, events = home.open(reports, wait_seconds=30)
    timer.join()
    assert [type(e) for e in events[:2]] == [Notice, IndexProgress]


def test_a_finished_index_that_another_only_opens_is_no_news(home, reports):
    home.open(reports)
    lock = FileLock(home.folder / "index.lock", thread_local=False)
    lock.acquire()
    timer = threading.Timer(0.9, lock.release)
    timer.start()
    _, events = home.open(reports, wait_seconds=30)
    timer.join()
    assert events == []


# A folder that cannot be written.


def test_a_file_in_place_of_the_folder(tmp_path, reports):
    (tmp_path / "samples").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="样本索引建不起来") as caught:
        SampleStore.open(tmp_path / "samples", reports, lambda event: None)
    assert "剩余空间和写入权限" in caught.value.hint


def test_a_full_disk(tmp_path):
    """A limit on the size of files stands for it: chromadb's database cannot grow."""
    resource = pytest.importorskip("resource", reason="no limits on this system")
    script = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, {resource.RLIM_INFINITY}))\n{SCRIPT}"
    process = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "samples"), ""],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert process.returncode == 1
    assert "StoreError: 样本索引建不起来" in process.stderr
    assert [path.name for path in (tmp_path / "samples").iterdir()] == ["index.lock"]
    store = SampleStore.open(tmp_path / "samples", own_reports(), lambda event: None)
    assert len(store.vector_query("党课", 5000)) == len(store.all())
    store.close()


# A server.


def collections(server):
    import chromadb

    from pipeline.samples.vectors import let_go

    host, port = server.removeprefix("http://").split(":")
    client = chromadb.HttpClient(host, int(port))
    try:
        return {c.name: c for c in client.list_collections()}
    finally:
        let_go(client)


@on_the_server
@pytest.mark.parametrize("how", ["deleted", "emptied"])
def test_a_collection_that_others_deleted_or_emptied_is_built_anew(home, reports, server, how):
    store, _ = home.open(reports)
    before = store.vector_query("讨论", 9)
    name = f"shuzhi-{home.generation.name}"
    if how == "deleted":
        store._ready.index._client.delete_collection(name)
    else:
        store._ready.index._collection.delete(ids=[p.id for p in store.all()][:3])
        assert home.open(reports)[1]
        return
    assert store.vector_query("讨论", 9) == before
    assert home.open(reports)[1] == []


@on_the_server
def test_old_collections_go_and_those_of_others_stay(tmp_path, home, reports, make_report, server):
    home.open(reports)
    other = Home(tmp_path / "other", server)
    theirs = other.open(reports)[0]
    old = f"shuzhi-{home.generation.name}"
    home.open([make_report("d", "丁")])
    names = set(collections(server))
    assert old not in names
    assert {f"shuzhi-{home.generation.name}", f"shuzhi-{other.generation.name}"} <= names
    assert theirs.vector_query("讨论", 3)
    theirs.close()


@on_the_server
def test_from_the_server_to_the_folder_and_back(home, reports, server):
    before = home.open(reports)[0].vector_query("讨论", 9)
    for place in (None, server):
        home.server = place
        store, events = home.open(reports)
        assert events
        assert store.vector_query("讨论", 9) == before
    assert home.generations() == [home.generation]


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://a:1", "http://", "http://a:x", "http://u:geheim@a:1", "http://a:1/path", "甲"])
def test_an_address_that_is_none(tmp_path, reports, url):
    with pytest.raises(StoreError, match="地址不对") as caught:
        SampleStore.open(tmp_path / "samples", reports, lambda event: None, server=url)
    assert "http://127.0.0.1:8000" in caught.value.hint
    assert "geheim" not in caught.value.message


def test_a_server_that_is_not_there(tmp_path, reports):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(StoreError, match="用不了") as caught:
            SampleStore.open(tmp_path / "samples", reports, lambda event: None, server=url)
    assert url in caught.value.message
    assert "SHUZHI_CHROMA_URL" in caught.value.hint


def test_a_server_that_is_none_of_chromadb(tmp_path, reports):
    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(StoreError, match="用不了"):
            SampleStore.open(tmp_path / "samples", reports, lambda event: None, server=f"http://127.0.0.1:{other.server_port}")
        other.shutdown()
