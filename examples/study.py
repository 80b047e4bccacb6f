"""A small study: two people, one trial that is broken, each trial in a process of its own.

    python examples/study.py [OUTPUT FOLDER]

The folder also gets the recordings, as a laboratory would have them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import opensim_wink as ow

STUDY = """\
study: An example
data: recordings
pattern: "{participant}/{condition}_{trial}.c3d"
defaults:
  static: "{participant}/standing.c3d"
  samples: 0
  loads: none
participants:
  P01: {mass: 61.5}
  P02: {}
"""


def recordings(folder: Path) -> Path:
    """Lay out sample trials as a study, and return the study's file."""
    samples = ow.samples_folder()
    for person, trial in (("P01", "wink"), ("P02", "no_wink")):
        place = folder / "recordings" / person
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(samples / f"{trial}.c3d", place / "baseline_01.c3d")
        shutil.copy(samples / f"{trial}_static.c3d", place / "standing.c3d")
    (folder / "recordings" / "P02" / "baseline_02.c3d").write_bytes(b"no recording")
    study = folder / "study.yaml"
    study.write_text(STUDY, "utf-8")
    return study


def main(output: Path) -> tuple[ow.Outcome, ...]:
    """Plan and run the study; run again, it takes over what is done."""
    plan = ow.plan_study(recordings(output))
    for missing in plan.missing:
        print(f"missing: {missing.place} {missing.what}: {missing.reason}")
    outcomes = ow.run_study(plan, output / "results", limits=ow.Limits(seconds=300))
    for outcome in outcomes:
        print(f"{outcome.folder}: {outcome.state} {outcome.step} {outcome.error}".rstrip())
    for outcome in outcomes:
        if outcome.state != "failed":
            summary = ow.load_summary(output / "results" / outcome.folder)
            print(f"{outcome.folder}: {summary['verdict']}")
    return outcomes


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/study"))
