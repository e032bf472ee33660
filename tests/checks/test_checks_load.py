"""Many reports in one process: memory does not grow with their number, and none takes long."""

from __future__ import annotations

import datetime as dt
import gc
import statistics
import sys
import time
from pathlib import Path

from pipeline.documents.cleaning import without_front_matter
from pipeline.flows.checking import CheckRequest, check_report

TODAY = dt.date(2026, 1, 20)
REPORTS = [without_front_matter(p.read_text(encoding="utf-8")) for p in sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.md"))]
SAMPLES = tuple((str(i), text) for i, text in enumerate(REPORTS))
WARM, MANY, ROOM = 45, 125, 4000
GENEROUS = 0.4
"""Seconds of processor time; a tenth of it is usual. What this guards against is a rule whose time grows with the square of the text."""


def checked(number: int) -> float:
    """Processor time of checking a report that was not checked before."""
    text = REPORTS[number % len(REPORTS)].replace("12", str(1000 + number)).replace("我", f"我{'也都还又'[number % 4]}", 3)
    begun = time.process_time()
    check_report(text, CheckRequest(samples=SAMPLES), TODAY)
    return time.process_time() - begun


def test_memory_does_not_grow_and_time_stays_short():
    for number in range(WARM):
        checked(number)
    gc.collect()
    before = sys.getallocatedblocks()
    times = [checked(number) for number in range(WARM, MANY)]
    gc.collect()
    assert sys.getallocatedblocks() - before < ROOM
    assert statistics.median(times) < GENEROUS


def test_time_grows_with_the_text_and_not_with_its_square():
    """Five reports in one take some five times as long; 25 times would be the square."""
    one, five = REPORTS[0], "\n".join(REPORTS[:5])
    check_report(one, CheckRequest(), TODAY)
    spent = []
    for text in (one, five):
        begun = time.process_time()
        for _ in range(3):
            check_report(text, CheckRequest(), TODAY)
        spent.append((time.process_time() - begun) / len(text))
    assert spent[1] < 4 * spent[0]
