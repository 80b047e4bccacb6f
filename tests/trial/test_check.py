from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import WinkError
from opensim_wink.trial.axes import rotate_trial
from opensim_wink.trial.check import TrialCheck, check_read, check_trial
from opensim_wink.trial.faults import Row, find_size
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Event, GroundReaction, Person, Trial
from opensim_wink.trial.vocabulary import is_unnamed

Build = Callable[..., Trial]
Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


def rows_of(trial: Trial) -> tuple[Row, ...]:
    return check_read(trial).rows


def found(rows: tuple[Row, ...], topic: str, kind: str) -> list[str]:
    return [row.sentence for row in rows if (row.topic, row.kind) == (topic, kind)]


def without(trial: Trial, *labels: str) -> Trial:
    kept = [i for i, label in enumerate(trial.labels) if label not in labels]
    return replace(
        trial, labels=tuple(trial.labels[i] for i in kept), points_m=trial.points_m[:, kept]
    )


def hidden(trial: Trial, label: str, first: int, last: int) -> Trial:
    points = trial.points_m.copy()
    points[first : last + 1, trial.labels.index(label)] = np.nan
    return replace(trial, points_m=points)


def plate(trial: Trial, newtons: float) -> GroundReaction:
    force = np.zeros((trial.n_frames, 3))
    force[:, 1] = newtons
    return GroundReaction("plate 1", trial.time_s, force, 0.0 * force, 0.0 * force)


def test_a_good_trial_has_nothing_wrong(squat_trial: Build) -> None:
    rows = rows_of(squat_trial(3))
    assert {row.kind for row in rows} <= {"ok", "info"}
    (movement,) = found(rows, "movement", "ok")
    assert movement.startswith("The pelvis goes low 3 times: 1.62–2.38 s (0.56 m), ")
    assert (
        "Plug-in Gait" in found(rows, "labels", "ok")[0] or "CGM2" in found(rows, "labels", "ok")[0]
    )
    assert found(rows, "gaps", "ok")
    assert found(rows, "pelvis", "ok")


def test_a_lost_waist_marker_is_carried_and_said_in_one_line(squat_trial: Build) -> None:
    check = check_read(hidden(squat_trial(2), "LASI", 90, 110))
    (gap,) = check.gaps
    assert gap == ("LASI", 21, 1, 21, pytest.approx(1.8), pytest.approx(2.2), 0, 21)
    (sentence,) = found(check.rows, "gaps", "info")
    assert sentence == "LASI: 21 frames in 1 gap, 21 at depth, longest 1.80–2.20 s; all filled"
    (carried,) = found(check.rows, "pelvis", "warning")
    assert "In 21 of 350 frames (21 at depth) the pelvis is carried" in carried
    assert "LASI rebuilt there" in carried
    assert check.usable
    assert np.isfinite(check.trial.marker("LASI")).all()


def test_gaps_of_the_pelvis_come_first_and_many_are_cut(squat_trial: Build) -> None:
    trial = hidden(squat_trial(2), "LASI", 100, 101)
    others = [label for label in trial.labels if label not in ("LASI", "RASI", "LPSI", "RPSI")]
    for label in others[:7]:
        trial = hidden(trial, label, 90, 120)
    check = check_read(trial)
    sentences = found(check.rows, "gaps", "info")
    assert len(check.gaps) == 8
    assert sentences[0].startswith("LASI: 2 frames in 1 gap")
    assert len(sentences) == 7
    assert sentences[-1] == f"Gaps too in {', '.join(others[5:7])}."
    assert check.gaps[-1].marker == "LASI"


def test_markers_that_are_never_seen_are_named(squat_trial: Build) -> None:
    trial = squat_trial(1)
    rows = rows_of(hidden(trial, "C7", 0, trial.n_frames - 1))
    assert found(rows, "gaps", "warning") == ["Never seen: C7."]


def test_gaps_behind_a_doubled_label_are_told_of_the_right_marker(squat_trial: Build) -> None:
    trial = hidden(squat_trial(), "RTOE", 20, 30)
    first, last = trial.labels[0], "RTOE"
    order = [first, "twin", *(label for label in trial.labels if label not in (first, last)), last]
    columns = [trial.labels.index(first if label == "twin" else label) for label in order]
    points = trial.points_m[:, columns].copy()
    points[:, 1] += 0.3  # the twin is somewhere else
    points[40:50, 1] = np.nan
    doubled = replace(trial, labels=tuple(order), points_m=points, doubled=((first, "twin"),))
    gaps = {gap.marker: gap for gap in check_read(doubled).gaps}
    assert gaps["RTOE"].missing == 11
    assert gaps["twin"].open_frames == gaps["twin"].missing == 10


