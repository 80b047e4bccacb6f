"""Real C3D files of many makers, against each other and against the libraries' own readers."""

from __future__ import annotations

import warnings
from pathlib import Path

import c3d
import numpy as np
import pytest

from opensim_wink.errors import LabelError, TrialError
from opensim_wink.trial.c3d.file import read_c3d

pytestmark = pytest.mark.real

ENCODINGS = {
    "sample_01": ("_Eb015pi", "_Eb015pr", "_Eb015si", "_Eb015sr", "_Eb015vi", "_Eb015vr"),
    "sample_02": ("_pc_int", "_pc_real", "_sgi_int", "_sgi_real", "_dec_int", "_dec_real"),
}
# What one step of the integer files is worth, and twice what a force channel's step is.
STEP_MM = {"sample_01": 0.0834, "sample_02": 0.2812}


def test_every_file_is_read_or_refused_in_a_line(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "c3d_zoo").iterdir()):
        try:
            trial = read_c3d(path)
        except (TrialError, LabelError) as error:
            refused[path.name] = str(error)
            continue
        assert np.isfinite(trial.points_m).any(), path.name
        assert not np.isinf(trial.points_m).any(), path.name
        # A person moves about a laboratory, in metres.
        assert 0.2 < np.nanmax(np.abs(trial.points_m)) < 20.0, path.name
        assert len(trial.time_s) == len(trial.points_m)
    assert sorted(refused) == [
        "sample_07_16bitanalog.c3d",
        "sample_30_emgwl.c3d",
        "sample_35_Mega_Electronics_Isokinetic_EMG_Angle_Torque_Sample_File.c3d",
        "sample_37_ART-Human_2persons_integer.c3d",
    ]
    assert not any("\n" in line for line in refused.values())


@pytest.mark.parametrize("sample", sorted(ENCODINGS))
def test_six_encodings_read_alike(shared: Path, sample: str) -> None:
    trials = [read_c3d(shared / "c3d_zoo" / f"{sample}{name}.c3d") for name in ENCODINGS[sample]]
    first = trials[0]
    assert first.analog is not None
    for trial in trials[1:]:
        assert (trial.labels, trial.rate_hz) == (first.labels, first.rate_hz)
        assert (trial.person, trial.screen) == (first.person, first.screen)
        np.testing.assert_array_equal(trial.time_s, first.time_s)
        np.testing.assert_array_equal(np.isnan(trial.points_m), np.isnan(first.points_m))
        apart_mm = 1000.0 * np.nanmax(np.abs(trial.points_m - first.points_m))
        assert apart_mm <= STEP_MM[sample]
        assert trial.analog is not None
        assert trial.analog.labels == first.analog.labels
        np.testing.assert_allclose(trial.analog.values, first.analog.values, rtol=1e-5, atol=1e-3)
        for plate, other in zip(trial.plates, first.plates, strict=True):
            np.testing.assert_allclose(plate.force_n, other.force_n, atol=0.01)
            np.testing.assert_allclose(plate.cop_m, other.cop_m, atol=1e-4)


@pytest.mark.parametrize(
    "name",
    [
        "c3d_zoo/sample_01_Eb015si.c3d",
        "c3d_zoo/sample_02_dec_real.c3d",
        "c3d_zoo/sample_26_Capture0004.c3d",
        "c3d_zoo/sample_28_dynamic.C3D",
        "real/barbell_static/barbell_athlete_static.c3d",
        "real/stoop_lift/stoop1_t169_f620f800.c3d",
    ],
)
def test_samples_as_the_library_reads_them(shared: Path, name: str) -> None:
    """Frame by frame, as the library's own loop gives them."""
    path = shared / name
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frames = [(points, analog) for _, points, analog in c3d.Reader(stream).read_frames()]
    points = np.stack([points for points, _ in frames]).astype(np.float64)
    trial = read_c3d(path)
    lost = (points[..., 3] < 0) | (points[..., :3] == 0.0).all(axis=2)
    np.testing.assert_array_equal(np.isnan(trial.points_m).any(axis=2), lost)
    np.testing.assert_allclose(
        1000.0 * trial.points_m[~lost], points[..., :3][~lost], rtol=1e-6, atol=1e-4
    )
    if trial.analog:
        analog = np.concatenate([analog.T for _, analog in frames])
        np.testing.assert_allclose(trial.analog.values, analog, rtol=1e-6)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vicon Motion Systems_pyCGM2_lower_limb_CGM24_Walking01.c3d", 2),
        ("sample_32_vicon_zerowire.c3d", 2),
        ("Codamotion_codamotion_gaitwands_19970212.c3d", 3),
        ("Motion Analysis Corporation_Sample_Jump2.c3d", 4),
    ],
)
def test_plates_as_ezc3d_reads_them(shared: Path, name: str, kind: int) -> None:
    """Files that ask for no baseline, which ezc3d does not take off."""
    import ezc3d

    path = shared / "c3d_zoo" / name
    expected = ezc3d.c3d(str(path), extract_forceplat_data=True)["data"]["platform"]
    plates = read_c3d(path).plates
    assert len(plates) == len(expected)
    for plate, other in zip(plates, expected, strict=True):
        loaded = np.isfinite(plate.cop_m[:, 0])
        assert plate.kind == kind
        assert loaded.any()
        np.testing.assert_allclose(plate.force_n, other["force"].T, atol=1e-5)
        np.testing.assert_allclose(
            plate.cop_m[loaded], other["center_of_pressure"].T[loaded] / 1000.0, atol=1e-8
        )
        np.testing.assert_allclose(
            plate.free_moment_nm[loaded], other["Tz"].T[loaded] / 1000.0, atol=1e-8
        )


