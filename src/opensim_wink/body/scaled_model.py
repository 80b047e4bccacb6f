"""Scale an OpenSim model and write it with a marker set of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.errors import ModelError, OutputError

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ModelMarker:
    """A marker of a model.

    Attributes
    ----------
    name : str
        Marker name.
    body : str
        The body that carries it.
    offset_m : ndarray, shape (3,)
        Where it lies in the body.
    """

    name: str
    body: str
    offset_m: FloatArray


def scale_model(path: Path, factors: Mapping[str, FloatArray], mass_kg: float) -> Any:
    """Load a model and scale it.

    OpenSim scales bodies, joints, wrap surfaces and muscle paths, keeps each muscle's ratio of
    optimal fibre length and tendon slack length to its path, and sets the masses so that they add
    up while their distribution and the scaled inertias keep their proportions.

    Parameters
    ----------
    path : Path
        The generic ``.osim`` file.
    factors : mapping of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z; bodies that are not named keep their size.
    mass_kg : float
        Mass of the whole model.

    Returns
    -------
    opensim.Model
        The scaled model, initialised, clamps lifted.

    Raises
    ------
    ModelError
        If the model cannot be read or scaled.
    """
    osim = engine()
    model = load_model(path)
    scale_set = osim.ScaleSet()
    for body, factor in factors.items():
        scale = osim.Scale()
        scale.setSegmentName(body)
        scale.setScaleFactors(osim.Vec3(*(float(value) for value in factor)))
        scale.setApply(True)
        scale_set.cloneAndAppend(scale)
    try:
        scaled = model.scale(model.initSystem(), scale_set, True, float(mass_kg))
        model.initSystem()
    except RuntimeError as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"{path}: OpenSim cannot scale this model: {first}") from error
    if not scaled:
        raise ModelError(f"{path}: OpenSim refused to scale this model; check it in its GUI.")
    return model


def write_scaled_model(
    model: Any, markers: Sequence[ModelMarker], out_path: Path, *, name: str | None = None
) -> None:
    """Write a model with the given markers in place of its own.

    Parameters
    ----------
    model : opensim.Model
        From :func:`scale_model`; changed.
    markers : sequence of ModelMarker
        All markers that the file is to carry.
    out_path : Path
        Where to write; it is replaced in one step, and left alone if writing fails.
    name : str, optional
        New name of the model.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    osim = engine()
    out_path = Path(out_path)
    marker_set = model.updMarkerSet()
    marker_set.clearAndDestroy()
    for marker in markers:
        fresh = osim.Marker()
        fresh.setName(marker.name)
        fresh.setParentFrameName(
            "/ground" if marker.body == "ground" else f"/bodyset/{marker.body}"
        )
        fresh.set_location(osim.Vec3(*(float(value) for value in marker.offset_m)))
        marker_set.cloneAndAppend(fresh)  # Model.addMarker would initialise the model each time
    if name is not None:
        model.setName(name)
    model.finalizeConnections()
    try:
        out_path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(suffix=".partial", dir=out_path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(
            f"{out_path}: the scaled model cannot be written: {error.strerror or error}; "
            "name a file in a folder that you may write to."
        ) from error
    try:
        # A file that OpenSim cannot open makes it print and return false, or raise.
        if not model.printToXML(partial) or Path(partial).stat().st_size == 0:
            raise OutputError(f"{out_path}: OpenSim could not write the scaled model.")
        Path(partial).chmod(0o644)
        Path(partial).replace(out_path)
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{out_path}: the scaled model cannot be written: {error}") from error
    finally:
        Path(partial).unlink(missing_ok=True)
