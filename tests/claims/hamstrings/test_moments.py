"""Where the tests look: between frames, beside gaps, with and without a wink."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.claims.hamstrings.moments import Moments, all_beside, find_moments, sample
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.uncertainty.estimate import Estimate

TIME_S = np.arange(5) / 10.0
CURVE = np.array([[0.0], [1.0], [np.nan], [9.0], [16.0]])


@pytest.mark.parametrize(
    ("when", "expected"),
    [(0.0, 0.0), (0.05, 0.5), (0.1, 1.0), (0.15, np.nan), (0.3, 9.0), (0.35, 12.5), (0.4, 16.0),
     (-0.1, np.nan), (0.5, np.nan), (np.nan, np.nan)],
)  # fmt: skip
def test_between_frames_and_beside_gaps(when: float, expected: float) -> None:
    assert sample(TIME_S, CURVE, np.array([when]))[0, 0] == pytest.approx(expected, nan_ok=True)


def test_both_frames_beside_a_time_have_to_hold() -> None:
    holds = np.array([True, True, False, True, True])[:, None]
    when = np.array([0.05, 0.15, 0.25, 0.3, 0.35, np.nan, 1.0])
    np.testing.assert_array_equal(
        all_beside(TIME_S, holds, when)[:, 0], [True, False, False, True, True, False, False]
    )


def rep(number: int, onset_s: float | None, **changes: object) -> SimpleNamespace:
    fields = {
        "repetition": SimpleNamespace(
            number=number, start=0, bottom=3, bottom_seen=changes.pop("bottom_seen", True)
        ),
        "onset": None if onset_s is None else SimpleNamespace(time_s=Estimate(onset_s)),
        "pelvis_wink_deg": Estimate(9.0 if onset_s is not None else 1.0),
        "flags": (),
    }
    return SimpleNamespace(**(fields | changes))


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = np.array([True, False, False, False, True])
    monkeypatch.setattr("opensim_wink.claims.hamstrings.moments.standing_frames", lambda *_: frames)


def moments_of(*reps: SimpleNamespace) -> Moments:
    return find_moments(
        SimpleNamespace(time_s=TIME_S),
        SimpleNamespace(reps=reps, settings=SquatSettings(), movement="squat"),
    )


@pytest.mark.usefixtures("standing")
def test_repetitions_with_a_wink_count_where_there_are_any() -> None:
    found = moments_of(rep(1, 0.25), rep(2, None), rep(3, 0.15))
    assert found.at == "onset"
    np.testing.assert_array_equal(found.counted, [True, False, True])
    np.testing.assert_allclose(found.times(TIME_S), [0.25, 0.3, 0.15])
    np.testing.assert_array_equal(found.wink_deg, [9.0, 0.0, 9.0])


@pytest.mark.usefixtures("standing")
def test_a_wink_too_near_the_threshold_counts_as_none() -> None:
    found = moments_of(rep(1, 0.25, pelvis_wink_deg=Estimate(5.6)), rep(2, None))
    assert found.at == "bottom"
    np.testing.assert_array_equal(found.doubtful, [True, False])
    np.testing.assert_array_equal(found.wink_deg, [0.0, 0.0])


@pytest.mark.usefixtures("standing")
def test_without_a_wink_the_bottom_is_looked_at() -> None:
    found = moments_of(rep(1, None), rep(2, None))
    assert found.at == "bottom"
    assert found.counted.all()
    np.testing.assert_allclose(found.times(TIME_S), 0.3)


@pytest.mark.usefixtures("standing")
def test_what_the_guard_objects_to_is_not_used() -> None:
    found = moments_of(
        rep(1, 0.25, flags=("heading",)), rep(2, 0.2, bottom_seen=False),
        rep(3, None, pelvis_wink_deg=Estimate(float("nan"))), rep(4, None),
    )  # fmt: skip
    np.testing.assert_array_equal(found.usable, [False, False, False, True])
    assert found.at == "bottom"
    np.testing.assert_array_equal(found.counted, [False, False, False, True])


def test_without_standing_frames_the_starts_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "opensim_wink.claims.hamstrings.moments.standing_frames", lambda *_: np.zeros(5, dtype=bool)
    )
    np.testing.assert_array_equal(moments_of(rep(1, None)).standing, [True, *[False] * 4])
