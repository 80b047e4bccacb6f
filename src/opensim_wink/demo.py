"""The whole chain over the sample trials, each answer beside the truth that went in."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opensim_wink.analysis import analyze
from opensim_wink.errors import WinkError
from opensim_wink.following import Progress
from opensim_wink.report.files import write_results
from opensim_wink.report.folder import check_output_folder
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings


@dataclass(frozen=True)
class DemoRow:
    """One sample trial: what was found and what is true.

    Attributes
    ----------
    name : str
        Trial name.
    about : str
        What the trial is, for people.
    verdict, true_verdict : str
        The answer and the truth; the verdict is ``"refused"`` where the trial was.
    wink_deg, true_wink_deg : float
        Largest pelvic wink of its repetitions, degrees; NaN where there is none.
    reps : int
        Squats found.
    detail : str
        The reason, one sentence.
    """

    name: str
    about: str
    verdict: str
    true_verdict: str
    wink_deg: float
    true_wink_deg: float
    reps: int
    detail: str

    @property
    def right(self) -> bool:
        """Whether the verdict is the true one."""
        return self.verdict == self.true_verdict


def run_demo(
    folder: Path,
    *,
    overwrite: bool = False,
    command: Sequence[str] = (),
    progress: Progress | None = None,
    told: Callable[[DemoRow], None] | None = None,
) -> tuple[DemoRow, ...]:
    """Analyse every sample trial with the packaged model, scaled from its own standing trial.

    Parameters
    ----------
    folder : Path
        Gets one result folder a trial.
    overwrite : bool
        Whether earlier results there may be replaced.
    command : sequence of str
        The command line, for the provenance.
    progress : callable, optional
        Called with the step's name, how much is done and how much there is.
    told : callable, optional
        Called with each row as soon as it is known.

    Returns
    -------
    tuple of DemoRow
        One row a trial, in alphabetical order.

    Raises
    ------
    OutputError
        If a result folder is taken or cannot be written.
    TrialError
        If the sample trials are missing.
    """
    trials = list(_trials(samples_folder()))
    for trial, _ in trials:
        check_output_folder(folder / trial.stem, overwrite=overwrite)
    rows = []
    for trial, truth in trials:
        row = _run(trial, truth, folder / trial.stem, overwrite, command, progress)
        rows.append(row)
        if told is not None:
            told(row)
    return tuple(rows)


def _trials(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        if truth["static"] != f"{truth['trial']}.c3d" and not truth["trial"].endswith("_static"):
            yield folder / f"{truth['trial']}.c3d", truth


def _run(
    trial: Path,
    truth: dict[str, Any],
    folder: Path,
    overwrite: bool,
    command: Sequence[str],
    progress: Progress | None,
) -> DemoRow:
    settings = AnalysisSettings(
        static=trial.with_name(truth["static"]),
        barbell_kg=truth["held_kg"] or None,
        condition=truth["condition"],
    )
    squats = [rep["pelvis_wink_deg"] for rep in truth["reps"]]
    try:
        analysis = analyze(trial, None, settings, progress=progress)
        write_results(analysis, folder, csv=False, overwrite=overwrite, command=command)
    except WinkError as error:
        verdict, wink, reps, detail = "refused", math.nan, 0, str(error)
    else:
        found = [rep.pelvis_wink_deg.value for rep in analysis.squat.reps]
        verdict, detail = analysis.squat.verdict, analysis.squat.reason
        wink, reps = max(found, default=math.nan), len(found)
    return DemoRow(
        name=trial.stem,
        about=truth["about"],
        verdict=verdict,
        true_verdict=truth["verdict"],
        wink_deg=wink,
        true_wink_deg=max(squats, default=math.nan),
        reps=reps,
        detail=detail,
    )
