"""Coordinates at a limit, where a clamp bends the spine instead, and beyond what was validated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile, SignedCoordinate
from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.limits import AT_LIMIT_DEG, BEYOND_RANGE_DEG
from opensim_wink.motion.guard.trunk import trunk_seen
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

STUCK_S = 0.05  # a squat's turning point stays within 0.05° for half of this at most
STUCK_FRAMES = 3
_MOVES_DEG = 1.0  # what moves less in the whole trial is held, not stopped

Ranges = Mapping[str, tuple[float, float]]


def range_flags(evidence: Evidence, validated: Ranges | None) -> Iterable[GuardFlag]:
    """Doubts about coordinates at or beyond the ends of their ranges.

    Parameters
    ----------
    evidence : Evidence
        The motion and its model.
    validated : mapping of str to (float, float), or None
        Coordinate → range in which the model was checked, degrees; what it lacks, and everything
        where it is None, is held against the range that the model states.

    Yields
    ------
    GuardFlag
        ``"at_limit"`` and ``"beyond_range"``; some may concern no frame.
    """
    yield from _stuck_flags(evidence)
    yield from _beyond_flags(evidence, validated or {})


def _stuck_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Coordinates that stay at an end of the model's range for several frames."""
    motion, tree, profile = evidence.motion, evidence.tree, evidence.profile
    flexing = {part.name: part.sign for part in _flexing(profile)}
    tilt = profile.posterior_pelvic_tilt.name
    for name in _of_squat(evidence):
        index = tree.coordinate(name)
        low, high = np.rad2deg(tree.low[index]), np.rad2deg(tree.high[index])
        if not tree.rotational[index] or tree.locked[index] or high <= low:
            continue
        angle = np.rad2deg(motion.coordinate(name))
        known = np.isfinite(angle)
        if not known.any() or np.ptp(angle[known]) < _MOVES_DEG:
            continue
        for end in (low, high):
            if motion.markers and end == np.rad2deg(tree.default[index]):
                continue  # where a coordinate rests that no visible marker moves
            stuck = _sticks(angle, float(end), motion.time_s)
            if not stuck.any():
                continue
            flexed = name in flexing and end == (high if flexing[name] > 0 else low)
            grave = bool(flexed or name == tilt)
            then = (
                "a clamp there bends the spine and tilts the pelvis instead; solve again with the "
                "clamps lifted."
                if grave
                else "a clamp there moves other joints in its stead."
            )
            yield GuardFlag(
                "at_limit",
                stuck,
                float(angle[stuck][np.abs(angle[stuck]).argmax()]),
                float(end),
                f"{name} stays within {AT_LIMIT_DEG:g}° of its limit of {end:.0f}° for "
                f"{int(stuck.sum())} frames: {then}",
                blocks=grave,
            )


def _sticks(angle_deg: FloatArray, end_deg: float, time_s: FloatArray) -> BoolArray:
    """Runs of frames at one angle, long enough to be no turning point."""
    near: BoolArray = np.abs(angle_deg - end_deg) <= AT_LIMIT_DEG
    stuck = np.zeros(len(near), dtype=bool)
    for first, stop in runs(near):
        long = time_s[stop - 1] - time_s[first] >= STUCK_S
        if long and stop - first >= STUCK_FRAMES:
            stuck[first:stop] = True
    return stuck


def _beyond_flags(evidence: Evidence, validated: Ranges) -> Iterable[GuardFlag]:
    """Flexion beyond the validated range, or the stated one, where a clamp would have bitten."""
    motion, tree = evidence.motion, evidence.tree
    # An angle that too few markers of the thorax show is not told, so it is no limit passed either.
    lumbar_known = trunk_seen(motion, tree, evidence.profile, measured=evidence.measured)
    for part in _flexing(evidence.profile):
        if part.name not in motion.coordinates or part.name not in tree.coordinates:
            continue
        index = tree.coordinate(part.name)
        low, high = np.rad2deg(tree.low[index]), np.rad2deg(tree.high[index])
        checked = part.name in validated
        if checked:
            low, high = validated[part.name]
        if not tree.rotational[index] or high <= low:
            continue
        # Only the end that a deep squat runs into: flexion, whichever native sign it has.
        limit = float(part.sign * (high if part.sign > 0 else low))
        flexion = np.rad2deg(part.sign * motion.coordinate(part.name))
        if part in evidence.profile.lumbar_flexion:
            flexion = np.where(lumbar_known, flexion, np.nan)
        worst = float(np.fmax.reduce(flexion, initial=-np.inf))
        told = "within which the model was checked" if checked else "that the model states"
        yield GuardFlag(
            "beyond_range",
            flexion > limit + BEYOND_RANGE_DEG,
            worst,
            limit,
            f"{part.name} flexes to {worst:.0f}°, beyond the {limit:.0f}° {told}; "
            "it was left free, since a clamp there would bend the spine instead.",
            blocks=False,
        )


def _of_squat(evidence: Evidence) -> list[str]:
    """Coordinates of pelvis, legs and spine that move on their own; arms and neck left out."""
    tree, profile = evidence.tree, evidence.profile
    parent = {joint.child: joint.parent for joint in tree.joints}
    bodies: set[int] = set()
    for end in (profile.pelvis, profile.torso, *profile.femur.values(), *profile.foot.values()):
        body = tree.body(end) if end else 0
        while body > 0:
            bodies.add(body)
            body = parent.get(body, 0)
    moving = {
        coordinate
        for joint in tree.joints
        if joint.child in bodies
        for axis in joint.axes
        for coordinate in axis.coordinates
    }
    # Lumbar levels may follow a coordinate that drives no joint itself.
    moving |= {tree.coordinate(part.name) for part in _flexing(profile)}
    moving -= {coupler.dependent for coupler in tree.couplers}
    known = set(evidence.motion.coordinates)
    return [tree.coordinates[c] for c in sorted(moving) if tree.coordinates[c] in known]


def _flexing(profile: Profile) -> list[SignedCoordinate]:
    """Hips, knees and lumbar spine."""
    return [
        *profile.hip_flexion.values(),
        *profile.knee_flexion.values(),
        *profile.lumbar_flexion,
    ]
