"""How a body squats: the posture at each depth that balances, with what its joints leave free.

All people follow the same equations; a cause of a wink is one trait outside the usual. At each
depth of the hips the feet stay planted, and five equations of the sagittal plane fix the rest:

1. *Depth*: the hip centres are as low as was asked for.
2. *Split*: dorsiflexion a is a habitual share s of knee flexion k, up to the ankle's stop; where
   the spine has to yield by y, the ankle goes some way to meet it:
   a = min(s·k + c·y, a_stop), with raised heels the shank leans further by their pitch.
3. *Balance*: the common centre of mass x of the body and what it carries is over the preferred
   place of the soles x_pref, by leaning the trunk from the hips; as the spine yields they let it
   go back by g·y. A person who does not dare to lean has a pelvis whose lean p ends at
   p_dare − ρ·y; then x falls behind: 0 ≤ (p_dare − ρ·y) − p ⊥ x_pref − g·y − x ≥ 0.
4. *Spine*: lumbar flexion is what the person wants to hold, unless it must yield:
   0 ≤ y ⊥ min(room of hip bone, room of hamstrings, x − x_rear) ≥ 0.
   With a stopped hip the pelvis can only turn with the thigh: it tucks, and the spine flexes as far
   as balance then asks for. At the rear end of the soles the back rounds to bring the mass
   forward, and the pelvis tucks with it by the share ρ.
5. *Sideways* the centre of mass stays in the middle.

Depth, the split and balance are those of squat models of three or four segments, as in

    Fuglsang EI, Telling AS, Sørensen H (2017). Effect of ankle mobility and segment ratios on trunk
    lean in the barbell back squat. J Strength Cond Res 31:3024–3033.
    doi:10.1519/JSC.0000000000001872

with the whole body in place of segments, and stops in place of angles at the bottom.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.errors import MotionError
from opensim_wink.samples.limits import complementary, hamstring_room_rad, soft_least
from opensim_wink.samples.person import Body
from opensim_wink.samples.postures import Conditions, Planted
from opensim_wink.samples.profiles import minimum_jerk
from opensim_wink.samples.squats import centre_of_mass
from opensim_wink.samples.traits import FOOT_M, Setup, Traits, plant_feet

FloatArray = NDArray[np.float64]

STANDING_KNEE_DEG = 4.0
SOFT_RAD = 0.035
_BALANCE_M = 0.1  # a miss of this much counts as one radian of the other equations
_HEEL_USE = 0.2  # share of the heels' pitch by which the shanks lean further by habit
_SUPPORT_M = 0.025  # how much further back a person who holds on dares to have the mass
_FAR_M = 1.0
_EARLY = 0.75  # root of the share of the way down by which the ankles have their squatting habit
_ARCHED_BY = 0.45  # root of the share of the way down by which an arch is complete
_STEP, _TOLERANCE, _LONGEST, _MOST_STEPS = 1e-6, 1e-8, 0.25, 40


@dataclass(frozen=True, eq=False)
class Postures:
    """The postures of a person on the way down.

    Attributes
    ----------
    way : ndarray, shape (N,)
        0 standing, 1 at the habitual depth.
    values : ndarray, shape (N, C)
        Coordinates, rad or m, couplers satisfied.
    feet : tuple of Planted
        What stays on the floor: right, then left.
    """

    way: FloatArray
    values: FloatArray
    feet: tuple[Planted, ...]


def squat_postures(body: Body, traits: Traits, setup: Setup, way: FloatArray) -> Postures:
    """Solve a person's equations at every depth.

    Parameters
    ----------
    body : Body
        The person's bones and masses.
    traits : Traits
        What they can and want to do.
    setup : Setup
        How they are asked to squat.
    way : ndarray, shape (N,)
        Depths to solve at, ascending from 0; 1 is their habitual depth.

    Returns
    -------
    Postures
        Full-body coordinates.

    Raises
    ------
    MotionError
        If the equations have no solution.
    """
    strategy = _Strategy(body, traits, setup)
    standing = strategy.solve(strategy.guess(np.zeros(1)), strategy.stands)
    seen = strategy.look(standing)
    down = strategy.descent(way, float(seen.hip_m[0]), float(seen.ankle[0]))
    return Postures(way, strategy.solve(strategy.guess(way), down), strategy.feet)


@dataclass(frozen=True, eq=False)
class _Seen:
    """What the equations are about, in some postures; angles in rad."""

    foot_misses: FloatArray  # (T, 10)
    hip_m: FloatArray  # height of the hip centres, (T,)
    centre_m: FloatArray  # common centre of mass, (T, 3)
    knee: FloatArray
    ankle: FloatArray
    lean: FloatArray  # of the pelvis, forwards
    extension: FloatArray  # of the lumbar spine
    room: FloatArray  # of the hip's bone and of the hamstrings, whichever is less


class _Strategy:
    """The equations of one person in one setup."""

    def __init__(self, body: Body, traits: Traits, setup: Setup) -> None:
        self._body, self._traits, self._setup = body, traits, setup
        self.feet = plant_feet(setup)
        self._sole = np.mean([foot.near_at_m for foot in self.feet], axis=0)
        names = ["pelvis_tx", "pelvis_ty", "pelvis_tz", "pelvis_tilt", "lumbar_extension"]
        for side in SIDES:
            names += [f"hip_{what}_{side}" for what in ("flexion", "adduction", "rotation")]
            names += [f"knee_angle_{side}", f"ankle_angle_{side}"]
        self._unknown = np.array([body.tree.coordinate(name) for name in names])
        self._arch_deg = traits.arch_deg if setup.arch_deg is None else setup.arch_deg
        self._split = traits.split if setup.split is None else setup.split
        self._drop = traits.drop if setup.drop is None else setup.drop
        self._place_m = self._sole[0] + traits.place_m - (_SUPPORT_M if setup.supported else 0.0)
        poses = body.poses(body.tree.default[None])
        at = [
            body.kinematics.points(poses, f"{bone}_r", np.zeros(3))[0]
            for bone in ("femur", "tibia", "talus")
        ]
        self._leg_m = sum(float(np.linalg.norm(a - b)) for a, b in pairwise(at))

    def _column(self, values: FloatArray, name: str) -> FloatArray:
        return np.asarray(values[:, self._body.tree.coordinate(name)])

    def _both(self, values: FloatArray, name: str) -> FloatArray:
        return np.asarray(np.mean([self._column(values, f"{name}_{s}") for s in SIDES], axis=0))

    def _held_deg(self, way: FloatArray) -> FloatArray:
        """Lumbar extension that the person wants to hold: that of standing, soon with the arch."""
        arch = self._arch_deg * minimum_jerk(np.sqrt(way) / _ARCHED_BY)
        return np.asarray(arch - self._traits.lumbar_deg)

    def guess(self, way: FloatArray) -> FloatArray:
        """A body of two equal leg segments with planted feet at these depths, shape (N, C)."""
        body, setup, traits = self._body, self._setup, self._traits
        values = np.tile(body.tree.default, (len(way), 1))
        knees = np.linspace(STANDING_KNEE_DEG, 150.0, 100)
        ankles = np.minimum(self._split * knees, traits.ankle_deg)
        down = 1.0 - 0.5 * (np.cos(np.deg2rad(ankles)) + np.cos(np.deg2rad(knees - ankles)))
        knee = np.interp(self._drop * way, down - down[0], knees)
        ankle = np.interp(knee, knees, ankles)
        ankle = ankle - np.rad2deg(np.arcsin(setup.heel_m / FOOT_M[0])) * (1.0 - _HEEL_USE * way)
        tilt = traits.tilt_deg - 30.0 * way
        angles: dict[str, FloatArray | float] = {
            "pelvis_tilt": tilt,
            "lumbar_extension": self._held_deg(way),
        }
        for side in SIDES:
            angles |= {
                f"knee_angle_{side}": knee,
                f"ankle_angle_{side}": ankle,
                f"hip_flexion_{side}": knee - ankle - tilt,
                f"hip_rotation_{side}": -setup.toe_out_deg,
                f"hip_adduction_{side}": -8.0 * way,
                f"arm_flex_{side}": setup.arms_deg[0],
                f"arm_add_{side}": setup.arms_deg[1],
                f"elbow_flex_{side}": setup.arms_deg[2],
                f"pro_sup_{side}": 45.0,
            }
        for name, angle in angles.items():
            values[:, body.tree.coordinate(name)] = np.deg2rad(angle)
        poses = body.poses(values)
        ankles_at = [body.kinematics.points(poses, foot.body, foot.near_m) for foot in self.feet]
        root = [body.tree.coordinate(f"pelvis_{axis}") for axis in ("tx", "ty", "tz")]
        values[:, root] += self._sole - np.mean(ankles_at, axis=0)
        return values

    def look(self, values: FloatArray) -> _Seen:
        """Everything that the equations are about."""
        body, traits = self._body, self._traits
        poses = body.poses(values)
        point = body.kinematics.points
        hips = [point(poses, f"femur_{side}", np.zeros(3))[:, 1] for side in SIDES]
        hip, knee = self._both(values, "hip_flexion"), self._both(values, "knee_angle")
        turn = (np.rad2deg(self._both(values, f"hip_{what}")) for what in ("adduction", "rotation"))
        bone = np.deg2rad(traits.hip.stop_deg(*turn)) - hip
        strings = hamstring_room_rad(hip, knee, traits.most_strain)
        return _Seen(
            np.hstack([foot.miss_in(body, poses) for foot in self.feet]),
            np.mean(hips, axis=0),
            centre_of_mass(body, poses, self._setup.held_kg, self._setup.back_kg),
            knee,
            self._both(values, "ankle_angle"),
            -self._column(values, "pelvis_tilt"),
            self._column(values, "lumbar_extension"),
            soft_least(bone, strings, SOFT_RAD),
        )

    def stands(self, values: FloatArray) -> FloatArray:
        """Equations of easy standing: the person's knees and pelvis, ankles that sway."""
        seen, traits = self.look(values), self._traits
        return np.column_stack(
            [
                seen.foot_misses,
                seen.centre_m[:, 2] - self._sole[2],
                seen.knee - np.deg2rad(STANDING_KNEE_DEG),
                seen.centre_m[:, 0] - self._place_m,
                seen.lean + np.deg2rad(traits.tilt_deg),
                seen.extension + np.deg2rad(traits.lumbar_deg),
            ]
        )

    def descent(self, way: FloatArray, hip_m: float, ankle: float) -> Conditions:
        """Equations of the way down from the height of the hips and the ankles of standing."""
        traits = self._traits
        rear = self._sole[0] + traits.rear_m - (_FAR_M if self._setup.supported else 0.0)
        early, straight = minimum_jerk(np.sqrt(way) / _EARLY), np.deg2rad(STANDING_KNEE_DEG)
        pitch, stop = np.arcsin(self._setup.heel_m / FOOT_M[0]), np.deg2rad(traits.ankle_deg)
        deeper = (1.0 - early) * (
            ankle + pitch - self._split * straight
        ) + early * _HEEL_USE * pitch
        depth = hip_m - way * self._drop * self._leg_m
        held = np.deg2rad(self._held_deg(way))

        def equations(values: FloatArray) -> FloatArray:
            seen = self.look(values)
            times = len(values) // len(way)
            x, yielded = seen.centre_m[:, 0], np.tile(held, times) - seen.extension
            shank = self._split * seen.knee + np.tile(deeper, times)
            habit = shank - pitch + traits.ankle_helps * yielded
            dare = np.deg2rad(traits.dare_deg) - traits.tuck * yielded - seen.lean
            behind = self._place_m - traits.settle_m * yielded - x
            room = soft_least(seen.room, (x - rear) / _BALANCE_M, SOFT_RAD)
            return np.column_stack(
                [
                    seen.foot_misses,
                    seen.centre_m[:, 2] - self._sole[2],
                    seen.hip_m - np.tile(depth, times),
                    seen.ankle - soft_least(habit, stop, SOFT_RAD),
                    complementary(dare, behind / _BALANCE_M, SOFT_RAD),
                    complementary(yielded, room, SOFT_RAD),
                ]
            )

        return equations

    def solve(self, start: FloatArray, equations: Conditions) -> FloatArray:
        """Newton's method in all postures at once, the difference quotients in one sweep."""
        values, unknown = start.copy(), self._unknown
        rows, count = len(start), len(unknown)
        for _ in range(_MOST_STEPS):
            tried = np.tile(values, (count + 1, 1))
            for place, column in enumerate(unknown, start=1):
                tried[place * rows : (place + 1) * rows, column] += _STEP
            missed = equations(tried).reshape(count + 1, rows, count)
            slope = np.moveaxis(missed[1:] - missed[0], 0, 2) / _STEP
            step = np.linalg.solve(slope, -missed[0][..., None])[..., 0]
            largest = np.abs(step).max(axis=1, keepdims=True)
            values[:, unknown] += step * np.minimum(1.0, _LONGEST / np.maximum(largest, 1e-300))
            if largest.max() < _TOLERANCE:
                return np.asarray(self._body.tree.follow_couplers(values))
        frame = int(np.argmax(np.abs(missed[0]).max(axis=1)))
        raise MotionError(
            f"no posture of {self._body.build.name} balances at depth {frame + 1} of {rows}; "
            "change the setup or the traits."
        )
