"""A browser for all tests of a process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # browsing.py


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; the tests are skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from browsing import ARGUMENTS, CHROMIUM, chromium

    path = chromium()
    if path is None:
        pytest.skip(f"no Chromium: none of {', '.join(CHROMIUM)} is on the path")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def closing(browser: Any) -> Iterator[None]:
    """Close what a test opened: a page left open goes on drawing beside the next ones."""
    yield
    for context in browser.contexts:
        context.close()
