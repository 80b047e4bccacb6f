"""The output folder of a study: whose it is, and the plan that it was made by."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from opensim_wink import __version__
from opensim_wink.errors import OutputError, listed
from opensim_wink.report.strict_json import write_json
from opensim_wink.study.jobs import files_of
from opensim_wink.study.keys import stated_key
from opensim_wink.study.links import check_links
from opensim_wink.study.mark import STUDY_RECORD, read_record
from opensim_wink.study.plan import Plan

SCHEMA = 1


def check_study_folder(output: Path, plan: Plan) -> None:
    """Refuse an output folder before any work is spent on it.

    Parameters
    ----------
    output : Path
        Where results shall go: a new or empty folder, or that of the same study.
    plan : Plan
        What shall run.

    Raises
    ------
    OutputError
        If it is a file, the folder you are in or one above it, holds an input, another study or
        anything else, has a link in it where a run writes, or cannot be written.
    """
    try:
        _check_place(output, output.resolve(), plan)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{output}: no folder can be made there: {told}; name another."
        ) from error


def _check_place(output: Path, where: Path, plan: Plan) -> None:
    if where == Path.cwd() or where in Path.cwd().parents:
        raise OutputError(
            f"{output}: results need a folder of their own, not the one you are in; name a new one."
        )
    ancestor = next(p for p in (where, *where.parents) if p.exists() or p.is_symlink())
    if not ancestor.is_dir():
        raise OutputError(f"{output}: {ancestor} is a file, not a folder; name a new folder.")
    if not os.access(ancestor, os.W_OK | os.X_OK):
        raise OutputError(f"{output}: {ancestor} cannot be written to; name a folder elsewhere.")
    inputs = {path.parent for job in plan.jobs for _, path in files_of(job)} | {plan.path.parent}
    for folder in inputs:
        if where in (folder.resolve(), *folder.resolve().parents):
            raise OutputError(
                f"{output}: files that the study reads lie in this folder ({folder}); name a new "
                "one."
            )
    if ancestor == where and next(where.iterdir(), None) is not None:
        _check_whose(output, plan)
        check_links(output, [job.folder for job in plan.jobs])


def _check_whose(output: Path, plan: Plan) -> None:
    """Refuse a folder with content, unless it is this study's."""
    record = read_record(output)
    if record is None:
        names = sorted(path.name for path in output.iterdir())
        raise OutputError(
            f"{output}: this folder holds other files ({listed(names, 5)}) and no study; name a "
            "new folder."
        )
    if record.get("title") != plan.title:
        raise OutputError(
            f"{output}: this folder holds the study '{record.get('title')}', not '{plan.title}'; "
            "name a new folder."
        )


def write_record(output: Path, plan: Plan) -> None:
    """Write ``study.json``: the plan that the folder follows from now on.

    Parameters
    ----------
    output : Path
        The study's output folder; made where it is not there.
    plan : Plan
        The whole plan, also where only some participants are run.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    content = {
        "schema": SCHEMA,
        "package": {"name": "opensim-wink", "version": __version__},
        "title": plan.title,
        "study": {"file": plan.path.name, "sha256": plan.sha256},
        "counts": {
            "participants": len({job.participant for job in plan.jobs}),
            "trials": len(plan.jobs),
            "cannot_run": len(plan.blocked),
        },
        "trials": [
            {
                "participant": job.participant,
                "session": job.session,
                "trial": job.trial,
                "condition": job.condition,
                "folder": str(job.folder),
                "file": job.trial_path.name,  # as in provenance.json: nothing of the disk
                "stated": stated_key(job),
            }
            for job in plan.jobs
        ],
        "missing": [
            {"place": one.place, "what": one.what, "reason": one.reason, "blocks": one.blocks}
            for one in plan.missing
        ],
    }
    path = output / STUDY_RECORD
    partial = output / f".{STUDY_RECORD}.{secrets.token_hex(4)}"
    try:
        output.mkdir(parents=True, exist_ok=True)
        try:
            write_json(partial, content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}.") from error
