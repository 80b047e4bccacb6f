from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.trial.axes import rotate_trial
from opensim_wink.trial.faults import Row
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.triage import Triage, triage, triage_trial
from opensim_wink.trial.trial import GroundReaction, Person, Trial

Build = Callable[..., Trial]
Z_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


def found(rows: list[Row] | tuple[Row, ...], topic: str, kind: str) -> list[str]:
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
    rows = triage_trial(squat_trial(3))
    assert {row.kind for row in rows} <= {"ok", "info"}
    assert "3 times" in found(rows, "movement", "ok")[0]
    assert "2.00 s (0.56 m)" in found(rows, "movement", "ok")[0]
    assert (
        "Plug-in Gait" in found(rows, "labels", "ok")[0] or "CGM2" in found(rows, "labels", "ok")[0]
    )
    assert found(rows, "gaps", "ok")
    assert found(rows, "pelvis", "ok")


def test_lost_waist_markers_are_named_with_frames_and_times(squat_trial: Build) -> None:
    trial = hidden(squat_trial(2), "LASI", 90, 110)
    (sentence,) = found(triage_trial(trial), "gaps", "warning")
    assert "LASI (asis_l) is lost in 21 of 350 frames: 1.80–2.20 s" in sentence
    assert "21 of them while the pelvis is low" in sentence


def test_a_brief_gap_or_another_segment_is_only_told(squat_trial: Build) -> None:
    trial = hidden(hidden(squat_trial(2), "LASI", 100, 101), "LKNE", 90, 110)
    rows = triage_trial(trial)
    assert not found(rows, "gaps", "warning")
    assert len(found(rows, "gaps", "info")) == 2


def test_too_few_pelvis_markers_at_depth_is_a_problem(squat_trial: Build) -> None:
    trial = squat_trial(1)
    for label in ("LASI", "RASI"):
        trial = hidden(trial, label, 60, 140)
    (sentence,) = found(triage_trial(trial), "pelvis", "problem")
    assert "81 frames" in sentence
    assert "while the pelvis is low" in sentence
    rows = triage_trial(without(squat_trial(1), "LPSI", "RPSI"))
    assert "Only 2 pelvis markers" in found(rows, "pelvis", "problem")[0]
    assert "psis_r or sacrum" in " ".join(found(rows, "landmarks", "warning"))


def test_missing_landmarks_are_named_by_purpose(squat_trial: Build) -> None:
    trial = without(squat_trial(1), "C7", "T10", "LHEE")
    warnings = found(triage_trial(trial), "landmarks", "warning")
    assert any("lumbar angle" in sentence and "c7" in sentence for sentence in warnings)
    assert any("feet" in sentence and "heel_l" in sentence for sentence in warnings)


def test_a_marker_that_jumps_is_named(squat_trial: Build) -> None:
    trial = squat_trial(1)
    points = trial.points_m.copy()
    points[30:, trial.labels.index("RTOE")] += [0.0, 0.5, 0.0]
    (sentence,) = found(triage_trial(replace(trial, points_m=points)), "jumps", "warning")
    assert "RTOE jumps by up to 0.50 m" in sentence
    assert "0.60 s" in sentence


def test_exchanged_labels_are_found(squat_trial: Build) -> None:
    trial = squat_trial(1)
    names = {"RKNE": "RKNM", "RKNM": "RKNE"}
    inner = replace(trial, labels=tuple(names.get(label, label) for label in trial.labels))
    (sentence,) = found(triage_trial(inner), "labels", "warning")
    assert "Medial and lateral markers of the knee" in sentence
    names = {"RASI": "LASI", "LASI": "RASI"}
    sides = replace(trial, labels=tuple(names.get(label, label) for label in trial.labels))
    assert any(
        "exchanged" in sentence for sentence in found(triage_trial(sides), "axes", "warning")
    )
    mirrored = replace(trial, points_m=trial.points_m * [1.0, 1.0, -1.0])
    rows = triage_trial(mirrored)
    assert "left-handed" in found(rows, "axes", "problem")[0]
    assert found(rows, "gaps", "ok")


@pytest.mark.parametrize("factor", [0.001, 10.0, 1000.0])
def test_wrong_units_are_a_problem(squat_trial: Build, factor: float) -> None:
    trial = squat_trial(1)
    rows = triage_trial(replace(trial, points_m=trial.points_m * factor))
    assert [row for row in rows if row.kind == "problem"]


def test_slow_and_static_trials_are_said_to_be(squat_trial: Build) -> None:
    assert "25 Hz is slow" in found(triage_trial(squat_trial(1, 25.0)), "file", "warning")[0]
    assert "static trial" in found(triage_trial(squat_trial(0)), "movement", "info")[0]


