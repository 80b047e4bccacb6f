"""Frames in which the pelvis was seen too badly, or not as it is, to tell its tilt."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import counted, listed
from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.limits import (
    CONDITION,
    PELVIS_END_DEG,
    PELVIS_MARKERS_NEEDED,
    PELVIS_RESIDUAL_BLOCK_MM,
    PELVIS_RESIDUAL_MM,
    PELVIS_SHAPE_BLOCK_MM,
    PELVIS_SHAPE_MM,
    TILT_SD_BLOCK_DEG_PER_MM,
    TILT_SD_DEG_PER_MM,
)
from opensim_wink.motion.guard.pelvis_watch import PelvisWatch

FloatArray = NDArray[np.float64]

# Landmarks that are lost, or left out in turn, together.
PELVIS_ENDS = {"front": ("asis_r", "asis_l"), "back": ("psis_r", "psis_l")}


def pelvis_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    """Doubts about the pelvis markers of a motion that followed some.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.
    watch : PelvisWatch
        How well the pelvis was seen.

    Yields
    ------
    GuardFlag
        ``"pelvis_markers"``, ``"pelvis_end"``, ``"pelvis_residual"``, ``"pelvis_shape"``,
        ``"tilt_precision"``, ``"condition"``; each concerns at least one frame.
    """
    yield from _count_flags(evidence, watch)
    yield from _end_flags(evidence, watch)
    yield from _residual_flags(evidence, watch)
    yield from _shape_flags(evidence, watch)
    yield from _precision_flags(evidence, watch)


def _count_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    few = evidence.solved & (watch.markers < PELVIS_MARKERS_NEEDED)
    if not few.any():
        return
    least = int(watch.markers[few].min())
    yield GuardFlag(
        "pelvis_markers",
        few,
        float(least),
        float(PELVIS_MARKERS_NEEDED),
        f"only {least} of the {len(evidence.pelvis)} pelvis markers that the "
        f"model follows were measured in {counted(int(few.sum()), 'frame')}; "
        f"{PELVIS_MARKERS_NEEDED} are needed to see its tilt.",
        blocks=True,
    )


def _end_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    """Frames in which a whole end of the pelvis was lost while the rest lies off the model."""
    for end, landmarks in PELVIS_ENDS.items():
        columns = [evidence.landmarks[name] for name in landmarks if name in evidence.landmarks]
        columns = [column for column in columns if column in evidence.pelvis]
        if not columns:
            continue
        lost = evidence.solved & ~evidence.measured[:, columns].any(axis=1)
        doubtful = lost & (watch.residual_deg > PELVIS_END_DEG)
        if not doubtful.any():
            continue
        names = listed(evidence.called(column) for column in columns)
        worst = float(watch.residual_deg[doubtful].max())
        yield GuardFlag(
            "pelvis_end",
            doubtful,
            worst,
            PELVIS_END_DEG,
            f"nothing at the {end} of the pelvis ({names}) was measured in {int(doubtful.sum())} "
            f"frames, and the markers that were lie so far off the model that it could be "
            f"{worst:.0f}° of tilt.",
            blocks=True,
        )


def _residual_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    for low, high, blocks in _levels(PELVIS_RESIDUAL_MM, PELVIS_RESIDUAL_BLOCK_MM):
        large = (watch.residual_mm > low) & (watch.residual_mm <= high)
        if not large.any():
            continue
        frame = _worst(watch.residual_mm, large)
        residual, tilt = float(watch.residual_mm[frame]), float(watch.residual_deg[frame])
        marker = evidence.called(int(watch.worst_marker[frame]))
        could = f", which could be {tilt:.0f}° of tilt" if np.isfinite(tilt) else ""
        cause = (
            "see whether the model is scaled to this person, and every label right."
            if blocks
            else "skin or marker movement may pass for tilt."
        )
        yield GuardFlag(
            "pelvis_residual",
            large,
            residual,
            low,
            f"pelvis marker {marker} lies up to {residual:.0f} mm off the model{could} "
            f"({counted(int(large.sum()), 'frame')} over {low:.0f} mm): {cause}",
            blocks=blocks,
        )


def _shape_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    distance = watch.shape.distance_mm
    for low, high, blocks in _levels(PELVIS_SHAPE_MM, PELVIS_SHAPE_BLOCK_MM):
        large = (distance > low) & (distance <= high)
        if not large.any():
            continue
        frame = _worst(distance, large)
        marker = int(watch.shape.marker[frame])
        cause = (
            "was a marker moved, or are labels exchanged?"
            if blocks
            else "skin moves over the bone, or a marker was moved."
        )
        yield GuardFlag(
            "pelvis_shape",
            large,
            float(distance[frame]),
            low,
            f"the pelvis markers have lost their shape: {evidence.called(marker)}, or another, "
            f"lies up to {distance[frame]:.0f} mm from where the rest puts it ({int(large.sum())} "
            f"frames over {low:.0f} mm): {cause}",
            blocks=blocks,
        )


def _precision_flags(evidence: Evidence, watch: PelvisWatch) -> Iterable[GuardFlag]:
    sd = np.where(evidence.solved, watch.tilt_sd_deg_per_mm, np.nan)
    for low, high, blocks in _levels(TILT_SD_DEG_PER_MM, TILT_SD_BLOCK_DEG_PER_MM):
        loose = (sd > low) & (sd <= high)
        if not loose.any():
            continue
        worst = float(sd[loose].max())
        yield GuardFlag(
            "tilt_precision",
            loose,
            worst,
            low,
            f"the markers seen hold the pelvis so loosely that 1 mm of noise is {worst:.1f}° of "
            f"tilt ({counted(int(loose.sum()), 'frame')} over {low:g}° per mm): more pelvis "
            "markers, farther apart, are needed.",
            blocks=blocks,
        )
    ill = evidence.solved & (watch.condition > CONDITION)
    if ill.any():
        worst = float(watch.condition[ill].max())
        yield GuardFlag(
            "condition",
            ill,
            worst,
            CONDITION,
            f"pelvis and lumbar spine are told apart badly by the markers seen: condition number "
            f"{worst:.0f} ({counted(int(ill.sum()), 'frame')} over {CONDITION:.0f}).",
            blocks=False,
        )


def _levels(low: float, high: float) -> tuple[tuple[float, float, bool], ...]:
    """From where a flag informs, and from where it blocks."""
    return ((low, high, False), (high, np.inf, True))


def _worst(values: FloatArray, among: NDArray[np.bool_]) -> int:
    return int(np.argmax(np.where(among, values, -np.inf)))
