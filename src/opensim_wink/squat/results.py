"""What a squat analysis returns, and its table."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from opensim_wink.squat.estimate import Estimate
from opensim_wink.squat.repetitions import Repetition
from opensim_wink.squat.scene import RejectedMovement
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import Standing
from opensim_wink.squat.verdict import VerdictName


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
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
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

    def to_frame(self) -> pd.DataFrame:
        """One row a repetition, index ``rep``, units in the column names, NaN for what is not."""
        rows = [_row(rep) for rep in self.reps]
        index = pd.Index([rep.repetition.number for rep in self.reps], name="rep")
        return pd.DataFrame(rows, index=index, columns=list(_row(None)))


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
        for field in fields(Posture):
            if moment == "bottom" and field.name in ("time_s", "depth_fraction"):
                continue
            row[f"{moment}_{field.name}"] = _value(None if at is None else getattr(at, field.name))
    for name in ("segmented_depth_fraction", "onset_disagreement"):
        row[name] = None if rep is None else _value(getattr(rep, name))
    for name in ("onset_shape", "crease_below_knee", "reason"):
        row[name] = None if rep is None else getattr(rep, name)
    row["flags"] = None if rep is None else "; ".join(rep.flags)
    return row
