"""Make the pictures of ``docs/report.md`` from sample trials.

``python benchmarks/report_pictures.py``. Needs Chromium on the path. Writes
``docs/pictures/*.png``, each of at most 150 kB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from opensim_wink.cli import main as opensim_wink
from report_page import ARGUMENTS, page_of

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
BUDGET_BYTES = 150_000
WIDE = {"width": 1280, "height": 800}
COLOURS = (256, 128, 64, 32, 16)
CONDITIONS = {"wink": "baseline", "heels_raised": "heels_raised: 25"}


def save(png: bytes, name: str) -> None:
    """Keep a picture with as many colours as the budget allows."""
    image = Image.open(BytesIO(png)).convert("RGB")
    PICTURES.mkdir(exist_ok=True)
    for colours in COLOURS:
        packed = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
        if packed.tell() <= BUDGET_BYTES:
            (PICTURES / f"{name}.png").write_bytes(packed.getvalue())
            print(f"{name}.png: {packed.tell() / 1000:.0f} kB, {colours} colours")
            return
    raise SystemExit(f"{name}.png: more than {BUDGET_BYTES} bytes, however few colours")


def on_screen(browser: Browser, trial: Path) -> None:
    """The first screen, and the player at the bottom of the first repetition."""
    page = browser.new_page(viewport=WIDE)
    page.set_default_timeout(120_000)
    page.goto(trial.as_uri())
    page.wait_for_timeout(1500)
    save(page.screenshot(), "first-screen")
    page.locator("[data-player]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-player][data-ready=true]")
    page.locator("[data-jump=bottom]").first.click()
    page.wait_for_timeout(3000)  # by software it is drawn finely once it stands
    save(page.locator("[data-player]").screenshot(), "player")
    page.close()


def on_paper(browser: Browser, trial: Path, folder: Path) -> None:
    """Both printed sheets, drawn by poppler where it is there."""
    if shutil.which("pdftoppm") is None:
        print("no pdftoppm: the printed sheets are left as they are", file=sys.stderr)
        return
    page = browser.new_page(viewport=WIDE)
    page.goto(trial.as_uri())
    (folder / "sheets.pdf").write_bytes(page.pdf(prefer_css_page_size=True, format="A4"))
    page.close()
    command = ["pdftoppm", "-r", "90", "-png", str(folder / "sheets.pdf"), str(folder / "sheet")]
    subprocess.run(command, check=True)
    for number, sheet in enumerate(sorted(folder.glob("sheet-*.png")), 1):
        save(sheet.read_bytes(), f"print-{number}")


def compared(browser: Browser, place: Path) -> None:
    """First screen of a comparison of two sample trials of one person."""
    with redirect_stdout(StringIO()):
        folders = [str(place / name) for name in CONDITIONS]
        command = ["compare", *folders, "--person", "sample", "-o", str(place / "compared")]
        if opensim_wink(command):
            raise SystemExit("the comparison failed")
    page = browser.new_page(viewport=WIDE)
    page.goto((place / "compared" / "report.html").as_uri())
    page.wait_for_timeout(500)
    save(page.screenshot(), "comparison")
    page.close()


def main() -> None:
    """Make all of them."""
    path = next((p for n in ("chromium", "chromium-browser", "google-chrome")
                 if (p := shutil.which(n))), None)  # fmt: skip
    if path is None:
        sys.exit("report_pictures.py needs Chromium: make chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        pages = [page_of(name, place, condition) for name, condition in CONDITIONS.items()]
        on_screen(browser, pages[0])
        on_paper(browser, pages[0], place)
        compared(browser, place)
        browser.close()


if __name__ == "__main__":
    main()
