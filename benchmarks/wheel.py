"""The wheel as somebody else gets it: built from the source archive, installed, run, timed.

    python benchmarks/wheel.py [--no-demo]

Builds the source archive, unpacks it, builds the wheel from that alone, installs it in an empty
environment (which needs the network or a package cache), and runs there, in an empty folder and
without this checkout: the version, a cold import and ``--help``, an example, and the demo.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15


def timed(command: list[str], cwd: Path) -> tuple[float, str]:
    """Seconds that a command takes, and what it prints; it has to succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return seconds, done.stdout


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel that the source archive makes, and the unpacked archive."""
    timed([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)], ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    timed([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], source)
    (wheel,) = folder.glob("*.whl")
    sizes = (archive.stat().st_size / 1e6, wheel.stat().st_size / 1e6)
    print(f"source archive {sizes[0]:.1f} MB, wheel {sizes[1]:.1f} MB")
    return wheel, source


def cold(command: list[str], cwd: Path) -> str:
    """Median and range of the time of a command, each in a process of its own."""
    timed(command, cwd)  # what the first run compiles is there from then on
    seconds = [timed(command, cwd)[0] for _ in range(ROUNDS)]
    return f"{statistics.median(seconds):.3f} s ({min(seconds):.3f} to {max(seconds):.3f})"


def main() -> None:
    """Build, install, run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-demo", action="store_true", help="leave out the demo")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="opensim-wink-wheel-") as name:
        folder = Path(name)
        wheel, source = build(folder)
        home = folder / "venv"
        venv.create(home, with_pip=True)
        scripts = home / ("Scripts" if os.name == "nt" else "bin")
        python, program = str(scripts / "python"), str(scripts / "opensim-wink")
        empty = folder / "empty"
        empty.mkdir()
        quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        seconds, _ = timed([python, *quiet, str(wheel)], empty)
        print(f"installed in {seconds:.0f} s: {timed([program, '--version'], empty)[1].strip()}")
        where = timed([python, "-c", "import opensim_wink as o; print(o.__file__)"], empty)[1]
        if str(home) not in where:
            sys.exit(f"not the installed package: {where}")
        print(f"Python alone: {cold([python, '-c', 'pass'], empty)}")
        print(f"import opensim_wink: {cold([python, '-c', 'import opensim_wink'], empty)}")
        print(f"opensim-wink --help: {cold([program, '--help'], empty)}")
        example = (source / "examples" / "one_trial.py").read_text("utf-8")
        (empty / "one_trial.py").write_text(example, "utf-8")
        seconds, text = timed([python, "one_trial.py", "one"], empty)
        print(f"examples/one_trial.py in {seconds:.0f} s:\n{text}")
        if not options.no_demo:
            seconds, text = timed([program, "demo", "-o", "demo"], empty)
            print(f"demo in {seconds:.0f} s:\n{text}")
        left = sorted(path.name for path in empty.iterdir())
        print(f"left in the folder: {', '.join(left)}")


if __name__ == "__main__":
    main()
