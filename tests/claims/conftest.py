"""Evidence that is made up, so that the right answer is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from opensim_wink.claims.hamstrings.evidence import Evidence

NAMES = ("bflh", "semimem", "semiten")
GROUPS = ("biceps_femoris_long", "semimembranosus", "semitendinosus")
# Standing, onset, bottom, bottom without the wink, straight-leg raise (m): a usual person.
USUAL = np.array(
    [
        [0.4215, 0.4560, 0.4590, 0.4680, 0.5089],
        [0.4131, 0.4290, 0.4300, 0.4390, 0.4909],
        [0.4558, 0.4710, 0.4730, 0.4840, 0.5501],
    ]
)


def make_evidence(
    n_reps: int = 5,
    scatter_m: float = 0.0005,
    error_m: float = 0.0,
    seed: int = 0,
    lengths_m: np.ndarray = USUAL,
    **changes: Any,
) -> Evidence:
    """Both sides of a person with three hamstrings; ``changes`` replace fields."""
    rng = np.random.default_rng(seed)
    both = np.concatenate([lengths_m, lengths_m])
    shape = (n_reps, len(both))

    def scattered(column: int) -> np.ndarray:
        return both[:, column] + scatter_m * rng.standard_normal(shape)

    bottom = scattered(2)
    fields: dict[str, Any] = {
        "source": "made up", "at": "onset", "reps": tuple(range(1, n_reps + 1)),
        "counted": np.ones(n_reps, bool), "usable": np.ones(n_reps, bool),
        "wink_deg": np.full(n_reps, 12.0),
        "names": tuple(f"{name}_{side}" for side in "rl" for name in NAMES),
        "groups": GROUPS * 2, "sides": ("r",) * 3 + ("l",) * 3,
        "standing_m": both[:, 0], "raised_m": both[:, 4],
        "slr_deg": np.full(len(both), 90.0), "slr_from": ("stated",) * len(both),
        "moment_m": scattered(1), "bottom_m": bottom,
        "without_m": bottom + (both[:, 3] - both[:, 2]),
        "moment_error_m": np.full(shape, error_m), "bottom_error_m": np.full(shape, error_m),
        "valid_moment": np.ones(shape, bool), "valid_bottom": np.ones(shape, bool),
        "valid_without": np.ones(shape, bool),
        "passive_nm": np.full(shape, 0.4), "passive_error_nm": np.zeros(shape),
        "net_nm": 60.0 + rng.standard_normal(n_reps),
    }  # fmt: skip
    return Evidence(**(fields | changes))


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    return make_evidence
