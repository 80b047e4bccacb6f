from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.body.subject import Subject
from opensim_wink.errors import MotionError
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.selection import Selection, native_values, select


def chosen(subject: Subject, motion: Motion) -> Selection:
    tree = subject.tree
    return select(
        tree.coordinates, subject.model_path, motion, subject.profile, ["semimembranosus"]
    )


def with_tail(motion: Motion, value: float) -> Motion:
    """A motion with a coordinate that the model does not have."""
    return replace(
        motion,
        coordinates=("tail_wag", *motion.coordinates),
        rotational=np.ones(len(motion.coordinates) + 1, dtype=bool),
        values=np.hstack([np.full((motion.n_frames, 1), value), motion.values]),
    )


@pytest.mark.parametrize("value", [9.0, np.nan])
def test_a_foreign_coordinate_is_left_out_and_noted(
    legs: Subject, posed: Callable[..., Motion], value: float
) -> None:
    motion = posed(np.array([0.2]), np.array([0.4]))
    found = chosen(legs, with_tail(motion, value))
    assert found.coordinates == motion.coordinates
    np.testing.assert_array_equal(found.values, motion.values)
    assert any("no tail_wag" in note for note in found.notes)


def test_a_coordinate_that_the_motion_lacks_keeps_its_default(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    tree = legs.tree
    odd = replace(legs, tree=replace(tree, default=np.arange(len(tree.default)) + 0.1))
    motion = posed(np.array([0.2]), np.array([0.4]))
    right = replace(
        motion,
        coordinates=motion.coordinates[:2],
        rotational=motion.rotational[:2],
        values=motion.values[:, :2],
    )
    found = chosen(odd, right)
    values = native_values(found, odd.tree)[0]
    for name, value in zip(tree.coordinates, values, strict=True):
        given = dict(zip(right.coordinates, right.values[0], strict=True))
        assert value == given.get(name, odd.tree.default[tree.coordinate(name)])
    assert found.unmoved.tolist() == [False, True]


def test_a_motion_of_another_model_is_refused(legs: Subject, posed: Callable[..., Motion]) -> None:
    motion = posed(np.array([0.2]), np.array([0.4]))
    elbows = replace(motion, coordinates=tuple(f"elbow{i}" for i in range(4)))
    with pytest.raises(MotionError, match=r"moves no leg .* needed hip_flexion_r, knee_angle_r"):
        chosen(legs, elbows)
