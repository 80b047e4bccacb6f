"""A page as it is printed: ``report.pdf`` beside ``report.html``, made by a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import ParamSpec, TypeVar

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.page.build import enlist

PDF = "report.pdf"
EXTRA = "pip install 'opensim-wink[pdf]'"
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
)  # fmt: skip
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
_LONGEST_MS = 120_000


def check_pdf() -> None:
    """Refuse a PDF that could not be made, before any work is done.

    Raises
    ------
    SettingError
        If Playwright is not installed, or there is no Chromium.
    """
    if find_spec("playwright") is None:
        raise SettingError(f"--pdf needs Playwright, which is not installed: {EXTRA}.")
    if _browser() is None and not _apart(_has_own_browser):
        raise SettingError(
            f"--pdf needs Chromium, and none of {', '.join(BROWSERS)} is on the path; install it, "
            "or let Playwright fetch its own: python -m playwright install chromium."
        )


def write_pdf(page: Path) -> Path:
    """Print a page on A4 sheets.

    Parameters
    ----------
    page : Path
        ``report.html`` of a result.

    Returns
    -------
    Path
        ``report.pdf`` beside it; an earlier one is replaced.

    Raises
    ------
    SettingError
        If Playwright is not installed, or there is no Chromium.
    OutputError
        If the browser fails, or the file cannot be written.
    """
    check_pdf()
    from playwright.sync_api import Error

    target = page.with_name(PDF)
    try:
        target.write_bytes(_apart(_printed, page))
        enlist(page.with_name(PROVENANCE), PDF)
    except Error as error:
        told = str(error).splitlines()[0]
        raise OutputError(f"{target}: the browser could not print the page: {told}") from error
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}.") from error
    return target


def _apart(work: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> _Made:
    """In a thread of its own: Playwright refuses one that runs an event loop, as notebooks do."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work, *given, **named).result()


def _printed(page: Path) -> bytes:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without its sandbox it also starts as root; the page is ours and asks for nothing.
        browser = playwright.chromium.launch(
            executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            tab = browser.new_page(java_script_enabled=False)  # what is printed needs no script
            tab.set_default_timeout(_LONGEST_MS)
            tab.goto(page.resolve().as_uri())
            return tab.pdf(prefer_css_page_size=True, format="A4", print_background=True)
        finally:
            browser.close()


def _browser() -> str | None:
    """A browser of this machine; None for Playwright's own."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _has_own_browser() -> bool:
    """Whether Playwright has fetched a Chromium of its own."""
    from playwright.sync_api import Error, sync_playwright

    with suppress(Error, OSError), sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).is_file()
    return False
