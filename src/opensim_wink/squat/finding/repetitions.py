"""Find the squats of a trial, their phases, and say what the other movements are.

The search runs on the height of the hip centres relative to the subject's standing, in leg lengths.
A squat stands, goes down by a minimum depth with hips and knees of both legs, feet planted, and
comes back to standing. Unsolved frames are bridged by straight lines up to
``SquatSettings.max_gap_s``, so that a repetition with occluded frames in it is still found; a
longer gap ends the recording there. Curves should be low-passed; single frames of noise are taken
out by a running median all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from opensim_wink.squat.finding.excursions import Excursion, find_excursions, hip_drop
from opensim_wink.squat.finding.given import given_repetitions
from opensim_wink.squat.finding.jumps import joined_jumps
from opensim_wink.squat.finding.movements import refusal, seat_at_start
from opensim_wink.squat.finding.repetition import Repetition, make_repetition, repetition_edges
from opensim_wink.squat.finding.scene import Reason, RejectedMovement, Scene
from opensim_wink.squat.finding.upright import other_movements
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing, median_or_nan, standing_reference

__all__ = ["Repetition", "Repetitions", "find_repetitions", "tell_apart"]


@dataclass(frozen=True)
class Repetitions:
    """What was found in a trial.

    Attributes
    ----------
    accepted : tuple of Repetition
        Squats in order of time.
    rejected : tuple of RejectedMovement
        Other movements, each with its reason.
    standing : Standing or None
        Posture in this trial's standing frames; None where the subject never stands.
    notes : tuple of str
        What could not be checked, one sentence each.
    """

    accepted: tuple[Repetition, ...]
    rejected: tuple[RejectedMovement, ...]
    standing: Standing | None
    notes: tuple[str, ...] = ()


def find_repetitions(
    signals: SquatSignals,
    *,
    settings: SquatSettings | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
) -> Repetitions:
    """Find the squats of a trial.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed.
    settings : SquatSettings, optional
        Defaults where none are given.
    reps : sequence of (float, float), optional
        Start and end times of the repetitions, set by hand: nothing is searched or refused then.

    Returns
    -------
    Repetitions
        Accepted and rejected movements.

    Raises
    ------
    SettingError
        If ``reps`` lie outside the recording, overlap, or hold no solved frame.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    standing = standing_reference(signals, settings=settings)
    if reps is not None:
        return Repetitions(given_repetitions(signals, settings, standing, reps), (), standing)
    height_m = _reference_height(signals, standing)
    scene = Scene(signals, settings, standing, hip_drop(signals, height_m, settings))
    excursions = find_excursions(scene.drop, signals.leg_length_m, settings)
    seat_m = seat_at_start(scene, excursions)
    accepted, rejected = tell_apart(
        scene, excursions, lambda excursion: refusal(scene, excursion, seat_m), height_m
    )
    taken = np.zeros(len(signals.time_s), dtype=np.bool_)
    for excursion in excursions:
        start, end = repetition_edges(scene.drop, excursion, settings)
        taken[start : end + 1] = True
    rejected += other_movements(scene, taken)
    rejected.sort(key=lambda movement: movement.start)
    told = joined_jumps(scene, rejected)
    return Repetitions(tuple(accepted), tuple(told), standing, _notes(signals, standing))


def tell_apart(
    scene: Scene,
    excursions: Sequence[Excursion],
    refused: Callable[[Excursion], tuple[Reason, str] | None],
    standing_height_m: float,
) -> tuple[list[Repetition], list[RejectedMovement]]:
    """Tell repetitions from other excursions and from halves of repetitions.

    Parameters
    ----------
    scene : Scene
        The trial.
    excursions : sequence of Excursion
        Times below standing.
    refused : callable
        Reason and detail why an excursion is no repetition; None where it is one.
    standing_height_m : float
        What depth is measured from.

    Returns
    -------
    accepted : list of Repetition
        Numbered in order of time.
    rejected : list of RejectedMovement
        All others.
    """
    accepted: list[Repetition] = []
    rejected: list[RejectedMovement] = []
    for excursion in excursions:
        start, end = repetition_edges(scene.drop, excursion, scene.settings)
        reason = refused(excursion)
        if reason:
            if reason[0] == "single frames of noise":  # no movement around it to be told
                start, end = excursion.first, excursion.last
            rejected.append(scene.rejected(start, end, *reason))
            continue
        accepted.append(
            make_repetition(
                scene.signals,
                scene.settings,
                len(accepted) + 1,
                start,
                excursion.bottom,
                end,
                standing_height_m,
            )
        )
    accepted, halves = _without_halves(accepted, scene)
    return accepted, [*rejected, *halves]


def _without_halves(
    reps: list[Repetition], scene: Scene
) -> tuple[list[Repetition], list[RejectedMovement]]:
    """Squats that are about as deep as most, numbered anew, and those that are not half as deep.

    Parameters
    ----------
    reps : list of Repetition
        All of a trial.
    scene : Scene
        Curves and settings.

    Returns
    -------
    list of Repetition, list of RejectedMovement
        Whole ones and halves.
    """
    if not reps:
        return [], []
    usual_m = sorted(rep.depth_m for rep in reps)[len(reps) // 2]
    least_m = scene.settings.half_rep_share * usual_m
    whole = [rep for rep in reps if rep.depth_m >= least_m]
    halves = [
        scene.rejected(
            rep.start,
            rep.end,
            "half repetition beside deeper ones",
            f"hips dropped by {100 * rep.depth_m:.0f} cm, {100 * usual_m:.0f} cm is usual here",
        )
        for rep in reps
        if rep.depth_m < least_m
    ]
    return [replace(rep, number=number) for number, rep in enumerate(whole, start=1)], halves


def _reference_height(signals: SquatSignals, standing: Standing | None) -> float:
    """Standing height of the hips; where none is seen, leg length on top of the ankles."""
    if standing is not None:
        return standing.hip_height_m
    return signals.leg_length_m + float(np.nan_to_num(median_or_nan(signals.foot_m[:, :, 1])))


def _notes(signals: SquatSignals, standing: Standing | None) -> tuple[str, ...]:
    """What the curves did not allow to check."""
    checks = (
        (standing is None, "The subject is never seen standing upright in this trial."),
        (
            not np.isfinite(signals.foot_m).any(),
            "The ankles are unknown: planted feet could not be checked.",
        ),
        (
            not np.isfinite(signals.knee_flexion_deg).any(),
            "The knees are unknown: bending of the knees could not be checked.",
        ),
    )
    return tuple(text for holds, text in checks if holds)
