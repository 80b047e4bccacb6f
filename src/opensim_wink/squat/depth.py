"""How deep: several axes, since no single one is free of the wink itself.

A wink lowers the hip flexion angle, so hip flexion never serves as the only depth axis. The primary
axis is the drop of the hip centres below standing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import mean_of_sides


@dataclass(frozen=True, eq=False)
class DepthAxes:
    """Depth of every frame of a trial; NaN in unsolved frames.

    Attributes
    ----------
    depth_m : ndarray, shape (T,)
        Drop of the hip centres below standing.
    depth_per_leg : ndarray, shape (T,)
        The same over leg length.
    thigh_inclination_deg : ndarray, shape (T,)
        Mean of both thighs against the horizontal: 90 standing, 0 parallel, − below.
    knee_flexion_deg : ndarray, shape (T,)
        Mean of both knees.
    hip_above_knee_m : ndarray, shape (T,)
        Hip centres above the knee centres. The hip centre stands in for the crease of the hip,
        which no marker shows.
    box_height_cm : ndarray, shape (T,)
        Estimated height of a box that the subject would just touch at this depth.
    """

    depth_m: FloatArray
    depth_per_leg: FloatArray
    thigh_inclination_deg: FloatArray
    knee_flexion_deg: FloatArray
    hip_above_knee_m: FloatArray
    box_height_cm: FloatArray


def depth_axes(
    signals: SquatSignals, standing_height_m: float, *, settings: SquatSettings | None = None
) -> DepthAxes:
    """Depth of every frame, on all axes that need no repetition.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    standing_height_m : float
        Height of the hip centres in standing.
    settings : SquatSettings, optional
        For the height of the hip centre above a seat.

    Returns
    -------
    DepthAxes
        One value a frame on each axis.
    """
    settings = settings or SquatSettings()
    drop = standing_height_m - signals.hip_height_m
    return DepthAxes(
        depth_m=drop,
        depth_per_leg=drop / signals.leg_length_m,
        thigh_inclination_deg=mean_of_sides(signals.thigh_inclination_deg),
        knee_flexion_deg=mean_of_sides(signals.knee_flexion_deg),
        hip_above_knee_m=signals.hip_height_m - mean_of_sides(signals.knee_height_m),
        box_height_cm=box_height_cm(signals.hip_height_m, signals.leg_length_m, settings),
    )


def box_height_cm(
    hip_height_m: FloatArray, leg_length_m: float, settings: SquatSettings
) -> FloatArray:
    """Height of a box that would just be touched: the hip centres less their height above a seat.

    Parameters
    ----------
    hip_height_m : ndarray, shape (...)
        Height of the hip centres.
    leg_length_m : float
        Leg length, which the height above a seat is a share of.
    settings : SquatSettings
        For that share.

    Returns
    -------
    ndarray, shape (...)
        Centimetres.
    """
    above_m = settings.hip_above_seat_per_leg * leg_length_m
    return np.asarray(100.0 * (hip_height_m - above_m))


def depth_share(hip_height_m: FloatArray, rep: Repetition) -> FloatArray:
    """Depth as a share of the repetition's own: ``(h_stand − h) / (h_stand − h_bottom)``.

    Parameters
    ----------
    hip_height_m : ndarray, shape (..., T)
        Height of the hip centres over the whole trial; several curves are each measured against
        their own height at the bottom.
    rep : Repetition
        The repetition, with its standing height and its bottom.

    Returns
    -------
    ndarray, shape (..., T)
        0 standing, 1 at the bottom; slightly below 0 where the subject stands taller than in the
        reference; NaN in unsolved frames.
    """
    drop = rep.standing_height_m - hip_height_m
    share: FloatArray = drop / drop[..., rep.bottom, None]
    return share


def relative_depth(signals: SquatSignals, rep: Repetition) -> FloatArray:
    """Depth share of the frames of one repetition, see `depth_share`.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    rep : Repetition
        The repetition.

    Returns
    -------
    ndarray, shape (end − start + 1,)
        From its first to its last frame.
    """
    return depth_share(signals.hip_height_m, rep)[rep.start : rep.end + 1]
