"""What is told of a repetition's loads: each a value, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from opensim_wink.squat.measures.load_curves import LoadCurve

SUMMED = ("l5s1_compression", "l5s1_extension_moment_above", "l5s1_extension_moment_below")
MOMENTS = ("onset", "bottom", "peak", "standing")
DEFINITIONS = {
    "onset": "The load when the wink begins, on a straight line between the frames around it.",
    "bottom": (
        "The load in the deepest frame; not given beside a gap of the motion, in which the "
        "squat may have been deeper."
    ),
    "peak": (
        "The load that is largest in size, with its sign; not given where too much of the "
        "repetition is unknown, or beside a gap, in which it may have been larger."
    ),
    "standing": "Median load of the trial's standing frames, with what is carried.",
    "fastest_rise": "Largest rise of the load's size per second, over 0.1 s.",
    "impulse": (
        "Load summed over time. Beyond neutral, only while the lumbar spine is more flexed than "
        "neutral. Unknown frames are bridged by straight lines up to 0.1 s; wider holes leave it "
        "unknown."
    ),
    "beyond_neutral_s": "Time with the lumbar spine more flexed than neutral.",
}


@dataclass(frozen=True)
class LoadValue:
    """A load, or why there is none.

    Attributes
    ----------
    value : float or None
        In the unit of what it belongs to; None where it is not known.
    relative : float or None
        The same over body weight or body mass (of a duration: over the repetition's).
    reason : str
        Why it is None; empty otherwise.
    """

    value: float | None
    relative: float | None
    reason: str = ""


@dataclass(frozen=True)
class LoadMeasures:
    """One load in one repetition.

    Attributes
    ----------
    curve : LoadCurve
        What it was read from, with unit, relative unit, and whether the ground was estimated.
    onset, bottom, peak, standing : LoadValue
        See ``DEFINITIONS``.
    fastest_rise : LoadValue
        Units a second.
    peak_s, peak_depth_fraction : float or None
        When the peak was and how deep the hips were, 0..1; None without a peak.
    known_share : float
        Share of the repetition's frames in which the load is known.
    """

    curve: LoadCurve
    onset: LoadValue
    bottom: LoadValue
    peak: LoadValue
    standing: LoadValue
    fastest_rise: LoadValue
    peak_s: float | None
    peak_depth_fraction: float | None
    known_share: float


@dataclass(frozen=True)
class LoadImpulse:
    """One load summed over a repetition.

    Attributes
    ----------
    curve : LoadCurve
        What was summed; the unit is its unit times seconds.
    whole, beyond_neutral : LoadValue
        Over the repetition, and while the lumbar spine is flexed beyond neutral.
    """

    curve: LoadCurve
    whole: LoadValue
    beyond_neutral: LoadValue


@dataclass(frozen=True)
class RepLoads:
    """What one repetition loads.

    Attributes
    ----------
    number : int
        Of the repetition, counted from 1.
    loads : dict of str to LoadMeasures
        By ``LoadCurve.quantity``.
    impulses : dict of str to LoadImpulse
        Of those in ``SUMMED``.
    beyond_neutral_s : LoadValue
        Time with the lumbar spine flexed beyond neutral.
    """

    number: int
    loads: dict[str, LoadMeasures]
    impulses: dict[str, LoadImpulse]
    beyond_neutral_s: LoadValue

    def numbers(self) -> dict[str, float]:
        """All values in one row: quantity, moment and unit in the names, NaN for what is not."""
        row = {"beyond_neutral_s": _number(self.beyond_neutral_s.value)}
        for name, load in self.loads.items():
            unit, relative = ("n", "bw") if load.curve.unit == "N" else ("nm", "nm_per_kg")
            for moment in MOMENTS:
                found: LoadValue = getattr(load, moment)
                row[f"{name}_{moment}_{unit}"] = _number(found.value)
                row[f"{name}_{moment}_{relative}"] = _number(found.relative)
            row[f"{name}_peak_depth_fraction"] = _number(load.peak_depth_fraction)
            row[f"{name}_fastest_rise_{unit}_per_s"] = _number(load.fastest_rise.value)
        for name, impulse in self.impulses.items():
            unit = "n_s" if impulse.curve.unit == "N" else "nm_s"
            row[f"{name}_impulse_{unit}"] = _number(impulse.whole.value)
            row[f"{name}_impulse_beyond_neutral_{unit}"] = _number(impulse.beyond_neutral.value)
        return row


def _number(value: float | None) -> float:
    """NaN for None."""
    return float("nan") if value is None else value
