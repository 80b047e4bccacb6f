"""Mass, centre of mass and inertia of every body of a model, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import opened_model

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BodyMasses:
    """Mass properties of a model's bodies.

    Attributes
    ----------
    bodies : tuple of str
        Body names, length B; ground is left out.
    mass_kg : ndarray, shape (B,)
        Masses.
    com_m : ndarray, shape (B, 3)
        Centres of mass in the body frames.
    inertia_kgm2 : ndarray, shape (B, 3, 3)
        Inertia tensors about the centres of mass, in the body frames.
    """

    bodies: tuple[str, ...]
    mass_kg: FloatArray
    com_m: FloatArray
    inertia_kgm2: FloatArray

    @property
    def total_kg(self) -> float:
        """Mass of the whole body."""
        return float(self.mass_kg.sum())


def read_masses(model: Any) -> BodyMasses:
    """Read the mass properties of all bodies.

    Parameters
    ----------
    model : opensim.Model
        A model, from :func:`opensim_wink.body.engine.load_model` or scaled.

    Returns
    -------
    BodyMasses
        In the order of the model's body set.
    """
    body_set = model.getBodySet()
    names, mass, com, inertia = [], [], [], []
    for index in range(body_set.getSize()):
        body = body_set.get(index)
        names.append(body.getName())
        mass.append(body.getMass())
        centre = body.getMassCenter()
        com.append([centre.get(axis) for axis in range(3)])
        tensor = body.getInertia()
        moments, products = tensor.getMoments(), tensor.getProducts()
        xy, xz, yz = (products.get(axis) for axis in range(3))
        x, y, z = (moments.get(axis) for axis in range(3))
        inertia.append([[x, xy, xz], [xy, y, yz], [xz, yz, z]])
    return BodyMasses(tuple(names), np.array(mass), np.array(com), np.array(inertia))


def masses_of(path: Path) -> BodyMasses:
    """Read the mass properties of the bodies of a model file.

    Parameters
    ----------
    path : Path
        The ``.osim`` file; while it does not change it is read once.

    Returns
    -------
    BodyMasses
        In the order of the model's body set.

    Raises
    ------
    ModelError
        If OpenSim cannot read it.
    """
    path = Path(path).resolve()
    return _read_once(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=8)
def _read_once(path: Path, stamp: int) -> BodyMasses:  # noqa: ARG001
    return read_masses(opened_model(path))
