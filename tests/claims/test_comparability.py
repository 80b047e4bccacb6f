"""Whether trials may be compared, told from how each was recorded and analysed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from opensim_wink.claims.comparability import TrialRecord, fit_notes
from opensim_wink.errors import OutputError

FLAT = TrialRecord(
    name="flat", place="out/flat", person="P01", model=("packaged", 5), mass_kg=75.0,
    factors={"pelvis": (1.0, 1.0, 1.0)}, lengths_cm={"femur_cm": 43.0}, static="abc",
    neutral_deg=-20.0, settings={"cutoff_hz": 6.0, "wink_threshold_deg": 5.0},
    raises_deg={"r": (80.0,)}, reps=3, seed=0, samples=100,
)  # fmt: skip


def other(**changes: Any) -> TrialRecord:
    return replace(FLAT, name="heels", place="out/heels", **changes)


def test_trials_of_one_session_fit() -> None:
    nameless = other(person="", settings={}, raises_deg={}, neutral_deg=None)
    assert fit_notes([FLAT, other(), nameless]) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"static": None}, "do not share one static trial (one in flat; none in heels)"),
        ({"neutral_deg": -15.0}, "lumbar angles (flat −20.0°, heels −15.0°)"),
        ({"mass_kg": 78.0}, "heels's model is scaled differently from flat's (4.0 %)"),
        ({"factors": {}, "lengths_cm": {"femur_cm": 44.0}}, "from flat's (2.3 %)"),
        ({"settings": {"wink_threshold_deg": 8.0}}, "threshold of a wink (°) differs"),
        ({"raises_deg": {"r": (70.0,)}}, "right straight-leg raise"),
        ({"seed": 4}, "seed of the draws differs (0 in flat; 4 in heels)"),
        ({"seed": None, "samples": None}, "No draws of the markers' errors in heels"),
    ],
)
def test_what_does_not_fit_is_said(changes: dict[str, Any], said: str) -> None:
    (note,) = fit_notes([FLAT, other(**changes)])
    assert said in note


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person": "P02"}, "name 2 people .* of a study the same 'person' in its file"),
        ({"model": ("rajagopal", 0)}, "different models"),
        ({"factors": {"pelvis": (1.2, 1.0, 1.0)}}, "out/flat and out/heels: the models differ"),
        ({"mass_kg": 95.0}, "not the same person"),
    ],
)
def test_what_is_no_comparison_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(OutputError, match=said):
        fit_notes([FLAT, other(**changes)])
