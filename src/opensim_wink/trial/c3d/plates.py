"""Force plates of a C3D file: what FORCE_PLATFORM says, and whether to believe it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from opensim_wink.trial.c3d.parameters import FloatArray, Parameters
from opensim_wink.trial.plates import (
    CHANNELS,
    LOAD_THRESHOLD_N,
    Plate,
    ground_reaction,
    is_loaded,
    pressure_centre,
    top_side_origin,
    wrench_at_top,
)
from opensim_wink.trial.trial import Analog, GroundReaction
from opensim_wink.trial.units import force_n, length_m, moment_nm

_MOST_PLATES = 64
# A share of the loaded samples whose centre of pressure may miss the plate before its unit of
# moment is doubted, and the least lever (as a share of the plate) that real loading has.
_ON_PLATE = 0.5
_LEAST_LEVER = 0.005
# Someone who stands on a plate has a marker over it, no higher than this.
_PERSON_HEIGHT_M = 2.5


def ground_reactions(
    parameters: Parameters,
    analog: Analog,
    unit_m: float,
    points_m: FloatArray,
    threshold_n: float = LOAD_THRESHOLD_N,
) -> tuple[tuple[GroundReaction, ...], tuple[str, ...]]:
    """Ground reactions of all plates of a C3D file of types 1 to 4.

    Parameters
    ----------
    parameters : Parameters
        FORCE_PLATFORM gives types, channels, corners, origins, calibration and zero range.
    analog : Analog
        All channels, scaled.
    unit_m : float
        Metres in the file's unit of length, in which corners and origins are given.
    points_m : ndarray, shape (T, M, 3)
        Markers, one row a frame; they tell on which side of the plate the body is, and whether
        someone stands on it while its zero is taken.
    threshold_n : float
        Normal load under which the plate counts as not loaded.

    Returns
    -------
    plates : tuple of GroundReaction
        Force of the ground on the body and so on, in laboratory axes.
    notes : tuple of str
        Plates left out and why, baselines taken off, units and signs that were decided.
    """
    used = parameters.count("FORCE_PLATFORM:USED")
    kinds = parameters.counts("FORCE_PLATFORM:TYPE")
    n_plates = min(len(kinds), _MOST_PLATES, len(kinds) if used is None else used)
    notes: list[str] = []
    if used and used > len(kinds):
        notes.append(f"the file names {used} force plates but types of only {len(kinds)}")
    time_s = analog.start_s + np.arange(len(analog.values)) / analog.rate_hz
    reactions: list[GroundReaction] = []
    for index in range(n_plates):
        plate, columns, problem = _plate_of(parameters, index, kinds[index], analog, unit_m)
        if plate is None:
            notes.append(f"plate {index + 1} was left out: {problem}")
            continue
        if problem:
            notes.append(f"{plate.name}: {problem}")
        channels = analog.values[:, columns]
        units = [analog.units[column] for column in columns]
        zeroed, said = _zeroed(plate, channels, units, parameters, unit_m, points_m)
        force, moment, also = _wrench(plate, zeroed, units, unit_m, threshold_n)
        force, moment, turned = _on_body(plate, force, moment, points_m, threshold_n)
        reactions.append(ground_reaction(plate, time_s, force, moment, threshold_n))
        notes.extend(f"{plate.name}: {note}" for note in (*said, *also, *turned))
    return tuple(reactions), tuple(notes)


def _plate_of(
    parameters: Parameters, index: int, kind: int, analog: Analog, unit_m: float
) -> tuple[Plate | None, list[int], str]:
    """One plate and its channels, or the reason why there is none."""
    if kind not in CHANNELS:
        return None, [], f"type {kind} is not one of 1, 2, 3, 4"
    wired = parameters.counts("FORCE_PLATFORM:CHANNEL")
    dims = parameters.dims("FORCE_PLATFORM:CHANNEL")
    stride = dims[0] if len(dims) > 1 else CHANNELS[kind]
    columns = [channel - 1 for channel in wired[index * stride : index * stride + CHANNELS[kind]]]
    n_channels = analog.values.shape[1]
    if len(columns) < CHANNELS[kind] or not all(0 <= column < n_channels for column in columns):
        shown = ", ".join(str(column + 1) for column in columns) or "none"
        return (
            None,
            [],
            f"it needs {CHANNELS[kind]} of {n_channels} channels, the file gives {shown}",
        )
    corners = parameters.numbers("FORCE_PLATFORM:CORNERS")[12 * index : 12 * index + 12] * unit_m
    origin = parameters.numbers("FORCE_PLATFORM:ORIGIN")[3 * index : 3 * index + 3] * unit_m
    if len(corners) < 12 or not np.isfinite(corners).all() or np.abs(corners).max() > 1000.0:
        return None, [], "the file gives no corners"
    problem = ""
    if len(origin) < 3 or not np.isfinite(origin).all() or np.abs(origin).max() > 10.0:
        if kind == 3:
            return None, [], "the file gives no ORIGIN, which holds the distances of its sensors"
        origin, problem = np.zeros(3), "no usable ORIGIN; its sensors were taken to lie in the top"
    origin, turned = top_side_origin(kind, origin)
    if turned:
        problem = "ORIGIN has the opposite sign and was turned"
    calibration = None
    if kind == 4:
        calibration, problem_too = _calibration(parameters, index)
        problem = "; ".join(filter(None, (problem, problem_too)))
    plate = Plate(f"plate {index + 1}", kind, corners.reshape(4, 3), origin, calibration)
    if not (np.isfinite(plate.axes).all() and plate.half_size_m.min() > 0.01):
        return None, [], "its corners do not span a surface"
    return plate, columns, problem


def _calibration(parameters: Parameters, index: int) -> tuple[FloatArray | None, str]:
    """Calibration matrix of a type 4 plate; None where the file has none to apply."""
    values = parameters.numbers("FORCE_PLATFORM:CAL_MATRIX")
    dims = parameters.dims("FORCE_PLATFORM:CAL_MATRIX")
    step = dims[0] * dims[1] if len(dims) >= 2 else 36
    part = values[index * step : index * step + 36]
    if step != 36 or len(part) < 36 or not np.isfinite(part).all() or not part.any():
        return None, "no usable CAL_MATRIX; its channels were taken for forces and moments"
    # The first index, that of the result, runs fastest.
    return part.reshape(6, 6).T, ""


def _zeroed(
    plate: Plate,
    channels: FloatArray,
    units: list[str],
    parameters: Parameters,
    unit_m: float,
    points_m: FloatArray,
) -> tuple[FloatArray, tuple[str, ...]]:
    """Channels less their mean over the frames of FORCE_PLATFORM:ZERO, unless someone stands there.

    A range of (0, 0) or (1, 0) means that nothing is to be taken off. Many writers give (1, 10)
    whatever happens in these frames; a squat that begins on the plate would lose its body weight.
    """
    span = parameters.counts("FORCE_PLATFORM:ZERO")
    if len(span) < 2 or span[1] == 0 or plate.kind == 1:
        return channels, ()
    n_frames = len(points_m)
    first, last = max(span[0], 1), min(span[1], n_frames)
    if last < first:
        return channels, (f"ZERO names frames {span[0]} to {span[1]}, which the file has not",)
    samples = len(channels) // n_frames
    baseline = channels[(first - 1) * samples : last * samples].mean(axis=0)
    if not np.isfinite(baseline).all() or not baseline.any():
        return channels, ()
    resting_n = wrench_at_top(plate, baseline[None] * _factors(plate, units, unit_m))[0][0, 2]
    if abs(resting_n) > LOAD_THRESHOLD_N and _occupied(plate, points_m[first - 1 : last]):
        return channels, (
            f"bears {abs(resting_n):.0f} N in frames {first} to {last}, with a marker over it, so "
            "no baseline was taken off",
        )
    return channels - baseline, (
        f"the mean of frames {first} to {last} was taken off ({resting_n:.1f} N vertically)",
    )


def _occupied(plate: Plate, points_m: FloatArray) -> bool:
    """Whether some marker is over the plate, up to a person's height, in half of these frames."""
    local = (points_m - plate.centre_m) @ plate.axes
    with np.errstate(invalid="ignore"):
        over = (np.abs(local[..., :2]) <= plate.half_size_m).all(axis=2)
        over &= np.abs(local[..., 2]) <= _PERSON_HEIGHT_M
    return bool(over.any(axis=1).mean() >= 0.5)


