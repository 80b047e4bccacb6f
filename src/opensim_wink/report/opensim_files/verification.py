"""OpenSim's own tool repeats the angles of a result: run it, and say how far it is off."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.errors import MotionError, counted
from opensim_wink.motion.verify import AGREES_DEG, Verification, verify_with_tool
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

Progress = Callable[[str, int, int], None]

_TOOL = "InverseKinematicsTool"
_STEP = "OpenSim's own tool, some 10 frames a second"


def verified(analysis: Analysis, folder: Path, stem: str, progress: Progress | None) -> Json:
    """Run the tool on the files of a result.

    Parameters
    ----------
    analysis : Analysis
        The analysis whose motion is repeated.
    folder : Path
        Holds the files for OpenSim.
    stem : str
        The trial's name in file names.
    progress : callable or None
        Called with the step's name, how much is done and how much there is.

    Returns
    -------
    dict
        ``tool``, ``opensim`` (its version), ``frames``, ``limit_deg``, ``agrees``, the largest
        differences and where; or ``failed`` with the reason, ``agrees`` being None.
    """
    total, done = analysis.motion.n_frames, 0

    def advance(frames: int) -> None:
        nonlocal done
        done += frames
        if progress is not None:
            progress(_STEP, done, total)

    told: Json = {"tool": _TOOL, "opensim": version("opensim"), "limit_deg": AGREES_DEG}
    if progress is not None:
        progress(_STEP, 0, total)
    try:
        found = verify_with_tool(
            folder, stem, analysis.subject.tree, analysis.subject.profile, progress=advance
        )
    except MotionError as error:
        return told | {"agrees": None, "failed": str(error)}
    return told | _differences(found)


def _differences(found: Verification) -> Json:
    return {
        "agrees": found.agrees,
        "failed": None,
        "frames": found.frames,
        "pelvic_tilt_deg": found.pelvic_tilt_deg,
        "lumbar_flexion_deg": found.lumbar_flexion_deg,
        "worst": {
            "coordinate": found.worst,
            "difference_deg": found.worst_deg,
            "time_s": found.worst_at_s,
        },
        "coordinates": {
            name: {"difference": value, "unit": "deg" if name in found.angles else "m"}
            for name, value in found.difference.items()
        },
    }


def verification_line(verify: Json) -> str:
    """The outcome in one sentence.

    Parameters
    ----------
    verify : dict
        From `verified`.

    Returns
    -------
    str
        For the terminal, and for the warnings where the tool disagrees or failed.
    """
    if verify["failed"] is not None:
        return f"OpenSim's own tool could not repeat the angles: {verify['failed']}"
    worst = verify["worst"]
    numbers = (
        f"pelvic tilt differs by at most {_small(verify['pelvic_tilt_deg'])}, lumbar flexion by "
        f"{_small(verify['lumbar_flexion_deg'])}, any angle by "
        f"{_small(worst['difference_deg'])} ({worst['coordinate']}, {worst['time_s']:.2f} s)"
    )
    frames = counted(verify["frames"], "frame")
    if verify["agrees"]:
        return f"OpenSim's own tool repeats the angles over {frames}: {numbers}."
    return (
        f"OpenSim's own tool finds other angles over {frames}: {numbers}; up to "
        f"{verify['limit_deg']:g}° of tilt and lumbar flexion would be alike: look at the frames "
        "before trusting either."
    )


def _small(degrees: float | None) -> str:
    """A difference with two digits that count; what is below a hundred-thousandth counts as it."""
    if degrees is None or degrees != degrees:
        return "an unknown amount"
    return "0.00001°" if degrees < 1e-5 else f"{degrees:.2g}°"
