from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from opensim_wink.errors import MotionError
from opensim_wink.motion.verify import Verification
from opensim_wink.report.opensim_files import verification
from opensim_wink.report.opensim_files.verification import verification_line, verified

ANALYSIS = SimpleNamespace(
    motion=SimpleNamespace(n_frames=20), subject=SimpleNamespace(tree=None, profile=None)
)


def found(tilt_deg: float) -> Verification:
    return Verification(20, {"tilt": tilt_deg, "arm": 0.4, "ty": 0.001}, ("tilt", "arm"), "arm",
                        1.25, tilt_deg, 0.003)  # fmt: skip


@pytest.mark.parametrize(("tilt_deg", "agrees"), [(0.004, True), (0.06, False)])
def test_differences_and_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tilt_deg: float, agrees: bool
) -> None:
    def tool(*_: object, progress: object) -> Verification:
        assert callable(progress)
        progress(20)
        return found(tilt_deg)

    monkeypatch.setattr(verification, "verify_with_tool", tool)
    seen: list[tuple[int, int]] = []
    outcome = verified(ANALYSIS, tmp_path, "a", lambda _, done, total: seen.append((done, total)))
    assert seen == [(0, 20), (20, 20)]
    assert outcome["agrees"] is agrees
    assert outcome["tool"] == "InverseKinematicsTool"
    assert outcome["coordinates"]["ty"] == {"difference": 0.001, "unit": "m"}
    assert outcome["worst"] == {"coordinate": "arm", "difference_deg": 0.4, "time_s": 1.25}
    line = verification_line(outcome)
    assert ("repeats the angles over 20 frames" in line) is agrees
    assert f"{tilt_deg:.2g}°" in line
    assert "0.4° (arm, 1.25 s)" in line


def test_a_failure_is_told_and_does_not_raise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tool(*_: object, **__: object) -> Verification:
        raise MotionError("a_ik_setup.xml: it stopped")

    monkeypatch.setattr(verification, "verify_with_tool", tool)
    outcome = verified(ANALYSIS, tmp_path, "a", None)
    assert outcome["agrees"] is None
    assert verification_line(outcome).endswith("a_ik_setup.xml: it stopped")
