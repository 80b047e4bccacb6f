"""The ``analyze`` line that repeats one trial of a study by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job
from opensim_wink.study.keys import job_settings

_FILES = {
    "labels": "label_map",
    "static": "static",
    "ik-tasks": "ik_tasks",
    "slr": "slr",
    "second-model": "second_model",
    "hip-shape": "hip_shape",
    "grf": "ground_reaction",
    "external-loads": "external_loads",
}
_VALUES = {
    "subject": "subject",
    "solver": "solver",
    "mass": "mass_kg",
    "height": "height_m",
    "barbell": "barbell_kg",
    "condition": "condition",
    "neutral": "neutral",
    "cutoff": "cutoff_hz",
    "threshold": "wink_threshold_deg",
    "samples": "samples",
    "seed": "seed",
}
_LOADS = {
    "loads": "level",
    "bar-at": "bar_place",
    "abdominal-pressure": "abdominal_pressure_kpa",
    "ligament-share": "ligament_share",
}
_OTHERS = ("person", "scaled", "reps", "noise", "learn_noise")


def command_of(job: Job) -> tuple[str, ...] | None:
    """The ``analyze`` line that gives the same result as a job.

    Its paths are seen from the study's data folder, so they are the same wherever the study's
    output lies; a file outside that folder goes by its name alone, as in every provenance.

    Parameters
    ----------
    job : Job
        The trial.

    Returns
    -------
    tuple of str or None
        Words after the program's name. None where Python has set something that the command line
        has no option for.
    """
    settings = job_settings(job)
    if not _can_be_typed(settings):
        return None
    base = job.trial_path.parent if job.data is None else job.data
    words = ["analyze", _not_an_option(_seen_from(base, job.trial_path))]
    for name, value in _options(job, settings, base):
        if value is None:
            words.append(f"--{name}")
        elif value.startswith("-"):
            words.append(f"--{name}={value}")
        else:
            words += [f"--{name}", value]
    return (*words, "-o", str(job.folder))


def _options(job: Job, settings: AnalysisSettings, base: Path) -> Iterator[tuple[str, str | None]]:
    """Every option that is not at its default; None for one without a value."""
    usual = AnalysisSettings()
    for name, path in (("model", job.model_path), ("geometry", job.geometry)):
        if path is not None:
            yield name, _seen_from(base, path)
    for name, field in _FILES.items():
        path = getattr(settings, field)
        if path is not None:
            yield name, _seen_from(base, path)
    for name, field in _VALUES.items():
        value = getattr(settings, field)
        if value != getattr(usual, field):
            yield name, _value(value)
    if settings.scaled:
        yield "scaled", None
    if settings.reps is not None:
        yield "reps", ",".join(f"{_value(start)}-{_value(end)}" for start, end in settings.reps)
    if settings.hamstrings.slr_deg is not None:
        yield "slr", _value(settings.hamstrings.slr_deg)
    yield from _load_options(settings.loads)
    if not settings.learn_noise:
        yield "noise", _noise(settings.noise)


def _load_options(loads: LoadSettings) -> Iterator[tuple[str, str | None]]:
    usual = LoadSettings()
    for name, field in _LOADS.items():
        if getattr(loads, field) != getattr(usual, field):
            yield name, _value(getattr(loads, field))
    if loads.hand_weights_kg:
        yield "hand-weights", ",".join(map(_value, loads.hand_weights_kg))
    if not loads.estimate_ground:
        yield "no-ground-estimate", None
    if loads.passive_fibres:
        yield "passive-fibres", None


def _can_be_typed(settings: AnalysisSettings) -> bool:
    """Whether the command line has an option for all that is not at its default."""
    usual = AnalysisSettings()
    named = {*_FILES.values(), *_VALUES.values(), *_OTHERS, "loads", "hamstrings"}
    rest = [field.name for field in fields(settings) if field.name not in named]
    return (
        all(getattr(settings, name) == getattr(usual, name) for name in rest)
        and replace(settings.hamstrings, slr_deg=None) == LombardSettings()
        and (settings.slr is None or settings.hamstrings.slr_deg is None)
        and (not settings.learn_noise or settings.noise == usual.noise)
        and (settings.loads.bar_place == "back" or bool(settings.barbell_kg))
    )


def _noise(noise: MarkerNoise) -> str:
    if noise == MarkerNoise.none():
        return "none"
    usual = MarkerNoise()
    sizes = {field.name: getattr(noise, field.name) for field in fields(noise)}
    told = {name: size for name, size in sizes.items() if size != getattr(usual, name)}
    # Both, for a size of one stated alone also sets the other; and one must be stated at least.
    told |= {name: sizes[name] for name in ("sd_mm", "filled_sd_mm")}
    return ",".join(f"{name.removesuffix('_mm')}={_value(size)}" for name, size in told.items())


def _value(value: Any) -> str:
    """A setting as it is typed; reading it gives the same number."""
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _seen_from(base: Path, path: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name


def _not_an_option(path: str) -> str:
    return f"./{path}" if path.startswith("-") else path
