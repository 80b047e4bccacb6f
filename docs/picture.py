"""Draw the picture of the README: ``python docs/picture.py``."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np

mpl.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.depth import relative_depth

HERE = Path(__file__).parent
INK, WARM, COOL, CALM = "#22303c", "#c2410c", "#1d4ed8", "#64748b"
CURVES = (
    ("wink", "tucks and flexes", WARM),
    ("arched_return", "tucks back to neutral", COOL),
    ("deep_trap", "deeper, no wink", CALM),
)


def analysed(name: str) -> Analysis:
    """One sample trial through the whole chain."""
    folder = samples_folder()
    settings = AnalysisSettings(static=folder / f"{name}_static.c3d")
    return analyze(folder / f"{name}.c3d", settings=settings)


def draw_figure(axes: Axes, analysis: Analysis, frame: int, shift: float, title: str) -> None:
    """The right side of the body in one frame, seen from the right."""
    tree = analysis.subject.tree
    kinematics = Kinematics(tree)
    poses = kinematics.poses(tree.follow_couplers(analysis.motion.values[[frame]]).T)

    def at(body: str, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> np.ndarray:
        return kinematics.points(poses, body, np.array([x, y, z]))[0, :2]

    hip, knee, ankle = at("femur_r"), at("tibia_r"), at("talus_r")
    leg = np.array([hip, knee, ankle, at("calcn_r"), at("toes_r", 0.05)])
    spine = [at("pelvis", -0.088, 0.054), *(at(f"lumbar{i}") for i in (5, 4, 3, 2, 1))]
    trunk = np.array([*spine, at("torso"), at("torso", 0.0, 0.33)])
    pelvis = np.array(
        [at("pelvis"), at("pelvis", -0.16, 0.03), hip, at("pelvis", 0.0, -0.08), at("pelvis")]
    )
    origin = np.array([ankle[0] - shift, 0.0])
    for points, colour, width in ((leg, INK, 4), (trunk, COOL, 4)):
        axes.plot(*(points - origin).T, color=colour, lw=width, solid_capstyle="round")
    axes.fill(*(pelvis - origin).T, color=WARM, alpha=0.85, lw=2, joinstyle="round")
    axes.add_patch(plt.Circle(at("torso", 0.03, 0.46) - origin, 0.09, color=INK))
    axes.text(shift - 0.05, -0.12, title, ha="center", color=INK, fontsize=11)


def draw_curves(axes: Axes, analyses: dict[str, Analysis]) -> None:
    """Pelvic tilt against depth in the first descent of each trial, the onset marked."""
    for name, words, colour in CURVES:
        analysis = analyses[name]
        result = analysis.squat.reps[0]
        rep = result.repetition
        down = slice(rep.start, rep.bottom + 1)
        share = 100 * relative_depth(analysis.signals, rep)[: rep.bottom - rep.start + 1]
        tilt = analysis.signals.posterior_pelvic_tilt_deg[down]
        change = tilt - tilt[0]
        axes.plot(share, change, color=colour, lw=2.5, label=words)
        if result.onset is not None:
            depth = 100 * result.onset.depth_fraction.value
            axes.plot(
                depth, np.interp(depth, share, change), "o", ms=9, mfc="w", mec=colour, mew=2.5
            )
    axes.set(xlabel="depth of the squat, %", ylabel="pelvic tilt from the start, °   (posterior ↑)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper right")
    axes.set_title("○ onset: where the pelvis turns back", loc="left", fontsize=11, color=INK)


def main() -> None:
    """Draw ``picture.svg`` beside this file."""
    plt.rcParams.update({"font.family": "sans-serif", "svg.fonttype": "path"})
    plt.rcParams["svg.hashsalt"] = "opensim-wink"
    analyses = {name: analysed(name) for name, _, _ in CURVES}
    wink = analyses["wink"]
    rep = wink.squat.reps[0]
    assert rep.onset is not None
    onset = int(np.argmin(np.abs(wink.signals.time_s - rep.onset.time_s.value)))
    figure, (body, curves) = plt.subplots(
        1, 2, figsize=(11, 4.4), width_ratios=(1.25, 1), layout="constrained"
    )
    for frame, shift, title in (
        (rep.repetition.start, 0.0, "standing"),
        (onset, 0.95, f"onset, {100 * rep.onset.depth_fraction.value:.0f} % of the depth"),
        (rep.repetition.bottom, 1.95, f"bottom, {rep.pelvis_wink_deg.value:.0f}° of wink"),
    ):
        draw_figure(body, wink, frame, shift, title)
    body.set_aspect("equal")
    body.axis("off")
    draw_curves(curves, analyses)
    figure.savefig(HERE / "picture.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
