"""Rewriting, import and the version to be read out in a real Chromium, as a clerk uses them. Skipped where there is none."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from test_web_browser import CHROMIUM, SLOW, address, base, begin, chromium, drafted, expect, stored, use_example, window
from weak_reports import ANSWERS, MERGED

from pipeline.facts.tree import parse

__all__ = ["address", "chromium", "window"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
LAST_YEAR = MERGED.replace("2025", "2024").replace("2026", "2025")
NARROW = [(390, 844), (640, 450)]


def word(path: Path, text: str = MERGED) -> Path:
    document = docx.Document()
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line)
    document.save(str(path))
    return path


def judged(page: Any, address: str, report: Path) -> None:
    page.goto(f"{base(address)}/rewrite")
    page.get_by_label("要改的报告").set_input_files(str(report))
    page.get_by_role("button", name="打分").click()
    page.wait_for_url("**/rewrite/*")


def imported(page: Any, *files: Path) -> None:
    page.get_by_label("选材料").set_input_files([str(file) for file in files])
    page.wait_for_url("**/found/**")


def test_from_a_weak_report_to_a_redlined_word_file(window, address, tmp_path):
    judged(window, address, word(tmp_path / "我的报告.docx"))
    first = window.get_by_role("region", name="第一个问题：组织生活形式不够丰富")
    assert first.locator("mark").count() >= 2
    assert "证据 0／30" in first.inner_text()
    for id_, answer in ANSWERS.items():
        window.locator(f'[data-answer="{id_}"]').fill(answer)
    stored(window)
    window.reload()
    assert window.locator('[data-answer="问1-证据"]').input_value() == ANSWERS["问1-证据"]
    window.get_by_role("button", name="改写", exact=True).click()
    first.get_by_role("heading", name="改后的").wait_for()
    assert "5月那次21名党员到了9名" in first.inner_text()
    assert int(first.locator(".score.good b").inner_text()) > int(first.locator(".score b").first.inner_text())
    window.get_by_text("下载", exact=True).click()
    with window.expect_download() as loading:
        window.get_by_role("link", name="修订痕迹").click()
    path = tmp_path / "改写.docx"
    loading.value.save_as(path)
    with zipfile.ZipFile(path) as package:
        assert "<w:ins " in package.read("word/document.xml").decode()
    assert "组织生活形式不够丰富" not in "".join(p.text for p in docx.Document(str(path)).paragraphs)
    window.get_by_text("下载", exact=True).click()
    with window.expect_download() as loading:
        window.get_by_text("下载", exact=True).click()
        window.get_by_role("link", name="前后对照").click()
    assert loading.value.suggested_filename == "我的报告·改写.md"


def test_a_changed_answer_is_written_again(window, address, tmp_path):
    judged(window, address, word(tmp_path / "报告.docx"))
    window.get_by_role("button", name="改写", exact=True).click()
    expect(window.get_by_role("button", name="再改一遍")).to_be_visible(timeout=SLOW)
    assert window.locator("mark.gap").count() >= 1
    window.locator('[data-answer="问1-证据"]').fill(ANSWERS["问1-证据"])
    stored(window)
    window.reload()
    assert "你又改了回答" in window.locator("main").inner_text()
    window.get_by_role("button", name="再改一遍").click()
    expect(window.locator("main")).not_to_contain_text("你又改了回答", timeout=SLOW)
    assert "到了9名" in window.locator(".problem .words").nth(1).inner_text()


def test_refusals_of_the_rewrite_page(window, address, tmp_path):
    marked, bad = tmp_path / "密.txt", tmp_path / "坏.docx"
    marked.write_text(f"机密★1年\n{MERGED}", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 no document")
    window.goto(f"{base(address)}/rewrite")
    for path, words in ((marked, "机密"), (bad, "打不开")):
        window.get_by_label("要改的报告").set_input_files(str(path))
        window.get_by_role("button", name="打分").click()
        expect(window.locator("#alert")).to_contain_text(words, timeout=SLOW)
    assert "怎么办" in window.locator("#alert").inner_text()
    judged(window, address, word(tmp_path / "报告.docx"))
    window.locator('[data-answer="问1-证据"]').fill("秘密★10年")
    expect(window.locator("#alert")).to_contain_text("秘密", timeout=SLOW)


def test_nothing_of_the_material_is_taken_unseen(window, address, tmp_path):
    notes, ledger = tmp_path / "笔记.txt", tmp_path / "台账.xlsx"
    notes.write_text("5月16日 暴雨，8名党员转移群众6户14人\n明年打算5月前把老村部改成党员活动室\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["日期", "类型", "主题"])
    for month in range(1, 8):
        book.active.append([f"2025-{month:02d}-10", "主题党日", "学文件"])
    book.save(ledger)
    begin(window)
    window.get_by_label("述职人职务").fill("党支部书记")
    file = next((tmp_path / "work").glob("*.yaml"))
    imported(window, notes, ledger, word(tmp_path / "去年.docx", LAST_YEAR))
    assert parse(file.read_text(encoding="utf-8")).value["述职人"] == {"职务": "党支部书记"}
    assert "组织生活" not in parse(file.read_text(encoding="utf-8")).value
    cards = window.locator("[data-n]")
    count = cards.count()
    assert count >= 5
    storm = cards.filter(has_text="转移群众")
    assert "笔记.txt 第1行" in storm.inner_text()
    storm.get_by_label("要写进去的话").fill("暴雨夜组织8名党员转移群众6户14人")
    storm.get_by_role("button", name="采用").click()
    expect(cards).to_have_count(count - 1, timeout=SLOW)
    assert window.evaluate("document.activeElement.matches('[data-text]')")
    asked = cards.filter(has_text="去年.docx").first
    asked.get_by_label("今年做了什么").fill("12次主题党日有9次到户外办")
    asked.get_by_role("button", name="采用").click()
    expect(cards).to_have_count(count - 2, timeout=SLOW)
    cards.filter(has_text="老村部").get_by_role("button", name="不用").click()
    expect(cards).to_have_count(count - 3, timeout=SLOW)
    window.reload()
    assert cards.count() == count - 3
    window.get_by_role("link", name="回到事实表").click()
    assert "没有看" in window.locator("#material").inner_text()
    value = parse(file.read_text(encoding="utf-8")).value
    assert [fact["内容"] for fact in value["事实"]] == ["暴雨夜组织8名党员转移群众6户14人"]
    assert value["上年整改"][0]["做法"] == "12次主题党日有9次到户外办"
    assert "打算" not in value
    window.get_by_label("支委会", exact=True).fill("11")
    stored(window)
    assert "来自 笔记.txt 第1行" in file.read_text(encoding="utf-8")


def test_the_keyboard_alone_decides_on_what_was_found(window, tmp_path):
    notes = tmp_path / "笔记.txt"
    notes.write_text("5月16日 暴雨，8名党员转移群众6户14人\n6月走访困难党员9户\n", encoding="utf-8")
    begin(window)
    imported(window, notes)
    cards = window.locator("[data-n]")
    count = cards.count()
    window.locator("[data-text]").first.focus()
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.hasAttribute('data-take')")
    window.keyboard.press("Enter")
    expect(cards).to_have_count(count - 1, timeout=SLOW)
    window.keyboard.press("Tab")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.hasAttribute('data-skip')")


def test_a_version_to_be_read_out_is_downloaded(window, address, tmp_path):
    use_example(tmp_path)
    drafted(window, address)
    window.get_by_text("下载", exact=True).click()
    window.get_by_role("button", name="写一份现场念的稿子").click()
    link = window.get_by_role("link", name="现场念的稿子（.docx）")
    link.wait_for()
    with window.expect_download() as loading:
        link.click()
    path = tmp_path / "现场稿.docx"
    loading.value.save_as(path)
    assert "松岭镇中心小学" in "".join(p.text for p in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize(("width", "height"), NARROW)
def test_narrow_windows_and_large_type_show_the_new_pages_whole(window, address, tmp_path, width, height):
    notes = tmp_path / "笔记.txt"
    notes.write_text("5月16日 暴雨，8名党员转移群众6户14人\n", encoding="utf-8")
    begin(window)
    imported(window, notes)
    found = window.url
    judged(window, address, word(tmp_path / "报告.docx"))
    window.get_by_role("button", name="改写", exact=True).click()
    expect(window.get_by_role("button", name="再改一遍")).to_be_visible(timeout=SLOW)
    rewritten = window.url
    window.set_viewport_size({"width": width, "height": height})
    for where in (found, rewritten, f"{base(address)}/rewrite"):
        window.goto(where)
        assert window.evaluate("document.documentElement.scrollWidth") <= width, where
    window.goto(rewritten)
    window.get_by_text("下载", exact=True).click()
    box = window.get_by_role("link", name="前后对照").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_everything_on_the_new_pages_has_a_name(window, address, tmp_path):
    notes = tmp_path / "笔记.txt"
    notes.write_text("5月16日 暴雨，8名党员转移群众6户14人\n", encoding="utf-8")
    begin(window)
    imported(window, notes)
    found = window.url
    judged(window, address, word(tmp_path / "报告.docx"))
    nameless = """() => [...document.querySelectorAll('input:not([type=hidden]), textarea:not([hidden]), select, button, a, summary')]
        .filter((e) => e.checkVisibility() && !(e.labels?.length || e.ariaLabel || e.textContent.trim())).map((e) => e.outerHTML)"""
    doubled = "() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at) }"
    for where in (window.url, found, f"{base(address)}/rewrite"):
        window.goto(where)
        assert window.evaluate(nameless) == [], where
        assert window.evaluate(doubled) == [], where
        assert window.locator("h1").count() == 1, where
