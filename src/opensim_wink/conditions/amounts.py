"""Amounts with their units: what stands behind a condition's colon, in the unit that is kept."""

from __future__ import annotations

import math
import re

from opensim_wink.errors import listed

LB_PER_KG = 1 / 0.45359237  # the pound is defined by the kilogram
# One of each kept unit in the units that may be written.
UNITS: dict[str, dict[str, float]] = {
    "mm": {"mm": 1.0, "cm": 0.1, "m": 0.001},
    "cm": {"cm": 1.0, "mm": 10.0, "m": 0.01},
    "kg": {"kg": 1.0, "g": 1000.0, "lb": LB_PER_KG, "lbs": LB_PER_KG},
    "deg": {"deg": 1.0, "°": 1.0},
}


def kept_unit(amount: str) -> str:
    """The unit at the end of an amount's name, such as ``mm`` of ``heel_mm``."""
    return amount.rpartition("_")[2]


def read_amount(written: str, unit: str) -> float:
    """A number with or without a unit.

    Parameters
    ----------
    written : str
        Such as ``25``, ``2.5 cm`` or ``135 lb``; without a unit it is in the one that is kept.
    unit : str
        The unit that is kept, one of `UNITS`.

    Returns
    -------
    float
        In the unit that is kept; NaN where it is no number, or of something else.
    """
    found = re.fullmatch(r"([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([a-z°]*)", written.strip().lower())
    if found is None or (found[2] and found[2] not in UNITS[unit]):
        return math.nan
    try:
        number = float(found[1])
    except ValueError:
        return math.nan
    # Rounded so that 2.5 cm is 25 mm and not 25.000000000000004.
    return float(f"{number / UNITS[unit].get(found[2], 1.0):.12g}")


def allowed_units(unit: str) -> str:
    """For messages: the units that may be written where one is kept."""
    return listed(UNITS[unit])


def point_for_comma(written: object) -> str:
    """For messages: what to say of an amount with a comma; empty where it has none."""
    found = re.match(r"\s*([+-]?\d+),(\d+)(?!\d*,)", written) if isinstance(written, str) else None
    return f" Write {found[1]}.{found[2]}, with a point." if found else ""
