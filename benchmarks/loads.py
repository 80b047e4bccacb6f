"""Loads of a real squat by OpenSim's own chain and by ours: parity, and the ratio of their times.

Inverse dynamics, static optimisation and joint reactions of the same model, filtered motion,
plates, reserves and objective; ours on arrays, OpenSim's by its tools, each in a process of its
own, whose start (about 1 s) counts. Both chains run in turns. Run it as ``python
benchmarks/loads.py [--first 0] [--last 1345] [--rounds 3]``; OpenSim solves a few frames a second.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.load_tools import (
    PELVIS_RESERVES,
    opensim_inverse_dynamics,
    opensim_joint_reactions,
    opensim_static_optimisation,
)
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import InverseDynamics, inverse_dynamics
from opensim_wink.load.reactions import JointReaction, joint_reactions
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.from_file import read_motion
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls
from opensim_wink.trial.filters import frame_rate, lowpass
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.storage import Storage, write_storage
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LEG = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle",
       "subtalar_angle", "mtp_angle")  # fmt: skip
RESERVES = {f"{name}_{side}": 1.0 for side in "rl" for name in LEG}
FEET = ("talus_r", "talus_l", "talus_r")  # the third plate is not stepped on
JOINTS = ("hip_r", "hip_l", "walker_knee_r", "walker_knee_l")
SETTINGS = LoadSettings(passive_fibres=False)
ENDS = 3  # frames at either end in which two splines with other end conditions part


@dataclass(frozen=True, eq=False)
class Chain:
    """Files for OpenSim's tools, and the same for ours."""

    subject: Subject
    movement: Motion
    applied: tuple[AppliedForce, ...]
    model: Path
    motion: Path
    loads: Path

    @property
    def time_s(self) -> FloatArray:
        """Frame times."""
        return self.movement.time_s

    @property
    def span(self) -> dict[str, float]:
        """First and last time, as the tools take them."""
        return {"start_s": float(self.time_s[0]), "end_s": float(self.time_s[-1])}


def prepared(folder: Path, place: Path, first: int, last: int) -> Chain:
    """Filter some frames of the published motion and give each foot its plate."""
    model = folder / "manually_scaled.osim"
    subject = load_subject(model)
    tree = subject.tree
    motion = read_motion(folder / "squats1_manual_scaling_ik.mot", tree)
    smooth = lowpass(motion.values_of(tree), frame_rate(motion.time_s), 6.0)
    some = slice(first, last + 1)
    movement = replace(
        motion,
        time_s=motion.time_s[some],
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=tree.follow_couplers(smooth[some]),
        marker_error_m=np.empty((last + 1 - first, 0)),
        markers=(),
        cost=motion.cost[some],
        converged=motion.converged[some],
    )
    plates = read_ground_reaction_mot(folder / "squats1_grf.mot")
    applied = tuple(
        AppliedForce(
            plate.name,
            foot,
            plate.force_n[some],
            plate.cop_m[some],
            np.nan_to_num(plate.free_moment_nm)[some],
        )
        for plate, foot in zip(plates, FEET, strict=True)
    )
    table = Storage("filtered", movement.time_s, tree.coordinates, movement.values, False)
    write_storage(place / "filtered.mot", table)
    document = ElementTree.parse(folder / "squats1_external_forces.xml")
    for force, foot in zip(document.iter("ExternalForce"), FEET, strict=True):
        next(force.iter("applied_to_body")).text = foot
    next(document.iter("datafile")).text = str(folder / "squats1_grf.mot")
    document.write(place / "loads.xml")
    return Chain(subject, movement, applied, model, place / "filtered.mot", place / "loads.xml")


