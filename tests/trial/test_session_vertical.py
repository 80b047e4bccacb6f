"""The vertical of a trial that has nothing firm to tell it: that of the standing trial."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vertical import find_vertical

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"


def bare(name: str) -> Trial:
    """A sample trial without the screen axes and plates that tell its vertical."""
    return replace(read_trial(SAMPLES / f"{name}.c3d"), screen=None, plates=())


def test_on_all_fours_the_standing_trial_tells_it() -> None:
    floor, standing = bare("rock_back"), bare("rock_back_static")
    places = Places.of(floor, None)
    alone = find_vertical(floor, places)
    assert alone.doubtful
    assert alone.axis != "+Z"
    session = find_vertical(standing, Places.of(standing, None))
    assert session.axis == "+Z"
    found = find_vertical(floor, places, session)
    assert found.axis == "+Z"
    assert "standing trial" in found.note
    assert find_vertical(floor, places, replace(session, doubtful=True)).axis == alone.axis


def test_a_straight_back_on_all_fours_is_no_standing_body() -> None:
    """Seen with its feet at the origin, a level trunk passes for an upright one."""
    floor, standing = bare("rock_back"), bare("rock_back_static")
    feet = floor.labels.index("RCAL"), floor.labels.index("LCAL")
    head = Places.of(floor, None).mean(Places.of(floor, None).of_segments("thorax"), every=False)
    assert head is not None
    along = np.nanmedian(head - floor.points_m[:, feet].mean(axis=1), axis=0)
    turn = np.arctan2(along[1], along[0])
    cosine, sine = np.cos(turn), np.sin(turn)
    level = np.array([[cosine, sine, 0.0], [-sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    moved = (floor.points_m - np.nanmedian(floor.points_m[:, feet].mean(axis=1), axis=0)) @ level.T
    straight = replace(floor, points_m=moved)
    places = Places.of(straight, None)
    session = find_vertical(standing, Places.of(standing, None))
    assert find_vertical(straight, places).axis == "+X"
    assert find_vertical(straight, places, session).axis == "+Z"
    assert session.span_m > 1.2


def test_a_firm_trial_needs_no_other() -> None:
    squat, standing = read_trial(SAMPLES / "wink.c3d"), bare("rock_back_static")
    places = Places.of(squat, None)
    other = replace(find_vertical(standing, Places.of(standing, None)), axis="+X")
    assert find_vertical(squat, places, other).note == find_vertical(squat, places).note


def test_turning_takes_it_from_the_static() -> None:
    whole = turn_to_opensim(read_trial(SAMPLES / "rock_back.c3d"))
    standing = bare("rock_back_static")
    turned = turn_to_opensim(bare("rock_back"), static=standing)
    np.testing.assert_allclose(turned.points_m, whole.points_m, atol=1e-9)
    already = turn_to_opensim(bare("rock_back"), static=turn_to_opensim(standing))
    assert already.notes == turn_to_opensim(bare("rock_back")).notes
