from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.axes import (
    SQUARE_DEG,
    heading_rotation,
    rotate_trial,
    turn_to_opensim,
    upright_rotation,
)
from opensim_wink.trial.heading import common_heading, low_phases
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import GroundReaction, Trial

FloatArray = NDArray[np.float64]
Build = Callable[..., Trial]

# The 24 rotations that map axes to axes.
QUARTER_TURNS = [
    np.stack([x, y, np.cross(x, y)])
    for x, y in product([*np.eye(3), *-np.eye(3)], repeat=2)
    if abs(x @ y) < 0.5
]


def with_plates(trial: Trial) -> Trial:
    """Two plates that carry 700 N, in the trial's axes."""
    count = trial.n_frames
    plates = tuple(
        GroundReaction(
            name=f"plate {number}",
            time_s=trial.time_s,
            force_n=np.tile([20.0, 350.0, -5.0], (count, 1)),
            cop_m=np.tile([0.02, 0.0, side * 0.2], (count, 1)),
            free_moment_nm=np.tile([0.0, 3.0 * side, 0.0], (count, 1)),
            corners_m=np.array(
                [[x, 0.0, side * 0.2 + z] for x, z in product((-0.3, 0.3), (-0.2, 0.2))]
            ),
            kind=2,
        )
        for number, side in ((1, 1.0), (2, -1.0))
    )
    return replace(trial, plates=plates)


def in_lab(trial: Trial, quarter: FloatArray, heading_deg: float) -> Trial:
    """The trial as a laboratory with other axes would have recorded it."""
    return rotate_trial(trial, quarter @ heading_rotation(heading_deg).T)


def parts(trial: Trial) -> list[FloatArray]:
    vectors = [trial.points_m]
    for plate in trial.plates:
        assert plate.corners_m is not None
        vectors += [plate.force_n, plate.cop_m, plate.free_moment_nm, plate.corners_m]
    return vectors


def swapped(trial: Trial, *stems: str) -> Trial:
    """Exchange the labels of some left and right markers."""
    other = {"L": "R", "R": "L"}
    labels = tuple(
        other[name[0]] + name[1:] if name[1:] in stems and name[0] in other else name
        for name in trial.labels
    )
    return replace(trial, labels=labels)


def test_the_24_turns_are_rotations() -> None:
    assert len(QUARTER_TURNS) == 24
    for turn in QUARTER_TURNS:
        assert np.linalg.det(turn) == pytest.approx(1.0)


@pytest.mark.parametrize("axis", [*np.eye(3), *-np.eye(3)])
def test_upright_rotation_lifts_any_axis(axis: FloatArray) -> None:
    rotation = upright_rotation(axis)
    assert np.linalg.det(rotation) == pytest.approx(1.0)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3))
    np.testing.assert_allclose(rotation @ axis, [0.0, 1.0, 0.0])


