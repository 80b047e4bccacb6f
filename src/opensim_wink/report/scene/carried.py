"""A bar or a weight in a scene: a body of its own, where the loads have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.errors import ModelError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.carried import carried_forces
from opensim_wink.report.scene.scene import FloatArray, SceneBody, SceneBone
from opensim_wink.report.scene.turning import turned_to

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis
    from opensim_wink.load.dynamics import Dynamics

BAR_M, BAR_RADIUS_M, LIGHTEST_FULL_BAR_KG = 2.2, 0.014, 15.0
SHORT_BAR_M = 1.2  # lighter ones
PLATE_RADIUS_M, PLATE_HALF_M, SLEEVE_M = 0.225, 0.03, 0.40
IRON_KG_M3 = 7800.0
_HEAVIEST_BAR_KG = 20.0


def carried_things(
    analysis: Analysis, dynamics: Dynamics, first_body: int
) -> tuple[tuple[SceneBody, ...], tuple[SceneBone, ...]]:
    """What is carried, as bodies with cylinders.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.
    dynamics : Dynamics
        Its motion, filtered.
    first_body : int
        Number of the first of these bodies.

    Returns
    -------
    bodies, bones : tuple
        Empty where nothing is carried or its place is not known. A bar lies across the torso, or
        from hand to hand; one weight in both hands lies between them.
    """
    forces = _carried(analysis, dynamics)
    settings = analysis.settings
    bodies: list[SceneBody] = []
    bones: list[SceneBone] = []

    def add(name: str, at_m: FloatArray, along: FloatArray, cylinders: list[SceneBone]) -> None:
        if np.isfinite(at_m).all(axis=1).any():
            bodies.append(SceneBody(name, at_m, turned_to(along)))
            bones.extend(cylinders)

    bar = [force for force in forces if "bar of" in force.name]
    weights = [force for force in forces if "bar of" not in force.name]
    if bar and settings.barbell_kg:
        at_m = np.mean([force.point_m for force in bar], axis=0)
        along = _across(bar, analysis, dynamics)
        add("carried", at_m, along, bar_cylinders(first_body, settings.barbell_kg))
    kilograms = [kg for kg in settings.loads.hand_weights_kg if kg]
    held = np.broadcast_to([0.0, 1.0, 0.0], (len(dynamics.time_s), 3))
    if len(settings.loads.hand_weights_kg) == 1 and weights:
        at_m = np.mean([force.point_m for force in weights], axis=0)
        add("carried", at_m, held, weight_cylinder(first_body + len(bodies), kilograms[0]))
    elif weights:
        for force, kg in zip(weights, kilograms, strict=True):
            side = "r" if "right" in force.name else "l"
            ahead = dynamics.kinematics.body_rotation(dynamics.poses, force.body)[:, :, 0]
            number = first_body + len(bodies)
            add(f"carried {side}", force.point_m, ahead, weight_cylinder(number, kg, side))
    return tuple(bodies), tuple(bones)


def bar_cylinders(body: int, mass_kg: float) -> list[SceneBone]:
    """A bar along X of its body, with the plates that its mass asks for.

    Parameters
    ----------
    body : int
        Number of the body.
    mass_kg : float
        Bar and plates.

    Returns
    -------
    list of SceneBone
        The bar, and a plate at each end where it is heavier than a bar alone.
    """
    half = 0.5 * (BAR_M if mass_kg >= LIGHTEST_FULL_BAR_KG else SHORT_BAR_M)
    found = [SceneBone(body, "bar", "", _along_x(-half, half), BAR_RADIUS_M)]
    if mass_kg > _HEAVIEST_BAR_KG:
        for sign in (1.0, -1.0):
            middle = sign * (half - SLEEVE_M)
            ends = _along_x(middle - PLATE_HALF_M, middle + PLATE_HALF_M)
            found.append(SceneBone(body, "bar", "", ends, PLATE_RADIUS_M))
    return found


def weight_cylinder(body: int, mass_kg: float, side: str = "") -> list[SceneBone]:
    """A weight along X of its body: an iron cylinder as long as it is wide.

    Parameters
    ----------
    body : int
        Number of the body.
    mass_kg : float
        Its mass.
    side : str
        The hand that holds it, where it is one.

    Returns
    -------
    list of SceneBone
        One cylinder.
    """
    radius = float((mass_kg / IRON_KG_M3 / (2 * np.pi)) ** (1 / 3))
    return [SceneBone(body, "bar", side, _along_x(-radius, radius), radius)]


def _carried(analysis: Analysis, dynamics: Dynamics) -> Sequence[AppliedForce]:
    if analysis.loading is not None:
        return analysis.loading.loads.carried
    settings = analysis.settings
    try:
        return carried_forces(
            analysis.subject,
            dynamics,
            barbell_kg=settings.barbell_kg,
            settings=settings.loads,
            trial=analysis.trial,
            cutoff_hz=settings.cutoff_hz,
        )
    except ModelError:  # no place for it; the analysis has said so
        return ()


def _across(bar: list[AppliedForce], analysis: Analysis, dynamics: Dynamics) -> FloatArray:
    """The way of a bar, unit vectors (F, 3): from hand to hand, or across the torso."""
    if len(bar) == 2:
        way = bar[0].point_m - bar[1].point_m
        return np.asarray(way / np.linalg.norm(way, axis=1, keepdims=True))
    torso = analysis.subject.profile.torso
    return dynamics.kinematics.body_rotation(dynamics.poses, torso)[:, :, 2]


def _along_x(low: float, high: float) -> FloatArray:
    return np.array([[low, 0.0, 0.0], [high, 0.0, 0.0]])