def test_load_stays_on_the_plates(shared: Path) -> None:
    """Types 1 to 4, seven makers: the ground pushes up, and where the plate is."""
    kinds = set()
    for path in sorted((shared / "c3d_zoo").iterdir()):
        try:
            trial = read_c3d(path)
        except (TrialError, LabelError):
            continue
        for plate in trial.plates:
            on = np.isfinite(plate.cop_m[:, 0])
            if np.linalg.norm(plate.force_n, axis=1).max() < 150.0 or plate.corners_m is None:
                continue
            kinds.add(plate.kind)
            low, high = plate.corners_m.min(axis=0) - 0.02, plate.corners_m.max(axis=0) + 0.02
            inside = ((plate.cop_m[on] >= low) & (plate.cop_m[on] <= high)).all(axis=1)
            assert inside.mean() > 0.9, (path.name, plate.name)
            # Free moments under a foot are a few N·m.
            assert np.abs(plate.free_moment_nm).max() < 40.0, (path.name, plate.name)
            markers = trial.points_m.reshape(-1, 3)
            above = np.nanmedian(markers, axis=0) - plate.corners_m.mean(axis=0)
            push = plate.force_n[on].sum(axis=0)
            normal = np.argmax(np.abs(push))
            assert push[normal] * above[normal] > 0, (path.name, plate.name)
    assert kinds == {1, 2, 3, 4}


def test_events_and_plates_share_the_clock_of_a_cut_trial(shared: Path) -> None:
    """Nexus took the left foot's strike and off from this plate; the file begins at frame 63."""
    trial = read_c3d(
        shared / "c3d_zoo" / "Vicon Motion Systems_pyCGM2_lower_limb_CGM24_Walking01.c3d"
    )
    assert trial.time_s[0] == pytest.approx(0.62)
    (plate,) = trial.plates
    on = plate.time_s[np.isfinite(plate.cop_m[:, 0])]
    left = {event.time_s: event.label for event in trial.events if event.context == "Left"}
    strike = min(left, key=lambda time: abs(time - on[0]))
    off = min(left, key=lambda time: abs(time - on[-1]))
    assert (left[strike], left[off]) == ("Foot Strike", "Foot Off")
    assert strike == pytest.approx(on[0], abs=0.0015)
    assert off == pytest.approx(on[-1], abs=0.0015)
    assert (trial.person.mass_kg, trial.person.height_m) == (77.625, 1.7)


def test_occluded_squat(shared: Path) -> None:
    trial = read_c3d(shared / "real" / "occluded_squat" / "squat.c3d")
    assert trial.subjects == ("SehoonVSK35",)
    assert (trial.rate_hz, trial.n_frames, trial.screen) == (120.0, 2539, None)
    lost = np.isnan(trial.points_m).any(axis=2).sum(axis=0)
    assert sorted(lost[[trial.labels.index(name) for name in ("LFWT", "RFWT")]]) == [307, 384]


def test_stoop_lift(shared: Path) -> None:
    for name, n_frames in (("stoop1_t169_f620f800", 181), ("neu_t169_f250f350", 101)):
        trial = read_c3d(shared / "real" / "stoop_lift" / f"{name}.c3d")
        assert (trial.n_frames, trial.rate_hz, trial.plates) == (n_frames, 50.0, ())
        assert trial.marker("C7")[:, 2].max() == pytest.approx(1.4, abs=0.2)


def test_barbell_static(shared: Path) -> None:
    """Two feet on two plates, body weight on both from the first frame, bar named apart."""
    trial = read_c3d(shared / "real" / "barbell_static" / "barbell_athlete_static.c3d")
    assert trial.subjects == ("Athlete_1", "Bar")
    assert {label for label in trial.labels if ":" in label} == {"Bar:BL", "Bar:BR"}
    total = sum(plate.force_n[:, 2] for plate in trial.plates)
    assert np.std(total) / np.mean(total) < 0.05
    assert np.isfinite([plate.cop_m for plate in trial.plates]).all()
    for plate, ankle in zip(trial.plates, ("LMALL", "RMALL"), strict=True):
        apart = np.median(plate.cop_m[:, :2], axis=0) - np.nanmedian(trial.marker(ankle), 0)[:2]
        other = "RMALL" if ankle == "LMALL" else "LMALL"
        far = np.median(plate.cop_m[:, :2], axis=0) - np.nanmedian(trial.marker(other), 0)[:2]
        assert min(np.linalg.norm(apart), np.linalg.norm(far)) < 0.15


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_cut_real_file_is_noticed(shared: Path, tmp_path: Path, share: float) -> None:
    whole = (shared / "real" / "occluded_squat" / "squat.c3d").read_bytes()
    path = tmp_path / "cut.c3d"
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(TrialError, match="truncated: its header announces 2539 frames"):
        read_c3d(path)
