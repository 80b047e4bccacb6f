"""Joint reactions of a real squat, against OpenSim's JointReaction and StaticOptimization."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from reaction_making import G, at_frames

from opensim_wink.body.load_tools import (
    PELVIS_RESERVES,
    opensim_joint_reactions,
    opensim_static_optimisation,
)
from opensim_wink.body.paths import engine_lengths
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.joint_frames import joint_cuts
from opensim_wink.load.reactions import JointReaction, joint_reactions
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.from_file import read_motion
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.storage import Storage, write_storage

pytestmark = pytest.mark.real

BODY_WEIGHT_N = 60.05 * G  # what the plates say of the person
START_S, END_S, EVERY = 0.5, 2.4, 10  # down and up once, 20 frames
JOINTS = {
    "hip_r": ("hip_r", "femur_r"),
    "hip_l": ("hip_l", "femur_l"),
    "knee_r": ("walker_knee_r", "tibia_r"),
    "knee_l": ("walker_knee_l", "tibia_l"),
    "l5s1": ("back", "torso"),
}
FEET = (("1", "calcn_r"), ("2", "calcn_l"))
LOADS = LoadSettings(passive_fibres=False)


@dataclass(frozen=True, eq=False)
class Squat:
    """One squat, and what OpenSim makes of it."""

    subject: Subject
    dynamics: Dynamics
    applied: tuple[AppliedForce, ...]
    pulls: MusclePulls
    reserves: dict[str, float]
    activation: Storage
    force: Storage
    reaction: Storage


def external_loads(data: Path) -> str:
    """The plates' forces, each on the foot that stands on it."""
    forces = "".join(
        f'<ExternalForce name="plate{i}"><applied_to_body>{body}</applied_to_body>'
        "<force_expressed_in_body>ground</force_expressed_in_body>"
        "<point_expressed_in_body>ground</point_expressed_in_body>"
        f"<force_identifier>ground_force_{i}_v</force_identifier>"
        f"<point_identifier>ground_force_{i}_p</point_identifier>"
        f"<torque_identifier>ground_force_{i}_m</torque_identifier></ExternalForce>"
        for i, body in FEET
    )
    return (
        '<OpenSimDocument Version="40000"><ExternalLoads name="feet">'
        f"<objects>{forces}</objects><datafile>{data}</datafile>"
        "</ExternalLoads></OpenSimDocument>"
    )