def our_chain(chain: Chain) -> tuple[InverseDynamics, MuscleForces, dict[str, JointReaction]]:
    """Inverse dynamics, static optimisation and joint reactions on arrays, posed as OpenSim's."""
    dynamics = prepare_dynamics(chain.subject, chain.movement, filtered=True)
    inverse = inverse_dynamics(dynamics, chain.applied, dynamics.known)
    pulls = muscle_pulls(chain.subject, dynamics.values, dynamics.rates)
    muscles = balance_moments(
        chain.subject,
        dynamics,
        inverse,
        pulls,
        settings=SETTINGS,
        spine="coupled",
        reserves=RESERVES,
        as_opensim=True,
    )
    reactions = _reactions(chain, dynamics, pulls, muscles)
    return inverse, muscles, reactions


def our_reactions(chain: Chain, forces: Storage) -> dict[str, JointReaction]:
    """Joint reactions of the muscle forces in the tool's table."""
    dynamics = prepare_dynamics(chain.subject, chain.movement, filtered=True)
    pulls = muscle_pulls(chain.subject, dynamics.values, dynamics.rates)
    tension = np.full(pulls.length_m.shape, np.nan)
    rows = frames_of(chain, forces)
    tension[rows] = np.stack([forces.column(name) for name in pulls.names], axis=1)
    held = tuple(RESERVES)
    reserve = np.full((len(tension), len(held)), np.nan)
    reserve[rows] = np.stack([forces.column(f"reserve_{name}") for name in held], axis=1)
    told = np.isfinite(tension).all(axis=1)
    muscles = MuscleForces(
        muscles=pulls.names,
        activation=np.full_like(tension, np.nan),
        active_n=tension,
        passive_n=np.zeros_like(tension),
        coordinates=held,
        needed_nm=np.full_like(reserve, np.nan),
        reserve_nm=reserve,
        motors=(),
        solved=told,
        balanced=told,
    )
    return _reactions(chain, dynamics, pulls, muscles)


def _reactions(
    chain: Chain, dynamics: Dynamics, pulls: MusclePulls, muscles: MuscleForces
) -> dict[str, JointReaction]:
    return joint_reactions(
        chain.subject,
        dynamics,
        chain.applied,
        pulls,
        muscles,
        dynamics.known,
        settings=SETTINGS,
        patella="pulley",
    )


def their_optimisation(chain: Chain, every: int = 1) -> tuple[Storage, Storage]:
    """Activations and forces by OpenSim's tool."""
    return opensim_static_optimisation(
        chain.model,
        chain.motion,
        chain.loads,
        reserves=PELVIS_RESERVES | RESERVES,
        every=every,
        **chain.span,
    )


def their_reactions(chain: Chain, forces: Storage, every: int = 1) -> Storage:
    """Joint reactions by OpenSim's tool, in ground."""
    return opensim_joint_reactions(
        chain.model,
        chain.motion,
        chain.loads,
        forces,
        joints=JOINTS,
        on=["child"] * len(JOINTS),
        in_frame=["ground"] * len(JOINTS),
        reserves=PELVIS_RESERVES | RESERVES,
        every=every,
        **chain.span,
    )


def their_moments(chain: Chain) -> Storage:
    """Generalised forces by OpenSim's tool."""
    return opensim_inverse_dynamics(chain.model, chain.motion, chain.loads, **chain.span)


def frames_of(chain: Chain, table: Storage) -> NDArray[np.intp]:
    """Our frames of a table's rows."""
    return np.asarray(np.abs(chain.time_s[:, None] - table.time_s).argmin(axis=0))


def moments_apart(chain: Chain, inverse: InverseDynamics, theirs: Storage) -> float:
    """Largest difference of a generalised force, N·m or N, the ends left out."""
    tree = chain.subject.tree
    names = [
        f"{name}_{'moment' if turns else 'force'}"
        for name, turns in zip(tree.coordinates, tree.rotational, strict=True)
    ]
    table = np.stack([theirs.column(name) for name in names], axis=1)
    return float(np.abs(table - inverse.force)[ENDS:-ENDS].max())


