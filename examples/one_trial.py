"""One trial: from a C3D to a verdict, a folder of results and its page.

python examples/one_trial.py [OUTPUT FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import opensim_wink as ow


def main(output: Path) -> ow.Analysis:
    """Analyse a sample trial and print what it says."""
    samples = ow.samples_folder()  # in the place of your own recordings
    settings = ow.AnalysisSettings(
        static=samples / "wink_static.c3d",
        samples=100,  # draws behind the 95 % intervals; the default is 200
        loads=ow.LoadSettings(level="none"),  # joint loads take a few seconds more
    )
    analysis = ow.analyze(samples / "wink.c3d", settings=settings)

    print(analysis.squat.verdict)
    print(analysis.squat.reason)
    for rep in analysis.squat.reps:
        wink = rep.pelvis_wink_deg
        interval = "" if wink.low is None else f" ({wink.low:.1f} to {wink.high:.1f})"
        print(f"  repetition {rep.repetition.number}: {wink.value:.1f}°{interval}, {rep.verdict}")

    ow.write_results(analysis, output)
    print(f"The page for reading is {output / 'report.html'}")
    return analysis


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/one_trial"))
