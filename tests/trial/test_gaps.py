"""Gap filling on rigid bodies whose truth is known, on deforming ones, and on a real occlusion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.errors import SettingError
from opensim_wink.trial import Trial
from opensim_wink.trial.gaps import fill_gaps

RATE_HZ = 100.0
LABELS = ("LASI", "RASI", "LPSI", "RPSI", "SACR", "KNEE")
SHAPE_M = np.array(
    [
        [0.09, 0.0, -0.12],
        [0.09, 0.0, 0.12],
        [-0.08, 0.02, -0.04],
        [-0.08, 0.02, 0.04],
        [-0.10, -0.04, 0.0],
    ]
)
PELVIS = {"pelvis": LABELS[:5]}


def moving(n: int = 300) -> np.ndarray:
    """Five waist markers on a rigid body that turns and sinks, and a knee; shape (T, 6, 3)."""
    time_s = np.arange(n) / RATE_HZ
    angles = np.stack([0.8 * np.sin(2 * time_s), 0.2 * np.cos(3 * time_s), 0.3 * time_s], axis=1)
    rotation = Rotation.from_euler("ZXY", angles).as_matrix()
    shift_m = np.stack([0.1 * np.sin(time_s), 1 - 0.4 * np.sin(time_s) ** 2, 0.2 * time_s], axis=1)
    pelvis = np.einsum("tij,kj->tki", rotation, SHAPE_M) + shift_m[:, None]
    knee = np.stack([0.3 + 0.2 * np.sin(4 * time_s), 0.5 + 0 * time_s, 0.1 * time_s**2], axis=1)
    return np.concatenate([pelvis, knee[:, None]], axis=1)


def trial_of(points_m: np.ndarray, start_s: float = 4.0) -> Trial:
    time_s = start_s + np.arange(len(points_m)) / RATE_HZ
    labels = LABELS[: points_m.shape[1]]
    return Trial("t", Path("t.c3d"), time_s, RATE_HZ, labels, points_m)


def hidden(points_m: np.ndarray, *gaps: tuple[str, int, int]) -> np.ndarray:
    points_m = points_m.copy()
    for label, first, last in gaps:
        points_m[first : last + 1, LABELS.index(label)] = np.nan
    return points_m


@pytest.mark.parametrize(("first", "last"), [(100, 190), (0, 40), (250, 299), (150, 150)])
def test_rigid_fill_is_exact_on_a_rigid_body(first, last):
    truth = moving()
    filled = fill_gaps(trial_of(hidden(truth, ("LASI", first, last))), PELVIS)
    np.testing.assert_allclose(filled.points_m, truth, atol=1e-12)
    (fill,) = filled.fills
    assert (fill.marker, fill.first, fill.last, fill.method) == ("LASI", first, last, "rigid")
    assert fill.source == ("RASI", "LPSI", "RPSI", "SACR")
    assert sum("carried by the other markers of pelvis" in note for note in filled.notes) == 1


def test_two_front_markers_lost_at_once_are_carried_by_the_back():
    truth = moving()
    gaps = ("LASI", 100, 180), ("RASI", 120, 220)
    filled = fill_gaps(trial_of(hidden(truth, *gaps)), PELVIS)
    np.testing.assert_allclose(filled.points_m, truth, atol=1e-10)
    assert {fill.source for fill in filled.fills} == {("LPSI", "RPSI", "SACR")}


def test_gap_whose_carriers_change_is_filled_in_pieces():
    truth = moving()
    gaps = ("LASI", 100, 200), ("RPSI", 95, 130), ("SACR", 150, 230)
    filled = fill_gaps(trial_of(hidden(truth, *gaps)), PELVIS)
    np.testing.assert_allclose(filled.points_m, truth, atol=1e-10)
    pieces = [fill for fill in filled.fills if fill.marker == "LASI"]
    assert [(p.first, p.last) for p in pieces] == [(100, 130), (131, 149), (150, 200)]


def test_no_step_at_the_edges_when_the_skin_moved():
    truth = moving()
    drift = 0.02 * np.sin(np.arange(300) / 40.0)
    truth[:, 0] += drift[:, None] * np.array([0.6, 0.8, 0.0])
    filled = fill_gaps(trial_of(hidden(truth, ("LASI", 100, 180))), PELVIS)
    true_steps = np.linalg.norm(np.diff(truth[:, 0], axis=0), axis=1)
    steps = np.linalg.norm(np.diff(filled.points_m[:, 0], axis=0), axis=1)
    assert steps[98:183].max() < true_steps[98:183].max() + 0.001
    assert np.linalg.norm(filled.points_m[:, 0] - truth[:, 0], axis=1).max() < 0.02
    assert any("from its mean place" in note for note in filled.notes)


def test_deforming_carriers_are_refused_and_said():
    points = moving()
    points[140:160, 3] += [0.0, 0.08, 0.0]
    trial = trial_of(hidden(points, ("LASI", 100, 220)))
    filled = fill_gaps(trial, PELVIS, max_spline_s=0.0)
    open_frames = np.flatnonzero(np.isnan(filled.points_m[:, 0, 0]))
    np.testing.assert_array_equal(open_frames, np.arange(140, 160))
    assert any("deform by up to" in note and "limit 15 mm" in note for note in filled.notes)
    generous = fill_gaps(trial, PELVIS, max_deformation_m=0.2)
    assert np.isfinite(generous.points_m).all()


def test_swapped_markers_elsewhere_do_not_bend_the_reference():
    truth = moving()
    points = hidden(truth, ("LASI", 100, 299))
    points[20:40, [1, 2]] = points[20:40, [2, 1]]
    filled = fill_gaps(trial_of(points), PELVIS)
    np.testing.assert_allclose(filled.points_m[100:, 0], truth[100:, 0], atol=1e-10)


@pytest.mark.parametrize(
    ("gaps", "word"),
    [
        ((("LASI", 100, 180), ("RASI", 90, 190), ("LPSI", 90, 190)), "fewer than three"),
        ((("LASI", 4, 299),), "in 4 frames"),
    ],
)
def test_rigid_fill_needs_three_others_and_a_reference(gaps, word):
    filled = fill_gaps(trial_of(hidden(moving(), *gaps)), PELVIS)
    _, first, last = gaps[0]
    assert np.isnan(filled.points_m[first : last + 1, 0]).all()
    assert any(note.startswith("Marker 'LASI'") and word in note for note in filled.notes)


def test_carriers_in_one_line_are_refused():
    truth = moving()
    for i in range(4):
        truth[:, 1 + i] = truth[:, 1] + i * (truth[:, 2] - truth[:, 1]) / 3.0
    filled = fill_gaps(trial_of(hidden(truth, ("LASI", 100, 180))), PELVIS)
    assert np.isnan(filled.points_m[100:181, 0]).all()
    assert any("in one line" in note for note in filled.notes)


def test_spline_fills_short_gaps_only_and_never_the_ends():
    truth = moving()
    gaps = ("KNEE", 50, 69), ("KNEE", 120, 140), ("KNEE", 0, 3), ("KNEE", 297, 299)
    filled = fill_gaps(trial_of(hidden(truth, *gaps)), PELVIS, max_spline_s=0.2)
    knee = filled.points_m[:, 5]
    np.testing.assert_allclose(knee[50:70], truth[50:70, 5], atol=2e-4)
    assert np.isnan(knee[120:141]).all()
    assert np.isnan(knee[[0, 1, 2, 3, 297, 298, 299]]).all()
    assert [(f.first, f.last, f.method) for f in filled.fills] == [(50, 69, "spline")]
    assert any(
        "left open" in note and "KNEE (28 frames in 3 gaps)" in note for note in filled.notes
    )


def test_spline_is_exact_for_a_cubic():
    time_s = np.arange(60) / RATE_HZ
    cubic = np.stack([1 + time_s**3, 2 - time_s**2, time_s], axis=1)[:, None]
    points = cubic.copy()
    points[20:31] = np.nan
    trial = Trial("t", None, time_s, RATE_HZ, ("A",), points)
    np.testing.assert_allclose(fill_gaps(trial, {}).points_m, cubic, atol=1e-12)


def test_a_spline_that_swings_away_is_left_out_and_said():
    """A mislabelled frame beside a gap, far off, would throw the spline further still."""
    whole = moving()
    whole[119, 0] += 900.0
    made = hidden(whole, (LABELS[0], 120, 130))
    made[:, 1:] = np.nan  # nothing carries it
    filled = fill_gaps(trial_of(made), {})
    assert np.isnan(filled.points_m[120:131, 0]).all()
    assert not [fill for fill in filled.fills if fill.marker == LABELS[0]]
    assert any(LABELS[0] in note and "swing" in note for note in filled.notes)


def test_absent_marker_stays_absent_and_whole_trial_unchanged():
    truth = moving()
    whole = fill_gaps(trial_of(truth), PELVIS)
    np.testing.assert_array_equal(whole.points_m, truth)
    assert whole.fills == ()
    assert whole.notes == ()
    points = hidden(truth, ("SACR", 0, 299), ("LASI", 100, 180))
    filled = fill_gaps(trial_of(points), {"pelvis": [*LABELS[:5], "NOT THERE"]})
    assert np.isnan(filled.points_m[:, 4]).all()
    np.testing.assert_allclose(filled.points_m[:, 0], truth[:, 0], atol=1e-10)
    assert "Never seen: SACR." in filled.notes


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.integers(0, 119), st.integers(0, 40)),
                max_size=8))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_measured_positions_never_change_and_every_fill_is_recorded(gaps):
    truth = moving(120)
    points = hidden(truth, *[(label, first, first + more) for label, first, more in gaps])
    before = points.copy()
    filled = fill_gaps(trial_of(points), PELVIS)
    np.testing.assert_array_equal(points, before)
    seen = np.isfinite(before)
    np.testing.assert_array_equal(filled.points_m[seen], before[seen])
    new = np.isfinite(filled.points_m[:, :, 0]) & ~seen[:, :, 0]
    recorded = np.zeros_like(new)
    for fill in filled.fills:
        rows = slice(fill.first, fill.last + 1)
        assert not recorded[rows, LABELS.index(fill.marker)].any()
        recorded[rows, LABELS.index(fill.marker)] = True
    np.testing.assert_array_equal(recorded, new)
    rigid = np.zeros_like(new)
    for fill in filled.fills:
        if fill.method == "rigid":
            rigid[fill.first : fill.last + 1, LABELS.index(fill.marker)] = True
    np.testing.assert_allclose(filled.points_m[rigid], truth[rigid], atol=1e-9)


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf])
def test_impossible_limits_are_refused(bad):
    with pytest.raises(SettingError, match="max_spline_s"):
        fill_gaps(trial_of(moving()), PELVIS, max_spline_s=bad)
    with pytest.raises(SettingError, match="max_deformation_m"):
        fill_gaps(trial_of(moving()), PELVIS, max_deformation_m=bad)


@pytest.mark.real
def test_waist_is_carried_through_a_real_occlusion(shared):
    from opensim_wink.trial.read import read_trial

    trial = read_trial(shared / "real" / "occluded_squat" / "squat.c3d")
    waist = ("LFWT", "LMWT", "LBWT", "RFWT", "RMWT", "RBWT")
    assert np.isnan(trial.marker("LFWT")[:, 0]).sum() == 384
    filled = fill_gaps(trial, {"pelvis": waist})
    for label in waist:
        assert np.isfinite(filled.marker(label)).all()
        steps_m = np.linalg.norm(np.diff(filled.marker(label), axis=0), axis=1)
        assert steps_m.max() < 0.02
    # Hide what was seen at depth, and see how far off the fill lies.
    seen = trial.marker("LFWT")[455:530]
    assert np.isfinite(seen).all()
    points_m = trial.points_m.copy()
    points_m[455:530, trial.labels.index("LFWT")] = np.nan
    again = fill_gaps(Trial("s", None, trial.time_s, trial.rate_hz, trial.labels, points_m),
                      {"pelvis": waist})  # fmt: skip
    error_m = np.linalg.norm(again.marker("LFWT")[455:530] - seen, axis=1)
    assert np.sqrt((error_m**2).mean()) < 0.006