def test_too_few_pelvis_markers_at_depth_is_a_problem(squat_trial: Build) -> None:
    trial = squat_trial(1)
    for label in ("LASI", "RASI"):
        trial = hidden(trial, label, 60, 140)
    check = check_read(trial)
    (sentence,) = found(check.rows, "pelvis", "problem")
    assert "in 81 frames (1.20–2.80 s), also after filling" in sentence
    assert "at depth, where tilt stays unknown" in sentence
    assert {gap.open_frames for gap in check.gaps} == {81}
    assert len(found(check.rows, "gaps", "warning")) == 2
    rows = rows_of(without(squat_trial(1), "LPSI", "RPSI"))
    assert "understood: RASI, LASI; pelvic tilt needs three" in found(rows, "pelvis", "problem")[0]
    assert "psis_r or sacrum" in " ".join(found(rows, "landmarks", "warning"))


def test_missing_landmarks_are_named_by_purpose(squat_trial: Build) -> None:
    trial = without(squat_trial(1), "C7", "T10", "LHEE")
    warnings = found(rows_of(trial), "landmarks", "warning")
    assert any("lumbar angle" in sentence and "c7" in sentence for sentence in warnings)
    assert any("feet" in sentence and "heel_l" in sentence for sentence in warnings)


def test_a_trial_without_a_leg_is_not_usable(squat_trial: Build) -> None:
    trial = squat_trial(1)
    legs = [
        label
        for label, segment in recognise(trial.labels).segments.items()
        if segment.partition("_")[0] in ("femur", "tibia", "foot")
    ]
    check = check_read(without(trial, *legs))
    assert not check.usable
    assert any("thighs, shanks or feet" in row.sentence for row in check.rows)


def test_keypoints_of_a_video_show_no_tilt(squat_trial: Build) -> None:
    trial = squat_trial(1)
    pelvis = [k for k, v in recognise(trial.labels).segments.items() if v == "pelvis"]
    points = trial.points_m[:, [trial.labels.index(label) for label in pelvis[:2]]]
    hips = without(trial, *pelvis)
    hips = replace(
        hips,
        labels=(*hips.labels, "RHJC", "LHJC"),
        points_m=np.concatenate([hips.points_m, points], axis=1),
    )
    (said,) = found(rows_of(hips), "pelvis", "problem")
    assert said.startswith("Of the pelvis only hip centres are known")


def test_points_that_nobody_named_are_counted_and_their_gaps_are_none(squat_trial: Build) -> None:
    trial = squat_trial(1)
    unnamed = ("*110", "U12", "unlabelled_1")
    points = np.concatenate([trial.points_m, trial.points_m[:, :3] + 0.1], axis=1)
    points[5:, -3:] = np.nan
    rows = rows_of(replace(trial, labels=(*trial.labels, *unnamed), points_m=points))
    assert "3 points without a name: *110, U12, unlabelled_1." in found(rows, "labels", "info")
    assert found(rows, "gaps", "ok") == ["Every marker is seen in every frame."]
    assert not any(is_unnamed(label) for label in ("LASI", "U1", "C7", "unlikely"))


def test_a_copy_of_a_marker_is_told_and_another_place_is_warned_of(squat_trial: Build) -> None:
    trial = squat_trial(1)
    beside = trial.marker("LASI") + np.array([0.0, 0.03, 0.0])
    points = np.stack([trial.marker("RASI"), beside], axis=1)
    both = replace(
        trial,
        labels=(*trial.labels, "RASIS", "LASIS"),
        points_m=np.concatenate([trial.points_m, points], axis=1),
    )
    rows = rows_of(both)
    (copies,) = (s for s in found(rows, "labels", "info") if "copies" in s)
    assert copies == "Left unused, copies of another marker at the same place: 'RASIS' of 'RASI'."
    (warned,) = found(rows, "labels", "warning")
    assert "'LASIS' (asis_l is 'LASI')" in warned
    assert "RASIS" not in warned


