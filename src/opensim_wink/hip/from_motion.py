"""Room between neck and rim over a solved motion, frame by frame and repetition by repetition.

Hip angles are those of the thigh in the pelvis, so that the tilt of the pelvis is in them already
and is not counted again. They are read off the bodies, not off coordinates
(`opensim_wink.squat.measures.thighs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.hip.band import PLANE_TILT_DEG, HipBand
from opensim_wink.hip.contact import clearance
from opensim_wink.hip.judgement import ContactJudgement, judge_contact
from opensim_wink.hip.shape import HipShape
from opensim_wink.hip.statements import SAID_BESIDE
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.measures.thighs import thigh_angles
from opensim_wink.squat.results import SquatRep
from opensim_wink.trial.filters import frame_rate, lowpass

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

_LEAST_COS_RIGHT = 0.95  # of the line through the hips to ground's Z at zero: within 18°
_LEAST_COS_DOWN = 0.85  # of the thighs to the downward vertical: within 32°


@dataclass(frozen=True, eq=False)
class HipAngles:
    """Turn of both thighs in the pelvis; columns are right and left, signs the same on both.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    flexion_deg, adduction_deg, internal_rotation_deg : ndarray, shape (T, 2)
        In this order about the thigh's own axes; NaN in unsolved frames.
    """

    time_s: FloatArray
    flexion_deg: FloatArray
    adduction_deg: FloatArray
    internal_rotation_deg: FloatArray

    def at(self, time_s: float, side: Side) -> tuple[float, float, float]:
        """Flexion, adduction and internal rotation of one side at a time between frames."""
        column = SIDES.index(side)
        flexion, adduction, rotation = (
            float(np.interp(time_s, self.time_s, curve[:, column]))
            for curve in (self.flexion_deg, self.adduction_deg, self.internal_rotation_deg)
        )
        return flexion, adduction, rotation


@dataclass(frozen=True, eq=False)
class HipClearance:
    """Room between neck and rim of both hips over a motion; columns are right and left.

    Attributes
    ----------
    angles : HipAngles
        The thighs in the pelvis.
    shapes : dict of Side to HipShape
        The hips.
    posterior_plane_tilt_deg : float
        Posterior tilt of the anterior pelvic plane at the model's zero.
    flexion_limit_deg, flexion_left_deg, gap_deg, rim_clock_h : ndarray, shape (T, 2)
        As for `opensim_wink.hip.contact.Clearance`.
    notes : tuple of str
        What must be said beside it.
    """

    angles: HipAngles
    shapes: dict[Side, HipShape]
    posterior_plane_tilt_deg: float
    flexion_limit_deg: FloatArray
    flexion_left_deg: FloatArray
    gap_deg: FloatArray
    rim_clock_h: FloatArray
    notes: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row a frame, index ``time_s``, sides and units in the column names."""
        import pandas as pd

        columns: dict[str, FloatArray] = {}
        for stem, unit, values in (
            ("hip_flexion", "deg", self.angles.flexion_deg),
            ("hip_adduction", "deg", self.angles.adduction_deg),
            ("hip_internal_rotation", "deg", self.angles.internal_rotation_deg),
            ("flexion_limit", "deg", self.flexion_limit_deg),
            ("flexion_left", "deg", self.flexion_left_deg),
            ("bone_gap", "deg", self.gap_deg),
            ("rim_clock", "h", self.rim_clock_h),
        ):
            for column, side in enumerate(SIDES):
                columns[f"{stem}_{side}_{unit}"] = values[:, column]
        return pd.DataFrame(columns, index=pd.Index(self.angles.time_s, name="time_s"))


@dataclass(frozen=True)
class RepContact:
    """One hip in one repetition.

    Attributes
    ----------
    rep : int
        Number of the repetition.
    side : {"r", "l"}
        Which hip.
    least_left_deg, least_left_s : float
        Least flexion left to contact in the repetition and when; NaN where it is unsolved.
    least_gap_deg : float
        Least angle between neck and rim; < 0 where bone would overlap.
    bottom : ContactJudgement
        The band at the deepest frame.
    onset : ContactJudgement or None
        The band where the wink begins; None without an onset.
    """

    rep: int
    side: Side
    least_left_deg: float
    least_left_s: float
    least_gap_deg: float
    bottom: ContactJudgement
    onset: ContactJudgement | None


def hip_angles(subject: Subject, motion: Motion, *, cutoff_hz: float = 6.0) -> HipAngles:
    """Flexion, adduction and internal rotation of both hips over a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model that the motion belongs to.
    motion : Motion
        Coordinates over time; those that it lacks take the model's default.
    cutoff_hz : float
        Cutoff of the low-pass on the coordinates, as for the curves of a squat.

    Returns
    -------
    HipAngles
        NaN in frames that were not solved.

    Raises
    ------
    ModelError
        If a thigh is missing, or the model's zero is no upright posture that faces X.
    """
    tree = subject.tree
    kinematics = Kinematics(tree)
    _check_zero(subject, kinematics, kinematics.zero_poses())
    values = lowpass(motion.values_of(tree), frame_rate(motion.time_s), cutoff_hz)
    poses = kinematics.poses(tree.follow_couplers(values).T)
    flexion, adduction, rotation = thigh_angles(subject, kinematics, poses)
    return HipAngles(motion.time_s, flexion, adduction, rotation)


