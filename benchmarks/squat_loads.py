"""Loads of a real squat and of made ones: what each choice makes of them, and passive moments.

The real squat (bodyweight, plates) is solved by the package and then again with one choice after
the other undone: a quadriceps whose whole force pulls on the tibia, a small reserve about the
thighs' long axes, resting fibres that pull. Beside that, the moments of the packaged model's
resting fibres against those measured at relaxed legs: Riener R, Edrich T (1999), J Biomech
32:539-544, doi:10.1016/S0021-9290(99)00009-3, whose formulas were read in several public programs
that agree, not in the article. Run it as ``python benchmarks/squat_loads.py``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import opensim_wink.load.balance as balance
from opensim_wink.analysis import Analysis, analyze
from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.subject import load_subject
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.reaction_grade import grade_reaction
from opensim_wink.load.reaction_notes import deep_knees
from opensim_wink.load.reactions import JointReaction, Patella, joint_reactions
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.muscle.fibres import passive_fibres
from opensim_wink.muscle.pulls import muscle_pulls
from opensim_wink.settings import AnalysisSettings

FloatArray = NDArray[np.float64]
SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SAMPLES = Path(__file__).resolve().parents[1] / "sample_trials"
HELD_KG = {"goblet": (12.0,)}
EVERY = 8  # frames of the real squat that are solved again
CHOICES: tuple[tuple[str, Patella, float, bool], ...] = (
    ("as it is", "lever", 5.0, False),
    ("whole quadriceps on the tibia", "pulley", 5.0, False),
    ("and hips' reserve of 1 N·m", "pulley", 1.0, False),
    ("and resting fibres", "pulley", 1.0, True),
)
POSTURES = ((0, 0, 0), (0, 0, 20), (60, 60, 20), (80, 80, 20), (100, 100, 30), (120, 120, 35))


def riener(hip_deg: float, knee_deg: float, ankle_deg: float) -> tuple[float, float, float]:
    """Passive moments at hip, knee (+ flexion) and ankle (+ dorsiflexion), N·m."""
    h, k, plantar = hip_deg, knee_deg, -ankle_deg
    hip = np.exp(1.4655 - 0.0034 * k - 0.0750 * h) - np.exp(1.3403 - 0.0226 * k + 0.0305 * h)
    knee = np.exp(1.800 - 0.0460 * plantar - 0.0352 * k + 0.0217 * h) - np.exp(
        -3.971 - 0.0004 * plantar + 0.0495 * k - 0.0128 * h
    )
    ankle = np.exp(2.1016 - 0.0843 * plantar - 0.0176 * k) - np.exp(
        -7.9763 + 0.1949 * plantar + 0.0008 * k
    )
    return float(hip + 8.072), float(knee - 4.820 + np.exp(2.220 - 0.150 * k)), float(1.792 - ankle)


def passive_moments() -> None:
    """Print the packaged model's passive moments beside the measured ones."""
    subject = load_subject(packaged_model_path())
    tree, names = subject.tree, ("hip_flexion_r", "knee_angle_r", "ankle_angle_r")
    values = np.tile(tree.default, (len(POSTURES), 1))
    values[:, [tree.coordinate(name) for name in names]] = np.deg2rad(POSTURES)
    values = tree.follow_couplers(values)
    pulls = muscle_pulls(subject, values, np.zeros_like(values))
    force = passive_fibres(read_muscle_parameters(subject.model_path, pulls.names), pulls.length_m)
    arms = pulls.arm_m[:, :, [pulls.about.index(name) for name in names]]
    found = np.einsum("tk,tka->ta", force.force_n, arms)
    print(
        "\npassive moments, model and measured, N·m: hip, knee (+ flexion), ankle (+ dorsiflexion)"
    )
    for posture, model in zip(POSTURES, found, strict=True):
        measured = riener(*posture)
        pairs = (f"{m:7.0f}{r:6.0f}" for m, r in zip(model, measured, strict=True))
        print(
            f"hip {posture[0]:3}°, knee {posture[1]:3}°, ankle {posture[2]:2}°: " + " |".join(pairs)
        )


