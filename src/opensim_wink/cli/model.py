"""``opensim-wink model check``."""

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
