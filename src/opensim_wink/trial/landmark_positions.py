"""Where the landmarks of a trial are, frame by frame."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.trial.recognition import Recognition, recognise
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]


def nan_mean(values: FloatArray, axis: int) -> FloatArray:
    """Mean over what is there; NaN, without a warning, where nothing is.

    Parameters
    ----------
    values : ndarray
        Any shape.
    axis : int
        Axis to average over.

    Returns
    -------
    ndarray
        ``values`` without that axis.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(values, axis=axis), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Places:
    """Positions of the landmarks that a trial shows.

    Attributes
    ----------
    points_m : dict of str to ndarray, shape (T, 3)
        Landmark → position, NaN where it was not seen; landmarks never seen are left out.
    recognition : Recognition
        What the labels mean.
    n_frames : int
        Number of frames T.
    """

    points_m: dict[str, FloatArray]
    recognition: Recognition
    n_frames: int

    @classmethod
    def of(cls, trial: Trial, label_map: Mapping[str, str] | None = None) -> Places:
        """Find the landmarks of a trial.

        Parameters
        ----------
        trial : Trial
            Any trial.
        label_map : mapping of str to str, optional
            The user's label → landmark.

        Returns
        -------
        Places
            In the trial's axes.
        """
        found = recognise(trial.labels, label_map)
        points = {name: trial.marker(label) for name, label in found.landmarks.items()}
        seen = {name: point for name, point in points.items() if np.isfinite(point).any()}
        return cls(seen, found, trial.n_frames)

    def turned(self, rotation: FloatArray) -> Places:
        """The same places in axes turned by a rotation matrix of shape (3, 3)."""
        points = {name: point @ rotation.T for name, point in self.points_m.items()}
        return Places(points, self.recognition, self.n_frames)

    def label(self, landmark: str) -> str:
        """The trial's label of a landmark."""
        return self.recognition.landmarks[landmark]

    def mean(self, names: Iterable[str], *, every: bool = True) -> FloatArray | None:
        """Mean position of landmarks per frame.

        Parameters
        ----------
        names : iterable of str
            Landmarks.
        every : bool
            Whether all must be seen in a frame; else those that are seen are averaged.

        Returns
        -------
        ndarray, shape (T, 3), or None
            None where the trial lacks one of them (``every``) or all of them.
        """
        wanted = list(names)
        there = [self.points_m[name] for name in wanted if name in self.points_m]
        if not there or (every and len(there) < len(wanted)):
            return None
        stacked = np.stack(there)
        return stacked.mean(axis=0) if every else nan_mean(stacked, 0)

    def of_segments(self, *segments: str) -> tuple[str, ...]:
        """Bony landmarks of some segments that the trial shows, both sides of a sided segment."""
        known = vocabulary()
        return tuple(
            name
            for name in self.points_m
            if known[name].kind == "bony"
            and known[name].segment.removesuffix("_r").removesuffix("_l") in segments
        )
