"""Archives of arrays: what they hold, or why they are not read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import OutputError
from opensim_wink.report import arrays as module
from opensim_wink.report.arrays import StoredArrays, read_arrays


def stored(path: Path, **arrays: object) -> Path:
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
    return path


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    wave = np.array([[0.5, np.nan], [1.0, 2.0]], dtype=np.float32)
    found = read_arrays(stored(tmp_path / "a.npz", version=np.int64(3), wave=wave))
    found.of_version(3)
    np.testing.assert_array_equal(found.numbers("wave", (2, None)), wave)
    assert found.whole("version", ()) == 3


@pytest.mark.parametrize(
    ("key", "shape", "kind", "said"),
    [
        ("none", (2,), "numbers", "'none' is missing"),
        ("count", (3,), "whole", r"'count' has shape \(2,\); allowed is 3"),
        ("count", (), "whole", "allowed is one number"),
        ("count", (None, 2), "whole", "allowed is any × 2"),
        ("count", (2,), "numbers", "must hold numbers"),
        ("ends", (2,), "whole", "must hold whole numbers"),
        ("ends", (2,), "numbers", "holds infinite numbers"),
    ],
)
def test_what_cannot_be_is_named(
    key: str, shape: tuple[int | None, ...], kind: str, said: str
) -> None:
    held = {"count": np.array([1, 2]), "ends": np.array([0.0, np.inf])}
    with pytest.raises(OutputError, match=rf"a\.npz: .*{said}.*; run analyze again"):
        getattr(StoredArrays(Path("a.npz"), held), kind)(key, shape)


def test_another_version_is_refused() -> None:
    with pytest.raises(OutputError, match="version 2; this program reads version 1"):
        StoredArrays(Path("a.npz"), {"version": np.int64(2)}).of_version(1)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path / "a.npz", zeros=np.zeros(300_000))
    assert path.stat().st_size < 10_000
    assert read_arrays(path).numbers("zeros", (300_000,)).size == 300_000
    monkeypatch.setattr(module, "_LARGEST_BYTES", 2_000_000)
    with pytest.raises(OutputError, match="unpacks to over 2 MB"):
        read_arrays(path)


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.npz", thing=np.array([{"a": 1}], dtype=object))
    with pytest.raises(OutputError, match="cannot be read"):
        read_arrays(path)
