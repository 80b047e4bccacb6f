"""Scale a model to a person: sizes, masses, markers, and how well the landmarks agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.scaled_model import scale_model, write_scaled_model
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import SettingError, listed
from opensim_wink.motion.motion import Motion
from opensim_wink.scaling.factors import (
    Factor,
    ScaleFactors,
    scale_factors,
)
from opensim_wink.scaling.measured import MeasuredPerson, measure_person
from opensim_wink.scaling.measurements import (
    read_measurement_set,
)
from opensim_wink.scaling.model_landmarks import (
    ModelLandmarks,
    find_model_landmarks,
    posed_points,
    scaled_points,
)
from opensim_wink.scaling.placement import PlacedMarker, place_markers
from opensim_wink.scaling.proportions import uniform_where_needed
from opensim_wink.scaling.segments import Segments, find_segments
from opensim_wink.scaling.sizes import refined, size_person
from opensim_wink.scaling.static_fit import StaticFit, fit_static, with_markers
from opensim_wink.scaling.still_frames import NO_STATIC
from opensim_wink.trial.landmarks import match_markers
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]

_WARN_M = 0.02
_LOWER = ("pelvis", "femur", "tibia", "foot")


@dataclass(frozen=True, eq=False)
class ScaledSubject:
    """A model scaled to a person, and what is known of how well.

    Attributes
    ----------
    subject : Subject
        The scaled model.
    generic_path : Path
        The model that was scaled.
    scale_factors : dict of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z.
    measurements : tuple of Factor
        The distances behind the factors.
    landmark_error_mm : dict of str to float
        Trial label → distance of its bony landmark from where scaling had taken it in the standing
        pose, before the markers were placed; ``hip_centre_r`` and ``_l`` for the hip centres.
    markers : tuple of PlacedMarker
        The markers of the scaled model.
    pose : Motion
        The standing pose, one frame.
    mass_kg : float
        Mass of the scaled model.
    notes : tuple of str
        What was done and from what, one sentence each.
    warnings : tuple of str
        What the user should look at before trusting the model.
    """

    subject: Subject
    generic_path: Path
    scale_factors: dict[str, FloatArray]
    measurements: tuple[Factor, ...]
    landmark_error_mm: dict[str, float]
    markers: tuple[PlacedMarker, ...]
    pose: Motion
    mass_kg: float
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


def scale_subject(
    model_path: Path,
    static: Trial,
    *,
    mass_kg: float,
    out_path: Path,
    label_map: Mapping[str, str] | None = None,
    measurement_set: Path | None = None,
) -> ScaledSubject:
    """Scale a model to a person and place its markers, from a standing trial.

    Segments are scaled by distances between landmarks, by least squares over those that are there;
    the masses to ``mass_kg`` with the model's distribution. The scaled model is then put into the
    standing pose; sizes that rest on distances across a joint are corrected there, once; and every
    measured marker moves to its measured place on its body.

    Parameters
    ----------
    model_path : Path
        The generic ``.osim`` file.
    static : Trial
        A standing trial turned to OpenSim's axes, or `upright_static` of another.
    mass_kg : float
        The person's mass.
    out_path : Path
        Where to write the scaled ``.osim``; nothing else is written.
    label_map : mapping of str to str, optional
        The user's label → landmark or model marker.
    measurement_set : Path, optional
        OpenSim scale setup whose measurement set replaces this package's.

    Returns
    -------
    ScaledSubject
        The scaled model, its factors, errors, markers, notes and warnings.

    Raises
    ------
    TrialError
        If the trial is not turned or shows no one standing.
    LabelError
        If the labels do not allow any measurement, or one gives an impossible factor.
    ModelError
        If the model cannot be read or scaled.
    SettingError
        If the mass or the measurement set cannot be used.
    MotionError
        If the markers do not determine the standing pose.
    OutputError
        If the scaled model cannot be written.
    """
    if not (np.isfinite(mass_kg) and mass_kg > 0):
        raise SettingError(f"the mass is {mass_kg:g} kg; it must be above 0.")
    generic = load_subject(model_path)
    segments = find_segments(generic.tree, generic.profile)
    landmarks = find_model_landmarks(generic.tree, segments)
    person = measure_person(static, label_map)
    factors = _factors(person, landmarks, segments, measurement_set)
    match = match_markers(static.labels, generic.tree.markers, label_map)
    for again in (False, True):
        applied, uniform_notes = uniform_where_needed(factors.bodies, generic.tree)
        model = scale_model(model_path, applied, mass_kg)
        tree = read_tree(model, str(model_path))
        points = scaled_points(landmarks, applied)
        fit = fit_static(tree, person, match.mapping, points)
        if again or measurement_set is not None:
            break
        posed = posed_points(tree, fit.motion, points)
        factors = refined(factors, person.places_m, posed, points, segments)
    placed, left_out = place_markers(tree, fit.motion, person, match, segments, points)
    far_warnings, far_notes = _far_landmarks(fit, person)
    name = f"{generic.name}_scaled"
    markers = [item.marker for item in placed]
    write_scaled_model(model, markers, Path(out_path), name=name)
    return ScaledSubject(
        subject=Subject(
            name, Path(out_path), with_markers(tree, markers), generic.profile, mass_kg
        ),
        generic_path=Path(model_path),
        scale_factors=applied,
        measurements=factors.factors,
        landmark_error_mm={label: 1000 * e for label, e in fit.error_m.items()},
        markers=placed,
        pose=fit.motion,
        mass_kg=float(mass_kg),
        notes=tuple(
            dict.fromkeys(
                (
                    *person.notes,
                    *factors.notes,
                    *uniform_notes,
                    *_reference_note(landmarks, fit, person),
                    *match.notes,
                    *left_out,
                    *far_notes,
                    *fit.motion.notes,
                    "the scaled model's coordinates are not clamped; their ranges are kept.",
                    *_static_notes(static),
                )
            )
        ),
        warnings=(
            *(note for note in static.notes if note.startswith(NO_STATIC)),
            *person.warnings,
            *factors.warnings,
            *far_warnings,
        ),
    )


def _static_notes(static: Trial) -> tuple[str, ...]:
    """What reading the static trial found, told from what the trial's own reading did."""
    if any(note.startswith(NO_STATIC) for note in static.notes):
        return static.notes  # they are the trial's own
    return tuple(f"static trial: {note}" for note in static.notes)


