"""The documentation builds without a warning and leaves out nothing that is public."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import opensim_wink

DOCS = Path(__file__).resolve().parents[1] / "docs"
NEEDED = ("sphinx", "myst_parser", "furo")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed (pip install 'opensim-wink[docs]')")
    folder = tmp_path_factory.mktemp("docs")
    command = [
        sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q",
        "-b", "html", "-d", str(folder / "doctrees"), str(DOCS), str(folder / "html"),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_is_built_and_within_reach(built: Path) -> None:
    pages = {path.relative_to(DOCS).with_suffix("") for path in DOCS.rglob("*.md")}
    made = {path.relative_to(built).with_suffix("") for path in built.rglob("*.html")}
    assert pages <= made
    index = (built / "index.html").read_text("utf-8")
    listed = set(re.findall(r'href="([^"#]+)\.html', index))
    unlisted = {page.as_posix() for page in pages if page.name != "index"} - listed
    assert unlisted == set()


def test_every_public_name_is_in_the_reference(built: Path) -> None:
    page = (built / "reference.html").read_text("utf-8")
    anchors = set(re.findall(r'<dt class="sig[^"]*" id="opensim_wink\.(\w+)"', page))
    assert anchors == set(opensim_wink.__all__) - {"__version__"}


def test_what_a_name_is_for_reaches_the_page(built: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (built / "reference.html").read_text("utf-8"))
    assert "ndarray, shape (T, M, 3)" in page
    assert "If the model has none of the trial’s markers." in page.replace("'", "’")


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.stem)
def test_links_lead_somewhere_on_github_too(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.is_file(), f"{page.name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", aim.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
            assert anchor in slugs, f"{page.name}: {target}"


def test_names_in_examples_of_the_pages_exist() -> None:
    pages = [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
    named = {name for page in pages for name in re.findall(r"\bow\.(\w+)", page.read_text("utf-8"))}
    assert len(named) > 20
    assert named <= set(opensim_wink.__all__)
