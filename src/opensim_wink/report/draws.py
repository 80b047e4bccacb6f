"""``draws.npz``: what each number of a repetition may truly be, for comparing trials draw by draw.

A NumPy archive of plain arrays. ``rep/NAME`` holds the draws (R, S) of a column of ``reps.csv``,
``curve/NAME`` (R, G) a curve of the way down at ``depth`` (G), ``drawn/NAME`` (R, G, S) its draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.session import Descent
from opensim_wink.report.arrays import StoredArrays, read_arrays
from opensim_wink.settings import MOST_SAMPLES
from opensim_wink.squat.measures.descent import descent_curves
from opensim_wink.squat.uncertainty.rep_draws import rep_draws

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

FloatArray = NDArray[np.float64]

DRAWS = "draws.npz"
VERSION = 1

_KEPT_BITS = 12  # of a number's fraction: 1/8000 of it, so that files stay small


@dataclass(frozen=True, eq=False)
class StoredDraws:
    """What ``draws.npz`` holds of a trial.

    Attributes
    ----------
    seed : int
        Of the draws: those of trials with the same seed share the sliding of the skin.
    reps : tuple of int
        Numbers of the repetitions, length R.
    draws : dict of str to ndarray, shape (R, S)
        By the names of ``reps.csv``; empty without samples.
    descent : Descent
        Curves of the way down.
    """

    seed: int
    reps: tuple[int, ...]
    draws: dict[str, FloatArray]
    descent: Descent

    @property
    def n_samples(self) -> int:
        """Number of draws S; 0 without any."""
        return next((draw.shape[1] for draw in self.draws.values()), 0)


def write_draws(folder: Path, analysis: Analysis) -> Path:
    """Write the draws and the curves of the way down of a trial.

    Parameters
    ----------
    folder : Path
        Where to.
    analysis : Analysis
        The analysis of the trial.

    Returns
    -------
    Path
        The file.
    """
    signals, samples, squat = analysis.signals, analysis.found.samples, analysis.squat
    found = descent_curves(signals, samples, squat)
    drawn = {name: np.asarray(draw, dtype=np.float64) for name, draw in found.draws.items()}
    stored = StoredDraws(
        seed=analysis.settings.seed,
        reps=tuple(rep.repetition.number for rep in squat.reps),
        draws=rep_draws(signals, samples, squat),
        descent=Descent(found.depth, found.curves, drawn),
    )
    return store_draws(folder / DRAWS, stored)


def store_draws(path: Path, stored: StoredDraws) -> Path:
    """Write draws.

    Parameters
    ----------
    path : Path
        The file; replaced where it is there.
    stored : StoredDraws
        What to write; draws to 1/8000 of their size.

    Returns
    -------
    Path
        The file.
    """
    arrays: dict[str, Any] = {
        "version": np.int64(VERSION),
        "seed": np.int64(stored.seed),
        "reps": np.array(stored.reps, dtype=np.int64),
        "depth": stored.descent.depth,
        **{f"rep/{name}": _short(draw) for name, draw in stored.draws.items()},
        **{f"curve/{n}": np.asarray(c, np.float32) for n, c in stored.descent.curves.items()},
        **{f"drawn/{name}": _short(draw) for name, draw in stored.descent.draws.items()},
    }
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)
    return path


def read_draws(path: Path) -> StoredDraws | None:
    """Read the draws of a trial.

    Parameters
    ----------
    path : Path
        ``draws.npz`` in a folder that ``analyze`` wrote.

    Returns
    -------
    StoredDraws or None
        None where there is no such file, as in folders of earlier versions.

    Raises
    ------
    OutputError
        If the file is broken, of another version, or none of ``analyze``'s.
    """
    if not path.exists():
        return None
    return _checked(read_arrays(path))


def _checked(stored: StoredArrays) -> StoredDraws:
    """What the arrays say, or which of them cannot be."""
    stored.of_version(VERSION)
    seed = int(stored.whole("seed", ()))
    reps = stored.whole("reps", (None,))
    depth = stored.rising("depth")
    sizes: set[int] = set()
    found: dict[str, dict[str, FloatArray]] = {"rep": {}, "curve": {}, "drawn": {}}
    shapes: dict[str, tuple[int | None, ...]] = {
        "rep": (len(reps), None),
        "curve": (len(reps), len(depth)),
        "drawn": (len(reps), len(depth), None),
    }
    for key in stored.arrays:
        part, slash, name = key.partition("/")
        if not slash:
            continue
        if part not in found or not name:
            raise stored.fault(key, "is not known")
        found[part][name] = stored.numbers(key, shapes[part])
        if part != "curve":
            sizes.add(found[part][name].shape[-1])
    if len(sizes) > 1 or not all(1 <= size <= MOST_SAMPLES for size in sizes):
        raise stored.fault("draws", f"have {sorted(sizes)} samples; one number is allowed")
    descent = Descent(depth, found["curve"], found["drawn"])
    return StoredDraws(seed, tuple(int(rep) for rep in reps), found["rep"], descent)


def _short(values: NDArray[Any]) -> NDArray[np.float32]:
    """Single precision with the last bits rounded away, which packs to half."""
    bits = np.asarray(values, dtype=np.float32).view(np.uint32)
    dropped = np.uint32(23 - _KEPT_BITS)
    known = np.isfinite(values)
    rounded = (bits + (np.uint32(1) << (dropped - np.uint32(1)))) >> dropped << dropped
    return np.where(known, rounded, bits).astype(np.uint32).view(np.float32)