def _factors(
    person: MeasuredPerson,
    landmarks: ModelLandmarks,
    segments: Segments,
    measurement_set: Path | None,
) -> ScaleFactors:
    """Scale factors by this package's measurements or by the user's set."""
    if measurement_set is None:
        return size_person(person, landmarks, segments)
    measurements = read_measurement_set(measurement_set)
    names = {name for m in measurements for pair in m.pairs for name in pair}
    meaning = recognise(sorted(names)).meaning
    measured, modelled = dict(person.places_m), dict(landmarks.place_m)
    labels = set(person.trial.labels)
    for name in names:
        landmark = meaning.get(name, name)
        if name in labels:
            measured[name] = person.trial.marker(name)
        elif landmark in person.places_m:
            measured[name] = person.places_m[landmark]
        if name in landmarks.marker_place_m:
            modelled[name] = landmarks.marker_place_m[name]
        elif landmark in landmarks.place_m:
            modelled[name] = landmarks.place_m[landmark]
    return scale_factors(measurements, measured, modelled, segments, as_scale_tool=True)


def _reference_note(
    landmarks: ModelLandmarks, fit: StaticFit, person: MeasuredPerson
) -> tuple[str, ...]:
    """Which landmarks were looked up because the model has no marker there."""
    own = set(landmarks.marker_place_m) | {"joint"}
    meaning = person.found.meaning
    looked_up = sorted(
        {
            meaning[label]
            for label in fit.error_m
            if label in meaning
            and meaning[label] in landmarks.points
            and landmarks.points[meaning[label]].source not in own
        }
    )
    if not looked_up:
        return ()
    return (
        f"the model has no marker at {listed(looked_up)}: taken from the bones of published "
        "models of its lineage.",
    )


def _far_landmarks(
    fit: StaticFit, person: MeasuredPerson
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Warnings and notes on landmarks far from where scaling took them.

    Pelvis and legs decide on a squat's angles. Shoulders and arms hang on a girdle that moves in
    people and not in models, and lie that far off in most recordings.
    """
    known, meaning = vocabulary(), person.found.meaning
    segments = {
        name: known[meaning.get(name, name)].segment.removesuffix("_r").removesuffix("_l")
        for name in fit.error_m
    }
    lower = {name for name, segment in segments.items() if segment in _LOWER}
    warnings = []
    if fit.doubted:
        warnings.append(
            f"left out of the fit of the standing pose, since they lie where they cannot: "
            f"{listed(fit.doubted)}; are labels exchanged?"
        )
    legs = _far(fit.error_m, lower, "pelvis and legs")
    if legs:
        warnings.append(f"{legs}; check these labels and the standing pose.")
    rest = _far(fit.error_m, set(fit.error_m) - lower, "trunk and arms")
    return tuple(warnings), (f"{rest}.",) if rest else ()


def _far(error_m: Mapping[str, float], names: set[str], where: str) -> str:
    """The landmarks among these that scaling missed by more than the limit; empty if none."""
    far = sorted((n for n in names if error_m[n] > _WARN_M), key=lambda n: -error_m[n])
    if not far:
        return ""
    return (
        f"{len(far)} of {len(names)} landmarks of {where} more than {1000 * _WARN_M:.0f} mm off "
        f"after scaling: {listed((f'{n} {1000 * error_m[n]:.0f} mm' for n in far), 3)}"
    )