def _check_zero(subject: Subject, kinematics: Kinematics, at_zero: NodePoses) -> None:
    """Refuse a model in whose zero 'forward', 'up' and 'right' are not those of ground."""
    tree, profile = subject.tree, subject.profile
    lacking = [side for side in SIDES if side not in profile.femur or side not in profile.tibia]
    if lacking:
        raise ModelError(
            f"{subject.model_path}: hip structure needs both thighs and shanks; missing on side "
            f"{lacking[0]}. Use a model with two legs."
        )
    centre = {
        (part, side): kinematics.points(at_zero, body, tree.joint_of(body).child_frame.position)[0]
        for part, bodies in (("hip", profile.femur), ("knee", profile.tibia))
        for side, body in ((side, bodies[side]) for side in SIDES)
    }
    right = centre["hip", "r"] - centre["hip", "l"]
    down = sum(centre["knee", side] - centre["hip", side] for side in SIDES)
    if right[2] < _LEAST_COS_RIGHT * np.linalg.norm(right) or -down[
        1
    ] < _LEAST_COS_DOWN * np.linalg.norm(down):
        raise ModelError(
            f"{subject.model_path}: with all coordinates at zero the model does not stand upright "
            "facing X (Y up, Z right), so its hip angles have no known axes; use a model that does."
        )


def hip_clearance(
    subject: Subject,
    motion: Motion,
    shape: HipShape | Mapping[Side, HipShape],
    *,
    posterior_plane_tilt_deg: float = PLANE_TILT_DEG,
    cutoff_hz: float = 6.0,
) -> HipClearance:
    """Room between neck and rim in every frame.

    Parameters
    ----------
    subject : Subject
        The scaled model that the motion belongs to.
    motion : Motion
        Coordinates over time.
    shape : HipShape or mapping of Side to HipShape
        The hip, or one a side.
    posterior_plane_tilt_deg : float
        Posterior tilt of the anterior pelvic plane at the model's zero; every degree is one of
        flexion at contact.
    cutoff_hz : float
        Cutoff of the low-pass on the coordinates.

    Returns
    -------
    HipClearance
        NaN in frames that were not solved.

    Raises
    ------
    ModelError
        As for `hip_angles`.
    """
    angles = hip_angles(subject, motion, cutoff_hz=cutoff_hz)
    shapes = {side: shape if isinstance(shape, HipShape) else shape[side] for side in SIDES}
    rooms = [
        clearance(
            shapes[side],
            angles.flexion_deg[:, column],
            angles.adduction_deg[:, column],
            angles.internal_rotation_deg[:, column],
            posterior_plane_tilt_deg=posterior_plane_tilt_deg,
        )
        for column, side in enumerate(SIDES)
    ]
    curves = {
        name: np.stack([getattr(room, name)[0] for room in rooms], axis=1)
        for name in ("flexion_limit_deg", "flexion_left_deg", "gap_deg", "rim_clock_h")
    }
    plane = (
        f"The anterior pelvic plane is taken to lean {abs(posterior_plane_tilt_deg):g}° "
        f"{'backward' if posterior_plane_tilt_deg > 0 else 'forward'} at the model's zero"
        if posterior_plane_tilt_deg
        else "The anterior pelvic plane is taken as vertical at the model's zero"
    )
    notes = (
        *SAID_BESIDE,
        f"{plane}; it may be off by 10°, and every degree is one of flexion at contact.",
    )
    return HipClearance(angles, shapes, posterior_plane_tilt_deg, **curves, notes=notes)


def rep_contacts(
    found: HipClearance, reps: Sequence[SquatRep], band: HipBand | Mapping[Side, HipBand]
) -> tuple[RepContact, ...]:
    """Hold every repetition, its bottom and the onset of its wink, against bone contact.

    Parameters
    ----------
    found : HipClearance
        Room in every frame of the trial.
    reps : sequence of SquatRep
        Its repetitions.
    band : HipBand or mapping of Side to HipBand
        Hips that it could be, or those of each side.

    Returns
    -------
    tuple of RepContact
        Right and left of each repetition.
    """
    bands = {side: band if isinstance(band, HipBand) else band[side] for side in SIDES}
    return tuple(_rep_contact(found, rep, side, bands[side]) for rep in reps for side in SIDES)


def _rep_contact(found: HipClearance, rep: SquatRep, side: Side, band: HipBand) -> RepContact:
    frames = slice(rep.repetition.start, rep.repetition.end + 1)
    column = SIDES.index(side)
    left = found.flexion_left_deg[frames, column]
    least, when = _least(left, found.angles.time_s[frames])
    gap, _ = _least(found.gap_deg[frames, column], found.angles.time_s[frames])
    onset = None if rep.onset is None else rep.onset.time_s.value
    return RepContact(
        rep=rep.repetition.number,
        side=side,
        least_left_deg=least,
        least_left_s=when,
        least_gap_deg=gap,
        bottom=judge_contact(band, *found.angles.at(rep.repetition.bottom_s, side)),
        onset=None if onset is None else judge_contact(band, *found.angles.at(onset, side)),
    )


def _least(values: FloatArray, time_s: FloatArray) -> tuple[float, float]:
    """The smallest value and its time; NaN where all are."""
    if np.isnan(values).all():
        return float("nan"), float("nan")
    index = int(np.nanargmin(values))
    return float(values[index]), float(time_s[index])