def _factors(plate: Plate, units: list[str], unit_m: float) -> FloatArray:
    """What turns the channels into N, N·m and m, as far as their units say.

    A unit that is missing counts as N, and as N times the file's unit of length.
    """
    newtons = [force_n(unit) or 1.0 for unit in units]
    if plate.kind == 3:
        return np.array(newtons)
    moments = [moment_nm(unit) or unit_m for unit in units]
    if plate.kind == 1:
        lengths = [length_m(unit) or unit_m for unit in units]
        return np.array([*newtons[:3], *lengths[3:5], moments[5]])
    if plate.calibration is not None:
        return np.ones(6)
    return np.array([*newtons[:3], *moments[3:]])


def _wrench(
    plate: Plate, channels: FloatArray, units: list[str], unit_m: float, threshold_n: float
) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """Force and moment about the top in N and N·m, in the unit of moment that fits the plate."""
    scaled = channels * _factors(plate, units, unit_m)
    if plate.kind in (1, 3):
        return *wrench_at_top(plate, scaled), ()
    stated = {moment_nm(unit) for unit in units[3:]} - {None}
    declared = next(iter(stated)) if len(stated) == 1 else None
    if plate.calibration is not None:
        scaled = channels @ plate.calibration.T
        scaled[:, 3:] *= declared or unit_m
    # Calibrated or scaled by now: treat the plate as one of type 2.
    plain = replace(plate, kind=2, calibration=None)
    taken = declared or unit_m
    ranked = [taken, *(unit for unit in (1.0, 0.001) if not math.isclose(unit, taken))]
    for unit in ranked:
        trial = scaled.copy()
        trial[:, 3:] *= unit / taken
        force, moment = wrench_at_top(plain, trial)
        if unit == taken:
            as_taken = force, moment
        if _fits(plain, trial, force, moment, threshold_n):
            note = () if declared == unit else (_unit_note(declared, unit, units[3]),)
            return force, moment, note
    note = () if declared else (_unit_note(declared, taken, units[3]),)
    return *as_taken, note


