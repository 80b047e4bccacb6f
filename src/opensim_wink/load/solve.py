"""The loads of one trial, from the motion to what its joints carry."""

from __future__ import annotations

from collections.abc import Sequence

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
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.units import STANDARD_GRAVITY


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
    ground = ground_contact(
        trial,
        subject,
        dynamics,
        carried=carried,
        settings=settings,
        person_mass_kg=person_mass_kg,
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
            notes = (f"No muscle forces can be had with this model, only moments: {error}",)
    reactions = joint_reactions(
        subject, dynamics, applied, pulls, muscles, inverse.legs_known, settings=settings
    )
    return Loads(
        time_s=dynamics.time_s,
        settings=settings,
        body_weight_n=(person_mass_kg or subject.mass_kg) * STANDARD_GRAVITY,
        ground=ground,
        carried=tuple(carried),
        dynamics=inverse,
        lumbosacral=lumbosacral_moment(subject, dynamics, carried, ground),
        muscles=muscles,
        reactions=reactions,
        notes=notes,
    )
