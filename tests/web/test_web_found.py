"""Import on the page without a browser: material in, proposals with their source, each decided on by the user."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from weak_reports import MERGED

from pipeline.facts import load
from pipeline.facts.tree import parse

NAME = "村.yaml"
NOTES = """柳沟村支部工作笔记 2025
党员46名，常年在村29名，外出17名
5月16日 暴雨，8名党员转移群众6户14人
明年打算5月前把老村部改成党员活动室
"""
START = "# 我的注释\n单位:\n  名称: 柳沟村党支部\n  类型: 村\n述职人:\n  职务: 书记\n年度: 2025\n事实:\n  - 内容: 走访36户\n"


@pytest.fixture
def file(folder):
    path = folder / NAME
    path.write_text(START, encoding="utf-8")
    return path


def upload(web, name, text):
    return web.upload(f"/api/found/{NAME}/file", quote(name), text.encode() if isinstance(text, str) else text)


def found(web, *files, **more):
    ids = [upload(web, name, text).json()["id"] for name, text in files]
    begun = web.post_json(f"/api/found/{NAME}", files=ids, **more)
    assert begun.status_code == 200, begun.text
    told = web.wait(begun.json()["job"])
    assert told["error"] is None, told
    return web.get(f"/found/{NAME}").text


def numbers(page):
    return [int(n) for n in re.findall(r'data-n="(\d+)"', page)]


def number_of(page, words):
    cards = re.split(r'(?=<li class="card" data-n=)', page)
    return next(int(re.match(r'<li class="card" data-n="(\d+)"', card).group(1)) for card in cards[1:] if words in card)


def test_what_is_found_is_shown_with_its_source_and_nothing_is_written(web, file):
    page = found(web, ("笔记.txt", NOTES))
    assert "8名党员转移群众6户14人" in page
    assert "笔记.txt 第3行" in page
    assert file.read_text(encoding="utf-8") == START
    assert f"还有 {len(numbers(page))} 条从材料里找到的没有看" in web.get(f"/facts/{NAME}").text


def test_each_is_taken_mended_or_left(web, file, desk):
    page = found(web, ("笔记.txt", NOTES))
    count = len(numbers(page))
    storm, hall = number_of(page, "转移群众"), number_of(page, "老村部")
    told = web.post_json(f"/api/found/{NAME}/take", n=storm, text="5月16日暴雨，组织8名党员转移群众6户14人").json()
    assert told == {"left": count - 1, "taken": 1, "skipped": 0}
    assert web.post_json(f"/api/found/{NAME}/skip", n=hall).json()["skipped"] == 1
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# 我的注释")
    assert "来自 笔记.txt 第3行" in text
    facts = load(file)
    assert [f.text for f in facts.facts][-1] == "5月16日暴雨，组织8名党员转移群众6户14人"
    assert not facts.plans
    page = web.get(f"/found/{NAME}").text
    assert len(numbers(page)) == count - 2
    assert web.post_json(f"/api/found/{NAME}/take", n=storm, text="再来一次").status_code == 404
    web.post_json(f"/api/found/{NAME}/drop")
    assert "都看过了" in web.get(f"/found/{NAME}").text
    assert desk.findings.of(NAME).pending == ()


def test_last_years_report_gives_its_problems_to_answer(web, file):
    page = found(web, ("去年.txt", MERGED.replace("2025", "2024").replace("2026", "2025")))
    assert "看作上一年的述职报告" in page
    n = number_of(page, "组织生活形式不够丰富")
    web.post_json(f"/api/found/{NAME}/take", n=n, text="组织生活形式不够丰富", action="12次主题党日有9次到户外办", result="到会率从七成升到九成")
    [rectified] = load(file).rectifications
    assert (rectified.problem, rectified.action, rectified.result) == ("组织生活形式不够丰富", "12次主题党日有9次到户外办", "到会率从七成升到九成")


def test_counts_are_numbers(web, file):
    ledger = "日期,类型,主题\n" + "".join(f"2025-{m:02d}-10,主题党日,学文件\n" for m in range(1, 13))
    page = found(web, ("台账.csv", ledger))
    n = number_of(page, "开了几次")
    assert "其余 9 处" in page
    refused = web.post_json(f"/api/found/{NAME}/take", n=n, text="十来次吧")
    assert refused.status_code == 400
    assert refused.json()["hint"]
    assert web.post_json(f"/api/found/{NAME}/take", n=n, text="11").status_code == 200
    assert parse(file.read_text(encoding="utf-8")).value["组织生活"] == {"主题党日": 11}


def test_what_is_known_already_is_not_proposed_again(web, file):
    page = found(web, ("笔记.txt", NOTES))
    n = number_of(page, "转移群众")
    assert sorted(numbers(page)) == sorted(set(numbers(page)))
    again = found(web, ("笔记.txt", NOTES))
    assert numbers(again) == numbers(page)
    web.post_json(f"/api/found/{NAME}/take", n=n)
    assert n not in numbers(web.get(f"/found/{NAME}").text)
    assert len(numbers(found(web, ("笔记.txt", NOTES)))) == len(numbers(page)) - 1


def test_nothing_found_says_what_to_do(web, file):
    assert "还没有给过材料" in web.get(f"/found/{NAME}").text
    assert "没有找到新的" in found(web, ("空话.txt", "今天天气不错\n"))


def test_bad_and_marked_material_is_refused(web, file, desk):
    for name, data in (("x.exe", b"MZ"), ("x.xls", b"\xd0\xcf\x11\xe0"), ("x.xlsx", b"PK\x03\x04broken"), ("x.txt", b"")):
        refused = upload(web, name, data)
        assert refused.status_code == 400, name
        assert refused.json()["hint"]
    assert upload(web, "x.txt", "机密★3年\n走访36户").status_code == 403
    assert not desk.materials.kept
    for files in ([], ["0" * 16], "x", [1]):
        assert web.post_json(f"/api/found/{NAME}", files=files).status_code in (400, 404)
    page = found(web, ("笔记.txt", NOTES))
    n = numbers(page)[0]
    assert web.post_json(f"/api/found/{NAME}/take", n=n, text="秘密★10年").status_code == 403
    assert web.post_json(f"/api/found/{NAME}/take", n=n, text="  ").status_code == 400
    assert file.read_text(encoding="utf-8") == START
    assert not desk.materials.kept


def test_words_of_material_are_never_markup(web, file):
    page = found(web, ("笔<img>.txt", "2025年走访困难党员36户<img src=x onerror=alert(1)>\n"))
    assert "36户" in page
    assert "<img" not in page


def test_an_open_form_does_not_write_over_what_was_taken(web, file):
    revision = re.search(r'"revision": "(\w+)"', web.get(f"/facts/{NAME}").text).group(1)
    page = found(web, ("笔记.txt", NOTES))
    web.post_json(f"/api/found/{NAME}/take", n=number_of(page, "转移群众"))
    stale = web.post_json(f"/api/facts/{NAME}", values=parse(START).value, base=revision)
    assert stale.status_code == 409
    assert "转移群众" in file.read_text(encoding="utf-8")


def test_the_model_is_asked_only_where_the_user_says_so_and_after_a_yes(web, file):
    web.post_json("/api/settings", model="m", base_url="https://api.example.com/v1", api_key="sk-x", offline=False)
    page = web.get(f"/facts/{NAME}").text
    assert 'id="with-model">' in page
    assert "材料会发给 api.example.com" in page
    id_ = upload(web, "笔记.txt", NOTES).json()["id"]
    refused = web.post_json(f"/api/found/{NAME}", files=[id_], model=True, agreed="")
    assert refused.status_code == 400
    assert "还没有同意" in refused.json()["message"]
    assert numbers(found(web, ("笔记.txt", NOTES), model=False))


def test_a_model_adds_what_stands_in_the_material(web, file, openai_stub):
    entry = {"类别": "事实", "内容": "请老支书讲了两堂课", "时间": "", "原文": "老支书来讲了两堂课"}
    openai_stub.answer(lambda request: openai_stub.say(json.dumps({"entries": [entry]}, ensure_ascii=False)))
    web.post_json("/api/settings", model="m", base_url=openai_stub.url, api_key="sk-x", offline=False)
    page = found(web, ("笔记.txt", NOTES + "老支书来讲了两堂课\n"), model=True)
    assert "老支书来讲了两堂课" in page


def test_a_model_that_is_down_leaves_what_the_rules_found(web, file):
    web.post_json("/api/settings", model="m", base_url="http://127.0.0.1:9/v1", api_key="sk-x", offline=False)
    page = found(web, ("笔记.txt", NOTES), model=True)
    assert "大模型用不了" in page
    assert numbers(page)
