"""Hip and knee moment arms over a motion, and the frames in which a model turns one round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.arm_grid import LEAST_ARM_M
from opensim_wink.body.engine import load_model
from opensim_wink.body.muscle_groups import Joint, name_muscles
from opensim_wink.body.paths import coordinate_names, path_moment_arms
from opensim_wink.body.profile import SIDES, Profile
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.selection import Selection, select

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

JOINTS: tuple[Joint, Joint] = ("hip_flexion", "knee_flexion")

HAMSTRINGS = (
    "biceps_femoris_long",
    "biceps_femoris_short",
    "semimembranosus",
    "semitendinosus",
    "hamstrings_lumped",
)


@dataclass(frozen=True, eq=False)
class JointMomentArms:
    """Moment arms about the flexion of each muscle's own hip and knee.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    names, groups, sides : tuple of str
        Native muscle names, their groups and sides, length K.
    joints : tuple of str
        ``("hip_flexion", "knee_flexion")``.
    arm_m : ndarray, shape (T, K, 2)
        Metres, + flexes the joint; 0 where the muscle does not cross it, NaN where the motion is
        NaN, where it does not move the leg, and where the model lacks the joint.
    expected : ndarray of int, shape (K, 2)
        What anatomy says: +1 flexor, −1 extensor, 0 none or not settled.
    notes : tuple of str
        Coordinates of motion and model that did not match, one sentence each.
    """

    time_s: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    joints: tuple[str, ...]
    arm_m: FloatArray
    expected: NDArray[np.intp]
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Arms as a table: index ``time_s``, columns (muscle, joint), metres, + flexes."""
        import pandas as pd

        columns = pd.MultiIndex.from_product([self.names, self.joints], names=["muscle", "joint"])
        return pd.DataFrame(
            self.arm_m.reshape(len(self.time_s), -1),
            index=pd.Index(self.time_s, name="time_s"),
            columns=columns,
        )


def muscle_moment_arms(
    model_path: Path,
    motion: Motion,
    profile: Profile,
    groups: Sequence[str] | None = None,
) -> JointMomentArms:
    """Moment arms about hip and knee flexion in every frame of a motion.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` that the motion was solved with.
    motion : Motion
        Native coordinates, rad and m.
    profile : Profile
        The model's parts.
    groups : sequence of str, optional
        Muscle groups; by default all hamstrings, the short head of biceps femoris included.

    Returns
    -------
    JointMomentArms
        By the tendon-excursion principle, r = −dL/dθ.

    Raises
    ------
    ModelError
        If the model cannot be read or has none of the groups.
    MotionError
        If the motion moves neither leg.
    SettingError
        If a group is not known.

    References
    ----------
    An KN, Takahashi K, Harrigan TP, Chao EY (1984). Determination of muscle orientations and
    moment arms. J Biomech Eng 106:280–282. doi:10.1115/1.3138494
    """
    model = load_model(model_path)
    followed = HAMSTRINGS if groups is None else groups
    chosen = select(coordinate_names(model), model_path, motion, profile, followed)
    arms = np.full((len(chosen.values), len(chosen.names), len(JOINTS)), np.nan)
    for side in SIDES:
        columns = [k for k, of in enumerate(chosen.sides) if of == side and not chosen.unmoved[k]]
        joints = [
            (place, parts[side])
            for place, parts in enumerate((profile.hip_flexion, profile.knee_flexion))
            if side in parts
        ]
        if not columns or not joints:
            continue
        native = path_moment_arms(
            model,
            chosen.coordinates,
            chosen.values,
            [chosen.names[k] for k in columns],
            [part.name for _, part in joints],
            source=str(model_path),
        )
        for k, (place, part) in enumerate(joints):
            arms[:, columns, place] = native[:, :, k] * part.sign
    return JointMomentArms(
        time_s=motion.time_s,
        names=chosen.names,
        groups=chosen.groups,
        sides=chosen.sides,
        joints=JOINTS,
        arm_m=arms,
        expected=_expected(chosen),
        notes=chosen.notes,
    )


def _expected(chosen: Selection) -> NDArray[np.intp]:
    action = {muscle.name: muscle.row.action for muscle in name_muscles(chosen.names)}
    return np.array([[action[name][joint] for joint in JOINTS] for name in chosen.names])


def flipped(arms: JointMomentArms, least_m: float = LEAST_ARM_M) -> BoolArray:
    """Frames in which a muscle pulls a joint against anatomy.

    Parameters
    ----------
    arms : JointMomentArms
        Moment arms over a motion.
    least_m : float
        Arms shorter than this count as none, m.

    Returns
    -------
    ndarray of bool, shape (T, K, 2)
        True where the arm has the sign opposite to ``expected``; never where nothing is expected
        or the arm is NaN.
    """
    wrong: BoolArray = arms.arm_m * arms.expected < -least_m
    return wrong


def flip_notes(arms: JointMomentArms, least_m: float = LEAST_ARM_M) -> tuple[str, ...]:
    """Say which muscles a model turns round in a motion.

    Parameters
    ----------
    arms : JointMomentArms
        Moment arms over a motion.
    least_m : float
        Arms shorter than this count as none, m.

    Returns
    -------
    tuple of str
        One sentence a muscle and joint with flipped frames.
    """
    wrong = flipped(arms, least_m)
    notes = []
    for k, name in enumerate(arms.names):
        for j, joint in enumerate(arms.joints):
            frames = np.flatnonzero(wrong[:, k, j])
            if len(frames):
                turned = "an extensor" if arms.expected[k, j] > 0 else "a flexor"
                worst = float(np.abs(arms.arm_m[frames, k, j]).max())
                notes.append(
                    f"The model turns {name} into {turned} of the {joint.split('_')[0]} in "
                    f"{len(frames)} of {len(arms.time_s)} frames, first at "
                    f"{arms.time_s[frames[0]]:.2f} s, by up to {1000 * worst:.1f} mm."
                )
    return tuple(notes)
