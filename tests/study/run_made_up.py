"""Run a made-up study as a program of its own, so that a test can kill it.

``python run_made_up.py TRIALS OUTPUT PROCESSES``: every file of TRIALS is a job.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

sys.path.insert(0, str(Path(__file__).parent))

import study_jobs

from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job, Limits
from opensim_wink.study.running import run_jobs


def jobs_of(trials: Path) -> list[Job]:
    return [
        Job(
            "P", "1", path.stem, None, path, None, AnalysisSettings(), PurePosixPath("p", path.stem)
        )
        for path in sorted(trials.glob("*.c3d"))
    ]


if __name__ == "__main__":
    run_jobs(
        jobs_of(Path(sys.argv[1])),
        Path(sys.argv[2]),
        processes=int(sys.argv[3]),
        limits=Limits(seconds=60),
        run=study_jobs.act,
    )
