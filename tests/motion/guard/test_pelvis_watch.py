from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from response_oracle import respond

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import SettingError
from opensim_wink.motion.guard import Evidence, PelvisWatch, guard_evidence, watch_pelvis
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion

N_FRAMES = 12
LANDMARKS = ("RASI", "LASI", "RPSI", "LPSI")
PLACES_M = np.array(
    [[0.02, 0.0, 0.12], [0.02, 0.0, -0.12], [-0.14, 0.03, 0.05], [-0.14, 0.03, -0.05]]
)


@pytest.fixture
def marked(tree: KinematicTree) -> KinematicTree:
    """The small tree with four landmarks on its pelvis in place of its own markers there."""
    body, offset = tree.marker_body, tree.marker_offset_m
    kept = body != tree.body("pelvis")
    names = [m for m, keep in zip(tree.markers, kept, strict=True) if keep]
    return replace(
        tree,
        markers=(*LANDMARKS, *names),
        marker_body=np.concatenate([np.full(4, tree.body("pelvis")), body[kept]]),
        marker_offset_m=np.vstack([PLACES_M, offset[kept]]),
    )


def moving(tree: KinematicTree, turn_deg: float = 8.0) -> np.ndarray:
    values = np.zeros((N_FRAMES, len(tree.coordinates)))
    values[:, tree.coordinate("tilt")] = np.deg2rad(np.linspace(0.0, -30.0, N_FRAMES))
    values[:, tree.coordinate("turn")] = np.deg2rad(turn_deg)
    values[:, tree.coordinate("hip_r")] = np.linspace(0.0, 1.0, N_FRAMES)
    return tree.follow_couplers(values)


def evidence_of(
    tree: KinematicTree,
    profile: Profile,
    off_m: np.ndarray | None = None,
    measured: np.ndarray | None = None,
    turn_deg: float = 8.0,
) -> Evidence:
    """A motion that meets its markers but for what ``off_m`` (T, M, 3) displaces them by."""
    values = moving(tree, turn_deg)
    own = Kinematics(tree).marker_positions(values)
    points = own if off_m is None else own + off_m
    motion = Motion(
        name="made",
        time_s=np.arange(N_FRAMES) / 100,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=values,
        markers=tree.markers,
        marker_error_m=np.linalg.norm(points - own, axis=2),
        weights=np.ones(len(tree.markers)),
        cost=np.zeros(N_FRAMES),
        converged=np.ones(N_FRAMES, bool),
        solver="arrays",
    )
    return Evidence.of(motion, tree, profile, measured=measured, points_m=points)


def watched(evidence: Evidence) -> PelvisWatch:
    return watch_pelvis(evidence)


def test_the_lever_is_the_distance_from_front_to_back(
    marked: KinematicTree, profile: Profile
) -> None:
    watch = watched(evidence_of(marked, profile))
    np.testing.assert_allclose(watch.lever_mm, 1000 * np.hypot(0.16, 0.03))
    measured = np.ones((N_FRAMES, len(marked.markers)), bool)
    measured[4, :2] = False  # the ASIS
    measured[5, 1:4] = False
    shorter = watched(evidence_of(marked, profile, measured=measured))
    assert shorter.lever_mm[4] == pytest.approx(0.0, abs=1e-6)
    assert np.isnan(shorter.lever_mm[5])


def test_a_residual_in_millimetres_and_in_degrees(marked: KinematicTree, profile: Profile) -> None:
    off = np.zeros((N_FRAMES, len(marked.markers), 3))
    off[3, 1] = [0.0, 0.010, 0.0]
    watch = watched(evidence_of(marked, profile, off))
    assert watch.residual_mm[3] == pytest.approx(10.0)
    assert watch.worst_marker[3] == 1
    # Ten millimetres at one end of 163 mm.
    assert watch.residual_deg[3] == pytest.approx(np.rad2deg(np.arctan(10 / 162.8)), abs=1e-3)
    assert np.delete(watch.residual_mm, 3).max() < 1e-9


def test_raw_tilt_is_the_lines_own_and_skin_is_the_difference(
    marked: KinematicTree, profile: Profile
) -> None:
    watch = watched(evidence_of(marked, profile, turn_deg=0.0))
    tilt = np.rad2deg(moving(marked)[:, marked.coordinate("tilt")])
    own = np.rad2deg(np.arctan2(-0.03, 0.16))
    np.testing.assert_allclose(watch.raw_tilt_deg, tilt + own, atol=1e-9)
    np.testing.assert_allclose(watch.raw_less_model_deg, 0.0, atol=1e-9)
    turned = watched(evidence_of(marked, profile, turn_deg=12.0))
    np.testing.assert_allclose(turned.raw_less_model_deg, 0.0, atol=1e-9)
    off = np.zeros((N_FRAMES, len(marked.markers), 3))
    off[6:, :2, 1] = 0.020
    skin = watched(evidence_of(marked, profile, off)).raw_less_model_deg
    np.testing.assert_allclose(skin[:6], 0.0, atol=1e-9)
    assert (skin[6:] > 5.0).all()


