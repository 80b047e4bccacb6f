"""A claim of your own, and a plot of your own from frames.parquet.

python examples/own_claims.py [OUTPUT FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib
import pandas as pd

import opensim_wink as ow

matplotlib.use("svg")  # draws without a screen
from matplotlib import pyplot as plt

CLAIMS = """\
claims:
  - id: hip_goes_far
    account: readers
    claim: My hips flex beyond 75° at the bottom.
    prediction: Hip flexion at the bottom is above 75°.
    needs: [baseline]
    test: above
    with: {number: bottom_hip_flexion_deg, limit: 75}
    because: Less would be half a squat.
    settles: more repetitions of the usual squat
"""


def plot_frames(folder: Path, picture: Path) -> None:
    """Pelvic tilt and lumbar flexion against the height of the hips."""
    frames = pd.read_parquet(folder / "frames.parquet")
    figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
    for name in ("posterior_pelvic_tilt_deg", "lumbar_flexion_deg"):
        axes.plot(frames["hip_height_m"], frames[name], label=name)
    axes.set(xlabel="height of the hips, m", ylabel="degrees")
    axes.legend()
    figure.savefig(picture)
    plt.close(figure)


def main(output: Path) -> ow.Comparison:
    """Analyse a trial, try the claim on it, draw the plot."""
    samples = ow.samples_folder()
    settings = ow.AnalysisSettings(
        static=samples / "wink_static.c3d",
        condition="baseline",
        samples=100,
        loads=ow.LoadSettings(level="none"),
    )
    folder = output / "wink"
    ow.write_results(ow.analyze(samples / "wink.c3d", settings=settings), folder)

    book = output / "claims.yaml"
    book.write_text(CLAIMS, "utf-8")
    comparison = ow.compare([folder], person="Sample", claims=book)
    for verdict in comparison.verdicts:
        print(f"{verdict.claim.claim} {verdict.verdict}: {verdict.reason}")
    plot_frames(folder, output / "wink.svg")
    return comparison


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/own_claims"))
