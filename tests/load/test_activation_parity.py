"""Static optimisation of a real squat, against OpenSim's own tool: same model, motion, reserves."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.load_tools import opensim_joint_reactions, opensim_static_optimisation
from opensim_wink.errors import ModelError, MotionError, SettingError, TrialError

FIRST, LAST, EVERY = 100, 400, 20
LIMIT = 0.02  # RMS of the activations


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that prints the figures: what it measures is what is held here."""
    path = Path(__file__).parents[2] / "benchmarks" / "loads.py"
    spec = importlib.util.spec_from_file_location("loads", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["loads"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chain(shared: Path, script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("squat")
    return script.prepared(shared / "real" / "opencap_subject4", place, FIRST, LAST)


@pytest.mark.real
def test_activations_are_those_of_the_tool(chain: Any, script: ModuleType) -> None:
    _, muscles, _ = script.our_chain(chain)
    activations, forces = script.their_optimisation(chain, every=EVERY)
    frames = script.frames_of(chain, activations)
    np.testing.assert_allclose(chain.time_s[frames], activations.time_s, atol=1e-6)
    assert len(frames) >= 15
    assert muscles.solved[frames].all()
    apart, theirs = script.activations_apart(chain, muscles, activations)
    assert theirs.max() > 0.3  # a squat, not standing
    assert np.sqrt(np.mean(apart**2)) < LIMIT / 4
    assert np.sqrt(np.mean(apart**2, axis=0)).max() < LIMIT
    pull = np.stack([forces.column(name) for name in muscles.muscles], axis=1)
    assert np.sqrt(np.mean((muscles.active_n[frames] - pull) ** 2)) < 10
    inner = slice(1, -1)  # at either end two splines part
    for name in script.RESERVES:
        reserve = muscles.reserve_nm[frames, muscles.coordinates.index(name)]
        theirs_nm = forces.column(f"reserve_{name}")
        np.testing.assert_allclose(reserve[inner], theirs_nm[inner], atol=0.05)


@pytest.mark.real
def test_the_tool_leaves_nothing_behind_and_says_why_it_fails(
    chain: Any, script: ModuleType
) -> None:
    before = sorted(path.name for path in chain.motion.parent.iterdir())
    wrong = {**script.RESERVES, "no_such_coordinate": 1.0}
    span = {"start_s": float(chain.time_s[0]), "end_s": float(chain.time_s[2])}
    with pytest.raises(MotionError, match="static optimisation failed"):
        opensim_static_optimisation(chain.model, chain.motion, chain.loads, reserves=wrong, **span)
    with pytest.raises(MotionError, match=r"more than 0\.01 s"):
        opensim_static_optimisation(
            chain.model, chain.motion, chain.loads, reserves={}, time_limit_s=0.01, **span
        )
    assert sorted(path.name for path in chain.motion.parent.iterdir()) == before


def test_files_and_settings_that_do_not_fit_are_named(tmp_path: Path) -> None:
    model, motion, loads = (tmp_path / name for name in ("a.osim", "a.mot", "a.xml"))
    span = {"start_s": 0.0, "end_s": 1.0}
    with pytest.raises(SettingError, match="'knee_angle_r'"):
        opensim_static_optimisation(model, motion, None, reserves={"knee_angle_r": 0.0}, **span)
    with pytest.raises(SettingError, match="2 joints, 1 bodies"):
        opensim_joint_reactions(
            model, motion, None, motion, joints=["a", "b"], on=["child"], in_frame=["child"], **span
        )
    with pytest.raises(ModelError, match=r"a\.osim"):
        opensim_static_optimisation(model, motion, None, reserves={}, **span)
    model.write_text("", "utf-8")
    with pytest.raises(TrialError, match=r"a\.mot"):
        opensim_static_optimisation(model, motion, None, reserves={}, **span)
    motion.write_text("", "utf-8")
    for text, message in (
        (None, "no such file"),
        ("<OpenSimDocument>", "not an XML file"),
        ("<OpenSimDocument/>", "names no <datafile>"),
        (
            "<OpenSimDocument><ExternalLoads><datafile>gone.mot</datafile></ExternalLoads>"
            "</OpenSimDocument>",
            "gone.mot is missing",
        ),
    ):
        if text is not None:
            loads.write_text(text, "utf-8")
        with pytest.raises(TrialError, match=message):
            opensim_static_optimisation(model, motion, loads, reserves={}, **span)
