"""What may stand behind an option: text from the command line into checked values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.errors import SettingError, did_you_mean, listed

if TYPE_CHECKING:
    from opensim_wink.motion.noise.soft_tissue import MarkerNoise

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_SPAN = re.compile(rf"\s*({_NUMBER})\s*[-:–]\s*({_NUMBER})\s*")
_LONGEST_CONDITION = 80
_MOST_STEPS = 10_000


def number(option: str, low: float, high: float, unit: str) -> Callable[[str], float]:
    """A reader for one number within limits.

    Parameters
    ----------
    option : str
        The option, for messages.
    low, high : float
        Smallest and largest allowed value.
    unit : str
        Its unit, for messages.

    Returns
    -------
    callable
        Text → number; raises SettingError for text that is no number or out of the limits.
    """

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise SettingError(
                f"{option} is '{text}'; allowed is a number from {low:g} to {high:g} {unit}."
            )
        return value

    return read


def neutral(text: str) -> str | float:
    """``standing``, or lumbar flexion in degrees from −90 to 90.

    Parameters
    ----------
    text : str
        What stands behind ``--neutral``.

    Returns
    -------
    str or float
        ``"standing"`` or degrees.

    Raises
    ------
    SettingError
        If it is neither.
    """
    if text.strip().lower() == "standing":
        return "standing"
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -90.0 <= value <= 90.0:
        raise SettingError(
            f"--neutral is '{text}'; allowed is 'standing', or lumbar flexion from -90 to 90 "
            "degrees."
        )
    return value


def spans(text: str) -> tuple[tuple[float, float], ...]:
    """Repetitions set by hand: ``1.2-3.9,4.4-7.0``.

    Parameters
    ----------
    text : str
        Start and end of each in seconds on the trial's clock.

    Returns
    -------
    tuple of (float, float)
        In order of time.

    Raises
    ------
    SettingError
        If a piece is no pair of numbers, ends before it starts, or overlaps the one before.
    """
    found: list[tuple[float, float]] = []
    for piece in text.split(","):
        match = _SPAN.fullmatch(piece)
        if match is None:
            raise SettingError(
                f"--reps holds '{piece.strip()}'; write start and end in seconds, such as "
                "1.2-3.9,4.4-7.0."
            )
        start, end = float(match[1]), float(match[2])
        if not (math.isfinite(start) and math.isfinite(end)) or end <= start:
            raise SettingError(
                f"--reps holds '{piece.strip()}', which does not end after it starts; write start "
                "and end in seconds, such as 1.2-3.9."
            )
        if found and start < found[-1][1]:
            raise SettingError(
                f"--reps: '{piece.strip()}' starts before the one before it ends "
                f"({found[-1][1]:g} s); write them in order of time, without overlap."
            )
        found.append((start, end))
    return tuple(found)


def whole_number(option: str, allowed: str, accept: Callable[[int], bool]) -> Callable[[str], int]:
    """A reader for one whole number.

    Parameters
    ----------
    option : str
        The option, for messages.
    allowed : str
        What is allowed, for messages.
    accept : callable
        Whether a number is.

    Returns
    -------
    callable
        Text → number; raises SettingError for text that is none or not allowed.
    """

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = None
        if value is None or not accept(value):
            raise SettingError(f"{option} is '{text}'; allowed is {allowed}.")
        return value

    return read


def marker_noise(text: str) -> MarkerNoise:
    """Sizes of marker errors: ``pelvis=6,sd=2``, all others at their defaults, or ``none``.

    Parameters
    ----------
    text : str
        Names of `MarkerNoise` without ``_mm``, each with millimetres; ``correlation_s`` in seconds.

    Returns
    -------
    MarkerNoise
        The errors.

    Raises
    ------
    SettingError
        If a name is not known, given twice, or its size is no number of 0 or more.
    """
    from opensim_wink.motion.noise.soft_tissue import MarkerNoise

    if text.strip().lower() == "none":
        return MarkerNoise.none()
    names = {f.name.removesuffix("_mm"): f.name for f in fields(MarkerNoise)}
    sizes: dict[str, float] = {}
    for piece in text.split(","):
        name, _, size = (part.strip() for part in piece.partition("="))
        if name not in names:
            raise SettingError(
                f"--noise: '{name}' is not one of {listed(names)}.{did_you_mean(name, names)} "
                "Write such as pelvis=6,sd=2 (mm), or none."
            )
        if names[name] in sizes:
            raise SettingError(f"--noise: '{name}' is given twice.")
        try:
            sizes[names[name]] = float(size)
        except ValueError:
            raise SettingError(
                f"--noise: '{name}' is '{size}'; write a number, such as {name}=3."
            ) from None
    if "sd_mm" in sizes and "filled_sd_mm" not in sizes:
        sizes["filled_sd_mm"] = max(sizes["sd_mm"], MarkerNoise.filled_sd_mm)
    return MarkerNoise(**sizes)


def leg_raise(text: str) -> Path | float:
    """A straight-leg raise: a trial, or degrees of hip flexion from 15 to 150.

    Parameters
    ----------
    text : str
        What stands behind ``--slr``.

    Returns
    -------
    Path or float
        A file's path, or degrees.

    Raises
    ------
    SettingError
        If it is a number out of the limits.
    """
    try:
        value = float(text)
    except ValueError:
        if Path(text).suffix.lower() not in (".c3d", ".trc", ".mot", ".sto"):
            raise SettingError(
                f"--slr is '{text}': neither degrees (15 to 150) nor a trial (.c3d, .trc, .mot or "
                ".sto)."
            ) from None
        return Path(text)
    if not 15.0 <= value <= 150.0:
        raise SettingError(
            f"--slr is '{text}'; allowed is a trial, or hip flexion from 15 to 150 degrees."
        )
    return value


def hand_weights(text: str) -> tuple[float, ...]:
    """Weights in the hands: one in both, or right and left.

    Parameters
    ----------
    text : str
        What stands behind ``--hand-weights``: ``16`` or ``10,12.5``.

    Returns
    -------
    tuple of float
        Kilograms, one or two.

    Raises
    ------
    SettingError
        If it is not one or two numbers from 0 to 200.
    """
    try:
        weights = tuple(float(piece) for piece in text.split(","))
    except ValueError:
        weights = ()
    if not 1 <= len(weights) <= 2 or not all(0 <= kg <= 200 for kg in weights):
        raise SettingError(
            f"--hand-weights is '{text}'; write kilograms from 0 to 200: one weight held in both "
            "hands (16), or right and left (10,12.5)."
        )
    return weights


def condition(text: str) -> str:
    """The name of a condition: one short line.

    Parameters
    ----------
    text : str
        What stands behind ``--condition``.

    Returns
    -------
    str
        The same without blanks around it.

    Raises
    ------
    SettingError
        If it is empty, too long or holds control characters.
    """
    name = text.strip()
    if not name or len(name) > _LONGEST_CONDITION or not name.isprintable():
        raise SettingError(
            f"--condition is {text[:_LONGEST_CONDITION]!r}; allowed is one line of 1 to "
            f"{_LONGEST_CONDITION} printable characters, such as 'heels raised'."
        )
    return name


def sweep(text: str) -> tuple[str, tuple[float, ...]]:
    """A name with the values that it takes: ``nsa=115:140:5``.

    Parameters
    ----------
    text : str
        What stands behind ``--sweep``: lowest and highest value, and the step between.

    Returns
    -------
    tuple of str and tuple of float
        The name, and its values up to the highest.

    Raises
    ------
    SettingError
        If it is of another form, runs downwards, or has too many steps.
    """
    name, equals, span = (part.strip() for part in text.partition("="))
    pieces = span.split(":")
    try:
        low, high, step = (float(piece) for piece in pieces)
    except ValueError:
        low = high = step = math.nan
    if not (name and equals and all(map(math.isfinite, (low, high, step)))):
        raise SettingError(f"--sweep is '{text}'; write NAME=LOW:HIGH:STEP, such as nsa=115:140:5.")
    if low > high or step <= 0:
        raise SettingError(
            f"--sweep {text}: it must run upwards, with a step over 0, such as {name}=115:140:5."
        )
    # A step that nearly meets the end shall not miss it by rounding.
    steps = math.floor((high - low) / step + 1e-9)
    if steps >= _MOST_STEPS:
        raise SettingError(
            f"--sweep {text}: {steps + 1:,} values; at most {_MOST_STEPS:,}: widen the step."
        )
    return name, tuple(round(low + index * step, 9) for index in range(steps + 1))
