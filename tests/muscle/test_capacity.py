from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.body.paths import muscle_names
from opensim_wink.body.posing import Poser
from opensim_wink.errors import SettingError
from opensim_wink.muscle.capacity import active_capacity

KINDS = ("Millard2012EquilibriumMuscle", "Thelen2003Muscle", "DeGrooteFregly2016Muscle")
OPTIMAL_M, SLACK_M, STRENGTH_N = 0.1, 0.2, 100.0


def slider(folder: Path, kind: str, pennation: float) -> Path:
    """A model of one muscle between ground and a body that slides away from it."""
    osim = engine()
    model = osim.Model()
    body = osim.Body("body", 1.0, osim.Vec3(0), osim.Inertia(1, 1, 1))
    model.addBody(body)
    joint = osim.SliderJoint("slide", model.getGround(), body)
    joint.updCoordinate().setName("x")
    model.addJoint(joint)
    muscle = getattr(osim, kind)()
    muscle.setName("muscle")
    muscle.set_max_isometric_force(STRENGTH_N)
    muscle.set_optimal_fiber_length(OPTIMAL_M)
    muscle.set_tendon_slack_length(SLACK_M)
    muscle.set_pennation_angle_at_optimal(pennation)
    muscle.addNewPathPoint("from", model.getGround(), osim.Vec3(0))
    muscle.addNewPathPoint("to", body, osim.Vec3(0))
    model.addForce(muscle)
    model.finalizeConnections()
    path = folder / f"{kind}{pennation}.osim"
    model.printToXML(str(path))
    return path


def by_opensim(path: Path, length_m: np.ndarray, velocity_m_s: np.ndarray) -> np.ndarray:
    model = load_model(path)
    state = model.initSystem()
    muscle, x = model.getMuscles().get(0), model.getCoordinateSet().get(0)
    found = []
    for length, velocity in zip(length_m, velocity_m_s, strict=True):
        x.setValue(state, float(length))
        x.setSpeedValue(state, float(velocity))
        model.realizeVelocity(state)
        found.append(muscle.calcInextensibleTendonActiveFiberForce(state, 1.0))
    return np.array(found)


@pytest.mark.parametrize("pennation", [0.0, 0.4])
@pytest.mark.parametrize("kind", KINDS)
def test_every_class_is_as_strong_as_opensims(tmp_path: Path, kind: str, pennation: float) -> None:
    path = slider(tmp_path, kind, pennation)
    rng = np.random.default_rng(0)
    length, velocity = rng.uniform(0.21, 0.42, 150), rng.uniform(-1.5, 1.5, 150)
    theirs = by_opensim(path, length, velocity)
    parameters = read_muscle_parameters(path, ["muscle"])
    ours = active_capacity(parameters, length[:, None], velocity[:, None], as_opensim=True)[:, 0]
    # OpenSim's De Groote–Fregly fibre pushes when it shortens too fast; ours bears nothing.
    np.testing.assert_allclose(ours, np.maximum(theirs, 0), atol=2e-7 * STRENGTH_N, rtol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_pennation_takes_its_cosine_off(tmp_path: Path, kind: str) -> None:
    path = slider(tmp_path, kind, 0.4)
    parameters = read_muscle_parameters(path, ["muscle"])
    length, velocity = np.full((1, 1), 0.3), np.zeros((1, 1))
    width = OPTIMAL_M * np.sin(0.4)
    fibre = np.hypot(0.1, width)
    active = float(parameters.active[0].value(np.array(fibre / OPTIMAL_M)))
    rest = float(parameters.velocity[0].value(np.array(0.0)))
    found = active_capacity(parameters, length, velocity)
    assert found[0, 0] == pytest.approx(STRENGTH_N * active * rest * 0.1 / fibre, rel=1e-12)
    if kind == "Thelen2003Muscle":
        right = by_opensim(path, length[0], velocity[0])
        np.testing.assert_allclose(found[0], right, rtol=1e-9)


def one(tmp_path: Path) -> MuscleParameters:
    return read_muscle_parameters(slider(tmp_path, KINDS[1], 0.2), ["muscle"])


def test_a_slack_path_and_a_too_fast_fibre_bear_nothing(tmp_path: Path) -> None:
    length = np.array([[0.15], [0.2], [0.3], [np.nan], [0.3]])
    velocity = np.array([[0.0], [0.0], [-2.0], [0.0], [np.nan]])
    found = active_capacity(one(tmp_path), length, velocity)
    np.testing.assert_array_equal(found[:3], 0.0)
    assert np.isnan(found[3:]).all()


def test_shapes_that_do_not_fit_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"\(2, 2\).*needed: \(frames, 1\)"):
        active_capacity(one(tmp_path), np.ones((2, 2)), np.ones((2, 2)))
    with pytest.raises(SettingError, match=r"velocities \(3, 1\)"):
        active_capacity(one(tmp_path), np.ones((2, 1)), np.ones((3, 1)))


def at_random(path: Path, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...]]:
    """Lengths, velocities and capacities of all muscles by OpenSim, shape (T, K)."""
    model = load_model(path)
    poser, muscles = Poser(model, str(path)), model.getMuscles()
    names = muscle_names(model)
    rng = np.random.default_rng(1)
    found = np.empty((3, n, len(names)))
    for frame in range(n):
        swing = rng.uniform(-0.5, 0.7, (1, len(poser.coordinates))) * ~poser.dependent
        state: Any = poser.pose(poser.complete(poser.coordinates, poser.defaults + swing)[0])
        state.setU(engine().Vector.createFromMat(rng.uniform(-3, 3, state.getNU())))
        model.realizeVelocity(state)
        for k in range(len(names)):
            muscle = muscles.get(k)
            found[:, frame, k] = (
                muscle.getLength(state),
                muscle.getLengtheningSpeed(state),
                muscle.calcInextensibleTendonActiveFiberForce(state, 1.0),
            )
    return found[0], found[1], found[2], names


def assert_opensims(path: Path) -> None:
    length, velocity, theirs, names = at_random(path, 6)
    parameters = read_muscle_parameters(path, names)
    ours = active_capacity(parameters, length, velocity, as_opensim=True)
    assert np.abs((ours - theirs) / parameters.max_force_n).max() < 1e-5
    assert (theirs > 0).mean() > 0.5
    assert (active_capacity(parameters, length, velocity) <= ours + 1e-9).all()


def test_all_muscles_of_the_packaged_model_are_as_strong_as_opensims() -> None:
    assert_opensims(packaged_model_path())


@pytest.mark.real
@pytest.mark.parametrize("name", ["gait2392_thelen2003muscle", "RajagopalLaiUhlrich2023"])
def test_all_muscles_of_published_models_are_as_strong_as_opensims(shared: Path, name: str) -> None:
    assert_opensims(shared / "models" / f"{name}.osim")
