"""``opensim-wink`` with made-up trials in place of analyses, for tests that interrupt it.

``python batch_made_up.py batch STUDY.yaml -o DIR …``: the words of the command line.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

HERE = str(Path(__file__).parent)


def main() -> int:
    sys.path.insert(0, HERE)
    os.environ["PYTHONPATH"] = HERE  # the cluster's workers import what they run by its name
    import study_jobs

    from opensim_wink.cli import main as wink
    from opensim_wink.study import dask_cluster, running

    for module, name in ((running, "run_jobs"), (dask_cluster, "run_on_dask")):
        setattr(module, name, functools.partial(getattr(module, name), run=study_jobs.act))
    return wink(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
