"""Motions of known models for tests of loads: made up, smooth, with couplers met."""

from __future__ import annotations

from functools import cache

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.motion import Motion

RATE_HZ = 100.0


@cache
def subject() -> Subject:
    return load_subject(packaged_model_path())


@cache
def masses() -> BodyMasses:
    return masses_of(packaged_model_path())


def motion_of(
    values: np.ndarray, person: Subject | None = None, rate_hz: float = RATE_HZ
) -> Motion:
    tree = (person or subject()).tree
    n = len(values)
    return Motion(
        name="made", time_s=np.arange(n) / rate_hz, coordinates=tree.coordinates,
        rotational=tree.rotational, values=values, markers=(), marker_error_m=np.empty((n, 0)),
        weights=np.empty(0), cost=np.full(n, np.nan), converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def still_values(n: int = 40, person: Subject | None = None, **angles_deg: float) -> np.ndarray:
    tree = (person or subject()).tree
    values = np.tile(tree.default, (n, 1))
    for name, angle in angles_deg.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    return tree.follow_couplers(values)


def wavy_values(n: int = 120, seed: int = 0, person: Subject | None = None) -> np.ndarray:
    """Every free coordinate in a sine of its own, up to 0.25 rad or m at 0.2 to 0.7 Hz."""
    tree = (person or subject()).tree
    rng = np.random.default_rng(seed)
    swing = rng.uniform(0.05, 0.25, len(tree.coordinates)) * ~tree.locked
    phase = 2 * np.pi * rng.uniform(0.2, 0.7, len(swing)) * np.arange(n)[:, None] / RATE_HZ
    # Knees bend to one side only.
    middle = tree.default + np.array([0.5 if "knee_angle" in c else 0.0 for c in tree.coordinates])
    start = rng.uniform(0, 2 * np.pi, len(swing))
    return tree.follow_couplers(middle + swing * np.sin(phase + start))
