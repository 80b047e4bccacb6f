"""Gaps in marker trajectories: filled from the rest of a segment, then by short splines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError, counted, listed
from opensim_wink.trial.rigid import mean_shape, rigid_fits, width_m
from opensim_wink.trial.runs import runs
from opensim_wink.trial.trial import Fill, Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# A triangle flatter than this turns millimetres of noise into large errors beside it.
FLATTEST_CLUSTER_M = 0.010
# Fewer common frames say little about how the markers sit on the segment.
FEWEST_REFERENCE_FRAMES = 5
# Knots of a spline: frames beside the gap, on each side.
SPLINE_KNOTS = 5
# Further outside its knots than this, or than they lie apart, a spline swings where nothing was.
SPLINE_SWING_M = 0.1


def fill_gaps(
    trial: Trial,
    clusters: Mapping[str, Sequence[str]],
    *,
    max_spline_s: float = 0.2,
    max_deformation_m: float = 0.015,
) -> Trial:
    """Fill the gaps in marker trajectories where that is sound; the rest stays NaN.

    A marker of a cluster is first carried by the cluster's other markers: their mean shape, learned
    from all frames in which they and the marker were seen, is fitted to each frame of the gap, and
    the marker's distance from its place at both edges of the gap is blended over it, so that there
    is no step. Gaps left after that, in any marker, are closed by a cubic spline over time if they
    are short and it does not swing far out of the positions beside them. Nothing is extrapolated at
    the ends of the recording by a spline, and a marker that is absent throughout stays absent.

    Parameters
    ----------
    trial : Trial
        The recording.
    clusters : mapping of str to sequence of str
        Markers that sit on one segment, by the segment's name. Labels that the trial lacks are
        passed over. Three others of a cluster must be seen, and not in one line.
    max_spline_s : float
        Longest gap that a spline may close, in seconds; 0 for none.
    max_deformation_m : float
        Frames in which one of the other markers lies further than this from the fit are left open.

    Returns
    -------
    Trial
        With each filled run in ``fills`` and what was and was not filled in ``notes``.

    Raises
    ------
    SettingError
        If a limit is negative or no number.
    """
    for name, limit in (("max_spline_s", max_spline_s), ("max_deformation_m", max_deformation_m)):
        if not 0.0 <= limit < np.inf:
            raise SettingError(f"{name} is {limit:g}: it must be a number from 0 up.")
    filling = _Filling(trial, max_deformation_m)
    for segment, members in clusters.items():
        filling.fill_cluster(segment, members)
    _fill_splines(filling, max_spline_s)
    fills = tuple(sorted(filling.fills, key=lambda f: (trial.labels.index(f.marker), f.first)))
    notes = (*filling.notes, *_spline_note(fills, trial), *_open_notes(filling, max_spline_s))
    return replace(
        trial, points_m=filling.points_m, fills=trial.fills + fills, notes=trial.notes + notes
    )


@dataclass
class _Account:
    """What the rigid fills of one marker came to."""

    frames: int = 0
    gaps: set[int] = field(default_factory=set)
    sources: dict[str, None] = field(default_factory=dict)
    deformation_m: float = 0.0
    edge_m: float = 0.0


class _Filling:
    """Positions on their way from measured to filled."""

    def __init__(self, trial: Trial, max_deformation_m: float) -> None:
        self.trial = trial
        self.limit_m = max_deformation_m
        self.measured_m = trial.points_m
        self.seen: BoolArray = np.asarray(np.isfinite(trial.points_m).all(axis=2))
        self.points_m = np.where(self.seen[:, :, None], trial.points_m, np.nan)
        self.fills: list[Fill] = []
        self.notes: list[str] = []
        self.reasons: dict[int, dict[str, None]] = {}
        self.refused_m: dict[int, float] = {}
        self._shapes: dict[tuple[int, ...], FloatArray | str] = {}

    def filled(self) -> BoolArray:
        """Which positions are there by now, shape (T, M)."""
        there: BoolArray = np.isfinite(self.points_m[:, :, 0])
        return there

    def fill_cluster(self, segment: str, members: Sequence[str]) -> None:
        """Carry each marker of a cluster over its gaps by the others."""
        labels = self.trial.labels
        wanted = dict.fromkeys(labels.index(m) for m in members if m in labels)
        present = [m for m in wanted if self.seen[:, m].any()]
        for marker in present:
            others = np.array([m for m in present if m != marker], dtype=np.intp)
            account = _Account()
            for first, stop in runs(~self.filled()[:, marker]):
                for piece in self._pieces(first, stop - 1, others):
                    self._fill_piece(marker, *piece, account)
            if account.frames:
                self.notes.append(
                    f"Marker '{labels[marker]}': {counted(account.frames, 'frame')} in "
                    f"{counted(len(account.gaps), 'gap')} carried by the other markers of "
                    f"{segment} ({listed(account.sources)}), which kept their shape within "
                    f"{account.deformation_m * 1000:.1f} mm; at the edges it lay up to "
                    f"{account.edge_m * 1000:.1f} mm from its mean place, and that was blended."
                )

    def _pieces(
        self, first: int, last: int, others: NDArray[np.intp]
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        """Parts of a gap with the markers that can carry each."""
        around = slice(max(first - 1, 0), last + 2)
        common = others[self.seen[around][:, others].all(axis=0)]
        # One set of markers over the whole gap makes no steps within it.
        if len(common) >= 3 and self._is_wide(first, common):
            return [(first, last, tuple(common.tolist()))]
        visible = self.seen[first : last + 1][:, others]
        changes = np.flatnonzero((visible[1:] != visible[:-1]).any(axis=1)) + 1
        starts = [0, *changes.tolist()]
        ends = [*(changes - 1).tolist(), last - first]
        return [
            (first + a, first + b, tuple(others[visible[a]].tolist()))
            for a, b in zip(starts, ends, strict=True)
        ]

    def _is_wide(self, frame: int, markers: NDArray[np.intp]) -> bool:
        return width_m(self.measured_m[frame, markers]) >= FLATTEST_CLUSTER_M

    def _shape(self, marker: int, carriers: tuple[int, ...]) -> FloatArray | str:
        """Mean shape of the carriers and, last, the marker; or why there is none."""
        key = (*carriers, marker)
        if key not in self._shapes:
            self._shapes[key] = self._learn(key)
        return self._shapes[key]

    def _learn(self, key: tuple[int, ...]) -> FloatArray | str:
        if len(key) < 4:
            return "fewer than three other markers of its segment are seen"
        together = self.seen[:, key].all(axis=1)
        if together.sum() < FEWEST_REFERENCE_FRAMES:
            return (
                f"it is seen together with those that could carry it in {int(together.sum())} "
                f"frames ({FEWEST_REFERENCE_FRAMES} are needed)"
            )
        shape = self._usual_shape(self.measured_m[together][:, key])
        if width_m(shape[:-1]) < FLATTEST_CLUSTER_M:
            return "the other markers of its segment lie nearly in one line"
        return shape

    def _usual_shape(self, frames_m: FloatArray) -> FloatArray:
        """Mean shape without frames in which markers were swapped or knocked."""
        shape = mean_shape(frames_m)
        worst_m = rigid_fits(shape, frames_m)[2].max(axis=1)
        if worst_m.max() <= self.limit_m:
            return shape
        # The better half tells the shape, and the shape tells all frames that fit it.
        core = mean_shape(frames_m[worst_m <= np.median(worst_m)])
        usual = rigid_fits(core, frames_m)[2].max(axis=1) <= self.limit_m
        return mean_shape(frames_m[usual]) if usual.sum() >= FEWEST_REFERENCE_FRAMES else shape

    def _fill_piece(
        self, marker: int, first: int, last: int, carriers: tuple[int, ...], account: _Account
    ) -> None:
        shape = self._shape(marker, carriers)
        if isinstance(shape, str):
            self.reasons.setdefault(marker, {})[shape] = None
            return
        ready = self.filled()[:, marker] & self.seen[:, carriers].all(axis=1)
        low = first - 1 if first > 0 and ready[first - 1] else first
        high = last + 1 if last + 1 < len(ready) and ready[last + 1] else last
        span = np.arange(low, high + 1)
        rotation, shift_m, residual_m = rigid_fits(shape[:-1], self.measured_m[span][:, carriers])
        offset = self._edge_offsets(marker, span, shape[-1], rotation, shift_m, (first, last))
        placed = np.einsum("tij,tj->ti", rotation, shape[-1] + offset) + shift_m
        worst_m = residual_m.max(axis=1)
        gap = (span >= first) & (span <= last)
        sound = gap & (worst_m <= self.limit_m)
        if (gap & ~sound).any():
            worst = float(worst_m[gap].max())
            self.refused_m[marker] = max(self.refused_m.get(marker, 0.0), worst)
        if not sound.any():
            return
        self.points_m[span[sound], marker] = placed[sound]
        names = tuple(self.trial.labels[c] for c in carriers)
        for a, b in runs(sound):
            self.fills.append(
                Fill(self.trial.labels[marker], int(span[a]), int(span[b - 1]), "rigid", names)
            )
        account.frames += int(sound.sum())
        account.gaps.add(first)
        account.sources.update(dict.fromkeys(names))
        account.deformation_m = max(account.deformation_m, float(worst_m[sound].max()))
        account.edge_m = max(account.edge_m, float(np.linalg.norm(offset, axis=1).max()))

    def _edge_offsets(
        self,
        marker: int,
        span: NDArray[np.intp],
        place: FloatArray,
        rotation: FloatArray,
        shift_m: FloatArray,
        gap: tuple[int, int],
    ) -> FloatArray:
        """Offset from the marker's mean place, on the segment, blended from edge to edge."""
        known = [i for i in (0, len(span) - 1) if not gap[0] <= span[i] <= gap[1]]
        if not known:
            return np.zeros((len(span), 3))
        local = np.stack(
            [rotation[i].T @ (self.points_m[span[i], marker] - shift_m[i]) - place for i in known]
        )
        time_s = self.trial.time_s[span]
        return np.stack(
            [np.interp(time_s, time_s[known], local[:, axis]) for axis in range(3)], axis=1
        )


