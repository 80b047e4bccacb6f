"""Conditions of one person side by side.

The sample trials are of several sessions, so what they say of causes means little; with your own,
markers stay in place between the conditions (docs/conditions.md).

    python examples/conditions.py [OUTPUT FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import opensim_wink as ow

TRIALS = {"wink": "baseline", "heels_raised": "heels_raised: 25"}


def main(output: Path) -> ow.Comparison:
    """Analyse each condition, compare them, and write the comparison with its page."""
    samples = ow.samples_folder()
    folders = []
    for name, condition in TRIALS.items():
        settings = ow.AnalysisSettings(
            static=samples / f"{name}_static.c3d",
            condition=condition,
            samples=100,
            loads=ow.LoadSettings(level="none"),
        )
        folder = output / name
        ow.write_results(ow.analyze(samples / f"{name}.c3d", settings=settings), folder)
        folders.append(folder)

    comparison = ow.compare(folders, person="Sample")
    effects = comparison.to_frame()
    shown = effects[["condition", "quantity", "difference", "low", "high", "answer"]].head(8)
    print(shown.round(2).to_string(index=False))
    for verdict in comparison.verdicts[:5]:
        print(f"{verdict.claim.claim} {verdict.verdict}: {verdict.reason}")
    for finding in comparison.causes:
        print(f"{finding.cause}: {finding.finding}")
    ow.write_comparison(comparison, output / "compared", folders=folders)
    return comparison


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/conditions"))
