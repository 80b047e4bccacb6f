"""Jobs out of the trials of a study, and what is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from opensim_wink.conditions.sidecar import SIDECAR, Sidecar, read_sidecar
from opensim_wink.conditions.vocabulary import read_condition
from opensim_wink.errors import SettingError, counted, listed
from opensim_wink.study.duplicates import same_recordings
from opensim_wink.study.faults import refusal
from opensim_wink.study.job import Job
from opensim_wink.study.merging import merged, settings_of
from opensim_wink.study.names import folder_of, printable, within
from opensim_wink.study.plan import STATICS, Missing
from opensim_wink.study.readings import readings
from opensim_wink.study.settings import Study
from opensim_wink.study.trial_files import (
    Finding,
    FoundTrial,
    find_trials,
    levels_of,
    meaning_of,
    no_such,
)
from opensim_wink.study.walking import is_file, names_in

_MOST_HINTS = 20
_MOTIONS = (".mot", ".sto")


def find_jobs(study: Study) -> tuple[tuple[Job, ...], tuple[Missing, ...], tuple[str, ...]]:
    """Everything that a study would run, and what is missing.

    Parameters
    ----------
    study : Study
        Its file.

    Returns
    -------
    jobs : tuple of Job
        Sorted by folder.
    missing : tuple of Missing
        What stops a trial, and what only makes its result poorer.
    readings : tuple of str
        What words in the names of files were taken for.

    Raises
    ------
    SettingError
        With every fault at once.
    """
    found = find_trials(study)
    planner = _Planner(study)
    jobs = [job for trial in found.trials if (job := planner.job(trial)) is not None]
    jobs = sorted(_without_references(jobs, found), key=lambda job: job.folder)
    faults = [*found.faults, *planner.faults(), *same_recordings(jobs, study.data)]
    if faults:
        raise refusal(study.path, faults)
    missing = [*planner.broken, *_unreadable(found, study.data), *_not_there(jobs, study.data)]
    missing += [*_nobody(study, jobs), *_poorer(jobs, planner)]
    words = {planner.words[place] for job in jobs if (place := _place(job)) in planner.words}
    return tuple(jobs), tuple(missing), tuple(readings(words))


def _place(job: Job) -> tuple[str, str, str]:
    return job.participant, job.session, job.trial


class _Planner:
    """Turns trials into jobs, gathering what is wrong."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._sidecars: dict[Path, Sidecar | str | None] = {}
        self._wrong: dict[str, list[str]] = {}
        self.broken: list[Missing] = []
        """Sidecar files that cannot be read."""
        self.conditions: dict[tuple[str, str, str], str | None] = {}
        """Trial → the name of its condition, those of ``conditions.yaml`` among them."""
        self.words: dict[tuple[str, str, str], str] = {}
        """Trial → the word of its path that its condition was read from, unless the study says
        what the word stands for."""

    def job(self, trial: FoundTrial) -> Job | None:
        """The job of a trial; None, with the fault noted, where it cannot be one."""
        try:
            return self._job(trial)
        except SettingError as error:
            self._wrong.setdefault(str(error), []).append("/".join(trial.place))
            return None

    def faults(self) -> Iterator[str]:
        """What cannot be, each once, with the trials that it concerns."""
        for fault, places in self._wrong.items():
            more = f" (and {counted(len(places) - 1, 'other')})" if len(places) > 1 else ""
            yield f"{places[0]}{more}: {fault}"

    def _job(self, trial: FoundTrial) -> Job:
        levels = levels_of(self._study, trial.place)
        stated = merged(self._study.content.defaults, *levels)
        stated |= {"condition": self._condition(trial, stated, levels)}
        values = dict(trial.values)
        if stated["condition"] is not None:
            values = {"condition": read_condition(stated["condition"]).name, **values}
        settings, model = settings_of(stated, values, self._study.data)
        sidecar = self._sidecar(trial)
        if sidecar is not None:
            settings = replace(
                settings,
                static=settings.static or sidecar.static,
                person=settings.person or sidecar.person,
            )
        settings = replace(settings, person=settings.person or trial.participant)
        self.conditions[trial.place] = (
            read_condition(settings.condition).name
            if settings.condition is not None
            else sidecar.conditions[trial.path.name].name
            if sidecar is not None
            else None
        )
        return Job(
            *trial.place,
            settings.condition,
            trial.path,
            model,
            settings,
            folder_of(*trial.place),
            self._study.data,
        )

    def _condition(
        self, trial: FoundTrial, stated: dict[str, Any], levels: tuple[Any, ...]
    ) -> str | None:
        """What is said of trial, session or participant; else the file's path; else defaults."""
        said = [level for level in levels if level is not None]
        if trial.word is not None and not any("condition" in one.stated() for one in said):
            if trial.word not in self._study.content.conditions:
                self.words[trial.place] = trial.word
            return meaning_of(self._study, trial.word)
        written = stated.get("condition")
        if written is None:
            return None
        return self._study.content.conditions.get(written, written)

    def _sidecar(self, trial: FoundTrial) -> Sidecar | None:
        """What the ``conditions.yaml`` beside the trial says, where it names the trial."""
        folder = trial.path.parent
        if folder not in self._sidecars:
            try:
                path = folder / SIDECAR
                self._sidecars[folder] = read_sidecar(path) if path.is_file() else None
            except SettingError as error:
                self._sidecars[folder] = str(error)
        found = self._sidecars[folder]
        if isinstance(found, str):
            told = within(found, [self._study.data])
            self.broken.append(Missing(*trial.place, "conditions", told, True))
            return None
        return found if found is not None and trial.path.name in found.conditions else None


