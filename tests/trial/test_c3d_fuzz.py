"""Damaged bytes: a trial of finite or missing numbers, or one clear line; nothing else, ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import TrialError, WinkError
from opensim_wink.trial.c3d import libraries as c3d_libraries
from opensim_wink.trial.c3d.file import read_c3d
from opensim_wink.trial.c3d.parameters import Parameters

WriteC3d = Callable[..., Path]

PLATE = {
    "FORCE_PLATFORM:USED": 1,
    "FORCE_PLATFORM:TYPE": np.array([2]),
    "FORCE_PLATFORM:CHANNEL": np.arange(1, 7)[None],
    "FORCE_PLATFORM:CORNERS": np.array([[[400.0, 0, 0], [0, 0, 0], [0, 600, 0], [400, 600, 0]]]),
    "FORCE_PLATFORM:ORIGIN": np.array([[0.0, 0.0, -40.0]]),
    "FORCE_PLATFORM:ZERO": np.array([1, 5]),
    "ANALOG:UNITS": ["N", "N", "N", "Nmm", "Nmm", "Nmm"],
    "EVENT:USED": 2,
    "EVENT:LABELS": ["Down", "Up"],
    "EVENT:CONTEXTS": ["General", "General"],
    "EVENT:TIMES": np.array([[0.0, 0.05], [0.0, 0.15]]),
    "SUBJECTS:NAMES": ["Ann"],
    "SUBJECTS:LABEL_PREFIXES": ["Ann:"],
    "PROCESSING:BODYMASS": 61.5,
    "POINT:X_SCREEN": ["+X"],
    "POINT:Y_SCREEN": ["+Z"],
}


@pytest.fixture
def sound(write_c3d: WriteC3d, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small file with everything in it; the second library, slow to start, always refuses."""

    def refuse(path: Path, refusal: str) -> Parameters:
        raise TrialError(f"{path}: refused ({refusal})")

    monkeypatch.setattr(c3d_libraries, "read_by_ezc3d", refuse)
    analog = np.random.default_rng(4).normal(0.0, 300.0, (40, 6))
    labels = [f"Ann:M{index}" for index in range(10)]
    path = write_c3d(labels=labels, analog=analog, parameters=PLATE)
    assert len(read_c3d(path).plates) == 1
    return path


def check(path: Path) -> bool:
    """Read and judge; whether there was a trial."""
    refusal = ""
    try:
        trial = read_c3d(path)
    except WinkError as error:
        refusal = str(error)
    if refusal:
        assert "\n" not in refusal
        assert path.name in refusal
        return False
    numbers = [trial.points_m, trial.time_s, np.array([event.time_s for event in trial.events])]
    numbers += [trial.analog.values] if trial.analog else []
    for plate in trial.plates:
        numbers += [plate.force_n, plate.cop_m, plate.free_moment_nm, plate.time_s]
    assert not any(np.isinf(values).any() for values in numbers)
    assert np.isfinite(trial.time_s).all()
    assert (np.diff(trial.time_s) > 0).all()
    assert trial.points_m.shape == (len(trial.time_s), len(trial.labels), 3)
    assert len(set(trial.labels)) == len(trial.labels)
    assert all(note.endswith(".") and "\n" not in note for note in trial.notes)
    return True


def _damaged(raw: bytes, rng: np.random.Generator, low: int, high: int) -> bytes:
    """One to eight bytes between two places replaced, favouring the extremes."""
    spoilt = bytearray(raw)
    for place in rng.integers(low, high, rng.integers(1, 9)):
        spoilt[place] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.integers(0, 256)])
    return bytes(spoilt)


@pytest.mark.parametrize("part", ["header", "parameters", "samples"])
def test_spoilt_bytes(sound: Path, part: str) -> None:
    raw = sound.read_bytes()
    start = (int.from_bytes(raw[16:18], "little") - 1) * 512
    low, high = {"header": (0, 24), "parameters": (512, start), "samples": (start, len(raw))}[part]
    rng = np.random.default_rng(len(part))
    read = 0
    for _ in range(150):
        sound.write_bytes(_damaged(raw, rng, low, high))
        read += check(sound)
    # The test would prove little if nothing were read.
    assert read > {"header": 0, "parameters": 20, "samples": 140}[part]


def test_any_length(sound: Path) -> None:
    raw = sound.read_bytes()
    start = (int.from_bytes(raw[16:18], "little") - 1) * 512
    n_frames, frame_bytes = 20, 10 * 4 * 4 + 2 * 6 * 4
    # The padding behind the last frame may be lacking, or that frame.
    enough = start + (n_frames - 1) * frame_bytes
    cuts = np.random.default_rng(9).integers(0, len(raw), 80).tolist()
    for length in [*cuts, enough - 1, enough, len(raw) - 1, len(raw)]:
        sound.write_bytes(raw[:length])
        assert check(sound) == (length >= enough), length


def test_noise(sound: Path) -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        noise = bytearray(rng.bytes(int(rng.integers(1, 6000))))
        if len(noise) > 1100:
            noise[:2] = b"\x02\x50"
            noise[515] = 84
        sound.write_bytes(noise)
        check(sound)


def test_spoilt_parameters_with_the_second_library(
    write_c3d: WriteC3d, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write_c3d(parameters=PLATE)
    raw = path.read_bytes()
    rng = np.random.default_rng(1)
    refused = 0
    while refused < 3:
        path.write_bytes(_damaged(raw, rng, 512, 700))
        refused += not check(path)
    assert capfd.readouterr() == ("", "")
