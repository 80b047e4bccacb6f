from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.force_curves import DeGrooteFibre, DeGrooteTendon, ThelenFibre, ThelenTendon
from opensim_wink.body.functions import ArrayFunction
from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.errors import ModelError

CURVES = (ThelenFibre(0.5, 3.0), ThelenTendon(0.033), DeGrooteFibre(0.55), DeGrooteTendon(0.05))

# Fmax N, optimal fibre m, tendon slack m, pennation °: RajagopalLaiUhlrich2023.
PUBLISHED = {
    "bflh": (1313.2, 0.0976, 0.3325, 10.08),
    "semimem": (2201.0, 0.0860, 0.3350, 14.59),
    "semiten": (591.3, 0.1930, 0.2472, 13.83),
    "recfem": (2191.7, 0.0759, 0.4504, 12.43),
    "glmax1": (983.8, 0.1470, 0.0873, 20.28),
    "addmagIsch": (597.3, 0.1562, 0.2163, 9.63),
    "piri": (1029.8, 0.0260, 0.1149, 10.00),
}


@pytest.mark.parametrize("curve", CURVES, ids=lambda c: type(c).__name__)
def test_a_curve_reaches_one_at_its_strain_and_nothing_at_rest(curve: ArrayFunction) -> None:
    strain = curve.strain  # type: ignore[attr-defined]
    assert curve.value(np.array(1 + strain)) == pytest.approx(1.0, rel=1e-12)
    at_rest = float(curve.value(np.array(1.0)))
    # De Groote's fibre already bears a little at its optimal length.
    assert at_rest == pytest.approx(0.0, abs=0.02 if isinstance(curve, DeGrooteFibre) else 1e-15)


@pytest.mark.parametrize("curve", CURVES, ids=lambda c: type(c).__name__)
def test_a_slope_is_the_derivative(curve: ArrayFunction) -> None:
    strain = curve.strain  # type: ignore[attr-defined]
    x = 1 + strain * np.linspace(-0.4, 1.4, 37)
    x = x[np.abs(x - 1) > 1e-3]
    step = 1e-7
    rate = (curve.value(x + step) - curve.value(x - step)) / (2 * step)
    np.testing.assert_allclose(curve.slope(x), rate, rtol=1e-5, atol=1e-5)


def test_de_groote_curves_are_opensims() -> None:
    muscle = engine().DeGrooteFregly2016Muscle()
    muscle.set_passive_fiber_strain_at_one_norm_force(0.55)
    muscle.set_tendon_strain_at_one_norm_force(0.05)
    muscle.set_optimal_fiber_length(0.1)
    muscle.set_tendon_slack_length(0.2)
    muscle.finalizeFromProperties()
    for share in np.linspace(0.0, 1.2, 13):
        fibre, tendon = 1 + 0.55 * share, 1 + 0.05 * share
        assert float(CURVES[2].value(np.array(fibre))) == pytest.approx(
            muscle.calcPassiveForceMultiplier(fibre), abs=1e-12
        )
        assert float(CURVES[3].value(np.array(tendon))) == pytest.approx(
            muscle.calcTendonForceMultiplier(tendon), abs=1e-12
        )


@pytest.fixture
def three_kinds(tmp_path: Path) -> Path:
    osim = engine()
    model = osim.Model()
    made = (
        osim.Millard2012EquilibriumMuscle("millard", 100.0, 0.1, 0.2, 0.1),
        osim.Thelen2003Muscle("thelen", 200.0, 0.11, 0.21, 0.2),
        osim.RigidTendonMuscle(),
    )
    made[2].setName("rigid")
    for muscle in made:
        muscle.addNewPathPoint("from", model.getGround(), osim.Vec3(0))
        muscle.addNewPathPoint("to", model.getGround(), osim.Vec3(0.3, 0, 0))
        model.addForce(muscle)
    model.finalizeConnections()
    path = tmp_path / "three.osim"
    model.printToXML(str(path))
    return path


