"""What a comparison reads of a result folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opensim_wink.claims.comparability import TrialRecord
from opensim_wink.errors import OutputError, listed
from opensim_wink.report.draws import DRAWS, StoredDraws, read_draws
from opensim_wink.report.result_folder import ResultFolder, read_rep_numbers, read_result_folder
from opensim_wink.report.summary import SUMMARY

_NEEDED = ("trial", "reps", "model", "muscle", "neutral_lumbar_flexion_deg")


@dataclass(frozen=True, eq=False)
class ComparedResult(ResultFolder):
    """What a comparison reads of a folder that ``analyze`` wrote.

    Attributes
    ----------
    values : dict of str to ndarray, shape (R,)
        Numbers of ``reps.csv``.
    drawn : StoredDraws or None
        Its ``draws.npz``; None in folders of earlier versions.
    """

    values: dict[str, np.ndarray]
    drawn: StoredDraws | None

    @property
    def raised_deg(self) -> dict[str, float]:
        """Straight-leg raises that the analysis was given, by side; none that it assumed."""
        raises = (self.summary["muscle"].get("hamstrings") or {}).get("raises", ())
        return {
            str(entry["side"]): float(entry["angle_deg"])
            for entry in raises
            if entry["known_from"] != "assumed"
        }

    @property
    def record(self) -> TrialRecord:
        """How it was recorded and analysed, for the rules of comparability."""
        summary, drawn = self.summary, self.drawn
        model, person = summary["model"], summary.get("person") or {}
        factors = (model["scaling"] or {}).get("factors", {})
        told = person.get("proportions") or {}
        lengths = {name: (entry or {}).get("value") for name, entry in told.items()}
        neutral = summary["neutral_lumbar_flexion_deg"]["value"] if summary["reps"] else None
        return TrialRecord(
            name=self.folder.name,
            place=str(self.folder),
            person=str(person.get("name") or ""),
            model=(model["family"], model["lumbar_levels"]),
            mass_kg=float(model["mass_kg"]),
            factors={body: tuple(map(float, each)) for body, each in factors.items()},
            lengths_cm={n: float(v) for n, v in lengths.items() if n.endswith("_cm") and v},
            static=self.fingerprint("static"),
            neutral_deg=neutral,
            settings=dict(self.provenance.get("settings", {})),
            raises_deg={side: (angle,) for side, angle in self.raised_deg.items()},
            reps=len(summary["reps"]),
            seed=None if drawn is None else drawn.seed,
            samples=None if drawn is None else drawn.n_samples,
            recording=self.fingerprint("trial"),
            spans_s=tuple(
                (float(rep["start_s"]), float(rep["end_s"]))
                for rep in summary["reps"]
                if {"start_s", "end_s"} <= rep.keys()
            ),
            values=self.values,
        )


def read_compared(folder: Path) -> ComparedResult:
    """Read everything that is compared of one folder.

    Parameters
    ----------
    folder : Path
        One that ``analyze`` wrote.

    Returns
    -------
    ComparedResult
        Summary, provenance, numbers of the repetitions and their draws.

    Raises
    ------
    OutputError
        If something is missing or broken, or parts tell of different repetitions.
    """
    result = read_result_folder(folder)
    lacking = [key for key in _NEEDED if key not in result.summary]
    if lacking:
        raise OutputError(f"{folder / SUMMARY}: lacks {listed(lacking)}; run analyze again.")
    values = read_rep_numbers(result)
    drawn = read_draws(folder / DRAWS)
    if drawn is not None and drawn.reps != result.reps:
        raise OutputError(
            f"{folder / DRAWS}: tells of repetitions {listed(map(str, drawn.reps))}, {SUMMARY} of "
            f"{listed(map(str, result.reps))}; run analyze again."
        )
    return ComparedResult(folder, result.summary, result.provenance, values, drawn)
