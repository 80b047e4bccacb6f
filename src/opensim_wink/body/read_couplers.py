"""Read an OpenSim model's constraints: couplers into functions, the others into reasons."""

from __future__ import annotations

from typing import Any

from opensim_wink.body.engine import engine
from opensim_wink.body.functions import Constant
from opensim_wink.body.functions_of_several import FunctionOfSeveral
from opensim_wink.body.read_functions import number_of, read_any_function, scaled
from opensim_wink.body.tree import BoolArray, Coupler
from opensim_wink.errors import ModelError, listed


def read_couplers(
    model: Any, names: tuple[str, ...], held: BoolArray, source: str, unsupported: list[str]
) -> tuple[Coupler, ...]:
    """The couplers in an order in which each can be evaluated.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    names : tuple of str
        Coordinates in the model's order, length C.
    held : ndarray of bool, shape (C,)
        Which are locked or prescribed.
    source : str
        Its file, for messages.
    unsupported : list of str
        Gains a reason for every enforced constraint that couplers of this form do not hold.

    Returns
    -------
    tuple of Coupler
        One at most for each coordinate.
    """
    constraint_set = model.getConstraintSet()
    found: list[Coupler] = []
    for i in range(constraint_set.getSize()):
        constraint = constraint_set.get(i)
        kind, name = constraint.getConcreteClassName(), constraint.getName()
        if not constraint.get_isEnforced():
            continue
        if kind != "CoordinateCouplerConstraint":
            unsupported.append(f"constraint '{name}' is a {kind}")
            continue
        coupler = engine().CoordinateCouplerConstraint.safeDownCast(constraint)
        try:
            found.append(_coupler(coupler, names, f"{source}: coupler '{name}'"))
        except ModelError as error:
            unsupported.append(str(error).rstrip("."))
    return _in_order(_without_doubles(found, names, held, unsupported), names, unsupported)


def _coupler(coupler: Any, names: tuple[str, ...], where: str) -> Coupler:
    drivers = coupler.getIndependentCoordinateNames()
    factor = number_of(coupler, "scale_factor")
    function = read_any_function(coupler.getFunction(), where)
    independents = tuple(names.index(drivers.get(i)) for i in range(drivers.getSize()))
    if not isinstance(function, FunctionOfSeveral):
        independents = () if isinstance(function, Constant) else independents[:1]
    return Coupler(
        names.index(coupler.getDependentCoordinateName()),
        independents,
        function if factor == 1.0 else scaled(function, factor),
    )


def _without_doubles(
    couplers: list[Coupler], names: tuple[str, ...], held: BoolArray, unsupported: list[str]
) -> list[Coupler]:
    """One coupler for each coordinate that is not held."""
    kept: dict[int, Coupler] = {}
    for coupler in couplers:
        name = names[coupler.dependent]
        if held[coupler.dependent] and not held[list(coupler.independents)].all():
            unsupported.append(f"coordinate '{name}' is both held and coupled to free ones")
        elif coupler.dependent in kept:
            unsupported.append(f"coordinate '{name}' has two couplers")
        kept.setdefault(coupler.dependent, coupler)
    return list(kept.values())


def _in_order(
    couplers: list[Coupler], names: tuple[str, ...], unsupported: list[str]
) -> tuple[Coupler, ...]:
    ordered: list[Coupler] = []
    waiting = list(couplers)
    while waiting:
        pending = {c.dependent for c in waiting}
        ready = [c for c in waiting if not pending.intersection(c.independents)]
        if not ready:
            circle = listed(names[d] for d in sorted(pending))
            unsupported.append(f"the couplers of {circle} run in a circle")
            break
        ordered.extend(ready)
        waiting = [c for c in waiting if c not in ready]
    return tuple(ordered)
