"""``summary.json``: the verdict and every headline number, as scripts rely on it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.errors import OutputError
from opensim_wink.report.guard_parts import guard_limits
from opensim_wink.report.hip.summary import hip_summary
from opensim_wink.report.load.summary import summary_of_loads
from opensim_wink.report.muscle.moments import muscle_moments
from opensim_wink.report.muscle.summary import MUSCLE_DEFINITIONS, muscle_summary
from opensim_wink.report.rep_summary import (
    mean_summary,
    measured,
    rep_summary,
    safe_depth_summary,
)
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.report.tables import marker_errors
from opensim_wink.squat.measures import circumstances, joint_ranges, proportions
from opensim_wink.trial.runs import runs

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis
    from opensim_wink.motion.motion import Motion
    from opensim_wink.scaling.subject import ScaledSubject
    from opensim_wink.squat.standing import Standing
    from opensim_wink.trial.trial import Trial

SCHEMA = 1
SUMMARY = "summary.json"


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
        "condition_details": None if analysis.condition is None else asdict(analysis.condition),
        "movement": squat.movement,
        "verdict": squat.verdict,
        "reason": squat.reason,
        "person": _person(analysis),
        "reps": [
            rep_summary(rep, its_setting)
            for rep, its_setting in zip(squat.reps, analysis.found.settings_of_reps, strict=True)
        ],
        "means": {name: mean_summary(mean) for name, mean in squat.means.items()},
        "safe_depth": [safe_depth_summary(depth) for depth in squat.safe_depth],
        "intervals": _intervals(analysis),
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
        "events": [vars(event) for event in squat.events],
        "guard": _guard(analysis),
        "rep_guard": [
            {name: value if name == "rep" else measured(value) for name, value in vars(one).items()}
            for one in analysis.found.rep_guard
        ],
        "guard_limits": guard_limits(),
        "verify": None,
        "muscle": muscle_summary(
            analysis.muscle, muscle_moments(analysis.muscle, analysis.signals, squat)
        )
        | {"hamstrings": analysis.hamstrings.to_dict()},
        "load": _load(analysis),
        "hip": hip_summary(analysis.hip),
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
        | {f"setting.{k}": v for k, v in circumstances.DEFINITIONS.items()}
        | {f"person.{k}": v for k, v in proportions.DEFINITIONS.items()}
        | {f"person.{k}": v for k, v in joint_ranges.DEFINITIONS.items()}
        | {f"muscle.{k}": v for k, v in MUSCLE_DEFINITIONS.items()},
        "warnings": _warnings(analysis),
        "notes": list(dict.fromkeys((*analysis.notes, *squat.notes))),
    }


def _person(analysis: Analysis) -> Json:
    """How the person is built, by the scaled model, and how far the joints went in this trial."""
    lengths, reached = analysis.found.proportions.numbers(), analysis.found.ranges
    return {
        "name": analysis.settings.person,
        "proportions": {name: measured(value) for name, value in lengths.items()},
        "ranges": {name: found.value_deg.to_dict() for name, found in reached.items()},
    }


def _load(analysis: Analysis) -> Json:
    """Moments and forces, beside what is published."""
    found = analysis.loading
    if found is None:
        return summary_of_loads(None, (), analysis.signals, analysis.squat)
    return summary_of_loads(
        found.loads,
        found.reps,
        analysis.signals,
        analysis.squat,
        residuals=found.residuals,
        ranges=found.ranges,
    )


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


def _intervals(analysis: Analysis) -> Json:
    """What the 95 % intervals rest on."""
    settings, n, noise = analysis.settings, analysis.squat.n_samples, analysis.found.noise
    return {
        "samples": n,
        "seed": settings.seed if n else None,
        "noise": asdict(noise.noise) if n and noise else None,
        "assumed_noise": asdict(noise.assumed) if n and noise else None,
    }


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
