"""The made files: as any laboratory's, readable by everyone, beside a truth that fits them."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import c3d
import ezc3d
import numpy as np
import pytest

from opensim_wink.samples import samples_folder
from opensim_wink.samples.artefact import Noise, camera_noise
from opensim_wink.samples.catalogue import Sample, catalogue
from opensim_wink.samples.ground_reaction import foot_loads
from opensim_wink.samples.laboratory import UNIT_M
from opensim_wink.samples.make import SUMS, make_sample
from opensim_wink.samples.person import IDA, Body, make_body
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.recognition import recognise

FOLDER = samples_folder()
SAMPLES = catalogue()
FILES = sorted(FOLDER.glob("*.c3d"))


def sample(name: str) -> Sample:
    return next(item for item in SAMPLES if item.name == name)


def truth(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.truth.json").read_text())


def test_every_sample_is_there_and_all_are_small() -> None:
    names = {name for item in SAMPLES for name in (item.name, f"{item.name}_static")}
    assert {path.stem for path in FILES} == names
    assert {path.name for path in FOLDER.glob("*.truth.json")} == {
        f"{name}.truth.json" for name in names
    }
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 8e6


def test_files_are_those_that_were_made() -> None:
    lines = (FOLDER / SUMS).read_text().splitlines()
    stated = {name: digest for digest, name in (line.split() for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*FILES, *FOLDER.glob("*.truth.json"))
    }
    assert stated == found


@pytest.mark.parametrize("name", ["straight_leg_raise", "goblet"])
def test_same_bytes_each_time(name: str, tmp_path: Path) -> None:
    chosen = sample(name)
    for path in make_sample(chosen, make_body(chosen.build), tmp_path):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_three_readers_agree(path: Path) -> None:
    ours = read_trial(path)
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's remark on files without analog data
        reader = c3d.Reader(stream)
        theirs = np.array([points for _, points, _ in reader.read_frames()])
        labels = [label.strip() for label in reader.point_labels]
    unit_m = UNIT_M[truth(path.stem)["laboratory"]["unit"]]
    places = np.where(theirs[..., 3:4] < 0, np.nan, theirs[..., :3]) * unit_m
    np.testing.assert_allclose(ours.points_m, places, atol=1e-7)
    other = ezc3d.c3d(str(path))
    points = other["data"]["points"][:3].transpose(2, 1, 0) * unit_m
    np.testing.assert_allclose(ours.points_m, points, atol=1e-6)
    assert other["parameters"]["POINT"]["LABELS"]["value"] == labels
    assert [label.split(":")[-1] for label in labels] == list(ours.labels)
    analog = other["data"]["analogs"][0].T
    if analog.size:
        assert ours.analog is not None
        np.testing.assert_allclose(ours.analog.values, analog, rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize("name", [item.name for item in SAMPLES])
def test_the_reader_finds_what_the_laboratory_states(name: str) -> None:
    stated, trial, chosen = truth(name), read_trial(FOLDER / f"{name}.c3d"), sample(name)
    laboratory = chosen.laboratory
    found = recognise(trial.labels).label_set
    assert found is not None
    assert found.name == laboratory.label_set
    assert trial.screen == laboratory.screen
    assert trial.time_s[0] == pytest.approx((laboratory.first_frame - 1) / laboratory.rate_hz)
    lost = {label: int(np.isnan(trial.marker(label)).any(axis=1).sum()) for label in trial.labels}
    assert {label: count for label, count in lost.items() if count} == stated["put_in"][
        "frames_lost"
    ]
    times = [rep["bottom"]["time_s"] for rep in stated["reps"]]
    marked = [event.time_s for event in trial.events if event.label == "Bottom"]
    np.testing.assert_allclose(marked, times, atol=1e-4)
    if laboratory.states_person:
        assert trial.person.mass_kg == pytest.approx(chosen.build.mass_kg, rel=1e-6)
        assert trial.person.height_m == pytest.approx(stated["person"]["height_m"], abs=1e-4)


@pytest.mark.parametrize("name", ["wink", "no_wink", "heels_raised", "deep_trap", "goblet"])
def test_plates_feel_what_the_movement_needs(name: str) -> None:
    chosen = sample(name)
    body = make_body(chosen.build)
    loads = foot_loads(body, chosen.move(body, chosen.laboratory.rate_hz))
    trial = read_trial(FOLDER / f"{name}.c3d")
    step = chosen.laboratory.analog_per_frame
    assert len(trial.plates) == 2
    for plate, load in zip(trial.plates, loads, strict=True):
        force = load.force_n @ chosen.laboratory.rotation.T
        off = plate.force_n[::step] - force
        assert np.sqrt(np.mean(off**2)) < 0.5
        np.testing.assert_allclose(off, 0.0, atol=3.0)
        cop = chosen.laboratory.places(load.cop_m)
        np.testing.assert_allclose(plate.cop_m[::step], cop, atol=0.006)
        assert plate.corners_m is not None
        assert (plate.cop_m[::step] > plate.corners_m.min(axis=0) - 1e-9).all()
        assert (plate.cop_m[::step] < plate.corners_m.max(axis=0) + 1e-9).all()


@pytest.mark.parametrize("name", [item.name for item in SAMPLES if item.name != SAMPLES[-1].name])
def test_turned_trials_face_forward(name: str) -> None:
    turned = turn_to_opensim(read_trial(FOLDER / f"{name}.c3d"))
    rotation = sample(name).laboratory.rotation
    assert turned.rotation is not None
    across = turned.rotation @ rotation  # from the truth's axes to those found
    assert across[1, 1] == pytest.approx(1.0, abs=1e-9)
    assert np.rad2deg(np.arccos(np.clip(across[0, 0], -1.0, 1.0))) < 3.0


@pytest.mark.parametrize("name", [item.name for item in SAMPLES])
def test_stated_verdict_follows_from_the_stated_angles(name: str) -> None:
    stated = truth(name)
    if stated["verdict"] == "cannot tell":
        assert name == "straight_leg_raise"
        return
    for rep in stated["reps"]:
        wink, flexion = rep["pelvis_wink_deg"], rep["true_flexion_deg"]
        if stated["verdict"] == "no wink":
            assert wink < 2.0
        else:
            assert wink > 8.0
            assert (flexion > 8.0) == (stated["verdict"] == "flexion beyond neutral")
            assert rep["unwind_deg"] > 8.0 or flexion > 8.0


def test_noise_has_the_size_and_the_memory_that_are_stated() -> None:
    noise = Noise(white_mm=0.3, slow_mm=0.5, correlation=0.9)
    drawn = camera_noise(noise, (4000, 12, 3), np.random.default_rng(1)).reshape(4000, -1)
    assert 1e6 * drawn.var() == pytest.approx(0.3**2 + 0.5**2, rel=0.02)
    lagged = 1e6 * (drawn[1:] * drawn[:-1]).mean()
    assert lagged == pytest.approx(0.9 * 0.5**2, rel=0.03)
    assert 1e6 * drawn[0].var() == pytest.approx(0.34, rel=0.8)


def test_the_person_is_not_the_generic_body() -> None:
    body: Body = make_body(IDA)
    assert body.masses.total_kg == pytest.approx(IDA.mass_kg)
    assert 1.55 < body.height_m < 1.70
    np.testing.assert_allclose(
        np.abs(body.masses.inertia_kgm2 - body.masses.inertia_kgm2.transpose(0, 2, 1)), 0.0
    )
    assert (np.linalg.eigvalsh(body.masses.inertia_kgm2) > 0).all()
