"""Lengths and moment arms of a subject's muscles: on arrays, and by OpenSim where it must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.paths import engine_lengths, engine_moment_arms
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError, did_you_mean, listed
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.path_arms import excursion_arms, solve_paths

FloatArray = NDArray[np.float64]


class MuscleSolver:
    """Some muscles of one subject, ready to be put into many poses.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    names : sequence of str
        Native muscle names, length K.

    Attributes
    ----------
    names : tuple of str
        The muscles, length K.
    by_engine : tuple of str
        Those whose path only OpenSim can follow (ellipsoids and the like): correct, but slow.

    Raises
    ------
    ModelError
        If the model cannot be read or lacks a muscle.
    """

    def __init__(self, subject: Subject, names: Sequence[str]) -> None:
        table = read_path_table(subject.model_path)
        known = (*table.paths, *table.others)
        for name in names:
            if name not in table.paths and name not in table.others:
                raise ModelError(
                    f"{subject.model_path}: muscle '{name}' is not in the model; it has: "
                    f"{listed(known)}.{did_you_mean(name, known)}"
                )
        self.names = tuple(names)
        self.by_engine = tuple(name for name in names if name in table.others)
        self._subject = subject
        self._kinematics = Kinematics(subject.tree)
        self._paths = [table.paths[name] for name in names if name in table.paths]
        self._on_arrays = [k for k, name in enumerate(names) if name in table.paths]
        self._elsewhere = [k for k, name in enumerate(names) if name in table.others]

    def lengths(self, values: FloatArray) -> FloatArray:
        """Muscle–tendon lengths.

        Parameters
        ----------
        values : ndarray, shape (T, C)
            Coordinates in the order of the subject's tree, rad or m, finite.

        Returns
        -------
        ndarray, shape (T, K)
            Metres from origin to insertion.
        """
        out = np.empty((len(values), len(self.names)))
        out[:, self._on_arrays] = solve_paths(self._kinematics, self._paths, values).length_m
        if self.by_engine:
            out[:, self._elsewhere] = engine_lengths(
                self._subject.model_path, self._subject.tree.coordinates, values, self.by_engine
            )
        return out

    def lengths_and_arms(
        self, values: FloatArray, about: Sequence[str]
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Lengths, arms by −dL/dq, and arms by the pull at contacts.

        Parameters
        ----------
        values : ndarray, shape (T, C)
            Coordinates in the order of the subject's tree, rad or m, finite.
        about : sequence of str
            Independent coordinates, length A.

        Returns
        -------
        length_m : ndarray, shape (T, K)
            Metres.
        arm_m, contact_arm_m : ndarray, shape (T, K, A)
            Metres, + drives the coordinate up. For muscles that OpenSim must follow both are
            −dL/dq.
        """
        shape = (len(values), len(self.names))
        length_m = np.empty(shape)
        arm_m, contact_m = np.empty((*shape, len(about))), np.empty((*shape, len(about)))
        found = solve_paths(self._kinematics, self._paths, values, about)
        length_m[:, self._on_arrays] = found.length_m
        contact_m[:, self._on_arrays] = found.contact_arm_m
        arm_m[:, self._on_arrays] = excursion_arms(
            self._kinematics, self._paths, values, about, found
        )
        if self.by_engine:
            model, coordinates = self._subject.model_path, self._subject.tree.coordinates
            length_m[:, self._elsewhere] = engine_lengths(
                model, coordinates, values, self.by_engine
            )
            arms = engine_moment_arms(model, coordinates, values, self.by_engine, about)
            arm_m[:, self._elsewhere] = arms
            contact_m[:, self._elsewhere] = arms
        return length_m, arm_m, contact_m
