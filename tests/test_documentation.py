"""The documentation builds without a warning and leaves out nothing that is public."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import opensim_wink
from opensim_wink.cli.parser import build_parser
from opensim_wink.report.page.parts import PARTS
from opensim_wink.report.page.texts import texts

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), DOCS.parent / "README.md"])
SPREAD = re.DOTALL | re.MULTILINE
NOT_OURS = {"--check", "--files", "--pairs", "--trials"}  # of ruff and of benchmarks
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


def commands() -> list[tuple[str, str]]:
    """Every call of the program in the blocks of README and pages, with where it stands."""
    return [
        (page.name, line.partition("#")[0].strip())
        for page in PAGES
        for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", page.read_text("utf-8"), SPREAD)
        for line in block.splitlines()
        if line.startswith("opensim-wink ")
    ]


def test_every_command_of_the_pages_is_understood() -> None:
    assert len(commands()) > 15
    parser = build_parser()
    for page, command in commands():
        asked = parser.parse_args(shlex.split(command)[1:])
        assert asked.verb, f"{page}: {command}"


def test_every_sample_that_a_command_names_is_there() -> None:
    words = {word for _, command in commands() for word in shlex.split(command)}
    named = {word for word in words if word.startswith("sample_trials/")}
    assert len(named) >= 3
    assert [name for name in sorted(named) if not (DOCS.parent / name).is_file()] == []


def test_every_option_that_the_pages_name_exists() -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    code = re.findall(r"`[^`\n]+`", text)
    named = {name for span in code for name in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span)}
    assert len(named) > 30
    assert named - options(build_parser()) - NOT_OURS == set()


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Options of a parser and of all verbs below it."""
    verbs = [
        verb
        for action in parser._actions
        if isinstance(action.choices, dict)
        for verb in action.choices.values()
    ]
    return set(parser._option_string_actions).union(*map(options, verbs))


def test_reading_goes_through_the_page_in_its_order() -> None:
    text = (DOCS / "howto" / "reading.md").read_text("utf-8")
    steps = re.findall(r"^(\d+)\. \*\*(.+?)\.\*\*", text, re.MULTILINE)
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    read = [name for _, names in steps for name in names.split(", ")]
    short = texts()["page"]["short"]
    assert read == [short[make.__name__] for make in PARTS]