def solved(name: str) -> Analysis:
    """A trial with its loads."""
    if name == "squats1":
        folder = SHARED / "real" / "opencap_subject4"
        settings = AnalysisSettings(
            static=folder / "static1.trc", samples=0, ground_reaction=folder / "squats1_grf.mot"
        )
        return analyze(folder / "squats1.trc", None, settings)
    loads = LoadSettings(hand_weights_kg=HELD_KG.get(name, ()))
    settings = AnalysisSettings(static=SAMPLES / f"{name}_static.c3d", samples=0, loads=loads)
    return analyze(SAMPLES / f"{name}.c3d", None, settings)


def loads_of(found: Analysis) -> Loads:
    """The loads of a trial, which all of these have."""
    assert found.loading is not None
    return found.loading.loads


def bend(found: Analysis, reaction: str) -> FloatArray:
    """Flexion of the knee on the side of a reaction, degrees."""
    side = "l" if reaction.endswith("_l") else "r"
    column = found.motion.coordinates.index(f"knee_angle_{side}")
    return np.asarray(np.rad2deg(found.motion.values[:, column]))


def table(name: str) -> None:
    """Print the peaks of a trial."""
    found = solved(name)
    loads, moving = loads_of(found), prepare_dynamics(found.subject, found.motion)
    deep = deep_knees(found.subject, moving)
    measured = loads.ground.total_n if loads.ground.source == "plates" else None
    print(f"\n{name}: times body weight ({loads.body_weight_n:.0f} N)")
    for key, reaction in loads.reactions.items():
        size = np.where(reaction.known, reaction.resultant_n, np.nan) / loads.body_weight_n
        knee = bend(found, key)
        at = int(np.nanargmax(size))
        grade = grade_reaction(
            reaction, inverse=loads.dynamics, ground_n=measured, doubtful=deep.get(key)
        )
        print(
            f"{key:8}{size[at]:6.2f} at a knee of {knee[at]:4.0f}° (up to 90°: "
            f"{np.nanmax(size[knee <= 90]):5.2f}); {reaction.known.mean():4.0%} balanced; "
            f"reserves {grade.reserve_share:5.1%}, in place of tissue {grade.yielding_share:5.1%}; "
            f"{grade.grade}"
        )
    if name == "squats1":
        undone(found, moving)


def undone(found: Analysis, moving: Dynamics) -> None:
    """Print the peaks of some frames, one choice after the other undone."""
    loads = loads_of(found)
    frames = np.arange(len(moving.time_s)) % EVERY == 0
    pulls = muscle_pulls(found.subject, moving.values, moving.rates)
    applied = (*loads.ground.forces, *loads.carried)
    usual = balance.YIELDING_NM
    for words, patella, hips_nm, fibres in CHOICES:
        settings = replace(loads.settings, passive_fibres=fibres)
        muscles = balance.balance_moments(
            found.subject,
            moving,
            loads.dynamics,
            pulls,
            settings=settings,
            frames=frames,
            reserves=reserves(loads, hips_nm, usual),
        )
        reactions = joint_reactions(
            found.subject,
            moving,
            applied,
            pulls,
            muscles,
            loads.dynamics.legs_known,
            settings=settings,
            patella=patella,
        )
        print(f"{words:32}" + ", ".join(_peak(r, loads.body_weight_n) for r in reactions.values()))


def reserves(loads: Loads, hips_nm: float, others_nm: float) -> dict[str, float]:
    """Optimal forces of all reserves: those of the hips' rotation as given."""
    assert loads.muscles is not None
    soft = set(loads.muscles.yields)
    found = {name: others_nm if name in soft else 1.0 for name in loads.muscles.coordinates}
    return found | {name: hips_nm for name in soft if name.startswith("hip")}


def _peak(reaction: JointReaction, weight_n: float) -> str:
    return f"{reaction.name} {np.nanmax(reaction.resultant_n) / weight_n:.2f}"


def main() -> None:
    """Print all tables."""
    passive_moments()
    for name in ("squats1", "wink", "no_wink", "deep_trap", "goblet"):
        table(name)


if __name__ == "__main__":
    main()
