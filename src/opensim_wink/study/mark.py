"""What marks the output folder of a study: ``study.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STUDY_RECORD = "study.json"
_LARGEST_BYTES = 200_000_000


def read_record(output: Path) -> dict[str, Any] | None:
    """What ``study.json`` in an output folder says.

    Parameters
    ----------
    output : Path
        The study's output folder.

    Returns
    -------
    dict or None
        None where there is none of this package's.
    """
    path = Path(output) / STUDY_RECORD
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return None
        found = json.loads(path.read_text("utf-8"))
        return found if found["package"]["name"] == "opensim-wink" else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
