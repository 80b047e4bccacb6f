"""OpenSim's own solver at 1e-9 on models that users bring; the benchmark prints more of it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import load_subject

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from ik_parity import SAME_MINIMUM, Comparison, random_comparison, real_comparison, with_markers

pytestmark = pytest.mark.real

# FBLSmodel, Rajagopal2016 and LaiUhlrich2022 are in the benchmark.
CASES = [("gait2392_thelen2003muscle", 3), ("RajagopalLaiUhlrich2023", 2), ("packaged", 1)]


def agrees(found: Comparison) -> None:
    assert found.well.mean() > 0.9
    assert (found.excess <= SAME_MINIMUM).all(), "our minimum is the worse one"
    compared = np.isfinite(found.apart_deg)
    assert compared.any()
    assert found.apart_deg[found.well & compared].max() <= 0.01


@pytest.mark.parametrize(("name", "n_frames"), CASES)
def test_real_and_random_poses_agree_from_every_heading(
    shared: Path, tmp_path: Path, name: str, n_frames: int
) -> None:
    path = packaged_model_path() if name == "packaged" else shared / "models" / f"{name}.osim"
    subject = load_subject(with_markers(path, tmp_path))
    agrees(real_comparison(subject, shared, n_frames))
    agrees(random_comparison(subject, n_frames))
