"""How far joint contact forces move under stated errors: muscles balanced anew at a few frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics, nodes_beyond
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.lumbosacral import lumbar_root
from opensim_wink.load.reactions import JointReaction, joint_reactions
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import LoadErrors, Sensitivity, disc_sensitivity, spread
from opensim_wink.motion.kinematics import NodePoses
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]


def contact_sensitivity(
    subject: Subject,
    dynamics: Dynamics,
    loads: Loads,
    frames: Mapping[str, int],
    *,
    errors: LoadErrors | None = None,
) -> tuple[Sensitivity, ...]:
    """L5/S1 compression and shear, hip and knee contact forces, under each error by itself.

    Masses, centre of pressure and maximal muscle forces are changed and everything after them is
    computed anew; the disc's inclination changes only how the force at L5/S1 is parted. Masses
    change with the ground reaction as measured, and with it where that was estimated. Muscles that
    are all stronger alike share as before and differ only in what they bear at rest, so those that
    pull on the trunk are also tried alone; the two count as one error, the larger of both.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    loads : Loads
        What was found for it.
    frames : mapping of str to int
        Names and indices of the frames to look at, such as ``{"bottom": 120}``.
    errors : LoadErrors, optional
        Defaults where none are given.

    Returns
    -------
    tuple of Sensitivity
        Empty without muscle forces; NaN ends where a contact force is not to be believed, or
        cannot be balanced any more.
    """
    if loads.muscles is None or not frames:
        return ()
    errors = errors or LoadErrors()
    mass, reach, strength = errors.mass_share, errors.pressure_m, errors.strength_share
    tried = {
        f"all segments' masses off by ±{100 * mass:g} %": _both("mass", mass),
        f"centre of pressure off by ±{1000 * reach:g} mm forward": _both("pressure_m", reach),
        f"maximal muscle forces off by ±{100 * strength:g} %, of all or of the trunk's alone": (
            *_both("strength", strength),
            *_both("trunk_strength", strength),
        ),
    }
    changes = [_Change(), *(change for pair in tried.values() for change in pair)]
    few = _few(subject, dynamics, loads, np.array(list(frames.values()), dtype=np.intp))
    forces = few.forces(changes)
    names, first = list(frames), 1
    found: list[Sensitivity] = []
    for words, ends in tried.items():
        last = first + len(ends)
        for quantity, values in forces.items():
            found += spread(quantity, words, names, values[0], values[first:last])
        first = last
    if "l5s1_compression" in forces:
        press, shear = (forces[f"l5s1_{axis}"][0] for axis in ("compression", "anterior_shear"))
        found += disc_sensitivity(names, press, shear, errors)
    return tuple(found)


@dataclass(frozen=True)
class _Change:
    """What is changed: masses and strengths by a share, the centre of pressure by a length."""

    mass: float = 0.0
    pressure_m: float = 0.0
    strength: float = 0.0
    trunk_strength: float = 0.0


def _both(name: str, amount: float) -> tuple[_Change, _Change]:
    """The same change one way and the other."""
    return _Change(**{name: -amount}), _Change(**{name: amount})


@dataclass(frozen=True, eq=False)
class _Few:
    """A few frames of a trial, with all that contact forces rest on."""

    subject: Subject
    dynamics: Dynamics
    loads: Loads
    ground: tuple[AppliedForce, ...]
    carried: tuple[AppliedForce, ...]
    pulls: MusclePulls
    on_trunk: NDArray[np.bool_]
    index: IndexArray

    def forces(self, changes: Sequence[_Change]) -> dict[str, FloatArray]:
        """Contact forces by quantity under each change, shape (P, F): all in one batch."""
        times = len(changes)
        frames = np.tile(np.arange(len(self.index)), times)

        def each(name: str) -> FloatArray:
            return np.repeat([getattr(change, name) for change in changes], len(self.index))

        mass = 1.0 + each("mass")
        dynamics = at_frames(self.dynamics, frames)
        dynamics = replace(dynamics, needed=mass * dynamics.needed)
        guessed = mass if self.loads.ground.source == "estimate" else np.ones_like(mass)
        ground = _moved(_some(self.ground, frames), guessed, each("pressure_m"))
        applied = (*ground, *_some(self.carried, frames))
        trunk = np.where(self.on_trunk, 1.0 + each("trunk_strength")[:, None], 1.0)
        pulls = stronger(_pulls_at(self.pulls, frames), trunk * (1.0 + each("strength"))[:, None])
        legs = self.loads.ground.complete[self.index][frames]
        inverse = inverse_dynamics(dynamics, applied, legs, pelvis=self.subject.profile.pelvis)
        settings = self.loads.settings
        muscles = balance_moments(self.subject, dynamics, inverse, pulls, settings=settings)
        reactions = joint_reactions(
            self.subject, dynamics, applied, pulls, muscles, inverse.legs_known, settings=settings
        )
        # What may be believed was judged over the whole trial.
        known = {name: one.known[self.index] for name, one in self.loads.reactions.items()}
        return {
            quantity: np.where(known[joint], values.reshape(times, -1), np.nan)
            for joint, quantity, values in _contacts(reactions)
        }


def stronger(pulls: MusclePulls, factor: FloatArray) -> MusclePulls:
    """The same muscles with other maximal forces.

    A muscle that is stronger by a factor does per newton of its old force what the factor times
    that newton did, so its arms and wrenches grow; forces then count in old newtons.

    Parameters
    ----------
    pulls : MusclePulls
        As found.
    factor : ndarray, shape (T, K)
        New maximal force over the old one.

    Returns
    -------
    MusclePulls
        Lengths and rates as before.
    """
    return replace(
        pulls,
        arm_m=pulls.arm_m * factor[:, :, None],
        wrenches=tuple(
            {node: factor[:, k] * wrench for node, wrench in wrenches.items()}
            for k, wrenches in enumerate(pulls.wrenches)
        ),
    )


def at_frames(dynamics: Dynamics, frames: IndexArray) -> Dynamics:
    """Some frames of a motion, each as often as it is named.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    frames : ndarray of int, shape (F,)
        Frames to take.

    Returns
    -------
    Dynamics
        With F frames, no longer a motion: nothing may be differentiated.
    """
    poses = dynamics.poses
    return replace(
        dynamics,
        time_s=dynamics.time_s[frames],
        values=dynamics.values[frames],
        rates=dynamics.rates[frames],
        poses=NodePoses(poses.rotation[..., frames], poses.position[..., frames]),
        twists=dynamics.twists[..., frames],
        needed=dynamics.needed[..., frames],
        known=dynamics.known[frames],
    )


def _pulls_at(pulls: MusclePulls, frames: IndexArray) -> MusclePulls:
    """Some frames of the muscles' pulls."""
    return replace(
        pulls,
        length_m=pulls.length_m[frames],
        velocity_m_s=pulls.velocity_m_s[frames],
        arm_m=pulls.arm_m[frames],
        wrenches=tuple(
            {node: wrench[:, frames] for node, wrench in wrenches.items()}
            for wrenches in pulls.wrenches
        ),
    )


