"""Which way the subject faces, from landmarks in axes whose Y points up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError, counted, listed
from opensim_wink.trial.facing_clues import (
    OTHER_PAIRS,
    PELVIS_PAIRS,
    Clues,
    find_clues,
    trusted_clues,
    unit,
)
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]
BoolArray = NDArray[np.bool_]

_LOW_DROP_M = 0.15
_NEAR_DEG = 30.0
_STEADY_DEG = 15.0
_MIN_LOW_S = 0.2
_UNCERTAIN_SHARE = 0.5
# A pelvis turned further than this from the legs it squats on is a mislabelled one, or a twist.
_OFF_LEGS_DEG = 12.0
_PELVIS = "the pelvis markers"
_KNEES = ("lateral_knee", "medial_knee", "knee_centre")


@dataclass(frozen=True, eq=False)
class Heading:
    """Which way the subject faces.

    Attributes
    ----------
    angle_deg : float
        From +X about +Y, counter-clockwise seen from above; −180 to 180.
    notes : tuple of str
        From what evidence, and what was odd.
    doubts : tuple of str
        Those of the notes that put the heading or the labels in doubt.
    unfit : tuple of str
        Labels whose sides are exchanged, so that nothing may follow them.
    """

    angle_deg: float
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


def _wrap_deg(angle: float) -> float:
    return float((angle + 180.0) % 360.0 - 180.0)


def common_heading(forward: ComplexArray) -> tuple[float, float, float] | None:
    """The heading most frames share, by the fullest window of ±30° and the circular mean in it.

    Parameters
    ----------
    forward : ndarray of complex, shape (T,)
        Horizontal forward vectors; NaN where unknown.

    Returns
    -------
    (float, float, float) or None
        Heading in degrees, circular standard deviation within the window in degrees, share of the
        frames that fall in it; None where no frame is known.
    """
    known = forward[np.isfinite(forward) & (np.abs(forward) > 1e-9)]
    if len(known) == 0:
        return None
    unit = known / np.abs(known)
    # Trial centres are the data themselves, thinned, so that no fixed grid favours any heading.
    centres = unit[:: max(1, len(unit) // 180)]
    near = np.cos(np.deg2rad(_NEAR_DEG))
    counts = [int(np.count_nonzero((unit * np.conj(c)).real >= near)) for c in centres]
    best = centres[int(np.argmax(counts))]
    for _ in range(10):
        window = unit[(unit * np.conj(best)).real >= near]
        mean = window.mean()
        best = mean / np.abs(mean)
    length = min(1.0, float(np.abs(mean)))
    spread = float(np.rad2deg(np.sqrt(max(0.0, -2.0 * np.log(max(length, 1e-12))))))
    return float(np.rad2deg(np.angle(best))), spread, len(window) / len(unit)


def low_phases(height_m: FloatArray, time_s: FloatArray) -> tuple[tuple[int, int], ...]:
    """Stretches in which the pelvis is in the lower half of its way down.

    Parameters
    ----------
    height_m : ndarray, shape (T,)
        Height of the pelvis; NaN where unknown.
    time_s : ndarray, shape (T,)
        Frame times.

    Returns
    -------
    tuple of (int, int)
        First and last frame of each stretch of at least 0.2 s; empty where the pelvis never
        comes down by 0.15 m.
    """
    known = np.isfinite(height_m)
    if np.count_nonzero(known) < 2:
        return ()
    filled = np.interp(time_s, time_s[known], height_m[known])
    high, low = np.percentile(filled, 90), filled.min()
    if high - low < _LOW_DROP_M:
        return ()
    found = [(first, stop - 1) for first, stop in runs(filled < 0.5 * (high + low))]
    return tuple((a, b) for a, b in found if time_s[b] - time_s[a] >= _MIN_LOW_S)


def pelvis_height(places: Places) -> FloatArray:
    """Mean height of the pelvis markers, else of what is nearest to it.

    Parameters
    ----------
    places : Places
        Landmarks in axes whose Y points up.

    Returns
    -------
    ndarray, shape (T,)
        Metres; NaN where unknown.
    """
    centres = [f"hip_centre_{side}" for side in "rl"]
    for names in (places.of_segments("pelvis"), centres, places.of_segments("thorax", "head")):
        mean = places.mean(names, every=False)
        if mean is not None:
            return np.asarray(mean[:, 1])
    return np.full(places.n_frames, np.nan)


def _sources(clues: Clues) -> list[tuple[str, ComplexArray]]:
    """Headings per frame in order of trust: pelvis, feet, other pairs, trunk."""
    pelvis = [clues.pairs[stem] for stem in PELVIS_PAIRS if stem in clues.pairs]
    pelvis += [clues.front_back["pelvis"]] if "pelvis" in clues.front_back else []
    sides = [clues.front_back.get(f"{side} foot") for side in ("right", "left")]
    feet = [unit(side) for side in sides if side is not None]
    groups = [(_PELVIS, pelvis)]
    if len(feet) == 2:
        groups.append(("both feet", [feet[0] + feet[1]]))
    others = [clues.pairs[stem] for stem in OTHER_PAIRS if stem in clues.pairs]
    groups.append(("left-right pairs", others))
    groups += [
        (f"the {name}", [clues.front_back[name]])
        for name in ("thorax", "head", "knees bent forward")
        if name in clues.front_back
    ]
    found = []
    for name, values in groups:
        if values:
            stacked = np.stack(values)
            total = np.where(np.isfinite(stacked).any(axis=0), np.nansum(stacked, axis=0), np.nan)
            found.append((name, np.asarray(total, dtype=np.complex128)))
    return found


def find_heading(places: Places, time_s: FloatArray, source: str) -> Heading:
    """Decide which way the subject faces.

    The heading is taken where the squats are: in the frames in which the pelvis is in the lower
    half of its way down, so that walking in, turning and leaving do not count. A trial without
    such frames (a static) gives the heading that most of its frames share. The pelvis decides
    where it can, since pelvic tilt is what a wrong heading would spoil; then feet, left–right
    pairs, thorax, head.

    Parameters
    ----------
    places : Places
        Landmarks in axes whose Y points up.
    time_s : ndarray, shape (T,)
        Frame times.
    source : str
        Trial or file for messages.

    Returns
    -------
    Heading
        Angle and evidence.

    Raises
    ------
    TrialError
        If no landmark shows a heading, or left and right are exchanged.
    """
    lows = low_phases(pelvis_height(places), time_s)
    low = np.zeros(places.n_frames, dtype=bool)
    for first, last in lows:
        low[first : last + 1] = True
    clues, odd, unfit = trusted_clues(places, find_clues(places, low), source)
    for wanted in (low, np.ones_like(low)):
        for name, forward in _sources(clues):
            known = np.isfinite(forward[wanted])
            if not wanted.any() or np.count_nonzero(known) < 0.2 * np.count_nonzero(wanted):
                continue
            found = common_heading(forward[wanted])
            if found is None:
                continue
            angle, spread, share = found
            per_low = [common_heading(forward[a : b + 1]) for a, b in lows]
            headings = tuple(item[0] for item in per_low if item is not None)
            phases = f"{counted(len(lows), 'low phase')} of the pelvis"
            where = phases if wanted is low else "all frames"
            said = (
                f"Heading {angle:.1f}° about the vertical, from {name} in {where} "
                f"({share:.0%} of the frames within ±{_NEAR_DEG:.0f}°, SD {spread:.1f}°)"
            )
            doubts = [*odd, *_steadiness(headings, angle)]
            if name == _PELVIS:
                doubts += _against_legs(clues, wanted, angle)
            if share < _UNCERTAIN_SHARE:
                said += ": uncertain, the subject turns or markers are mislabelled"
                return Heading(angle, (f"{said}.", *doubts), (f"{said}.", *doubts), unfit)
            return Heading(angle, (f"{said}.", *doubts), tuple(doubts), unfit)
    raise TrialError(
        f"{source}: nothing shows which way the subject faces; needed are both ASIS with PSIS or "
        "sacrum, or toe and heel of both feet, or a left and a right marker of one landmark; name "
        f"them with a label map (labels not understood: {listed(places.recognition.unknown)})"
    )


def _against_legs(clues: Clues, wanted: BoolArray, angle: float) -> list[str]:
    """Say where the feet and the line through the knees both face another way than the pelvis."""
    feet = [clues.front_back.get(f"{side} foot") for side in ("right", "left")]
    known = [unit(foot) for foot in feet if foot is not None]
    legs = {"the feet": known[0] + known[1]} if len(known) == 2 else {}
    knees = [unit(clues.pairs[stem]) for stem in _KNEES if stem in clues.pairs]
    if knees:
        legs["the knees"] = np.asarray(sum(knees[1:], knees[0]), dtype=np.complex128)
    off = {}
    for name, forward in legs.items():
        found = common_heading(forward[wanted])
        if found is not None:
            off[name] = _wrap_deg(angle - found[0])
    nearest = min(off.values(), key=abs, default=0.0)
    if abs(nearest) <= _OFF_LEGS_DEG:
        return []
    told = listed(f"{abs(value):.0f}° from {name}" for name, value in off.items())
    return [
        f"The pelvis markers face another way than the legs: {told}: a mislabelled or misplaced "
        "pelvis marker, or a twisted stance; pelvic tilt is in doubt."
    ]


def _steadiness(headings: tuple[float, ...], angle: float) -> list[str]:
    off = [_wrap_deg(heading - angle) for heading in headings]
    if len(off) < 2 or max(off) - min(off) <= _STEADY_DEG:
        return []
    return [
        f"The subject's heading changes between low phases by {max(off) - min(off):.0f}° "
        f"({listed(f'{heading:.0f}°' for heading in headings)}): pelvic tilt and list are mixed "
        "where the subject faces another way."
    ]
