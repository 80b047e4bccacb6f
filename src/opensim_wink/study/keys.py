"""What a job is known by: the content of all that its result depends on."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink import __version__
from opensim_wink.conditions.sidecar import SIDECAR, find_sidecar
from opensim_wink.errors import OutputError, SettingError
from opensim_wink.report import provenance
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job

SCHEMA = 1


def job_key(job: Job) -> str:
    """Fingerprint of a job: equal keys give equal results.

    It covers the bytes and names of every file that the job reads, what ``conditions.yaml`` says of
    the trial, all settings, and the versions of this package and of OpenSim. It does not cover the
    folders that the files lie in, so that a study may be moved.

    Parameters
    ----------
    job : Job
        The job.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    from opensim_wink.body.build import packaged_model_path

    # Only where it is named, so that results without stay as they are.
    surfaces = {} if job.geometry is None else {"geometry": _surfaces(job.geometry)}
    return fingerprint(
        {
            **surfaces,
            "schema": SCHEMA,
            "versions": versions(),
            "trial": Path(job.trial_path),
            "model": Path(job.model_path) if job.model_path else packaged_model_path(),
            "named": job.model_path is not None,  # a model given without a static is not scaled
            "settings": job_settings(job),
            "sidecar": _sidecar(Path(job.trial_path)),
        }
    )


def stated_key(job: Job) -> str:
    """Fingerprint of what a study states of a job: of names and settings, without any file's bytes.

    Quick for all trials of a study. Results of another one were made by another version of the
    program or with other settings, so they must not be counted with those of this one.

    Parameters
    ----------
    job : Job
        The job.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    stated = asdict(job_settings(job))
    names = {name: one.name if isinstance(one, Path) else one for name, one in stated.items()}
    files = [one and Path(one).name for one in (job.trial_path, job.model_path)]
    return fingerprint({"versions": versions(), "files": files, "settings": names})


def job_settings(job: Job) -> AnalysisSettings:
    """The settings that a job is run with.

    Parameters
    ----------
    job : Job
        The job.

    Returns
    -------
    AnalysisSettings
        Its own, with the condition and the person that the study states.
    """
    settings = job.settings
    if job.condition is not None:
        settings = replace(settings, condition=job.condition)
    if settings.person is None:
        settings = replace(settings, person=job.participant)
    return settings


def fingerprint(content: Any) -> str:
    """SHA-256 over nested plain values, arrays, dataclasses and files.

    A file counts by its name and bytes, not by its folder.

    Parameters
    ----------
    content : Any
        Mappings, sequences, arrays, dataclasses, numbers, text, None and paths.

    Returns
    -------
    str
        SHA-256 in hexadecimal.

    Raises
    ------
    TypeError
        If something in it is none of these.
    """
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Versions that results depend on.

    Returns
    -------
    dict of str to str
        Of this package and of OpenSim.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        engine = version("opensim")
    except PackageNotFoundError:  # a build of one's own
        engine = "unknown"
    return {"opensim-wink": __version__, "opensim": engine}


def _sidecar(trial: Path) -> Any:
    """What ``conditions.yaml`` says of this trial: a line for another trial changes nothing."""
    try:
        found = find_sidecar(trial)
    except SettingError:
        return trial.parent / SIDECAR  # the fault is told when the job runs
    if found is None:
        return None
    return [found.person, found.static, found.conditions[trial.name]]


def _surfaces(folder: Path) -> list[str]:
    """Name and fingerprint of each surface in a folder."""
    from opensim_wink.body.meshes import SUFFIXES

    try:
        files = sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES)
        return [f"{one.name} {_surface(one, *_version(one))}" for one in files]
    except OSError:
        return ["cannot be read"]


def _version(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_size, known.st_mtime_ns


@cache
def _surface(path: Path, _size: int, _changed_ns: int) -> str:
    """Fingerprint of a surface that every trial of a study has; read once."""
    return _content(path)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, np.ndarray):
        numbers = np.ascontiguousarray(value)
        return [str(value.dtype), list(value.shape), sha256(numbers.tobytes()).hexdigest()]
    if isinstance(value, Path):
        return ["file", value.name, _content(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in a key")


def _content(path: Path) -> str:
    """Fingerprint of a file; one that cannot be read has a name for that: the job tells why."""
    try:
        if path.is_file():  # a pipe would be waited for without end
            return provenance.sha256(path)
    except (OutputError, OSError, ValueError):
        pass
    return "cannot be read"
