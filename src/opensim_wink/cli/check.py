"""``opensim-wink check``: its options, and the run."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from opensim_wink.cli.options import add_labels
from opensim_wink.cli.terminal import page_width
from opensim_wink.errors import WinkError


def add_check(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    check = verbs.add_parser(
        "check",
        parents=[common],
        allow_abbrev=False,
        help="what is in a trial, what is missing, what will go wrong",
        description="Look into trials without a model: markers, axes, gaps, plates, squats.",
    )
    check.add_argument("trials", nargs="+", type=Path, metavar="TRIAL", help=".c3d or .trc file")
    add_labels(check)
    check.add_argument(
        "--static", type=Path, metavar="FILE", help="standing trial of the same person to compare"
    )


def run_check(arguments: Namespace) -> int:
    """Print a page on each trial; one that cannot be read or used gets a line on stderr.

    Parameters
    ----------
    arguments : Namespace
        ``trials``, ``static``, ``subject``, ``labels``.

    Returns
    -------
    int
        0 if every trial can be used, else 2; a single one that cannot be read raises.
    """
    from opensim_wink.trial.check import check_trial

    width = page_width()
    refused = 0
    between = ""
    for path in arguments.trials:
        try:
            found = check_trial(
                path,
                static=arguments.static,
                subject=arguments.subject,
                label_map=arguments.labels,
            )
        except WinkError as error:
            if len(arguments.trials) == 1:
                raise
            refused += _complain(str(error))
            continue
        sys.stdout.write(between + found.to_text(width))
        between = "\n"
        if not found.usable:
            refused += _complain(f"{found.source}: {found.rows[0].sentence}")
    return 2 if refused else 0


def _complain(message: str) -> int:
    """One line on stderr, after the pages so far; returns 1 to count it."""
    sys.stdout.flush()
    sys.stderr.write(f"opensim-wink: {message}\n")
    return 1
