"""What a squat analysis returns, and its table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from opensim_wink.notebook import fact_table, number, row_table
from opensim_wink.squat.finding.events import Event
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.finding.scene import RejectedMovement
from opensim_wink.squat.measures.normalised import NormalisedCurves
from opensim_wink.squat.measures.rep_measures import MEASURES
from opensim_wink.squat.measures.safe_depth import SafeDepth
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import Standing
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.verdict import VerdictName

Movement = Literal["squat", "rock_back"]


@dataclass(frozen=True)
class Posture:
    """Depth and angles at one moment of a repetition.

    Attributes
    ----------
    time_s : Estimate
        When.
    depth_fraction : Estimate
        Share of the repetition's depth, 0..1.
    depth_m, depth_per_leg, box_height_cm : Estimate
        Drop of the hip centres, the same over leg length, and the box touched there.
    hip_flexion_deg, knee_flexion_deg, ankle_dorsiflexion_deg, thigh_inclination_deg : Estimate
        Mean of both sides.
    pelvis_change_deg, lumbar_change_deg : Estimate
        Posterior pelvic tilt and lumbar flexion less those of standing.
    """

    time_s: Estimate
    depth_fraction: Estimate
    depth_m: Estimate
    depth_per_leg: Estimate
    box_height_cm: Estimate
    hip_flexion_deg: Estimate
    knee_flexion_deg: Estimate
    ankle_dorsiflexion_deg: Estimate
    thigh_inclination_deg: Estimate
    pelvis_change_deg: Estimate
    lumbar_change_deg: Estimate


@dataclass(frozen=True)
class SquatRep:
    """What was measured of one repetition.

    Attributes
    ----------
    repetition : Repetition
        Its frames and times.
    verdict : {"no wink", "return to neutral", "flexion beyond neutral", "cannot tell"}
        The answer.
    reason : str
        The sentence for it, with its numbers.
    pelvis_wink_deg, lumbar_wink_deg : Estimate
        Amplitudes, ≥ 0; NaN where they could not be measured.
    onset : Posture or None
        Where the wink begins; None where there is none.
    onset_shape : str or None
        Shape of the reversal there: ``"vee"``, ``"bowl"``, ``"plateau"`` or ``"lowest sample"``.
    segmented_depth_fraction, onset_disagreement : Estimate or None
        Second opinion on the onset and how far it lies from the first; None without an onset.
    unwind_deg, true_flexion_deg : Estimate or None
        Lumbar movement from onset to bottom, split at neutral; None without an onset.
    bottom : Posture
        Depth and angles at the deepest frame.
    crease_below_knee : bool or None
        Hip centres below knee centres at the bottom; None where unknown.
    hip_locked : bool or None
        Whether hip flexion stops while depth goes on; None where the intervals do not tell.
    measures : dict of str to Estimate
        Cycle, hysteresis, rhythm, hip lock and differences of sides (defined by
        `opensim_wink.squat.measures.rep_measures.definitions`); and how far the pelvis left the
        middle.
    level_shares : dict of str to float
        Share of each lumbar level, by joint; empty where the model has one level only.
    flags : tuple of str
        Names of the guard's flags that object to it.
    """

    repetition: Repetition
    verdict: VerdictName
    reason: str
    pelvis_wink_deg: Estimate
    lumbar_wink_deg: Estimate
    onset: Posture | None
    onset_shape: str | None
    segmented_depth_fraction: Estimate | None
    onset_disagreement: Estimate | None
    unwind_deg: Estimate | None
    true_flexion_deg: Estimate | None
    bottom: Posture
    crease_below_knee: bool | None
    hip_locked: bool | None
    measures: dict[str, Estimate] = field(default_factory=dict)
    level_shares: dict[str, float] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeanOfReps:
    """A number over the repetitions of a trial.

    Attributes
    ----------
    mean : Estimate
        With the interval that marker errors and the spread of the repetitions give together.
    sd : float
        Standard deviation over repetitions; NaN for one.
    n : int
        Repetitions in which it is known.
    detectable_change : float
        Smallest difference between two such trials, markers in place, that is more than error;
        NaN where no interval is known.
    """

    mean: Estimate
    sd: float
    n: int
    detectable_change: float


@dataclass(frozen=True, eq=False)
class SquatAnalysis:
    """The squats of one trial and what they say.

    Attributes
    ----------
    reps : tuple of SquatRep
        One a squat.
    rejected : tuple of RejectedMovement
        Movements that are no squats, each with its reason.
    standing : Standing or None
        Reference of all changes and, where no neutral is given, of the lumbar split.
    neutral_lumbar_flexion_deg : float
        Neutral that the lumbar movement was split at; NaN where there is none.
    verdict : {"no wink", "return to neutral", "flexion beyond neutral", "cannot tell"}
        Answer for the trial.
    reason : str
        The sentence for it.
    definitions : dict of str to str
        What each quantity means.
    notes : tuple of str
        What could not be checked.
    settings : SquatSettings
        What was asked for.
    means : dict of str to MeanOfReps
        Pelvic and lumbar wink, and depth and joint angles at the onset, over the repetitions.
    safe_depth : tuple of SafeDepth
        How deep one may go, by the worst repetition and by their mean; only repetitions that the
        guard does not object to count.
    curves : NormalisedCurves
        Curves of all repetitions on common axes.
    events : tuple of Event
        Starts, onsets, bottoms, ends and other movements, in order of time.
    phases : ndarray of str, shape (T,)
        Phase of every frame.
    n_samples : int
        Draws that the intervals rest on; 0 where there are none.
    movement : {"squat", "rock_back"}
        What the repetitions are; a rock-back is measured as a squat is, see
        `opensim_wink.squat.rock_back.analysis`.
    """

    reps: tuple[SquatRep, ...]
    rejected: tuple[RejectedMovement, ...]
    standing: Standing | None
    neutral_lumbar_flexion_deg: float
    verdict: VerdictName
    reason: str
    definitions: dict[str, str]
    notes: tuple[str, ...]
    settings: SquatSettings
    means: dict[str, MeanOfReps]
    safe_depth: tuple[SafeDepth, ...]
    curves: NormalisedCurves
    events: tuple[Event, ...]
    phases: NDArray[np.str_]
    n_samples: int
    movement: Movement = "squat"

    def to_frame(self) -> pd.DataFrame:
        """One row a repetition, index ``rep``, units in the column names, NaN for what is not."""
        rows = [_row(rep) for rep in self.reps]
        index = pd.Index([rep.repetition.number for rep in self.reps], name="rep")
        return pd.DataFrame(rows, index=index, columns=list(_row(None)))

    def _repr_html_(self) -> str:
        title = "Squats" if self.movement == "squat" else "Rocking back"
        facts: list[tuple[str, object]] = [("verdict", self.verdict), ("why", self.reason)]
        return fact_table(title, facts) + row_table(_SHOWN, [_shown(rep) for rep in self.reps])


_SHOWN = ("rep", "bottom s", "pelvic wink", "lumbar flexion", "onset at % of depth", "verdict")


def _shown(rep: SquatRep) -> tuple[object, ...]:
    """One row for a notebook."""
    wink, lumbar = rep.pelvis_wink_deg, rep.lumbar_wink_deg
    onset = None if rep.onset is None else rep.onset.depth_fraction
    return (
        rep.repetition.number,
        number(rep.repetition.bottom_s, digits=2),
        number(wink.value, "°", wink.low, wink.high),
        number(lumbar.value, "°", lumbar.low, lumbar.high),
        "–" if onset is None else number(100 * onset.value, digits=0),
        rep.verdict,
    )


def _value(estimate: Estimate | None) -> float:
    return float("nan") if estimate is None else estimate.value


def _row(rep: SquatRep | None) -> dict[str, object]:
    """One row of the table; the column names alone where ``rep`` is None."""
    times = ("start_s", "bottom_s", "end_s", "descent_s", "pause_s", "ascent_s")
    row: dict[str, object] = {
        name: None if rep is None else getattr(rep.repetition, name) for name in times
    }
    row["verdict"] = None if rep is None else rep.verdict
    for name in ("pelvis_wink_deg", "lumbar_wink_deg", "unwind_deg", "true_flexion_deg"):
        row[name] = None if rep is None else _value(getattr(rep, name))
    for moment in ("onset", "bottom"):
        at = None if rep is None else getattr(rep, moment)
        for name in (part.name for part in fields(Posture)):
            if moment == "bottom" and name in ("time_s", "depth_fraction"):
                continue
            row[f"{moment}_{name}"] = _value(None if at is None else getattr(at, name))
    for name in ("segmented_depth_fraction", "onset_disagreement"):
        row[name] = None if rep is None else _value(getattr(rep, name))
    for name in MEASURES:
        row[name] = None if rep is None else _value(rep.measures.get(name))
    for name in ("onset_shape", "crease_below_knee", "hip_locked", "reason"):
        row[name] = None if rep is None else getattr(rep, name)
    row["flags"] = None if rep is None else "; ".join(rep.flags)
    return row


def frames_of_reps(squat: SquatAnalysis, n_frames: int) -> NDArray[np.bool_]:
    """Frames that belong to a repetition.

    Parameters
    ----------
    squat : SquatAnalysis
        The repetitions.
    n_frames : int
        Frames of the trial, T.

    Returns
    -------
    ndarray of bool, shape (T,)
        False throughout where there is no repetition.
    """
    frames = np.zeros(n_frames, dtype=np.bool_)
    for rep in squat.reps:
        frames[rep.repetition.start : rep.repetition.end + 1] = True
    return frames
