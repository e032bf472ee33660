"""Take the two pictures of the page that the README shows: ``python docs/take_pictures.py CHROMIUM``. Needs the dev extra and a Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent


def main(chromium: str) -> None:
    with tempfile.TemporaryDirectory() as work:
        shutil.copy(HERE.parent / "examples" / "facts-xuexiao.yaml", Path(work) / "松岭镇中心小学.yaml")
        env = os.environ | {"SHUZHI_HOME": f"{work}/.home", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(HERE.parent)}
        command = [sys.executable, "-m", "pipeline", "web", "--no-browser"]
        with subprocess.Popen(command, cwd=work, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:  # noqa: S603
            address = server.stdout.readline().strip() if server.stdout else ""
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1240, "height": 780}, locale="zh-CN")
                page.goto(address)
                pictures(page)
                browser.close()
            server.terminate()


def pictures(page: Any) -> None:
    page.get_by_role("link", name="填写").click()
    fact = page.get_by_role("group", name="事实 1")
    fact.get_by_label("什么时候").fill("2023-05")
    fact.locator(".remark").wait_for()
    page.evaluate("scrollTo(0, document.querySelector('#part-组织生活').offsetTop - 16)")
    page.screenshot(path=HERE / "images" / "facts.png")
    fact.get_by_label("什么时候").fill("")
    fact.locator(".remark").wait_for(state="detached")
    page.get_by_role("link", name="去起草").click()
    page.get_by_role("button", name="开始起草").click()
    page.wait_for_url("**/draft/*", timeout=60_000)
    page.evaluate("scrollTo(0, document.querySelector('#s-rectify').offsetTop - 320)")
    page.get_by_text("有11名成绩进步").first.click()
    page.screenshot(path=HERE / "images" / "draft.png")


if __name__ == "__main__":
    main(sys.argv[1])
