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


def add_output(group: Any, words: str = "new folder", *, required: bool = True) -> None:
    """Add ``-o DIR``: the folder that is written.

    Parameters
    ----------
    group : ArgumentParser or argument group
        Where it goes.
    words : str
        What the folder is, for the help.
    required : bool
        Whether the verb does nothing without.
    """
    group.add_argument("-o", "--output", type=Path, required=required, metavar="DIR", help=words)


def add_overwrite(group: Any, words: str = "replace an earlier result whole") -> None:
    """Add ``--overwrite``: what lies there already may go.

    Parameters
    ----------
    group : ArgumentParser or argument group
        Where it goes.
    words : str
        What is replaced, for the help.
    """
    group.add_argument("--overwrite", action="store_true", help=words)


def add_pdf(group: Any) -> None:
    """Add ``--pdf``: the page on paper too.

    Parameters
    ----------
    group : ArgumentParser or argument group
        Where it goes.
    """
    group.add_argument(
        "--pdf",
        action="store_true",
        help="print the page into report.pdf too, by a browser (docs/report.md)",
    )
