"""One person's trials made up by mechanism, in memory and as the folders that they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.report.draws import DRAWS, StoredDraws, store_draws

REPS, SAMPLES = 3, 60
GRID = np.linspace(0.0, 0.6, 61)
# Wink and lumbar flexion beyond neutral (°), depth of the onset (leg lengths), flexion of hip and
# ankle at onset and bottom (°): a hip that ends at 95°, whatever helps.
SHORT_HIP: dict[str, dict[str, Any]] = {
    "baseline": {"wink": 17, "lumbar": 11, "onset": 0.27, "hip": (94, 95), "ankle": (23, 34)},
    "heels_raised": {"wink": 11, "lumbar": 7, "onset": 0.33, "hip": (93, 95), "ankle": (20, 27)},
    "supported": {"wink": 11, "lumbar": 7, "onset": 0.32, "hip": (92, 95), "ankle": (25, 33)},
    "neutral_start": {"wink": 17, "lumbar": 11, "onset": 0.27, "hip": (94, 95), "ankle": (23, 34)},
    "rock_back": {"wink": 8, "lumbar": 9, "onset": 0.3, "hip": (95, 97), "ankle": (0, 0)},
}
RAISED = {"straight_leg_hip_flexion_r_deg": 80.0, "straight_leg_hip_flexion_l_deg": 4.0}


def squat(name: str, condition: Condition, what: Mapping[str, Any], seed: int) -> ConditionTrial:
    """Repetitions with noise of each and an error of the skin that all trials share."""
    rng = np.random.default_rng([seed, *condition.name.encode()])
    skin = 0.8 * np.random.default_rng(seed).standard_normal(SAMPLES)
    (on, bottom), ankle = what["hip"], what["ankle"]
    whole = {
        "pelvis_wink_deg": what["wink"],
        "lumbar_wink_deg": what["lumbar"],
        "bottom_hip_flexion_deg": bottom,
        "bottom_ankle_dorsiflexion_deg": ankle[1],
    }
    onset = {
        "onset_hip_flexion_deg": on,
        "onset_ankle_dorsiflexion_deg": ankle[0],
        "true_flexion_deg": what["lumbar"],
        "unwind_deg": 0.0,
    }
    values = {
        key: value + 0.4 * rng.standard_normal(REPS) for key, value in (whole | onset).items()
    }
    draws = {
        key: value[:, None] + 0.5 * skin + 0.4 * rng.standard_normal((REPS, SAMPLES))
        for key, value in values.items()
    }
    for key, depth in (("onset_depth_per_leg", what["onset"]), ("bottom_depth_per_leg", 0.45)):
        values[key] = depth + 0.004 * rng.standard_normal(REPS)
        draws[key] = values[key][:, None] + 0.004 * rng.standard_normal((REPS, SAMPLES))
    way = np.interp(GRID, [0.0, what["onset"], 0.45], [0.0, -20.0, what["wink"] - 20.0])
    curve = np.where(GRID <= 0.45, way, np.nan) + 0.4 * rng.standard_normal((REPS, 1))
    error = 0.5 * skin * (GRID / 0.6)[:, None] + 0.2 * rng.standard_normal((REPS, 1, SAMPLES))
    return ConditionTrial(
        name=name,
        condition=condition,
        reps=tuple(range(1, REPS + 1)),
        usable=np.ones(REPS, dtype=np.bool_),
        verdicts=("flexion beyond neutral",) * REPS,
        values=values,
        draws=draws,
        descent=Descent(
            GRID, {"pelvis_change_deg": curve}, {"pelvis_change_deg": curve[..., None] + error}
        ),
        person={"mass_kg": 75.0},
        hamstrings={},
    )


def leg_raise(name: str = "raise") -> ConditionTrial:
    """A trial without repetitions: the right leg raised to 80°."""
    nothing = np.zeros(0, dtype=np.bool_)
    condition = Condition("straight_leg_raise", side="right")
    return ConditionTrial(
        name, condition, (), nothing, (), {}, {}, None, {"mass_kg": 75.0, **RAISED}, {}
    )


def short_hip(without: tuple[str, ...] = (), seed: int = 0, note: str = "") -> Session:
    """A person whose hip ends early, through a protocol."""
    notes = {"baseline": note}
    trials = [
        squat(name, Condition(name, note=notes.get(name, "")), what, seed)
        for name, what in SHORT_HIP.items()
        if name not in without
    ]
    if "straight_leg_raise" not in without:
        trials.append(leg_raise())
    return Session("P01", tuple(trials))


def write_trial(folder: Path, trial: ConditionTrial, seed: int = 0, **model: Any) -> Path:
    """The files of a result that a comparison reads."""
    folder.mkdir(parents=True)
    condition = trial.condition
    summary = {
        "schema": 1,
        "trial": trial.name,
        "condition": condition.name,
        "condition_details": {
            "name": condition.name, "amount": condition.amount, "note": condition.note,
            "side": condition.side, "joint": condition.joint, "known": condition.known,
        },
        "movement": "rock_back" if condition.name == "rock_back" else "squat",
        "reps": [
            {"rep": number, "verdict": verdict, "flags": []}
            for number, verdict in zip(trial.reps, trial.verdicts, strict=True)
        ],
        "neutral_lumbar_flexion_deg": {"value": -20.0, "low": None, "high": None},
        "person": {"ranges": {n: {"value": v} for n, v in trial.person.items() if n != "mass_kg"}},
        "muscle": {"hamstrings": dict(trial.hamstrings)},
        "model": {
            "family": "packaged", "lumbar_levels": 5, "mass_kg": 75.0,
            "scaling": {"factors": {"pelvis": [1.0, 1.0, 1.0]}}, **model,
        },
    }  # fmt: skip
    record = {
        "settings": {"cutoff_hz": 6.0, "wink_threshold_deg": 5.0},
        "inputs": [{"part": "static", "sha256": "abc"}],
    }
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (folder / "provenance.json").write_text(json.dumps(record), encoding="utf-8")
    table = pd.DataFrame({"rep": trial.reps, "trial": trial.name, **trial.values})
    table.to_csv(folder / "reps.csv", index=False)
    empty = Descent(np.zeros(0), {})
    store_draws(folder / DRAWS, StoredDraws(seed, trial.reps, trial.draws, trial.descent or empty))
    return folder


def write_session(place: Path, session: Session) -> list[Path]:
    """A folder for each trial, named as its condition."""
    return [write_trial(place / trial.condition.name, trial) for trial in session.trials]
