"""Units as laboratories write them, and what to believe where they say nothing or say it wrong."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.points import LENGTHS_M

FloatArray = NDArray[np.float64]

# A marker set on a person spreads over 0.4 to 2.5 m in one frame; a barbell or a second person
# widens that. Beyond these limits the stated unit cannot be right.
SMALLEST_CLOUD_M = 0.05
LARGEST_CLOUD_M = 30.0
# What a marker set may well spread over; only such a reading may replace a stated unit.
_LIKELY_M = (0.2, 8.0)

# Between the smallest spread of a person's landmarks, legs and pelvis at least, and the largest.
_PERSON_M = (0.4, 3.0)

_BODY = ("foot", "tibia", "femur", "pelvis", "lumbar", "thorax", "head")

STANDARD_GRAVITY = 9.80665  # m/s²
_MASS_RANGE_KG = (8.0, 300.0)
_HEIGHT_RANGE_M = (0.5, 2.6)


def length_m(unit: str) -> float | None:
    """Metres in one unit of length.

    Parameters
    ----------
    unit : str
        As the file writes it: ``"mm"``, ``"MM"``, ``"mete"`` (cut to four letters), ``"cm"`` …

    Returns
    -------
    float or None
        None where the word is empty or unknown.
    """
    word = unit.strip().strip("[]().").lower()
    if word in LENGTHS_M:
        return LENGTHS_M[word]
    # C3D files cut words to the width of the parameter.
    long_words = [name for name in LENGTHS_M if len(word) >= 3 and name.startswith(word)]
    if long_words:
        return LENGTHS_M[long_words[0]]
    return {"in": 0.0254, "inch": 0.0254, "inches": 0.0254, "ft": 0.3048, "feet": 0.3048}.get(word)


def point_unit_m(unit: str, points: FloatArray) -> tuple[float, str | None]:
    """Metres in one unit of the marker positions, stated or inferred from their spread.

    Parameters
    ----------
    unit : str
        What the file says; may be empty.
    points : ndarray, shape (T, M, 3)
        Marker positions in that unit; NaN where not seen.

    Returns
    -------
    scale_m : float
        Metres in one unit.
    note : str or None
        Says so where the unit was inferred, or where the stated one could not be right.
    """
    stated = length_m(unit)
    spread = marker_spread(points)
    if stated is not None and (
        not np.isfinite(spread) or SMALLEST_CLOUD_M <= spread * stated <= LARGEST_CLOUD_M
    ):
        return stated, None
    inferred, name = _unit_of_spread(spread)
    if stated is None:
        said = f"its unit '{unit}' is unknown" if unit else "it states no unit of length"
        return inferred, f"{said}; markers spread over {spread:.4g}, so {name} were assumed"
    if not _LIKELY_M[0] <= spread * inferred <= _LIKELY_M[1]:
        return stated, (
            f"in its unit '{unit}' the markers spread over {spread * stated:.3g} m: check the unit"
        )
    return inferred, (
        f"in its unit '{unit}' the markers would spread over {spread * stated:.3g} m; "
        f"{name} were assumed"
    )


def marker_spread(points: FloatArray) -> float:
    """Median over frames of the largest extent of the markers along an axis; NaN without two."""
    frames = points[:: max(1, len(points) // 200)]
    # No unit makes a million of a laboratory: such numbers stand for lost markers.
    seen = (np.abs(frames) < 1e6).all(axis=2) & (frames != 0.0).any(axis=2)
    frames = frames[seen.sum(axis=1) >= 2]
    seen = seen[seen.sum(axis=1) >= 2]
    if not len(frames):
        return float("nan")
    with np.errstate(all="ignore"):
        high = np.where(seen[..., None], frames, -np.inf).max(axis=1)
        low = np.where(seen[..., None], frames, np.inf).min(axis=1)
        return float(np.median((high - low).max(axis=1)))


def check_person_size(places: Places, source: str) -> None:
    """Refuse a body that no person has: its unit of length is stated wrong.

    Parameters
    ----------
    places : Places
        Landmarks in any axes; nothing is checked unless the pelvis and a shank or foot are known.
    source : str
        Trial or file, for the message.

    Raises
    ------
    TrialError
        If the bony landmarks spread over less than 0.4 m at their widest, or over more than 3 m
        with the pelvis more than half of that from the legs.
    """
    pelvis = places.mean(places.of_segments("pelvis"), every=False)
    legs = places.mean(places.of_segments("tibia", "foot"), every=False)
    if pelvis is None or legs is None:
        return
    body = np.stack([places.points_m[name] for name in places.of_segments(*_BODY)], axis=1)
    low, high = (np.full(body[:, 0].shape, np.nan) for _ in range(2))
    seen = np.isfinite(body).all(axis=2).sum(axis=1) >= 2
    low[seen], high[seen] = np.nanmin(body[seen], axis=1), np.nanmax(body[seen], axis=1)
    apart = np.linalg.norm(pelvis - legs, axis=1)
    if not (seen.any() and np.isfinite(apart).any()):
        return
    spread = float(np.nanpercentile((high - low)[seen].max(axis=1), 95))
    too_large = spread > _PERSON_M[1] and float(np.nanmedian(apart)) > 0.5 * _PERSON_M[1]
    if spread < _PERSON_M[0] or too_large:
        raise TrialError(
            f"{source}: the unit looks wrong: the person would be {spread:.2g} m tall; "
            f"{_PERSON_M[0]:g} to {_PERSON_M[1]:g} m is possible; correct the unit of length that "
            "the file states (POINT:UNITS in a C3D, Units in a TRC), or export it again"
        )


def _unit_of_spread(spread: float) -> tuple[float, str]:
    """The metric unit in which a marker set has this spread; millimetres where it cannot tell."""
    if spread < 10.0:
        return 1.0, "metres"
    if spread < 400.0:
        return 0.01, "centimetres"
    return 0.001, "millimetres"


def force_n(unit: str) -> float | None:
    """Newtons in one unit of force; None where the word is not one."""
    word = re.sub(r"[^a-z]", "", unit.lower())
    if word in ("n", "nt", "newton", "newtons"):
        return 1.0
    return {"kn": 1000.0, "lbf": 4.4482216, "lb": 4.4482216, "kgf": STANDARD_GRAVITY}.get(word)


def moment_nm(unit: str) -> float | None:
    """Newton metres in one unit of moment; None where the word is not one.

    Parameters
    ----------
    unit : str
        As the file writes it: ``"Nmm"``, ``"ntmm"``, ``"N-M"``, ``"N.m"`` …

    Returns
    -------
    float or None
    """
    word = re.sub(r"[^a-z]", "", unit.lower())
    match = re.fullmatch(r"(k?)(?:newtons?|nt|n)(m+|cm|dm|[a-z]+)", word)
    if match is None:
        return None
    length = length_m(match.group(2))
    return None if length is None else length * (1000.0 if match.group(1) else 1.0)


def body_mass_kg(value: float, weight: bool = False) -> tuple[float | None, str | None]:
    """A plausible body mass from a number of unknown unit.

    Parameters
    ----------
    value : float
        Kilograms, or newtons where it is a weight beyond any mass.
    weight : bool
        Whether the file calls it a weight.

    Returns
    -------
    mass_kg : float or None
        None where the number cannot be a person's.
    note : str or None
        Says so where newtons were assumed.
    """
    if _MASS_RANGE_KG[0] <= value <= _MASS_RANGE_KG[1]:
        return _decimal(value), None
    mass = value / STANDARD_GRAVITY
    if weight and _MASS_RANGE_KG[1] < value and mass <= _MASS_RANGE_KG[1]:
        return _decimal(mass), f"weight {value:g} was taken for newtons: {mass:.1f} kg"
    return None, None


def stature_m(value: float) -> float | None:
    """A plausible stature from a number in m, cm or mm; None where it cannot be a person's."""
    for scale in (1.0, 0.01, 0.001):
        if _HEIGHT_RANGE_M[0] <= value * scale <= _HEIGHT_RANGE_M[1]:
            return _decimal(value * scale)
    return None


def _decimal(value: float) -> float:
    """The number that someone typed, before it became a 32-bit real."""
    return float(f"{value:.6g}")
