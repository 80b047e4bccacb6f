"""The circumstances of each repetition that may move its wink: stance, joints, balance, speed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics
from opensim_wink.load.feet import find_soles, floor_height
from opensim_wink.load.ground import GroundContact
from opensim_wink.squat.curves import at_time
from opensim_wink.squat.measures import balance, pace, stance
from opensim_wink.squat.measures.balance import Balance, balance_of, centre_of_pressure, loaded_com
from opensim_wink.squat.measures.pace import Pace, pace_of
from opensim_wink.squat.measures.stance import Stance, floor_plan, stance_of
from opensim_wink.squat.measures.thighs import thigh_angles
from opensim_wink.squat.results import SquatAnalysis, SquatRep
from opensim_wink.squat.signals import SquatSignals

FloatArray = NDArray[np.float64]

_SIDE_WORDS: dict[Side, str] = {"r": "right", "l": "left"}
_UNKNOWN = float("nan")


def _joint_definitions() -> dict[str, str]:
    found = {
        "trunk_lean_start_deg": "Forward lean of the thorax against the vertical at the start.",
        "trunk_lean_onset_deg": "The same where the wink begins.",
        "trunk_lean_bottom_deg": "The same at the bottom.",
    }
    moments = {
        "onset": "where the wink begins",
        "bottom": "at the bottom",
        "largest": "where it is largest in the repetition",
    }
    for moment, words in moments.items():
        for side in SIDES:
            found[f"ankle_dorsiflexion_{moment}_{side}_deg"] = (
                f"Dorsiflexion of the {_SIDE_WORDS[side]} ankle {words}."
            )
    for turn, words in (
        ("abduction", "Abduction of the {} thigh in the pelvis at the bottom"),
        ("external_rotation", "External rotation of the {} thigh in the pelvis at the bottom"),
    ):
        for side in SIDES:
            found[f"hip_{turn}_bottom_{side}_deg"] = (
                f"{words.format(_SIDE_WORDS[side])}, after flexion, since the model's zero."
            )
    return found


JOINT_DEFINITIONS = _joint_definitions()
DEFINITIONS = stance.DEFINITIONS | JOINT_DEFINITIONS | balance.DEFINITIONS | pace.DEFINITIONS


@dataclass(frozen=True)
class RepSetting:
    """The circumstances of one repetition.

    Attributes
    ----------
    rep : int
        Its number.
    stance : Stance
        How the feet stand; NaN on all fours.
    joints : dict of str to float
        By the names of `JOINT_DEFINITIONS`, degrees.
    balance : Balance
        Where body and load are over the feet; NaN on all fours.
    pace : Pace
        How fast it goes.
    """

    rep: int
    stance: Stance
    joints: dict[str, float]
    balance: Balance
    pace: Pace

    def numbers(self) -> dict[str, float]:
        """All by name, in the order of `DEFINITIONS`; NaN for what is not known."""
        return asdict(self.stance) | self.joints | asdict(self.balance) | asdict(self.pace)


def rep_setting(
    subject: Subject,
    dynamics: Dynamics,
    signals: SquatSignals,
    squat: SquatAnalysis,
    carried: Sequence[AppliedForce] = (),
    ground: GroundContact | None = None,
) -> tuple[RepSetting, ...]:
    """Measure the circumstances of every repetition.

    Parameters
    ----------
    subject : Subject
        The scaled model; it needs both legs.
    dynamics : Dynamics
        Its motion, low-passed as the signals are.
    signals : SquatSignals
        Clinical curves of the trial.
    squat : SquatAnalysis
        Its repetitions.
    carried : sequence of AppliedForce
        A bar, and weights in the hands.
    ground : GroundContact, optional
        Forces on the feet; the centre of pressure is told where plates measured them.

    Returns
    -------
    tuple of RepSetting
        One a repetition.

    Raises
    ------
    ModelError
        If the model lacks a foot.
    """
    time_s = dynamics.time_s
    soles = find_soles(subject, dynamics)
    plan = floor_plan(subject, dynamics)
    com_m = loaded_com(dynamics, carried)
    cop_m = np.full_like(com_m, np.nan)
    if ground is not None:
        weight_n = -float(GRAVITY_M_S2[1]) * dynamics.mass_kg
        cop_m = centre_of_pressure(ground, floor_height(soles), weight_n)
    thighs = thigh_angles(subject, dynamics.kinematics, dynamics.poses)
    upright = squat.movement == "squat"
    found = []
    for one in squat.reps:
        rep, onset_s = one.repetition, _onset_s(one)
        if upright:
            stands = stance_of(plan, soles, signals.leg_length_m, rep.start_s, rep.bottom_s)
            forward = plan.facing(rep.start_s)
            over = balance_of(soles, com_m, cop_m, forward, time_s, rep, onset_s)
        else:
            stands = Stance(*[_UNKNOWN] * len(stance.DEFINITIONS))
            over = Balance(*[_UNKNOWN] * len(balance.DEFINITIONS))
        joints = _joints(signals, thighs, one, onset_s)
        found.append(RepSetting(rep.number, stands, joints, over, pace_of(signals, rep)))
    return tuple(found)


def _onset_s(rep: SquatRep) -> float:
    return _UNKNOWN if rep.onset is None else rep.onset.time_s.value


def _joints(
    signals: SquatSignals, thighs: FloatArray, one: SquatRep, onset_s: float
) -> dict[str, float]:
    """Trunk, ankles and hips, by the names of `JOINT_DEFINITIONS`."""
    time_s, rep = signals.time_s, one.repetition
    lean = signals.trunk_lean_deg
    found = {
        f"trunk_lean_{moment}_deg": float(at_time(time_s, lean, when))
        for moment, when in (("start", rep.start_s), ("onset", onset_s), ("bottom", rep.bottom_s))
    }
    frames = slice(rep.start, rep.end + 1)
    for column, side in enumerate(SIDES):
        ankle = signals.ankle_dorsiflexion_deg[:, column]
        known = ankle[frames][np.isfinite(ankle[frames])]
        name = f"ankle_dorsiflexion_{{}}_{side}_deg".format
        found[name("onset")] = float(at_time(time_s, ankle, onset_s))
        found[name("bottom")] = float(at_time(time_s, ankle, rep.bottom_s))
        found[name("largest")] = float(known.max()) if known.size else _UNKNOWN
        adduction, rotation = at_time(time_s, thighs[1:, :, column], rep.bottom_s)
        found[f"hip_abduction_bottom_{side}_deg"] = -float(adduction)
        found[f"hip_external_rotation_bottom_{side}_deg"] = -float(rotation)
    return {name: found[name] for name in JOINT_DEFINITIONS}
