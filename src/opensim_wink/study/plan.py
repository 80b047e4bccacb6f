"""What a study would run: every trial that was found or listed, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from opensim_wink.errors import SettingError, did_you_mean, listed
from opensim_wink.study.job import Job

STATICS = "statics"
"""What a session has too many of: `Missing.what` of it."""


@dataclass(frozen=True)
class Missing:
    """Something that the study needs, or would do better with.

    Attributes
    ----------
    participant, session, trial : str
        Whom it concerns; empty where it concerns all of them.
    what : str
        ``trial``, ``static``, ``model``, ``labels``, ``mass``, ``baseline`` …; `STATICS` where
        there are too many.
    reason : str
        One sentence.
    blocks : bool
        Whether the trials that it concerns cannot run.
    """

    participant: str
    session: str
    trial: str
    what: str
    reason: str
    blocks: bool

    @property
    def place(self) -> str:
        """Whom it concerns, in one word: ``P01/S1/squat_1``."""
        return "/".join(part for part in (self.participant, self.session, self.trial) if part)


@dataclass(frozen=True)
class Plan:
    """What a study would run.

    Attributes
    ----------
    path : Path
        The study's file.
    sha256 : str
        Of its bytes.
    title : str
        As the study calls itself; its file's name without ending where it does not.
    jobs : tuple of Job
        Sorted by folder; those with a missing file are among them and will fail with that reason.
    missing : tuple of Missing
        What is not there.
    readings : tuple of str
        What words in the names of files were taken for, where the study does not say.
    """

    path: Path
    sha256: str
    title: str
    jobs: tuple[Job, ...]
    missing: tuple[Missing, ...]
    readings: tuple[str, ...] = ()

    @property
    def without_trial(self) -> tuple[str, ...]:
        """Participants whom the study lists, and no trial is of."""
        have = {job.participant for job in self.jobs}
        listed_alone = {
            one.participant
            for one in self.missing
            if one.participant and not one.session and one.what == "trial"
        }
        return tuple(sorted(listed_alone - have))

    @property
    def blocked(self) -> tuple[Job, ...]:
        """Jobs that cannot run for want of a file."""
        stops = {(m.participant, m.session, m.trial) for m in self.missing if m.blocks}
        return tuple(j for j in self.jobs if (j.participant, j.session, j.trial) in stops)

    def only(self, participants: Iterable[str]) -> Plan:
        """The part of the plan that concerns some participants.

        Parameters
        ----------
        participants : iterable of str
            Their names.

        Returns
        -------
        Plan
            Their jobs, and what they miss.

        Raises
        ------
        SettingError
            If the plan has no trial of one of them.
        """
        wanted = list(participants)
        known = sorted({job.participant for job in self.jobs})
        for name in wanted:
            if name in self.without_trial:
                raise SettingError(
                    f"{self.path}: participant '{name}' is listed, and no trial of it was found; "
                    f"there are {listed(known)}."
                )
            if name not in known:
                raise SettingError(
                    f"{self.path}: no trial of participant '{name}'; there are {listed(known)}."
                    f"{did_you_mean(name, known)}"
                )
        return replace(
            self,
            jobs=tuple(job for job in self.jobs if job.participant in wanted),
            missing=tuple(one for one in self.missing if one.participant in ("", *wanted)),
        )

    def with_geometry(self, folder: Path) -> Plan:
        """The same plan with the models' surfaces from one folder, for every trial's report.

        Parameters
        ----------
        folder : Path
            The models' Geometry folder.

        Returns
        -------
        Plan
            Its jobs have it.
        """
        return replace(self, jobs=tuple(replace(job, geometry=folder) for job in self.jobs))


def plan_study(path: Path | str) -> Plan:
    """Read a study's file and find every trial of it.

    Parameters
    ----------
    path : Path or str
        The study, a YAML file.

    Returns
    -------
    Plan
        The jobs, and what is missing. Nothing is written; of the trials only those of one size are
        opened, to find copies.

    Raises
    ------
    SettingError
        With every fault of its file at once, each with its place; if the file has none, with every
        fault of what it finds.
    """
    from opensim_wink.study.jobs import find_jobs
    from opensim_wink.study.settings import read_study

    study = read_study(Path(path))
    jobs, missing, readings = find_jobs(study)
    return Plan(Path(path), study.sha256, study.title, jobs, missing, readings)
