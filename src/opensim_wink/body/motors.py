"""Torque motors that a model gives its coordinates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from opensim_wink.body.engine import engine, load_model


def read_motors(model_path: Path) -> dict[str, float]:
    """Optimal forces of a model's coordinate actuators.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file; while it does not change it is read once.

    Returns
    -------
    dict of str to float
        Coordinate → optimal force, N·m or N; of several on one coordinate, the one motor that
        bears what they bear together at the same sum of squared controls.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    path = Path(model_path).resolve()
    return dict(_read_once(path, path.stat().st_mtime_ns if path.is_file() else 0))


@lru_cache(maxsize=8)
def _read_once(path: Path, stamp: int) -> tuple[tuple[str, float], ...]:  # noqa: ARG001
    model = load_model(path)
    forces = model.getForceSet()
    squares: dict[str, float] = {}
    for i in range(forces.getSize()):
        motor = engine().CoordinateActuator.safeDownCast(forces.get(i))
        if motor is not None and motor.get_appliesForce():
            name = str(motor.get_coordinate())
            squares[name] = squares.get(name, 0.0) + float(motor.getOptimalForce()) ** 2
    return tuple((name, square**0.5) for name, square in squares.items())
