"""How much a muscle could still be stretched: the straight-leg raise as the yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError, SettingError, did_you_mean, listed
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.solver import MuscleSolver

FloatArray = NDArray[np.float64]

GENERIC_SLR_DEG = 90.0
STRAIGHT_KNEE_DEG = 20.0  # markers and zero postures leave a straight knee at up to so much
# Short hamstrings may end a raise at 20°, so that little may be asked; but a leg that just lies is
# not at 0° either: up to SURE_RAISE_DEG it must also have moved by LEAST_RAISE_DEG in the trial.
LEAST_RAISE_DEG = 15.0
SURE_RAISE_DEG = 30.0
LEAST_ROOM_M = 1e-3  # a raise that lengthens a muscle by less does not measure it

_LEG: dict[Side, str] = {"r": "right", "l": "left"}


@dataclass(frozen=True, eq=False)
class AvailableStretch:
    """Muscle lengths standing straight and at the end of a straight-leg raise.

    Attributes
    ----------
    names, sides : tuple of str
        Native muscle names and sides, length K.
    straight_m, raised_m : ndarray, shape (K,)
        Lengths with hip and knee straight, and at the end of the raise with the knee straight.
    slr_deg : ndarray, shape (K,)
        Hip flexion at the end of the raise, on the muscle's side.
    measured : ndarray of bool, shape (K,)
        Whether it comes from the subject's own raise; else it is a stated angle.
    notes : tuple of str
        Where the raise came from, one sentence each.
    """

    names: tuple[str, ...]
    sides: tuple[str, ...]
    straight_m: FloatArray
    raised_m: FloatArray
    slr_deg: FloatArray
    measured: NDArray[np.bool_]
    notes: tuple[str, ...] = ()

    def share(self, length_m: FloatArray, standing_m: FloatArray | None = None) -> FloatArray:
        """How much of the available stretch a length uses.

        Parameters
        ----------
        length_m : ndarray, shape (..., K)
            Muscle–tendon lengths.
        standing_m : ndarray, shape (K,), optional
            Lengths in standing; ``straight_m`` by default.

        Returns
        -------
        ndarray, shape (..., K)
            ``(L − L_standing)/(L_raised − L_standing)``: 0 standing, 1 at the end of the raise;
            NaN for a muscle that the raise does not lengthen.
        """
        start = self.straight_m if standing_m is None else np.asarray(standing_m, dtype=float)
        room = self.raised_m - start
        room = np.where(room > LEAST_ROOM_M, room, np.nan)
        return np.asarray((np.asarray(length_m, dtype=float) - start) / room)


def available_stretch(
    subject: Subject,
    names: Sequence[str],
    *,
    slr_deg: float = GENERIC_SLR_DEG,
    slr_motion: Motion | None = None,
) -> AvailableStretch:
    """Lengths standing straight, and at the end of a straight-leg raise.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    names : sequence of str
        Native muscle names, length K; their sides are read from the names.
    slr_deg : float
        Hip flexion at the end of the raise where none was recorded; the knee is straight, all
        other coordinates are at the model's default.
    slr_motion : Motion, optional
        The person's own raise, of one leg or both. Its end is the greatest hip flexion with the
        knee within ``STRAIGHT_KNEE_DEG`` of straight. A leg that stays below ``LEAST_RAISE_DEG``
        was not raised, nor was one below ``SURE_RAISE_DEG`` that moved by less than the former.

    Returns
    -------
    AvailableStretch
        In the order of ``names``.

    Raises
    ------
    ModelError
        If the model lacks a muscle, a hip or a knee, or a name has no side.
    SettingError
        If the stated angle is not that of a raise.

    Notes
    -----
    A rigid model's pelvis stays still while the person's rolls back late in a raise, so hip
    flexion, not the leg against the couch, is the angle that counts here.
    """
    if not 0 < slr_deg <= 180:
        raise SettingError(
            f"straight-leg raise of {slr_deg:g}°: state the hip flexion at its end, above 0° and "
            "at most 180°."
        )
    sides = _sides(subject, names)
    straight, raised = raised_lengths(subject, names, np.array([0.0, slr_deg]))
    solver = MuscleSolver(subject, names)
    angle = np.full(len(names), float(slr_deg))
    measured = np.zeros(len(names), dtype=bool)
    notes = []
    for side in SIDES if slr_motion is not None else ():
        columns = [k for k, of in enumerate(sides) if of == side]
        end = _end_of_raise(subject, slr_motion, side) if slr_motion is not None else None
        if not columns:
            continue
        if end is None or slr_motion is None:
            notes.append(
                f"{slr_motion.name if slr_motion else ''}: the {_LEG[side]} leg was not raised "
                f"beyond {LEAST_RAISE_DEG:.0f}° with a straight knee; {slr_deg:g}° is taken."
            )
            continue
        frame, hip_deg = end
        row = slr_motion.values_of(subject.tree)[frame]
        raised[columns] = solver.lengths(row[None])[0, columns]
        angle[columns], measured[columns] = hip_deg, True
        notes.append(f"{slr_motion.name}: the {_LEG[side]} leg was raised to {hip_deg:.0f}°.")
    if slr_motion is None:
        notes.append(f"No trial of a straight-leg raise; {slr_deg:g}° is taken.")
    return AvailableStretch(tuple(names), sides, straight, raised, angle, measured, tuple(notes))


def raised_lengths(subject: Subject, names: Sequence[str], hip_deg: FloatArray) -> FloatArray:
    """Lengths with both legs raised straight by each angle, other coordinates at their default.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    names : sequence of str
        Native muscle names, length K.
    hip_deg : ndarray, shape (N,)
        Hip flexion, degrees.

    Returns
    -------
    ndarray, shape (N, K)
        Metres.

    Raises
    ------
    ModelError
        If the model lacks a muscle, a hip or a knee.
    """
    return MuscleSolver(subject, names).lengths(_raised(subject, np.asarray(hip_deg, dtype=float)))


def _sides(subject: Subject, names: Sequence[str]) -> tuple[Side, ...]:
    of = {
        name: side
        for group in subject.profile.muscles.values()
        for side, natives in group.items()
        for name in natives
    }
    for name in names:
        if name not in of:
            raise ModelError(
                f"{subject.model_path}: muscle '{name}' is not among those recognised; they are: "
                f"{listed(of)}.{did_you_mean(name, of)}"
            )
    return tuple(of[name] for name in names)


def _raised(subject: Subject, hip_deg: FloatArray) -> FloatArray:
    """Both legs raised straight by each angle, other coordinates at their default; (N, C)."""
    tree, profile = subject.tree, subject.profile
    values = np.tile(tree.default, (len(hip_deg), 1))
    for side in SIDES:
        for parts, angle in ((profile.hip_flexion, hip_deg), (profile.knee_flexion, 0.0 * hip_deg)):
            if side not in parts:
                raise ModelError(
                    f"{subject.model_path}: the {_LEG[side]} leg has no hip or knee flexion; a "
                    "straight-leg raise needs both."
                )
            part = parts[side]
            values[:, tree.coordinate(part.name)] = part.sign * np.deg2rad(angle)
    return values


def _end_of_raise(subject: Subject, motion: Motion, side: Side) -> tuple[int, float] | None:
    """Frame of the greatest hip flexion with a straight knee, and that flexion in degrees."""
    parts = (subject.profile.hip_flexion[side], subject.profile.knee_flexion[side])
    if any(part.name not in motion.coordinates for part in parts):
        return None
    hip, knee = (np.rad2deg(part.sign * motion.coordinate(part.name)) for part in parts)
    solved = np.isfinite(motion.values).all(axis=1)
    straight = solved & (np.abs(knee) <= STRAIGHT_KNEE_DEG)
    if not straight.any():
        return None
    frame = int(np.argmax(np.where(straight, hip, -np.inf)))
    end, way = float(hip[frame]), float(hip[frame] - hip[straight].min())
    raised = end >= SURE_RAISE_DEG or (end >= LEAST_RAISE_DEG and way >= LEAST_RAISE_DEG)
    return (frame, end) if raised else None
