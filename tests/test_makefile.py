"""What ``make`` installs and when, with an interpreter that only writes down what it is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PYTHON = """\
#!/bin/sh
echo "$@" >> "$ASKED"
case "$1 $2" in
    "-c "*) echo 1 ;;
    "-m venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/opensim-wink ;;
    "-m pip") if [ -e no_network ]; then exit 1; fi ;;
esac
"""


class Checkout:
    """A folder with the Makefile alone, in which targets can be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked = folder / "asked.txt"
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "docs").mkdir()
        self.python = folder / "python3"
        self.python.write_text(PYTHON, "utf-8")
        self.python.chmod(0o755)

    def make(self, *targets: str, status: int = 0) -> list[str]:
        """What the interpreters were asked while the targets were made."""
        self.asked.write_text("", "utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        done = subprocess.run(
            ["make", *targets, f"PYTHON={self.python}"],
            cwd=self.folder,
            env=kept | {"ASKED": str(self.asked)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        self.told = done.stdout
        return self.asked.read_text("utf-8").splitlines()

    def installs(self, *targets: str) -> list[str]:
        """What pip was asked for."""
        asked = [line for line in self.make(*targets) if line.startswith("-m pip")]
        return [line.rpartition("--editable ")[2] for line in asked]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    if shutil.which("make") is None or os.name == "nt":
        pytest.skip("make is not installed")
    return Checkout(tmp_path)


def test_the_demo_installs_the_tool_alone_and_once(checkout: Checkout) -> None:
    assert checkout.installs("demo") == ["."]
    assert checkout.asked.read_text("utf-8").splitlines()[-1] == "demo --overwrite -o out/demo"
    assert checkout.installs("demo") == []


@pytest.mark.parametrize("target", ["test", "lint", "bench", "docs", "install"])
def test_development_is_added_to_the_tool(checkout: Checkout, target: str) -> None:
    (checkout.folder / "benchmarks").mkdir()
    assert checkout.installs(target) == [".", ".[dev]"]
    assert checkout.installs(target) == []
    assert checkout.installs("demo") == []


def test_tests_after_the_demo_add_what_is_lacking(checkout: Checkout) -> None:
    checkout.make("demo")
    assert checkout.installs("test") == [".[dev]"]


def test_a_change_of_the_project_installs_again(checkout: Checkout) -> None:
    checkout.make("test")
    now = time.time()
    os.utime(checkout.folder / "pyproject.toml", (now - 50, now - 50))
    for stamp in (".installed", ".installed-dev"):
        os.utime(checkout.folder / ".venv" / stamp, (now - 100, now - 100))
    assert checkout.installs("demo") == ["."]
    assert checkout.installs("test") == [".[dev]"]
    assert checkout.installs("test") == []


def test_an_environment_whose_python_went_away_is_made_anew(checkout: Checkout) -> None:
    checkout.make("test")
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    assert checkout.installs("test") == [".", ".[dev]"]
    assert checkout.installs("test") == []


def test_an_install_that_failed_is_tried_again(checkout: Checkout) -> None:
    (checkout.folder / "no_network").touch()
    checkout.make("demo", status=2)
    (checkout.folder / "no_network").unlink()
    assert checkout.installs("demo") == ["."]


def test_it_says_that_installing_takes_minutes_and_lets_pip_speak(checkout: Checkout) -> None:
    asked = checkout.make("test")
    assert checkout.told.count("1 to 5 minutes") == 2
    assert [line for line in asked if line.startswith("-m pip") and "quiet" in line] == []


def test_every_target_is_made_though_a_folder_has_its_name(checkout: Checkout) -> None:
    later = time.time() + 100
    for _ in range(2):
        os.utime(checkout.folder / "docs", (later, later))
        assert any(line.startswith("-m sphinx") for line in checkout.make("docs"))
