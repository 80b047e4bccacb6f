"""``summary.json``: the verdict and every headline number, as scripts rely on it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.report.tables import marker_errors
from opensim_wink.squat.estimate import Estimate
from opensim_wink.trial.runs import runs

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis
    from opensim_wink.motion.motion import Motion
    from opensim_wink.muscle.curves import MuscleCurves
    from opensim_wink.scaling.subject import ScaledSubject
    from opensim_wink.squat.results import Posture, SquatAnalysis, SquatRep
    from opensim_wink.squat.standing import Standing
    from opensim_wink.trial.trial import Trial

SCHEMA = 1
SUMMARY = "summary.json"

_MUSCLE_DEFINITIONS = {
    "standing_m": (
        "Muscle–tendon length along its path from origin to insertion, in the last standing frame "
        "before the descent."
    ),
    "onset_m": "The same at the onset of the wink; null where there is none.",
    "bottom_m": "The same at the deepest frame.",
    "standing_to_bottom_percent": "Change from standing to the bottom over the standing length.",
    "onset_to_bottom_percent": "Change from onset to the bottom over the standing length.",
}


def summarise(analysis: Analysis) -> Json:
    """Gather what was found, ready for strict JSON.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.

    Returns
    -------
    dict
        Measured numbers as ``{"value", "low", "high"}``, the ends being those of the 95 %
        interval, None where none is known; the other keys are in ``docs/outputs.md``.
    """
    squat = analysis.squat
    return {
        "schema": SCHEMA,
        "trial": analysis.name,
        "condition": analysis.settings.condition,
        "verdict": squat.verdict,
        "reason": squat.reason,
        "reps": [_rep(rep) for rep in squat.reps],
        "rejected": [
            {
                "start_s": movement.start_s,
                "end_s": movement.end_s,
                "reason": movement.reason,
                "detail": movement.detail,
            }
            for movement in squat.rejected
        ],
        "standing": _standing(squat.standing),
        "neutral_lumbar_flexion_deg": measured(squat.neutral_lumbar_flexion_deg),
        "guard": _guard(analysis),
        "muscle": _muscle(analysis.muscle, squat),
        "load": {},
        "markers": _markers(analysis),
        "model": {
            "name": analysis.subject.name,
            "file": analysis.model_path.name,
            "family": analysis.subject.profile.family,
            "lumbar_levels": analysis.subject.profile.lumbar_levels,
            "mass_kg": analysis.subject.mass_kg,
            "missing": list(analysis.subject.profile.missing),
            "scaling": _scaling(analysis.scaled),
        },
        "definitions": squat.definitions
        | {f"muscle.{k}": v for k, v in _MUSCLE_DEFINITIONS.items()},
        "warnings": _warnings(analysis),
        "notes": list(dict.fromkeys((*analysis.notes, *squat.notes))),
    }


def _warnings(analysis: Analysis) -> list[str]:
    """Those of the notes that put the result in doubt."""
    doubts = analysis.trial.doubts if analysis.trial else ()
    scaling = analysis.scaled.warnings if analysis.scaled else ()
    return list(dict.fromkeys((*doubts, *scaling)))


def _scaling(scaled: ScaledSubject | None) -> Json | None:
    """How the model was scaled; None where it was taken as it is."""
    if scaled is None:
        return None
    return {
        "factors": {body: factor.tolist() for body, factor in scaled.scale_factors.items()},
        "landmark_error_mm": dict(scaled.landmark_error_mm),
        "markers_moved": [m.marker.name for m in scaled.markers if m.how == "moved"],
        "markers_added": [m.marker.name for m in scaled.markers if m.how == "added"],
        "warnings": list(scaled.warnings),
    }


def measured(value: float, low: float | None = None, high: float | None = None) -> Json:
    """A measured number in the shape of the contract."""
    return dict(Estimate(float(value), low, high).to_dict())


def load_summary(folder: Path | str) -> Json:
    """Read the summary of a result.

    Parameters
    ----------
    folder : Path or str
        The folder that ``analyze`` wrote.

    Returns
    -------
    dict
        As `summarise` made it.

    Raises
    ------
    OutputError
        If there is no summary, or one of a schema that this version does not know.
    """
    path = Path(folder) / SUMMARY
    summary = read_json(path, "summary")
    if summary.get("schema") != SCHEMA:
        raise OutputError(
            f"{path}: schema {summary.get('schema')!r}; this version reads schema {SCHEMA}: "
            "run analyze again."
        )
    return summary


def _rep(rep: SquatRep) -> Json:
    times = rep.repetition
    return {
        "rep": times.number,
        "start_s": times.start_s,
        "bottom_s": times.bottom_s,
        "end_s": times.end_s,
        "source": times.source,
        "verdict": rep.verdict,
        "reason": rep.reason,
        "pelvis_wink_deg": rep.pelvis_wink_deg.to_dict(),
        "lumbar_wink_deg": rep.lumbar_wink_deg.to_dict(),
        "onset": _onset(rep),
        "unwind_deg": _or_none(rep.unwind_deg),
        "true_flexion_deg": _or_none(rep.true_flexion_deg),
        "bottom": _posture(rep.bottom),
        "crease_below_knee": rep.crease_below_knee,
        "flags": list(rep.flags),
    }


def _onset(rep: SquatRep) -> Json | None:
    if rep.onset is None:
        return None
    return _posture(rep.onset) | {
        "shape": rep.onset_shape,
        "segmented_depth_fraction": _or_none(rep.segmented_depth_fraction),
        "onset_disagreement": _or_none(rep.onset_disagreement),
    }


def _or_none(estimate: Estimate | None) -> Json | None:
    return None if estimate is None else dict(estimate.to_dict())


def _posture(posture: Posture) -> Json:
    return {field.name: getattr(posture, field.name).to_dict() for field in fields(posture)}


def _standing(standing: Standing | None) -> Json | None:
    if standing is None:
        return None
    return {
        "source": standing.source,
        "n_frames": standing.n_frames,
        "hip_height_m": measured(standing.hip_height_m),
        "posterior_pelvic_tilt_deg": measured(standing.posterior_pelvic_tilt_deg),
        "lumbar_flexion_deg": measured(standing.lumbar_flexion_deg),
        "hip_flexion_deg": measured(standing.hip_flexion_deg),
        "knee_flexion_deg": measured(standing.knee_flexion_deg),
    }


def _guard(analysis: Analysis) -> list[Json]:
    """One entry a flag and repetition; ``rep`` is None for frames outside all repetitions."""
    entries = []
    for flag in analysis.guard:
        inside = [
            (
                rep.repetition.number,
                int(flag.frames[rep.repetition.start : rep.repetition.end + 1].sum()),
            )
            for rep in analysis.squat.reps
        ]
        touched: list[tuple[int | None, int]] = [(n, frames) for n, frames in inside if frames]
        for number, frames in touched or [(None, int(flag.frames.sum()))]:
            entries.append(
                {
                    "flag": flag.flag,
                    "rep": number,
                    "value": flag.value,
                    "limit": flag.limit,
                    "reason": flag.reason,
                    "blocks": flag.blocks,
                    "frames": frames,
                }
            )
    return entries


def _muscle(muscle: MuscleCurves, squat: SquatAnalysis) -> Json:
    """Lengths and changes of each muscle, by its native name."""
    found: Json = {}
    for column, (name, group, side) in enumerate(
        zip(muscle.names, muscle.groups, muscle.sides, strict=True)
    ):
        length = muscle.length_m[:, column]
        found[name] = {
            "group": group,
            "side": side,
            "reps": [_muscle_rep(muscle.time_s, length, rep) for rep in squat.reps],
        }
    return found


def _muscle_rep(time_s: NDArray[np.float64], length_m: NDArray[np.float64], rep: SquatRep) -> Json:
    standing = float(length_m[rep.repetition.start])
    bottom = float(length_m[rep.repetition.bottom])
    row: Json = {
        "rep": rep.repetition.number,
        "standing_m": measured(standing),
        "onset_m": None,
        "bottom_m": measured(bottom),
        "standing_to_bottom_percent": measured(100.0 * (bottom - standing) / standing),
        "onset_to_bottom_percent": None,
    }
    if rep.onset is not None:
        # Plain interpolation: a NaN neighbour makes the length unknown, as it should.
        onset = float(np.interp(rep.onset.time_s.value, time_s, length_m))
        row["onset_m"] = measured(onset)
        row["onset_to_bottom_percent"] = measured(100.0 * (bottom - onset) / standing)
    return row


def _markers(analysis: Analysis) -> Json:
    """How well the model met the markers, which followed which, and what was filled."""
    motion: Motion = analysis.motion
    rms, largest = marker_errors(motion)
    known = np.isfinite(rms)
    whole = float(np.sqrt(np.nanmean(rms[known] ** 2))) if known.any() else float("nan")
    mapping = analysis.match.mapping if analysis.match else {}
    return {
        "solver": motion.solver,
        "rms_m": measured(whole),
        "max_m": measured(float(largest[known].max()) if known.any() else float("nan")),
        "max_at": _worst_marker(motion) if known.any() else None,
        "followed": {name: mapping.get(name, name) for name in motion.markers},
        "weights": dict(zip(motion.markers, motion.weights.tolist(), strict=True)),
        "fills": _fills(analysis.trial) if analysis.trial else [],
        "open_gaps": _open_gaps(analysis.trial) if analysis.trial else [],
    }


def _worst_marker(motion: Motion) -> Json:
    """The marker farthest from the model, and when."""
    error = np.where(np.isfinite(motion.marker_error_m), motion.marker_error_m, -np.inf)
    frame, marker = np.unravel_index(int(error.argmax()), error.shape)
    return {"marker": motion.markers[marker], "time_s": float(motion.time_s[frame])}


def _fills(trial: Trial) -> list[Json]:
    return [
        {
            "marker": fill.marker,
            "first_s": float(trial.time_s[fill.first]),
            "last_s": float(trial.time_s[fill.last]),
            "frames": fill.last - fill.first + 1,
            "method": fill.method,
            "source": list(fill.source),
        }
        for fill in trial.fills
    ]


def _open_gaps(trial: Trial) -> list[Json]:
    """Gaps that were not filled, of markers that are seen at least once."""
    missing = np.asarray(~np.isfinite(trial.points_m).all(axis=2))
    return [
        {
            "marker": label,
            "first_s": float(trial.time_s[first]),
            "last_s": float(trial.time_s[stop - 1]),
            "frames": stop - first,
        }
        for column, label in enumerate(trial.labels)
        if not missing[:, column].all()
        for first, stop in runs(missing[:, column])
    ]
