"""Events and phases of a trial, to be written beside the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.finding.scene import RejectedMovement
from opensim_wink.squat.signals import SquatSignals

DEFINITIONS = {
    "start": "Last standing frame before the descent.",
    "onset": "Where the wink begins.",
    "bottom start": "First frame of the bottom phase, within 2 % of the deepest.",
    "bottom": "Deepest frame.",
    "bottom end": "Last frame of the bottom phase; a pause lies between its two ends.",
    "end": "First standing frame after the ascent.",
    "other": "A movement that is no squat, from its start to its end, with the reason.",
}


@dataclass(frozen=True)
class Event:
    """One moment of a trial.

    Attributes
    ----------
    time_s : float
        When.
    frame : int
        The nearest frame.
    rep : int or None
        Number of the repetition; None for other movements.
    name : str
        A key of ``DEFINITIONS``, with ``" start"`` or ``" end"`` for other movements.
    detail : str
        Why another movement is no squat; empty for events of squats.
    """

    time_s: float
    frame: int
    rep: int | None
    name: str
    detail: str = ""


def events(
    signals: SquatSignals,
    reps: Sequence[Repetition],
    rejected: Sequence[RejectedMovement] = (),
    onsets_s: Mapping[int, float] | None = None,
) -> tuple[Event, ...]:
    """All events of a trial in order of time.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, for its frames.
    reps : sequence of Repetition
        The squats.
    rejected : sequence of RejectedMovement
        Other movements.
    onsets_s : mapping of int to float, optional
        Number of the repetition to the time of its onset, where it has one.

    Returns
    -------
    tuple of Event
        Sorted by time.
    """
    found: list[Event] = []
    for rep in reps:
        times = {
            "start": rep.start_s,
            "bottom start": rep.bottom_start_s,
            "bottom": rep.bottom_s,
            "bottom end": rep.bottom_end_s,
            "end": rep.end_s,
        }
        onset = (onsets_s or {}).get(rep.number)
        if onset is not None:
            times["onset"] = onset
        for name, when in times.items():
            frame = int(np.argmin(np.abs(signals.time_s - when)))
            found.append(Event(when, frame, rep.number, name))
    for movement in rejected:
        words = f"{movement.reason}: {movement.detail}"
        found.append(Event(movement.start_s, movement.start, None, "other start", words))
        found.append(Event(movement.end_s, movement.end, None, "other end", words))
    return tuple(sorted(found, key=lambda event: (event.time_s, event.frame)))


def phases(
    n_frames: int,
    reps: Sequence[Repetition],
    rejected: Sequence[RejectedMovement] = (),
) -> NDArray[np.str_]:
    """Phase of every frame.

    Parameters
    ----------
    n_frames : int
        Frames of the trial.
    reps : sequence of Repetition
        The squats.
    rejected : sequence of RejectedMovement
        Other movements.

    Returns
    -------
    ndarray of str, shape (T,)
        ``"descent"``, ``"bottom"``, ``"ascent"``, ``"other"`` for movements that are no squats,
        and ``"standing"`` for what is left.
    """
    names = np.full(n_frames, "standing", dtype="<U8")
    for movement in rejected:
        names[movement.start : movement.end + 1] = "other"
    for rep in reps:
        names[rep.start : rep.bottom_start] = "descent"
        names[rep.bottom_start : rep.bottom_end + 1] = "bottom"
        names[rep.bottom_end + 1 : rep.end + 1] = "ascent"
    return names
