"""Bars and weights: as heavy as they are, where they are held, on every body that can hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from moving import masses, motion_of, still_values, subject, wavy_values
from plated import RATE_HZ, empty_trial, xyz

from opensim_wink.errors import ModelError, SettingError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.bar_markers import bar_labels
from opensim_wink.load.carried import (
    carried_forces,
    find_hands,
    shoulders_in_torso,
    unplaced_force,
)
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics, prepare_dynamics
from opensim_wink.load.settings import LoadSettings
from opensim_wink.trial.trial import Trial

G = -float(GRAVITY_M_S2[1])
N = 120


def dynamics(values: np.ndarray | None = None) -> Dynamics:
    values = still_values(N) if values is None else values
    return prepare_dynamics(subject(), motion_of(values), masses=masses())


def carry(
    moved: Dynamics | None = None,
    kg: float | None = 60.0,
    trial: Trial | None = None,
    **chosen: Any,
) -> tuple[AppliedForce, ...]:
    return carried_forces(
        subject(), moved or dynamics(), barbell_kg=kg, settings=LoadSettings(**chosen), trial=trial
    )


def bar_trial(ends: dict[str, np.ndarray]) -> Trial:
    return empty_trial(
        np.arange(N) / RATE_HZ, labels=tuple(ends), points_m=np.stack(list(ends.values()), axis=1)
    )


def middle_of_shoulders(moved: Dynamics) -> np.ndarray:
    right, left = shoulders_in_torso(subject())
    return moved.kinematics.points(moved.poses, "torso", 0.5 * (right + left))


@pytest.mark.parametrize(("place", "sign"), [("back", -1), ("front", 1)])
def test_a_bar_weighs_on_the_torso_behind_or_before_the_shoulders(place: str, sign: int) -> None:
    moved = dynamics()
    (bar,) = carry(moved, bar_place=place)
    assert bar.body == "torso"
    np.testing.assert_allclose(bar.force_n, [[0, -60 * G, 0]] * N, atol=1e-6)
    np.testing.assert_array_equal(bar.moment_nm, 0.0)
    off = bar.point_m - middle_of_shoulders(moved)
    assert (sign * off[:, 0] > 0.03).all()
    assert (np.abs(off) < 0.12).all()
    np.testing.assert_allclose(off[:, 2], 0.0, atol=1e-6)


def test_a_bar_in_the_hands_is_shared_by_both() -> None:
    right, left = carry(bar_place="hands")
    assert (right.body, left.body) == ("hand_r", "hand_l")
    for half in (right, left):
        np.testing.assert_allclose(half.force_n, [[0, -30 * G, 0]] * N, atol=1e-6)
    assert right.point_m[0, 2] > 0.1 > -0.1 > left.point_m[0, 2]
    # The grip lies beyond the wrist.
    moved = dynamics()
    wrist = moved.kinematics.points(moved.poses, "hand_r", np.zeros(3))
    assert 0.04 < np.linalg.norm(right.point_m - wrist, axis=1)[0] < 0.1
    assert right.point_m[0, 1] < wrist[0, 1]


def test_hand_weights() -> None:
    one = carry(kg=None, hand_weights_kg=(12.0,))
    assert [force.body for force in one] == ["hand_r", "hand_l"]
    np.testing.assert_allclose(sum(f.force_n for f in one), [[0, -12 * G, 0]] * N, atol=1e-6)
    two = carry(kg=None, hand_weights_kg=(5.0, 8.0))
    assert [float(f.force_n[9, 1]) for f in two] == pytest.approx([-5 * G, -8 * G])
    assert [f.body for f in two] == ["hand_r", "hand_l"]
    only = carry(kg=None, hand_weights_kg=(0.0, 8.0))
    assert [f.body for f in only] == ["hand_l"]
    both = carry(kg=20.0, hand_weights_kg=(5.0, 5.0))
    assert [f.body for f in both] == ["torso", "hand_r", "hand_l"]


@pytest.mark.parametrize("kg", [None, 0.0])
def test_nothing_is_nothing(kg: float | None) -> None:
    assert carry(kg=kg) == ()
    assert carry(kg=kg, hand_weights_kg=(0.0,)) == ()


def test_what_is_thrown_up_weighs_more() -> None:
    """The force is m (g − a) of the point that carries it."""
    time_s = np.arange(N) / RATE_HZ
    values = still_values(N)
    pulse, swing = 2 * np.pi * 0.8, 0.1
    values[:, subject().tree.coordinate("pelvis_ty")] += swing * np.sin(pulse * time_s)
    (bar,) = carry(dynamics(values))
    expected = -60 * (G - swing * pulse**2 * np.sin(pulse * time_s))
    np.testing.assert_allclose(bar.force_n[25:-25, 1], expected[25:-25], atol=3.0)
    assert np.ptp(expected) > 200


def test_momentum_of_what_is_carried_is_kept() -> None:
    """Over a whole motion the impulse is what the point's velocity gained."""
    moved = dynamics(wavy_values(N))
    (bar,) = carry(moved)
    velocity = np.gradient(bar.point_m, 1 / RATE_HZ, axis=0)
    first, last = 30, 90
    net = 60 * GRAVITY_M_S2 - bar.force_n
    impulse = np.trapezoid(net[first : last + 1], dx=1 / RATE_HZ, axis=0)
    # The bar's own: what the body does to it and gravity.
    np.testing.assert_allclose(impulse, 60 * (velocity[last] - velocity[first]), atol=0.5)


