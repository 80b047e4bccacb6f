"""What a model's muscles are made of: fibre, tendon, strength, and their passive curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.force_curves import (
    DeGrooteFibre,
    DeGrooteTendon,
    ThelenFibre,
    ThelenTendon,
)
from opensim_wink.body.functions import ArrayFunction, CubicHermite
from opensim_wink.errors import ModelError, did_you_mean, listed

FloatArray = NDArray[np.float64]

_KNOTS = 513  # of a table of a Millard curve; the error is below 1e-8 of the largest force
# Where a model states no greatest pennation angle: OpenSim's, at which the cosine is 0.1.
_MOST_PENNATION_RAD = float(np.arccos(0.1))


@dataclass(frozen=True, eq=False)
class MuscleParameters:
    """Parameters of some muscles, in the model's own numbers.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    kinds : tuple of str
        OpenSim's class of each, such as ``"Millard2012EquilibriumMuscle"``.
    max_force_n, optimal_fibre_m, tendon_slack_m, pennation_rad : ndarray, shape (K,)
        Largest isometric force, optimal fibre length, tendon slack length, and pennation angle at
        the optimal fibre length.
    most_pennation_rad : ndarray, shape (K,)
        Greatest pennation angle, which sets the shortest fibre.
    passive, tendon : tuple of ArrayFunction
        Force of the resting fibre over its length in optimal lengths, and of the tendon over its
        length in slack lengths, in units of ``max_force_n``.
    notes : tuple of str
        Muscles whose curves had to be assumed, one sentence each.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    max_force_n: FloatArray
    optimal_fibre_m: FloatArray
    tendon_slack_m: FloatArray
    pennation_rad: FloatArray
    most_pennation_rad: FloatArray
    passive: tuple[ArrayFunction, ...]
    tendon: tuple[ArrayFunction, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _One:
    """One muscle's row."""

    kind: str
    numbers: tuple[float, float, float, float, float]
    passive: ArrayFunction
    tendon: ArrayFunction
    assumed: bool


def read_muscle_parameters(model_path: Path, names: Sequence[str]) -> MuscleParameters:
    """Read the parameters of some muscles out of a model file.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file; while it does not change it is read once.
    names : sequence of str
        Native muscle names, length K.

    Returns
    -------
    MuscleParameters
        In the order of ``names``. Millard curves are the model's own, tabled; Thelen and De
        Groote–Fregly curves are computed; any other muscle gets De Groote–Fregly's, with a note.

    Raises
    ------
    ModelError
        If the model cannot be read or lacks a muscle.
    """
    path = Path(model_path).resolve()
    known = _read_once(path, path.stat().st_mtime_ns if path.is_file() else 0)
    for name in names:
        if name not in known:
            raise ModelError(
                f"{model_path}: muscle '{name}' is not in the model; it has: "
                f"{listed(known)}.{did_you_mean(name, known)}"
            )
    rows = [known[name] for name in names]
    numbers = np.array([row.numbers for row in rows], dtype=float).reshape(-1, 5)
    return MuscleParameters(
        names=tuple(names),
        kinds=tuple(row.kind for row in rows),
        max_force_n=numbers[:, 0],
        optimal_fibre_m=numbers[:, 1],
        tendon_slack_m=numbers[:, 2],
        pennation_rad=numbers[:, 3],
        most_pennation_rad=numbers[:, 4],
        passive=tuple(row.passive for row in rows),
        tendon=tuple(row.tendon for row in rows),
        notes=tuple(
            f"{name} is a {row.kind}, whose curves are not known here; those of De Groote and "
            "Fregly (2016) were taken."
            for name, row in zip(names, rows, strict=True)
            if row.assumed
        ),
    )


@lru_cache(maxsize=8)
def _read_once(path: Path, stamp: int) -> dict[str, _One]:  # noqa: ARG001
    model = load_model(path)
    muscles = model.getMuscles()
    tables: dict[tuple[object, ...], CubicHermite] = {}
    return {
        muscle.getName(): _one(muscle, tables)
        for muscle in (muscles.get(i) for i in range(muscles.getSize()))
    }


def _one(muscle: Any, tables: dict[tuple[object, ...], CubicHermite]) -> _One:
    kind = muscle.getConcreteClassName()
    passive: ArrayFunction = DeGrooteFibre()
    tendon: ArrayFunction = DeGrooteTendon()
    most = _MOST_PENNATION_RAD
    assumed = False
    if kind in ("Millard2012EquilibriumMuscle", "Millard2012AccelerationMuscle"):
        part = getattr(engine(), kind).safeDownCast(muscle)
        passive = _table(part.getFiberForceLengthCurve(), tables)
        tendon = _table(part.getTendonForceLengthCurve(), tables)
        most = float(part.get_maximum_pennation_angle())
    elif kind == "Thelen2003Muscle":
        part = engine().Thelen2003Muscle.safeDownCast(muscle)
        passive = ThelenFibre(part.get_FmaxMuscleStrain(), part.get_KshapePassive())
        tendon = ThelenTendon(part.get_FmaxTendonStrain())
        most = float(part.get_maximum_pennation_angle())
    elif kind == "DeGrooteFregly2016Muscle":
        part = engine().DeGrooteFregly2016Muscle.safeDownCast(muscle)
        passive = DeGrooteFibre(part.get_passive_fiber_strain_at_one_norm_force())
        tendon = DeGrooteTendon(part.get_tendon_strain_at_one_norm_force())
    else:
        assumed = True
    numbers = (
        float(muscle.get_max_isometric_force()),
        float(muscle.get_optimal_fiber_length()),
        float(muscle.get_tendon_slack_length()),
        float(muscle.get_pennation_angle_at_optimal()),
        most,
    )
    return _One(kind, numbers, passive, tendon, assumed)


def _table(curve: Any, tables: dict[tuple[object, ...], CubicHermite]) -> CubicHermite:
    """A Millard curve as cubic pieces, with its own straight ends."""
    domain = curve.getCurveDomain()
    low, high = float(domain.get(0)), float(domain.get(1))
    middle = (low + high) / 2
    # Curves of like domain, middle and end are one curve: muscles mostly share the default.
    key = (
        curve.getConcreteClassName(),
        low,
        high,
        curve.calcValue(middle),
        curve.calcValue(high),
        curve.calcDerivative(high, 1),
    )
    if key not in tables:
        knots = np.linspace(low, high, _KNOTS)
        tables[key] = CubicHermite(
            knots,
            np.array([curve.calcValue(float(x)) for x in knots]),
            np.array([curve.calcDerivative(float(x), 1) for x in knots]),
        )
    return tables[key]
