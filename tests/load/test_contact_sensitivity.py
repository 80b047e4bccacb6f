"""Contact forces under errors, each against the whole chain done again with the error in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from moving import masses, motion_of, still_values, subject

from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.load import balance
from opensim_wink.load.contact_sensitivity import at_frames, contact_sensitivity, stronger
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import LoadErrors, Sensitivity, combine
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.solve import solve_loads
from opensim_wink.muscle.pulls import muscle_pulls

FRAME = 20
POSTURE = {
    "hip_flexion_r": 70.0, "hip_flexion_l": 70.0, "knee_angle_r": 70.0, "knee_angle_l": 70.0,
    "ankle_angle_r": 18.0, "ankle_angle_l": 18.0, "pelvis_tilt": -20.0,
}  # fmt: skip


def dynamics(factor: float = 1.0) -> Dynamics:
    of = masses()
    heavier = replace(of, mass_kg=factor * of.mass_kg, inertia_kgm2=factor * of.inertia_kgm2)
    return prepare_dynamics(subject(), motion_of(still_values(40, **POSTURE)), masses=heavier)


def solved(of: Dynamics) -> Loads:
    return solve_loads(subject(), of, None, LoadSettings(passive_fibres=False))


@cache
def plain() -> tuple[Dynamics, Loads]:
    of = dynamics()
    return of, solved(of)


@cache
def found() -> dict[tuple[str, str], Sensitivity]:
    of, loads = plain()
    parts = contact_sensitivity(subject(), of, loads, {"bottom": FRAME})
    return {(part.quantity, part.error.split(" off")[0]): part for part in parts}


def contacts(loads: Loads) -> dict[str, float]:
    spine, knee, hip = (loads.reactions[name] for name in ("l5s1", "knee_r", "hip_l"))
    return {
        "l5s1_compression": spine.force_n[FRAME, spine.axes.index("compression")],
        "l5s1_anterior_shear": spine.force_n[FRAME, spine.axes.index("anterior_shear")],
        "knee_contact_r": knee.resultant_n[FRAME],
        "hip_contact_l": hip.resultant_n[FRAME],
    }


def test_the_loads_themselves_come_out_as_before() -> None:
    values = contacts(plain()[1])
    assert values["l5s1_compression"] > 300
    for (quantity, _), part in found().items():
        assert part.low <= part.value <= part.high
        if quantity in values:
            assert part.value == pytest.approx(values[quantity], rel=1e-6)


def test_masses_against_a_heavier_person() -> None:
    # Without plates the ground carries the heavier person too, so every net load grows alike.
    assert plain()[1].ground.source == "estimate"
    heavy, light = contacts(solved(dynamics(1.05))), contacts(solved(dynamics(0.95)))
    for quantity in heavy:
        part = found()[quantity, "all segments' masses"]
        ends = sorted((heavy[quantity], light[quantity]))
        assert (part.low, part.high) == pytest.approx(ends, rel=1e-4)


@pytest.mark.parametrize("share", [-0.2, 0.2])
def test_strength_against_other_muscles(share, monkeypatch) -> None:
    def other(*given):
        of = read_muscle_parameters(*given)
        return replace(of, max_force_n=(1 + share) * of.max_force_n)

    monkeypatch.setattr(balance, "read_muscle_parameters", other)
    values = contacts(solved(plain()[0]))
    for quantity, value in values.items():
        part = found()[quantity, "maximal muscle forces"]
        assert part.low - 1e-4 * abs(value) <= value <= part.high + 1e-4 * abs(value)


def test_pressure_against_moving_the_plates() -> None:
    of, loads = plain()
    ground = loads.ground
    shifted = tuple(
        replace(force, point_m=force.point_m + np.array([0.005, 0, 0])) for force in ground.forces
    )
    moved = found()["knee_contact_r", "centre of pressure"]
    measured = contact_sensitivity(
        subject(), of, replace(loads, ground=replace(ground, forces=shifted)), {"bottom": FRAME}
    )
    there = next(part.value for part in measured if part.quantity == "knee_contact_r")
    assert there != pytest.approx(moved.value, rel=1e-4)
    assert min(abs(moved.low - there), abs(moved.high - there)) < 1e-6 * there
    spine = found()["l5s1_compression", "centre of pressure"]
    assert spine.high - spine.low < 0.02 * spine.value  # only by muscles that hips and spine share


@pytest.mark.parametrize("share", [-0.2, 0.2])
def test_stronger_pulls_are_stronger_muscles(share, monkeypatch) -> None:
    of, loads = plain()
    given = (subject(), of, loads.dynamics)
    pulls = muscle_pulls(subject(), of.values, of.rates)
    factor = np.where(np.arange(len(pulls.names)) % 2, 1.0 + share, 1.0)
    settings = LoadSettings()
    frames = np.arange(40) == FRAME
    mine = balance.balance_moments(
        *given, stronger(pulls, np.tile(factor, (40, 1))), settings=settings, frames=frames
    )

    def other(*asked):
        parameters = read_muscle_parameters(*asked)
        return replace(parameters, max_force_n=factor * parameters.max_force_n)

    monkeypatch.setattr(balance, "read_muscle_parameters", other)
    theirs = balance.balance_moments(*given, pulls, settings=settings, frames=frames)
    assert mine.activation[FRAME] == pytest.approx(theirs.activation[FRAME], abs=1e-4)
    assert factor * mine.tension_n[FRAME] == pytest.approx(theirs.tension_n[FRAME], abs=0.5)


def test_frames_that_are_not_to_be_believed() -> None:
    of, loads = plain()
    doubted = {
        name: replace(one, known=np.zeros(40, dtype=bool)) for name, one in loads.reactions.items()
    }
    parts = contact_sensitivity(subject(), of, replace(loads, reactions=doubted), {"b": FRAME})
    assert parts
    assert all(np.isnan(part.high) for part in parts)
    assert all(one.low is None for one in combine(parts))
    assert contact_sensitivity(subject(), of, replace(loads, muscles=None), {"b": FRAME}) == ()
    assert contact_sensitivity(subject(), of, loads, {}) == ()


def test_no_error_moves_nothing() -> None:
    of, loads = plain()
    none = LoadErrors(0.0, 0.0, 0.0, 0.0, 0.0)
    for part in contact_sensitivity(subject(), of, loads, {"b": FRAME}, errors=none):
        assert part.high - part.low == pytest.approx(0, abs=1e-6 * abs(part.value) + 1e-6)


def test_taking_frames_keeps_their_numbers() -> None:
    of, _ = plain()
    few = at_frames(of, np.array([3, 3, 9]))
    assert np.array_equal(few.needed[..., 1], of.needed[..., 3], equal_nan=True)
    assert np.array_equal(few.poses.position[..., 2], of.poses.position[..., 9], equal_nan=True)
    assert np.array_equal(few.values[0], of.values[3])
