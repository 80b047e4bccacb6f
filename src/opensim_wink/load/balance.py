"""Which moments muscles have to balance, and whether they can.

Every free coordinate but the pelvis's six is balanced: those that muscles cross by activations and
small reserves, the others by motors that stand for muscles which the model lacks.

Reserves are used five times sooner, and accepted up to 10 N·m, where the model lacks what bears
a little in a body. One such place is rotation of the hip: models of this family have no obturators,
gemelli and quadratus femoris, and no capsule, which resists rotation in deep flexion. With a
reserve as small as elsewhere hamstrings, sartorius and gluteus maximus fight some newton metres at
the bottom of a real squat, and press that hip with 4.6 body weights instead of 2.9.

The other are the levels of a spine that couplers move together. Each is balanced on its own: L5/S1
by muscles and a small reserve like any other joint, the levels above with the larger reserves,
about what bends a lumbar segment through its range in the laboratory. Two other choices were
measured and left. Balancing the coupled whole, as OpenSim's tool does, asks only for the sum of the
levels' moments weighted by their shares in the motion: couplers then bear, unseen, 18 and 24 N·m at
L5/S1 in two made squats and 28 N·m in a real stoop lift of 15 kg. Small reserves at every level
make the few short muscles of the model fight each other: they press L5/S1 with 1.5 kN in flat
standing, with one of them at full activation, where 0.6 kN do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.motors import read_motors
from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.body.profile import Profile
from opensim_wink.body.subject import Subject
from opensim_wink.errors import MotionError, counted, listed
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.moment_rows import MomentRows, Spine, moment_rows
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces, least_activations
from opensim_wink.muscle.capacity import active_capacity
from opensim_wink.muscle.fibres import passive_fibres
from opensim_wink.muscle.pulls import MusclePulls

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
RESERVE_NM = 1.0  # optimal force: 1 N·m costs as much as one muscle at full activation
YIELDING_NM = 5.0  # the same where tissue that the model lacks bears a little
YIELDING_BEARS_NM = 10.0  # accepted there
RESERVE_SHARE = 0.05  # of the largest moment at the coordinate
RESERVE_FLOOR_NM = 2.0


def balance_moments(
    subject: Subject,
    dynamics: Dynamics,
    inverse: InverseDynamics,
    pulls: MusclePulls,
    *,
    settings: LoadSettings,
    frames: BoolArray | None = None,
    spine: Spine = "levels",
    reserves: Mapping[str, float] | None = None,
    as_opensim: bool = False,
) -> MuscleForces:
    """Muscle forces that balance the moments of a motion with the least squared activations.

    Where the legs' ground reactions are not known only the trunk is balanced, and muscles that
    cross a hip as well stay at rest.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        The motion.
    inverse : InverseDynamics
        What it asks for.
    pulls : MusclePulls
        Of the model's muscles in the same frames.
    settings : LoadSettings
        ``passive_fibres`` says whether resting fibres bear their share.
    frames : ndarray of bool, shape (T,), optional
        Frames to solve; all by default.
    spine : {"levels", "coupled"}
        Whether the levels of a coupled spine are balanced each on its own, or as OpenSim does.
    reserves : mapping of str to float, optional
        Coordinate → optimal force of its reserve, N·m or N; by default ``YIELDING_NM`` on
        rotation of the hips and on levels of a coupled spine above the lowest, and ``RESERVE_NM``
        on all others.
    as_opensim : bool
        To be compared with OpenSim's tool: its capacities (see
        :func:`opensim_wink.muscle.capacity.active_capacity`), the muscles' control bounds, and the
        model's own coordinate actuators beside the reserves.

    Returns
    -------
    MuscleForces
        NaN in frames that are not solved.

    Raises
    ------
    MotionError
        If the pulls are not those of the motion's frames.
    ModelError
        If the model lacks a muscle of ``pulls``.

    References
    ----------
    Hicks JL, Uchida TK, Seth A, Rajagopal A, Delp SL (2015). Is my model good enough? Best
    practices for verification and validation of musculoskeletal models and simulations of
    movement. J Biomech Eng 137:020905. doi:10.1115/1.4029304: reserves within 5 % of net moments.
    """
    n_frames = len(dynamics.time_s)
    if len(pulls.length_m) != n_frames:
        raise MotionError(
            f"pulls of {len(pulls.length_m)} frames for a motion of {n_frames}: give those of the "
            "same frames."
        )
    parameters = read_muscle_parameters(subject.model_path, pulls.names)
    chosen = np.asarray(dynamics.known if frames is None else dynamics.known & frames)
    rows = moment_rows(subject, dynamics, inverse, pulls, spine)
    crossed = np.asarray(rows.spanned.any(axis=0))
    passive_n = np.zeros_like(pulls.length_m)
    if settings.passive_fibres:
        passive_n = passive_fibres(parameters, pulls.length_m).force_n
    by_muscles = rows.of(crossed)
    needed = by_muscles.needed - np.einsum("tk,tka->ta", passive_n, by_muscles.arm_m)
    capacity_n = active_capacity(
        parameters, pulls.length_m, pulls.velocity_m_s, as_opensim=as_opensim
    )
    solution = _Solution(
        by_muscles, needed, capacity_n, _optimal(subject, by_muscles, reserves, as_opensim)
    )
    solution.solve(chosen & inverse.legs_known, parameters, as_opensim)
    solution.solve(chosen & ~inverse.legs_known, parameters, as_opensim, trunk_only=True)
    return _forces(rows, crossed, solution, pulls, passive_n, settings, subject.profile)


class _Solution:
    """Activations and reserves of a motion, filled in as frames are solved."""

    def __init__(
        self, rows: MomentRows, needed: FloatArray, capacity_n: FloatArray, optimal: FloatArray
    ) -> None:
        self.rows, self.needed, self.capacity_n, self.optimal = rows, needed, capacity_n, optimal
        self.activation = np.full_like(capacity_n, np.nan)
        self.reserve = np.full_like(needed, np.nan)
        self.solved = np.zeros(len(needed), dtype=bool)
        self.tried = np.zeros(len(needed), dtype=bool)
        self.at_rest: BoolArray = np.zeros(capacity_n.shape[1], dtype=bool)

    def solve(
        self,
        frames: BoolArray,
        parameters: MuscleParameters,
        as_opensim: bool,
        *,
        trunk_only: bool = False,
    ) -> None:
        """Solve some frames, for all coordinates or for those of the trunk."""
        rows = self.rows
        keep = ~rows.leg if trunk_only else np.ones(len(rows.names), dtype=bool)
        at = np.flatnonzero(frames)
        if not len(at) or not keep.any():
            return
        spanned = rows.spanned
        free = np.asarray(~spanned[:, ~keep].any(axis=1) & spanned[:, keep].any(axis=1))
        gain = rows.arm_m[np.ix_(at, free, keep)] * self.capacity_n[np.ix_(at, free)][..., None]
        least = parameters.least_control[free] if as_opensim else 0.0
        most = parameters.most_control[free] if as_opensim else 1.0
        found = least_activations(
            self.needed[np.ix_(at, keep)], gain, self.optimal[keep], least=least, most=most
        )
        self.activation[np.ix_(at, free)] = found.activation
        self.reserve[np.ix_(at, keep)] = found.reserve_nm
        self.solved[at], self.tried[at] = found.solved, True
        if trunk_only:
            self.at_rest = np.asarray(~free & spanned[:, keep].any(axis=1))
            self.activation[np.ix_(at[found.solved], self.at_rest)] = 0.0


def _optimal(
    subject: Subject,
    rows: MomentRows,
    reserves: Mapping[str, float] | None,
    as_opensim: bool,
) -> FloatArray:
    """Optimal force of what helps the muscles at each coordinate; 0 where nothing does."""
    optimal = np.where(rows.yields, YIELDING_NM, RESERVE_NM)
    if reserves is not None:
        optimal = np.array([reserves.get(name, 0.0) for name in rows.names])
    motors = read_motors(subject.model_path) if as_opensim else {}
    return np.asarray(np.hypot(optimal, [motors.get(name, 0.0) for name in rows.names]))


def _forces(
    rows: MomentRows,
    crossed: BoolArray,
    solution: _Solution,
    pulls: MusclePulls,
    passive_n: FloatArray,
    settings: LoadSettings,
    profile: Profile,
) -> MuscleForces:
    """Put activations, reserves and motors together, and judge the reserves."""
    needed = np.full_like(rows.needed, np.nan)
    known = np.isfinite(solution.reserve)
    needed[:, crossed] = np.where(known, rows.needed[:, crossed], np.nan)
    trunk_known = solution.solved[:, None] & ~(rows.leg[None, :] & _legs_out(solution)[:, None])
    needed[:, ~crossed] = np.where(trunk_known, rows.needed, np.nan)[:, ~crossed]
    reserve = needed.copy()
    reserve[:, crossed] = solution.reserve
    largest = np.nanmax(np.abs(needed), axis=0, initial=0.0, where=np.isfinite(needed))
    floor = np.where(rows.yields, YIELDING_BEARS_NM, RESERVE_FLOOR_NM)
    limit = np.maximum(RESERVE_SHARE * largest, floor)
    over = np.abs(np.nan_to_num(reserve)) > limit
    over[:, ~crossed] = False
    motors = tuple(name for name, by in zip(rows.names, crossed, strict=True) if not by)
    forces = MuscleForces(
        muscles=pulls.names,
        activation=solution.activation,
        active_n=solution.activation * solution.capacity_n,
        passive_n=np.where(np.isfinite(solution.activation), passive_n, np.nan),
        coordinates=rows.names,
        needed_nm=needed,
        reserve_nm=reserve,
        motors=motors,
        solved=solution.solved,
        balanced=solution.solved & ~over.any(axis=1),
        limit_nm=np.where(crossed, limit, np.inf),
        yields=tuple(
            name
            for name, soft, by in zip(rows.names, rows.yields, crossed, strict=True)
            if soft and by
        ),
    )
    notes = _notes(forces, rows, over, solution, settings, profile)
    return replace(forces, notes=notes)


def _legs_out(solution: _Solution) -> BoolArray:
    """Solved frames in which the legs were left out."""
    leg = solution.rows.leg
    if not leg.any():
        return np.zeros(len(solution.solved), dtype=bool)
    return np.asarray(np.isnan(solution.reserve[:, leg]).any(axis=1))


def _notes(
    forces: MuscleForces,
    rows: MomentRows,
    over: BoolArray,
    solution: _Solution,
    settings: LoadSettings,
    profile: Profile,
) -> tuple[str, ...]:
    notes = []
    if settings.passive_fibres:
        notes.append("Resting fibres bear force beside the active ones (elastic tendon).")
    if forces.motors:
        notes.append(
            f"No muscle of the model crosses {listed(forces.motors)}: motors bear their moments."
        )
    if any(part.name in forces.motors for part in profile.lumbar_flexion):
        notes.append("The model has no muscles of the trunk: a force in L5/S1 cannot be had.")
    out = int(_legs_out(solution)[solution.solved].sum())
    if out:
        resting = [
            name for name, rest in zip(forces.muscles, solution.at_rest, strict=True) if rest
        ]
        notes.append(
            f"In {counted(out, 'frame')} the ground reaction is not known: only the trunk is "
            f"balanced there, and muscles that cross a hip too are taken to rest "
            f"({listed(resting)})."
        )
    hips = [name for name in forces.yields if rows.leg[rows.names.index(name)]]
    borne = forces.reserve_nm[:, [rows.names.index(name) for name in hips]]
    if np.isfinite(borne).any():
        notes.append(
            f"Reserves at {listed(hips)} stand for the short rotators and the capsule of the hip, "
            f"which the model lacks: they bear up to {np.nanmax(np.abs(borne)):.1f} N·m."
        )
    lost = int((solution.tried & ~solution.solved).sum())
    if lost:
        notes.append(f"{counted(lost, 'frame')} could not be balanced and are left empty.")
    for c in np.flatnonzero(over.any(axis=0)):
        most = float(np.nanmax(np.abs(forces.reserve_nm[:, c])))
        share = most / float(np.nanmax(np.abs(forces.needed_nm[:, c])))
        notes.append(
            f"Muscles cannot balance {rows.names[c]} in {counted(int(over[:, c].sum()), 'frame')}: "
            f"a reserve bears up to {most:.1f} N·m there ({100 * share:.0f} % of the largest net "
            f"moment; {forces.limit_nm[c]:.1f} N·m are accepted)."
        )
    return tuple(notes)
