"""A search sends nothing to another machine without a yes."""

from __future__ import annotations

import pytest

from pipeline.cli.app import run


@pytest.mark.parametrize("arguments", [["corpus", "search", "主题党日"], ["corpus", "rebuild"]])
def test_a_remote_store_is_named_and_nothing_sent(arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path, capsys: pytest.CaptureFixture):
    monkeypatch.setenv("SHUZHI_HOME", str(tmp_path))
    monkeypatch.setenv("SHUZHI_CHROMA_URL", "http://store.example:8000")
    assert run(arguments) == 2
    assert "store.example" in capsys.readouterr().err
