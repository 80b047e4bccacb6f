"""One trial of a study: what is run, where its result goes, and what it is known by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from opensim_wink.settings import AnalysisSettings


@dataclass(frozen=True)
class Job:
    """One trial of a study.

    Attributes
    ----------
    participant, session, trial : str
        As the study names them; the trial by its file's name without ending.
    condition : str or None
        As stated in the study; None leaves it to ``conditions.yaml``.
    trial_path : Path
        The recording.
    model_path : Path or None
        The model; the packaged one where None.
    settings : AnalysisSettings
        Everything else that is chosen.
    folder : PurePosixPath
        Where its result goes, inside the study's output folder: never absolute, no ``..``.
    data : Path or None
        The study's data folder, which the command that repeats the trial is told from; the
        recording's own folder where None.
    geometry : Path or None
        Folder with the model's surfaces for the report's figure; what lies beside the model where
        None.
    """

    participant: str
    session: str
    trial: str
    condition: str | None
    trial_path: Path
    model_path: Path | None
    settings: AnalysisSettings
    folder: PurePosixPath
    data: Path | None = None
    geometry: Path | None = None


@dataclass(frozen=True)
class Limits:
    """What one trial may take.

    Attributes
    ----------
    seconds : float
        Time by the clock, after which it is ended.
    memory_gb : float
        Memory that its process may hold (resident), where the system can tell: on Linux.
    """

    seconds: float = 600.0
    memory_gb: float = 8.0


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes
    ----------
    folder : PurePosixPath
        The job's.
    key : str
        Of its content: inputs, settings and version.
    state : str
        ``done``, ``failed`` or ``reused`` (a whole result with the same key was there).
    step : str
        Where it failed: ``read``, ``scale``, ``follow``, ``measure``, ``write``, ``process`` (its
        process died), ``time`` or ``memory`` (limits); empty where it did not.
    error : str
        Why, one line; empty where it did not fail.
    seconds : float
        It took.
    memory_gb : float
        Most memory that its process held; 0 where the system cannot tell.
    attempts : int
        How often it was tried with this key.
    log : str
        Last lines that its process printed, OpenSim's included; empty where it did not fail.
    """

    folder: PurePosixPath
    key: str
    state: str
    step: str = ""
    error: str = ""
    seconds: float = 0.0
    memory_gb: float = 0.0
    attempts: int = 1
    log: str = ""
