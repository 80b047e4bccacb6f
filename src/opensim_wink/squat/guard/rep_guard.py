"""Doubts about single repetitions: markers that move with depth, or disagree about the wink."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.guard import Evidence, GuardFlag, PelvisWatch
from opensim_wink.motion.guard.limits import (
    BAND_DEG,
    LEFT_OUT_BLOCK_DEG,
    LEFT_OUT_DEG,
    MARKER_MOVED_MM,
    RAW_TILT_BLOCK_DEG,
    RAW_TILT_DEG,
    RESIDUAL_GROWTH_DEG,
    SKIN_WITNESSES,
)
from opensim_wink.motion.guard.pelvis_flags import PELVIS_ENDS
from opensim_wink.motion.guard.pelvis_shape import displaced_point
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.guard.fast_descent import fast_descent_flags
from opensim_wink.squat.guard.left_out import left_out_change
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.wink import amplitude
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]

_EDGE_S = 0.1  # about the ends of a repetition, where the person stands
_FEWEST_FRAMES = 5
_MOST_MISSING = 0.3  # share of a descent
_UNKNOWN = float("nan")


@dataclass(frozen=True)
class RepGuard:
    """What speaks for and against one repetition; NaN where it is not known.

    Attributes
    ----------
    rep : int
        Number of the repetition.
    residual_slope_mm_per_m : float
        Growth of the largest pelvis residual with the drop of the hips in the descent.
    residual_growth_mm, residual_growth_deg : float
        The same from standing to the bottom, and the tilt that it could be.
    displaced_mm : float
        How far one pelvis marker lies, standing at the start, from where the others and the model
        put it.
    moved_mm : float
        How far one marker of the pelvis lies, at the end, from where the start puts it.
    raw_wink_deg : float
        Wink of the measured line from PSIS to ASIS: no model in it.
    raw_less_model_deg : float
        Largest difference, in the descent, between that line's change since the start and the
        model's, with its sign.
    without_asis_deg, without_psis_deg : float
        Change of the pelvic wink when these markers are not followed.
    """

    rep: int
    residual_slope_mm_per_m: float = _UNKNOWN
    residual_growth_mm: float = _UNKNOWN
    residual_growth_deg: float = _UNKNOWN
    displaced_mm: float = _UNKNOWN
    moved_mm: float = _UNKNOWN
    raw_wink_deg: float = _UNKNOWN
    raw_less_model_deg: float = _UNKNOWN
    without_asis_deg: float = _UNKNOWN
    without_psis_deg: float = _UNKNOWN


def guard_repetitions(
    signals: SquatSignals,
    reps: Sequence[Repetition],
    evidence: Evidence,
    watch: PelvisWatch,
    *,
    neutral_elsewhere: bool = False,
    cutoff_hz: float = 6.0,
) -> tuple[tuple[RepGuard, ...], tuple[GuardFlag, ...]]:
    """Look for repetitions whose wink may be a movement of markers.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed.
    reps : sequence of Repetition
        Its repetitions.
    evidence : Evidence
        The motion and its markers.
    watch : PelvisWatch
        How well the pelvis was seen.
    neutral_elsewhere : bool
        Whether neutral comes from another trial or a given angle, so that a marker that was moved
        since then moves it.
    cutoff_hz : float
        Low-pass filter of the curves.

    Returns
    -------
    tuple of RepGuard
        One a repetition.
    tuple of GuardFlag
        ``"residual_growth"``, ``"marker_moved"``, ``"raw_tilt"``, ``"left_out"``, ``"skin"``,
        ``"fast_descent"``: one a kind and repetition, on its frames.
    """
    changes = {
        end: left_out_change(evidence, reps, landmarks, cutoff_hz=cutoff_hz)
        for end, landmarks in PELVIS_ENDS.items()
    }
    rate_hz = frame_rate(signals.time_s)
    raw = lowpass(watch.raw_tilt_deg, rate_hz, cutoff_hz)
    apart = lowpass(watch.raw_less_model_deg, rate_hz, cutoff_hz)
    found: list[RepGuard] = []
    flags: list[GuardFlag] = []
    for index, rep in enumerate(reps):
        slope, growth, growth_deg = _residual_growth(signals, rep, watch)
        displaced, moved = _displacements(signals, rep, evidence, watch)
        guard = RepGuard(
            rep.number,
            slope,
            growth,
            growth_deg,
            displaced,
            moved,
            amplitude(raw, rep, max_missing_share=_MOST_MISSING).value_deg,
            _largest_departure(apart, rep),
            float(changes["front"][index]),
            float(changes["back"][index]),
        )
        found.append(guard)
        flags += _flags(guard, rep, signals, raw, neutral_elsewhere)
        flags += fast_descent_flags(rep, signals.time_s, cutoff_hz=cutoff_hz)
    return tuple(found), tuple(flags)


def _residual_growth(
    signals: SquatSignals, rep: Repetition, watch: PelvisWatch
) -> tuple[float, float, float]:
    """Slope of the pelvis residual over depth, and its growth from standing to the bottom."""
    descent = slice(rep.start, rep.bottom + 1)
    depth_m = rep.standing_height_m - signals.hip_height_m[descent]
    residual = watch.residual_mm[descent]
    known = np.isfinite(depth_m) & np.isfinite(residual)
    if known.sum() < _FEWEST_FRAMES or np.ptp(depth_m[known]) <= 0:
        return _UNKNOWN, _UNKNOWN, _UNKNOWN
    slope = float(np.polyfit(depth_m[known], residual[known], 1)[0])
    growth = slope * rep.depth_m
    lever = watch.lever_mm[descent]
    lever_mm = float(np.median(lever[np.isfinite(lever)])) if np.isfinite(lever).any() else _UNKNOWN
    return slope, growth, float(np.rad2deg(np.arctan2(growth, lever_mm)))


def _displacements(
    signals: SquatSignals, rep: Repetition, evidence: Evidence, watch: PelvisWatch
) -> tuple[float, float]:
    """Displacement of a pelvis marker at the start against the model, at the end against it."""
    points = evidence.pelvis_points_m
    if points is None:
        return _UNKNOWN, _UNKNOWN
    time_s = signals.time_s
    start, end = (np.abs(time_s - at) <= _EDGE_S for at in (rep.start_s, rep.end_s))
    at_start = watch.shape.distance_mm[start]
    displaced = float(np.nanmedian(at_start)) if np.isfinite(at_start).any() else _UNKNOWN
    shape = _shape_of(points[start])
    if shape is None:
        return displaced, _UNKNOWN
    known, reference = shape
    distance = displaced_point(reference, points[end][:, known]).distance_mm
    return displaced, float(np.nanmedian(distance)) if np.isfinite(distance).any() else _UNKNOWN


def _shape_of(points_m: FloatArray) -> tuple[NDArray[np.bool_], FloatArray] | None:
    """The middle one of some frames that show most markers, and which markers it shows."""
    seen: NDArray[np.bool_] = np.asarray(np.isfinite(points_m).all(axis=2))
    count = seen.sum(axis=1)
    if not len(count) or count.max() < 3:
        return None
    most = np.flatnonzero(count == count.max())
    frame = int(most[len(most) // 2])
    return seen[frame], points_m[frame][seen[frame]]


def _largest_departure(apart_deg: FloatArray, rep: Repetition) -> float:
    """Largest change of a difference since the start of a descent, with its sign."""
    change = apart_deg[rep.start : rep.bottom + 1] - apart_deg[rep.start]
    known = change[np.isfinite(change)]
    return float(known[np.abs(known).argmax()]) if len(known) else _UNKNOWN


def _flags(
    guard: RepGuard,
    rep: Repetition,
    signals: SquatSignals,
    raw_deg: FloatArray,
    neutral_elsewhere: bool,
) -> Iterable[GuardFlag]:
    frames = np.zeros(len(signals.time_s), dtype=bool)
    frames[rep.start : rep.bottom_end + 1] = True

    def flag(name: str, value: float, limit: float, reason: str, blocks: bool) -> GuardFlag:
        return GuardFlag(name, frames, value, limit, f"repetition {rep.number}: {reason}", blocks)

    tilt = signals.posterior_pelvic_tilt_deg
    tuck = amplitude(tilt, rep, max_missing_share=_MOST_MISSING)
    growth = list(_growth_flags(guard, flag))
    yield from growth
    yield from _moved_flags(guard, flag, neutral_elsewhere and tuck.value_deg >= BAND_DEG)
    departure = [*_raw_flags(guard, rep, (tilt, raw_deg), flag), *_left_out_flags(guard, flag)]
    yield from departure
    signs = [*growth, *departure]
    if len(signs) >= SKIN_WITNESSES:
        yield flag(
            "skin",
            float(len(signs)),
            float(SKIN_WITNESSES),
            f"{' and '.join(_in_words(sign.flag, guard) for sign in signs)} agree that the pelvis "
            "markers move on the bone by as much as a wink: it may be made up, or hidden, by skin.",
            True,
        )


def _in_words(sign: str, guard: RepGuard) -> str:
    """What one sign of moving skin has seen."""
    apart_deg = abs(guard.raw_less_model_deg)
    return {
        "residual_growth": f"residuals that grow by {guard.residual_growth_deg:.1f}°",
        "raw_tilt": f"a line from PSIS to ASIS that departs by {apart_deg:.1f}°",
        "left_out": "a wink that hangs on single markers",
    }[sign]


def _growth_flags(guard: RepGuard, flag: Callable[..., GuardFlag]) -> Iterable[GuardFlag]:
    if guard.residual_growth_deg > RESIDUAL_GROWTH_DEG:
        yield flag(
            "residual_growth",
            guard.residual_growth_deg,
            RESIDUAL_GROWTH_DEG,
            f"the pelvis markers drift off the model by {guard.residual_growth_mm:.0f} mm on the "
            f"way down ({guard.residual_slope_mm_per_m:.0f} mm per metre), which could be "
            f"{guard.residual_growth_deg:.0f}° of tilt: skin, belt or the thigh moves them.",
            False,
        )


def _moved_flags(
    guard: RepGuard, flag: Callable[..., GuardFlag], neutral_counts: bool
) -> Iterable[GuardFlag]:
    if guard.moved_mm > MARKER_MOVED_MM:
        yield flag(
            "marker_moved",
            guard.moved_mm,
            MARKER_MOVED_MM,
            f"a pelvis marker lies {guard.moved_mm:.0f} mm elsewhere at its end than at its start: "
            "it slipped, or labels were exchanged.",
            True,
        )
    if guard.displaced_mm > MARKER_MOVED_MM:
        yield flag(
            "marker_moved",
            guard.displaced_mm,
            MARKER_MOVED_MM,
            f"while standing, a pelvis marker lies {guard.displaced_mm:.0f} mm from where the "
            "others and the model put it: it was moved since the model was scaled, or the model "
            f"is another person's{', and neutral with it' if neutral_counts else ''}.",
            neutral_counts,
        )


def _raw_flags(
    guard: RepGuard,
    rep: Repetition,
    tilts_deg: tuple[FloatArray, FloatArray],
    flag: Callable[..., GuardFlag],
) -> Iterable[GuardFlag]:
    model, raw = tilts_deg
    for one, other in ((model, raw), (raw, model)):
        tuck = amplitude(one, rep, max_missing_share=_MOST_MISSING)
        if tuck.extreme_frame < 0:
            continue
        answer = float(other[rep.bottom] - other[tuck.extreme_frame])
        if answer <= 0 and tuck.value_deg - answer > RAW_TILT_BLOCK_DEG:
            names = ("the model's pelvis", "the line from PSIS to ASIS")
            first, second = names if one is model else names[::-1]
            yield flag(
                "raw_tilt",
                tuck.value_deg - answer,
                RAW_TILT_BLOCK_DEG,
                f"{first} tucks by {tuck.value_deg:.1f}° while {second} turns by {answer:.1f}°: "
                "one of them is no movement of the pelvis.",
                True,
            )
            return
    if abs(guard.raw_less_model_deg) > RAW_TILT_DEG:
        way = "backward" if guard.raw_less_model_deg > 0 else "forward"
        yield flag(
            "raw_tilt",
            guard.raw_less_model_deg,
            RAW_TILT_DEG,
            f"the line from PSIS to ASIS tilts {abs(guard.raw_less_model_deg):.1f}° more {way} "
            "than the model's pelvis on the way down: that much is between skin and bone.",
            False,
        )


def _left_out_flags(guard: RepGuard, flag: Callable[..., GuardFlag]) -> Iterable[GuardFlag]:
    changes = {"ASIS": guard.without_asis_deg, "PSIS": guard.without_psis_deg}
    known = {name: change for name, change in changes.items() if np.isfinite(change)}
    if not known:
        return
    name = max(known, key=lambda key: abs(known[key]))
    change = known[name]
    if abs(change) <= LEFT_OUT_DEG:
        return
    blocks = abs(change) > LEFT_OUT_BLOCK_DEG
    told = ", ".join(f"{value:+.1f}° without the {key}" for key, value in known.items())
    yield flag(
        "left_out",
        change,
        LEFT_OUT_BLOCK_DEG if blocks else LEFT_OUT_DEG,
        f"the pelvic wink hangs on single markers: it changes by {told}.",
        blocks,
    )
