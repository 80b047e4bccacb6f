"""Inverse dynamics of a real squat, against OpenSim's own tool on the same filtered motion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.load_tools import opensim_inverse_dynamics
from opensim_wink.body.subject import load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import inverse_dynamics, residuals
from opensim_wink.motion.from_file import read_motion
from opensim_wink.trial.filters import frame_rate, lowpass
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.storage import Storage, write_storage

pytestmark = pytest.mark.real

ENDS = 5  # frames at either end in which two splines with other end conditions part


@pytest.fixture(scope="module")
def squat(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Our inverse dynamics and the tool's, on the same filtered coordinates and forces."""
    folder = shared / "real" / "opencap_subject4"
    subject = load_subject(folder / "manually_scaled.osim")
    motion = read_motion(folder / "squats1_manual_scaling_ik.mot", subject.tree)
    rate_hz = frame_rate(motion.time_s)
    smooth = subject.tree.follow_couplers(lowpass(motion.values_of(subject.tree), rate_hz, 6.0))
    motion = replace(
        motion,
        coordinates=subject.tree.coordinates,
        rotational=subject.tree.rotational,
        values=smooth,
    )
    dynamics = prepare_dynamics(subject, motion, filtered=True)
    applied = [
        AppliedForce(
            plate.name, "talus_r", plate.force_n, plate.cop_m, np.nan_to_num(plate.free_moment_nm)
        )
        for plate in read_ground_reaction_mot(folder / "squats1_grf.mot")
    ]
    found = inverse_dynamics(dynamics, applied, dynamics.known)
    place = tmp_path_factory.mktemp("tool")
    table = Storage("filtered", motion.time_s, motion.coordinates, smooth, in_degrees=False)
    write_storage(place / "filtered.mot", table)
    theirs = opensim_inverse_dynamics(
        subject.model_path,
        place / "filtered.mot",
        folder / "squats1_external_forces.xml",
        start_s=float(motion.time_s[0]),
        end_s=float(motion.time_s[-1]),
    )
    return {"ours": found, "theirs": theirs, "dynamics": dynamics, "applied": applied}


def _table(theirs: Storage, coordinates: tuple[str, ...]) -> np.ndarray:
    columns = []
    for name in coordinates:
        label = next(c for c in theirs.columns if c in (f"{name}_moment", f"{name}_force"))
        columns.append(theirs.column(label))
    return np.stack(columns, axis=1)


def test_every_generalised_force_is_the_tools(squat: dict) -> None:
    ours, theirs = squat["ours"], squat["theirs"]
    assert isinstance(squat["dynamics"], Dynamics)
    np.testing.assert_allclose(theirs.time_s, ours.time_s, atol=1e-9)
    apart = np.abs(ours.force - _table(theirs, ours.coordinates))[ENDS:-ENDS]
    rotational = squat["dynamics"].kinematics.tree.rotational
    assert apart[:, rotational].max() < 0.5
    assert apart[:, ~rotational].max() < 0.5


def test_residuals_tell_the_mass_that_the_plates_do_not_feel(squat: dict) -> None:
    """The model weighs 62.6 kg and the plates feel 60.05: that much is left over."""
    ours, dynamics = squat["ours"], squat["dynamics"]
    assert np.mean(ours.residual_n[:, 1]) == pytest.approx((62.6 - 60.05) * 9.80665, abs=3.0)
    found = residuals(ours, dynamics, squat["applied"])
    assert found.force_n == pytest.approx(np.linalg.norm(ours.residual_n, axis=1).max())
    assert not found.accepted