def _unit_note(declared: float | None, unit: float, stated: str) -> str:
    name = {1.0: "N·m", 0.001: "N·mm", 0.01: "N·cm"}.get(unit, f"{unit:g} N·m")
    if declared is None:
        said = f"unit '{stated}'" if stated else "no unit"
        return f"moments have {said}; {name} was assumed"
    return f"in their unit '{stated}' moments would put the load off the plate; {name} was assumed"


def _fits(
    plate: Plate, channels: FloatArray, force: FloatArray, moment: FloatArray, threshold_n: float
) -> bool:
    """Whether most of the load falls on the plate, and with levers longer than a rounding error."""
    loaded = is_loaded(force, threshold_n)
    if not loaded.any():
        return True
    point = np.abs(pressure_centre(force[loaded], moment[loaded])[:, :2])
    inside = (point <= 1.1 * plate.half_size_m).all(axis=1).mean()
    levers = np.abs(channels[loaded, 3:5]).max(axis=1) / np.abs(force[loaded, 2])
    lever = float(np.median(levers)) / float(plate.half_size_m.max())
    return bool(inside >= _ON_PLATE and lever >= _LEAST_LEVER)


def _on_body(
    plate: Plate, force: FloatArray, moment: FloatArray, points_m: FloatArray, threshold_n: float
) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """The same as the body feels it: the ground pushes towards the side where the markers are."""
    normal = plate.axes[:, 2]
    heights = (points_m[:: max(1, len(points_m) // 100)] - plate.centre_m) @ normal
    seen = heights[np.isfinite(heights)]
    # Plate z points down: without markers, up is against it.
    side = float(np.sign(np.median(seen))) if seen.size else -1.0
    load = force[is_loaded(force, threshold_n), 2]
    if load.size and load.sum() * (side or -1.0) < 0:
        return -force, -moment, ("its channels hold the force on the plate; the sign was turned",)
    return force, moment, ()
