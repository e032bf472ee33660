"""The facts pages without a browser."""

from __future__ import annotations

import threading

from web_parts import KEY, visitor

from pipeline.facts import load
from pipeline.facts.tree import parse


def opened(web, name="facts-jiguan.yaml"):
    """Values and revision as a window gets them."""
    import json
    import re

    page = web.get(f"/facts/{name}").text
    state = json.loads(re.search(r'<script type="application/json" id="state">(.*?)</script>', page, re.DOTALL).group(1))
    return state["revision"]


def values_of(folder, name="facts-jiguan.yaml"):
    return parse((folder / name).read_text(encoding="utf-8")).value


def save(web, values, base, name="facts-jiguan.yaml"):
    return web.post_json(f"/api/facts/{name}", values=values, base=base)


def test_an_empty_folder_says_what_to_do(web, folder):
    for path in folder.iterdir():
        path.unlink()
    assert "还没有事实文件" in web.get("/").text
    assert "先到" in web.get("/drafts").text


def test_the_list_shows_facts_files_and_nothing_else(web, folder):
    (folder / "docker-compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (folder / "坏的.yaml").write_text("单位: [\n", encoding="utf-8")
    page = web.get("/").text
    assert "云溪县水务局机关党支部" in page
    assert "docker" not in page
    assert "读不懂" in page


def test_a_new_file_is_made_with_what_is_known(web, folder):
    made = web.post_json("/api/facts", unit="桥头村党支部", types=["村"], year="2025").json()["name"]
    assert values_of(folder, made) == {"单位": {"名称": "桥头村党支部", "类型": ["村"]}, "年度": 2025}
    assert web.get(f"/facts/{made}").status_code == 200
    again = web.post_json("/api/facts", unit="桥头村党支部", types=["村"], year="2025").json()["name"]
    assert again != made


def test_what_is_typed_is_saved_and_answered_beside_the_fields(web, folder):
    values = values_of(folder)
    values["事实"].append({"内容": "召开支委会25次", "时间": "2023-05"})
    told = save(web, values, opened(web)).json()
    assert load(folder / "facts-xuexiao.yaml")
    assert values_of(folder)["事实"][-1]["内容"] == "召开支委会25次"
    assert "事实.9.时间" in {r["path"] for r in told["remarks"]}
    assert not told["ready"]
    assert "# 县直机关党支部" in (folder / "facts-jiguan.yaml").read_text(encoding="utf-8")


def test_two_windows_do_not_overwrite_each_other(web, desk, folder):
    base = opened(web)
    other = visitor(desk)
    other.get(f"/?token={KEY.token}")
    mine, theirs = values_of(folder), values_of(folder)
    theirs["打算"].append("别的窗口写的")
    mine["打算"].append("我写的")
    assert save(other, theirs, base).status_code == 200
    refused = save(web, mine, base)
    assert refused.status_code == 409
    assert "在别处改过了" in refused.json()["message"]
    assert values_of(folder)["打算"][-1] == "别的窗口写的"
    copied = web.post_json("/api/facts/facts-jiguan.yaml/copy", values=mine).json()["name"]
    assert values_of(folder, copied)["打算"][-1] == "我写的"


def test_a_change_by_another_program_is_seen(web, folder):
    base = opened(web)
    path = folder / "facts-jiguan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 手改\n", encoding="utf-8")
    assert save(web, values_of(folder), base).status_code == 409


def test_of_many_at_once_one_is_saved(web, folder):
    base, answers = opened(web), []

    def one(number):
        values = values_of(folder)
        values["打算"] = [f"第{number}个窗口"]
        answers.append(save(web, values, base).status_code)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409, 409, 409]
    assert load(folder / "facts-jiguan.yaml").plans[0].startswith("第")


def test_a_secrecy_mark_is_not_stored(web, folder):
    before = (folder / "facts-jiguan.yaml").read_bytes()
    values = values_of(folder)
    values["事实"][0]["内容"] = "机密★1年"
    refused = save(web, values, opened(web))
    assert refused.status_code == 403
    assert "机密" in refused.json()["message"]
    assert (folder / "facts-jiguan.yaml").read_bytes() == before


def test_no_name_leads_out_of_the_folder(web, folder):
    secret = folder.parent / "secret.yaml"
    secret.write_text("单位: 不给看\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(secret)
    for name in ("..%2Fsecret.yaml", "%2Fetc%2Fpasswd", "link.yaml", ".hidden.yaml", "notes.txt", "%2E%2E", "x%00.yaml"):
        answer = web.get(f"/facts/{name}")
        assert answer.status_code in (404, 400), name
        assert "不给看" not in answer.text


def test_a_file_from_elsewhere_is_taken_in_unchanged(web, folder):
    data = (folder / "facts-xuexiao.yaml").read_bytes()
    made = web.upload("/api/facts/open", "%E5%AD%A6%E6%A0%A1.yaml", data).json()["name"]
    assert made == "学校.yaml"
    assert (folder / made).read_bytes() == data


def test_a_file_that_is_none_is_refused_with_the_place(web, folder):
    refused = web.upload("/api/facts/open", "x.yaml", "单位: [\n".encode())
    assert refused.status_code == 400
    assert "第" in refused.json()["mistakes"][0]
    assert web.upload("/api/facts/open", "x.yaml", b"\x89PNG\r\n\x1a\n" + bytes(200)).status_code == 400
    assert web.upload("/api/facts/open", "x.yaml", b"").status_code == 400
    assert len(list(folder.iterdir())) == 2


def test_a_file_written_by_hand_in_any_shape_can_be_shown(web, folder):
    (folder / "手写.yaml").write_text(
        "单位: 甲\n年度: [1]\n事实: 一件事\n问题:\n  - 就一句话\n打算: 好好干\n组织生活: 3\n书记项目: 无\n", encoding="utf-8"
    )
    page = web.get("/facts/手写.yaml")
    assert page.status_code == 200
    assert "就一句话" in page.text


def test_words_of_a_file_are_never_markup(web, folder):
    (folder / "坏心.yaml").write_text('单位:\n  名称: "</script><img src=x onerror=alert(1)>"\n年度: 2025\n', encoding="utf-8")
    for address in ("/", "/facts/坏心.yaml", "/drafts"):
        assert "<img src=x" not in web.get(address).text


def test_json_stays_json(web, folder):
    (folder / "甲.json").write_text('{"单位": {"名称": "甲"}, "年度": 2025}', encoding="utf-8")
    assert save(web, {"单位": {"名称": "乙"}, "年度": 2025}, opened(web, "甲.json"), "甲.json").status_code == 200
    assert (folder / "甲.json").read_text(encoding="utf-8").startswith("{")


def test_nonsense_is_refused_in_words(web):
    for sent in (b"", b"[1]", b"{", b"[" * 100_000, b'{"values": {"\\ud800": 1}}'):
        answer = web.post("/api/facts/facts-jiguan.yaml", content=sent)
        assert answer.status_code == 400
        assert answer.json()["hint"]
