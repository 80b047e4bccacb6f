"""What one person's trials say together: a published finding, and how one trial alone is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.analysis import analyze
from opensim_wink.claims.book.reader import claim_book
from opensim_wink.claims.book.verdicts import ClaimVerdict
from opensim_wink.claims.comparison import Comparison, compare_session
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.comparing import compare
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.load.settings import LoadSettings
from opensim_wink.report.comparison.files import comparison_summary
from opensim_wink.report.comparison.text import comparison_text
from opensim_wink.report.files import write_results
from opensim_wink.samples.causes import VirtualPerson, draw_person
from opensim_wink.samples.person import Body
from opensim_wink.samples.protocol import virtual_motion
from opensim_wink.samples.truth import describe_reps
from opensim_wink.settings import AnalysisSettings

SAMPLES = 50
MATA = {
    "baseline": "baseline", "heels": "heels_raised", "supported": "supported",
    "rock_back": "rock_back",
}  # fmt: skip


def leg_length_m(body: Body) -> float:
    """Height of the hips when all joints are straight."""
    poses = body.poses(np.zeros((1, len(body.tree.coordinates))))
    hip, ankle = (body.kinematics.points(poses, n, np.zeros(3))[0] for n in ("femur_r", "talus_r"))
    return float(np.linalg.norm(hip - ankle))


def as_measured(person: VirtualPerson, name: str, condition: str) -> ConditionTrial:
    """The true repetitions with half a degree of noise, and 1° that the skin lends them all."""
    course = virtual_motion(person, name, rate_hz=25.0)
    still = np.zeros(len(course.time_s))
    reps = describe_reps(person.body, course, still, 0.0, neutral_deg=person.traits.lumbar_deg)
    rng = np.random.default_rng([7, *name.encode()])
    skin = np.random.default_rng(7).standard_normal(SAMPLES)
    winks = [rep["pelvis_wink_deg"] >= 5.0 for rep in reps]
    leg_m = leg_length_m(person.body)

    def at(rep: dict[str, Any], moment: str, key: str) -> float:
        place = rep[moment]
        known = place is not None and (moment != "onset" or rep["pelvis_wink_deg"] >= 5.0)
        return float(np.mean(place[key])) if known else np.nan

    columns = {
        "pelvis_wink_deg": [rep["pelvis_wink_deg"] for rep in reps],
        "lumbar_wink_deg": [rep["lumbar_wink_deg"] for rep in reps],
        "onset_hip_flexion_deg": [at(rep, "onset", "hip_flexion_deg") for rep in reps],
        "bottom_hip_flexion_deg": [at(rep, "bottom", "hip_flexion_deg") for rep in reps],
        "onset_depth_per_leg": [at(rep, "onset", "depth_m") / leg_m for rep in reps],
        "bottom_depth_per_leg": [at(rep, "bottom", "depth_m") / leg_m for rep in reps],
    }
    values, draws = {}, {}
    for key, column in columns.items():
        size = 1.0 if key.endswith("_deg") else 0.01
        values[key] = np.array(column) + 0.5 * size * rng.standard_normal(len(reps))
        fresh = 0.5 * rng.standard_normal((len(reps), SAMPLES))
        draws[key] = values[key][:, None] + size * (skin + fresh)
    return ConditionTrial(
        name, Condition(condition), tuple(range(1, len(reps) + 1)),
        np.ones(len(reps), dtype=np.bool_),
        tuple("flexion beyond neutral" if wink else "no wink" for wink in winks),
        values, draws, None, {}, {},
    )  # fmt: skip


def compared(cause: str) -> Comparison:
    person = draw_person(cause, 1)
    trials = tuple(as_measured(person, name, word) for name, word in MATA.items())
    return compare_session(Session(person.name, trials))


@pytest.fixture(scope="module")
def structural() -> Comparison:
    return compared("short_hip")


@pytest.fixture(scope="module")
def unsteady() -> Comparison:
    return compared("poor_balance")


def verdict(comparison: Comparison, claim: str) -> ClaimVerdict:
    return next(one for one in comparison.verdicts if one.claim.id == claim)


def change(comparison: Comparison, condition: str, quantity: str) -> Any:
    return next(
        one
        for one in comparison.contrasts
        if (one.condition, one.quantity) == (condition, quantity)
    )


def test_a_short_hip_ends_at_one_flexion_whatever_the_condition(structural: Comparison) -> None:
    """Mata 2021, doi:10.70252/LMEG8374: the same hip flexion at the onset, more depth by heels."""
    for condition in ("heels_raised", "supported", "rock_back"):
        found = change(structural, condition, "onset_hip_flexion_deg")
        assert abs(found.difference.value) < 5.0
        assert -8.0 < found.difference.low < found.difference.high < 8.0
    assert verdict(structural, "same_hip_flexion_always").verdict == "supported"
    assert verdict(structural, "all_fours_same_hip").verdict == "supported"
    gained = change(structural, "heels_raised", "onset_depth_per_leg")
    assert gained.difference.value > 0.02
    assert gained.difference.low > 0.0
    assert verdict(structural, "heels_give_depth").verdict == "supported"


def test_poor_balance_does_not(unsteady: Comparison) -> None:
    told = verdict(unsteady, "same_hip_flexion_always")
    assert told.verdict == "contradicted"
    assert verdict(unsteady, "all_fours_same_hip").verdict != "supported"
    assert verdict(unsteady, "winks_on_all_fours").verdict == "contradicted"


@pytest.mark.real
def test_one_real_trial_says_what_is_missing(shared: Path, tmp_path: Path) -> None:
    folder = shared / "real" / "opencap_subject4"
    settings = AnalysisSettings(
        static=folder / "static1.trc", samples=100, loads=LoadSettings(level="none")
    )
    found = analyze(folder / "squats1.trc", settings=settings)
    write_results(found, tmp_path / "squats1")
    comparison = compare([tmp_path / "squats1"])
    assert not any(cause.named for cause in comparison.causes)
    assert comparison.contrasts == ()
    for claim, told in zip(claim_book(), comparison.verdicts, strict=True):
        others = [" or ".join(group) for group in claim.needs if "baseline" not in group]
        assert list(told.missing) == others
        if others:
            assert (told.verdict, bool(told.settles)) == ("cannot tell", True)
    page = comparison_text(comparison_summary(comparison), 100)
    assert page.startswith(f"{tmp_path.name}: no cause could be tested.\n  There is no wink in")
    assert "\n  1 trial under 1 condition." in page
    assert "squats1 has no condition and is taken as the baseline." in " ".join(page.split())