def test_plates_are_weighed_against_the_person(squat_trial: Build) -> None:
    trial = squat_trial(1)
    person = Person(mass_kg=70.0)
    loaded = replace(trial, plates=(plate(trial, 70.0 * 9.80665),), person=person)
    assert "70.0 kg" in found(triage_trial(loaded), "plates", "ok")[0]
    assert not found(triage_trial(loaded), "mass", "warning")
    barbell = replace(loaded, plates=(plate(trial, 900.0),))
    assert "91.8 kg but the file says 70.0 kg" in found(triage_trial(barbell), "mass", "warning")[0]
    idle = replace(loaded, plates=(plate(trial, 3.0),))
    assert "never loaded" in found(triage_trial(idle), "plates", "warning")[0]


def test_files_are_read_and_compared(squat_trial: Build, tmp_path: Path) -> None:
    trial = rotate_trial(squat_trial(2), Z_UP)
    squats, static, other = (tmp_path / f"{name}.trc" for name in ("squats", "static", "other"))
    write_trc(squats, trial)
    write_trc(static, squat_trial(0))
    write_trc(other, squat_trial(0, size=0.9))
    good = triage(squats, static=static)
    assert good.worst == "info"
    assert good.exit_status == 0
    assert found(good.rows, "static", "ok")
    assert any("+Z" in sentence for sentence in found(good.rows, "axes", "ok"))
    bad = triage(squats, static=other)
    assert (bad.worst, bad.exit_status) == ("problem", 2)
    assert "another person" in found(bad.rows, "static", "problem")[0]
    assert found(triage(squats, static=tmp_path / "no.trc").rows, "static", "problem")


def test_bad_files_become_rows(squat_trial: Build, tmp_path: Path) -> None:
    nothing = triage(tmp_path / "absent.c3d")
    assert nothing.exit_status == 2
    assert "absent.c3d" in nothing.rows[0].sentence
    path = tmp_path / "squats.trc"
    write_trc(path, squat_trial(1))
    no_map = triage(path, label_map=tmp_path / "absent.csv")
    assert found(no_map.rows, "label map", "problem")
    assert found(no_map.rows, "movement", "ok")


def test_a_label_map_file_is_used(squat_trial: Build, tmp_path: Path) -> None:
    trial = squat_trial(1)
    path, label_map = tmp_path / "squats.trc", tmp_path / "map.csv"
    write_trc(path, replace(trial, labels=tuple(f"M{i}" for i in range(len(trial.labels)))))
    assert triage(path).worst == "problem"
    from opensim_wink.trial.landmarks import landmarks

    names = landmarks(trial.labels)
    rows = [f"M{trial.labels.index(label)},{landmark}" for landmark, label in names.items()]
    label_map.write_text("label,landmark\n" + "\n".join(rows), "utf-8")
    assert triage(path, label_map=label_map).worst == "info"


def test_the_page_is_plain_and_wrapped() -> None:
    rows = (Row("ok", "file", "fine"), Row("problem", "pelvis", "word " * 60))
    text = Triage("a.c3d", rows).to_text(width=72)
    lines = text.splitlines()
    assert lines[0] == "a.c3d: 1 problem"
    assert max(map(len, lines)) <= 72
    assert len(lines) > 4
    assert "\x1b" not in text
    assert Triage("b.c3d", rows[:1]).to_text().startswith("b.c3d: nothing wrong")


@pytest.mark.real
def test_the_occluded_squat_is_understood(shared: Path) -> None:
    result = triage(shared / "real" / "occluded_squat" / "squat.c3d")
    rows = result.rows
    assert result.worst == "warning"
    assert "SehoonVSK35" in found(rows, "subject", "ok")[0]
    assert "Vicon whole body with waist" in found(rows, "labels", "ok")[0]
    assert any("+Y, from the body's posture" in sentence for sentence in found(rows, "axes", "ok"))
    gaps = " ".join(found(rows, "gaps", "warning"))
    assert "LFWT (asis_l) is lost in 384 of 2539 frames" in gaps
    assert "RFWT (asis_r) is lost in 307 of 2539 frames" in gaps
    assert "2 times" in found(rows, "movement", "ok")[0]
    filling = " ".join(found(rows, "filling", "info"))
    assert "LFWT" in filling
    assert "LBWT" in filling


@pytest.mark.real
def test_every_file_of_the_zoo_gets_its_page(shared: Path) -> None:
    for path in sorted((shared / "c3d_zoo").iterdir()):
        result = triage(path)
        assert result.rows, path.name
        assert result.to_text().startswith(path.name)
