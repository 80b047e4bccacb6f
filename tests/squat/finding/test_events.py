"""Events and phases."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.finding.events import DEFINITIONS, events, phases
from opensim_wink.squat.finding.repetitions import find_repetitions


def found_in(figure):
    time_s, level, _ = figure.squat_level(2, 1.0, 0.5)
    cut = time_s < time_s[-1] - 1.8  # the second is only half recorded
    signals = figure.squatting(time_s[cut], level[cut]).signals()
    return signals, find_repetitions(signals)


def test_events_in_order(figure) -> None:
    signals, found = found_in(figure)
    listed = events(signals, found.accepted, found.rejected, {1: 1.55})
    assert [event.name for event in listed] == [
        "start", "onset", "bottom start", "bottom", "bottom end", "end", "other start", "other end",
    ]  # fmt: skip
    assert [event.rep for event in listed] == [1] * 6 + [None] * 2
    assert all(abs(signals.time_s[e.frame] - e.time_s) <= 0.005 + 1e-9 for e in listed)
    assert listed[-1].detail.startswith("half repetition at the end")
    assert {event.name.removesuffix(" start") for event in listed if event.rep} - {"bottom"} <= set(
        DEFINITIONS
    )
    assert len(events(signals, found.accepted)) == 5


def test_phases_cover_every_frame(figure) -> None:
    signals, found = found_in(figure)
    names = phases(len(signals.time_s), found.accepted, found.rejected)
    rep = found.accepted[0]
    assert names[rep.start - 1] == "standing"
    assert names[rep.start] == "descent"
    assert names[rep.bottom] == "bottom"
    assert names[rep.end] == "ascent"
    assert names[-1] == "other"
    changes = names[np.flatnonzero(names[1:] != names[:-1]) + 1]
    assert list(changes) == ["descent", "bottom", "ascent", "standing", "other"]
    seconds = {name: (names == name).sum() / figure.rate_hz for name in ("descent", "bottom")}
    assert abs(seconds["descent"] - rep.descent_s) < 0.02
    assert abs(seconds["bottom"] - rep.pause_s) < 0.02