def _without_references(jobs: list[Job], found: Finding) -> list[Job]:
    """Without found files that serve others as their static trial or leg raise."""
    named = {trial.place for trial in found.trials if trial.listed}
    serve = {
        os.path.normpath(path)
        for job in jobs
        for path in (job.settings.static, job.settings.slr)
        if path is not None
    }
    return [
        job for job in jobs if os.path.normpath(job.trial_path) not in serve or _place(job) in named
    ]


def files_of(job: Job) -> list[tuple[str, Path]]:
    """Every file that a job reads, with what it is.

    Parameters
    ----------
    job : Job
        The job.

    Returns
    -------
    list of (str, Path)
        By the names of the study's options, the recording as ``trial``.
    """
    settings = job.settings
    files = [
        ("trial", job.trial_path),
        ("static", settings.static),
        ("model", job.model_path),
        ("labels", settings.label_map),
        ("ik_tasks", settings.ik_tasks),
        ("slr", settings.slr),
        ("second_model", settings.second_model),
        ("hip_shape", settings.hip_shape),
        ("grf", settings.ground_reaction),
        ("external_loads", settings.external_loads),
    ]
    return [(what, path) for what, path in files if path is not None]


def _not_there(jobs: list[Job], data: Path) -> Iterator[Missing]:
    """Files that are named and cannot be read, and motions without their model."""
    wrong: dict[Path, str] = {}
    for job in jobs:
        place = _place(job)
        for what, path in files_of(job):
            if path not in wrong:
                shown = path.relative_to(data) if path.is_relative_to(data) else path
                wrong[path] = (
                    f"there is no file {shown}"
                    if not is_file(path)
                    else ""
                    if os.access(path, os.R_OK)
                    else f"you may not read {shown}"
                )
            if wrong[path]:
                yield Missing(*place, what, wrong[path], True)
        if job.model_path is None and job.trial_path.suffix.lower() in _MOTIONS:
            yield Missing(*place, "model", "a motion needs the model it was solved with", True)


def _unreadable(found: Finding, data: Path) -> Iterator[Missing]:
    for folder, why in found.unreadable:
        told = f"{printable(within(str(folder), [data]))}: cannot be looked into: {why}"
        yield Missing("", "", "", "folder", told, False)
    for path, what in found.odd.items():
        told = f"{printable(within(str(path), [data]))} is {what}, and is left out"
        yield Missing("", "", "", "trial", told, False)


def _nobody(study: Study, jobs: list[Job]) -> Iterator[Missing]:
    """Who and what the study speaks of, and no trial is of."""
    content = study.content
    if not jobs:
        inside = listed(map(printable, names_in(study.data)), 5)
        holds = f"{printable(str(study.data))} holds {inside}"
        yield Missing("", "", "", "trial", f"no file fits {listed(content.pattern)}; {holds}", True)
        return
    sessions: dict[str, set[str]] = {}
    trials: dict[tuple[str, str], set[str]] = {}
    for job in jobs:
        sessions.setdefault(job.participant, set()).add(job.session)
        trials.setdefault((job.participant, job.session), set()).add(job.trial)
    unseen = 0
    for name, person in content.participants.items():
        if name not in sessions:
            unseen += 1
            # Among thousands of names, looking for a close one takes long.
            hint = unseen <= _MOST_HINTS
            told = no_such(name, sorted(sessions), "participant", content.participants, hint=hint)
            yield Missing(name, "", "", "trial", told, False)
            continue
        for session, entry in person.entries().items():
            if session not in sessions[name]:
                told = no_such(session, sorted(sessions[name]), "session", person.entries())
                yield Missing(name, session, "", "trial", told, False)
                continue
            have = trials[name, session]
            for trial in entry.trials:
                if trial not in have:
                    told = no_such(trial, sorted(have), "trial", entry.trials)
                    yield Missing(name, session, trial, "trial", told, False)


def _names(paths: set[str]) -> list[str]:
    return sorted(printable(Path(path).name) for path in paths)


def _poorer(jobs: list[Job], planner: _Planner) -> Iterator[Missing]:
    """What a result would be better with."""
    by_person: dict[str, list[Job]] = {}
    by_session: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        by_person.setdefault(job.participant, []).append(job)
        by_session.setdefault((job.participant, job.session), []).append(job)
    for name, mine in by_person.items():
        weighed = [job for job in mine if job.settings.mass_kg is None]
        if weighed and any(job.trial_path.suffix.lower() not in _MOTIONS for job in weighed):
            told = "not stated: taken from the file or the plates, else assumed"
            yield Missing(name, "", "", "mass", told, False)
    for (name, session), mine in by_session.items():
        bare = [
            job
            for job in mine
            if job.settings.static is None and job.trial_path.suffix.lower() not in _MOTIONS
        ]
        if bare:
            told = f"none for {counted(len(bare), 'trial')}: standing is looked for in the squats"
            yield Missing(name, session, "", "static", told, False)
        statics = {os.path.normpath(one) for job in mine if (one := job.settings.static)}
        if len(statics) > 1:
            told = (
                f"{len(statics)} static trials in one session ({listed(_names(statics), 3)}): "
                "neutral and scale differ between them; give one"
            )
            yield Missing(name, session, "", STATICS, told, False)
        under = {planner.conditions.get(_place(job)) for job in mine} - {None}
        if under and "baseline" not in under:
            told = f"no trial to compare {listed(sorted(map(str, under)))} with"
            yield Missing(name, session, "", "baseline", told, False)
