"""``opensim-wink check``."""

from __future__ import annotations

import sys
from argparse import Namespace

from opensim_wink.errors import WinkError


def run_check(arguments: Namespace) -> int:
    """Print what is in each trial; a file that cannot be read gets its line, the rest go on.

    Parameters
    ----------
    arguments : Namespace
        ``trials``, ``static``, ``subject``, ``labels``.

    Returns
    -------
    int
        0 if every file could be read; a single one that cannot be read raises.
    """
    from opensim_wink.report.trial_check import check_trial

    refused = 0
    for index, path in enumerate(arguments.trials):
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
            refused += 1
            sys.stdout.flush()
            sys.stderr.write(f"opensim-wink: {error}\n")
            continue
        sys.stdout.write(("\n" if index else "") + found.to_text() + "\n")
    return 2 if refused else 0
