"""What else might be so: other tendons, another straight-leg raise, another model."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.profile import SIDES, Profile, SignedCoordinate
from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.effect import BLAME_TESTS, LENGTH_TESTS, RAISE_TESTS, Test
from opensim_wink.claims.hamstrings.evidence import Evidence, RaiseSource
from opensim_wink.claims.hamstrings.gather import (
    Paths,
    gather,
    hamstring_groups,
    hip_arms_at,
    with_passive,
)
from opensim_wink.claims.hamstrings.moments import Moments
from opensim_wink.claims.hamstrings.remedies import A_SURER_RAISE, OWN_PATHS, OWN_TENDONS, THE_RAISE
from opensim_wink.claims.hamstrings.sensitivity import Alternative
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.claims.speech import written
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import muscle_curves
from opensim_wink.muscle.guard import guard_muscles
from opensim_wink.muscle.stretch import raised_lengths

FloatArray = NDArray[np.float64]

LENGTH_BASED: tuple[Test, ...] = (*RAISE_TESTS, *LENGTH_TESTS)


def other_tendons(
    paths: Paths, moments: Moments, evidence: Evidence, settings: LombardSettings
) -> tuple[Alternative, ...]:
    """Tendons slack at a shorter and at a longer length; they touch passive moments alone.

    Parameters
    ----------
    paths : Paths
        The model over the trial.
    moments : Moments
        When to look.
    evidence : Evidence
        With the model's own tendons.
    settings : LombardSettings
        ``slack_change``.

    Returns
    -------
    tuple of Alternative
        Two.
    """
    parameters = read_muscle_parameters(paths.subject.model_path, evidence.names)
    arms = hip_arms_at(paths, moments)
    return tuple(
        Alternative(
            f"tendon slack lengths {written(100 * change, 0, signed=True)} %",
            with_passive(evidence, parameters, arms, 1 + change),
            ("passive_moment",),
            settles=OWN_TENDONS,
        )
        for change in (-settings.slack_change, settings.slack_change)
    )


def other_raises(
    subject: Subject, evidence: Evidence, settings: LombardSettings
) -> tuple[Alternative, ...]:
    """A smaller and a larger straight-leg raise, by as much as it may be wrong.

    Parameters
    ----------
    subject : Subject
        The model.
    evidence : Evidence
        With the raise as it was shown, stated or assumed.
    settings : LombardSettings
        Error of each kind.

    Returns
    -------
    tuple of Alternative
        Two, with both legs raised less and more.
    """
    spread_of: dict[RaiseSource, float] = {
        "trial": settings.hip_error_deg,
        "stated": settings.slr_spread_deg,
        "assumed": settings.assumed_slr_spread_deg,
    }
    spread = np.array([spread_of[source] for source in evidence.slr_from])
    remedy = THE_RAISE if "assumed" in evidence.slr_from else A_SURER_RAISE
    sizes = " or ".join(f"{size:g}°" for size in sorted(set(spread)))
    found = []
    for sign, word in ((-1.0, "lower"), (1.0, "higher")):
        angle = np.clip(evidence.slr_deg + sign * spread, 0.0, None)
        columns = np.arange(len(angle))
        lengths = raised_lengths(subject, evidence.names, np.append(angle, evidence.slr_deg))
        other, same = lengths[columns, columns], lengths[len(angle) + columns, columns]
        changed = replace(evidence, raised_m=evidence.raised_m + other - same, slr_deg=angle)
        name = f"a straight-leg raise {sizes} {word}"
        found.append(Alternative(name, changed, RAISE_TESTS, settles=remedy))
    return tuple(found)


def by_model(
    other: Subject,
    paths: Paths,
    moments: Moments,
    net_nm: FloatArray,
    settings: LombardSettings,
    *,
    slr_motion: Motion | None = None,
) -> Alternative:
    """The whole trial with another model's muscles.

    Parameters
    ----------
    other : Subject
        The other model, scaled to the same person.
    paths : Paths
        The first model over the trial.
    moments : Moments
        When to look.
    net_nm : ndarray, shape (T,)
        Net hip extension moment of one side; it is the person's, whichever the muscles.
    settings : LombardSettings
        Margins.
    slr_motion : Motion, optional
        The person's straight-leg raise, in the first model.

    Returns
    -------
    Alternative
        For all tests.

    Raises
    ------
    WinkError
        If the motion does not move the other model's legs, or it has no hamstrings.
    """
    motion = carry_over(paths.motion, paths.subject, other)
    groups = hamstring_groups(paths.curves)
    curves = muscle_curves(other, motion, groups, cutoff_hz=paths.cutoff_hz)
    theirs = Paths(other, motion, curves, guard_muscles(other, motion, curves), paths.cutoff_hz)
    raised = None if slr_motion is None else carry_over(slr_motion, paths.subject, other)
    evidence = gather(theirs, moments, net_nm, settings, slr_motion=raised)
    return Alternative(
        f"the model {other.name}",
        evidence,
        (*BLAME_TESTS, *LENGTH_TESTS),
        raised_m=partial(raised_lengths, other, evidence.names),
        settles=OWN_PATHS,
    )


def carry_over(motion: Motion, subject: Subject, other: Subject) -> Motion:
    """A motion in the coordinates of another model of the same person.

    Angles that both models name as the same part of the body go over with their clinical sign;
    other coordinates go over where they have the same name, and are left out where they have not.

    Parameters
    ----------
    motion : Motion
        In the first model's coordinates.
    subject, other : Subject
        The first model, and the other one.

    Returns
    -------
    Motion
        In the other model's coordinates.
    """
    theirs = _parts(other.profile)
    ours = {signed.name: (part, signed) for part, signed in _parts(subject.profile).items()}
    names, columns = [], []
    for column, name in enumerate(motion.coordinates):
        values = motion.values[:, column]
        if name in ours and ours[name][0] in theirs:
            part, signed = ours[name]
            name, values = theirs[part].name, signed.sign * theirs[part].sign * values
        if name in other.tree.coordinates and name not in names:
            names.append(name)
            columns.append(values)
    places = [other.tree.coordinate(name) for name in names]
    return replace(
        motion,
        coordinates=tuple(names),
        rotational=other.tree.rotational[places],
        values=np.stack(columns, axis=1) if columns else np.empty((motion.n_frames, 0)),
        markers=(),
        marker_error_m=np.empty((motion.n_frames, 0)),
        weights=np.empty(0),
    )


def _parts(profile: Profile) -> dict[tuple[str, str], SignedCoordinate]:
    """Coordinates of a model by the part of the body that they move."""
    parts = {("pelvis", ""): profile.posterior_pelvic_tilt}
    if len(profile.lumbar_flexion) == 1:
        parts[("lumbar", "")] = profile.lumbar_flexion[0]
    for side in SIDES:
        for joint, found in (
            ("hip", profile.hip_flexion),
            ("knee", profile.knee_flexion),
            ("ankle", profile.ankle_dorsiflexion),
        ):
            if side in found:
                parts[(joint, side)] = found[side]
    return parts