def _few(subject: Subject, dynamics: Dynamics, loads: Loads, index: IndexArray) -> _Few:
    """Take some frames out of a trial."""
    some = at_frames(dynamics, index)
    names = None if loads.muscles is None else loads.muscles.muscles
    pulls = muscle_pulls(subject, some.values, some.rates, names)
    root = lumbar_root(subject, dynamics.kinematics)
    upper = frozenset() if root is None else nodes_beyond(dynamics.kinematics, root.node)
    return _Few(
        subject=subject,
        dynamics=some,
        loads=loads,
        ground=_some(loads.ground.forces, index),
        carried=_some(loads.carried, index),
        pulls=pulls,
        on_trunk=np.array([bool(upper & wrenches.keys()) for wrenches in pulls.wrenches]),
        index=index,
    )


def _some(forces: Sequence[AppliedForce], frames: IndexArray) -> tuple[AppliedForce, ...]:
    """Some frames of forces from outside."""
    return tuple(
        replace(
            force,
            force_n=force.force_n[frames],
            point_m=force.point_m[frames],
            moment_nm=force.moment_nm[frames],
        )
        for force in forces
    )


def _moved(
    forces: Sequence[AppliedForce], factor: FloatArray, ahead_m: FloatArray
) -> tuple[AppliedForce, ...]:
    """Forces of the ground times a factor, their points moved forward along ground's X."""
    shift = ahead_m[:, None] * np.array([1.0, 0.0, 0.0])
    return tuple(
        replace(
            force,
            force_n=factor[:, None] * force.force_n,
            point_m=force.point_m + shift,
            moment_nm=factor[:, None] * force.moment_nm,
        )
        for force in forces
    )


def _contacts(reactions: Mapping[str, JointReaction]) -> Iterator[tuple[str, str, FloatArray]]:
    """Joint, quantity and values of the contact forces that are told."""
    if "l5s1" in reactions:
        spine = reactions["l5s1"]
        for axis in ("compression", "anterior_shear"):
            yield "l5s1", f"l5s1_{axis}", spine.force_n[:, spine.axes.index(axis)]
    for joint in ("hip", "knee"):
        for side in SIDES:
            name = f"{joint}_{side}"
            if name in reactions:
                yield name, f"{joint}_contact_{side}", reactions[name].resultant_n
