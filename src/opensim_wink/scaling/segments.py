"""Which bodies of a model belong to which segment, and which body carries a segment's markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from opensim_wink.body.functions import Constant
from opensim_wink.body.naming import readings
from opensim_wink.body.profile import SIDES, Profile, Side
from opensim_wink.body.tree import KinematicTree

_ARM: dict[str, tuple[str, ...]] = {
    "humerus": ("humerus", "upperarm"),
    "radius": ("radius", "forearm", "lowerarm", "ulnaradius"),
    "ulna": ("ulna", "forearm", "lowerarm", "ulnaradius"),
    "hand": ("hand",),
}
_HEAD = ("head", "headneck", "skull")


@dataclass(frozen=True)
class Segments:
    """A model's bodies by segment.

    Attributes
    ----------
    carriers : dict of str to str
        Part (``"pelvis"``, ``"femur_r"``, ``"tibia_r"``, ``"foot_r"``, ``"torso"``, ``"head"``,
        ``"humerus_r"``, ``"radius_r"``, ``"ulna_r"``, ``"hand_r"``, …) → the body that carries it;
        parts that the model lacks are absent.
    spine : tuple of str
        Bodies between pelvis and torso, from below; without the torso.
    bodies : dict of str to tuple of str
        Segment of the measurements → all bodies that scale with it; every body but ground once,
        those of segments that the model lacks with the body that they hang on.
    """

    carriers: dict[str, str]
    spine: tuple[str, ...]
    bodies: dict[str, tuple[str, ...]]

    def segment_of(self, body: str) -> str:
        """The segment that a body scales with."""
        return next(segment for segment, members in self.bodies.items() if body in members)


def find_segments(tree: KinematicTree, profile: Profile) -> Segments:
    """Sort a model's bodies into segments.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    profile : Profile
        Its parts.

    Returns
    -------
    Segments
        Bodies by segment.
    """
    carriers = {"pelvis": profile.pelvis, **_arms(tree)}
    if profile.torso:
        carriers["torso"] = profile.torso
    for part, bodies in (
        ("femur", profile.femur),
        ("tibia", profile.tibia),
        ("foot", profile.foot),
    ):
        carriers |= {f"{part}_{side}": body for side, body in bodies.items()}
    heads = [body for body in tree.bodies if readings(body)[0][0] in _HEAD]
    if heads:
        carriers["head"] = heads[0]
    owner = {profile.pelvis: "pelvis"}
    spine = _between(tree, profile.pelvis, profile.torso) if profile.torso else ()
    owner |= dict.fromkeys(spine, "torso")
    for side in SIDES:
        owner |= _leg(tree, carriers, side)
        owner |= _arm(carriers, side)
    if profile.torso:
        owner[profile.torso] = "torso"
    members: dict[str, list[str]] = {}
    for joint in tree.joints:  # parents first, so that a body can follow the one it hangs on
        body, parent = tree.bodies[joint.child], tree.bodies[joint.parent]
        owner.setdefault(body, owner.get(parent, "pelvis"))
        members.setdefault(owner[body], []).append(body)
    return Segments(carriers, spine, {name: tuple(of) for name, of in members.items()})


def _arms(tree: KinematicTree) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, aliases in _ARM.items():
        for body in tree.bodies:
            for stem, side in readings(body):
                if side is not None and stem in aliases:
                    found.setdefault(f"{part}_{side}", body)
                    break
    return found


def _between(tree: KinematicTree, ancestor: str, body: str) -> tuple[str, ...]:
    """Bodies on the way down from one body to another, both left out.

    Bodies welded to the ancestor count as part of it.
    """
    parent = {joint.child: joint for joint in tree.joints}
    way = []
    here = tree.body(body)
    while here in parent and tree.bodies[here] != ancestor:
        way.append(parent[here])
        here = parent[here].parent
    if here not in parent:
        return ()
    way.reverse()
    while way and all(isinstance(axis.function, Constant) for axis in way[0].axes):
        way.pop(0)
    return tuple(tree.bodies[joint.child] for joint in way[:-1])


def _leg(tree: KinematicTree, carriers: Mapping[str, str], side: Side) -> dict[str, str]:
    owner: dict[str, str] = {}
    above = "pelvis"
    for part in ("femur", "tibia", "foot"):
        here = f"{part}_{side}"
        if here not in carriers:
            break
        owner |= dict.fromkeys(_between(tree, carriers[above], carriers[here]), here)
        owner[carriers[here]] = here
        above = here
    return owner


def _arm(carriers: Mapping[str, str], side: Side) -> dict[str, str]:
    parts = {"humerus": "humerus", "ulna": "forearm", "radius": "forearm", "hand": "forearm"}
    return {
        carriers[f"{part}_{side}"]: f"{segment}_{side}"
        for part, segment in parts.items()
        if f"{part}_{side}" in carriers
    }
