"""Scaling against OpenSim's ScaleTool: same model, same measurement set, same frames, interleaved.

Prints the largest difference of the scale factors of both and the seconds that each needs, for the
laboratory's model and for models whose markers have other names. A real standing trial is needed;
without the recordings beside the checkout nothing is run.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.scaled_model import ModelMarker, scale_model, write_scaled_model
from opensim_wink.body.subject import load_subject
from opensim_wink.scaling.measurements import read_measurement_set
from opensim_wink.scaling.model_landmarks import find_model_landmarks
from opensim_wink.scaling.segments import find_segments
from opensim_wink.scaling.subject import scale_subject
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.recognition import recognise

FloatArray = NDArray[np.float64]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ROUNDS = 3
MASS_KG = 62.6
WINDOW_S = (3.41, 3.66)  # the frames that the laboratory's setup names

# The tool crashes rather than raises, so it runs in a process of its own.
_TOOL = """
import json, sys, time
import opensim as osim
osim.Logger.removeFileSink()
osim.Logger.setLevelString("Off")
job = json.loads(sys.argv[1])
tool = osim.ScaleTool(job["setup"])
tool.setPathToSubject("")
tool.setSubjectMass(job["mass_kg"])
tool.getGenericModelMaker().setModelFileName(job["model"])
scaler = tool.getModelScaler()
scaler.setMarkerFileName(job["trial"])
scaler.setOutputScaleFileName(job["scales"])
scaler.setOutputModelFileName(job["scaled"])
tool.getMarkerPlacer().setApply(False)
start = time.perf_counter()
tool.run()
print(time.perf_counter() - start)
"""


def run_scale_tool(
    setup: Path, model: Path, trial: Path, folder: Path
) -> tuple[dict[str, FloatArray], float]:
    """Scale factors by body and the seconds that OpenSim's ScaleTool needs, markers not placed."""
    job = {
        "setup": str(setup.resolve()),
        "model": str(model.resolve()),
        "trial": str(trial.resolve()),
        "mass_kg": MASS_KG,
        "scales": str(folder / "scales.xml"),
        "scaled": str(folder / "tool.osim"),
    }
    command = [sys.executable, "-c", _TOOL, json.dumps(job)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    text = (folder / "scales.xml").read_text("utf-8")
    rows = re.findall(r"<scales>([^<]*)</scales>.*?<segment>([^<]*)</segment>", text, re.DOTALL)
    factors: dict[str, FloatArray] = {}
    for numbers, body in rows:
        factors.setdefault(body, np.array([float(n) for n in numbers.split()]))
    return factors, float(done.stdout.split()[-1])


def named_like_the_set(model: Path, setup: Path, out: Path) -> Path:
    """A copy of a model with markers named as in a measurement set, at its own landmarks."""
    subject = load_subject(model)
    segments = find_segments(subject.tree, subject.profile)
    points = find_model_landmarks(subject.tree, segments).points
    names = sorted({n for m in read_measurement_set(setup) for pair in m.pairs for n in pair})
    meaning = recognise(names).meaning
    markers = [
        ModelMarker(name, points[meaning[name]].body, points[meaning[name]].offset_m)
        for name in names
        if meaning.get(name) in points
    ]
    write_scaled_model(scale_model(model, {}, subject.mass_kg), markers, out)
    return out


def largest_difference(ours: dict[str, FloatArray], theirs: dict[str, FloatArray]) -> float:
    """Largest relative difference of any factor of any body."""
    return max(float(np.abs(ours[body] / theirs[body] - 1).max()) for body in ours)


def main() -> int:
    recordings = SHARED / "real" / "opencap_subject4"
    if not recordings.is_dir():
        print(f"scaling: skipped, {recordings} is absent (set OPENSIM_WINK_SHARED)")
        return 0
    setup = recordings / "Setup_scaling_LaiUhlrich2022_Mocap.xml"
    whole = turn_to_opensim(read_trial(recordings / "static1.trc"))
    chosen = (whole.time_s > WINDOW_S[0] - 1e-6) & (whole.time_s < WINDOW_S[1] + 1e-6)
    static = replace(whole, time_s=whole.time_s[chosen], points_m=whole.points_m[chosen])
    models = (
        recordings / "unscaled_generic.osim",
        SHARED / "models" / "RajagopalLaiUhlrich2023.osim",
        packaged_model_path(),
    )
    for model in models:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            same = named_like_the_set(model, setup, folder / "named.osim")
            tool_s, our_s, difference = [], [], 0.0
            for _ in range(ROUNDS):
                theirs, seconds = run_scale_tool(setup, same, recordings / "static1.trc", folder)
                tool_s.append(seconds)
                start = time.perf_counter()
                ours = scale_subject(
                    model,
                    static,
                    mass_kg=MASS_KG,
                    out_path=folder / "ours.osim",
                    measurement_set=setup,
                )
                our_s.append(time.perf_counter() - start)
                difference = max(difference, largest_difference(ours.scale_factors, theirs))
        print(
            f"scaling, {model.name}: largest difference of a factor {100 * difference:.4f} %; "
            f"ours with markers placed {statistics.median(our_s):.2f} s, ScaleTool without "
            f"{statistics.median(tool_s):.2f} s"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
