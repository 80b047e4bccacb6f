"""The one door to OpenSim: import it quietly, load models from files."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from opensim_wink.body.model_file import check_model_file
from opensim_wink.errors import ModelError


@cache
def engine() -> Any:
    """The ``opensim`` module, without its log file.

    OpenSim opens ``opensim.log`` in the working folder at its first message; the sink is removed
    before that, and messages below errors are silenced (81 lines on missing geometry a model).

    Returns
    -------
    module
        ``opensim``.
    """
    import opensim

    opensim.Logger.removeFileSink()
    opensim.Logger.setLevelString("Off")
    return opensim


def load_model(path: Path) -> Any:
    """Load a model and initialise its system, with its clamps lifted.

    A clamp that bites makes inverse kinematics bend the spine in the hip's stead, so every free
    coordinate is released; locked and prescribed ones stay as they are.

    Parameters
    ----------
    path : Path
        The ``.osim`` file.

    Returns
    -------
    opensim.Model
        The model, ready for ``initSystem``-dependent calls; keep it alive as long as its parts.

    Raises
    ------
    ModelError
        If OpenSim cannot read it.
    """
    check_model_file(path)
    osim = engine()
    try:
        model = osim.Model(str(path))
        model.finalizeFromProperties()
        coordinates = model.getCoordinateSet()
        for index in range(coordinates.getSize()):
            coordinates.get(index).setDefaultClamped(False)
        model.initSystem()
    except RuntimeError as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"{path}: OpenSim cannot load this model: {first}") from error
    return model


def opened_model(path: Path) -> Any:
    """The model of a file, loaded once for all that only read it one after the other.

    Parameters
    ----------
    path : Path
        The ``.osim`` file.

    Returns
    -------
    opensim.Model
        From `load_model`; to be read, not changed. The latest one is kept until the file changes
        or another is asked for.

    Raises
    ------
    ModelError
        If OpenSim cannot read it.
    """
    path = Path(path)
    return _opened(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=1)
def _opened(path: Path, stamp: int) -> Any:  # noqa: ARG001
    return load_model(path)
