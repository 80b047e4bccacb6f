"""Sizes of a person by this package's own measurements, with or without measured hip centres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.scaling.factors import MeasuredPair, ScaleFactors, fit_factor, scale_factors
from opensim_wink.scaling.hip_centre import placed_centres
from opensim_wink.scaling.measured import HIP_CENTRES, MeasuredPerson
from opensim_wink.scaling.measurements import AXES, Measurement, default_measurements
from opensim_wink.scaling.model_landmarks import BodyPoint, ModelLandmarks
from opensim_wink.scaling.segments import Segments
from opensim_wink.trial.landmark_positions import nan_mean

FloatArray = NDArray[np.float64]

_MOST_CHANGE = 0.05  # a wrong pose, by a wrong label, is not to run away with the sizes
_FRONT, _BACK = ("asis_r", "asis_l"), (("psis_r", "psis_l"), ("sacrum",))


def size_person(
    person: MeasuredPerson, landmarks: ModelLandmarks, segments: Segments
) -> ScaleFactors:
    """Scale factors of a model's bodies.

    Where the trial brings no hip centres, none is used to size the pelvis, since a regression on
    the pelvis markers knows no more than those do; and the thigh is measured from the hip centre
    that the model has once its pelvis is scaled and lies on those markers. A regression puts it
    elsewhere than the model's joint will be, and the thigh would have to make up for that.

    Parameters
    ----------
    person : MeasuredPerson
        The person, standing.
    landmarks : ModelLandmarks
        Of the generic model.
    segments : Segments
        Its bodies by segment.

    Returns
    -------
    ScaleFactors
        Factors, and the distances that they rest on.
    """
    measurements = default_measurements(segments)
    places = person.places_m
    if person.centres_given:
        return scale_factors(measurements, places, landmarks.place_m, segments)
    bare = {name: place for name, place in places.items() if name not in HIP_CENTRES}
    first = scale_factors(measurements, bare, landmarks.place_m, segments)
    pelvis = segments.carriers["pelvis"]
    centres = hip_centres_of_pelvis(landmarks, first.bodies, pelvis, bare)
    measurements = tuple(_without_centres(m) if pelvis in m.bodies else m for m in measurements)
    found = scale_factors(measurements, {**places, **centres}, landmarks.place_m, segments)
    if not centres:
        return found
    words = "thighs measured from the hip centres of the scaled pelvis on the pelvis markers"
    apart = [
        float(np.linalg.norm(nan_mean(centres[name] - places[name], 0)))
        for name in HIP_CENTRES
        if name in places
    ]
    if apart:
        words += f", {1000 * max(apart):.0f} mm from those by the regression of Harrington 2007"
    return replace(found, notes=(*found.notes, f"{words}."))


def hip_centres_of_pelvis(
    landmarks: ModelLandmarks,
    factors: Mapping[str, FloatArray],
    pelvis: str,
    places_m: Mapping[str, FloatArray],
) -> dict[str, FloatArray]:
    """Where a model's hip centres come to lie with its scaled pelvis on the pelvis markers.

    Parameters
    ----------
    landmarks : ModelLandmarks
        Of the generic model.
    factors : mapping of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z.
    pelvis : str
        The pelvis of the model.
    places_m : mapping of str to ndarray, shape (T, 3)
        Landmarks in the trial, m.

    Returns
    -------
    dict of str to ndarray, shape (T, 3)
        ``hip_centre_r`` and ``hip_centre_l``, m; empty where the front or back of the pelvis is
        not known on both sides.
    """
    on_pelvis = {name: at * factors[pelvis] for name, at in landmarks.on_pelvis_m.items()}
    known = {name for name in on_pelvis if name in places_m}
    back = next((names for names in _BACK if known.issuperset(names)), ())
    if not (back and known.issuperset(_FRONT) and set(HIP_CENTRES) <= set(on_pelvis)):
        return {}
    frame = {name: on_pelvis[name] for name in (*_FRONT, *back)}
    return placed_centres(frame, {name: on_pelvis[name] for name in HIP_CENTRES}, places_m)


def refined(
    found: ScaleFactors,
    places_m: Mapping[str, FloatArray],
    posed_m: Mapping[str, FloatArray],
    points: Mapping[str, BodyPoint],
    segments: Segments,
) -> ScaleFactors:
    """Correct sizes that rest on distances across a joint, once the standing pose is known.

    Such a distance holds a part of the neighbour and changes with the joint's angle: a trunk
    measured down to the pelvis, an upper arm from the acromion. The model was in its neutral pose
    and of one size when they were first compared.

    Parameters
    ----------
    found : ScaleFactors
        First sizes.
    places_m : mapping of str to ndarray, shape (T, 3)
        Landmarks in the trial, m.
    posed_m : mapping of str to ndarray, shape (3,)
        Landmarks of the model of the first sizes, in the standing pose, m.
    points : mapping of str to BodyPoint
        The same on their bodies.
    segments : Segments
        The model's bodies by segment.

    Returns
    -------
    ScaleFactors
        The corrected sizes, none changed by more than 5 %.
    """
    bodies = {body: np.array(size) for body, size in found.bodies.items()}
    used = []
    for factor in found.factors:
        measurement = factor.measurement
        again = fit_factor(measurement, places_m, posed_m)
        if again is None or not any(_crosses(pair, points, segments) for pair in again.pairs):
            used.append(factor)
            continue
        change = float(np.clip(again.value, 1 - _MOST_CHANGE, 1 + _MOST_CHANGE))
        for body, letters in measurement.bodies.items():
            if body in bodies:
                bodies[body][[AXES.index(letter) for letter in letters]] *= change
        used.append(replace(factor, value=factor.value * change))
    return replace(found, bodies=bodies, factors=tuple(used))


def _crosses(pair: MeasuredPair, points: Mapping[str, BodyPoint], segments: Segments) -> bool:
    """Whether a distance between bony landmarks goes from one segment to another."""
    ends = [points[name] for end in (pair.start, pair.end) for name in end.split("+")]
    bony = all(point.source != "joint" for point in ends)
    return bony and len({segments.segment_of(point.body) for point in ends}) > 1


def _without_centres(measurement: Measurement) -> Measurement:
    pairs = tuple(
        (start, end)
        for start, end in measurement.pairs
        if not {*start.split("+"), *end.split("+")} & set(HIP_CENTRES)
    )
    return replace(measurement, pairs=pairs)
