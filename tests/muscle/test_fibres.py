from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.active_curves import ThelenLength, ThelenVelocity
from opensim_wink.body.force_curves import DeGrooteFibre, DeGrooteTendon, ThelenFibre, ThelenTendon
from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.errors import SettingError
from opensim_wink.muscle.fibres import (
    passive_extension_moment,
    passive_fibres,
)


def muscles(*, degroote: bool = False) -> MuscleParameters:
    fibre = DeGrooteFibre() if degroote else ThelenFibre()
    tendon = DeGrooteTendon() if degroote else ThelenTendon()
    return MuscleParameters(
        names=("one", "two"),
        kinds=("made", "made"),
        max_force_n=np.array([1000.0, 500.0]),
        optimal_fibre_m=np.array([0.10, 0.20]),
        tendon_slack_m=np.array([0.30, 0.05]),
        pennation_rad=np.radians([20.0, 0.0]),
        most_pennation_rad=np.full(2, np.arccos(0.1)),
        passive=(fibre, fibre),
        tendon=(tendon, tendon),
        active=(ThelenLength(), ThelenLength()),
        velocity=(ThelenVelocity(), ThelenVelocity()),
        fastest_per_s=np.full(2, 10.0),
        least_control=np.zeros(2),
        most_control=np.ones(2),
    )


def test_a_rigid_tendon_leaves_the_rest_to_the_fibre() -> None:
    made = muscles()
    length = np.array([[0.42, 0.30], [0.45, 0.35]])
    found = passive_fibres(made, length, "rigid")
    width = 0.10 * np.sin(np.radians(20.0))
    np.testing.assert_allclose(found.fibre_m[:, 0], np.hypot([0.12, 0.15], width), rtol=1e-14)
    np.testing.assert_allclose(found.fibre_norm[:, 1], [1.25, 1.50], rtol=1e-14)
    force = 500.0 * np.expm1(4 * np.array([0.25, 0.5]) / 0.6) / np.expm1(4)
    np.testing.assert_allclose(found.force_n[:, 1], force, rtol=1e-12)


@given(
    st.floats(0.35, 0.55),
    st.floats(0.1, 0.42),
    st.sampled_from([False, True]),
    st.sampled_from([0.95, 1.0, 1.05]),
)
def test_an_elastic_tendon_balances_the_fibre(
    one_m: float, two_m: float, degroote: bool, scale: float
) -> None:
    made = muscles(degroote=degroote)
    length = np.array([[one_m, two_m]])
    found = passive_fibres(made, length, slack_scale=scale)
    rigid = passive_fibres(made, length, "rigid", slack_scale=scale)
    width = made.optimal_fibre_m * np.sin(made.pennation_rad)
    along = np.sqrt(found.fibre_m**2 - width**2)
    tendon_m = (length - along)[0]
    assert (found.fibre_m <= rigid.fibre_m + 1e-12).all()
    assert (found.force_n <= rigid.force_n + 1e-9).all()
    loaded = (found.force_n[0] > 1e-6) & (along[0] > 0.02)
    tendon = np.array(
        [made.tendon[k].value(tendon_m[k] / (scale * made.tendon_slack_m[k])) for k in range(2)]
    )
    np.testing.assert_allclose(
        tendon[loaded] * made.max_force_n[loaded], found.force_n[0, loaded], rtol=1e-5, atol=1e-6
    )


def test_a_slack_muscle_bears_nothing_and_its_tendon_is_not_stretched() -> None:
    length = np.array([[0.36, 0.20], [0.31, 0.04]])
    found = passive_fibres(muscles(), length)
    np.testing.assert_array_equal(found.force_n, 0.0)
    along = found.fibre_m * np.cos(found.pennation_rad)
    np.testing.assert_allclose((length - along)[0], [0.30, 0.05], atol=1e-12)
    assert (found.fibre_m > 0).all()


def test_unknown_lengths_stay_unknown() -> None:
    found = passive_fibres(muscles(), np.array([[0.42, np.nan], [np.nan, 0.30]]))
    for array in (
        found.fibre_m,
        found.fibre_norm,
        found.force_n,
        found.pennation_rad,
    ):
        np.testing.assert_array_equal(np.isnan(array), [[False, True], [True, False]])


def test_a_shorter_tendon_stretches_the_fibre() -> None:
    short, plain, long = (
        passive_fibres(muscles(), np.array([[0.45, 0.33]]), "elastic", slack_scale=scale)
        for scale in (0.95, 1.0, 1.05)
    )
    assert (short.slack_scale, plain.slack_scale, long.slack_scale) == (0.95, 1.0, 1.05)
    assert (short.fibre_norm > plain.fibre_norm).all()
    assert (plain.fibre_norm > long.fibre_norm).all()
    assert (short.force_n > plain.force_n).all()


def test_moments_extend_where_the_arm_flexes_not() -> None:
    found = passive_fibres(muscles(), np.array([[0.45, 0.33]]))
    moment = passive_extension_moment(found, np.array([[-0.05, 0.03]]))
    np.testing.assert_allclose(moment, found.force_n * [[0.05, -0.03]], rtol=1e-14)
    assert moment[0, 0] > 0 > moment[0, 1]


def test_bad_requests_are_refused() -> None:
    made = muscles()
    with pytest.raises(SettingError, match=r"needed \(frames, 2\)"):
        passive_fibres(made, np.zeros((3, 1)))
    with pytest.raises(SettingError, match="'stiff' is not known"):
        passive_fibres(made, np.zeros((1, 2)), "stiff")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="slack_scale is 0"):
        passive_fibres(made, np.zeros((1, 2)), slack_scale=0.0)
    with pytest.raises(SettingError, match="moment arms have the shape"):
        passive_extension_moment(passive_fibres(made, np.full((1, 2), 0.4)), np.zeros((2, 2)))


@pytest.mark.real
def test_fibres_of_the_reference_model_at_the_bottom_of_a_squat(shared: Path) -> None:
    """Lengths at hip 120°, knee 130°, and what a rigid tendon leaves in optimal lengths."""
    table = {
        "bflh_r": (459.3, 1.31),
        "semimem_r": (430.3, 1.14),
        "semiten_r": (474.3, 1.20),
        "addmagIsch_r": (444.1, 1.47),
        "glmax3_r": (341.2, 1.48),
        "piri_r": (154.4, 1.53),
    }
    path = shared / "models" / "RajagopalLaiUhlrich2023.osim"
    length = np.array([[row[0] / 1000 for row in table.values()]])
    parameters = read_muscle_parameters(path, tuple(table))
    found = passive_fibres(parameters, length, "rigid")
    np.testing.assert_allclose(found.fibre_norm[0], [row[1] for row in table.values()], atol=0.007)