def activations_apart(
    chain: Chain, muscles: MuscleForces, theirs: Storage
) -> tuple[FloatArray, FloatArray]:
    """Difference of every activation (T, K) and the tool's own, row by row of its table."""
    table = np.stack([theirs.column(name) for name in muscles.muscles], axis=1)
    return muscles.activation[frames_of(chain, theirs)] - table, table


def reactions_apart(
    chain: Chain, reactions: dict[str, JointReaction], theirs: Storage
) -> dict[str, float]:
    """Largest difference of each contact force's size, as a share of body weight; ends left out."""
    weight_n = chain.subject.mass_kg * STANDARD_GRAVITY
    rows = frames_of(chain, theirs)
    found: dict[str, float] = {}
    for reaction in reactions.values():
        starts = f"{reaction.joint}_on_"
        columns = [c for c in theirs.columns if c.startswith(starts) and c[-2:-1] == "f"]
        if len(columns) == 3:
            force = np.stack([theirs.column(c) for c in columns], axis=1)
            apart = np.linalg.norm(force, axis=1) - np.linalg.norm(reaction.force_n[rows], axis=1)
            found[reaction.name] = float(np.abs(apart[ENDS:-ENDS]).max() / weight_n)
    return found


def measure(chain: Chain, rounds: int) -> None:
    """Print parity, and the ratio of times of both chains, run in turns."""
    our_chain(chain)  # models and paths are read once
    times = np.empty((rounds, 4))
    for k in range(rounds):
        start = time.perf_counter()
        inverse, muscles, reactions = our_chain(chain)
        times[k, 0] = time.perf_counter() - start
        start = time.perf_counter()
        moments = their_moments(chain)
        times[k, 1] = time.perf_counter() - start
        start = time.perf_counter()
        activations, forces = their_optimisation(chain)
        times[k, 2] = time.perf_counter() - start
        start = time.perf_counter()
        contact = their_reactions(chain, forces)
        times[k, 3] = time.perf_counter() - start
    apart, theirs = activations_apart(chain, muscles, activations)
    rms = np.sqrt(np.mean(apart**2, axis=0))
    worst = int(rms.argmax())
    n = len(chain.time_s)
    print(f"{n} frames, {len(muscles.muscles)} muscles")
    print(f"inverse dynamics: largest difference {moments_apart(chain, inverse, moments):.3f} N·m")
    print(
        f"static optimisation: activations {np.sqrt(np.mean(apart**2)):.4f} RMS "
        f"(largest {np.abs(apart).max():.3f}; worst muscle {muscles.muscles[worst]} "
        f"{rms[worst]:.4f} RMS; the tool's reach {theirs.max():.2f})"
    )
    same = reactions_apart(chain, our_reactions(chain, forces), contact)
    own = reactions_apart(chain, reactions, contact)
    for name, share in same.items():
        print(
            f"joint reaction, {name}: sizes within {100 * share:.2f} % of body weight with the "
            f"tool's muscle forces, {100 * own[name]:.2f} % each with its own"
        )
    ours, their = times[:, 0], times[:, 1:].sum(axis=1)
    names = ("inverse dynamics", "static optimisation", "joint reactions")
    for name, seconds in zip(names, np.median(times[:, 1:], axis=0), strict=True):
        print(f"OpenSim, {name}: {seconds:.1f} s")
    print(
        f"ours, all three: {np.median(ours):.2f} s ({1e3 * np.median(ours) / n:.2f} ms a frame); "
        f"OpenSim: {np.median(their):.1f} s; ratio {np.median(their / ours):.0f} "
        f"(of {rounds} rounds: {(their / ours).min():.0f} to {(their / ours).max():.0f})"
    )


def main() -> None:
    """Run both chains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last", type=int, default=1345)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = SHARED / "real" / "opencap_subject4"
        measure(prepared(folder, Path(place), chosen.first, chosen.last), chosen.rounds)


if __name__ == "__main__":
    main()
