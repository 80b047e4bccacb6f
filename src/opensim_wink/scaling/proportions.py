"""Segments against each other: factors that are out of proportion, or that nothing measured."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import listed
from opensim_wink.scaling.segments import Segments

FloatArray = NDArray[np.float64]

# People of one build differ by some 10 % from segment to segment, fat over a pelvis adds 25 % to
# its depth; a belt or an exchanged label gives more than this.
_ODD_RATIO = 1.45
_ENOUGH = 2  # segments that another one can be held against


def drop_odd(axes: dict[str, FloatArray], segments: Segments) -> dict[str, str]:
    """Forget factors that lie too far from the other axes of their segment or the other segments.

    Parameters
    ----------
    axes : dict of str to ndarray, shape (3,)
        Body → factors, NaN where nothing measured them; changed.
    segments : Segments
        The model's bodies by segment.

    Returns
    -------
    dict of str to str
        Segment → a sentence that says so.
    """
    told = {
        name: size[np.isfinite(size)]
        for name, size in ((name, axes[of[0]]) for name, of in segments.bodies.items())
        if np.isfinite(size).any()
    }
    found = {}
    for name, own in told.items():
        others = [float(size.mean()) for other, size in told.items() if other != name]
        if len(others) < _ENOUGH:
            continue
        usual = float(np.median(others))
        ratios = [own.max() / own.min(), own.max() / usual, usual / own.min()]
        if max(ratios) > _ODD_RATIO:
            found[name] = (
                f"{name}: not scaled by its own markers, whose distances give "
                f"{own.min():.2f} to {own.max():.2f} where other segments give {usual:.2f}; check "
                "that they lie on the bones."
            )
    for name in found:
        for body in segments.bodies[name]:
            axes[body] = np.full(3, np.nan)
    return found


def inherit(axes: dict[str, FloatArray], segments: Segments) -> list[str]:
    """Fill factors that nothing measured: from other axes, the other side, or all segments.

    Parameters
    ----------
    axes : dict of str to ndarray, shape (3,)
        Body → factors, NaN where nothing measured them; changed.
    segments : Segments
        The model's bodies by segment.

    Returns
    -------
    list of str
        What was filled and from where, one sentence each.
    """
    notes = []
    sizes = {name: np.array(axes[members[0]]) for name, members in segments.bodies.items()}
    whole = [size for size in sizes.values() if np.isfinite(size).all()]
    stature = [float(np.median([size.mean() for size in whole]))] if whole else []
    for name, size in sizes.items():
        told = size[np.isfinite(size)]
        if 0 < len(told) < len(size):
            # Fat over the bones lengthens one distance of a pelvis; the middle one bears that.
            size[np.isnan(size)] = np.median([*told, *stature])
            notes.append(
                f"{name}: along the axes that no distance tells, scaled by the median of its other "
                "axes and the other segments."
            )
    known = {name: size for name, size in sizes.items() if np.isfinite(size).all()}
    overall = np.full(3, np.median([size.mean() for size in known.values()]))
    for name, members in segments.bodies.items():
        size = sizes[name]
        if np.isnan(size).any():
            other = name[:-1] + {"r": "l", "l": "r"}.get(name[-1], "")
            size = known.get(other, overall)
            source = other if other in known else "the median of all segments"
            notes.append(f"{name}: no distance to scale it by, takes the factor of {source}.")
        for body in members:
            axes[body] = size
    return notes


def uniform_where_needed(
    factors: Mapping[str, FloatArray], tree: KinematicTree
) -> tuple[dict[str, FloatArray], tuple[str, ...]]:
    """Factors that OpenSim can apply: bodies that carry a coupled translation are scaled alike.

    OpenSim refuses to scale a coordinate coupler whose dependent coordinate is a translation by
    different factors along the axes.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z.
    tree : KinematicTree
        The model.

    Returns
    -------
    factors : dict of str to ndarray, shape (3,)
        The same, with the geometric mean on those bodies.
    notes : tuple of str
        Which bodies.
    """
    sliding = {c.dependent for c in tree.couplers if not tree.rotational[c.dependent]}
    carriers = {
        tree.bodies[joint.parent]
        for joint in tree.joints
        if any(sliding.intersection(axis.coordinates) for axis in joint.axes)
    }
    uneven = sorted(body for body in carriers & set(factors) if float(np.ptp(factors[body])) > 0)
    mean = {body: np.full(3, float(np.prod(factors[body]) ** (1 / 3))) for body in uneven}
    if not uneven:
        return dict(factors), ()
    note = f"scaled alike along all axes, since coupled translations hang on it: {listed(uneven)}."
    return {**factors, **mean}, (note,)
