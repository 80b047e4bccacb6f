"""What a laboratory recorded: markers, events, analog channels, force plates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import LabelError, did_you_mean, listed
from opensim_wink.notebook import fact_table

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Event:
    """One event of a trial.

    Attributes
    ----------
    label : str
        What happened, as the laboratory named it.
    context : str
        ``"Left"``, ``"Right"``, ``"General"`` or empty.
    time_s : float
        Seconds on the trial's clock.
    """

    label: str
    context: str
    time_s: float


@dataclass(frozen=True, eq=False)
class Analog:
    """Analog channels on their own clock.

    Attributes
    ----------
    labels : tuple of str
        Channel names, length C.
    units : tuple of str
        Channel units as the file states them, length C.
    rate_hz : float
        Samples per second.
    start_s : float
        Time of the first sample on the trial's clock.
    values : ndarray, shape (S, C)
        Scaled samples in ``units``.
    """

    labels: tuple[str, ...]
    units: tuple[str, ...]
    rate_hz: float
    start_s: float
    values: FloatArray


@dataclass(frozen=True, eq=False)
class GroundReaction:
    """What one force plate felt, in the frame of the trial it belongs to.

    Attributes
    ----------
    name : str
        Plate name, ``"plate 1"`` and so on, or the name in a .mot file.
    time_s : ndarray, shape (S,)
        Sample times on the trial's clock.
    force_n : ndarray, shape (S, 3)
        Force of the ground on the body, N.
    cop_m : ndarray, shape (S, 3)
        Centre of pressure on the plate's top, m; NaN where the plate is not loaded.
    free_moment_nm : ndarray, shape (S, 3)
        Moment of the ground on the body about the centre of pressure, N·m.
    corners_m : ndarray, shape (4, 3), or None
        Corners of the plate's top, m; None where the file does not tell.
    kind : int or None
        C3D force-plate type 1 to 4; None for a .mot file.
    """

    name: str
    time_s: FloatArray
    force_n: FloatArray
    cop_m: FloatArray
    free_moment_nm: FloatArray
    corners_m: FloatArray | None = None
    kind: int | None = None


@dataclass(frozen=True)
class Fill:
    """One gap that was filled.

    Attributes
    ----------
    marker : str
        Label of the marker.
    first, last : int
        First and last filled frame (index from 0, both included).
    method : {"rigid", "spline"}
        From the rest of the segment's cluster, or by a spline over time.
    source : tuple of str
        The markers that the fill rests on.
    """

    marker: str
    first: int
    last: int
    method: Literal["rigid", "spline"]
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """What the file itself says of the person; None where it is silent.

    Attributes
    ----------
    name : str or None
        Subject name or prefix.
    mass_kg : float or None
        Body mass.
    height_m : float or None
        Stature.
    """

    name: str | None = None
    mass_kg: float | None = None
    height_m: float | None = None


@dataclass(frozen=True, eq=False)
class Trial:
    """One recording: marker positions over time and what was recorded with them.

    Attributes
    ----------
    name : str
        File name without its ending.
    source : Path or None
        The file it was read from.
    time_s : ndarray, shape (T,)
        Frame times on the laboratory's clock; a C3D's start time is kept.
    rate_hz : float
        Frames per second.
    labels : tuple of str
        Marker labels, length M, without subject prefix.
    points_m : ndarray, shape (T, M, 3)
        Marker positions in metres; NaN where a marker was not seen. Laboratory axes as read;
        X forward, Y up, Z right once ``turned`` is set.
    turned : bool
        Whether the axes are OpenSim's, with the subject facing +X.
    screen : tuple of str, or None
        The C3D's ``(X_SCREEN, Y_SCREEN)``, such as ``("+X", "+Z")``; None where absent.
    subjects : tuple of str
        Subject prefixes found in the file; the one chosen is ``person.name``.
    doubled : tuple of tuple of str
        For each label that the file gives to several points, the labels that these bear here.
    person : Person
        What the file says of the person.
    events : tuple of Event
        Events in order of time.
    analog : Analog or None
        Analog channels; None where there are none.
    plates : tuple of GroundReaction
        Force plates, in the same axes as ``points_m``.
    fills : tuple of Fill
        Gaps that were filled.
    notes : tuple of str
        What reading and preparing found or did, one sentence each.
    doubts : tuple of str
        Those of the notes that put a result in doubt.
    rotation : ndarray, shape (3, 3), or None
        Turns a vector from laboratory axes to those of ``points_m``: ``rotation @ v``; None
        until the trial is turned.
    """

    name: str
    source: Path | None
    time_s: FloatArray
    rate_hz: float
    labels: tuple[str, ...]
    points_m: FloatArray
    turned: bool = False
    screen: tuple[str, str] | None = None
    subjects: tuple[str, ...] = ()
    doubled: tuple[tuple[str, ...], ...] = ()
    person: Person = field(default_factory=Person)
    events: tuple[Event, ...] = ()
    analog: Analog | None = None
    plates: tuple[GroundReaction, ...] = ()
    fills: tuple[Fill, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    rotation: FloatArray | None = None

    @property
    def n_frames(self) -> int:
        """Number of frames T."""
        return len(self.time_s)

    def marker(self, label: str) -> FloatArray:
        """Positions of one marker.

        Parameters
        ----------
        label : str
            Its label.

        Returns
        -------
        ndarray, shape (T, 3)
            Metres; NaN where it was not seen.

        Raises
        ------
        LabelError
            If the trial has no such marker.
        """
        if label not in self.labels:
            raise LabelError(
                f"{self.source or self.name}: marker '{label}' is not in the trial; "
                f"it has: {listed(self.labels)}.{did_you_mean(label, self.labels)}"
            )
        return self.points_m[:, self.labels.index(label)]

    def noted(self, *notes: str) -> Trial:
        """A copy with sentences added to its notes."""
        return replace(self, notes=self.notes + notes)

    def to_frame(self) -> pd.DataFrame:
        """Marker positions as a table: index ``time_s``, columns (marker, axis), metres."""
        import pandas as pd

        columns = pd.MultiIndex.from_product(
            [self.labels, ["x", "y", "z"]], names=["marker", "axis"]
        )
        return pd.DataFrame(
            self.points_m.reshape(self.n_frames, -1),
            index=pd.Index(self.time_s, name="time_s"),
            columns=columns,
        )

    def _repr_html_(self) -> str:
        seen = np.isfinite(self.points_m).all(axis=2)
        duration_s = float(self.time_s[-1] - self.time_s[0]) if self.n_frames else 0.0
        axes = "X forward, Y up, Z right" if self.turned else "as recorded"
        return fact_table(
            f"Trial {self.name}",
            [
                ("file", self.source),
                ("person", self.person.name),
                ("frames", f"{self.n_frames} at {self.rate_hz:g} Hz ({duration_s:.1f} s)"),
                ("markers", f"{len(self.labels)}: {listed(self.labels)}"),
                ("not seen", f"{100 * (1 - seen.mean()):.1f} % of places" if seen.size else None),
                ("axes", axes),
                ("force plates", len(self.plates)),
                ("events", len(self.events)),
                ("in doubt", " ".join(self.doubts)),
            ],
        )
