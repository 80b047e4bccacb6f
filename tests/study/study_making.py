"""A study's output folder as a run leaves it, with results of known numbers."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from opensim_wink.study.job import Outcome
from opensim_wink.study.outcomes import write_outcome

NO_WINK, NEUTRAL, BEYOND, UNKNOWN = (
    "no wink", "return to neutral", "flexion beyond neutral", "cannot tell",
)  # fmt: skip
BLOCKS = ("heading",)


@dataclass
class MadeRep:
    """One repetition."""

    verdict: str
    wink: float | None = 1.5
    depth: float | None = 0.3
    hip: float | None = 85.0
    flags: Sequence[str] = ()
    ends: tuple[float, float] | None = None

    def summary(self, n: int) -> dict[str, Any]:
        low, high = self.ends or (None, None)
        return {
            "rep": n,
            "verdict": self.verdict,
            "pelvis_wink_deg": {"value": self.wink, "low": low, "high": high},
            "flags": [flag for flag in self.flags if flag in BLOCKS],
        }


@dataclass
class MadeTrial:
    """One trial: its place, what came of it, its repetitions."""

    participant: str
    trial: str
    reps: Sequence[MadeRep] = ()
    session: str = "1"
    condition: str | None = None
    amount: float | None = None
    state: str = "done"
    step: str = ""
    error: str = ""
    movement: str = "squat"
    flags: Sequence[str] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    limit: float = 5.0

    @property
    def folder(self) -> PurePosixPath:
        return PurePosixPath("participants", self.participant, self.session, self.trial)


def make_study(output: Path, trials: Sequence[MadeTrial], title: str = "Made up") -> Path:
    """Write the folder; a trial of state ``not run`` leaves nothing but its line in the plan."""
    output.mkdir(parents=True, exist_ok=True)
    record = {
        "schema": 1,
        "package": {"name": "opensim-wink", "version": "0"},
        "title": title,
        "study": {"file": "study.yaml", "sha256": "0" * 64},
        "counts": {},
        "trials": [
            {
                "participant": one.participant,
                "session": one.session,
                "trial": one.trial,
                "condition": one.condition,
                "folder": str(one.folder),
                "file": f"{one.trial}.c3d",
            }
            for one in trials
        ],
        "missing": [],
    }
    (output / "study.json").write_text(json.dumps(record))
    for one in trials:
        make_trial(output, one)
    return output


def make_trial(output: Path, one: MadeTrial) -> None:
    """Write a trial's outcome and result."""
    if one.state == "not run":
        return
    key = f"key of {one.trial}"
    log = "last words" if one.state == "failed" else ""
    write_outcome(
        output, Outcome(one.folder, key, one.state, one.step, one.error, 2.5, 0.5, 1, log)
    )
    if one.state == "failed":
        return
    folder = output / one.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.json").write_text(json.dumps(_summary(one)))
    _write_reps(folder / "reps.csv", one)
    files = ["summary.json", "reps.csv", "provenance.json"]
    (folder / "provenance.json").write_text(
        json.dumps(
            {
                "package": {"name": "opensim-wink"},
                "settings": {"wink_threshold_deg": one.limit},
                "files": files,
                "study": {"key": key},
            }
        )
    )


def _summary(one: MadeTrial) -> dict[str, Any]:
    details = {"name": one.condition, "amount": one.amount} if one.condition else None
    flags = [(flag, None) for flag in one.flags]
    flags += [(flag, n) for n, rep in enumerate(one.reps, 1) for flag in rep.flags]
    return {
        "schema": 1,
        "trial": one.trial,
        "condition": one.condition,
        "condition_details": details,
        "movement": one.movement,
        "verdict": one.reps[0].verdict if one.reps else UNKNOWN,
        "reason": "So it is.",
        "reps": [rep.summary(n) for n, rep in enumerate(one.reps, 1)],
        "means": {"pelvis_wink_deg": {"value": 1.0, "sd": None}},
        "standing": None,
        "guard": [{"flag": flag, "rep": n, "blocks": flag in BLOCKS} for flag, n in flags],
        "model": {"mass_kg": 70.0},
        "markers": {"rms_m": {"value": 0.01, "low": None, "high": None}},
    }


def _write_reps(path: Path, one: MadeTrial) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        head = ("rep", "trial", "condition", "verdict", "pelvis_wink_deg", "lumbar_wink_deg",
                "onset_depth_per_leg", "onset_hip_flexion_deg", "bottom_depth_per_leg",
                "hip_locked", "reason", "flags", *one.extra)  # fmt: skip
        table.writerow(head)
        for n, rep in enumerate(one.reps, 1):
            row = (n, one.trial, one.condition, rep.verdict, rep.wink, rep.wink, rep.depth, rep.hip,
                   0.5, False, "because", "", *one.extra.values())  # fmt: skip
            table.writerow(["" if cell is None else cell for cell in row])
