"""Run one job in this process: analyse the trial, write its result, say where it failed."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import TracebackType

from opensim_wink.errors import OutputError, WinkError
from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.keys import job_settings, stated_key
from opensim_wink.study.links import SUBJECTS
from opensim_wink.study.outcomes import sync_folder, sync_tree
from opensim_wink.study.repeating import command_of

Run = Callable[[Job, Path, str], Outcome]

_NEEDED = (
    "c3d",
    "daqp",
    "matplotlib.backends.backend_svg",
    "pandas",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "scipy.signal",
    "scipy.stats",
    "opensim_wink.analysis",
    "opensim_wink.report.files",
    "opensim_wink.study.subjects",
)

# The first of these functions, by module, on the way down to an error names the step that it came
# from.
_PACKAGE = "opensim_wink."
_STEPS = {
    "analysis._with_sidecar": "read",
    "body.model_file.check_model_file": "read",
    "following.record": "read",
    "motion.from_file.read_motion": "read",
    "reference_trials.solved_leg_raise": "read",
    "scaling.choose.choose_subject": "scale",
    "body.subject.load_subject": "scale",
    "squat.needs.check_model_shows_wink": "scale",
    "following.prepare": "follow",
    "following.solve": "follow",
    "assessing.assess": "measure",
    "analysis._gathered": "measure",
    "report.files.write_results": "write",
    "study.worker.check_place": "write",
    "report.folder.check_output_folder": "write",
    "study.outcomes.sync_tree": "write",
    "study.worker._make_parents": "write",
}


def preload() -> None:
    """Import all that an analysis needs, so that a forked process starts at once."""
    for name in _NEEDED:
        import_module(name)
    from opensim_wink.body.build import packaged_model_path
    from opensim_wink.body.subject import load_subject

    load_subject(packaged_model_path())  # opens the engine; what it caches, every job shares


def run_job(job: Job, output: Path, key: str) -> Outcome:
    """Analyse a trial and write its result, in this process.

    Parameters
    ----------
    job : Job
        The trial.
    output : Path
        The study's output folder; written are ``output / job.folder`` and ``output / "subjects"``.
    key : str
        From `opensim_wink.study.keys.job_key`; it goes into the result's ``provenance.json``.

    Returns
    -------
    Outcome
        ``done`` or ``failed``: no error of the trial, its files or its memory is raised.
    """
    from opensim_wink.analysis import analyze
    from opensim_wink.report.files import write_results
    from opensim_wink.report.folder import check_output_folder
    from opensim_wink.study.subjects import SubjectStore

    try:
        where = Path(output) / job.folder
        check_place(Path(output), job.folder)
        check_output_folder(where, overwrite=True)  # before any work is spent on it
        _make_parents(where)
        analysis = analyze(
            job.trial_path,
            job.model_path,
            job_settings(job),
            scaler=SubjectStore(Path(output) / SUBJECTS).scale,
        )
        write_results(
            analysis,
            where,
            overwrite=True,
            command=command_of(job),
            study={"key": key, "stated": stated_key(job)},
            geometry=job.geometry,
        )
        sync_tree(where)
        sync_folder(where.parent)
    except (Exception, MemoryError) as error:
        return failure(job.folder, key, error)
    return Outcome(job.folder, key, "done")


def check_place(output: Path, folder: PurePosixPath) -> None:
    """Refuse a result folder that would lie outside the study's output folder.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folder : PurePosixPath
        A job's folder in it.

    Raises
    ------
    OutputError
        If it is absolute, has ``..`` in it, or leads out over a link.
    """
    plain = bool(folder.parts) and not folder.is_absolute() and ".." not in folder.parts
    root = Path(output).resolve()
    if not plain or root not in (root / folder).resolve().parents:
        raise OutputError(
            f"{folder}: this result would lie outside {output}; give the participant, session and "
            "trial plain names."
        )


def _make_parents(where: Path) -> None:
    """Make the folders above a result, and keep them: two trials of a person may share them.

    Were they left to the first that writes, its failure would take them away from the second.
    """
    where.parent.mkdir(parents=True, exist_ok=True)


def failure(folder: PurePosixPath, key: str, error: BaseException) -> Outcome:
    """The outcome of a job that ended with an error.

    Parameters
    ----------
    folder : PurePosixPath
        The job's.
    key : str
        The job's.
    error : BaseException
        As it was caught: its traceback tells the step.

    Returns
    -------
    Outcome
        ``failed``. An error that this package does not raise on purpose is named with its class,
        and its traceback is printed, so that it is in the outcome's log.
    """
    if isinstance(error, WinkError):
        return Outcome(folder, key, "failed", step_of(error), one_line(str(error)))
    traceback.print_exception(error)
    if isinstance(error, MemoryError):
        return Outcome(
            folder, key, "failed", "memory", one_line(f"no more memory to be had: {error}")
        )
    words = one_line(f"{type(error).__name__}: {error}")
    return Outcome(folder, key, "failed", step_of(error), f"not foreseen: {words}")


def step_of(error: BaseException) -> str:
    """Where in an analysis an error came from.

    Parameters
    ----------
    error : BaseException
        As it was caught.

    Returns
    -------
    str
        ``read``, ``scale``, ``follow``, ``measure`` or ``write``.
    """
    for name in _functions(error.__traceback__):
        if name in _STEPS:
            return _STEPS[name]
    return "measure"


def one_line(text: str, longest: int = 1000) -> str:
    """Text on one line, cut where it is very long.

    Parameters
    ----------
    text : str
        Any text.
    longest : int
        Characters to keep at most.

    Returns
    -------
    str
        Without line breaks.
    """
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _functions(trace: TracebackType | None) -> Iterator[str]:
    """Functions of this package on the way down to an error, as ``module.function``."""
    while trace is not None:
        code = trace.tb_frame.f_code
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(_PACKAGE):
            yield f"{module.removeprefix(_PACKAGE)}.{code.co_name}"
        trace = trace.tb_next


def clear_remains(where: Path) -> None:
    """Remove what killed runs left beside a result; only for whoever holds the job's lock.

    Parameters
    ----------
    where : Path
        The job's result folder. Where a run was killed between moving the earlier result away and
        the new one in, the earlier one is put back.
    """
    from opensim_wink.report.folder import hidden_beside

    for left, earlier in hidden_beside(where):
        if earlier and not where.exists():
            left.rename(where)
        else:
            shutil.rmtree(left, ignore_errors=True)
