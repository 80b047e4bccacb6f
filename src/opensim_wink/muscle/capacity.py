"""Force that a muscle can bring to bear at full activation, given its length and velocity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_parameters import MuscleParameters
from opensim_wink.errors import SettingError

FloatArray = NDArray[np.float64]


def active_capacity(
    parameters: MuscleParameters,
    length_m: FloatArray,
    velocity_m_s: FloatArray,
    *,
    as_opensim: bool = False,
) -> FloatArray:
    """Active force along the tendon at activation 1, for a tendon that does not stretch.

    ``F_max · f(l) · g(v) · cos α``, with ``l = √((L − l_slack)² + w²)`` the fibre's length, ``w``
    its constant width and ``v = V·cos α`` its velocity.

    Parameters
    ----------
    parameters : MuscleParameters
        Of K muscles.
    length_m, velocity_m_s : ndarray, shape (T, K)
        Of the whole path, origin to insertion; + lengthens.
    as_opensim : bool
        Take ``cos α`` as OpenSim 4.6's static optimisation does, to be compared with it.

    Returns
    -------
    ndarray, shape (T, K)
        N, not negative; zero where the path is too short for its tendon, NaN where length or
        velocity is not known.

    Raises
    ------
    SettingError
        If lengths and velocities do not fit the muscles.

    Notes
    -----
    OpenSim 4.6 (``calcInextensibleTendonActiveFiberForce``) has the ``cos α`` of Thelen muscles
    right. For Millard muscles it takes ``sin α = w / (l / l_opt)``, metres over a bare number, so
    that ``cos α`` is nearly 1; for De Groote–Fregly muscles it leaves it out: both are too strong
    by up to ``1 / cos α``. It also lets De Groote–Fregly fibres push that shorten faster than their
    greatest velocity; none does here.

    References
    ----------
    Millard M, Uchida T, Seth A, Delp SL (2013). Flexing computational muscle: modeling and
    simulation of musculotendon dynamics. J Biomech Eng 135:021005. doi:10.1115/1.4023390
    """
    length_m, velocity_m_s = np.asarray(length_m, float), np.asarray(velocity_m_s, float)
    n_muscles = len(parameters.names)
    if length_m.shape != velocity_m_s.shape or length_m.shape[1:] != (n_muscles,):
        raise SettingError(
            f"lengths have the shape {length_m.shape} and velocities {velocity_m_s.shape}; needed: "
            f"(frames, {n_muscles}), one column for each muscle."
        )
    optimal = parameters.optimal_fibre_m
    width = optimal * np.sin(parameters.pennation_rad)
    along = length_m - parameters.tendon_slack_m
    fibre = np.hypot(along, width)
    cosine = along / np.where(fibre > 0, fibre, 1.0)
    norm = fibre / optimal
    speed = velocity_m_s * cosine / (optimal * parameters.fastest_per_s)
    factor = np.full_like(length_m, np.nan)
    for columns in _alike(parameters):
        first = columns[0]
        factor[:, columns] = parameters.active[first].value(norm[:, columns])
        factor[:, columns] *= parameters.velocity[first].value(speed[:, columns])
    shortest = width / np.sin(parameters.most_pennation_rad)
    slack = (along <= 0) | (fibre <= shortest)
    if as_opensim:
        cosine = _opensim_cosine(parameters, cosine, norm, width)
    force = np.maximum(parameters.max_force_n * factor * cosine, 0.0)
    return np.asarray(np.where(slack & np.isfinite(velocity_m_s), 0.0, force))


def _opensim_cosine(
    parameters: MuscleParameters, cosine: FloatArray, norm: FloatArray, width: FloatArray
) -> FloatArray:
    """``cos α`` as OpenSim 4.6's static optimisation has it, class by class."""
    kinds = np.array(parameters.kinds)
    millard = np.char.startswith(kinds, "Millard2012") if len(kinds) else np.zeros(0, bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        odd = np.sqrt(1 - np.minimum(width / norm, 1.0) ** 2)
    found = np.where(millard, odd, cosine)
    return np.asarray(np.where(kinds == "DeGrooteFregly2016Muscle", 1.0, found))


def _alike(parameters: MuscleParameters) -> list[NDArray[np.intp]]:
    """Columns of the muscles that share their two curves, which most of a model's do."""
    groups: dict[object, list[int]] = {}
    for k, curves in enumerate(zip(parameters.active, parameters.velocity, strict=True)):
        groups.setdefault(curves, []).append(k)
    return [np.array(columns, dtype=np.intp) for columns in groups.values()]
