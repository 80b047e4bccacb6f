"""Laboratories: which way their axes point, what units they use, where their force plates lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.samples.ground_reaction import FootLoad

FloatArray = NDArray[np.float64]

UNIT_M = {"mm": 0.001, "cm": 0.01, "m": 1.0}


@dataclass(frozen=True)
class Laboratory:
    """How a laboratory records.

    Attributes
    ----------
    label_set : str
        Label set of `opensim_wink.trial` that it uses.
    up : {"Y", "Z"}
        Its vertical axis.
    heading_deg : float
        Which way its subjects face: from +X, counter-clockwise seen from above.
    unit : {"mm", "cm", "m"}
        Unit of its C3D files.
    screen : tuple of str or None
        X_SCREEN and Y_SCREEN of its files.
    prefix : str
        Subject prefix of its labels; empty for none.
    integer : bool
        Whether it writes scaled 16-bit integers or 32-bit reals.
    rate_hz : float
        Frames per second.
    analog_per_frame : int
        Analog samples in a frame.
    first_frame : int
        Number of the first frame that was kept.
    origin_m : tuple of float
        Where the person's place is in the laboratory: along X and along the third, level axis.
    plate_size_m : tuple of float
        Length and width of each of its two force plates.
    states_person : bool
        Whether its files state body mass and height.
    hip_centres : bool
        Whether it determines hip centres by having the hips moved, and puts them into its files.
    manufacturer : str
        What its files say of the software.
    """

    label_set: str
    up: Literal["Y", "Z"] = "Z"
    heading_deg: float = 0.0
    unit: Literal["mm", "cm", "m"] = "mm"
    screen: tuple[str, str] | None = None
    prefix: str = ""
    integer: bool = False
    rate_hz: float = 100.0
    analog_per_frame: int = 5
    first_frame: int = 1
    origin_m: tuple[float, float] = (0.0, 0.0)
    plate_size_m: tuple[float, float] = (0.6, 0.4)
    states_person: bool = True
    hip_centres: bool = False
    manufacturer: str = "opensim-wink"

    @property
    def rotation(self) -> FloatArray:
        """Turns a vector from X forward, Y up, Z right to the laboratory's axes, shape (3, 3)."""
        angle = np.deg2rad(self.heading_deg)
        cosine, sine = np.cos(angle), np.sin(angle)
        if self.heading_deg % 90.0 == 0.0:
            cosine, sine = np.round(cosine), np.round(sine)
        turn = np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
        if self.up == "Y":
            return turn
        return np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]) @ turn

    @property
    def origin(self) -> FloatArray:
        """Where the person's origin lies, shape (3,), m."""
        along, across = self.origin_m
        return np.array([along, 0.0, across] if self.up == "Y" else [along, across, 0.0])

    def places(self, points_m: FloatArray) -> FloatArray:
        """Points in the laboratory, from X forward, Y up, Z right; shape (..., 3), m."""
        return np.asarray(points_m @ self.rotation.T + self.origin)


@dataclass(frozen=True, eq=False)
class PlateSetup:
    """A force plate of type 2 in the laboratory.

    Attributes
    ----------
    corners_m : ndarray, shape (4, 3)
        At (+x, +y), (−x, +y), (−x, −y), (+x, −y) of its own axes.
    axes : ndarray, shape (3, 3)
        Its axes in the laboratory as columns; z points down.
    origin_m : ndarray, shape (3,)
        From the sensors' origin to the centre of the top, in its own axes.
    """

    corners_m: FloatArray
    axes: FloatArray
    origin_m: FloatArray

    @property
    def centre_m(self) -> FloatArray:
        """Centre of its top, shape (3,), m."""
        return np.asarray(self.corners_m.mean(axis=0))

    def channels(self, load: FootLoad, laboratory: Laboratory) -> FloatArray:
        """What its six channels hold: Fx Fy Fz in N, Mx My Mz in N·m, shape (T, 6).

        Parameters
        ----------
        load : FootLoad
            Force of the floor on the foot that stands on it.
        laboratory : Laboratory
            Where it lies.

        Returns
        -------
        ndarray, shape (T, 6)
            Force and moment on the body about the sensors' origin, in the plate's axes.
        """
        turn = laboratory.rotation
        force = load.force_n @ turn.T @ self.axes
        twist = np.outer(load.free_moment_nm, turn[:, 1]) @ self.axes
        arm = (laboratory.places(load.cop_m) - self.centre_m) @ self.axes + self.origin_m
        return np.column_stack([force, np.cross(arm, force) + twist])


def lay_plates(
    laboratory: Laboratory, feet_m: tuple[FloatArray, FloatArray]
) -> tuple[PlateSetup, PlateSetup]:
    """Two plates side by side, square to the laboratory, the right and the left foot on each.

    Parameters
    ----------
    laboratory : Laboratory
        Its axes and the size of its plates.
    feet_m : tuple of ndarray, shape (3,)
        Middle of the right and of the left sole, X forward, Y up, Z right.

    Returns
    -------
    right, left : PlateSetup
    """
    square = 90.0 * round(laboratory.heading_deg / 90.0)
    aligned = Laboratory(laboratory.label_set, up=laboratory.up, heading_deg=square).rotation
    axes = aligned @ np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    middle = laboratory.places(0.5 * (feet_m[0] + feet_m[1]) * [1.0, 0.0, 1.0])
    length, width = laboratory.plate_size_m
    setups = []
    for sign in (1.0, -1.0):
        centre = middle + sign * (0.5 * width + 0.005) * axes[:, 1]
        half = [
            (x * 0.5 * length, y * 0.5 * width) for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1))
        ]
        corners = np.array([centre + x * axes[:, 0] + y * axes[:, 1] for x, y in half])
        setups.append(PlateSetup(corners, axes, np.array([0.0, 0.0, -0.042])))
    return setups[0], setups[1]
