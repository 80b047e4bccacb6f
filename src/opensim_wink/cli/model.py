"""``opensim-wink model check`` and ``opensim-wink model build``: options and runs."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from opensim_wink.cli.options import add_overwrite


def add_model(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    model = verbs.add_parser(
        "model",
        parents=[common],
        allow_abbrev=False,
        help="judge a model, or write the packaged one",
        description="Judge a model, or write the packaged one.",
    )
    model_verbs = model.add_subparsers(dest="model_verb", metavar="VERB", required=True)
    check = model_verbs.add_parser(
        "check",
        parents=[common],
        allow_abbrev=False,
        help="is this model fit for deep squats?",
        description="Judge a model: clamps that bite, moment arms that flip, missing parts.",
    )
    check.add_argument("model", type=Path, metavar="OSIM", help="model to judge")
    build = model_verbs.add_parser(
        "build",
        parents=[common],
        allow_abbrev=False,
        help="write the packaged model from its tables",
        description="Write the package's own model, as its tables give it, to a new file.",
    )
    build.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OSIM", help="new .osim file"
    )
    add_overwrite(build, "replace an existing file")


def run_model_check(arguments: Namespace) -> int:
    """Print what a model is good for.

    Parameters
    ----------
    arguments : Namespace
        ``model``: the ``.osim`` file.

    Returns
    -------
    int
        Exit status 0; a model that cannot be read raises.
    """
    from opensim_wink.body.check import check_model

    sys.stdout.write(check_model(arguments.model).to_text().rstrip() + "\n")
    return 0


def run_model_build(arguments: Namespace) -> int:
    """Write the packaged model from its tables.

    Parameters
    ----------
    arguments : Namespace
        ``output``: the ``.osim`` file to write; ``overwrite``: whether it may exist.

    Returns
    -------
    int
        Exit status 0.

    Raises
    ------
    OutputError
        If the file exists, or cannot be written.
    """
    from opensim_wink.errors import OutputError

    if arguments.output.exists() and not arguments.overwrite:
        raise OutputError(
            f"{arguments.output}: exists already; choose a new file or give --overwrite."
        )
    from opensim_wink.body.build import build_model

    path = build_model(arguments.output)
    sys.stdout.write(f"Written: {path}\n")
    return 0
