"""How far a marker may be from the place on the bone that it stands for, frame by frame.

Two parts: noise that stays alike for a fraction of a second (cameras, labelling, muscle and skin
that swing), and skin that the posture carries over the bone and back, the same in every repetition.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Profile, SignedCoordinate
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import SettingError
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

Region = Literal["pelvis", "trunk", "thigh", "shank", "foot", "arm", "head"]

# Flexion beyond standing at which the skin has moved by the region's full amplitude, degrees.
FULL_HIP_DEG = 120.0
FULL_KNEE_DEG = 120.0
FULL_LUMBAR_DEG = 40.0

_UPRIGHT_SHARE = 0.1  # of the frames: those with the straightest legs count as standing


@dataclass(frozen=True)
class MarkerNoise:
    """Size of marker errors; every figure is the standard deviation along each axis.

    The skin's amplitudes are **assumptions**. No published figure tells how the skin moves over the
    pelvis in a deep squat. That of the back is off by 10.2 ± 6.1 mm (lumbar) and 9.3 ± 4.2 mm
    (thoracic) between flexed and extended postures (Zemp 2014); 6 mm along each axis is a mean
    distance of 9.6 mm, and taken for pelvis and trunk. Over pelvis and thigh together, 3 to 54 mm
    are reported in walking and in turning the hip (Fiorentino 2017); the thigh gets 10 mm an axis.
    With these, and four markers on the pelvis, the change of pelvic tilt from standing to the
    bottom of a deep squat is known to ±2.6 to ±2.9° (95 %) in two models, close to the smallest
    change that markers are said to detect at best: 2.5°, 2.77 times a standard error of measurement
    of 0.9°. Set larger ones for soft or covered bodies.

    Attributes
    ----------
    sd_mm : float
        Noise of a measured marker.
    filled_sd_mm : float
        Noise of a marker where a gap was filled; at least ``sd_mm``.
    correlation_s : float
        Time after which noise is alike by 1/e only; 0.2 s is ρ = 0.95 from frame to frame at
        100 Hz.
    pelvis_mm, thigh_mm : float
        Shift of the skin at 120° of hip flexion beyond standing.
    trunk_mm : float
        Shift at 40° of lumbar flexion beyond standing.
    shank_mm : float
        Shift at 120° of knee flexion beyond standing.
    foot_mm, arm_mm, head_mm : float
        Shift at 120° of hip flexion, taken as a measure of depth.

    References
    ----------
    Zemp R et al. Soft tissue artefacts of the human back. PLoS One 2014;9:e95426.
    doi:10.1371/journal.pone.0095426

    Fiorentino NM et al. Soft tissue artifact causes significant errors in the calculation of joint
    angles and range of motion at the hip. Gait Posture 2017;55:184-190.
    doi:10.1016/j.gaitpost.2017.03.033
    """

    sd_mm: float = 2.0
    filled_sd_mm: float = 10.0
    correlation_s: float = 0.2
    pelvis_mm: float = 6.0
    thigh_mm: float = 10.0
    trunk_mm: float = 6.0
    shank_mm: float = 6.0
    foot_mm: float = 2.0
    arm_mm: float = 6.0
    head_mm: float = 6.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not math.isfinite(value) or value < 0:
                raise SettingError(
                    f"marker noise: {field.name} is {value}; give a finite number of 0 or more."
                )
        if self.correlation_s == 0:
            raise SettingError(
                "marker noise: correlation_s is 0; it must be positive (0.001 s is white noise)."
            )
        if self.filled_sd_mm < self.sd_mm:
            raise SettingError(
                f"marker noise: filled_sd_mm ({self.filled_sd_mm:g}) is below sd_mm "
                f"({self.sd_mm:g}); a filled marker is not better known than a measured one."
            )

    @classmethod
    def none(cls) -> MarkerNoise:
        """No error at all: every sample is the motion itself."""
        lengths = {f.name: 0.0 for f in fields(cls) if f.name.endswith("_mm")}
        return cls(**lengths)

    def skin_mm(self, region: Region) -> float:
        """Full shift of the skin of one region, mm."""
        return float(getattr(self, f"{region}_mm"))


@dataclass(frozen=True, eq=False)
class MarkerErrors:
    """Standard deviations of the followed markers' errors along each axis.

    Attributes
    ----------
    noise_m : ndarray, shape (T, M)
        Of the noise that changes with time, m.
    skin_m : ndarray, shape (T, M)
        Of the shift that the posture brings, m, in the frame of the marker's body; each marker
        draws its direction once for the whole trial. Negative on the other side of standing.
    """

    noise_m: FloatArray
    skin_m: FloatArray


def marker_errors(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    measured: BoolArray | None = None,
    standing: FloatArray | None = None,
) -> MarkerErrors:
    """Size of each followed marker's error in each frame.

    Parameters
    ----------
    motion : Motion
        Solved coordinates; its markers are those that were followed.
    tree : KinematicTree
        The model.
    profile : Profile
        Tells which body is what, and which coordinate flexes it.
    noise : MarkerNoise
        Sizes.
    measured : ndarray of bool, shape (T, M), optional
        False where a gap was filled; without it every marker that was followed was measured.
    standing : ndarray, shape (C,), optional
        Coordinates of the posture in which no skin has moved (where the markers were placed on the
        model), in the tree's order; without it, the median of the tenth of frames with the
        straightest hips and knees.

    Returns
    -------
    MarkerErrors
        NaN shifts in frames that were not solved.

    Raises
    ------
    SettingError
        If ``measured`` has another shape than the motion's markers.
    """
    shape = (motion.n_frames, len(motion.markers))
    noise_m = np.full(shape, 1e-3 * noise.sd_mm)
    if measured is not None:
        if measured.shape != shape:
            raise SettingError(
                f"measured has shape {measured.shape}; the motion has {shape[0]} frames and "
                f"{shape[1]} markers: give one value each."
            )
        noise_m[~measured] = 1e-3 * noise.filled_sd_mm
    values = motion.values_of(tree)
    if standing is None:
        standing = straightest(values, tree, profile)
    change = values - standing
    skin_m = np.empty(shape)
    for column, name in enumerate(motion.markers):
        region, side = region_of(tree, profile, int(tree.marker_body[tree.markers.index(name)]))
        share = _flexed_share(change, tree, profile, region, side)
        skin_m[:, column] = 1e-3 * noise.skin_mm(region) * share
    return MarkerErrors(noise_m, skin_m)


def straightest(values: FloatArray, tree: KinematicTree, profile: Profile) -> FloatArray:
    """Posture of the frames with the straightest hips and knees.

    Parameters
    ----------
    values : ndarray, shape (T, C)
        Coordinates, rad or m; NaN in unsolved frames.
    tree : KinematicTree
        The model.
    profile : Profile
        Its hips and knees.

    Returns
    -------
    ndarray, shape (C,)
        Median over the tenth of the solved frames with the least flexion, at least one frame; the
        model's default posture where no frame is solved.
    """
    parts = (*profile.hip_flexion.values(), *profile.knee_flexion.values())
    bent = _total(values, tree, parts)
    solved = np.flatnonzero(np.isfinite(values).all(axis=1))
    if not len(solved):
        return tree.default.copy()
    count = max(1, round(_UPRIGHT_SHARE * len(solved)))
    frames = solved[np.argsort(bent[solved], kind="stable")[:count]]
    return np.asarray(np.median(values[frames], axis=0))


def region_of(tree: KinematicTree, profile: Profile, body: int) -> tuple[Region, int | None]:
    """The region of the body that a marker rides on.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    profile : Profile
        The bodies that are known by name.
    body : int
        Index into the tree's bodies.

    Returns
    -------
    region : {"pelvis", "trunk", "thigh", "shank", "foot", "arm", "head"}
        What hangs on a known body counts with it, what lies between tibia and calcaneus with the
        foot, what hangs on the thorax with the head if its name says so, else with the arms.
    side : int or None
        0 right, 1 left, None in the middle or unknown.
    """
    parent = {joint.child: joint.parent for joint in tree.joints}
    known: dict[str, tuple[Region, int | None]] = {profile.pelvis: ("pelvis", None)}
    for side, letter in enumerate(SIDES):
        if letter in profile.foot and letter in profile.tibia:
            shank, between = tree.body(profile.tibia[letter]), tree.body(profile.foot[letter])
            while between > 0 and between != shank:
                known[tree.bodies[between]] = ("foot", side)
                between = parent.get(between, 0)
        if letter in profile.tibia:
            known[profile.tibia[letter]] = ("shank", side)
        if letter in profile.femur:
            known[profile.femur[letter]] = ("thigh", side)
    at, path = body, [tree.bodies[body]]
    while tree.bodies[at] not in known and tree.bodies[at] != profile.torso and at > 0:
        at = parent.get(at, 0)
        path.append(tree.bodies[at])
    if tree.bodies[at] == profile.torso:
        if len(path) == 1:
            return "trunk", None
        heads = ("head", "skull", "neck", "cerv", "jaw")
        on_head = any(word in name.lower() for name in path[:-1] for word in heads)
        return ("head" if on_head else "arm"), None
    if at <= 0:
        return "trunk", None
    region, where = known[tree.bodies[at]]
    if region == "pelvis" and len(path) > 1 and _moves(tree, path[:-1]):
        return "trunk", None
    return region, where


def _moves(tree: KinematicTree, bodies: list[str]) -> bool:
    """Whether any joint above one of these bodies can move: a welded sacrum is part of a pelvis."""
    return any(
        not tree.locked[coordinate]
        for name in bodies
        for axis in tree.joint_of(name).axes
        for coordinate in axis.coordinates
    )


def _flexed_share(
    change: FloatArray, tree: KinematicTree, profile: Profile, region: Region, side: int | None
) -> FloatArray:
    """Adjacent flexion beyond standing, as a share of the full one, −1 to 1; shape (T,)."""
    sides = SIDES if side is None else (SIDES[side],)
    if region == "trunk":
        total, full = _total(change, tree, profile.lumbar_flexion), FULL_LUMBAR_DEG
    else:
        joints = profile.hip_flexion
        full = FULL_HIP_DEG
        if region == "shank":
            joints, full = profile.knee_flexion, FULL_KNEE_DEG
        elif region != "thigh":
            sides = SIDES
        parts = tuple(joints[letter] for letter in sides if letter in joints)
        total = _total(change, tree, parts) / max(1, len(parts))
    return np.clip(np.rad2deg(total) / full, -1.0, 1.0)


def _total(
    values: FloatArray, tree: KinematicTree, parts: tuple[SignedCoordinate, ...]
) -> FloatArray:
    total = np.zeros(len(values))
    for part in parts:
        total = total + part.sign * values[:, tree.coordinate(part.name)]
    return total
