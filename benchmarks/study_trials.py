"""The trials of the study benchmark: packaged samples multiplied, and some broken in many ways.

Run by itself it does nothing; `study.py` uses it, also in the processes of the trials.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from opensim_wink.body.build import packaged_model_path
from opensim_wink.load.settings import LoadSettings
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.worker import preload as preload
from opensim_wink.study.worker import run_job

SAMPLES = Path(__file__).resolve().parents[1] / "sample_trials"
SQUATS = ("wink", "no_wink", "deep_trap", "heels_raised", "arched_return", "rock_back")
TRIALS_EACH = 5
HANGS, CRASHES = "hangs", "crashes"

Break = Callable[[Job, bytes], Job]


def act(job: Job, output: Path, key: str) -> Outcome:
    """An analysis; or what happens where OpenSim crashes or never comes back."""
    if job.trial.endswith(CRASHES):
        from opensim_wink.body.engine import engine

        # The state is used after the model that owns it is gone.
        engine().Model(str(packaged_model_path())).initSystem().getNQ()
    if job.trial.endswith(HANGS):
        time.sleep(86400)
    return run_job(job, output, key)


def nothing(job: Job, _: Path, key: str) -> Outcome:
    """No work at all: what is left is the runner's own."""
    return Outcome(job.folder, key, "done")


def make_study(folder: Path, count: int, share_broken: float = 0.05, seed: int = 0) -> list[Job]:
    """Write the files of a study and list its jobs; the broken ones say how in their names."""
    folder.mkdir(parents=True)
    jobs = [_good(folder, number) for number in range(count)]
    names = [CRASHES, HANGS, *BREAKS]
    number_broken = max(2, round(share_broken * count))
    where = sorted(random.Random(seed).sample(range(count), number_broken))
    for turn, index in enumerate(where):
        name = names[turn % len(names)]
        job = _named(jobs[index], f"{jobs[index].trial}_{name}")
        jobs[index] = BREAKS[name](job, job.trial_path.read_bytes()) if name in BREAKS else job
    return jobs


def is_broken(job: Job) -> bool:
    """Whether nothing may come of it."""
    return any(job.trial.endswith(f"_{name}") for name in (CRASHES, HANGS, *BREAKS))


def _good(folder: Path, number: int) -> Job:
    person, turn = divmod(number, TRIALS_EACH)
    participant, sample = f"P{person:03}", SQUATS[person % len(SQUATS)]
    own = folder / participant
    own.mkdir(exist_ok=True)
    for name, source in (("static", f"{sample}_static"), (f"squat{turn}", sample)):
        target = own / f"{name}.c3d"
        if not target.exists():
            target.symlink_to(SAMPLES / f"{source}.c3d")
    settings = AnalysisSettings(
        samples=100, loads=LoadSettings(level="none"), static=own / "static.c3d"
    )
    trial = f"squat{turn}"
    return Job(
        participant,
        "1",
        trial,
        None,
        own / f"{trial}.c3d",
        None,
        settings,
        PurePosixPath("participants", participant, "1", trial),
    )


def _named(job: Job, trial: str) -> Job:
    path = job.trial_path.with_name(f"{trial}.c3d")
    path.symlink_to(job.trial_path.resolve())
    return replace(job, trial=trial, trial_path=path, folder=job.folder.with_name(trial))


def _written(job: Job, content: bytes) -> Job:
    job.trial_path.unlink()
    job.trial_path.write_bytes(content)
    return job


def _chosen(job: Job, **settings: object) -> Job:
    return replace(job, settings=replace(job.settings, **settings))  # type: ignore[arg-type]


def _beside(job: Job, name: str, text: str) -> Path:
    path = job.trial_path.with_name(f"{job.trial}.{name}")
    path.write_text(text)
    return path


def _missing(job: Job, _: bytes) -> Job:
    job.trial_path.unlink()
    return job


BREAKS: dict[str, Break] = {
    "empty": lambda job, _: _written(job, b""),
    "header_only": lambda job, content: _written(job, content[:512]),
    "cut": lambda job, content: _written(job, content[: len(content) // 5]),
    "no_c3d": lambda job, _: _written(job, b"Time,LASI,RASI\n0,1,2\n" * 100),
    "zeros": lambda job, content: _written(job, content[:8192] + bytes(len(content) - 8192)),
    "missing": _missing,
    "no_static": lambda job, _: _chosen(job, static=job.trial_path.with_name("none.c3d")),
    "bad_static": lambda job, _: _chosen(job, static=_beside(job, "static.c3d", "no trial")),
    "bad_mass": lambda job, _: _chosen(job, mass_kg=200.0),
    "bad_labels": lambda job, _: _chosen(job, label_map=_beside(job, "csv", "a,b,c,d\n1\n")),
    "bad_tasks": lambda job, _: _chosen(job, ik_tasks=_beside(job, "xml", "<nothing/>")),
    "bad_model": lambda job, _: replace(job, model_path=_beside(job, "osim", "<OpenSimDocument>")),
    "bad_reps": lambda job, _: _chosen(job, reps=((900.0, 901.0),)),
}
