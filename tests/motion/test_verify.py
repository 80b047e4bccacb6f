from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.errors import MotionError
from opensim_wink.motion.verify import AGREES_DEG, compare_motions, verify_with_tool
from opensim_wink.trial.storage import Storage, write_storage

TIME_S = 2.0 + np.arange(6) / 100
NAMES = ("tilt", "height", "upper", "lower", "arm")
TREE = SimpleNamespace(
    coordinates=NAMES, coordinate=NAMES.index, rotational=np.array([True, False, True, True, True])
)
PROFILE = SimpleNamespace(
    posterior_pelvic_tilt=SignedCoordinate("tilt", 1.0),
    lumbar_flexion=(SignedCoordinate("upper", -1.0), SignedCoordinate("lower", -1.0)),
)


def motion(values: np.ndarray | None = None, time_s: np.ndarray = TIME_S) -> Storage:
    if values is None:
        values = np.random.default_rng(3).uniform(-60, 60, (len(time_s), len(NAMES)))
    return Storage("Coordinates", time_s, NAMES, values, True)


def test_every_coordinate_and_the_spine_as_a_whole() -> None:
    ours = motion()
    apart = np.zeros_like(ours.values)
    apart[2, 0] = 0.02
    apart[3, 1] = -0.004
    apart[1, 2], apart[1, 3] = 0.3, -0.29  # levels that trade flexion with each other
    apart[5, 4] = -1.5
    found = compare_motions(ours, motion(ours.values + apart), TREE, PROFILE)
    assert found.frames == 6
    assert found.difference == pytest.approx(
        {"tilt": 0.02, "height": 0.004, "upper": 0.3, "lower": 0.29, "arm": 1.5}
    )
    assert (found.worst, found.worst_at_s) == ("arm", TIME_S[5])
    assert found.worst_deg == pytest.approx(1.5)
    assert found.pelvic_tilt_deg == pytest.approx(0.02)
    assert found.lumbar_flexion_deg == pytest.approx(0.01)
    assert found.agrees
    assert "height" not in found.angles


@pytest.mark.parametrize("column", [0, 2])
def test_tilt_or_lumbar_flexion_beyond_the_limit_disagrees(column: int) -> None:
    ours = motion()
    apart = np.zeros_like(ours.values)
    apart[4, column] = 1.2 * AGREES_DEG
    assert not compare_motions(ours, motion(ours.values - apart), TREE, PROFILE).agrees


def test_a_whole_turn_is_no_difference() -> None:
    ours = motion()
    apart = np.zeros_like(ours.values)
    apart[:, 4] = 360.0
    assert compare_motions(ours, motion(ours.values + apart), TREE, PROFILE).worst_deg < 1e-9


def test_other_frames_cannot_be_compared() -> None:
    with pytest.raises(MotionError, match="5 frames, 6 were written"):
        compare_motions(motion(), motion(time_s=TIME_S[:5]), TREE, PROFILE)
    with pytest.raises(MotionError, match="cannot be compared"):
        compare_motions(motion(), motion(time_s=TIME_S + 0.01), TREE, PROFILE)


def test_a_tool_that_fails_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """A setup of a model that is not one, in a process of its own."""
    write_storage(tmp_path / "t_ik.mot", motion())
    (tmp_path / "t.trc").write_text("no markers")
    (tmp_path / "t_model.osim").write_text("<OpenSimDocument/>")
    (tmp_path / "t_ik_setup.xml").write_text(
        '<OpenSimDocument Version="40000"><InverseKinematicsTool name="t"><model_file>t_model.osim'
        "</model_file><marker_file>t.trc</marker_file></InverseKinematicsTool></OpenSimDocument>"
    )
    before = sorted(tmp_path.iterdir())
    with pytest.raises(MotionError, match=r"t_ik_setup\.xml: OpenSim's"):
        verify_with_tool(tmp_path, "t", TREE, PROFILE)
    assert sorted(tmp_path.iterdir()) == before
