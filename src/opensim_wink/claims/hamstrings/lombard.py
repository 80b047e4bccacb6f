"""The hamstrings on trial: Lombard's paradox as a formal test on a person's own squats."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.alternatives import (
    LENGTH_BASED,
    by_model,
    other_raises,
    other_tendons,
)
from opensim_wink.claims.hamstrings.conclude import NOT_RULED_OUT, conclude
from opensim_wink.claims.hamstrings.gather import Paths, gather, standing_lengths
from opensim_wink.claims.hamstrings.instead import try_instead
from opensim_wink.claims.hamstrings.moments import Moments, all_beside, find_moments, sample
from opensim_wink.claims.hamstrings.raises import least_raise_deg, raise_notes, why_unknown
from opensim_wink.claims.hamstrings.ranking import COMPARED, Stretched, rank_muscles
from opensim_wink.claims.hamstrings.regression import (
    REGRESSION,
    by_regression,
    leg_angles,
    raised_by_regression,
)
from opensim_wink.claims.hamstrings.remedies import OWN_PATHS
from opensim_wink.claims.hamstrings.results import HamstringTrial
from opensim_wink.claims.hamstrings.sensitivity import Alternative, hold
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import counted, listed
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.top_down import hip_moment
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.muscle.guard import MuscleGuard
from opensim_wink.muscle.stretch import raised_lengths
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals

UNKNOWN_LOAD = (
    "What is carried cannot be placed on this model, so the net hip moment is not known, and the "
    "passive moment of the hamstrings has nothing to be held against."
)


def try_hamstrings(
    subject: Subject,
    motion: Motion,
    signals: SquatSignals,
    squat: SquatAnalysis,
    curves: MuscleCurves,
    guard: MuscleGuard,
    settings: LombardSettings | None = None,
    *,
    slr_motion: Motion | None = None,
    carried: Sequence[AppliedForce] = (),
    load_known: bool = True,
    second_subject: Subject | None = None,
    dynamics: Dynamics | None = None,
) -> HamstringTrial:
    """Test, on a person's own squats, what is said of the hamstrings and the wink.

    Parameters
    ----------
    subject : Subject
        The person's model.
    motion : Motion
        Their squats, as solved.
    signals : SquatSignals
        Clinical curves of the same motion.
    squat : SquatAnalysis
        Repetitions, wink and onset.
    curves : MuscleCurves
        Lengths and arms over the motion: hamstrings, and what is ranked beside them.
    guard : MuscleGuard
        Which frames of them may be believed.
    settings : LombardSettings, optional
        Margins.
    slr_motion : Motion, optional
        A straight-leg raise of the same person, in the same model.
    carried : sequence of AppliedForce
        What is carried, such as a bar.
    load_known : bool
        False where something is carried of which the place is not known: then there is no net hip
        moment, and no test rests on it.
    second_subject : Subject, optional
        Another model of the same person, scaled: a verdict has to stand with it too.
    dynamics : Dynamics, optional
        The motion made ready for moments, if it is at hand.

    Returns
    -------
    HamstringTrial
        Effects with intervals, verdicts with reasons.
    """
    settings = settings or LombardSettings()
    moments = find_moments(signals, squat)
    if not moments.reps:
        nothing = conclude((), ())
        return HamstringTrial(nothing, (), (), (NOT_RULED_OUT,), settings)
    cutoff_hz = squat.settings.cutoff_hz
    net_nm, notes = np.full(motion.n_frames, np.nan), [UNKNOWN_LOAD]
    if load_known:
        if dynamics is None:
            dynamics = prepare_dynamics(subject, motion, cutoff_hz=cutoff_hz)
        net = hip_moment(subject, dynamics, carried)
        net_nm, notes = net.per_side_nm, list(net.notes)
    paths = Paths(subject, motion, curves, guard, cutoff_hz)
    evidence = gather(paths, moments, net_nm, settings, slr_motion=slr_motion)
    alternatives = [
        *other_tendons(paths, moments, evidence, settings),
        *other_raises(subject, evidence, settings),
    ]
    caveats = [NOT_RULED_OUT, *notes, *raise_notes(evidence, settings), *doubt_notes(moments)]
    if second_subject is not None:
        alternatives.append(
            by_model(second_subject, paths, moments, net_nm, settings, slr_motion=slr_motion)
        )
    regression = by_regression(evidence, leg_angles(moments, signals), settings)
    alternatives.append(
        Alternative(
            REGRESSION,
            regression,
            LENGTH_BASED,
            heeded=settings.heed_regression,
            raised_m=partial(raised_by_regression, evidence),
            settles=OWN_PATHS,
        )
    )
    effects = hold(evidence, alternatives, settings)
    stretched = _stretched(paths, moments)
    raised = partial(raised_lengths, subject, evidence.names)
    least = least_raise_deg(evidence, raised, alternatives, settings)
    why = why_unknown(evidence, given=slr_motion is not None)
    answers = conclude(effects, try_instead(stretched, settings), least, why)
    return HamstringTrial(
        answers, effects, rank_muscles(stretched, settings), tuple(caveats), settings, evidence
    )


def doubt_notes(moments: Moments) -> tuple[str, ...]:
    """Say which winks were too small to be sure of."""
    reps = [rep for rep, doubtful in zip(moments.reps, moments.doubtful, strict=True) if doubtful]
    if not reps:
        return ()
    return (
        f"The wink of {counted(len(reps), 'repetition')} ({listed(map(str, reps))}) is too near "
        "the threshold to call and counts as none here.",
    )


def _stretched(paths: Paths, moments: Moments) -> Stretched:
    """Lengths of everything that is compared, at the moments of the repetitions."""
    curves, time_s = paths.curves, paths.curves.time_s
    columns = [k for k, group in enumerate(curves.groups) if group in COMPARED]
    when_s = moments.times(time_s)
    length = paths.lengths()[:, columns]
    names = tuple(curves.names[k] for k in columns)
    return Stretched(
        at=moments.at,
        names=names,
        groups=tuple(curves.groups[k] for k in columns),
        parts=tuple(curves.parts[k] for k in columns),
        sides=tuple(curves.sides[k] for k in columns),
        standing_m=standing_lengths(length, moments.standing),
        moment_m=sample(time_s, length, when_s),
        counted=moments.counted,
        valid=all_beside(time_s, paths.believed()[:, columns], when_s),
        parameters=read_muscle_parameters(paths.subject.model_path, names),
    )