def test_precision_is_the_response_to_noise_of_one_millimetre(
    marked: KinematicTree, profile: Profile
) -> None:
    """Against the linearised fit, marker by marker and axis by axis."""
    evidence = evidence_of(marked, profile)
    tilt = marked.coordinate("tilt")
    variance = np.zeros(N_FRAMES)
    for marker in range(len(marked.markers)):
        for axis in range(3):
            push = np.zeros((N_FRAMES, len(marked.markers), 3))
            push[:, marker, axis] = 1e-3
            variance += respond(evidence.motion, marked, push)[:, tilt] ** 2
    watch = watched(evidence)
    np.testing.assert_allclose(watch.tilt_sd_deg_per_mm, np.rad2deg(np.sqrt(variance)), rtol=1e-9)
    assert (watch.condition >= 1.0).all()


def test_fewer_markers_hold_the_tilt_less(marked: KinematicTree, profile: Profile) -> None:
    measured = np.ones((N_FRAMES, len(marked.markers)), bool)
    measured[5, :3] = False
    sd = watched(evidence_of(marked, profile, measured=measured)).tilt_sd_deg_per_mm
    assert sd[5] > 1.05 * np.delete(sd, 5).max()


def test_a_marker_moved_by_3_cm_is_flagged_and_exchanged_labels_block(
    marked: KinematicTree, profile: Profile
) -> None:
    off = np.zeros((N_FRAMES, len(marked.markers), 3))
    off[7:, 1, 1] = 0.030
    evidence = evidence_of(marked, profile, off)
    flags = guard_evidence(evidence, watched(evidence))
    (flag,) = [flag for flag in flags if flag.flag == "pelvis_shape"]
    np.testing.assert_array_equal(np.flatnonzero(flag.frames), range(7, N_FRAMES))
    assert not flag.blocks
    points = evidence_of(marked, profile).points_m
    assert points is not None
    off[:] = 0.0
    off[7:, [0, 1]] = points[7:, [1, 0]] - points[7:, [0, 1]]
    evidence = evidence_of(marked, profile, off)
    flags = guard_evidence(evidence, watched(evidence))
    (flag,) = [flag for flag in flags if flag.flag == "pelvis_shape"]
    assert flag.blocks


def test_a_lost_front_blocks_only_where_the_rest_lies_off(
    marked: KinematicTree, profile: Profile
) -> None:
    measured = np.ones((N_FRAMES, len(marked.markers)), bool)
    measured[2:6, :2] = False
    evidence = evidence_of(marked, profile, measured=measured)
    assert not [f for f in guard_evidence(evidence, watched(evidence)) if f.flag == "pelvis_end"]
    off = np.zeros((N_FRAMES, len(marked.markers), 3))
    off[4, 2] = [0.0, 0.020, 0.0]
    evidence = evidence_of(marked, profile, off, measured)
    (flag,) = [f for f in guard_evidence(evidence, watched(evidence)) if f.flag == "pelvis_end"]
    np.testing.assert_array_equal(np.flatnonzero(flag.frames), [4])
    assert flag.blocks
    assert "'RASI', 'LASI'" in flag.reason


def test_evidence_of_another_shape_is_refused(marked: KinematicTree, profile: Profile) -> None:
    motion = evidence_of(marked, profile).motion
    with pytest.raises(SettingError, match="one value each"):
        Evidence.of(motion, marked, profile, measured=np.ones((3, 3), bool))
    with pytest.raises(SettingError, match="one position for each"):
        Evidence.of(motion, marked, profile, points_m=np.zeros((3, 3, 3)))


def test_a_motion_without_markers_is_unknown_throughout(
    marked: KinematicTree, profile: Profile
) -> None:
    motion = replace(
        evidence_of(marked, profile).motion,
        markers=(),
        marker_error_m=np.empty((N_FRAMES, 0)),
        weights=np.empty(0),
    )
    watch = watched(Evidence.of(motion, marked, profile))
    for values in (watch.residual_mm, watch.residual_deg, watch.tilt_sd_deg_per_mm,
                   watch.condition, watch.raw_tilt_deg, watch.shape.distance_mm):  # fmt: skip
        assert values.shape == (N_FRAMES,)
        assert np.isnan(values).all()
