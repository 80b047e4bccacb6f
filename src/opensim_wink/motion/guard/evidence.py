"""What the guard looks at: the motion, its model, and the markers that it followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import SettingError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.recognition import recognise

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LEAST_WEIGHT_SHARE = 0.05  # of the largest weight: a marker below it does not hold the pelvis


@dataclass(frozen=True, eq=False)
class Evidence:
    """A motion with everything that speaks for or against it.

    Attributes
    ----------
    motion : Motion
        The solved motion, or one read from a file.
    tree : KinematicTree
        Its model.
    profile : Profile
        The model's parts.
    measured : ndarray of bool, shape (T, M)
        Which of ``motion.markers`` were measured rather than filled.
    points_m : ndarray, shape (T, M, 3), or None
        Where they were measured, X forward, Y up, Z right; None where that is not known.
    tasks : IKTasks or None
        What inverse kinematics was told to follow.
    labels : mapping of str to str
        Model marker → the laboratory's label.
    label_map : mapping of str to str or None
        The user's label → landmark.
    """

    motion: Motion
    tree: KinematicTree
    profile: Profile
    measured: BoolArray
    points_m: FloatArray | None
    tasks: IKTasks | None
    labels: Mapping[str, str]
    label_map: Mapping[str, str] | None

    @classmethod
    def of(
        cls,
        motion: Motion,
        tree: KinematicTree,
        profile: Profile,
        *,
        measured: BoolArray | None = None,
        points_m: FloatArray | None = None,
        tasks: IKTasks | None = None,
        labels: Mapping[str, str] | None = None,
        label_map: Mapping[str, str] | None = None,
    ) -> Evidence:
        """Gather it; see the attributes.

        Raises
        ------
        SettingError
            If ``measured`` or ``points_m`` do not fit the motion's frames and markers.
        """
        shape = (motion.n_frames, len(motion.markers))
        seen = np.isfinite(motion.marker_error_m) if measured is None else measured
        if seen.shape != shape:
            raise SettingError(
                f"measured has shape {seen.shape}; the motion has {shape[0]} frames and "
                f"{shape[1]} markers: give one value each."
            )
        if points_m is not None and points_m.shape != (*shape, 3):
            raise SettingError(
                f"points_m has shape {points_m.shape}; the motion needs {(*shape, 3)}: one "
                "position for each of its markers."
            )
        return cls(motion, tree, profile, seen, points_m, tasks, labels or {}, label_map)

    @cached_property
    def marker_index(self) -> NDArray[np.intp]:
        """Place of each followed marker in the tree's markers, shape (M,)."""
        index = {name: i for i, name in enumerate(self.tree.markers)}
        return np.array([index[name] for name in self.motion.markers], dtype=np.intp)

    @cached_property
    def pelvis(self) -> NDArray[np.intp]:
        """Columns of the followed markers that hold the pelvis, shape (P,)."""
        if not self.motion.markers:
            return np.zeros(0, dtype=np.intp)
        body = self.tree.body(self.profile.pelvis)
        holds = self.motion.weights >= LEAST_WEIGHT_SHARE * self.motion.weights.max()
        on_pelvis = np.asarray(self.tree.marker_body)[self.marker_index] == body
        return np.flatnonzero(on_pelvis & holds)

    @cached_property
    def solved(self) -> BoolArray:
        """Frames with a whole posture, shape (T,)."""
        return np.asarray(np.isfinite(self.motion.values).all(axis=1))

    @cached_property
    def pelvis_points_m(self) -> FloatArray | None:
        """Measured pelvis markers, shape (T, P, 3); NaN where filled or not seen."""
        if self.points_m is None:
            return None
        held = self.measured[:, self.pelvis, None]
        return np.where(held, self.points_m[:, self.pelvis], np.nan)

    @cached_property
    def pelvis_offsets_m(self) -> FloatArray:
        """The same markers on the model's pelvis, shape (P, 3)."""
        return np.asarray(self.tree.marker_offset_m)[self.marker_index[self.pelvis]]

    @cached_property
    def pelvis_rotation(self) -> FloatArray:
        """Orientation of the pelvis, shape (T, 3, 3): its axes in ground as columns."""
        kinematics = Kinematics(self.tree)
        values = self.tree.follow_couplers(self.motion.values_of(self.tree))
        return kinematics.body_rotation(kinematics.poses(values.T), self.profile.pelvis)

    @cached_property
    def landmarks(self) -> dict[str, int]:
        """Landmark → column of the followed marker that stands for it.

        The laboratory's label tells first, then the model's name.
        """
        labels = [self.labels.get(name, name) for name in self.motion.markers]
        by_label = recognise(labels, self.label_map).meaning
        by_model = recognise(self.motion.markers).meaning
        found: dict[str, int] = {}
        for column, (label, name) in enumerate(zip(labels, self.motion.markers, strict=True)):
            landmark = by_label.get(label, by_model.get(name))
            if landmark is not None:
                found.setdefault(landmark, column)
        return found

    def called(self, column: int) -> str:
        """A followed marker by the names that both sides know it by."""
        name = self.motion.markers[column]
        label = self.labels.get(name, name)
        return f"'{name}'" if label == name else f"'{label}' (the model's {name})"
