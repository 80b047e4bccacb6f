"""Motions of the packaged model, and muscle forces that are given rather than solved."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.kinematics import NodePoses
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls

RATE_HZ = 100.0
G = 9.80665


@cache
def subject() -> Subject:
    return load_subject(packaged_model_path())


def motion_of(values: np.ndarray) -> Motion:
    tree, n = subject().tree, len(values)
    return Motion(
        name="made", time_s=np.arange(n) / RATE_HZ, coordinates=tree.coordinates,
        rotational=tree.rotational, values=values, markers=(), marker_error_m=np.empty((n, 0)),
        weights=np.empty(0), cost=np.full(n, np.nan), converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def still(n: int = 8, **angles_deg: float) -> Dynamics:
    tree = subject().tree
    values = np.tile(tree.default, (n, 1))
    for name, angle in angles_deg.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    return prepare_dynamics(subject(), motion_of(values), filtered=True)


def moving(seed: int, n: int = 30) -> Dynamics:
    """Every coordinate swings slowly about its default."""
    tree, rng = subject().tree, np.random.default_rng(seed)
    time = np.arange(n)[:, None] / RATE_HZ
    swing = np.sin(2 * np.pi * (time * rng.uniform(0.3, 1.0, len(tree.coordinates))) + rng.uniform(
        0, 6, len(tree.coordinates)
    ))  # fmt: skip
    values = tree.default + rng.uniform(0.05, 0.4, len(tree.coordinates)) * swing
    return prepare_dynamics(subject(), motion_of(tree.follow_couplers(values)), filtered=True)


def pulls_of(dynamics: Dynamics, names: tuple[str, ...] | None = None) -> MusclePulls:
    return muscle_pulls(subject(), dynamics.values, dynamics.rates, names)


def bearing(
    tension_n: np.ndarray, names: tuple[str, ...], reserves_nm: dict[str, float] | None = None
) -> MuscleForces:
    """Muscles that bear given forces, all of it active, shape (T, K)."""
    tree, n = subject().tree, len(tension_n)
    reserve = np.zeros((n, len(tree.coordinates)))
    for name, moment in (reserves_nm or {}).items():
        reserve[:, tree.coordinate(name)] = moment
    return MuscleForces(
        muscles=names,
        activation=np.zeros_like(tension_n),
        active_n=tension_n,
        passive_n=np.zeros_like(tension_n),
        coordinates=tree.coordinates,
        needed_nm=np.zeros_like(reserve),
        reserve_nm=reserve,
        motors=(),
        solved=np.ones(n, bool),
        balanced=np.ones(n, bool),
    )


def push(
    body: str,
    force_n: tuple[float, float, float],
    point_m: np.ndarray,
    moment_nm: np.ndarray | None = None,
) -> AppliedForce:
    """A steady force at a point that may move, shape (T, 3)."""
    force = np.tile(np.asarray(force_n, dtype=float), (len(point_m), 1))
    free = np.zeros_like(force) if moment_nm is None else moment_nm
    return AppliedForce("made", body, force, point_m, free)


def at_frames(dynamics: Dynamics, frames: np.ndarray) -> Dynamics:
    """Some frames of a motion."""
    poses = NodePoses(dynamics.poses.rotation[..., frames], dynamics.poses.position[..., frames])
    return replace(
        dynamics,
        time_s=dynamics.time_s[frames],
        values=dynamics.values[frames],
        rates=dynamics.rates[frames],
        poses=poses,
        twists=dynamics.twists[..., frames],
        needed=dynamics.needed[..., frames],
        known=dynamics.known[frames],
    )
