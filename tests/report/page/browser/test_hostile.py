"""Whatever a recording is called, its page shows it as text and runs none of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import FLAT, Opened, grave_faults, open_page, pages_of

from opensim_wink.report.page.build import write_report
from opensim_wink.report.strict_json import read_json, write_json

pytestmark = pytest.mark.usefixtures("closing")

SAMPLES = Path(__file__).resolve().parents[4] / "sample_trials"
SCRIPT = "<script>alert(1)</script>"
LABELS = {
    "script": SCRIPT,
    "end": "</script></style></title><img src=x onerror=alert(2)>",
    "long": "W" * 10_000,
    "long words": "very long name " * 700,
    "right to left": "تجربة القرفصاء ‮abc",
    "not latin": "スクワット 猫 Приседание γόνατο",
    "emoji": "🏋️‍♀️🦴👩🏽‍⚕️",
    "quotes": "\"'`><svg onload=alert(3)>&lt;b&gt; {{ 7*7 }} {% raw %} ${1}",
}

# Labels in the recording: what the marker was called, and where it sits.
MARKERS = {
    SCRIPT: ("R_FLE", "lateral_knee_r"),
    "</script><img src=x onerror=alert(4)>": ("L_FLE", "lateral_knee_l"),
    "{{ 7*7 }} <b>": ("R_FAL", "lateral_ankle_r"),
}
NO_SUCH_NAME = 3
RELABEL = f"""
import json, sys
from pathlib import Path
import ezc3d
source, target, new = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
recording = ezc3d.c3d(source)
labels = recording["parameters"]["POINT"]["LABELS"]["value"]
labels[:] = [new.get(label, label) for label in labels]
plain = target.with_name("relabelled.c3d")
recording.write(str(plain))
try:
    plain.rename(target)
except OSError as error:
    sys.stderr.write(str(error))
    sys.exit({NO_SUCH_NAME})
"""
QUICK = ("--samples", "0", "--loads", "none")


def test_a_recording_with_hostile_labels_and_name(browser: Any, tmp_path: Path) -> None:
    """A real C3D: its markers and the file itself are called what a browser might run."""
    from opensim_wink.cli import main

    name = "<b>&amp; 猫 'squat' {{ 7*7 }}"
    trial, places = tmp_path / f"{name}.c3d", tmp_path / "labels.csv"
    try:
        relabelled(SAMPLES / "no_wink.c3d", trial)
    except OSError as error:
        pytest.skip(f"this file system takes no such name: {error}")
    rows = [f'"{label}",{landmark}' for label, (_, landmark) in MARKERS.items()]
    places.write_text("\n".join(["label,landmark", *rows]), encoding="utf-8")
    out = tmp_path / "out"
    command = ["analyze", str(trial), "--labels", str(places), *QUICK, "-o", str(out)]
    with redirect_stdout(StringIO()):
        assert main(command) == 0
    shown = open_page(browser, out / "report.html")
    assert shown.page.locator("h1").inner_text() == name
    data = json.loads(shown.page.locator("#report-data").text_content() or "")
    assert set(MARKERS) <= {marker["label"] for marker in data["player"]["markers"]}
    assert harmless(shown)


def relabelled(source: Path, target: Path) -> None:
    """A C3D in which markers that are followed have other names."""
    old = {was: label for label, (was, _) in MARKERS.items()}
    # ezc3d and OpenSim do not bear each other in one process when ezc3d comes first.
    command = [sys.executable, "-c", RELABEL, str(source), str(target), json.dumps(old)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == NO_SUCH_NAME:
        raise OSError(done.stderr)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", LABELS)
def test_names_of_trial_person_condition_and_markers(
    kind: str, browser: Any, analysed: Callable[[str], Path], tmp_path: Path
) -> None:
    """Every name that a user chooses, changed in a result; the page is built again."""
    label = LABELS[kind]
    folder = Path(shutil.copytree(analysed("no_wink"), tmp_path / "out"))
    summary = read_json(folder / "summary.json", "summary")
    summary["trial"] = summary["condition"] = summary["person"]["name"] = label
    summary["markers"]["max_at"]["marker"] = label
    summary["model"]["name"] = label
    summary["warnings"] = [*summary["warnings"], label]
    write_json(folder / "summary.json", summary)
    shown = open_page(browser, write_report(folder), anchor=FLAT)
    words = " ".join(label.split())
    heading = shown.page.locator("h1").evaluate("one => one.textContent")
    assert " ".join(heading.split()) == words
    assert words in " ".join(shown.page.locator("header").evaluate("e => e.textContent").split())
    assert harmless(shown)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert grave_faults(shown.page) == []
    assert len(pages_of(shown.page.pdf(prefer_css_page_size=True, format="A4"))) >= 2


def harmless(shown: Opened) -> bool:
    """No dialog, no message, no element that a label brought, and the player stands."""
    brought = "main b, main img, svg[onload], header script, main script, [onerror]"
    assert shown.page.locator(brought).count() == 0
    assert shown.page.locator("script:not([type])").count() == 1
    assert shown.player("ready") == "true"
    assert "49" not in shown.page.title()
    return shown.quiet()
