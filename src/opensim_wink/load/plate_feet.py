"""Which foot presses on which plate, frame by frame, told by where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.feet import Sole, outside_both_m
from opensim_wink.load.plate_signals import PlateSignal
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Presser = Literal["r", "l", "both", "nobody"]

# A centre of pressure this far outside a sole still belongs to it: skin, shoe, marker and plate
# places all err by a few centimetres.
NEAR_M = 0.05
# Further than this from the only foot it could belong to, something else presses on the plate.
FAR_M = 0.25
ALIKE_M = 0.03  # distances to both soles that differ less tell no foot
# Once a plate bore both feet in this share of a time on it, both stand on it all that time.
BOTH_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class PlateUse:
    """A plate and who presses on it.

    Attributes
    ----------
    signal : PlateSignal
        What it felt.
    by : dict of str to ndarray of bool, shape (T,)
        Loaded frames by who presses: ``"r"``, ``"l"``, ``"both"`` or ``"nobody"`` (no foot); in
        none of them while the feet are not known.
    off_m : ndarray, shape (T,)
        How far the centre of pressure lies outside the sole or soles that press; 0 inside, NaN
        where no foot presses.
    """

    signal: PlateSignal
    by: dict[Presser, BoolArray]
    off_m: FloatArray

    def under(self, side: Side) -> BoolArray:
        """Frames in which it bears a foot, alone or with the other, shape (T,)."""
        return np.asarray(self.by[side] | self.by["both"])

    @property
    def unseen(self) -> BoolArray:
        """Loaded frames in which the feet are not known, so nothing tells who presses."""
        found: BoolArray = self.signal.loaded.copy()
        for frames in self.by.values():
            found = found & ~frames
        return found


def assign_plates(
    signals: tuple[PlateSignal, ...], soles: dict[Side, Sole], down: dict[Side, BoolArray]
) -> tuple[PlateUse, ...]:
    """Give each plate to the foot, or feet, that press on it.

    A plate is a foot's where its centre of pressure lies under that foot's sole. It bears both feet
    where its centre of pressure lies between them, or both stand on its top.

    Parameters
    ----------
    signals : tuple of PlateSignal
        Plates at the motion's frames.
    soles : dict of Side to Sole
        Both.
    down : dict of Side to ndarray of bool, shape (T,)
        Frames in which each foot is on the floor.

    Returns
    -------
    tuple of PlateUse
        In the order of the plates.
    """
    uses = [_told_by_place(signal, soles, down) for signal in signals]
    return tuple(
        _claim(use, [other for other in uses if other is not use], soles, down) for use in uses
    )


def _told_by_place(
    signal: PlateSignal, soles: dict[Side, Sole], down: dict[Side, BoolArray]
) -> PlateUse:
    """Who presses, where the place alone tells; what it does not tell is nobody's as yet."""
    cop, loaded = signal.cop_m, signal.loaded
    away = {side: soles[side].distance_m(cop) for side in SIDES}
    with np.errstate(invalid="ignore"):
        near = np.minimum(away["r"], away["l"]) <= NEAR_M
        alike = near & (np.abs(away["r"] - away["l"]) < ALIKE_M)
        between = (~near | alike) & (outside_both_m(soles, cop) <= 0.0)
        nearer_right = away["r"] <= away["l"]
    both_down = down["r"] & down["l"]
    both = loaded & both_down & between
    if signal.corners_m is not None:
        stands = {side: _inside(signal.corners_m, soles[side].middle_m) for side in SIDES}
        both |= loaded & both_down & stands["r"] & stands["l"]
    for first, stop in runs(loaded):
        if both[first:stop].mean() >= BOTH_SHARE:
            both[first:stop] |= both_down[first:stop]
        else:
            both[first:stop] = False
            # In passing from foot to foot; the nearer one has it.
            near[first:stop] |= between[first:stop]
    alone = loaded & ~both & near
    seen = np.isfinite(away["r"]) & np.isfinite(away["l"])
    by: dict[Presser, BoolArray] = {
        "r": alone & nearer_right,
        "l": alone & ~nearer_right,
        "both": both,
        "nobody": loaded & ~both & ~near & seen,
    }
    return PlateUse(signal, by, _off(away, outside_both_m(soles, cop), by))


def _claim(
    use: PlateUse, others: list[PlateUse], soles: dict[Side, Sole], down: dict[Side, BoolArray]
) -> PlateUse:
    """Give a plate that presses beside a foot to that foot, where nothing else bears it."""
    away = {side: soles[side].distance_m(use.signal.cop_m) for side in SIDES}
    by = dict(use.by)
    for side in SIDES:
        other: Side = "l" if side == "r" else "r"
        elsewhere = np.zeros(len(use.off_m), dtype=bool)
        for plate in others:
            elsewhere |= plate.under(side)
        with np.errstate(invalid="ignore"):
            nearest = (away[side] <= FAR_M) & (away[side] <= away[other])
        taken = by["nobody"] & down[side] & ~elsewhere & nearest
        by[side], by["nobody"] = by[side] | taken, by["nobody"] & ~taken
    return PlateUse(use.signal, by, _off(away, outside_both_m(soles, use.signal.cop_m), by))


def _off(
    away: dict[Side, FloatArray], outside: FloatArray, by: dict[Presser, BoolArray]
) -> FloatArray:
    found = np.full(len(outside), np.nan)
    for name, distance in (("r", away["r"]), ("l", away["l"]), ("both", outside)):
        mask = by[name]  # type: ignore[index]
        found[mask] = np.maximum(distance[mask], 0.0)
    return found


def _inside(corners_m: FloatArray, point_m: FloatArray) -> BoolArray:
    """Points over a plate's top, seen from above, shape (T,)."""
    centre = corners_m.mean(axis=0)
    inside = np.ones(len(point_m), dtype=bool)
    for first, second in zip(corners_m, np.roll(corners_m, -1, axis=0), strict=True):
        edge = (second - first)[[0, 2]]
        normal = np.array([-edge[1], edge[0]])
        normal *= np.sign((centre - first)[[0, 2]] @ normal)
        with np.errstate(invalid="ignore"):
            inside &= (point_m - first)[:, [0, 2]] @ normal >= 0
    return inside
