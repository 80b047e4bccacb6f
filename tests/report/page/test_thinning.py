"""Which frames a page keeps: those that matter, at most 30 a second, ever fewer on demand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.report.page.thinning import kept_frames


def times(rate_hz: float, seconds: float, start_s: float = 1.5) -> np.ndarray:
    return start_s + np.arange(round(rate_hz * seconds)) / rate_hz


def test_frames_are_the_recordings_own_and_at_most_thirty_a_second() -> None:
    for rate_hz, stride in [(100.0, 4), (120.0, 4), (60.0, 2), (30.0, 1), (25.0, 1), (300.0, 10)]:
        first = next(kept_frames(times(rate_hz, 4.0), [], []))
        assert set(np.diff(first)[:-1]) == {stride}
        assert stride == 1 or rate_hz / stride <= 30.0 + 1e-9


def test_frames_on_both_sides_of_a_moment_are_kept_to_the_last() -> None:
    time_s = times(100.0, 10.0)
    for kept in kept_frames(time_s, [(3.0, 5.0)], [3.217, 4.0]):
        frames = time_s[kept]
        for low, high in [(3.21, 3.22), (3.99, 4.0)]:
            assert np.isclose(frames, low).any()
            assert np.isclose(frames, high).any()


def test_the_time_between_repetitions_gets_thinner_first() -> None:
    time_s = times(100.0, 20.0)
    choices = kept_frames(time_s, [(5.0, 8.0)], [])
    first, second = next(choices), next(choices)

    def inside(kept: np.ndarray) -> int:
        return int(((time_s[kept] > 5.0) & (time_s[kept] < 8.0)).sum())

    assert inside(second) == inside(first)
    assert second.size < 0.65 * first.size


@given(
    st.integers(1, 400),
    st.floats(10, 250),
    st.lists(st.floats(0, 3), max_size=4),
    st.booleans(),
)
def test_choices_end_with_the_moments_alone(
    n: int, rate_hz: float, moments: list[float], squats: bool
) -> None:
    time_s = np.arange(n) / rate_hz
    spans = [(0.2, 0.9)] if squats else []
    choices = list(kept_frames(time_s, spans, moments))
    for kept in choices:
        assert (np.diff(kept) > 0).all()
        assert kept[0] == 0
        assert kept[-1] == n - 1
    within = sum(m <= time_s[-1] for m in moments)
    assert choices[-1].size <= 2 + 2 * within