def test_a_marker_that_jumps_is_named(squat_trial: Build) -> None:
    trial = squat_trial(1)
    points = trial.points_m.copy()
    points[30:, trial.labels.index("RTOE")] += [0.0, 0.5, 0.0]
    (sentence,) = found(rows_of(replace(trial, points_m=points)), "jumps", "warning")
    assert "RTOE jumps by up to 0.50 m" in sentence
    assert "0.60 s" in sentence


def test_exchanged_labels_are_found(squat_trial: Build) -> None:
    trial = squat_trial(1)
    names = {"RKNE": "RKNM", "RKNM": "RKNE"}
    inner = replace(trial, labels=tuple(names.get(label, label) for label in trial.labels))
    (sentence,) = found(rows_of(inner), "labels", "warning")
    assert "Medial and lateral markers of the knee" in sentence
    names = {"RASI": "LASI", "LASI": "RASI"}
    sides = replace(trial, labels=tuple(names.get(label, label) for label in trial.labels))
    assert any("exchanged" in sentence for sentence in found(rows_of(sides), "axes", "problem"))
    mirrored = replace(trial, points_m=trial.points_m * [1.0, 1.0, -1.0])
    rows = rows_of(mirrored)
    assert found(rows, "axes", "problem")[0].startswith("Right markers lie on the subject's left")
    assert found(rows, "gaps", "ok")


@pytest.mark.parametrize("factor", [0.001, 10.0, 1000.0])
def test_wrong_units_are_a_problem(squat_trial: Build, factor: float) -> None:
    trial = squat_trial(1)
    rows = rows_of(replace(trial, points_m=trial.points_m * factor))
    assert [row for row in rows if row.kind == "problem"]


def test_a_body_that_lies_is_as_long_as_one_that_stands(squat_trial: Build) -> None:
    standing, lying = squat_trial(1), rotate_trial(squat_trial(1), Z_UP)
    (size,) = find_size(Places.of(standing))
    assert size.kind == "ok"
    assert find_size(Places.of(lying)) == [size]


def test_slow_and_static_trials_are_said_to_be(squat_trial: Build) -> None:
    assert "25 Hz is slow" in found(rows_of(squat_trial(1, 25.0)), "file", "warning")[0]
    assert "static trial" in found(rows_of(squat_trial(0)), "movement", "info")[0]


def test_plates_are_weighed_against_the_person(squat_trial: Build) -> None:
    trial = squat_trial(1)
    person = Person(mass_kg=70.0)
    loaded = replace(trial, plates=(plate(trial, 70.0 * 9.80665),), person=person)
    assert "70.0 kg" in found(rows_of(loaded), "plates", "ok")[0]
    assert not found(rows_of(loaded), "mass", "warning")
    barbell = replace(loaded, plates=(plate(trial, 900.0),))
    assert "91.8 kg but the file says 70.0 kg" in found(rows_of(barbell), "mass", "warning")[0]
    idle = replace(loaded, plates=(plate(trial, 3.0),))
    assert "never loaded" in found(rows_of(idle), "plates", "warning")[0]


def test_files_are_read_and_compared(squat_trial: Build, tmp_path: Path) -> None:
    trial = rotate_trial(squat_trial(2), Z_UP)
    squats, static, other = (tmp_path / f"{name}.trc" for name in ("squats", "static", "other"))
    write_trc(squats, trial)
    write_trc(static, squat_trial(0))
    write_trc(other, squat_trial(0, size=0.9))
    good = check_trial(squats, static=static)
    assert good.worst == "info"
    assert good.trial.turned
    assert good.lows_s == (pytest.approx((1.62, 2.38)), pytest.approx((4.62, 5.38)))
    assert "segment lengths agree with static.trc" in found(good.rows, "static", "ok")[0]
    assert any("+Z" in sentence for sentence in found(good.rows, "axes", "ok"))
    bad = check_trial(squats, static=other)
    assert not bad.usable
    assert "another person" in found(bad.rows, "static", "problem")[0]


def test_what_cannot_be_read_is_refused(squat_trial: Build, tmp_path: Path) -> None:
    path, absent = tmp_path / "squats.trc", tmp_path / "absent.trc"
    write_trc(path, squat_trial(1))
    with pytest.raises(WinkError, match=r"absent\.trc"):
        check_trial(absent)
    with pytest.raises(WinkError, match=r"absent\.trc"):
        check_trial(path, static=absent)
    with pytest.raises(WinkError, match=r"absent\.csv"):
        check_trial(path, label_map=tmp_path / "absent.csv")