def test_unknown_frames_stay_unknown() -> None:
    values = still_values(N)
    values[50:60] = np.nan
    (bar,) = carry(dynamics(values))
    assert np.isnan(bar.force_n[50:60]).all()
    assert np.isfinite(bar.force_n[:50]).all()


def ends_behind(moved: Dynamics, ahead_m: float = -0.1, length_m: float = 2.0) -> dict[str, Any]:
    middle = middle_of_shoulders(moved) + xyz(ahead_m, 0.02, 0.03)
    return {
        "BR": middle + xyz(0, 0, length_m / 2), "BL": middle - xyz(0, 0, length_m / 2),
        "C7": middle,
    }  # fmt: skip


def test_the_bars_own_markers_tell_where_it_is() -> None:
    moved = dynamics()
    ends = ends_behind(moved)
    (bar,) = carry(moved, trial=bar_trial(ends))
    np.testing.assert_allclose(bar.point_m, 0.5 * (ends["BR"] + ends["BL"]), atol=1e-6)
    assert "BR, BL" in bar.name


def test_markers_that_bounce_count() -> None:
    """A bar that whips weighs by its own path, not by the torso's."""
    moved = dynamics()
    time_s = np.arange(N) / RATE_HZ
    pulse, swing = 2 * np.pi * 1.0, 0.02
    up = np.outer(swing * np.sin(pulse * time_s), [0, 1, 0])
    ends = {name: path + up for name, path in ends_behind(moved).items()}
    (bar,) = carry(moved, trial=bar_trial(ends))
    expected = -60 * (G - swing * pulse**2 * np.sin(pulse * time_s))
    np.testing.assert_allclose(bar.force_n[25:-25, 1], expected[25:-25], atol=2.0)


def test_a_gap_in_the_bars_markers_follows_the_body() -> None:
    values = still_values(N)
    values[:, subject().tree.coordinate("pelvis_tx")] += np.linspace(0, 0.3, N)
    moved = dynamics(values)
    ends = ends_behind(moved)
    whole = carry(moved, trial=bar_trial(ends))[0].point_m
    seen = {name: path.copy() for name, path in ends.items()}
    seen["BL"][40:60] = np.nan
    gap = carry(moved, trial=bar_trial(seen))[0].point_m
    np.testing.assert_allclose(gap, whole, atol=1e-4)


@pytest.mark.parametrize("fault", ["one end", "far away", "too short", "hardly seen", "no markers"])
def test_markers_of_something_else_are_not_the_bar(fault: str) -> None:
    moved = dynamics()
    ends = ends_behind(moved, length_m=0.1 if fault == "too short" else 2.0)
    if fault == "one end":
        del ends["BL"]
    if fault == "far away":
        ends = {name: path + xyz(1.5, 0, 0) for name, path in ends.items()}
    if fault == "hardly seen":
        ends["BL"][:80] = np.nan
    trial = empty_trial(np.arange(N) / RATE_HZ) if fault == "no markers" else bar_trial(ends)
    (bar,) = carry(moved, trial=trial)
    np.testing.assert_array_equal(bar.point_m, carry(moved)[0].point_m)
    assert "as the body carries it" in bar.name


def test_a_measured_bar_in_the_hands() -> None:
    moved = dynamics()
    hands = carry(moved, bar_place="hands")
    middle = np.mean([half.point_m for half in hands], axis=0) + xyz(0.05, -0.01, 0.02)
    ends = {"bar_r": middle + xyz(0, 0, 1.0), "bar_l": middle - xyz(0, 0, 1.0)}
    right, left = carry(moved, bar_place="hands", trial=bar_trial(ends))
    np.testing.assert_allclose(0.5 * (right.point_m + left.point_m), middle, atol=1e-6)
    apart = hands[0].point_m - hands[1].point_m
    np.testing.assert_allclose((right.point_m - left.point_m)[:, 2], apart[:, 2], atol=1e-6)


