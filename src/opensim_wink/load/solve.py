"""The loads of one trial, from the motion to what its joints carry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.ground import ground_contact
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.lumbosacral import lumbosacral_moment
from opensim_wink.load.reactions import joint_reactions
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.units import STANDARD_GRAVITY

MASS_TOLERANCE = 0.15  # a model further from the stated mass is not of that person


def solve_loads(
    subject: Subject,
    dynamics: Dynamics,
    trial: Trial | None,
    settings: LoadSettings,
    *,
    carried: Sequence[AppliedForce] = (),
    person_mass_kg: float | None = None,
    cutoff_hz: float = 6.0,
) -> Loads | None:
    """Ground reactions, moments, muscle forces and joint contact forces of a trial.

    Parameters
    ----------
    subject : Subject
        The person's model.
    dynamics : Dynamics
        The motion, filtered and differentiated.
    trial : Trial or None
        What was recorded with it, in the motion's axes: its plates are used.
    settings : LoadSettings
        How far to go.
    carried : sequence of AppliedForce
        A bar, and weights in the hands.
    person_mass_kg : float, optional
        Mass that was stated for the person.
    cutoff_hz : float
        Cutoff of the zero-lag filter on plates, as on the motion.

    Returns
    -------
    Loads or None
        None where ``settings.level`` is ``"none"``.

    Raises
    ------
    ModelError
        If the model lacks what the ground reactions need.
    """
    if settings.level == "none":
        return None
    body_weight_n, mass_doubt = weight_of(subject, person_mass_kg, len(dynamics.time_s))
    ground = ground_contact(
        trial,
        subject,
        dynamics,
        carried=carried,
        settings=settings,
        person_mass_kg=None if mass_doubt else person_mass_kg,
        cutoff_hz=cutoff_hz,
    )
    applied = (*ground.forces, *carried)
    inverse = inverse_dynamics(dynamics, applied, ground.complete, pelvis=subject.profile.pelvis)
    pulls: MusclePulls | None = None
    muscles: MuscleForces | None = None
    notes: tuple[str, ...] = ()
    if settings.level == "muscles":
        try:
            pulls = muscle_pulls(subject, dynamics.values, dynamics.rates)
            muscles = balance_moments(subject, dynamics, inverse, pulls, settings=settings)
        except ModelError as error:
            pulls, muscles = None, None
            notes = (
                "No muscle forces can be had with this model, only moments: "
                f"{without_folder(error, subject)}",
            )
    reactions = joint_reactions(
        subject, dynamics, applied, pulls, muscles, inverse.legs_known, settings=settings
    )
    return Loads(
        time_s=dynamics.time_s,
        settings=settings,
        body_weight_n=body_weight_n,
        ground=ground,
        carried=tuple(carried),
        dynamics=inverse,
        lumbosacral=lumbosacral_moment(subject, dynamics, carried, ground),
        muscles=muscles,
        reactions=reactions,
        notes=notes,
        doubts=(*mass_doubt, *carried_doubts(carried, len(dynamics.time_s))),
    )


def weight_of(
    subject: Subject, stated_kg: float | None, n_frames: int
) -> tuple[float, tuple[GuardFlag, ...]]:
    """The weight that loads are told in multiples of: the stated one, where the model bears it out.

    Parameters
    ----------
    subject : Subject
        The person's model, whose masses the moments rest on.
    stated_kg : float or None
        Mass that was stated for the person.
    n_frames : int
        Frames of the trial, for the doubt.

    Returns
    -------
    weight_n : float
        N.
    doubts : tuple of GuardFlag
        Why it is not the stated one, where the model is of another mass.
    """
    model_kg = subject.mass_kg
    if stated_kg is None:
        return model_kg * STANDARD_GRAVITY, ()
    apart = stated_kg / model_kg - 1.0
    if abs(apart) <= MASS_TOLERANCE:
        return stated_kg * STANDARD_GRAVITY, ()
    reason = (
        f"{stated_kg:.1f} kg are stated for the person, the model weighs {model_kg:.1f} kg "
        f"({apart:+.0%}, {MASS_TOLERANCE:.0%} allowed): moments and forces are those of the model, "
        "and body weights are its own; correct --mass, or scale the model to the person."
    )
    frames = np.ones(n_frames, dtype=bool)
    doubt = GuardFlag("stated_mass", frames, apart, MASS_TOLERANCE, reason, blocks=False)
    return model_kg * STANDARD_GRAVITY, (doubt,)


def carried_doubts(carried: Sequence[AppliedForce], n_frames: int) -> tuple[GuardFlag, ...]:
    """Doubt loads that rest on a guess of where something is carried, or lack it.

    Parameters
    ----------
    carried : sequence of AppliedForce
        A bar, and weights in the hands.
    n_frames : int
        Frames of the trial.

    Returns
    -------
    tuple of GuardFlag
        ``"carried_unplaced"``, which blocks, and ``"carried_guessed"``, which does not.
    """
    found = []
    for force in carried:
        if not force.estimated:
            continue
        lost = not np.isfinite(force.point_m).any()
        if lost:
            reason = (
                f"{force.name}, so moments and forces, which it changes, are not told; use a model "
                "with arms."
            )
        else:
            reason = f"{force.name}: L5/S1 rests on that guess; use a model with arms."
        frames = np.ones(n_frames, dtype=bool)
        name = "carried_unplaced" if lost else "carried_guessed"
        size = float(np.nanmean(np.linalg.norm(force.force_n, axis=1)))
        found.append(GuardFlag(name, frames, size, 0.0, reason, blocks=lost))
    return tuple(found)


def without_folder(error: Exception, subject: Subject) -> str:
    """An error's words with the model's name for its path, which may be in a temporary folder.

    Parameters
    ----------
    error : Exception
        That may name the model's path.
    subject : Subject
        Whose model it is.

    Returns
    -------
    str
        The same for the same input, wherever the model was kept.
    """
    path = subject.model_path
    return str(error).replace(str(path), path.name)
