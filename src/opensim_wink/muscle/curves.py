"""Length, velocity and moment arms of the muscles of a squat, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import name_muscles
from opensim_wink.body.profile import Profile, SignedCoordinate
from opensim_wink.body.subject import Subject
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.selection import HAMSTRINGS, Selection, native_values, select
from opensim_wink.muscle.solver import MuscleSolver
from opensim_wink.trial.filters import derivative, frame_rate, lowpass

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

JOINTS = ("hip_flexion", "knee_flexion", "lumbar_flexion")

FOLLOWED = (
    *HAMSTRINGS,
    "rectus_femoris",
    "gluteus_maximus",
    "gluteus_medius",
    "gluteus_minimus",
    "adductor_magnus",
    "piriformis",
)


@dataclass(frozen=True, eq=False)
class MuscleCurves:
    """What the paths of some muscles do over a motion.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    names, groups, parts : tuple of str
        Native muscle names, their groups and their parts of the group (may be empty), length K.
    sides : tuple of str
        ``"r"`` or ``"l"``, length K.
    joints : tuple of str
        ``("hip_flexion", "knee_flexion", "lumbar_flexion")``, length J; hip and knee are those of
        the muscle's own side. Where several coordinates make up lumbar flexion they share it in
        proportion to their factors.
    length_m : ndarray, shape (T, K)
        Origin to insertion; NaN where the motion is NaN or does not move the leg.
    velocity_m_s : ndarray, shape (T, K)
        + lengthens; rate of the length over the low-passed motion. NaN as above.
    arm_m : ndarray, shape (T, K, J)
        −dL/dθ, + flexes the joint; 0 where the muscle does not cross it, NaN as above and where
        the model lacks the joint.
    contact_arm_m : ndarray, shape (T, K, J)
        The same by the direction of pull at each point and contact, as OpenSim reports it. On a
        cylinder OpenSim's contacts are not exact tangents, so it differs from −dL/dθ by up to
        some 1.6 mm; elsewhere the two are one.
    expected : ndarray of int, shape (K, J)
        What anatomy says of each arm: +1 flexor, −1 extensor, 0 none or not settled.
    notes : tuple of str
        What did not match between motion and model, one sentence each.
    """

    time_s: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    parts: tuple[str, ...]
    sides: tuple[str, ...]
    joints: tuple[str, ...]
    length_m: FloatArray
    velocity_m_s: FloatArray
    arm_m: FloatArray
    contact_arm_m: FloatArray
    expected: NDArray[np.intp]
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """One row a frame, index ``time_s``.

        Returns
        -------
        DataFrame
            ``length.<muscle>_m``, ``velocity.<muscle>_m_s`` and ``arm.<joint>.<muscle>_m`` for each
            joint that the muscle crosses somewhere; signs and NaN as in the attributes.
        """
        import pandas as pd

        columns: dict[str, FloatArray] = {}
        for k, name in enumerate(self.names):
            columns[f"length.{name}_m"] = self.length_m[:, k]
            columns[f"velocity.{name}_m_s"] = self.velocity_m_s[:, k]
            for j, joint in enumerate(self.joints):
                arm = self.arm_m[:, k, j]
                if np.any(np.isfinite(arm) & (arm != 0)):
                    columns[f"arm.{joint}.{name}_m"] = arm
        return pd.DataFrame(columns, index=pd.Index(self.time_s, name="time_s"))


def muscle_curves(
    subject: Subject,
    motion: Motion,
    groups: Sequence[str] | None = None,
    *,
    cutoff_hz: float = 6.0,
    frames: BoolArray | None = None,
) -> MuscleCurves:
    """Lengths, velocities and moment arms in every frame of a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model that the motion belongs to.
    motion : Motion
        Native coordinates; those that it lacks take the model's default, coupled ones follow
        their coupler.
    groups : sequence of str, optional
        Muscle groups; by default ``FOLLOWED``, as far as the model has them.
    cutoff_hz : float
        Cutoff of the zero-lag low-pass on the coordinates before velocities are taken.
    frames : ndarray of bool, shape (T,), optional
        The frames that are wanted; the others are NaN. Velocities need their neighbours too.

    Returns
    -------
    MuscleCurves
        Right before left within a group, groups in the order asked for.

    Raises
    ------
    ModelError
        If the model cannot be read or has none of the groups.
    MotionError
        If the motion moves neither leg.
    SettingError
        If a group is not known or the cutoff cannot be.

    References
    ----------
    An KN, Takahashi K, Harrigan TP, Chao EY (1984). Determination of muscle orientations and
    moment arms. J Biomech Eng 106:280–282. doi:10.1115/1.3138494
    """
    tree, profile = subject.tree, subject.profile
    chosen = select(
        tree.coordinates,
        subject.model_path,
        motion,
        profile,
        FOLLOWED if groups is None else groups,
    )
    values = native_values(chosen, tree)
    solved = np.isfinite(values).all(axis=1)
    wanted = solved if frames is None else solved & frames
    solver = MuscleSolver(subject, chosen.names)
    parts = [*profile.hip_flexion.values(), *profile.knee_flexion.values(), *profile.lumbar_flexion]
    about = tuple(dict.fromkeys(p.name for p in parts if p.name in tree.coordinates))
    shape = (motion.n_frames, len(chosen.names))
    length_m, arm_m, contact_m = (
        np.full((*shape, *more), np.nan) for more in ((), (len(about),), (len(about),))
    )
    if wanted.any():
        length_m[wanted], arm_m[wanted], contact_m[wanted] = solver.lengths_and_arms(
            values[wanted], about
        )
    velocity = _velocity(solver, motion, values, cutoff_hz)
    velocity[~wanted] = np.nan
    for array in (length_m, velocity, arm_m, contact_m):
        array[:, chosen.unmoved] = np.nan
    expected = {m.name: m.row.action for m in name_muscles(chosen.names)}
    return MuscleCurves(
        time_s=motion.time_s,
        names=chosen.names,
        groups=chosen.groups,
        parts=tuple(profile.muscle_parts.get(name, "") for name in chosen.names),
        sides=chosen.sides,
        joints=JOINTS,
        length_m=length_m,
        velocity_m_s=velocity,
        arm_m=_clinical(arm_m, about, chosen, profile),
        contact_arm_m=_clinical(contact_m, about, chosen, profile),
        expected=np.array(
            [
                [expected[name]["hip_flexion"], expected[name]["knee_flexion"], 0]
                for name in chosen.names
            ],
            dtype=np.intp,
        ),
        notes=chosen.notes,
    )


def _velocity(
    solver: MuscleSolver, motion: Motion, values: FloatArray, cutoff_hz: float
) -> FloatArray:
    """Rate of length over the low-passed motion."""
    velocity = np.full((len(values), len(solver.names)), np.nan)
    if len(values) < 2:
        return velocity
    rate_hz = frame_rate(motion.time_s)
    smooth = lowpass(values, rate_hz, cutoff_hz)
    solved = np.isfinite(smooth).all(axis=1)
    if solved.any():
        velocity[solved] = solver.lengths(smooth[solved])
    return derivative(velocity, rate_hz)


def _clinical(
    native_m: FloatArray, about: Sequence[str], chosen: Selection, profile: Profile
) -> FloatArray:
    """Native arms (T, K, A) as arms about the flexion of each muscle's own joints (T, K, J)."""
    arms = np.full((*native_m.shape[:2], len(JOINTS)), np.nan)
    for k, side in enumerate(chosen.sides):
        joints: tuple[tuple[SignedCoordinate, ...], ...] = (
            (profile.hip_flexion[side],) if side in profile.hip_flexion else (),
            (profile.knee_flexion[side],) if side in profile.knee_flexion else (),
            profile.lumbar_flexion,
        )
        for j, parts in enumerate(joints):
            known = [part for part in parts if part.name in about]
            if not known:
                continue
            # A flexion that several coordinates share grows by each in proportion to its factor.
            total = sum(part.sign**2 for part in known)
            arms[:, k, j] = sum(
                native_m[:, k, about.index(part.name)] * part.sign / total for part in known
            )
    return arms
