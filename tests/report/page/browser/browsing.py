"""A page opened in a browser that keeps a record of what the page did."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# WebGL by software, so that it is there on every machine.
ARGUMENTS = (
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
READY = "[data-player][data-ready=true]"
PATIENCE_MS = 120_000
FLAT = "#2d"  # no WebGL, which takes long by software
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# The slider set to a time; then, in the same picture, what stands on the canvas: how many colours,
# and a picture made small enough to be compared.
_SEEN = """async (timeS) => {
  const root = document.querySelector("[data-player]");
  root.scrollIntoView({ block: "start" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const slider = root.querySelector("[data-slider]");
  return await new Promise((done) => {
    slider.value = String(timeS);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => {
      const canvas = root.querySelector("canvas");
      const { width, height } = canvas;
      let pixels;
      const gl = root.dataset.renderer === "webgl" ? canvas.getContext("webgl2") : null;
      if (gl) {
        pixels = new Uint8Array(4 * width * height);
        gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      } else {
        const copy = document.createElement("canvas");
        Object.assign(copy, { width, height });
        const pen = copy.getContext("2d", { willReadFrequently: true });
        pen.drawImage(canvas, 0, 0);
        pixels = pen.getImageData(0, 0, width, height).data;
      }
      const colours = new Set();
      const thin = [];
      for (let i = 0; i < pixels.length; i += 4) {
        const colour = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
        colours.add(colour);
        if (i % 28 === 0) thin.push(colour);
      }
      done({ renderer: root.dataset.renderer, colours: colours.size, pixels: thin });
    });
  });
}"""


def chromium() -> str | None:
    """Path of a Chromium on this machine."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@dataclass
class Opened:
    """A page, with every message and request since it was opened."""

    page: Page
    url: str
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Whether it said nothing and asked for nothing but itself."""
        assert self.messages == []
        assert [one for one in self.requests if one.split("#")[0] != self.url] == []
        return True

    def seen(self, time_s: float) -> dict[str, Any]:
        """What stands on the player's canvas after the slider was set."""
        return self.page.evaluate(_SEEN, time_s)

    def go(self, time_s: float) -> None:
        """Set the slider, as a hand does."""
        self.page.locator("[data-slider]").evaluate(
            "(slider, timeS) => { slider.value = String(timeS);"
            " slider.dispatchEvent(new Event('input', { bubbles: true })); }",
            time_s,
        )
        self.settle()

    def player(self, name: str) -> str:
        """What the player says of itself."""
        return self.page.locator("[data-player]").get_attribute(f"data-{name}") or ""

    def settle(self) -> None:
        """Until what was asked for is drawn."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
            "() => requestAnimationFrame(done))))"
        )

    def cursor_s(self) -> float:
        """Time of the slider."""
        return float(self.page.locator("[data-slider]").input_value())

    def cursors(self) -> list[dict[str, str]]:
        """Where every plot shows the moment, and in which words."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll("figure.plot-live")].map((figure) => ({
              plot: figure.id,
              says: figure.querySelector(".plot-now").textContent,
              value: figure.querySelector(".plot-stage").getAttribute("aria-valuenow"),
              places: [...figure.querySelectorAll(".plot-rule, .plot-dot")]
                .map((mark) => mark.hidden ? "" : mark.style.transform).join(";"),
            }))"""
        )


def open_page(
    browser: Browser, path: Path, *, anchor: str = "", viewport: Any = None, touch: bool = False
) -> Opened:
    """Open a file in a context of its own, and wait until it stands."""
    page = browser.new_context(viewport=viewport or WIDE, has_touch=touch).new_page()
    page.set_default_timeout(PATIENCE_MS)
    opened = Opened(page, path.as_uri())
    page.on("console", lambda message: opened.messages.append(message.text))
    page.on("pageerror", lambda error: opened.messages.append(str(error)))
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("dialog", lambda dialog: (opened.messages.append(dialog.message), dialog.dismiss()))
    page.goto(opened.url + anchor)
    if page.locator("[data-player]").count():
        page.locator("[data-player]").scroll_into_view_if_needed()
        page.wait_for_selector(READY)
    return opened


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF, in points."""
    leaves = re.findall(rb"/Type\s*/Page\b(?!s)", pdf)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert len(boxes) == len(leaves), "a page without its own size"
    return [(float(wide), float(high)) for wide, high in boxes]


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical: the rule and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
