"""The shape of a hip, one or many, in the angles that clinics measure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError
from opensim_wink.hip.axes import FloatArray, neck_frame, socket_axis
from opensim_wink.hip.parameters import BY_NAME
from opensim_wink.hip.rim import half_angle_from_lcea

# Place and reach of a cam: no published spread is used, so these are no parameters of the band.
_CAM_LIMITS = {"cam_place_deg": (-180.0, 180.0), "cam_reach_deg": (5.0, 180.0)}


@dataclass(frozen=True)
class HipShape:
    """One hip; what is left out is typical of people without hip disease.

    Socket angles are anatomical and against the anterior pelvic plane (both anterior superior iliac
    spines and the pubis), the neck's against shaft and knee axis.

    Attributes
    ----------
    lcea_deg : float
        Lateral centre–edge angle: the socket's depth.
    front_rim_deg : float
        How much further the rim reaches in front, where deep flexion ends, than the circle that the
        centre–edge angle tells from the side.
    version_deg, inclination_deg : float
        Of the socket.
    neck_shaft_deg, antetorsion_deg : float
        Of the femoral neck.
    head_neck_ratio : float
        Diameter of the head over that of the neck, which is taken as a round bar about its axis.
    cam_deg : float
        How much further than the neck bone reaches up the head where the cam is highest: alpha
        angle there less `neck_alpha_deg`.
    cam_place_deg : float
        Where it is highest around the neck: 0 superior, 90 anterior; 45 is half past one o'clock.
    cam_reach_deg : float
        How far around the neck it fades out, to either side, as a squared cosine.
    """

    lcea_deg: float = BY_NAME["lcea_deg"].typical
    front_rim_deg: float = BY_NAME["front_rim_deg"].typical
    version_deg: float = BY_NAME["version_deg"].typical
    inclination_deg: float = BY_NAME["inclination_deg"].typical
    neck_shaft_deg: float = BY_NAME["neck_shaft_deg"].typical
    antetorsion_deg: float = BY_NAME["antetorsion_deg"].typical
    head_neck_ratio: float = BY_NAME["head_neck_ratio"].typical
    cam_deg: float = BY_NAME["cam_deg"].typical
    cam_place_deg: float = 45.0
    cam_reach_deg: float = 60.0

    def __post_init__(self) -> None:
        for field in fields(self):
            check_value(field.name, getattr(self, field.name))

    @property
    def neck_alpha_deg(self) -> float:
        """Alpha angle of the bare neck: where its surface leaves the head's sphere."""
        return math.degrees(math.asin(1 / self.head_neck_ratio))


def check_value(name: str, value: object, *, told: str | None = None) -> float:
    """Hold one number of a shape against what is allowed.

    Parameters
    ----------
    name : str
        Field of `HipShape`.
    value : object
        The value.
    told : str, optional
        How messages call it; its name where left out.

    Returns
    -------
    float
        The value.

    Raises
    ------
    SettingError
        If it is no number or out of its limits.
    """
    low, high = _CAM_LIMITS.get(name) or (BY_NAME[name].low, BY_NAME[name].high)
    unit = "" if name == "head_neck_ratio" else " degrees"
    number = isinstance(value, (int, float, np.floating, np.integer)) and not isinstance(
        value, bool
    )
    if not number or not low <= float(value) <= high:  # type: ignore[arg-type]
        raise SettingError(
            f"{told or name} is {value!r}; allowed is a number from {low:g} to {high:g}{unit}."
        )
    return float(value)  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class HipShapes:
    """Many hips as arrays, and the geometry that follows from their angles.

    Attributes
    ----------
    lcea_deg, front_rim_deg, version_deg, inclination_deg : ndarray, shape (S,)
        As for `HipShape`.
    neck_shaft_deg, antetorsion_deg, head_neck_ratio : ndarray, shape (S,)
        As for `HipShape`.
    cam_deg, cam_place_deg, cam_reach_deg : ndarray, shape (S,)
        As for `HipShape`.
    """

    lcea_deg: FloatArray
    front_rim_deg: FloatArray
    version_deg: FloatArray
    inclination_deg: FloatArray
    neck_shaft_deg: FloatArray
    antetorsion_deg: FloatArray
    head_neck_ratio: FloatArray
    cam_deg: FloatArray
    cam_place_deg: FloatArray
    cam_reach_deg: FloatArray

    @classmethod
    def of(cls, shapes: HipShape | Iterable[HipShape]) -> HipShapes:
        """Gather single hips.

        Parameters
        ----------
        shapes : HipShape or iterable of HipShape
            The hips.

        Returns
        -------
        HipShapes
            In their order.
        """
        hips = [shapes] if isinstance(shapes, HipShape) else list(shapes)
        names = [field.name for field in fields(HipShape)]
        return cls(**{name: np.array([getattr(hip, name) for hip in hips]) for name in names})

    @property
    def n_shapes(self) -> int:
        """Number of hips S."""
        return len(self.lcea_deg)

    def some(self, which: NDArray[np.bool_]) -> HipShapes:
        """The hips that a mask of shape (S,) chooses."""
        return HipShapes(**{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def rim_half_angle_deg(self) -> FloatArray:
        """Half-angle of the rim where deep flexion ends, about the socket's axis, shape (S,)."""
        side = half_angle_from_lcea(self.lcea_deg, self.version_deg, self.inclination_deg)
        return side - self.front_rim_deg

    def neck_alpha_deg(self) -> FloatArray:
        """Angle at which the bare neck leaves the head's sphere, shape (S,)."""
        return np.asarray(np.rad2deg(np.arcsin(1 / self.head_neck_ratio)))

    def free_angle_deg(self) -> FloatArray:
        """Largest angle of the neck to the socket's axis without a cam, φ, shape (S,)."""
        return self.rim_half_angle_deg() - self.neck_alpha_deg()

    def socket_axis(self) -> FloatArray:
        """Directions in which the sockets open, shape (S, 3)."""
        return socket_axis(self.version_deg, self.inclination_deg)

    def neck_frame(self) -> FloatArray:
        """Neck axis, superior and anterior at zero, in columns, shape (S, 3, 3)."""
        return neck_frame(self.neck_shaft_deg, self.antetorsion_deg)
