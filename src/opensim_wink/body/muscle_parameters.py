"""What a model's muscles are made of: fibre, tendon, strength, and their curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.active_curves import (
    DeGrooteLength,
    DeGrooteVelocity,
    ThelenLength,
    ThelenVelocity,
)
from opensim_wink.body.engine import engine, opened_model
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
    active, velocity : tuple of ArrayFunction
        Factors on ``max_force_n`` at full activation: over fibre length in optimal lengths, and
        over fibre velocity in largest shortening velocities (+ lengthens).
    fastest_per_s : ndarray, shape (K,)
        Largest shortening velocity, optimal lengths a second.
    least_control, most_control : ndarray, shape (K,)
        Bounds that the model sets on the muscle's control, which OpenSim's static optimisation
        takes as those of the activation.
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
    active: tuple[ArrayFunction, ...]
    velocity: tuple[ArrayFunction, ...]
    fastest_per_s: FloatArray
    least_control: FloatArray
    most_control: FloatArray
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _One:
    """One muscle's row."""

    kind: str
    numbers: tuple[float, ...]
    curves: _Curves
    most_pennation_rad: float
    assumed: bool


@dataclass(frozen=True, eq=False)
class _Curves:
    """A muscle's four curves; by default those of De Groote and Fregly."""

    passive: ArrayFunction = field(default_factory=DeGrooteFibre)
    tendon: ArrayFunction = field(default_factory=DeGrooteTendon)
    active: ArrayFunction = field(default_factory=DeGrooteLength)
    velocity: ArrayFunction = field(default_factory=DeGrooteVelocity)


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
    numbers = np.array([row.numbers for row in rows], dtype=float).reshape(-1, 7)
    return MuscleParameters(
        names=tuple(names),
        kinds=tuple(row.kind for row in rows),
        max_force_n=numbers[:, 0],
        optimal_fibre_m=numbers[:, 1],
        tendon_slack_m=numbers[:, 2],
        pennation_rad=numbers[:, 3],
        most_pennation_rad=np.array([row.most_pennation_rad for row in rows]),
        passive=tuple(row.curves.passive for row in rows),
        tendon=tuple(row.curves.tendon for row in rows),
        active=tuple(row.curves.active for row in rows),
        velocity=tuple(row.curves.velocity for row in rows),
        fastest_per_s=numbers[:, 4],
        least_control=numbers[:, 5],
        most_control=numbers[:, 6],
        notes=tuple(
            f"{name} is a {row.kind}, whose curves are not known here; those of De Groote and "
            "Fregly (2016) were taken."
            for name, row in zip(names, rows, strict=True)
            if row.assumed
        ),
    )


@lru_cache(maxsize=8)
def _read_once(path: Path, stamp: int) -> dict[str, _One]:  # noqa: ARG001
    model = opened_model(path)
    muscles = model.getMuscles()
    tables: dict[tuple[object, ...], CubicHermite] = {}
    return {
        muscle.getName(): _one(muscle, tables)
        for muscle in (muscles.get(i) for i in range(muscles.getSize()))
    }


def _one(muscle: Any, tables: dict[tuple[object, ...], CubicHermite]) -> _One:
    osim, kind = engine(), muscle.getConcreteClassName()
    most = _MOST_PENNATION_RAD
    curves, assumed = _Curves(), False
    if kind in ("Millard2012EquilibriumMuscle", "Millard2012AccelerationMuscle"):
        part = getattr(osim, kind).safeDownCast(muscle)
        curves = _Curves(
            _table(part.getFiberForceLengthCurve(), tables),
            _table(part.getTendonForceLengthCurve(), tables),
            _table(part.getActiveForceLengthCurve(), tables),
            _table(part.getForceVelocityCurve(), tables),
        )
        most = float(part.get_maximum_pennation_angle())
    elif kind == "Thelen2003Muscle":
        part = osim.Thelen2003Muscle.safeDownCast(muscle)
        curves = _Curves(
            ThelenFibre(part.get_FmaxMuscleStrain(), part.get_KshapePassive()),
            ThelenTendon(part.get_FmaxTendonStrain()),
            ThelenLength(part.get_KshapeActive()),
            ThelenVelocity(part.get_Af(), part.get_Flen(), part.get_fv_linear_extrap_threshold()),
        )
        most = float(part.get_maximum_pennation_angle())
    elif kind == "DeGrooteFregly2016Muscle":
        part = osim.DeGrooteFregly2016Muscle.safeDownCast(muscle)
        curves = _Curves(
            DeGrooteFibre(part.get_passive_fiber_strain_at_one_norm_force()),
            DeGrooteTendon(part.get_tendon_strain_at_one_norm_force()),
            DeGrooteLength(part.get_active_force_width_scale()),
        )
    else:
        assumed = True
    numbers = (
        muscle.get_max_isometric_force(),
        muscle.get_optimal_fiber_length(),
        muscle.get_tendon_slack_length(),
        muscle.get_pennation_angle_at_optimal(),
        muscle.get_max_contraction_velocity(),
        muscle.get_min_control(),
        muscle.get_max_control(),
    )
    return _One(kind, tuple(float(number) for number in numbers), curves, most, assumed)


def _table(curve: Any, tables: dict[tuple[object, ...], CubicHermite]) -> CubicHermite:
    """A Millard curve as cubic pieces, with its own straight ends."""
    domain = curve.getCurveDomain()
    low, high = float(domain.get(0)), float(domain.get(1))
    # Curves that agree at five places are one curve: muscles mostly share the default.
    places = np.linspace(low, high, 5)
    key = (
        curve.getConcreteClassName(),
        low,
        high,
        *(curve.calcValue(float(x)) for x in places),
        *(curve.calcDerivative(float(x), 1) for x in places),
    )
    if key not in tables:
        knots = np.linspace(low, high, _KNOTS)
        tables[key] = CubicHermite(
            knots,
            np.array([curve.calcValue(float(x)) for x in knots]),
            np.array([curve.calcDerivative(float(x), 1) for x in knots]),
        )
    return tables[key]