def test_events_and_subjects_are_told(squat_trial: Build) -> None:
    event = Event("Down", "General", 1.25)
    trial = replace(squat_trial(1), events=(event,), subjects=("Ann",))
    rows = rows_of(trial)
    assert found(rows, "events", "ok") == ["General Down 1.25 s."]
    assert "1 event." in found(rows, "file", "ok")[0]
    assert "'Ann'" in found(rows, "subject", "ok")[0]
    two = replace(trial, subjects=("Ann", "Bo"), person=Person(name="Bo"))
    assert "Ann, Bo; 'Bo' was taken" in found(rows_of(two), "subject", "info")[0]


def test_a_label_map_file_is_used(squat_trial: Build, tmp_path: Path) -> None:
    trial = squat_trial(1)
    path, label_map = tmp_path / "squats.trc", tmp_path / "map.csv"
    write_trc(path, replace(trial, labels=tuple(f"M{i}" for i in range(len(trial.labels)))))
    lost = check_trial(path)
    assert [(row.kind, row.topic) for row in lost.rows if row.kind == "problem"] == [
        ("problem", "labels")
    ]
    from opensim_wink.trial.recognition import recognise

    names = recognise(trial.labels).landmarks
    rows = [f"M{trial.labels.index(label)},{landmark}" for landmark, label in names.items()]
    label_map.write_text("label,landmark\n" + "\n".join(rows), "utf-8")
    assert check_trial(path, label_map=label_map).worst == "info"


def test_the_page_is_plain_wrapped_and_ordered(squat_trial: Build) -> None:
    trial = replace(hidden(squat_trial(2), "LASI", 90, 110), name="a")
    check = check_read(trial)
    assert [row.kind for row in check.rows] == sorted(
        (row.kind for row in check.rows), key=["problem", "warning", "info", "ok"].index
    )
    for width in (40, 72, 100):
        text = check.to_text(width)
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
        assert "\xa0" not in text
        words = " ".join(text.split())
        assert all(" ".join(row.sentence.split()) in words for row in check.rows)
    lines = check.to_text().splitlines()
    assert lines[0] == "a: usable, 1 warning"
    assert lines[1].startswith("  warning  pelvis ")
    many = replace(check, rows=(Row("problem", "x", "no."), Row("problem", "x", "none.")))
    assert many.to_text().splitlines() == [
        "a: not usable, 2 problems",
        "  problem  x  no.",
        "              none.",
    ]
    assert isinstance(many, TrialCheck)


@pytest.mark.real
def test_the_occluded_squat_is_understood(shared: Path) -> None:
    check = check_trial(shared / "real" / "occluded_squat" / "squat.c3d")
    rows = check.rows
    assert check.worst == "warning"
    assert check.trial.turned
    assert check.recognition.unknown == ()
    assert "SehoonVSK35" in found(rows, "subject", "ok")[0]
    assert "Vicon whole body with waist" in found(rows, "labels", "ok")[0]
    assert any("+Y, from the body's posture" in sentence for sentence in found(rows, "axes", "ok"))
    assert len(check.lows_s) == 2
    assert "goes low twice: 3.47–3.83 s" in found(rows, "movement", "ok")[0]
    gaps = {gap.marker: gap for gap in check.gaps}
    assert (gaps["LFWT"].missing, gaps["LFWT"].open_frames) == (384, 0)
    assert (gaps["RFWT"].missing, gaps["RFWT"].open_frames) == (307, 0)
    (carried,) = found(rows, "pelvis", "warning")
    assert "In 405 of 2539 frames" in carried
    assert "LFWT, RFWT rebuilt there" in carried
    assert sum("LFWT" in sentence for sentence in found(rows, "gaps", "info")) == 1


@pytest.mark.real
def test_every_file_of_the_zoo_gets_its_page_or_one_line(shared: Path) -> None:
    pages, refusals = {}, {}
    for path in sorted((shared / "c3d_zoo").iterdir()):
        try:
            pages[path.name] = check_trial(path).to_text()
        except WinkError as error:
            refusals[path.name] = str(error)
    assert all(name in text for name, text in (pages | refusals).items())
    assert all("\n" not in text for text in refusals.values())
    assert len(pages) > len(refusals)