@pytest.mark.parametrize(
    ("labels", "right", "left"),
    [
        (("BL", "BR", "RASI"), ("BR",), ("BL",)),
        (("bar_l", "bar_r"), ("bar_r",), ("bar_l",)),
        (("Barbell_Left", "Barbell_Right"), ("Barbell_Right",), ("Barbell_Left",)),
        (("LBAR", "RBAR"), ("RBAR",), ("LBAR",)),
        (("BL1", "BL2", "BR1", "BR2"), ("BR1", "BR2"), ("BL1", "BL2")),
        (("bar1", "bar2", "bar3"), ("bar1", "bar2", "bar3"), ()),
        (("LASI", "RASI", "C7", "LBHD", "RBAK", "BELLY"), (), ()),
    ],
)
def test_labels_of_bars(
    labels: tuple[str, ...], right: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert bar_labels(labels) == (right, left)


def test_ends_without_names_are_those_furthest_apart() -> None:
    moved = dynamics()
    middle = middle_of_shoulders(moved) + xyz(-0.08, 0.02, 0.0)
    ends = {"bar1": middle + xyz(0, 0, 0.2), "bar2": middle + xyz(0, 0, 1.0),
            "bar3": middle - xyz(0, 0, 1.0)}  # fmt: skip
    (bar,) = carry(moved, trial=bar_trial(ends))
    np.testing.assert_allclose(bar.point_m, middle, atol=1e-6)
    assert "bar2" in bar.name
    assert "bar3" in bar.name


def test_what_cannot_be_is_refused() -> None:
    for kg in (-1.0, np.inf, np.nan):
        with pytest.raises(SettingError, match="0 or more"):
            carry(kg=kg)
    profile = subject().profile

    def told(changed: Any, **chosen: Any) -> None:
        carried_forces(
            replace(subject(), profile=changed), dynamics(), barbell_kg=20.0,
            settings=LoadSettings(**chosen), trial=None,
        )  # fmt: skip

    with pytest.raises(ModelError, match="no torso"):
        told(replace(profile, torso=""))
    with pytest.raises(ModelError, match="no shoulder joint on both sides"):
        told(replace(profile, torso="femur_r"), bar_place="hands")
    with pytest.raises(ModelError, match="no torso"):
        told(replace(profile, torso=""), bar_place="hands")


def armless() -> Any:
    """The packaged person without arms."""
    tree = subject().tree
    torso = tree.body(subject().profile.torso)
    arms = {
        j.child for j in tree.joints if j.parent == torso and abs(j.parent_frame.position[2]) > 0.05
    }
    for joint in tree.joints:
        arms |= {joint.child} if joint.parent in arms else set()
    joints = tuple(joint for joint in tree.joints if joint.child not in arms)
    return replace(subject(), tree=replace(tree, joints=joints))


@pytest.mark.parametrize("place", ["back", "front"])
def test_without_arms_a_bar_lies_where_shoulders_would_be_and_says_it_is_a_guess(
    place: str,
) -> None:
    moved = dynamics()
    (true,) = carry(moved, bar_place=place)
    (guess,) = carried_forces(
        armless(), moved, barbell_kg=60.0, settings=LoadSettings(bar_place=place), trial=None
    )
    assert guess.estimated
    assert not true.estimated
    assert "no" in guess.name
    assert "shoulders would be" in guess.name
    np.testing.assert_allclose(guess.point_m, true.point_m, atol=0.02)
    np.testing.assert_allclose(guess.force_n, true.force_n, atol=1e-6)


def test_a_load_without_a_place_weighs_but_lets_no_moment_be_known() -> None:
    lost = unplaced_force(subject(), dynamics(), 12.0)
    np.testing.assert_allclose(lost.force_n, [[0, -12 * G, 0]] * N)
    assert np.isnan(lost.wrench[:3]).all()


def test_arms_that_end_at_the_shoulder_hold_nothing() -> None:
    tree = subject().tree
    arms = {tree.body(name) for name in tree.bodies if name.startswith(("ulna", "radius", "hand"))}
    assert arms
    joints = tuple(joint for joint in tree.joints if joint.child not in arms)
    stumps = replace(subject(), tree=replace(tree, joints=joints))
    with pytest.raises(ModelError, match="no forearm or hand"):
        find_hands(stumps)


@pytest.mark.real
@pytest.mark.parametrize("name", ["RajagopalLaiUhlrich2023", "Rajagopal2016", "LaiUhlrich2022"])
def test_other_models_have_hands(shared, name: str) -> None:  # type: ignore[no-untyped-def]
    from opensim_wink.body.subject import load_subject

    path = next(iter(sorted((shared / "models").rglob(f"*{name}*.osim"))))
    assert find_hands(load_subject(path)) == {"r": "hand_r", "l": "hand_l"}


@pytest.mark.real
def test_a_model_without_arms_says_so(shared) -> None:  # type: ignore[no-untyped-def]
    from opensim_wink.body.subject import load_subject

    path = next(iter(sorted((shared / "models").rglob("*gait2392*.osim"))))
    with pytest.raises(ModelError, match=r"gait2392.*shoulder"):
        find_hands(load_subject(path))
