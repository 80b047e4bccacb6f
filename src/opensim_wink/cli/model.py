"""``opensim-wink model check`` and ``opensim-wink model build``."""

from __future__ import annotations

import sys
from argparse import Namespace


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