@settings(deadline=None)
@given(st.floats(-720.0, 720.0))
def test_heading_rotation_brings_the_heading_to_x(angle_deg: float) -> None:
    rotation = heading_rotation(angle_deg)
    radians = np.deg2rad(angle_deg)
    forward = [np.cos(radians), 0.0, -np.sin(radians)]
    np.testing.assert_allclose(rotation @ forward, [1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(rotation @ [0.0, 1.0, 0.0], [0.0, 1.0, 0.0])
    assert np.linalg.det(rotation) == pytest.approx(1.0)


def test_a_trial_in_opensims_axes_stays_as_it_is(squat_trial: Build) -> None:
    trial = squat_trial()
    turned = turn_to_opensim(trial)
    np.testing.assert_allclose(turned.points_m, trial.points_m, atol=1e-12)
    assert turned.rotation is not None
    np.testing.assert_allclose(turned.rotation, np.eye(3), atol=1e-12)
    assert turned.turned
    assert turn_to_opensim(turned) is turned


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(QUARTER_TURNS),
    st.floats(-180.0, 180.0),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
)
def test_every_laboratory_gives_the_same_turned_trial(
    squat_trial: Build,
    quarter: FloatArray,
    heading_deg: float,
    plates: bool,
    screen: bool,
    n_reps: int,
) -> None:
    off_square = abs((heading_deg + 45.0) % 90.0 - 45.0)
    if off_square <= SQUARE_DEG + 1e-6:
        heading_deg = 90.0 * round(heading_deg / 90.0)
    true = squat_trial(n_reps, rate_hz=20.0)
    true = with_plates(true) if plates else true
    lab = in_lab(true, quarter, heading_deg)
    if screen:
        index = int(np.argmax(np.abs(quarter[:, 1])))
        sign = "+" if quarter[index, 1] > 0 else "-"
        lab = replace(lab, screen=("+X", f"{sign}{'XYZ'[index]}"))
    turned = turn_to_opensim(lab)
    for found, wanted in zip(parts(turned), parts(true), strict=True):
        np.testing.assert_allclose(found, wanted, atol=1e-9)
    assert turned.rotation is not None
    np.testing.assert_allclose(lab.points_m @ turned.rotation.T, turned.points_m, atol=1e-12)
    assert np.linalg.det(turned.rotation) == pytest.approx(1.0)


@pytest.mark.parametrize("heading_deg", [-94.0, -3.0, 4.5, 88.0, 176.0])
def test_an_almost_square_laboratory_keeps_its_axes(squat_trial: Build, heading_deg: float) -> None:
    turned = turn_to_opensim(in_lab(squat_trial(), np.eye(3), heading_deg))
    assert turned.rotation is not None
    np.testing.assert_array_equal(turned.rotation, np.round(turned.rotation))
    assert any("the laboratory's axes are kept" in note for note in turned.notes)


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(QUARTER_TURNS), st.floats(-180.0, 180.0), st.integers(0, 2**32 - 1))
def test_noise_and_gaps_change_the_heading_little(
    squat_trial: Build, quarter: FloatArray, heading_deg: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    true = squat_trial(2, rate_hz=20.0)
    lab = in_lab(true, quarter, heading_deg)
    points = lab.points_m + rng.normal(0.0, 0.003, lab.points_m.shape)
    points[rng.random(points.shape[:2]) < 0.2] = np.nan
    turned = turn_to_opensim(replace(lab, points_m=points))
    assert turned.rotation is not None
    off = turned.rotation @ quarter @ heading_rotation(heading_deg).T
    angle_deg = np.rad2deg(np.arccos(np.clip((np.trace(off) - 1.0) / 2.0, -1.0, 1.0)))
    assert angle_deg < SQUARE_DEG + 2.0


def test_the_squats_decide_the_heading_not_the_walk(squat_trial: Build) -> None:
    squats = squat_trial(2)
    standing = squat_trial(0)
    walk = np.concatenate([standing.points_m @ heading_rotation(-90.0).T] * 9)
    points = np.concatenate([walk, squats.points_m])
    trial = replace(squats, points_m=points, time_s=np.arange(len(points)) / squats.rate_hz)
    turned = turn_to_opensim(trial)
    np.testing.assert_allclose(turned.points_m[len(walk) :], squats.points_m, atol=1e-9)


def test_a_turn_between_squats_is_told(squat_trial: Build) -> None:
    one = squat_trial(1)
    points = np.concatenate([one.points_m, one.points_m @ heading_rotation(-25.0).T])
    trial = replace(one, points_m=points, time_s=np.arange(len(points)) / one.rate_hz)
    notes = turn_to_opensim(trial).notes
    assert any("changes between low phases by 25°" in note for note in notes)
    assert not any("changes" in note for note in turn_to_opensim(squat_trial(2)).notes)


@pytest.mark.parametrize("quarter", [0, 7, 13, 23])
def test_mirrored_axes_are_refused(squat_trial: Build, quarter: int) -> None:
    trial = in_lab(squat_trial(), QUARTER_TURNS[quarter], 33.0)
    mirrored = replace(trial, points_m=trial.points_m * [1.0, 1.0, -1.0])
    with pytest.raises(TrialError, match="left-handed") as caught:
        turn_to_opensim(mirrored)
    assert "RASI/LASI" in str(caught.value)
    every = {label[1:] for label in trial.labels if label[0] in "LR"}
    with pytest.raises(TrialError, match="exchanged"):
        turn_to_opensim(swapped(trial, *every))


def test_one_exchanged_pair_of_a_limb_is_told_and_left_out(squat_trial: Build) -> None:
    true = squat_trial()
    turned = turn_to_opensim(in_lab(swapped(true, "KNE"), QUARTER_TURNS[5], 70.0))
    told = "Left and right look exchanged: RKNE/LKNE; neither is followed."
    assert told in turned.notes
    assert told in turned.doubts
    keep = [index for index, label in enumerate(true.labels) if label[1:] != "KNE"]
    assert turned.labels == tuple(true.labels[index] for index in keep)
    np.testing.assert_allclose(turned.points_m, true.points_m[:, keep], atol=1e-9)


@pytest.mark.parametrize("stems", [("ASI",), ("PSI",), ("ASI", "PSI"), ("KNE", "ANK")])
def test_exchanged_pelvis_or_two_pairs_are_refused(
    squat_trial: Build, stems: tuple[str, ...]
) -> None:
    lab = in_lab(swapped(squat_trial(), *stems), QUARTER_TURNS[5], 70.0)
    with pytest.raises(TrialError, match=r"left and right look exchanged.*--labels") as caught:
        turn_to_opensim(lab)
    for stem in stems:
        assert f"R{stem}/L{stem}" in str(caught.value)
    corrected = {"RASI": "asis_l", "LASI": "asis_r"} if stems == ("ASI",) else None
    if corrected is not None:
        assert turn_to_opensim(lab, label_map=corrected).doubts == ()


@pytest.mark.parametrize("sides", ["R", "L", "RL"])
def test_exchanged_asis_and_psis_are_refused(squat_trial: Build, sides: str) -> None:
    true = squat_trial()
    other = {
        f"{side}{a}": f"{side}{b}" for side in sides for a, b in (("ASI", "PSI"), ("PSI", "ASI"))
    }
    labels = tuple(other.get(label, label) for label in true.labels)
    lab = in_lab(replace(true, labels=labels), QUARTER_TURNS[7], -20.0)
    with pytest.raises(TrialError, match="ASIS and PSIS labels are exchanged") as caught:
        turn_to_opensim(lab)
    for side in "RL":
        assert (f"{side}ASI/{side}PSI" in str(caught.value)) == (side in sides)


def test_a_pelvis_that_faces_another_way_than_the_legs_is_doubted(squat_trial: Build) -> None:
    true = squat_trial()
    pelvis = [index for index, label in enumerate(true.labels) if label[1:] in ("ASI", "PSI")]
    for twist_deg, doubted in ((8.0, False), (20.0, True)):
        points = true.points_m.copy()
        points[:, pelvis] = points[:, pelvis] @ heading_rotation(twist_deg).T
        told = [d for d in turn_to_opensim(replace(true, points_m=points)).doubts if "legs" in d]
        assert bool(told) is doubted
        assert all("20° from the feet, 20° from the knees" in doubt for doubt in told)


def test_the_screen_gives_way_to_a_standing_body(squat_trial: Build) -> None:
    true = squat_trial()
    turned = turn_to_opensim(replace(true, screen=("+X", "+Z")))
    np.testing.assert_allclose(turned.points_m, true.points_m, atol=1e-9)
    assert any("screen axes (+Z) says otherwise" in note for note in turned.notes)


def test_the_screen_outvotes_a_body_that_may_lie(squat_trial: Build) -> None:
    """Standing still, a straight body that is far from the floor's zero may as well lie."""
    still = squat_trial(0)
    far = replace(still, points_m=still.points_m + np.array([0.0, 1.2, 0.0]), screen=("+X", "+Z"))
    lying = turn_to_opensim(far)
    assert lying.rotation is not None
    np.testing.assert_allclose(lying.rotation @ [0.0, 0.0, 1.0], [0.0, 1.0, 0.0], atol=1e-9)
    assert any("the body's posture (+Y) says otherwise" in doubt for doubt in lying.doubts)
    squats = squat_trial(2)
    raised = replace(
        squats, points_m=squats.points_m + np.array([0.0, 1.2, 0.0]), screen=("+X", "+Z")
    )
    seconded = with_plates(far)
    for stands in (raised, seconded):
        rotation = turn_to_opensim(stands).rotation
        assert rotation is not None
        np.testing.assert_allclose(rotation @ [0.0, 1.0, 0.0], [0.0, 1.0, 0.0], atol=1e-9)


def test_a_leg_raise_on_the_back_keeps_the_screens_vertical() -> None:
    sample = Path(__file__).parents[2] / "sample_trials" / "straight_leg_raise.c3d"
    turned = turn_to_opensim(read_trial(sample))
    assert turned.rotation is not None
    np.testing.assert_allclose(turned.rotation @ [0.0, 0.0, 1.0], [0.0, 1.0, 0.0], atol=1e-9)
    assert any(
        "Vertical: the laboratory's +Z, from the file's screen axes" in n for n in turned.notes
    )


@pytest.mark.parametrize(
    ("factor", "refused"), [(0.1, True), (0.4, False), (1.3, False), (10.0, True)]
)
def test_a_unit_that_makes_no_person_is_refused(
    squat_trial: Build, factor: float, refused: bool
) -> None:
    true = squat_trial(1)
    trial = replace(true, points_m=true.points_m * factor)
    if refused:
        with pytest.raises(
            TrialError, match=r"the unit looks wrong: the person would be (0\.16|16) m"
        ):
            turn_to_opensim(trial)
    else:
        assert turn_to_opensim(trial).turned


def test_one_stray_marker_makes_no_giant(squat_trial: Build) -> None:
    true = squat_trial(1)
    points = true.points_m.copy()
    points[:, true.labels.index("RKNM")] += 5.0
    assert turn_to_opensim(replace(true, points_m=points)).turned


def doubled(trial: Trial, *names: str, off_m: float, folder: Path) -> Trial:
    """The trial read back from a file in which some labels are given twice, the wrong one first."""
    columns = [trial.labels.index(name) for name in names]
    points = np.concatenate([trial.points_m[:, columns] + off_m, trial.points_m], axis=1)
    stand_in = tuple(f"twin{index}" for index in range(len(names)))
    path = folder / "twice.trc"
    write_trc(path, replace(trial, labels=stand_in + trial.labels, points_m=points))
    text = path.read_text()
    for alias, name in zip(stand_in, names, strict=True):
        text = text.replace(alias, name)
    path.write_text(text)
    return read_trial(path)


def test_a_known_label_given_twice_is_not_followed(squat_trial: Build, tmp_path: Path) -> None:
    true = squat_trial()
    twice = doubled(true, "RPSI", off_m=0.1, folder=tmp_path)
    assert twice.doubled == (("RPSI", "RPSI_2"),)
    turned = turn_to_opensim(twice)
    assert set(turned.labels) == set(true.labels) - {"RPSI"}
    (doubt,) = turned.doubts
    assert "RPSI is given to 2 markers in different places; none of them is used" in doubt
    told = turn_to_opensim(twice, label_map={"RPSI_2": "psis_r", "RPSI": "pelvis_1"})
    assert told.doubts == ()
    np.testing.assert_allclose(told.marker("RPSI_2"), true.marker("RPSI"), atol=1e-9)


def test_twins_in_one_place_are_kept(squat_trial: Build, tmp_path: Path) -> None:
    turned = turn_to_opensim(doubled(squat_trial(), "RPSI", off_m=0.0, folder=tmp_path))
    assert turned.doubts == ()
    assert "RPSI" in turned.labels


def test_many_labels_given_twice_are_refused(squat_trial: Build, tmp_path: Path) -> None:
    twice = doubled(squat_trial(), "RPSI", "LPSI", "RKNE", off_m=0.1, folder=tmp_path)
    with pytest.raises(TrialError, match=r"RPSI, LPSI, RKNE each stand for several markers"):
        turn_to_opensim(twice)


def on_all_fours(source: Path | None = None) -> Trial:
    """Hands and knees, facing +X, Y up."""
    places = {
        "TOE": (-0.55, 0.02, 0.12), "HEE": (-0.50, 0.20, 0.12), "ANK": (-0.45, 0.10, 0.17),
        "KNE": (0.0, 0.08, 0.2), "ASI": (0.05, 0.42, 0.12), "PSI": (-0.05, 0.58, 0.05),
        "SHO": (0.5, 0.60, 0.18), "FHD": (0.8, 0.55, 0.07), "BHD": (0.72, 0.68, 0.07),
    }  # fmt: skip
    sides = {"R": 1.0, "L": -1.0}
    points = {
        side + stem: [x, y, sign * z]
        for side, sign in sides.items()
        for stem, (x, y, z) in places.items()
    }
    still = np.tile(np.array(list(points.values()))[None], (10, 1, 1))
    return Trial("fours", source, np.arange(10) / 10.0, 10.0, tuple(points), still)


def test_a_body_on_all_fours_does_not_decide_the_vertical() -> None:
    true = on_all_fours()
    lab = in_lab(true, QUARTER_TURNS[4], 20.0)
    index = int(np.argmax(np.abs(QUARTER_TURNS[4][:, 1])))
    sign = "+" if QUARTER_TURNS[4][index, 1] > 0 else "-"
    for clue in (replace(lab, screen=("+X", f"{sign}{'XYZ'[index]}")), with_plates(true)):
        np.testing.assert_allclose(turn_to_opensim(clue).points_m, true.points_m, atol=1e-9)
    by_habit = turn_to_opensim(on_all_fours(Path("fours.trc")))
    assert any("habit of TRC" in note for note in by_habit.notes)
    np.testing.assert_allclose(by_habit.points_m, true.points_m, atol=1e-9)
    assert any("uncertain" in note for note in turn_to_opensim(true).notes)


def test_a_body_in_one_place_tells_no_vertical(squat_trial: Build) -> None:
    trial = squat_trial()
    flat = replace(trial, points_m=np.broadcast_to(trial.points_m[:, :1], trial.points_m.shape))
    with pytest.raises(TrialError):
        turn_to_opensim(flat)


def test_pelvis_alone_needs_another_clue_for_the_vertical(squat_trial: Build) -> None:
    trial = squat_trial()
    kept = [index for index, label in enumerate(trial.labels) if label[1:] in ("ASI", "PSI")]
    pelvis = replace(
        trial, labels=tuple(trial.labels[i] for i in kept), points_m=trial.points_m[:, kept]
    )
    with pytest.raises(TrialError, match="no axis can be called vertical"):
        turn_to_opensim(pelvis)
    turned = turn_to_opensim(with_plates(pelvis))
    assert any("+Y, from the ground reaction" in note for note in turned.notes)
    np.testing.assert_allclose(turned.points_m, pelvis.points_m, atol=1e-9)


def test_feet_and_pairs_serve_where_the_pelvis_is_unknown(squat_trial: Build) -> None:
    true = squat_trial()
    for wanted in (("HEE", "TOE", "SHO"), ("KNE", "ANK", "SHO")):
        kept = [index for index, label in enumerate(true.labels) if label[1:] in wanted]
        part = replace(
            true, labels=tuple(true.labels[i] for i in kept), points_m=true.points_m[:, kept]
        )
        turned = turn_to_opensim(in_lab(part, QUARTER_TURNS[9], -140.0))
        np.testing.assert_allclose(turned.points_m, part.points_m, atol=1e-9)


def test_nothing_known_is_said_with_what_is_needed(squat_trial: Build) -> None:
    trial = squat_trial()
    unknown = replace(trial, labels=tuple(f"M{i}" for i in range(len(trial.labels))))
    with pytest.raises(TrialError, match=r"needed are both ASIS.*label map.*M0, M1"):
        turn_to_opensim(unknown)


def test_a_label_map_makes_strange_labels_work(squat_trial: Build) -> None:
    trial = squat_trial()
    names = {"LASI": "asis_l", "RASI": "asis_r", "LPSI": "psis_l", "RPSI": "psis_r", "C7": "c7"}
    strange = {label: f"M{i}" for i, label in enumerate(trial.labels)}
    lab = replace(trial, labels=tuple(strange.values()))
    label_map = {strange[label]: landmark for label, landmark in names.items()}
    turned = turn_to_opensim(in_lab(lab, QUARTER_TURNS[3], 100.0), label_map=label_map)
    np.testing.assert_allclose(turned.points_m, trial.points_m, atol=1e-9)


@settings(deadline=None)
@given(st.floats(-180.0, 180.0), st.floats(0.0, 25.0), st.integers(0, 2**32 - 1))
def test_common_heading_is_the_mode(centre: float, sd: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    wrapped = rng.uniform(-0.5, 0.5, 300) * sd + centre
    angles = np.deg2rad(np.r_[wrapped, rng.uniform(-180.0, 180.0, 60)])
    found = common_heading(np.exp(1j * angles))
    assert found is not None
    off = (found[0] - centre + 180.0) % 360.0 - 180.0
    assert abs(off) < 5.0
    assert 0.5 < found[2] <= 1.0
    assert common_heading(np.full(4, np.nan + 0j)) is None


def test_low_phases_are_the_lower_half_of_the_way_down() -> None:
    time_s = np.arange(0.0, 10.0, 0.01)
    height = 0.9 - 0.4 * np.clip(np.sin(np.pi * time_s / 2.0), 0.0, None)
    height[490:500] = np.nan
    lows = low_phases(height, time_s)
    assert len(lows) == 3
    for first, last in lows:
        assert time_s[last] - time_s[first] == pytest.approx(4.0 / 3.0, abs=0.05)
    assert low_phases(0.9 - 0.25 * (0.9 - height), time_s) == ()
    assert low_phases(np.full(5, np.nan), time_s[:5]) == ()


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "axis", "heading_deg"),
    [
        ("real/occluded_squat/squat.c3d", "+Y", -95.9),
        ("real/stoop_lift/neu_t169_f250f350.c3d", "+Z", 4.9),
        ("real/barbell_static/barbell_athlete_static.c3d", "+Z", -175.8),
        ("real/opencap_subject4/squats1.trc", "+Y", 1.0),
        ("real/deep_squat/DLS01.trc", "+Y", -2.4),
    ],
)
def test_real_trials(shared: Path, file: str, axis: str, heading_deg: float) -> None:
    from opensim_wink.trial.landmark_positions import Places

    trial = read_trial(shared / file)
    turned = turn_to_opensim(trial)
    assert any(f"Vertical: the laboratory's {axis}," in note for note in turned.notes)
    assert any(f"Heading {heading_deg:.1f}°" in note for note in turned.notes)
    places = Places.of(turned)
    right = places.points_m["asis_r"] - places.points_m["asis_l"]
    known = np.isfinite(right[:, 0])
    assert np.median(right[known], axis=0)[2] > 0.15
    for side in "rl":
        foot = places.points_m[f"toe_{side}"] - places.points_m[f"heel_{side}"]
        assert np.nanmedian(foot[:, 0]) > 0.1
    head = places.mean(places.of_segments("thorax"), every=False)
    assert head is not None
    assert np.nanmedian(head[:, 1]) > 1.0
    a, b = trial.points_m, turned.points_m
    np.testing.assert_allclose(
        np.linalg.norm(a - a[:, :1], axis=2), np.linalg.norm(b - b[:, :1], axis=2), atol=1e-9
    )


def test_doubts_are_among_the_notes(squat_trial: Callable[..., Trial]) -> None:
    trial = squat_trial(2)
    assert turn_to_opensim(trial).doubts == ()
    template = turn_to_opensim(replace(trial, screen=("+X", "+Z")))
    assert len(template.doubts) == 1
    assert "screen axes (+Z) says otherwise" in template.doubts[0]
    names = {"RKNE": "LKNE", "LKNE": "RKNE"}
    exchanged = replace(trial, labels=tuple(names.get(label, label) for label in trial.labels))
    turned = turn_to_opensim(exchanged)
    assert any("exchanged" in doubt for doubt in turned.doubts)
    assert set(turned.doubts) < set(turned.notes)
