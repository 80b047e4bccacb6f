"""``draws.npz``: written small, read with suspicion."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from opensim_wink.claims.session import Descent
from opensim_wink.errors import OutputError
from opensim_wink.report.draws import (
    DRAWS,
    StoredDraws,
    read_draws,
    store_draws,
    write_draws,
)


def stored(reps: int = 2, depths: int = 5, samples: int = 40) -> StoredDraws:
    rng = np.random.default_rng(4)
    curve = rng.normal(0, 10, (reps, depths))
    curve[-1, -1] = np.nan
    drawn = curve[:, :, None] + rng.normal(0, 1, (reps, depths, samples))
    return StoredDraws(
        seed=7,
        reps=tuple(range(1, reps + 1)),
        draws={"pelvis_wink_deg": rng.normal(12, 2, (reps, samples))},
        descent=Descent(
            np.arange(depths) / 100, {"hip_flexion_deg": curve}, {"hip_flexion_deg": drawn}
        ),
    )


def close(found: np.ndarray, wanted: np.ndarray) -> bool:
    return np.allclose(found, wanted, rtol=1.3e-4, atol=0, equal_nan=True)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    wanted = stored()
    found = read_draws(store_draws(tmp_path / DRAWS, wanted))
    assert found is not None
    assert (found.seed, found.reps, found.n_samples) == (7, (1, 2), 40)
    assert close(found.draws["pelvis_wink_deg"], wanted.draws["pelvis_wink_deg"])
    assert np.array_equal(found.descent.depth, wanted.descent.depth)
    assert close(found.descent.curves["hip_flexion_deg"], wanted.descent.curves["hip_flexion_deg"])
    assert close(found.descent.draws["hip_flexion_deg"], wanted.descent.draws["hip_flexion_deg"])


def test_the_same_draws_give_the_same_file(tmp_path: Path) -> None:
    one, other = (store_draws(tmp_path / name, stored()) for name in ("a.npz", "b.npz"))
    assert one.read_bytes() == other.read_bytes()


def test_five_repetitions_with_all_their_draws_stay_small(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    many = StoredDraws(
        seed=0,
        reps=(1, 2, 3, 4, 5),
        draws={f"number_{i}_deg": rng.normal(30, 3, (5, 200)) for i in range(60)},
        descent=Descent(
            np.arange(65) / 100,
            {name: rng.normal(30, 20, (5, 65)) for name in "abcdef"},
            {name: rng.normal(30, 3, (5, 65, 200)) for name in "abc"},
        ),
    )
    assert store_draws(tmp_path / DRAWS, many).stat().st_size < 1_500_000


def test_a_trial_is_written_with_its_draws(tmp_path: Path, sampled, sampled_curves) -> None:
    signals, samples = sampled_curves
    analysis: Any = SimpleNamespace(
        signals=signals, squat=sampled, found=SimpleNamespace(samples=samples),
        settings=SimpleNamespace(seed=3),
    )  # fmt: skip
    found = read_draws(write_draws(tmp_path, analysis))
    assert found is not None
    assert (found.seed, found.reps, found.n_samples) == (3, (1, 2), len(samples.hip_height_m))
    wink = sampled.to_frame()["pelvis_wink_deg"].to_numpy()
    assert found.draws["pelvis_wink_deg"].mean(axis=1) == pytest.approx(wink, abs=0.6)
    assert found.descent.depth[-1] == pytest.approx(0.5 / 0.87, abs=0.01)


def test_a_trial_without_samples_or_repetitions_is_written_too(tmp_path: Path, nobody) -> None:
    from squat_making import curves

    analysis: Any = SimpleNamespace(
        signals=curves(np.zeros(500)), squat=nobody, found=SimpleNamespace(samples=None),
        settings=SimpleNamespace(seed=0),
    )  # fmt: skip
    found = read_draws(write_draws(tmp_path, analysis))
    assert found is not None
    assert (found.reps, found.draws, found.n_samples) == ((), {}, 0)
    assert found.descent.depth.size == 0


def test_no_file_is_no_error(tmp_path: Path) -> None:
    assert read_draws(tmp_path / DRAWS) is None


def arrays(tmp_path: Path) -> dict[str, np.ndarray]:
    with np.load(store_draws(tmp_path / "good.npz", stored())) as archive:
        return {name: archive[name] for name in archive.files}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("version", np.int64(2), "version 2; this program reads version 1"),
        ("version", None, "'version' is missing"),
        ("reps", np.array([1.5, 2.0]), "'reps' must hold whole numbers"),
        ("reps", np.arange(3), "allowed is 3 × any"),
        ("depth", np.array([0.0, 0.2, 0.1, 0.3, 0.4]), "'depth' must rise"),
        ("depth", np.full(5, np.nan), "'depth' must rise"),
        ("rep/pelvis_wink_deg", np.full((2, 40), np.inf), "holds infinite numbers"),
        ("rep/pelvis_wink_deg", np.zeros((2, 39)), r"have \[39, 40\] samples"),
        ("rep/pelvis_wink_deg", np.array([["a"] * 40] * 2), "must hold numbers"),
        ("curve/hip_flexion_deg", np.zeros((2, 4)), "allowed is 2 × 5"),
        ("drawn/hip_flexion_deg", np.zeros((2, 5)), "allowed is 2 × 5 × any"),
        ("other/thing", np.zeros(3), "'other/thing' is not known"),
        ("seed", np.array(["x"], dtype=object), "Object arrays cannot be loaded"),
    ],
)
def test_a_foreign_file_is_refused(tmp_path: Path, key: str, value: Any, said: str) -> None:
    content = arrays(tmp_path)
    content[key] = value
    path = tmp_path / DRAWS
    with path.open("wb") as stream:
        np.savez(stream, **{name: array for name, array in content.items() if array is not None})
    with pytest.raises(OutputError, match=said) as caught:
        read_draws(path)
    assert str(path) in str(caught.value)
    assert "run analyze again" in str(caught.value)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.97])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = store_draws(tmp_path / DRAWS, stored())
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(OutputError, match="cannot be read"):
        read_draws(path)


def test_any_byte_that_was_changed_is_an_error_or_changes_nothing_unseen(tmp_path: Path) -> None:
    """The archive has checksums: a damaged file is refused, or read as it was."""
    path = store_draws(tmp_path / DRAWS, stored())
    content, wanted = path.read_bytes(), read_draws(path)
    assert wanted is not None
    rng = np.random.default_rng(8)
    refused = 0
    for place in rng.integers(0, len(content), 60):
        damaged = bytearray(content)
        damaged[place] ^= 0x5A
        path.write_bytes(bytes(damaged))
        try:
            found = read_draws(path)
        except OutputError:
            refused += 1
        else:
            assert found is not None
            for name, draw in found.draws.items():
                assert np.array_equal(draw, wanted.draws[name], equal_nan=True)
    assert refused > 40


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / DRAWS
    with path.open("wb") as stream:
        np.savez_compressed(stream, seed=np.zeros(300_000))
    assert path.stat().st_size < 10_000
    monkeypatch.setattr("opensim_wink.report.arrays._LARGEST_BYTES", 2_000_000)
    with pytest.raises(OutputError, match="unpacks to over 2 MB"):
        read_draws(path)


def test_an_array_that_claims_more_than_there_is_is_refused(tmp_path: Path) -> None:
    path = tmp_path / DRAWS
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000,), }"
    text = header.ljust(117) + "\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "seed.npy", b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()
        )
    with pytest.raises(OutputError, match="cannot be read"):
        read_draws(path)
