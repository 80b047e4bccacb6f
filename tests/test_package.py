"""The package as it looks from an interpreter: names, their documentation, what importing costs."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import subprocess
import sys
import typing

import pytest

import opensim_wink

HEAVY = (
    "ezc3d", "jinja2", "matplotlib", "numpy", "opensim", "pandas", "pyarrow", "pydantic", "scipy",
    "tqdm", "yaml",
)  # fmt: skip
PUBLIC = [name for name in opensim_wink.__all__ if name != "__version__"]
FUNCTIONS = [name for name in PUBLIC if inspect.isfunction(getattr(opensim_wink, name))]
CLASSES = [name for name in PUBLIC if inspect.isclass(getattr(opensim_wink, name))]
DATA = [name for name in CLASSES if dataclasses.is_dataclass(getattr(opensim_wink, name))]


def documented(thing: object, section: str) -> list[tuple[str, str, str]]:
    """Name, type and words of every entry of a numpydoc section."""
    docscrape = pytest.importorskip("numpydoc.docscrape", reason="numpydoc is not installed")
    parsed = docscrape.NumpyDocString(inspect.getdoc(thing) or "")[section]
    return [
        (name.strip().lstrip("*"), entry.type, " ".join(entry.desc))
        for entry in parsed
        for name in entry.name.split(",")
    ]


def test_dir_shows_the_public_names_only() -> None:
    assert dir(opensim_wink) == sorted(opensim_wink.__all__)
    assert not [name for name in dir(opensim_wink) if name.startswith("_") and name[:2] != "__"]


def test_every_public_name_is_there_and_is_of_one_kind() -> None:
    assert sorted(PUBLIC) == sorted([*FUNCTIONS, *CLASSES])
    assert opensim_wink.analyze is opensim_wink.analyze


def test_no_public_name_is_that_of_a_module() -> None:
    """Importing a module would put it in the function's place."""
    for name in PUBLIC:
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(f"opensim_wink.{name}")


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="analyse"):
        opensim_wink.analyse  # noqa: B018


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_typed_and_say_what_they_take_and_give(name: str) -> None:
    function = getattr(opensim_wink, name)
    signature = inspect.signature(function)
    assert all(p.annotation is not p.empty for p in signature.parameters.values())
    assert signature.return_annotation is not signature.empty
    told = documented(function, "Parameters")
    assert [entry[0] for entry in told] == list(signature.parameters)
    assert all(kind and words for _, kind, words in told)
    assert documented(function, "Returns")
    if signature.parameters:
        assert documented(function, "Raises")


@pytest.mark.parametrize("name", DATA)
def test_objects_say_what_each_field_is(name: str) -> None:
    thing = getattr(opensim_wink, name)
    told = documented(thing, "Attributes")
    names = [entry[0] for entry in told]
    fields = [field.name for field in dataclasses.fields(thing)]
    assert sorted(names) == sorted(fields)
    assert all(kind for _, kind, _ in told)
    for method, value in inspect.getmembers(thing, inspect.isfunction):
        if not method.startswith("_"):
            assert inspect.getdoc(value), f"{name}.{method}"
            assert "return" in value.__annotations__, f"{name}.{method}"


@pytest.mark.parametrize("name", DATA)
def test_arrays_state_their_shapes(name: str) -> None:
    thing = getattr(opensim_wink, name)
    shapes = {entry[0]: entry[1] for entry in documented(thing, "Attributes")}
    for field in dataclasses.fields(thing):
        written = str(field.type)
        if "Array" in written and "Mapping" not in written and "dict" not in written:
            assert "shape" in shapes[field.name], f"{name}.{field.name}"


@pytest.mark.parametrize("name", ["Trial", "Motion", "MuscleCurves", "Loads", "SquatSignals",
                                  "SquatAnalysis", "HamstringTrial", "Comparison"])  # fmt: skip
def test_what_the_chain_hands_on_makes_a_table(name: str) -> None:
    method = getattr(opensim_wink, name).to_frame
    assert "DataFrame" in typing.cast("str", method.__annotations__["return"])


@pytest.mark.parametrize(
    "code",
    [
        "import opensim_wink",
        "import opensim_wink; dir(opensim_wink)",
        "import opensim_wink.cli.run as r, contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    r.main(['--help'])",
    ],
    ids=["import", "dir", "help"],
)
def test_looking_at_the_package_loads_nothing_heavy(code: str) -> None:
    told = f"\nimport sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code + told], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
