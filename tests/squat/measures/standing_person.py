"""The packaged model in postures that are set by its coordinates, and a person who squats."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.motion.motion import Motion
from opensim_wink.samples.person import IDA, Body, make_body
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Course, Squat, squat_course

RATE_HZ = 100.0
FRAMES = 12
TURNS_OVER = ("pelvis_list", "pelvis_rotation", "pelvis_tz", "lumbar_bending", "lumbar_rotation")


@cache
def generic() -> tuple[Subject, BodyMasses]:
    path = packaged_model_path()
    return load_subject(path), masses_of(path)


@cache
def squatting(squat: Squat) -> tuple[Subject, Body, Course]:
    """Someone of known stance who squats once."""
    body = make_body(IDA)
    subject = replace(generic()[0], tree=body.tree)
    return subject, body, squat_course(body, squat, (Timing(0.6, 1.2, 0.1, 1.0),), RATE_HZ, 0.6)


def motion_of(subject: Subject, values: np.ndarray) -> Motion:
    tree, n = subject.tree, len(values)
    return Motion(
        name="made", time_s=np.arange(n) / RATE_HZ, coordinates=tree.coordinates,
        rotational=tree.rotational, values=values, markers=(), marker_error_m=np.empty((n, 0)),
        weights=np.empty(0), cost=np.full(n, np.nan), converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def posture(moved_m: tuple[float, float] = (0.0, 0.0), **angles_deg: float) -> np.ndarray:
    """Coordinates of the packaged model at zero but for these angles, shape (FRAMES, C)."""
    tree = generic()[0].tree
    values = np.zeros((FRAMES, len(tree.coordinates)))
    for name, angle in angles_deg.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    values[:, tree.coordinate("pelvis_tx")] += moved_m[0]
    values[:, tree.coordinate("pelvis_tz")] += moved_m[1]
    return tree.follow_couplers(values)


def mirrored(values: np.ndarray) -> np.ndarray:
    """The same posture of the person in the mirror."""
    tree = generic()[0].tree
    found = values.copy()
    for name in tree.coordinates:
        if name.endswith("_r") and f"{name[:-2]}_l" in tree.coordinates:
            pair = [tree.coordinate(name), tree.coordinate(f"{name[:-2]}_l")]
            found[:, pair] = values[:, pair[::-1]]
        elif name in TURNS_OVER:
            found[:, tree.coordinate(name)] *= -1.0
    return tree.follow_couplers(found)


def standing(values: np.ndarray) -> Dynamics:
    subject, masses = generic()
    return prepare_dynamics(subject, motion_of(subject, values), masses=masses, filtered=True)
