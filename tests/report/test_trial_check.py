from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.report.trial_check import check_trial
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

# A standing person facing +X, Z to the right: label, x, y, z in metres.
BODY = {
    "RASI": (0.10, 1.00, 0.13), "LASI": (0.10, 1.00, -0.13),
    "RPSI": (-0.10, 1.02, 0.05), "LPSI": (-0.10, 1.02, -0.05),
    "C7": (-0.08, 1.50, 0.0), "CLAV": (0.06, 1.42, 0.0), "STRN": (0.10, 1.25, 0.0),
    "T10": (-0.12, 1.20, 0.0),
    "RTHI": (0.02, 0.75, 0.20), "LTHI": (0.02, 0.75, -0.20),
    "RKNE": (0.02, 0.52, 0.16), "LKNE": (0.02, 0.52, -0.16),
    "RTIB": (0.02, 0.30, 0.15), "LTIB": (0.02, 0.30, -0.15),
    "RANK": (0.0, 0.09, 0.14), "LANK": (0.0, 0.09, -0.14),
    "RHEE": (-0.06, 0.04, 0.10), "LHEE": (-0.06, 0.04, -0.10),
    "RTOE": (0.14, 0.04, 0.12), "LTOE": (0.14, 0.04, -0.12),
}  # fmt: skip


def person(*, squats: int = 2, lost: dict[str, slice] | None = None, without: str = "") -> Trial:
    labels = tuple(label for label in BODY if not (without and label.endswith(without)))
    time_s = 1.0 + np.arange(400) / 100
    down = 0.4 * np.sin(np.pi * squats * np.arange(400) / 400) ** 2
    points = np.tile(np.array([BODY[label] for label in labels]), (400, 1, 1))
    for index, label in enumerate(labels):
        if BODY[label][1] > 0.9:
            points[:, index, 1] -= down
    for label, frames in (lost or {}).items():
        points[frames, labels.index(label)] = np.nan
    return Trial("t", None, time_s, 100.0, labels, points)


def written(tmp_path: Path, trial: Trial) -> Path:
    write_trc(tmp_path / "t.trc", trial)
    return tmp_path / "t.trc"


def test_whole_trial_has_nothing_to_warn_of(tmp_path: Path) -> None:
    found = check_trial(written(tmp_path, person()))
    assert found.warnings == ()
    assert found.label_set == "plug_in_gait"
    assert found.understood == len(BODY)
    assert set(found.pelvis) == {"RASI", "LASI", "RPSI", "LPSI"}
    assert len(found.lows_s) == 2
    assert found.gaps == ()
    text = found.to_text()
    assert "goes low twice" in text
    assert "nothing found that would stop" in text


def test_lost_pelvis_marker_is_rebuilt_and_said(tmp_path: Path) -> None:
    found = check_trial(written(tmp_path, person(lost={"LASI": slice(80, 180)})))
    (gap,) = found.gaps
    assert (gap.marker, gap.missing, gap.gaps, gap.longest, gap.open_frames) == (
        "LASI", 100, 1, 100, 0,
    )  # fmt: skip
    assert gap.first_s == pytest.approx(1.8)
    assert any("100 of 400 frames" in line and "LASI" in line for line in found.warnings)
    assert "LASI: 100 frames in 1 gap, longest 100" in found.to_text()


def test_two_lost_pelvis_markers_stay_open(tmp_path: Path) -> None:
    gone = slice(80, 180)
    found = check_trial(written(tmp_path, person(lost={"LASI": gone, "RASI": gone})))
    assert {gap.open_frames for gap in found.gaps} == {100}
    assert any("fewer than three pelvis markers" in line for line in found.warnings)


def test_missing_parts_are_named(tmp_path: Path) -> None:
    found = check_trial(written(tmp_path, person(without="PSI")))
    assert any("carries 2 known markers" in line for line in found.warnings)
    standing = check_trial(written(tmp_path, person(squats=0)))
    assert any("no squat" in line for line in standing.warnings)


def test_static_trial_is_compared(tmp_path: Path) -> None:
    path = written(tmp_path, person())
    static = person(squats=0)
    write_trc(tmp_path / "same.trc", static)
    assert check_trial(path, static=tmp_path / "same.trc").warnings == ()
    static.points_m[:] *= 1.2
    write_trc(tmp_path / "taller.trc", static)
    warnings = check_trial(path, static=tmp_path / "taller.trc").warnings
    assert any("another person" in line for line in warnings)


@pytest.mark.real
def test_occluded_squat_is_recognised(shared: Path) -> None:
    found = check_trial(shared / "real" / "occluded_squat" / "squat.c3d")
    assert found.trial.turned
    assert found.label_set == "vicon_waist"
    assert found.unknown == ()
    assert len(found.lows_s) == 2
    gaps = {gap.marker: gap for gap in found.gaps}
    assert gaps["LFWT"].missing == 384
    assert gaps["RFWT"].missing == 307
    assert gaps["LFWT"].open_frames == gaps["RFWT"].open_frames == 0
    assert any("LFWT, RFWT were rebuilt" in line for line in found.warnings)


@pytest.mark.real
def test_every_c3d_of_the_zoo_has_an_answer(shared: Path) -> None:
    from opensim_wink.errors import WinkError

    texts, refusals = {}, {}
    for path in sorted((shared / "c3d_zoo").iterdir()):
        try:
            texts[path.name] = check_trial(path).to_text()
        except WinkError as error:
            refusals[path.name] = str(error)
    for name, text in (texts | refusals).items():
        assert name in text
    assert all("\n" not in text for text in refusals.values())
    assert len(texts) > len(refusals)
