"""Scale factors of bodies from measured and modelled distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import LabelError, listed
from opensim_wink.scaling.measurements import AXES, Measurement
from opensim_wink.scaling.proportions import drop_odd, inherit
from opensim_wink.scaling.segments import Segments

FloatArray = NDArray[np.float64]

_PLAUSIBLE = (
    0.6,
    1.6,
)  # a person's segment over a 1.75 m model's; beyond it a label or unit is wrong
_MISFIT_M = 0.03


@dataclass(frozen=True)
class MeasuredPair:
    """One distance, in the person and in the model.

    Attributes
    ----------
    start, end : str
        The places.
    measured_m, model_m : float
        The distance in the trial and in the generic model's neutral pose.
    """

    start: str
    end: str
    measured_m: float
    model_m: float

    @property
    def ratio(self) -> float:
        """Measured over modelled distance."""
        return self.measured_m / self.model_m


@dataclass(frozen=True)
class Factor:
    """What one measurement says.

    Attributes
    ----------
    measurement : Measurement
        What was measured.
    value : float
        The factor.
    pairs : tuple of MeasuredPair
        The distances that it rests on.
    """

    measurement: Measurement
    value: float
    pairs: tuple[MeasuredPair, ...]


@dataclass(frozen=True, eq=False)
class ScaleFactors:
    """Scale factors of a model.

    Attributes
    ----------
    bodies : dict of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z.
    factors : tuple of Factor
        The measurements that could be taken.
    notes : tuple of str
        What was inherited for want of markers.
    warnings : tuple of str
        What does not look right.
    """

    bodies: dict[str, FloatArray]
    factors: tuple[Factor, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


def place(places_m: Mapping[str, FloatArray], name: str) -> FloatArray | None:
    """A named place, or the point midway between several.

    Parameters
    ----------
    places_m : mapping of str to ndarray, shape (..., 3)
        Places by name.
    name : str
        One of them, or ``"a+b"``.

    Returns
    -------
    ndarray, shape (..., 3), or None
        None where a part of the name is not there.
    """
    if name in places_m:
        return places_m[name]
    parts = name.split("+")
    if len(parts) < 2 or any(part not in places_m for part in parts):
        return None
    return np.asarray(sum(places_m[part] for part in parts) / len(parts))


def _span(places_m: Mapping[str, FloatArray], start: str, end: str) -> FloatArray | None:
    """Distance between two places, shape (...); None where one is not there."""
    ends = place(places_m, start), place(places_m, end)
    if ends[0] is None or ends[1] is None:
        return None
    return np.asarray(np.linalg.norm(ends[0] - ends[1], axis=-1))


def fit_factor(
    measurement: Measurement,
    measured_m: Mapping[str, FloatArray],
    model_m: Mapping[str, FloatArray],
    *,
    relative: bool = False,
) -> Factor | None:
    """The factor of one measurement: what brings the model's distances closest to the measured.

    Least squares over the errors in metres, Σ measured·model / Σ model², since a landmark is off by
    so many millimetres whatever the distance; or over the relative errors, which is the mean ratio.

    Parameters
    ----------
    measurement : Measurement
        What to measure.
    measured_m : mapping of str to ndarray, shape (T, 3)
        Places in the trial; distances are averaged over the frames that show both ends.
    model_m : mapping of str to ndarray, shape (3,)
        Places in the model's neutral pose.
    relative : bool
        Take the mean ratio, as OpenSim's ScaleTool does.

    Returns
    -------
    Factor or None
        None where no pair is there on both sides.
    """
    pairs = []
    for start, end in measurement.pairs:
        seen, modelled = _span(measured_m, start, end), _span(model_m, start, end)
        if seen is None or modelled is None:
            continue
        distances = seen[np.isfinite(seen)]
        length = float(modelled)
        if len(distances) and length > 0:
            pairs.append(MeasuredPair(start, end, float(distances.mean()), length))
    if not pairs:
        return None
    power = 0 if relative else 2
    weights = [p.model_m**power for p in pairs]
    value = sum(w * p.ratio for w, p in zip(weights, pairs, strict=True)) / sum(weights)
    return Factor(measurement, value, tuple(pairs))


def scale_factors(
    measurements: Sequence[Measurement],
    measured_m: Mapping[str, FloatArray],
    model_m: Mapping[str, FloatArray],
    segments: Segments,
    *,
    as_scale_tool: bool = False,
) -> ScaleFactors:
    """Scale factors of all bodies of a model.

    Parameters
    ----------
    measurements : sequence of Measurement
        What to measure.
    measured_m : mapping of str to ndarray, shape (T, 3)
        Places in the trial, m.
    model_m : mapping of str to ndarray, shape (3,)
        Places in the model's neutral pose, m.
    segments : Segments
        The model's bodies by segment.
    as_scale_tool : bool
        Work as OpenSim's ScaleTool does: mean ratios, and bodies that nothing measures keep their
        size. Otherwise those take the factors of the other side, or else of the whole body, and so
        does a segment whose own factors lie far from those of the others.

    Returns
    -------
    ScaleFactors
        Factors, and the distances that they rest on.

    Raises
    ------
    LabelError
        If no measurement can be taken, or one gives a factor that no adult or child has.
    """
    fitted = [
        fit_factor(measurement, measured_m, model_m, relative=as_scale_tool)
        for measurement in measurements
    ]
    factors = tuple(factor for factor in fitted if factor is not None)
    if not factors:
        raise LabelError(
            "the model cannot be scaled: none of the distances "
            f"{listed((f'{a} to {b}' for m in measurements for a, b in m.pairs), 4)} has both ends "
            f"in the standing trial and in the model; the trial shows {listed(measured_m)}; name "
            "markers of pelvis, knees and ankles with a label map (--labels)."
        )
    _check_plausible(factors)
    all_bodies = [body for members in segments.bodies.values() for body in members]
    axes = {body: np.full(3, np.nan) for body in all_bodies}
    for factor in factors:
        for body, letters in factor.measurement.bodies.items():
            if body in axes:
                axes[body][[AXES.index(letter) for letter in letters]] = factor.value
    notes: list[str] = []
    odd: dict[str, str] = {}
    if not as_scale_tool:
        odd = drop_odd(axes, segments)
        notes = inherit(axes, segments)
    else:
        kept = [body for body, value in axes.items() if np.isnan(value).any()]
        if kept:
            notes = [f"not in the measurement set, kept at the model's size: {listed(kept)}."]
        axes = {body: np.where(np.isnan(value), 1.0, value) for body, value in axes.items()}
    dropped = {body for name in odd for body in segments.bodies[name]}
    used = [factor for factor in factors if not dropped.issuperset(factor.measurement.bodies)]
    return ScaleFactors(axes, factors, tuple(notes), (*odd.values(), *_disagreements(used)))


def _check_plausible(factors: Sequence[Factor]) -> None:
    for factor in factors:
        if not _PLAUSIBLE[0] <= factor.value <= _PLAUSIBLE[1]:
            pair = max(factor.pairs, key=lambda p: abs(np.log(max(p.ratio, 1e-9))))
            raise LabelError(
                f"scaling '{factor.measurement.name}' gives a factor of {factor.value:.2f} "
                f"({pair.start} to {pair.end}: {pair.measured_m:.3f} m in the trial, "
                f"{pair.model_m:.3f} m in the model); {_PLAUSIBLE[0]:g} to {_PLAUSIBLE[1]:g} is "
                "allowed; check the labels and the unit of the standing trial."
            )


def _disagreements(factors: Sequence[Factor]) -> tuple[str, ...]:
    """Distances that the factor of their measurement misses by more than landmarks scatter."""
    found = []
    for factor in factors:
        worst = max(factor.pairs, key=lambda pair: abs(_misfit_m(pair, factor.value)))
        misfit_m = _misfit_m(worst, factor.value)
        if abs(misfit_m) > _MISFIT_M:
            found.append(
                f"scaling '{factor.measurement.name}' by {factor.value:.2f} leaves {worst.start} "
                f"to {worst.end} {1000 * abs(misfit_m):.0f} mm too "
                f"{'short' if misfit_m > 0 else 'long'} (measured {1000 * worst.measured_m:.0f} "
                "mm); check these labels."
            )
    return tuple(found)


def _misfit_m(pair: MeasuredPair, factor: float) -> float:
    return pair.measured_m - factor * pair.model_m
