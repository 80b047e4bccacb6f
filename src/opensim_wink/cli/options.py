"""Options that several verbs have, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def add_labels(group: Any) -> None:
    """Add ``--subject`` and ``--labels``: whose markers, and what they are called.

    Parameters
    ----------
    group : ArgumentParser or argument group
        Where they go.
    """
    group.add_argument(
        "--subject", metavar="NAME", help="whose markers to take where a file holds several people"
    )
    group.add_argument(
        "--labels",
        type=Path,
        metavar="MAP",
        help="CSV with rows 'label,landmark' or 'label,model marker', ahead of the built-in sets",
    )
