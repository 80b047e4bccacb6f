"""Answers on both sides of every threshold, and the sentences that go with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.verdict import (
    Verdict,
    check_guard,
    rep_verdict,
    side_of,
    trial_verdict,
)

REP = Repetition(
    1, 10, 48, 50, 52, 90, 0.1, 0.48, 0.5, 0.52, 0.9, 0.9, 0.4, missing_share=0.0, bottom_seen=True
)
DEFAULTS = SquatSettings()


def judge(pelvis, unwind=None, flexion=None, *, rep=REP, settings=DEFAULTS, guard=()) -> Verdict:
    def estimate(value):
        return value if value is None or isinstance(value, Estimate) else Estimate(value)

    return rep_verdict(
        rep,
        estimate(pelvis),
        estimate(unwind),
        estimate(flexion),
        settings=settings,
        guard=guard,
    )


@pytest.mark.parametrize(
    ("pelvis", "unwind", "flexion", "name"),
    [
        (0.2, None, None, "no wink"),
        (2.4, None, None, "no wink"),
        (2.6, None, None, "cannot tell"),
        (7.4, 0.0, 12.0, "cannot tell"),
        (7.6, 0.0, 12.0, "flexion beyond neutral"),
        (12.0, 10.0, 1.0, "return to neutral"),
        (12.0, 6.0, 6.0, "cannot tell"),
        (12.0, 1.0, 1.0, "cannot tell"),  # the trunk turned with the pelvis
        (12.0, None, None, "cannot tell"),  # no lumbar joint
        (float("nan"), None, None, "cannot tell"),
    ],
)
def test_defaults(pelvis, unwind, flexion, name) -> None:
    assert judge(pelvis, unwind, flexion).name == name


def test_reasons_name_numbers() -> None:
    for pelvis, unwind, flexion in (
        (1.2, None, None),
        (5.0, 1.0, 4.0),
        (12.3, 10.0, 1.0),
        (12.3, 1.0, 1.0),
        (12.3, 0.0, 9.0),
        (12.3, 4.0, 6.0),
    ):
        verdict = judge(pelvis, unwind, flexion)
        assert f"{pelvis:.1f}°" in verdict.reason
        assert verdict.reason.endswith(".")
        assert verdict.reason.count(". ") == 0


def test_an_own_interval_replaces_the_error_band() -> None:
    assert judge(Estimate(4.0, 3.5, 4.5)).name == "no wink"
    assert judge(Estimate(6.0, 5.2, 6.8), 0.0, Estimate(8.0, 7.0, 9.0)).name == (
        "flexion beyond neutral"
    )
    assert judge(Estimate(1.0, -3.0, 6.0)).name == "cannot tell"


def test_an_assumed_band_is_never_shown_as_a_measured_interval() -> None:
    assert "1.2° (± 2.5° assumed)" in judge(1.2).reason
    measured = judge(Estimate(4.0, 3.5, 4.5)).reason
    assert "4.0° (3.5 to 4.5°)" in measured
    assert "assumed" not in measured
    assert "9.0° (± 2.5° assumed) beyond neutral" in judge(12.3, 0.0, 9.0).reason


def test_thresholds_are_parameters() -> None:
    strict = replace(DEFAULTS, wink_threshold_deg=2.0, pelvis_error_deg=0.5)
    assert judge(3.0, 0.0, 9.0, settings=strict).name == "flexion beyond neutral"
    assert judge(1.4, settings=strict).name == "no wink"


@given(value=st.floats(-20, 40), error=st.floats(0, 10), threshold=st.floats(0, 20))
def test_side_is_sure_only_outside_the_band(value, error, threshold) -> None:
    side = side_of(Estimate(value), threshold, error)
    if side > 0:
        assert value - error >= threshold
    elif side < 0:
        assert value + error < threshold
    else:
        assert value - error < threshold <= value + error


def flag(first: int, last: int, *, blocks: bool = True) -> GuardFlag:
    frames = np.zeros(100, dtype=bool)
    frames[first : last + 1] = True
    return GuardFlag("beyond_range", frames, 124.0, 120.0, "hip at 124°, 120° allowed.", blocks)


@pytest.mark.parametrize(
    ("first", "last", "objects"), [(50, 50, True), (0, 9, False), (60, 99, False), (10, 12, True)]
)
def test_the_guard_decides_within_descent_and_bottom(first, last, objects) -> None:
    verdict = judge(12.0, 0.0, 12.0, guard=[flag(first, last)])
    assert verdict.name == ("cannot tell" if objects else "flexion beyond neutral")
    assert ("hip at 124°" in verdict.reason) == objects


def test_a_flag_that_does_not_block_only_informs() -> None:
    assert judge(0.5, guard=[flag(50, 50, blocks=False)]).name == "no wink"
    assert judge(0.5, guard=[flag(50, 50)]).name == "cannot tell"


def test_objections_stand_apart_and_many_are_cut() -> None:
    guard = [replace(flag(50, 50), reason=f"one {k}, two {k}.") for k in range(4)]
    assert "one 0, two 0; one 1, two 1." in judge(12.0, guard=guard[:2]).reason
    assert judge(12.0, guard=guard).reason.endswith("one 2, two 2 … (4 in all).")


def test_an_objection_that_asks_ends_in_its_question_mark() -> None:
    asking = replace(flag(50, 50), reason="is the model this person's?")
    assert judge(0.5, guard=[asking]).reason.endswith("is the model this person's?")
    assert judge(0.5, guard=[flag(50, 50)]).reason.endswith("120° allowed.")


def test_an_unseen_bottom_is_no_answer() -> None:
    verdict = judge(0.5, rep=replace(REP, bottom_seen=False))
    assert verdict.name == "cannot tell"
    assert "0.50 s" in verdict.reason


def test_flags_must_fit_the_trial() -> None:
    check_guard([flag(0, 1)], 100)
    with pytest.raises(SettingError, match="trial has 99 frames"):
        check_guard([flag(0, 1)], 99)


def test_trial() -> None:
    def trial(*names):
        return trial_verdict(
            [Verdict(name, "…") for name in names], [Estimate(float(i)) for i in range(len(names))]
        )

    assert trial("no wink", "no wink", "cannot tell").name == "no wink"
    assert "2 of 3" in trial("no wink", "no wink", "cannot tell").reason
    tie = trial("no wink", "flexion beyond neutral")
    assert tie.name == "cannot tell"
    assert "1 × no wink" in tie.reason
    assert "0.0 to 1.0°" in tie.reason
    none = trial_verdict([], [], ["jump", "jump", "walking in"])
    assert none.name == "cannot tell"
    assert "2 × jump, 1 × walking in" in none.reason
    assert trial_verdict([], []).reason == "No squat was found, nor any other movement."
    assert trial("return to neutral").reason == "…"


def test_estimate() -> None:
    assert Estimate(3.0).bounds(1.0) == (2.0, 4.0)
    assert Estimate(3.0, 2.5, 3.1).bounds(1.0) == (2.5, 3.1)
    assert Estimate(float("nan"), None, 2.0).to_dict() == {"value": None, "low": None, "high": 2.0}
