"""What the body is loaded by, as ``summary.json`` holds it under ``load``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.inverse_dynamics import FORCE_LIMIT, MOMENT_LIMIT, Residuals
from opensim_wink.load.reaction_grade import (
    ReactionGrade,
    apart_share,
    contradiction,
    grade_reaction,
)
from opensim_wink.load.reaction_notes import DEEP_KNEE_DEG
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import LoadRange
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.report.load.context import load_context
from opensim_wink.report.load.extras import damage_summary, sensitivity_summary
from opensim_wink.report.load.rep_values import at_moments, summed
from opensim_wink.report.rep_summary import mean_summary, measured
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.load_curves import DEFINITIONS as CURVES
from opensim_wink.squat.measures.rep_load_results import DEFINITIONS as MOMENTS_OF_A_REP
from opensim_wink.squat.measures.rep_load_results import RepLoads
from opensim_wink.squat.measures.rep_loads import mean_loads
from opensim_wink.squat.results import SquatAnalysis, frames_of_reps
from opensim_wink.squat.signals import SquatSignals

BoolArray = NDArray[np.bool_]

LOAD_DEFINITIONS = (
    CURVES
    | MOMENTS_OF_A_REP
    | {
        "residual": (
            "Force and moment that would still have to act on the pelvis for plates, masses and "
            "motion to agree; accepted below 5 % of the largest force from outside, and 1 % of it "
            "times the height of the centre of mass."
        ),
        "reserve_share": (
            "Largest moment at the joint that no muscle bears over the largest net moment there."
        ),
        "grade": (
            "good, usable or fail, by what reserves bear at the joint, what is left over at the "
            "pelvis (hips, knees) and how far the moments from above and below differ (L5/S1), "
            "over all repetitions; no verdict rests on a load."
        ),
        "difference": (
            "Net L5/S1 extension moment from below less that from above, over all repetitions; "
            "share: root mean square over the largest of both, good up to 0.15, usable up to 0.30."
        ),
    }
)
NOT_ASKED = "loads were not asked for"
ON_THE_HANDS = "on all fours the hands bear a part that nothing measures"
NO_GROUND = "there is no ground reaction, so nothing can be left over"
SAME_SOURCE = "the ground reaction is estimated from the same motion, so both agree by construction"
_TOPICS = {"l5s1": ("l5s1_compression", "l5s1_anterior_shear")}


def summary_of_loads(
    loads: Loads | None,
    reps: Sequence[RepLoads],
    signals: SquatSignals,
    squat: SquatAnalysis,
    *,
    residuals: Residuals | None = None,
    ranges: Sequence[LoadRange] = (),
) -> Json:
    """Loads of one trial, ready for strict JSON.

    Parameters
    ----------
    loads : Loads or None
        Moments and forces; None where they were not asked for.
    reps : sequence of RepLoads
        What was read from them, a repetition each.
    signals : SquatSignals
        Clinical curves, for the frames in which a knee is bent too far.
    squat : SquatAnalysis
        The repetitions.
    residuals : Residuals, optional
        What is left over at the pelvis.
    ranges : sequence of LoadRange
        How far the loads hang on what was assumed, where that was computed.

    Returns
    -------
    dict
        The same keys for every trial, as in ``docs/outputs.md``; what is not known is None, with a
        ``reason`` beside it.
    """
    if loads is None:
        return {
            "level": "none",
            "reason": NOT_ASKED if squat.movement == "squat" else ON_THE_HANDS,
            "body_weight_n": None,
            "ground": None,
            "doubts": [],
            "carried": [],
            "residual": None,
            "l5s1_moment": None,
            "joints": {},
            "reps": [],
            "means": {},
            "context": load_context(()),
            "damage": None,
            "sensitivity": None,
            "definitions": {},
            "notes": [],
        }
    frames = _of_reps(squat, len(loads.time_s))
    return {
        "level": loads.settings.level,
        "reason": None,
        "body_weight_n": measured(loads.body_weight_n),
        "ground": _ground(loads.ground),
        "doubts": _doubts(loads.doubts),
        "carried": [_force(force) for force in loads.carried],
        "residual": _residual(residuals),
        "l5s1_moment": _lumbosacral(loads, reps, frames),
        "joints": {
            name: _joint(loads, reaction, reps, joint_grade(loads, reaction, signals, squat))
            for name, reaction in loads.reactions.items()
        },
        "reps": [summed(rep) for rep in reps],
        "means": {name: mean_summary(mean) for name, mean in mean_loads(reps).items()},
        "context": load_context(reps),
        "damage": damage_summary(reps),
        "sensitivity": sensitivity_summary(loads, ranges, signals, squat),
        "definitions": dict(LOAD_DEFINITIONS),
        "notes": list(dict.fromkeys((*loads.notes, *loads.dynamics.notes, *_muscle_notes(loads)))),
    }


def joint_grade(
    loads: Loads, reaction: JointReaction, signals: SquatSignals, squat: SquatAnalysis
) -> ReactionGrade:
    """How far the force in a joint may be believed over the repetitions.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    reaction : JointReaction
        One of its joints.
    signals : SquatSignals
        For the frames in which a knee is bent too far.
    squat : SquatAnalysis
        The repetitions; without any, the whole trial counts.

    Returns
    -------
    ReactionGrade
        Where the ground was measured, residuals at the pelvis count for hips and knees. L5/S1 is
        told from above, without the ground; there its moment from below counts as a witness.
    """
    plates, spine = loads.ground.source == "plates", reaction.name == "l5s1"
    measured_ground = plates and not spine
    return grade_reaction(
        reaction,
        inverse=loads.dynamics if measured_ground else None,
        ground_n=loads.ground.total_n if measured_ground else None,
        frames=_of_reps(squat, len(loads.time_s)),
        doubtful=_deep(reaction.name, signals),
        lumbosacral=loads.lumbosacral if plates and spine else None,
    )


def _muscle_notes(loads: Loads) -> tuple[str, ...]:
    return loads.muscles.notes if loads.muscles is not None else ()


def _of_reps(squat: SquatAnalysis, n_frames: int) -> BoolArray:
    """Frames of any repetition; all of them where there is none."""
    frames = frames_of_reps(squat, n_frames)
    return frames if frames.any() else ~frames


def _deep(name: str, signals: SquatSignals) -> BoolArray | None:
    """Frames in which the thigh rests on the calf; None for other joints than a knee."""
    if not name.startswith("knee_"):
        return None
    column = ("r", "l").index(name[-1])
    with np.errstate(invalid="ignore"):
        return np.asarray(signals.knee_flexion_deg[:, column] > DEEP_KNEE_DEG)


def _ground(ground: GroundContact) -> Json:
    """Where the ground reaction comes from, and what to doubt in it."""
    return {
        "source": ground.source,
        "estimated": ground.source == "estimate",
        "forces": [
            _force(force) | {"side": side}
            for force, side in zip(ground.forces, ground.sides, strict=True)
        ],
        "complete_share": measured(float(ground.complete.mean()) if ground.complete.size else 0.0),
        "pressure_offset_cm": {
            name: measured(100.0 * metres)
            for name, metres in zip(("forward", "right"), ground.pressure_offset_m, strict=True)
        },
        "doubts": _doubts(ground.doubts),
        "notes": list(ground.notes),
    }


def _doubts(doubts: Sequence[GuardFlag]) -> list[Json]:
    """What to doubt, and whether it forbids loads in its frames."""
    return [
        {
            "flag": doubt.flag,
            "value": doubt.value,
            "limit": doubt.limit,
            "reason": doubt.reason,
            "blocks": doubt.blocks,
            "frames": int(doubt.frames.sum()),
        }
        for doubt in doubts
    ]


def _force(force: AppliedForce) -> Json:
    """A force from outside: what it is, on which body, and its mean size where it is known."""
    size = np.linalg.norm(force.force_n, axis=1)
    known = size[np.isfinite(size)]
    mean = float(known.mean()) if known.size else float("nan")
    return {
        "name": force.name,
        "body": force.body,
        "mean_n": measured(mean),
        "estimated": force.estimated,
    }


def _residual(found: Residuals | None) -> Json:
    """What is left over at the pelvis beside the accepted limits."""
    known = found is not None and found.frames > 0
    nan = float("nan")
    return {
        "force_n": measured(found.force_n if found else nan),
        "moment_nm": measured(found.moment_nm if found else nan),
        "force_rms_n": measured(found.force_rms_n if found else nan),
        "moment_rms_nm": measured(found.moment_rms_nm if found else nan),
        "body_weight_percent": measured(100.0 * found.body_weight_share if found else nan),
        "force_percent": measured(100.0 * found.force_share if found else nan),
        "moment_percent": measured(100.0 * found.moment_share if found else nan),
        "force_limit_percent": 100.0 * FORCE_LIMIT,
        "moment_limit_percent": 100.0 * MOMENT_LIMIT,
        "accepted": found.accepted if found is not None and known else None,
        "frames": found.frames if found is not None else 0,
        "reason": None if known else NO_GROUND,
    }


def _lumbosacral(loads: Loads, reps: Sequence[RepLoads], frames: BoolArray) -> Json | None:
    """Net L5/S1 moment from above and from below, and how far they are apart."""
    moment = loads.lumbosacral
    if moment is None:
        return None
    guessed = loads.ground.source == "estimate"
    apart = moment.difference_nm[frames & np.isfinite(moment.difference_nm) & (not guessed)]
    why = SAME_SOURCE if guessed else "the moment from below is not known"
    share = apart_share(moment, frames) if apart.size else float("nan")
    grade, doubt = contradiction(share)
    return {
        "joint": moment.joint,
        "about": "the joint's centre",
        "axis": "the pelvis's axis to the right, + extends the trunk",
        "above": [at_moments(rep, "l5s1_extension_moment_above") for rep in reps],
        "below": [at_moments(rep, "l5s1_extension_moment_below") for rep in reps],
        "difference": {
            "rms_nm": measured(float(np.sqrt(np.mean(apart**2))) if apart.size else float("nan")),
            "largest_nm": measured(float(np.abs(apart).max()) if apart.size else float("nan")),
            "share": measured(share),
            "grade": grade if apart.size else None,
            "reason": (doubt or None) if apart.size else why,
        },
        "notes": list(moment.notes),
    }


def _joint(
    loads: Loads,
    reaction: JointReaction,
    reps: Sequence[RepLoads],
    grade: ReactionGrade,
) -> Json:
    """One joint: what its numbers mean, how good they are, and the numbers."""
    joint, _, side = reaction.name.partition("_")
    topics = _TOPICS.get(joint, (f"{joint}_contact", f"{joint}_extension_moment"))
    names = [f"{topic}_{side}" if side else topic for topic in topics]
    return {
        "joint": reaction.joint,
        "on_body": reaction.on_body,
        "by_body": reaction.by_body,
        "frame": reaction.frame,
        "origin": reaction.origin,
        "axes": list(reaction.axes),
        "estimated": bool(side) and loads.ground.source == "estimate",
        "grade": grade.grade,
        "grade_reasons": list(grade.reasons),
        "reserve_share": measured(grade.reserve_share),
        "loads": {name: [at_moments(rep, name) for rep in reps] for name in names},
        "notes": list(reaction.notes),
    }
