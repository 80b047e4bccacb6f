from __future__ import annotations

from typing import Any

import pytest

from opensim_wink.report.answers import answer_lines


def known(value: float | None, low: float | None = None, high: float | None = None) -> dict:
    return {"value": value, "low": low, "high": high}


def depth(outcome: str, **changes: Any) -> dict:
    return {
        "outcome": outcome,
        "basis": "worst repetition",
        "limit_deg": 5.0,
        "box_height_cm": 38.9,
        "knee_flexion_deg": 113.2,
    } | changes


def summary(**changes: Any) -> dict:
    return {"reps": [{"rep": 1, "hip_locked": None}, {"rep": 2, "hip_locked": None}]} | changes


def test_a_summary_without_these_parts_says_nothing() -> None:
    assert answer_lines(summary()) == []
    assert answer_lines({"reps": []}) == []


def test_the_mean_comes_with_interval_and_detectable_change() -> None:
    mean = known(4.2, 1.0, 7.4) | {"n": 2, "sd": 1.1, "detectable_change": 2.25}
    (line,) = answer_lines(summary(means={"pelvis_wink_deg": mean}))
    assert line.startswith("Mean of 2: pelvic wink 4.2 (1.0–7.4)°")
    assert "from 2.2° on" in line or "from 2.3° on" in line


def test_one_repetition_has_no_mean() -> None:
    mean = known(4.2) | {"n": 1, "sd": None, "detectable_change": None}
    assert answer_lines(summary(means={"pelvis_wink_deg": mean})) == []


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("limited", "down to knees at 113° (a box of roughly 39 cm)"),
        ("safe as deep as seen", "of deeper squats nothing is known"),
        ("nowhere safe", "at no depth"),
    ],
)
def test_how_deep_is_said_by_the_worst_repetition(outcome: str, told: str) -> None:
    found = [depth("limited", basis="mean of repetitions", box_height_cm=1.0), depth(outcome)]
    (line,) = answer_lines(summary(safe_depth=found))
    assert told in line


@pytest.mark.parametrize("outcome", ["limited", "safe as deep as seen"])
def test_how_deep_names_the_repetitions_that_do_not_count(outcome: str) -> None:
    found = summary(safe_depth=[depth(outcome)])
    (line,) = answer_lines(found)
    assert "every repetition surely" in line
    found["reps"] = [{"rep": number, "flags": ["skin"] * (number > 1)} for number in (1, 2, 3)]
    (line,) = answer_lines(found)
    assert "every repetition that counts (not 2, 3) surely" in line


def test_an_unknown_depth_is_not_spoken_of() -> None:
    assert answer_lines(summary(safe_depth=[depth("unknown")])) == []


def test_locked_hips_are_named() -> None:
    reps = [{"rep": 1, "hip_locked": True}, {"rep": 2, "hip_locked": False}]
    (line,) = answer_lines(summary(reps=reps))
    assert line.startswith("Hip lock: Rep 1:")
    assert "not known" not in line
    (line,) = answer_lines(summary(reps=[*reps, {"rep": 3, "hip_locked": None}]))
    assert line.endswith("the thigh goes on; not known of rep 3.")


def test_the_person_s_answers_of_the_hamstrings_are_told_in_short() -> None:
    claims = [
        {"claim": "blame", "says": "A.", "side": "both", "verdict": "supported",
         "reason": "Both sides: first. second."},
        {"claim": "blame", "says": "A.", "side": "r", "verdict": "supported", "reason": "no"},
        {"claim": "length", "says": "B.", "side": "both", "verdict": "contradicted", "reason": "x"},
    ]  # fmt: skip
    lines = answer_lines(summary(muscle={"hamstrings": {"claims": claims}}))
    assert lines == ["“A.” Supported. Both sides: first."]


def test_sides_that_differ_are_told_apart() -> None:
    claims = [
        {"claim": "blame", "says": "A.", "side": side, "verdict": verdict, "reason": reason}
        for side, verdict, reason in (
            ("both", "inconclusive", "Left side: none."),
            ("r", "supported", "It has room. More."),
            ("l", "inconclusive", "Not raised."),
        )
    ]
    (line,) = answer_lines(summary(muscle={"hamstrings": {"claims": claims}}))
    assert line == (
        "“A.” Inconclusive. Right: supported. It has room. Left: inconclusive. Not raised."
    )
