"""The report's page in a browser: its weight, how soon it stands, how smoothly it plays.

``python benchmarks/report_page.py [TRIAL …]`` analyses the sample trials (or those named), opens
each page in Chromium, which draws WebGL by software, and prints a table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from opensim_wink.cli import main as opensim_wink
from opensim_wink.samples import samples_folder

NAMES = ("wink", "no_wink", "arched_return", "deep_trap", "heels_raised", "goblet", "rock_back",
         "straight_leg_raise")  # fmt: skip
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader"]  # fmt: skip
PLAYED_MS = 4000
_PLAYED = """async (duration) => {
  const root = document.querySelector("[data-player]");
  const before = Number(root.dataset.pictures);
  const start = performance.now();
  root.querySelector("[data-play]").click();
  await new Promise((done) => setTimeout(done, duration));
  const shown = Number(root.dataset.pictures) - before;
  const took = (performance.now() - start) / 1000;
  if (root.dataset.playing === "true") root.querySelector("[data-play]").click();
  return shown / took;
}"""


def page_of(name: str, place: Path, condition: str | None = None) -> Path:
    """Analyse a sample trial whole; its page."""
    samples = samples_folder()
    command = ["analyze", str(samples / f"{name}.c3d"), "-o", str(place / name)]
    if condition is not None:
        command += ["--condition", condition]
    with redirect_stdout(StringIO()):
        status = opensim_wink([*command, "--static", str(samples / f"{name}_static.c3d")])
    if status:
        raise SystemExit(f"{name}: the analysis failed")
    return place / name / "report.html"


def figures(browser: Browser, page_path: Path) -> tuple[float, float, float]:
    """Seconds until the figure stands; pictures a second while it plays, in WebGL and flat."""
    rates = []
    ready_s = 0.0
    for anchor in ("", "#2d"):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        start = time.perf_counter()
        page.goto(page_path.as_uri() + anchor)
        page.locator("[data-player]").scroll_into_view_if_needed()
        page.wait_for_selector("[data-player][data-ready=true]")
        ready_s = ready_s or time.perf_counter() - start
        page.select_option("[data-speed]", "0.25")  # so that no trial ends before it is counted
        rates.append(page.evaluate(_PLAYED, PLAYED_MS))
        page.close()
    return ready_s, rates[0], rates[1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help="sample trials (default: all)")
    parser.add_argument("--pages", type=Path, help="results that are there already, by name")
    chosen = parser.parse_args()
    path = next((p for n in ("chromium", "chromium-browser", "google-chrome")
                 if (p := shutil.which(n))), None)  # fmt: skip
    if path is None:
        sys.exit("report_page.py needs Chromium: apt-get install chromium")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"load of the machine before: {load} on {os.cpu_count()} cores\n")
    print("| trial | page, kB | s to ready | pictures/s, WebGL | pictures/s, flat |")
    print("|---|---|---|---|---|")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for name in chosen.trials or NAMES:
            kept = chosen.pages / name / "report.html" if chosen.pages else None
            page_path = kept or page_of(name, Path(folder))
            weight = page_path.stat().st_size / 1000
            ready_s, webgl, flat = figures(browser, page_path)
            print(f"| {name} | {weight:.0f} | {ready_s:.1f} | {webgl:.1f} | {flat:.1f} |")
        browser.close()


if __name__ == "__main__":
    main()
