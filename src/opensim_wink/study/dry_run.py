"""What a study would run and what is missing, as a page for the terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

from opensim_wink.errors import counted, listed
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job
from opensim_wink.study.plan import STATICS, Missing, Plan
from opensim_wink.study.walking import is_folder

_NARROWEST = 40


def plan_text(plan: Plan, width: int = 100, done: Collection[PurePosixPath] = ()) -> str:
    """The plan as a page.

    Parameters
    ----------
    plan : Plan
        What would run, and what is missing.
    width : int
        Columns to wrap long sentences to.
    done : collection of PurePosixPath
        Folders of the trials that an earlier run has done, as `already_done` finds them.

    Returns
    -------
    str
        Trials by participant and session; what stops some; what is missing besides; what is in
        doubt; the conditions; the options in force.
    """
    stopped = {(job.participant, job.session, job.trial) for job in plan.blocked}
    people = {job.participant for job in plan.jobs}
    running = len(plan.jobs) - len(stopped)
    head = (
        f"{plan.title}: {counted(len(plan.jobs), 'trial')} of {counted(len(people), 'participant')}"
    )
    taken = f" ({len(done)} done already)" if done else ""
    lines = [f"{head}; {running} can run{taken}{f', {len(stopped)} cannot' if stopped else ''}."]
    sessions: dict[tuple[str, str], list[Job]] = {}
    for job in plan.jobs:
        sessions.setdefault((job.participant, job.session), []).append(job)
    for jobs in sessions.values():
        lines += ["", *_session_lines(jobs, stopped, done)]
    lines += _missing_lines("Cannot run", [m for m in plan.missing if m.blocks], width)
    lacking = [m for m in plan.missing if not m.blocks and m.what != STATICS]
    lines += _missing_lines("Missing", lacking, width)
    doubtful = [m for m in plan.missing if m.what == STATICS]
    lines += _missing_lines("In doubt", doubtful, width)
    lines += _condition_lines(plan, width)
    lines += _option_lines(plan, width)
    return "\n".join(lines)


def already_done(plan: Plan, output: Path) -> frozenset[PurePosixPath]:
    """Which trials an earlier run has done, with the same files, settings and version.

    Parameters
    ----------
    plan : Plan
        The plan.
    output : Path
        The study's output folder.

    Returns
    -------
    frozenset of PurePosixPath
        Their folders. Their files are read for it.
    """
    from opensim_wink.study.keys import job_key
    from opensim_wink.study.outcomes import has_result

    there = [job for job in plan.jobs if is_folder(output / job.folder)]
    return frozenset(job.folder for job in there if has_result(output, job.folder, job_key(job)))


def _session_lines(
    jobs: list[Job], stopped: set[tuple[str, str, str]], done: Collection[PurePosixPath]
) -> Iterator[str]:
    """A participant's session: what all of its trials share, then each trial."""
    first = jobs[0]
    shared = [text for text in _facts(first) if all(text in _facts(job) for job in jobs)]
    yield f"{first.participant} {first.session}: {', '.join(shared)}"
    widest = max(len(job.trial) for job in jobs)
    for job in jobs:
        own = [text for text in _facts(job) if text not in shared]
        cannot = (job.participant, job.session, job.trial) in stopped
        state = "cannot run" if cannot else "done already" if job.folder in done else ""
        parts = [job.condition or "", *own, state]
        yield f"  {job.trial:<{widest}}  {', '.join(p for p in parts if p)}".rstrip()


def _facts(job: Job) -> list[str]:
    """What is known of person and trial, in the order of the page."""
    settings = job.settings
    facts = ["" if settings.mass_kg is None else f"{settings.mass_kg:g} kg"]
    facts += ["" if settings.height_m is None else f"{settings.height_m:g} m"]
    facts += ["no static" if settings.static is None else f"static {settings.static.name}"]
    facts += ["packaged model" if job.model_path is None else f"model {job.model_path.name}"]
    facts += [f"labels {settings.label_map.name}" if settings.label_map else ""]
    facts += [f"leg raise {settings.slr.name}" if settings.slr else ""]
    stated = settings.hamstrings.slr_deg
    facts += ["" if stated is None else f"leg raise {stated:g}°"]
    facts += ["" if settings.barbell_kg is None else f"barbell {settings.barbell_kg:g} kg"]
    return [fact for fact in facts if fact]


def _missing_lines(title: str, missing: list[Missing], width: int) -> Iterator[str]:
    """What is missing, the same reason once with all that it concerns."""
    if not missing:
        return
    yield from ("", f"{title}:")
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in missing:
        reasons.setdefault((one.what, one.reason), []).append(one.place)
    for (what, reason), places in reasons.items():
        whom = listed([place for place in places if place], 6)
        text = f"{what}: {reason}" + (f" ({whom})" if any(places) else "")
        yield from textwrap.wrap(
            text,
            max(width, _NARROWEST),
            initial_indent="  ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _condition_lines(plan: Plan, width: int) -> Iterator[str]:
    """How often each condition is there, and what words were taken for it."""
    found = Counter(job.condition for job in plan.jobs if job.condition is not None)
    if found:
        told = ", ".join(f"{name} × {count}" for name, count in sorted(found.items()))
        yield ""
        yield from textwrap.wrap(
            f"Conditions: {told}", max(width, _NARROWEST), subsequent_indent="  "
        )
    for line in plan.readings:
        yield from textwrap.wrap(
            line, max(width, _NARROWEST), initial_indent="  ", subsequent_indent="    "
        )


def _option_lines(plan: Plan, width: int) -> Iterator[str]:
    """The options that decide what is measured and how long it takes; and what was not looked at.

    Those of which trials have unlike values are told with how many have each.
    """
    if not plan.jobs:
        return
    told = []
    for name, value in _OPTIONS.items():
        found = Counter(value(job.settings) for job in plan.jobs)
        if len(found) == 1:
            told.append(f"{name} {next(iter(found))}")
        else:
            each = ", ".join(f"{one} × {count}" for one, count in sorted(found.items()))
            told.append(f"{name} ({each})")
    last = (
        "The contents of recordings (markers, gaps, plates) were not looked into: "
        "'opensim-wink check TRIAL' does."
    )
    yield ""
    for line in (f"Options: {', '.join(told)}", last):
        yield from textwrap.wrap(line, max(width, _NARROWEST), subsequent_indent="  ")


_OPTIONS: dict[str, Callable[[AnalysisSettings], str]] = {
    "loads": lambda one: one.loads.level,
    "samples": lambda one: str(one.samples),
    "solver": lambda one: one.solver,
    "neutral": lambda one: one.neutral if isinstance(one.neutral, str) else f"{one.neutral:g}°",
    "cutoff": lambda one: f"{one.cutoff_hz:g} Hz",
    "threshold": lambda one: f"{one.wink_threshold_deg:g}°",
    "noise": lambda one: (
        "learned" if one.learn_noise else "none" if one.noise == MarkerNoise.none() else "stated"
    ),
}
