"""From which zero angles of posture are told, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from opensim_wink.report.page.plot import FloatArray
from opensim_wink.report.page.plot_pieces import curve, known
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts

TILT, LUMBAR = "posterior_pelvic_tilt_deg", "lumbar_flexion_deg"
# Keys of the player's words for more and for less, so that the whole page says the same.
_WAYS: Mapping[str, tuple[str, str]] = {
    TILT: ("backward", "forward"),
    LUMBAR: ("flexion", "extension"),
}


def standing_deg(result: Result, quantity: str) -> float | None:
    """An angle in standing.

    Parameters
    ----------
    result : Result
        What was found.
    quantity : str
        `TILT` or `LUMBAR`; other angles are told from the model's zero everywhere.

    Returns
    -------
    float or None
        Degrees; None where nobody stood, or for another angle.
    """
    if quantity not in _WAYS:
        return None
    return known((result.summary.get("standing") or {}).get(quantity))


def from_zero(result: Result, quantity: str, values: FloatArray) -> FloatArray:
    """Angles as ``summary.json`` tells their changes: against standing where it is known.

    Parameters
    ----------
    result : Result
        What was found.
    quantity : str
        Which angle.
    values : ndarray, shape (N,)
        From the model's zero, degrees.

    Returns
    -------
    ndarray, shape (N,)
        Less the angle in standing; as they were where there is none.
    """
    return np.asarray(values - (standing_deg(result, quantity) or 0.0), dtype=np.float64)


def angle_curve(result: Result, axis: str, phase: str, rep: int | str, quantity: str) -> FloatArray:
    """A curve of ``curves.csv`` from this page's zero; a spread has none.

    Parameters
    ----------
    result : Result
        What was found.
    axis, phase, rep, quantity
        As in `curve`.

    Returns
    -------
    ndarray, shape (101,)
        NaN where it is not there.
    """
    values = curve(result, axis, phase, rep, quantity)
    return values if rep == "sd" else from_zero(result, quantity, values)


def zero_words(result: Result, *quantities: str) -> str:
    """From what angles are counted.

    Parameters
    ----------
    result : Result
        What was found.
    *quantities : str
        Which angles.

    Returns
    -------
    str
        "against standing" or "from the model's zero"; empty where these angles differ in it.
    """
    stood = {standing_deg(result, one) is not None for one in quantities}
    if len(stood) != 1:
        return ""
    return str(texts()["curves"]["against_standing" if stood.pop() else "from_model"])


def ways(quantity: str) -> tuple[str, str]:
    """What more and less of an angle is called."""
    more, less = (str(texts()["player"][key]) for key in _WAYS[quantity])
    return more, less


def angle_words(quantity: str, value: Any) -> str:
    """An angle with its direction in words in place of a sign.

    Parameters
    ----------
    quantity : str
        `TILT` or `LUMBAR`.
    value : float or None
        Degrees.

    Returns
    -------
    str
        As in "11.0° tilted forward"; without direction where it rounds to zero.
    """
    at = known(value)
    if at is None:
        return number(None)
    size = number(abs(at), 1)
    if float(size) == 0.0:
        return f"{size}°"
    return f"{size}° {ways(quantity)[0 if at > 0 else 1]}"
