"""Which package may import which: the arrows of the architecture, held by reading the sources."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "opensim_wink"

# Each may import itself and what is listed; a lower layer never knows an upper one.
ALLOWED = {
    "errors": set(),
    "trial": {"errors"},
    "body": {"errors", "trial"},
    "scaling": {"errors", "trial", "body", "motion"},
    "motion": {"errors", "trial", "body"},
    "muscle": {"errors", "trial", "body", "motion"},
    "load": {"errors", "trial", "body", "motion", "muscle"},
    "squat": {"errors", "trial", "body", "motion", "load"},
    "hip": {"errors", "trial", "body", "motion", "squat"},
    "claims": {
        "errors", "conditions", "trial", "body", "motion", "muscle", "load", "squat",
    },
    "conditions": {"errors"},
    "settings": {"errors", "motion", "load", "squat", "claims"},
    "following": {"errors", "settings", "trial", "body", "motion"},
    "loading": {"errors", "settings", "trial", "body", "load", "squat"},
    "sampling": {"settings", "following", "body", "motion", "squat"},
    "doubting": {"settings", "following", "errors", "body", "motion", "squat"},
    "assessing": {
        "settings", "following", "sampling", "doubting", "loading", "conditions", "trial",
        "body", "motion", "muscle", "load", "squat", "claims",
    },
    "reference_trials": {"settings", "following", "errors", "body", "motion", "squat", "trial"},
    "analysis": {
        "settings", "following", "reference_trials", "loading", "assessing", "errors", "conditions",
        "trial", "body", "scaling", "motion", "muscle", "squat", "hip", "claims",
    },
    "steps": {
        "settings", "following", "loading", "errors", "trial", "body", "scaling", "motion",
        "muscle", "load", "squat", "claims",
    },
    "report": {
        "", "errors", "conditions", "trial", "body", "scaling", "motion", "muscle", "load", "squat",
        "claims", "hip", "settings", "analysis",
    },
    "samples": {"errors", "trial", "body", "scaling", "motion", "squat"},
    "comparing": {"claims", "report"},
    "studying": {"study"},
    "notebook": set(),
    "threads": set(),
    "study": {
        "", "errors", "conditions", "trial", "body", "scaling", "settings", "load", "squat",
        "claims", "motion", "analysis", "report", "threads",
    },
    "demo": {"errors", "settings", "following", "analysis", "report", "samples"},
    "cli": {
        "", "errors", "settings", "trial", "body", "motion", "load", "hip", "claims", "analysis",
        "report", "comparing", "study", "demo", "threads",
    },
    "__main__": {"cli"},
}  # fmt: skip
FOR_ALL = {"notebook"}  # imports nothing of the package itself
MAY_IMPORT_OPENSIM = {"body/engine.py"}
MODULES = sorted(path for path in SOURCE.rglob("*.py"))


def contributing() -> str:
    return (SOURCE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports_of(path: Path) -> list[str]:
    """Every module that a file names in an import, also inside functions."""
    names: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            names.append(str(node.module))
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def layer_of(path: Path) -> str:
    part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if part == "__init__" else part


def layers_imported(path: Path) -> set[str]:
    found = set()
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "opensim_wink" or len(parts) == 1:
            continue
        found.add("" if parts[1].startswith("__") else parts[1])
    return found


def test_every_package_has_its_place() -> None:
    assert {layer_of(path) for path in MODULES} - {""} <= set(ALLOWED)


def test_the_layout_names_every_package_and_module_of_the_top() -> None:
    told, parent = set(), ""
    for line in contributing().partition("    src/opensim_wink/\n")[2].splitlines():
        if line[:6].strip():
            break
        if found := re.match(r" {6}(\w+(?:/|\.py)) ", line):
            parent = found[1]
            told.add(parent)
        elif found := re.match(r" {8}((?:\w+/(?:, )?)+) ", line):
            told |= {parent + name for name in found[1].split(", ")}
    here = [path.relative_to(SOURCE) for path in MODULES if path.name == "__init__.py"]
    packages = {f"{at.parent.as_posix()}/" for at in here if 1 <= len(at.parent.parts) <= 2}
    modules = {path.name for path in SOURCE.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert packages | modules <= told
    assert all((SOURCE / name).exists() for name in told)


def test_who_uses_scaling_is_told() -> None:
    (told,) = re.findall(r"`scaling/` is used by (.+?) alone;", contributing())
    names = {name.removesuffix(".py").rstrip("/") for name in re.findall(r"`(.+?)`", told)}
    users = {layer_of(path) for path in MODULES if "scaling" in layers_imported(path)}
    assert users - {"scaling"} == names


@pytest.mark.parametrize(
    "path", [p for p in MODULES if layer_of(p)], ids=lambda p: p.relative_to(SOURCE).as_posix()
)
def test_imports_look_down_only(path: Path) -> None:
    layer = layer_of(path)
    assert layers_imported(path) <= ALLOWED[layer] | {layer} | FOR_ALL


@pytest.mark.parametrize("layer", ALLOWED)
def test_no_arrow_is_allowed_that_nobody_uses(layer: str) -> None:
    here = [layers_imported(path) for path in MODULES if layer_of(path) == layer]
    assert ALLOWED[layer] == set().union(*here) - {layer} - FOR_ALL


def test_the_order_of_the_layers_is_told() -> None:
    (told,) = re.findall(r"\*\*Imports look down\*\*: (.+?);", contributing())
    ranks = {
        layer: rank for rank, names in enumerate(told.split(" → ")) for layer in names.split(", ")
    }
    assert set(ALLOWED) - set(ranks) == {
        "errors",
        "conditions",
        "notebook",
        "samples",
        "threads",
        "__main__",
    }
    for layer, below in ALLOWED.items():
        for one in (below & set(ranks)) if layer in ranks else ():
            assert ranks[one] < ranks[layer], f"{layer} imports {one}"


def test_hip_geometry_knows_of_no_model_but_in_two_modules() -> None:
    below = {
        path.name
        for path in (SOURCE / "hip").glob("*.py")
        if layers_imported(path) - {"errors", "hip"} - FOR_ALL
    }
    assert below <= {"from_motion.py", "of_trial.py"}


def test_one_door_to_opensim() -> None:
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == "opensim" for name in imports_of(path))
    }
    assert users == MAY_IMPORT_OPENSIM


def test_the_door_is_opened_by_body_and_the_reference_solver_only() -> None:
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        if any(name.startswith("opensim_wink.body.engine") for name in imports_of(path))
    }
    outside = {user for user in users if not user.startswith("body/")}
    assert outside == {"motion/opensim_solver.py"}


@pytest.mark.parametrize("heavy", ["opensim", "ezc3d", "pyarrow", "tqdm", "matplotlib"])
def test_heavy_libraries_are_imported_where_they_are_used(heavy: str) -> None:
    for path in MODULES:
        for node in parsed(path).body:
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [str(node.module)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            late = path.name.startswith("_ezc3d")  # a process of its own
            assert late or heavy not in {name.split(".")[0] for name in names}, path
