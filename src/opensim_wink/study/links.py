"""No link inside a study's folder is written through: results stay where they were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from opensim_wink.errors import OutputError

LOCKS, SCRATCH, SUBJECTS, OUTCOMES = "locks", ".scratch", "subjects", "outcomes"
"""Folders beside the results that a run writes into."""


def check_links(output: Path, folders: Iterable[PurePosixPath]) -> None:
    """Refuse a study's folder in which a link stands where a run writes.

    The folder itself may be a link: it was named. One inside it would lead results elsewhere, or
    those of two people into one place.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folders : iterable of PurePosixPath
        Result folders of the trials in it.

    Raises
    ------
    OutputError
        With the first link.
    """
    written = {PurePosixPath(name) for name in (LOCKS, SCRATCH, SUBJECTS, OUTCOMES)}
    for folder in folders:
        written.update((folder, *folder.parents))
    for inside in sorted(written - {PurePosixPath()}):
        path = Path(output) / inside
        if _is_link(path):
            raise OutputError(
                f"{path}: is a link; a study writes into folders of its own only: remove the link, "
                "or name another folder with -o."
            )


def _is_link(path: Path) -> bool:
    is_junction = getattr(os.path, "isjunction", None)  # of Windows; Python 3.12
    return path.is_symlink() or (is_junction is not None and is_junction(path))
