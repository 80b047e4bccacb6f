"""``opensim-wink report``: its options, and the run."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from opensim_wink.cli.options import add_pdf


def add_report(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    report = verbs.add_parser(
        "report",
        parents=[common],
        allow_abbrev=False,
        help="build the page of a result again",
        description=(
            "Build report.html of results again, from the files in their folders alone: one page "
            "for reading, which needs nothing but a browser. 'analyze', 'compare' and 'batch' "
            "write it by themselves."
        ),
    )
    report.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="folders that 'analyze', 'compare' or 'batch' wrote",
    )
    add_pdf(report)


def run_report(arguments: Namespace) -> int:
    """Build the pages and print where they are.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.

    Returns
    -------
    int
        Exit status 0.

    Raises
    ------
    OutputError
        If a folder holds no result or cannot be written; pages of folders before it are there.
    """
    from opensim_wink.report.page.rebuild import write_report

    if arguments.pdf:
        from opensim_wink.report.page.pdf import check_pdf, write_pdf

        check_pdf()
    for folder in arguments.folders:
        page = write_report(folder)
        sys.stdout.write(f"{page}\n")
        if arguments.pdf:
            sys.stdout.write(f"{write_pdf(page)}\n")
        sys.stdout.flush()
    return 0
