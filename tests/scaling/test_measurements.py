from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.errors import SettingError
from opensim_wink.scaling.measurements import default_measurements, read_measurement_set
from opensim_wink.scaling.segments import Segments
from opensim_wink.trial.vocabulary import vocabulary

LEG = Segments({}, (), {"femur_l": ("femur_l", "patella_l"), "foot_r": ("talus_r", "calcn_r")})


def write(folder: Path, body: str) -> Path:
    path = folder / "set.xml"
    path.write_text(f"<OpenSimDocument><MeasurementSet>{body}</MeasurementSet></OpenSimDocument>")
    return path


ONE = (
    '<Measurement name="thigh"><apply>true</apply><markers> RHJC r_knee </markers>'
    '<BodyScale name="femur_r"><axes> X Y </axes></BodyScale>'
    '<BodyScale name="patella_r"/></Measurement>'
)


def test_reads_pairs_bodies_and_axes(tmp_path: Path) -> None:
    (found,) = read_measurement_set(write(tmp_path, ONE))
    assert found.name == "thigh"
    assert found.pairs == (("RHJC", "r_knee"),)
    assert found.bodies == {"femur_r": "XY", "patella_r": "XYZ"}


def test_measurements_that_are_switched_off_are_skipped(tmp_path: Path) -> None:
    off = ONE.replace("<apply>true", "<apply> False ").replace("thigh", "off")
    assert [m.name for m in read_measurement_set(write(tmp_path, off + ONE))] == ["thigh"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "holds no Measurement"),
        (ONE.replace("RHJC r_knee", "RHJC"), "pair of 1 names"),
        (ONE.replace("X Y", "X W"), "X, Y and Z are allowed"),
    ],
)
def test_wrong_sets_are_refused(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        read_measurement_set(write(tmp_path, body))


def test_missing_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such file"):
        read_measurement_set(tmp_path / "none.xml")
    broken = tmp_path / "broken.xml"
    broken.write_text("<a>")
    with pytest.raises(SettingError, match="not XML"):
        read_measurement_set(broken)


def test_defaults_fit_the_model_and_name_known_landmarks() -> None:
    found = default_measurements(LEG)
    assert {m.name for m in found} == {"thigh_l", "foot"}
    assert dict(found[0].bodies) == {"femur_l": "XYZ", "patella_l": "XYZ"}
    everything = Segments(
        {},
        (),
        {
            name: (name,)
            for part in ("femur", "tibia", "foot", "humerus", "forearm")
            for name in (f"{part}_r", f"{part}_l")
        }
        | {"pelvis": ("pelvis",), "torso": ("torso",)},
    )
    ends = {n for m in default_measurements(everything) for pair in m.pairs for n in pair}
    names = {part for end in ends for part in end.split("+")}
    assert names <= set(vocabulary())
    assert {b for m in default_measurements(everything) for b in m.bodies} == set(everything.bodies)
