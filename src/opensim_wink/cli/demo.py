"""``opensim-wink demo``: its options, and the run."""

from __future__ import annotations

import math
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.cli.options import add_overwrite
from opensim_wink.cli.progress import ProgressBars

if TYPE_CHECKING:
    from opensim_wink.demo import DemoRow

_HEAD = "Sample trials of known truth, through the whole chain: C3D → scaled model → wink.\n\n"
_LINE = "{:<20} {:<24} {:<24} {:>6} {:>6}\n"


def add_demo(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    demo = verbs.add_parser(
        "demo",
        parents=[common],
        allow_abbrev=False,
        help="the whole chain on sample trials of known truth",
        description="Analyse the packaged sample trials and print each verdict beside the truth.",
    )
    demo.add_argument(
        "-o", "--output", type=Path, default=Path("out/demo"), metavar="DIR", help="out/demo"
    )
    add_overwrite(demo, "replace results of an earlier demo")


def run_demo_verb(arguments: Namespace, command: Sequence[str]) -> int:
    """Run the chain on the sample trials and print each verdict beside the truth.

    Parameters
    ----------
    arguments : Namespace
        ``output``: the folder for the results; ``overwrite``: whether they may replace others.
    command : sequence of str
        The command line after the program's name, for the provenance.

    Returns
    -------
    int
        0 where every verdict is the true one, else 1.
    """
    from opensim_wink.demo import run_demo

    write = sys.stdout.write
    begun = False
    with ProgressBars() as progress:

        def told(row: DemoRow) -> None:
            """Write one line as soon as its trial is done."""
            nonlocal begun
            progress.close()
            if not begun:
                write(_HEAD + _LINE.format("trial", "verdict", "truth", "wink °", "true °"))
                begun = True
            write(
                _LINE.format(
                    row.name,
                    _named(row.verdict, row.reps),
                    _named(row.true_verdict, 0 if row.true_verdict == "cannot tell" else 1),
                    _degrees(row.wink_deg),
                    _degrees(row.true_wink_deg if row.reps else math.nan),
                )
            )
            sys.stdout.flush()

        rows = run_demo(
            arguments.output,
            overwrite=arguments.overwrite,
            command=command,
            progress=progress,
            told=told,
        )
    right = sum(row.right for row in rows)
    write("\nwink °: largest pelvic wink of the trial's squats, as found and as put in.\n")
    write(f"{right} of {len(rows)} verdicts are the true ones. Results in {arguments.output}.\n")
    return 0 if right == len(rows) else 1


def _named(verdict: str, reps: int) -> str:
    """The verdict for people: without a squat there is nothing to tell."""
    return "no squat" if verdict == "cannot tell" and not reps else verdict


def _degrees(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}"
