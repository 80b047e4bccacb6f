"""Persons that are made up by mechanism, one cause each, so that the right answer is known.

The numbers are what a hip that stops, an ankle that stops and so on make of a whole-body squat;
noise and shared skin errors come on top.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.vocabulary import KINDS, Condition

SAMPLES = 60
NOISE_DEG = 0.4  # of a repetition
SKIN_DEG = 0.8  # shared by all repetitions
GRID = np.linspace(0.0, 0.6, 61)
SQUAT = {
    "wink": 0.0, "lumbar": 0.0, "returned": 0.0, "onset": 0.3, "depth": 0.45, "hip": (100.0, 112.0),
    "ankle": (25.0, 32.0),
}  # fmt: skip
PERSONS = yaml.safe_load(Path(__file__).with_name("persons.yaml").read_text("utf-8"))
MakeTrial = Callable[..., ConditionTrial]
MakePerson = Callable[..., Session]


def a_squat(condition: str, seed: int = 0, reps: int = 3, **changes: Any) -> ConditionTrial:
    """Repetitions under a condition, with noise of each and an error that all share."""
    is_ = SQUAT | changes
    rng = np.random.default_rng([seed, *condition.encode()])
    skin = SKIN_DEG * np.random.default_rng(seed).standard_normal(SAMPLES)  # the session's own
    winks = is_["wink"] >= 5.0
    beyond = is_["lumbar"] >= 5.0

    def number(value: float, share: float, scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
        values = value + scale * NOISE_DEG * rng.standard_normal(reps)
        fresh = scale * NOISE_DEG * rng.standard_normal((reps, SAMPLES))
        return values, values[:, None] + scale * share * skin + fresh

    told = {
        "pelvis_wink_deg": number(is_["wink"], 0.5),
        "lumbar_wink_deg": number(is_["lumbar"] + is_["returned"], 0.5),
        "bottom_hip_flexion_deg": number(is_["hip"][1], 1.0),
        "bottom_ankle_dorsiflexion_deg": number(is_["ankle"][1], 0.5),
        "bottom_depth_per_leg": number(is_["depth"], 0.0, 0.01),
        "hip_end_gain_deg": number((is_["hip"][1] - is_["hip"][0]) / 4, 0.1, 0.5),
        "thigh_end_gain_deg": number(6.0, 0.1, 0.5),
        "lumbar_first_extension_deg": number(is_["returned"] + 4.0, 0.3),
        "lumbar_return_deg": number(is_["lumbar"] + is_["returned"], 0.3),
    }
    at_onset = {
        "onset_hip_flexion_deg": number(is_["hip"][0], 1.0),
        "onset_ankle_dorsiflexion_deg": number(is_["ankle"][0], 0.5),
        "onset_depth_per_leg": number(is_["onset"], 0.0, 0.01),
        "onset_depth_fraction": number(is_["onset"] / is_["depth"], 0.0, 0.01),
        "onset_hip_flexion_difference_deg": number(1.0, 0.2),
        "true_flexion_deg": number(is_["lumbar"], 0.5),
        "unwind_deg": number(is_["returned"], 0.5),
    }
    for name, (values, draws) in at_onset.items():
        told[name] = (values if winks else values * np.nan, draws if winks else draws * np.nan)
    corners = [0.0, is_["onset"], is_["depth"]]
    ways = [np.interp(GRID, corners, [0.0, -20.0, w - 20.0]) for w in told["pelvis_wink_deg"][0]]
    curve = np.where(is_["depth"] >= GRID, ways, np.nan) + NOISE_DEG * rng.standard_normal(
        (reps, 1)
    )
    error = 0.5 * skin * (GRID / 0.6)[:, None] + 0.2 * rng.standard_normal((reps, 1, SAMPLES))
    word = "no wink" if not winks else "flexion beyond neutral" if beyond else "return to neutral"
    return ConditionTrial(
        name=condition,
        condition=Condition(condition, known=condition in KINDS),
        reps=tuple(range(1, reps + 1)),
        usable=np.ones(reps, dtype=bool),
        verdicts=(word,) * reps,
        values={name: values for name, (values, _) in told.items()},
        draws={name: draws for name, (_, draws) in told.items()},
        descent=Descent(
            GRID, {"pelvis_change_deg": curve}, {"pelvis_change_deg": curve[..., None] + error}
        ),
        person={},
        hamstrings={},
    )


def a_test(condition: str, person: Mapping[str, float]) -> ConditionTrial:
    """A trial without repetitions that tells how far a joint goes."""
    nothing = np.zeros(0, dtype=bool)
    return ConditionTrial(
        condition, Condition(condition), (), nothing, (), {}, {}, None, dict(person), {}
    )


def a_person(cause: str, seed: int = 0, without: tuple[str, ...] = ()) -> Session:
    """A person with one cause, through the whole protocol but for what is left out."""
    trials = []
    for name, is_ in PERSONS[cause].items():
        if name == "range":
            sides = {f"hip_flexion_{s}_deg": is_["hip"] + 1.0 * (s == "r") for s in "rl"}
            sides |= {f"ankle_dorsiflexion_{s}_deg": is_["ankle"] for s in "rl"}
            trials.append(a_test("range_of_motion", sides))
        elif name == "raise":
            lifted = {"straight_leg_hip_flexion_r_deg": is_["leg"]}
            lifted["straight_leg_hip_flexion_l_deg"] = 4.0
            trials.append(a_test("straight_leg_raise", lifted))
        else:
            trials.append(a_squat(name, seed, **is_))
    kept = tuple(trial for trial in trials if trial.name not in without)
    return Session(f"{cause} {seed}", kept)


@pytest.fixture(scope="session")
def make_trial() -> MakeTrial:
    return a_squat


@pytest.fixture(scope="session")
def make_person() -> MakePerson:
    return a_person
