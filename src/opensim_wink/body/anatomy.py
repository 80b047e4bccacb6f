"""Find pelvis, torso, thighs, shanks and feet in any model: by name, else by how it is built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.naming import readings
from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.skeleton import GROUND, Link, Skeleton

FloatArray = NDArray[np.float64]

# The nearer to the front, the likelier the name means the part.
_PELVIS = ("pelvis", "hips", "pelvicgirdle", "lowertrunk")
_TORSO = (
    "torso",
    "thorax",
    "trunk",
    "uppertrunk",
    "ribcage",
    "chest",
    "hat",
    "upperbody",
    "thoracic12",
    "t12",
)
_FEMUR = ("femur", "thigh", "upperleg", "upleg")
_TIBIA = ("tibia", "shank", "lowerleg", "shin", "tibiafibula", "leg", "calf")
_FOOT = ("calcn", "calcaneus", "hindfoot", "rearfoot", "heel", "foot")

# Joint centres nearer than this to the first one belong to the same anatomical joint: hips of
# three pins, ankles with a subtalar axis (0.065 m apart in the gait models).
_SAME_JOINT_M = 0.1
_LEG_DROP_M = 0.25  # a branch of the pelvis that reaches lower than this is a leg


@dataclass(frozen=True)
class Anatomy:
    """Which bodies play which part; what was not found is None or absent.

    Attributes
    ----------
    pelvis, torso : str or None
        Body names.
    femur, tibia, foot : dict of Side to str
        Body names; ``foot`` is the calcaneus.
    right : ndarray, shape (3,)
        Unit vector from the left to the right hip in ground, in the default pose; Z where the
        model has no two hips.
    """

    pelvis: str | None
    torso: str | None
    femur: dict[Side, str] = field(default_factory=dict)
    tibia: dict[Side, str] = field(default_factory=dict)
    foot: dict[Side, str] = field(default_factory=dict)
    right: FloatArray = field(default_factory=lambda: np.array([0.0, 0.0, 1.0]))


def find_anatomy(skeleton: Skeleton) -> Anatomy:
    """Find the parts of a body in a model.

    Names decide where they are in use; otherwise the pelvis is what hangs on ground by a free
    joint and has two branches that reach down, the thighs follow its hips, and the torso is the
    heaviest of what remains above.

    Parameters
    ----------
    skeleton : Skeleton
        The model's bodies and joints.

    Returns
    -------
    Anatomy
        What was found.
    """
    pelvis = _named(skeleton.bodies, _PELVIS).get(None) or _root_with_legs(skeleton)
    if pelvis is None:
        return Anatomy(None, _named(skeleton.bodies, _TORSO).get(None))
    legs = _legs(skeleton, pelvis)
    femur, tibia, foot = (
        _on_sides(skeleton, pelvis, aliases, {side: leg[k] for side, leg in legs.items()})
        for k, aliases in enumerate((_FEMUR, _TIBIA, _FOOT))
    )
    torso = _named(skeleton.bodies, _TORSO).get(None) or _heaviest_above(skeleton, pelvis, femur)
    right = np.array([0.0, 0.0, 1.0])
    if set(femur) == set(SIDES):
        right = _hip(skeleton, pelvis, femur["r"]) - _hip(skeleton, pelvis, femur["l"])
        right = right / np.linalg.norm(right)
    return Anatomy(pelvis, torso, femur, tibia, foot, right)


def _named(bodies: Iterable[str], aliases: tuple[str, ...]) -> dict[Side | None, str]:
    """The likeliest body per side; key None for names without a side."""
    best: dict[Side | None, tuple[int, str]] = {}
    for body in bodies:
        for stem, side in readings(body):
            if stem in aliases:
                rank = aliases.index(stem)
                if side not in best or rank < best[side][0]:
                    best[side] = (rank, body)
                break
    return {side: body for side, (_, body) in best.items()}


def _on_sides(
    skeleton: Skeleton, pelvis: str, aliases: tuple[str, ...], built: dict[Side, str]
) -> dict[Side, str]:
    """Bodies of both legs: those named so and joined to the pelvis, else those built so."""
    named = _named((b for b in skeleton.bodies if skeleton.chain(pelvis, b)), aliases)
    parts = {side: named.get(side) or built.get(side) for side in SIDES}
    return {side: part for side, part in parts.items() if part}


def _root_with_legs(skeleton: Skeleton) -> str | None:
    """The free root of a body without known names; not the ball or the ribs of an arm model."""
    root = _free_root(skeleton)
    if root is None or _legs(skeleton, root):
        return root
    thighs = _named(skeleton.bodies, _FEMUR).values()
    return root if any(skeleton.chain(root, thigh) for thigh in thighs) else None


def _free_root(skeleton: Skeleton) -> str | None:
    for link in skeleton.links:
        if GROUND in (link.parent, link.child) and len(link.coordinates) >= 3:
            # The coordinates may be spread over massless bodies between ground and pelvis.
            return link.child if link.parent == GROUND else link.parent
    moving = [link for link in skeleton.links if link.coordinates]
    here, crossed = GROUND, 0
    while crossed < 6:
        ahead = [link for link in moving if link.parent == here]
        if len(ahead) != 1:
            break
        here, crossed = ahead[0].child, crossed + len(ahead[0].coordinates)
    return here if crossed >= 3 else None


def _hip(skeleton: Skeleton, pelvis: str, femur: str) -> FloatArray:
    chain = skeleton.chain(pelvis, femur)
    return next((link for link in chain if link.coordinates), chain[0]).centre_m


def _legs(skeleton: Skeleton, pelvis: str) -> dict[Side, tuple[str, str, str]]:
    """Femur, tibia and foot by side, from the two branches of the pelvis that reach lowest."""
    reach: list[tuple[float, str]] = []
    for link in skeleton.links:
        if pelvis not in (link.parent, link.child) or not link.coordinates:
            continue
        beyond = skeleton.beyond(pelvis, link)
        if beyond:
            lowest = min(beyond, key=lambda body: float(skeleton.centre_m[body] @ skeleton.up))
            drop = float((link.centre_m - skeleton.centre_m[lowest]) @ skeleton.up)
            reach.append((drop, lowest))
    lowest_two = sorted(reach, reverse=True)[:2]
    if len(lowest_two) < 2 or lowest_two[1][0] < _LEG_DROP_M:
        return {}
    chains = [
        [link for link in skeleton.chain(pelvis, end) if link.coordinates] for _, end in lowest_two
    ]
    across = chains[0][0].centre_m - chains[1][0].centre_m
    ends = [skeleton.centre_m[end] for _, end in lowest_two]
    right = _right_of(skeleton, chains, ends)
    order: tuple[Side, Side] = ("r", "l") if float(across @ right) > 0 else ("l", "r")
    return {side: _leg_parts(chain) for side, chain in zip(order, chains, strict=True)}


def _right_of(skeleton: Skeleton, chains: list[list[Link]], ends: list[FloatArray]) -> FloatArray:
    """The right-hand direction, since toes point forward of the ankles."""
    forward = np.zeros(3)
    for chain, end in zip(chains, ends, strict=True):
        groups = _joint_groups(chain)
        if len(groups) > 2:
            forward += end - groups[2][0].centre_m
    forward -= (forward @ skeleton.up) * skeleton.up
    if float(np.linalg.norm(forward)) < 0.02:  # no feet to tell by: OpenSim's X
        forward = np.array([1.0, 0.0, 0.0])
    return np.cross(forward, skeleton.up)


def _joint_groups(chain: list[Link]) -> list[list[Link]]:
    groups: list[list[Link]] = []
    for link in chain:
        near = groups and np.linalg.norm(link.centre_m - groups[-1][0].centre_m) < _SAME_JOINT_M
        if near:
            groups[-1].append(link)
        else:
            groups.append([link])
    return groups


def _leg_parts(chain: list[Link]) -> tuple[str, str, str]:
    groups = _joint_groups(chain)
    parts = [group[-1].child for group in groups[:3]]
    parts += [""] * (3 - len(parts))
    return parts[0], parts[1], parts[2]


def _heaviest_above(skeleton: Skeleton, pelvis: str, femur: dict[Side, str]) -> str | None:
    above: set[str] = set()
    for link in skeleton.links:
        if pelvis in (link.parent, link.child):
            beyond = skeleton.beyond(pelvis, link)
            if not set(beyond) & set(femur.values()):
                above.update(beyond)
    heavy = [body for body in above if skeleton.mass_kg[body] > 1.0]
    return max(heavy, key=lambda body: skeleton.mass_kg[body], default=None)
