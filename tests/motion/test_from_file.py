from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.from_file import read_motion


def written(folder: Path, degrees: str | None, columns: str, values: list[float]) -> Path:
    path = folder / "given.mot"
    unit = "" if degrees is None else f"inDegrees={degrees}\n"
    row = "\t".join(str(v) for v in values)
    path.write_text(
        f"given\nversion=1\nnRows=2\nnColumns={len(values) + 1}\n{unit}endheader\n"
        f"time\t{columns}\n0.5\t{row}\n0.6\t{row}\n"
    )
    return path


@pytest.mark.parametrize(("degrees", "value"), [("yes", 30.0), ("no", np.pi / 6), (None, 30.0)])
def test_angles_become_radians_whatever_the_unit(
    tree: KinematicTree, tmp_path: Path, degrees: str | None, value: float
) -> None:
    motion = read_motion(written(tmp_path, degrees, "tilt\ttx", [value, 0.25]), tree)
    np.testing.assert_allclose(motion.coordinate("tilt"), np.pi / 6, rtol=1e-6)
    np.testing.assert_allclose(motion.coordinate("tx"), 0.25)
    assert motion.time_s[0] == 0.5
    assert any("lacks" in note for note in motion.notes)
    assert (degrees is None) == any("degrees or" in n or "in degrees;" in n for n in motion.notes)


def test_state_paths_are_understood(tree: KinematicTree, tmp_path: Path) -> None:
    motion = read_motion(written(tmp_path, "no", "/jointset/root/tilt/value", [0.2]), tree)
    assert motion.coordinates == ("tilt",)


def test_a_header_that_cannot_be_true_is_refused(tree: KinematicTree, tmp_path: Path) -> None:
    with pytest.raises(MotionError, match="inDegrees=no, yet angles reach 30"):
        read_motion(written(tmp_path, "no", "tilt", [30.0]), tree)


def test_a_foreign_file_is_refused(tree: KinematicTree, tmp_path: Path) -> None:
    with pytest.raises(MotionError, match=r"no column is a coordinate.*ground_force_vx"):
        read_motion(written(tmp_path, "no", "ground_force_vx", [30.0]), tree)
