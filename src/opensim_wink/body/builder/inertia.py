"""Masses and inertias of the packaged model for a subject of any mass, height and sex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from opensim_wink.body.builder.rows import BodyRow, SegmentRow, Triple
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import engine
from opensim_wink.errors import ModelError, SettingError, listed

Sex = Literal["male", "female"]

GENERIC_HEIGHT_M = 1.706
"""Height of the packaged model, from the sole to its marker HEAD_TOP."""


@dataclass(frozen=True)
class BodyInertia:
    """Mass properties of one body.

    Attributes
    ----------
    mass_kg : float
        Mass.
    com_m : tuple of float
        Centre of mass in the body frame of the unscaled model.
    moments_kgm2 : tuple of float
        Principal moments about the centre of mass, along the body's X, Y, Z.
    """

    mass_kg: float
    com_m: Triple
    moments_kgm2: Triple


def generic_inertia() -> dict[str, BodyInertia]:
    """Mass properties of the packaged model as tabulated: body → values."""
    rows = both_sides(read_table("bodies", BodyRow))
    return {row.name: BodyInertia(row.mass_kg, row.com_m, row.moments_kgm2) for row in rows}


def subject_masses(mass_kg: float, sex: Sex | None = None) -> dict[str, float]:
    """Share a subject's mass out over the bodies of the packaged model.

    Parameters
    ----------
    mass_kg : float
        Body mass, kg.
    sex : {"male", "female"}, optional
        Take segment shares of that sex (de Leva 1996; how the trunk splits in three is quoted from
        memory: unverified); without it all bodies keep their share of the generic model.

    Returns
    -------
    dict of str to float
        Body → mass, kg; the sum is ``mass_kg``.

    Raises
    ------
    SettingError
        If the mass is not positive or the sex is not one of the two tabulated.

    References
    ----------
    de Leva P (1996). Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters. J Biomech
    29:1223–1230. doi:10.1016/0021-9290(95)00178-6
    """
    if not mass_kg > 0:
        raise SettingError(f"mass is {mass_kg} kg; it must be greater than 0.")
    generic = {name: inertia.mass_kg for name, inertia in generic_inertia().items()}
    shares = dict(generic) if sex is None else _shares_by_sex(generic, sex)
    total = sum(shares.values())
    return {name: mass_kg * share / total for name, share in shares.items()}


def _shares_by_sex(generic: Mapping[str, float], sex: str) -> dict[str, float]:
    rows = both_sides(read_table("segments", SegmentRow))
    known = sorted({row.sex for row in rows})
    if sex not in known:
        raise SettingError(f"sex is '{sex}'; segment tables exist for: {listed(known)}.")
    # Bodies of no segment (the carrier of the lumbar sum) keep their negligible generic share.
    total = sum(generic.values())
    shares = {name: mass / total for name, mass in generic.items()}
    for row in rows:
        if row.sex == sex:
            bodies = row.bodies.split()
            whole = sum(generic[name] for name in bodies)
            shares |= {name: row.mass_share * generic[name] / whole for name in bodies}
    return shares


def subject_inertia(
    mass_kg: float, height_m: float = GENERIC_HEIGHT_M, sex: Sex | None = None
) -> dict[str, BodyInertia]:
    """Masses and moments of inertia for a subject.

    Moments grow with a body's mass and with the square of height, as those of similar bodies do.

    Parameters
    ----------
    mass_kg : float
        Body mass, kg.
    height_m : float
        Body height, m.
    sex : {"male", "female"}, optional
        As for :func:`subject_masses`.

    Returns
    -------
    dict of str to BodyInertia
        Body → mass properties; centres of mass stay those of the unscaled body.

    Raises
    ------
    SettingError
        If mass or height is not positive or the sex is unknown.
    """
    if not height_m > 0:
        raise SettingError(f"height is {height_m} m; it must be greater than 0.")
    masses = subject_masses(mass_kg, sex)
    stretch = (height_m / GENERIC_HEIGHT_M) ** 2
    result = {}
    for name, generic in generic_inertia().items():
        factor = masses[name] / generic.mass_kg * stretch
        x, y, z = generic.moments_kgm2
        moments = (x * factor, y * factor, z * factor)
        result[name] = BodyInertia(masses[name], generic.com_m, moments)
    return result


def set_inertia(model: Any, inertias: Mapping[str, BodyInertia]) -> None:
    """Give bodies of a model their mass and moments; centres of mass stay as they are.

    Parameters
    ----------
    model : opensim.Model
        A model; call ``initSystem`` on it afterwards.
    inertias : mapping of str to BodyInertia
        Body → mass properties.

    Raises
    ------
    ModelError
        If the model lacks one of the bodies.
    """
    bodies = model.getBodySet()
    known = [bodies.get(i).getName() for i in range(bodies.getSize())]
    absent = [name for name in inertias if name not in known]
    if absent:
        raise ModelError(f"the model has no bodies {listed(absent)}; it has: {listed(known)}.")
    osim = engine()
    for name, inertia in inertias.items():
        body = bodies.get(name)
        body.setMass(inertia.mass_kg)
        body.setInertia(osim.Inertia(*inertia.moments_kgm2, 0.0, 0.0, 0.0))
