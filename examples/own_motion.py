"""Step by step, and with a motion that was solved elsewhere.

The first half walks the chain and writes an OpenSim motion; the second half starts from such a
file, as you would with the ``.mot`` and the scaled ``.osim`` of your own pipeline.

    python examples/own_motion.py [OUTPUT FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import opensim_wink as ow


def step_by_step() -> tuple[ow.Subject, ow.Motion]:
    """From two recordings to a scaled model and its coordinates."""
    samples = ow.samples_folder()
    trial = ow.read_trial(samples / "no_wink.c3d")
    subject = ow.scale_model(ow.read_trial(samples / "no_wink_static.c3d"))
    motion = ow.solve_motion(subject, trial)

    signals = ow.squat_signals(subject, motion)
    squat = ow.analyze_squats(signals)
    muscles = ow.muscle_curves(subject, motion)
    claims = ow.hamstring_claims(subject, motion, signals, squat, muscles)
    moments = ow.AnalysisSettings(loads=ow.LoadSettings(level="moments"))
    loads = ow.joint_loads(subject, motion, trial, moments)

    print(squat.verdict, "of", len(squat.reps), "repetitions")
    print(squat.to_frame()[["bottom_s", "pelvis_wink_deg", "bottom_hip_flexion_deg"]].round(1))
    print(muscles.to_frame().filter(like="length.semimem").describe().loc[["min", "max"]].round(3))
    print("the hamstrings are to blame:", claims.verdict("blame", "both").verdict)
    if loads.lumbosacral is not None:
        print(f"L5/S1 from above: up to {loads.lumbosacral.above_nm[:, 2].max():.0f} N·m")
    return subject, motion


def from_a_file(model: Path, mot: Path) -> ow.Analysis:
    """The same from a motion file and its model; no markers, so no intervals."""
    settings = ow.AnalysisSettings(loads=ow.LoadSettings(level="none"))
    analysis = ow.analyze(mot, model, settings)
    print(f"{mot.name}: {analysis.squat.verdict}. {analysis.squat.reason}")
    return analysis


def main(output: Path) -> ow.Analysis:
    """Both halves."""
    samples = ow.samples_folder()
    step_by_step()
    settings = ow.AnalysisSettings(
        static=samples / "no_wink_static.c3d", samples=0, loads=ow.LoadSettings(level="none")
    )
    ow.write_results(ow.analyze(samples / "no_wink.c3d", settings=settings), output)
    opensim = output / "opensim"
    return from_a_file(opensim / "no_wink_model.osim", opensim / "no_wink_ik.mot")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/own_motion"))
