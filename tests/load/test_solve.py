"""What was stated of mass and load is held against the model before anything rests on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from moving import masses, motion_of, subject
from plated import empty_trial, squatting
from scipy.interpolate import CubicSpline

from opensim_wink.errors import ModelError
from opensim_wink.load.carried import unplaced_force
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.solve import solve_loads, without_folder
from opensim_wink.trial.units import STANDARD_GRAVITY


def solved(mass_kg: float | None = None, lost_kg: float = 0.0, plates: bool = False) -> Loads:
    made = squatting()
    carried = (unplaced_force(made.subject, made.dynamics, lost_kg),) if lost_kg else ()
    loads = solve_loads(
        made.subject,
        made.dynamics,
        made.trial if plates else None,
        LoadSettings(level="moments"),
        carried=carried,
        person_mass_kg=mass_kg,
    )
    assert loads is not None
    return loads


@pytest.mark.parametrize("share", [0.35, 0.84, 1.16, 4.0])
def test_a_stated_mass_that_the_model_contradicts_is_no_body_weight(share: float) -> None:
    model_kg = subject().mass_kg
    loads = solved(share * model_kg)
    assert loads.body_weight_n == pytest.approx(model_kg * STANDARD_GRAVITY)
    (doubt,) = loads.doubts
    assert doubt.flag == "stated_mass"
    assert f"{share * model_kg:.1f} kg" in doubt.reason
    assert f"{model_kg:.1f} kg" in doubt.reason


def test_plates_are_then_held_against_the_model_alone() -> None:
    loads = solved(0.4 * subject().mass_kg, plates=True)
    assert [doubt.flag for doubt in loads.doubts] == ["stated_mass"]
    assert "plate_mass" not in {doubt.flag for doubt in loads.ground.doubts}
    near = solved(0.9 * subject().mass_kg, plates=True)
    assert "stated mass" in " ".join(doubt.reason for doubt in near.ground.doubts)


@pytest.mark.parametrize("share", [0.86, 1.0, 1.14])
def test_a_stated_mass_near_the_models_is_the_body_weight(share: float) -> None:
    loads = solved(share * subject().mass_kg)
    assert loads.body_weight_n == pytest.approx(share * subject().mass_kg * STANDARD_GRAVITY)
    assert not loads.doubts


@pytest.mark.parametrize("plates", [False, True])
def test_a_load_that_has_no_place_lets_no_load_be_told(plates: bool) -> None:
    loads = solved(lost_kg=10.0, plates=plates)
    (doubt,) = loads.doubts
    assert doubt.flag == "carried_unplaced"
    assert doubt.blocks
    assert "10 kg" in doubt.reason
    assert loads.lumbosacral is not None
    assert np.isnan(loads.lumbosacral.above_nm).all()
    assert not loads.dynamics.legs_known.any()
    for reaction in loads.reactions.values():
        assert not reaction.known.any()
        assert np.isnan(reaction.net_moment_nm).all()


def test_loads_do_not_hang_on_the_frame_rate() -> None:
    """The same movement at 50, 100 and 200 frames a second: the same moments, plates or not."""
    made = squatting()
    t = made.dynamics.time_s
    spline = CubicSpline(t, made.dynamics.values)
    at_s = np.linspace(0.5, t[-1] - 0.5, 15)
    found: dict[float, np.ndarray] = {}
    for rate_hz in (50.0, 100.0, 200.0):
        time_s = np.arange(int((t[-1] - t[0]) * rate_hz) + 1) / rate_hz
        values = made.subject.tree.follow_couplers(spline(time_s))
        dynamics = prepare_dynamics(
            made.subject, motion_of(values, rate_hz=rate_hz), cutoff_hz=10.0, masses=masses()
        )
        trial = empty_trial(time_s, rate_hz=rate_hz, plates=made.trial.plates)
        loads = solve_loads(
            made.subject, dynamics, trial, LoadSettings(level="moments"), cutoff_hz=10.0
        )
        assert loads is not None
        assert not loads.ground.doubts
        assert loads.lumbosacral is not None
        curves = np.stack(
            [loads.lumbosacral.above_nm[:, 2], loads.lumbosacral.below_nm[:, 2]]
            + [loads.reactions[f"knee_{side}"].net_moment_nm[:, 2] for side in "rl"]
        )
        found[rate_hz] = np.stack([np.interp(at_s, time_s, curve) for curve in curves])
    peak = np.abs(found[100.0]).max()
    for rate_hz in (50.0, 200.0):
        np.testing.assert_allclose(found[rate_hz], found[100.0], atol=0.02 * peak)


def test_no_note_names_the_folder_of_a_model() -> None:
    person = replace(subject(), model_path=Path("/somewhere/else/scaled.osim"))
    said = without_folder(ModelError(f"{person.model_path}: no foot."), person)
    assert said == "scaled.osim: no foot."
