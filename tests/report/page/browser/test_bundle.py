"""The committed scripts are what their source gives."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

REPORT = Path(__file__).resolve().parents[4] / "src" / "opensim_wink" / "report"


def test_the_committed_scripts_are_what_the_source_gives(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    copy = tmp_path / "report"
    left_out = shutil.ignore_patterns("node_modules")
    shutil.copytree(REPORT / "web", copy / "web", ignore=left_out)
    shutil.copytree(REPORT / "page" / "static", copy / "page" / "static")
    install = [npm, "ci", "--no-audit", "--no-fund", "--prefer-offline"]
    try:
        done = run([*install, "--fetch-retries=0"], copy / "web")
    except subprocess.TimeoutExpired:
        pytest.skip("npm ci takes too long here")
    assert "EUSAGE" not in done.stderr, "package.json and its lock file disagree"
    if done.returncode:
        pytest.skip(f"npm ci failed: {done.stderr[-300:]}")
    checked = run([npm, "run", "check"], copy / "web")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_another_script_is_found_out(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (REPORT / "web" / "node_modules").is_dir():
        pytest.skip("node or its packages are not installed")
    copy = tmp_path / "report"
    left_out = shutil.ignore_patterns("node_modules")
    shutil.copytree(REPORT / "web", copy / "web", ignore=left_out)
    (copy / "web" / "node_modules").symlink_to(REPORT / "web" / "node_modules")
    static = shutil.copytree(REPORT / "page" / "static", copy / "page" / "static")
    with (static / "page.js").open("a", encoding="utf-8") as script:
        script.write("alert(1);")
    checked = run(["node", "build.mjs", "--check"], copy / "web")
    assert checked.returncode == 1
    assert "page.js is not what the source gives" in checked.stderr


def run(command: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=where, capture_output=True, text=True, timeout=180, check=False
    )
