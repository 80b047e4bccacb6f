"""What is built for others: everything that is needed at run time, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "opensim_wink"
WEB = "report/web/"
NEVER = ("node_modules", "__pycache__", ".venv", ".git/", ".hypothesis", ".mypy_cache")


def build(target: str, folder: Path) -> Path:
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed (pip install 'opensim-wink[dev]')")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(build("wheel", tmp_path_factory.mktemp("wheel")))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    with tarfile.open(build("sdist", tmp_path_factory.mktemp("sdist"))) as archive:
        return {str(PurePosixPath(*PurePosixPath(n).parts[1:])) for n in archive.getnames()}


def needed() -> set[str]:
    """Files of the package that a run may read, as they lie in the source tree."""
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file()
        and path.suffix in (".py", ".csv", ".yaml", ".j2", ".css", ".js", ".typed")
        and "__pycache__" not in path.parts
        and not path.relative_to(SOURCE).as_posix().startswith(WEB)
    }


def test_the_wheel_holds_what_a_run_reads(wheel: zipfile.ZipFile) -> None:
    before = needed()
    inside = {name.removeprefix("opensim_wink/") for name in wheel.namelist()}
    absent = {name for name in before & needed() if name not in inside}  # others may be at work
    assert absent == set()
    kinds = {PurePosixPath(name).suffix for name in before}
    assert kinds == {".py", ".csv", ".yaml", ".j2", ".css", ".js", ".typed"}


def test_the_wheel_holds_model_and_samples_byte_for_byte(wheel: zipfile.ZipFile) -> None:
    model = wheel.read("opensim_wink/body/data/opensim_wink_body.osim")
    assert model == (ROOT / "models" / "opensim_wink_body.osim").read_bytes()
    for path in (ROOT / "sample_trials").glob("*.c3d"):
        assert wheel.read(f"opensim_wink/samples/data/{path.name}") == path.read_bytes()


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"opensim_wink"}
    assert not [name for name in names if any(part in name for part in (*NEVER, WEB, "tests/"))]
    assert not [name for name in names if name.endswith((".ts", ".map", "package.json"))]
    assert sum(info.compress_size for info in wheel.infolist()) < 12_000_000


def test_the_wheel_says_what_it_needs(wheel: zipfile.ZipFile) -> None:
    (metadata,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    told = Parser().parsestr(wheel.read(metadata).decode("utf-8"))
    plain = [need for need in told.get_all("Requires-Dist") or [] if "extra ==" not in need]
    assert any(need.startswith("opensim") for need in plain)
    assert not [need for need in plain if need.startswith(("pytest", "sphinx", "playwright"))]
    assert {"dev", "docs"} <= set(told.get_all("Provides-Extra") or [])
    (entries,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "opensim-wink = opensim_wink.cli:main" in wheel.read(entries).decode("utf-8")
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_source_archive_can_make_and_test_it(sdist: set[str]) -> None:
    for path in (
        "pyproject.toml", "README.md", "LICENSE", "Makefile", "models/opensim_wink_body.osim",
        "sample_trials/wink.c3d", "tests/test_wheel.py", "examples/one_trial.py", "docs/conf.py",
        "src/opensim_wink/report/web/package.json", "benchmarks/wheel.py",
    ):  # fmt: skip
        assert path in sdist
    assert not [name for name in sdist if any(part in f"{name}/" for part in NEVER)]
    assert not [name for name in sdist if name.split("/")[0] in ("out", "dist", "build")]