def _fill_splines(filling: _Filling, max_spline_s: float) -> None:
    """Close short inner gaps by cubic splines through the frames beside them."""
    time_s, rate_hz = filling.trial.time_s, filling.trial.rate_hz
    for marker, label in enumerate(filling.trial.labels):
        there = filling.filled()[:, marker]
        for first, stop in runs(~there):
            if first == 0 or stop == len(there):
                continue
            gap_s = time_s[stop] - time_s[first - 1] - 1.0 / rate_hz
            if gap_s > max_spline_s + 1e-9:
                continue
            reach = max(SPLINE_KNOTS, stop - first)
            window = np.arange(max(first - reach, 0), min(stop + reach, len(there)))
            knots = window[there[window]]
            gap = np.arange(first, stop)
            known_m = filling.points_m[knots, marker]
            placed_m = _spline(time_s[knots], known_m, time_s[gap])
            if _swings(placed_m, known_m):
                reason = "a spline would swing far out of the positions beside the gap"
                filling.reasons.setdefault(marker, {})[reason] = None
                continue
            filling.points_m[gap, marker] = placed_m
            filling.fills.append(Fill(label, first, stop - 1, "spline", (label,)))


def _spline(knots_s: FloatArray, values: FloatArray, wanted_s: FloatArray) -> FloatArray:
    from scipy.interpolate import CubicSpline

    result: FloatArray = CubicSpline(knots_s, values, axis=0)(wanted_s)
    return result