@pytest.fixture(scope="module")
def squat(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Squat:
    folder, place = shared / "real" / "opencap_subject4", tmp_path_factory.mktemp("squat")
    subject = load_subject(folder / "manually_scaled.osim")
    tree = subject.tree
    dynamics = prepare_dynamics(subject, read_motion(folder / "squats1_converged_ik.mot", tree))
    table = Storage("filtered", dynamics.time_s, tree.coordinates, dynamics.values, False)
    write_storage(place / "filtered.mot", table)
    (place / "loads.xml").write_text(external_loads(folder / "squats1_grf.mot"), "utf-8")
    legs = ("hip", "knee", "ankle", "subtalar", "mtp")
    coupled = {tree.coordinates[coupler.dependent] for coupler in tree.couplers}
    reserves = dict(PELVIS_RESERVES) | {
        name: 10.0 for name in tree.coordinates if name.startswith(legs) and name not in coupled
    }
    run = (subject.model_path, place / "filtered.mot", place / "loads.xml")
    activation, force = opensim_static_optimisation(
        *run, start_s=START_S, end_s=END_S, reserves=reserves, every=EVERY, convergence=1e-6
    )
    reaction = opensim_joint_reactions(
        *run, force, start_s=START_S, end_s=END_S, joints=[joint for joint, _ in JOINTS.values()],
        on=["child"] * len(JOINTS), in_frame=["ground"] * len(JOINTS), reserves=reserves,
        every=EVERY,
    )  # fmt: skip
    frames = np.searchsorted(dynamics.time_s, force.time_s - 1e-6)
    dynamics = at_frames(dynamics, frames)
    plates = read_ground_reaction_mot(folder / "squats1_grf.mot")
    applied = tuple(
        AppliedForce(
            plate.name, body, plate.force_n[frames], plate.cop_m[frames],
            plate.free_moment_nm[frames],
        )
        for plate, (_, body) in zip(plates, FEET, strict=False)
    )  # fmt: skip
    pulls = muscle_pulls(subject, dynamics.values, dynamics.rates)
    return Squat(subject, dynamics, applied, pulls, reserves, activation, force, reaction)


def of_tool(squat: Squat, name: str, kind: str) -> np.ndarray:
    """OpenSim's force ("f") or moment ("m") along the directions of the cut, shape (T, 3)."""
    joint, body = JOINTS[name]
    found = np.stack(
        [squat.reaction.column(f"{joint}_on_{body}_in_ground_{kind}{axis}") for axis in "xyz"], 1
    )
    directions = joint_cuts(squat.subject, squat.dynamics)[name].directions
    return np.einsum("tij,tj->ti", directions, found)


def reactions(squat: Squat, muscles: MuscleForces) -> dict[str, JointReaction]:
    known = np.ones(len(squat.dynamics.known), bool)
    return joint_reactions(
        squat.subject, squat.dynamics, squat.applied, squat.pulls, muscles, known, settings=LOADS,
        patella="pulley",
    )  # fmt: skip


def with_tools_forces(squat: Squat) -> MuscleForces:
    names, n = squat.pulls.names, len(squat.dynamics.known)
    tension = np.stack([squat.force.column(name) for name in names], axis=1)
    held = [name for name in squat.reserves if not name.startswith("pelvis")]
    reserve = np.stack([squat.force.column(f"reserve_{name}") for name in held], axis=1)
    return MuscleForces(
        names, np.zeros_like(tension), tension, np.zeros_like(tension), tuple(held),
        np.zeros_like(reserve), reserve, (), np.ones(n, bool), np.ones(n, bool),
    )  # fmt: skip


def test_the_same_muscle_forces_give_the_tools_reactions(squat: Squat) -> None:
    found = reactions(squat, with_tools_forces(squat))
    for name in ("hip_r", "hip_l", "knee_r", "knee_l"):
        apart = np.abs(found[name].force_n - of_tool(squat, name, "f"))
        assert apart.max() < 0.01 * BODY_WEIGHT_N, name
        assert (np.abs(found[name].moment_nm - of_tool(squat, name, "m")) < 1.0).all(), name


def test_net_force_and_moment_under_a_motor_are_the_tools(squat: Squat) -> None:
    """No muscle crosses this model's back: all that the tool finds there is the net force."""
    found = reactions(squat, with_tools_forces(squat))["l5s1"]
    np.testing.assert_allclose(found.net_force_n, of_tool(squat, "l5s1", "f"), atol=0.5)
    np.testing.assert_allclose(found.net_moment_nm, of_tool(squat, "l5s1", "m"), atol=0.5)
    assert np.isnan(found.force_n).all()


def solved(squat: Squat) -> MuscleForces:
    known = np.ones(len(squat.dynamics.known), bool)
    inverse = inverse_dynamics(squat.dynamics, squat.applied, known)
    return balance_moments(
        squat.subject, squat.dynamics, inverse, squat.pulls, settings=LOADS,
        reserves=squat.reserves, as_opensim=True,
    )  # fmt: skip


def test_end_to_end_the_tools_reactions_come_out(squat: Squat) -> None:
    """Our activations, our forces. Near a straight knee the tool's gastrocnemii are too short.

    They are up to 9 mm short there (see ``muscle.path_solver``), so frames beyond 20° are held to
    1 % of body weight; with its lengths of fibres, though not its directions, the others to 2 %.
    """
    found = reactions(squat, solved(squat))
    short = replace(
        squat.pulls,
        length_m=engine_lengths(
            squat.subject.model_path, squat.subject.tree.coordinates, squat.dynamics.values,
            squat.pulls.names,
        ),
    )  # fmt: skip
    theirs = replace(squat, pulls=short)
    found_short = reactions(theirs, solved(theirs))
    columns = [squat.subject.tree.coordinate(f"knee_angle_{side}") for side in "rl"]
    bent = np.rad2deg(squat.dynamics.values[:, columns]).min(axis=1) > 20
    assert bent.sum() >= 14
    for name in ("hip_r", "hip_l", "knee_r", "knee_l"):
        reference = of_tool(squat, name, "f")
        apart = np.abs(found[name].force_n - reference)[bent]
        assert apart.max() < 0.01 * BODY_WEIGHT_N, name
        apart = np.abs(found_short[name].force_n - reference)
        assert apart.max() < 0.02 * BODY_WEIGHT_N, name


def test_the_knee_of_a_deep_squat_is_pressed_hard_and_the_reason_is_told(squat: Squat) -> None:
    """In vivo 2.5 body weights (Kutzner 2010), with less bend: the model's arm shrinks to 2 cm."""
    found = reactions(squat, with_tools_forces(squat))
    knee, hip = found["knee_r"], found["hip_r"]
    assert knee.resultant_n.max() > 4 * BODY_WEIGHT_N
    assert "with an arm of 1." in " ".join(knee.notes)
    assert 1.5 * BODY_WEIGHT_N < hip.resultant_n.max() < 5 * BODY_WEIGHT_N
    deepest = int(np.argmax(knee.resultant_n))
    assert 0.4 < squat.dynamics.time_s[deepest] - START_S < 1.2
    assert knee.reserve_share.max() < 0.05
