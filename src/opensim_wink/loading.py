"""From a motion to what it loads: forces, repetitions, what is left over, what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.carried import carried_forces, unplaced_force
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.inverse_dynamics import Residuals, residuals
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import LoadRange
from opensim_wink.load.solve import solve_loads, without_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.measures.load_ranges import load_ranges
from opensim_wink.squat.measures.rep_load_results import RepLoads
from opensim_wink.squat.measures.rep_loads import rep_loads
from opensim_wink.squat.results import SquatAnalysis, frames_of_reps
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples
from opensim_wink.trial.trial import Trial

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Loading:
    """What a motion loads.

    Attributes
    ----------
    loads : Loads
        Moments and forces of every frame.
    reps : tuple of RepLoads
        What was read from them, one for each repetition.
    residuals : Residuals
        What is left over at the pelvis over the repetitions, or over the trial where there is none.
    ranges : tuple of LoadRange
        Loads standing, at onsets, bottoms and peaks under stated errors.
    """

    loads: Loads
    reps: tuple[RepLoads, ...]
    residuals: Residuals
    ranges: tuple[LoadRange, ...]


def load_motion(
    subject: Subject,
    dynamics: Dynamics,
    trial: Trial | None,
    signals: SquatSignals,
    samples: SignalSamples | None,
    squat: SquatAnalysis,
    carried: Sequence[AppliedForce],
    settings: AnalysisSettings,
) -> tuple[Loading | None, str | None]:
    """Solve the loads of a motion and read them at its repetitions.

    Parameters
    ----------
    subject : Subject
        The person's model.
    dynamics : Dynamics
        The motion, filtered and differentiated.
    trial : Trial or None
        What was recorded with it.
    signals : SquatSignals
        Clinical curves.
    samples : SignalSamples or None
        The same with the markers' errors.
    squat : SquatAnalysis
        The repetitions.
    carried : sequence of AppliedForce
        What is carried.
    settings : AnalysisSettings
        What was chosen.

    Returns
    -------
    loading : Loading or None
        None where loads were not asked for, or the model has not what they need.
    note : str or None
        Why there are none.
    """
    try:
        loads = solve_loads(
            subject,
            dynamics,
            trial,
            settings.loads,
            carried=carried,
            person_mass_kg=settings.mass_kg,
            cutoff_hz=settings.cutoff_hz,
        )
    except ModelError as error:
        return None, f"Loads are not told: {without_folder(error, subject)}"
    if loads is None:
        return None, None
    applied = (*loads.ground.forces, *loads.carried)
    return (
        Loading(
            loads=loads,
            reps=rep_loads(loads, signals, squat),
            residuals=residuals(loads.dynamics, dynamics, applied, _frames_of(squat, signals)),
            ranges=load_ranges(subject, dynamics, loads, signals, squat, samples=samples),
        ),
        None,
    )


def carried_by(
    subject: Subject, dynamics: Dynamics, trial: Trial | None, settings: AnalysisSettings
) -> tuple[tuple[AppliedForce, ...], str | None]:
    """What is carried; where the model has no place for it, why its place is not known.

    Parameters
    ----------
    subject : Subject
        The person's model.
    dynamics : Dynamics
        The motion.
    trial : Trial or None
        For the markers of a bar.
    settings : AnalysisSettings
        What is carried, and where.

    Returns
    -------
    forces : tuple of AppliedForce
        On the bodies that carry it; where the model has no place for it, its weight at a place
        that is not known, so that no load comes out without it.
    note : str or None
        Why its place is not known.
    """
    try:
        forces = carried_forces(
            subject,
            dynamics,
            barbell_kg=settings.barbell_kg,
            settings=settings.loads,
            trial=trial,
            cutoff_hz=settings.cutoff_hz,
        )
    except ModelError as error:
        lost = unplaced_force(subject, dynamics, settings.carried_kg)
        why = without_folder(error, subject)
        return (lost,), f"What is carried ({settings.carried_kg:g} kg) enters no moment: {why}"
    return forces, None


def _frames_of(squat: SquatAnalysis, signals: SquatSignals) -> BoolArray | None:
    """Frames of the repetitions; None where there is none."""
    frames = frames_of_reps(squat, len(signals.time_s))
    return frames if frames.any() else None