def _swings(placed_m: FloatArray, knots_m: FloatArray) -> bool:
    """Whether a spline leaves the box of its knots by more than the box is wide."""
    low, high = knots_m.min(axis=0), knots_m.max(axis=0)
    room_m = max(float(np.linalg.norm(high - low)), SPLINE_SWING_M)
    return bool(((placed_m < low - room_m) | (placed_m > high + room_m)).any())


def _spline_note(fills: Sequence[Fill], trial: Trial) -> tuple[str, ...]:
    splines = [fill for fill in fills if fill.method == "spline"]
    if not splines:
        return ()
    markers = dict.fromkeys(fill.marker for fill in splines)
    longest = max(fill.last - fill.first + 1 for fill in splines)
    return (
        f"{counted(len(splines), 'short gap')} in {counted(len(markers), 'marker')} "
        f"({listed(markers)}) closed by splines over time; the longest has "
        f"{counted(longest, 'frame')} ({longest / trial.rate_hz:.3g} s).",
    )


def _open_notes(filling: _Filling, max_spline_s: float) -> list[str]:
    """Say what stays open, and why no other marker could carry it."""
    trial, there = filling.trial, filling.filled()
    notes = []
    plain = []
    for marker, label in enumerate(trial.labels):
        gaps = runs(~there[:, marker])
        if not gaps or not filling.seen[:, marker].any():
            continue
        longest = max(stop - first for first, stop in gaps) / trial.rate_hz
        open_frames = int((~there[:, marker]).sum())
        size = f"{counted(open_frames, 'frame')} in {counted(len(gaps), 'gap')}"
        reasons = list(filling.reasons.get(marker, ()))
        if marker in filling.refused_m:
            reasons.append(
                f"the other markers of its segment deform by up to "
                f"{filling.refused_m[marker] * 1000:.0f} mm (limit {filling.limit_m * 1000:g} mm)"
            )
        if reasons:
            notes.append(
                f"Marker '{label}': {size} left open (longest {longest:.2f} s): "
                f"{'; '.join(reasons)}."
            )
        else:
            plain.append(f"{label} ({size})")
    if plain:
        notes.append(
            f"Gaps longer than {max_spline_s:g} s, or at an end of the recording, are left "
            f"open in {counted(len(plain), 'marker')}: {listed(plain)}."
        )
    absent = [label for m, label in enumerate(trial.labels) if not filling.seen[:, m].any()]
    if absent:
        notes.append(f"Never seen: {listed(absent)}.")
    return notes