def test_parameters_come_in_the_order_asked_for(three_kinds: Path) -> None:
    found = read_muscle_parameters(three_kinds, ["thelen", "millard"])
    assert found.names == ("thelen", "millard")
    assert found.kinds == ("Thelen2003Muscle", "Millard2012EquilibriumMuscle")
    np.testing.assert_allclose(found.max_force_n, [200.0, 100.0])
    np.testing.assert_allclose(found.optimal_fibre_m, [0.11, 0.10])
    np.testing.assert_allclose(found.tendon_slack_m, [0.21, 0.20])
    np.testing.assert_allclose(found.pennation_rad, [0.2, 0.1])
    assert found.notes == ()


def test_a_millard_curve_is_the_models_own(three_kinds: Path) -> None:
    found = read_muscle_parameters(three_kinds, ["millard"])
    model = load_model(three_kinds)
    muscle = engine().Millard2012EquilibriumMuscle.safeDownCast(model.getMuscles().get("millard"))
    fibre, tendon = muscle.getFiberForceLengthCurve(), muscle.getTendonForceLengthCurve()
    for x in np.linspace(0.5, 2.0, 61):
        ours = float(found.passive[0].value(np.array(x)))
        assert ours == pytest.approx(fibre.calcValue(float(x)), abs=1e-8)
    for x in np.linspace(0.98, 1.08, 61):
        ours = float(found.tendon[0].value(np.array(x)))
        assert ours == pytest.approx(tendon.calcValue(float(x)), abs=1e-8)


def test_a_muscle_without_known_curves_gets_a_note(three_kinds: Path) -> None:
    found = read_muscle_parameters(three_kinds, ["rigid"])
    assert isinstance(found.passive[0], DeGrooteFibre)
    assert "rigid is a RigidTendonMuscle" in found.notes[0]


def test_a_changed_file_is_read_again(three_kinds: Path) -> None:
    before = read_muscle_parameters(three_kinds, ["millard"]).max_force_n[0]
    text = three_kinds.read_text(encoding="utf-8")
    three_kinds.write_text(
        text.replace(
            "<max_isometric_force>100</max_isometric_force>",
            "<max_isometric_force>150</max_isometric_force>",
        ),
        encoding="utf-8",
    )
    assert (before, read_muscle_parameters(three_kinds, ["millard"]).max_force_n[0]) == (100, 150)


def test_a_muscle_that_is_not_there_is_named(three_kinds: Path) -> None:
    with pytest.raises(ModelError, match=r"'milard' is not .* Did you mean 'millard'"):
        read_muscle_parameters(three_kinds, ["milard"])


@pytest.mark.real
def test_parameters_of_the_reference_model(shared: Path) -> None:
    path = shared / "models" / "RajagopalLaiUhlrich2023.osim"
    found = read_muscle_parameters(path, [f"{stem}_l" for stem in PUBLISHED])
    expected = np.array(list(PUBLISHED.values()))
    np.testing.assert_allclose(found.max_force_n, expected[:, 0], atol=0.06)
    np.testing.assert_allclose(found.optimal_fibre_m, expected[:, 1], atol=6e-5)
    np.testing.assert_allclose(found.tendon_slack_m, expected[:, 2], atol=6e-5)
    np.testing.assert_allclose(np.degrees(found.pennation_rad), expected[:, 3], atol=6e-3)


@pytest.mark.real
def test_thelen_curves_are_opensims(shared: Path) -> None:
    """Fibres of gait2392 in balance at a squat's posture, beyond full passive force too."""
    path = shared / "models" / "gait2392_thelen2003muscle.osim"
    names = ["bifemlh_r", "semimem_r", "glut_max3_r"]
    found = read_muscle_parameters(path, names)
    model = load_model(path)
    state = model.getWorkingState()
    model.getCoordinateSet().get("hip_flexion_r").setValue(state, np.radians(110.0))
    muscles = model.getMuscles()
    for name in names:
        muscles.get(name).setActivation(state, 0.01)
    model.equilibrateMuscles(state)
    model.realizeDynamics(state)
    for k, name in enumerate(names):
        muscle = muscles.get(name)
        fibre = np.array(muscle.getNormalizedFiberLength(state))
        tendon = np.array(muscle.getTendonLength(state) / found.tendon_slack_m[k])
        assert float(found.passive[k].value(fibre)) == pytest.approx(
            muscle.getPassiveForceMultiplier(state), rel=1e-9
        )
        assert float(found.tendon[k].value(tendon)) * found.max_force_n[k] == pytest.approx(
            muscle.getTendonForce(state), rel=1e-9
        )
