"""The grade of a joint's force: what reserves, residuals and unbalanced frames make of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reaction_grade import grade_reaction
from opensim_wink.load.reactions import JointReaction

N = 20


def reaction(share: float | np.ndarray = 0.01, net_nm: np.ndarray | None = None) -> JointReaction:
    moment = np.zeros((N, 3))
    moment[:, 2] = 100.0 if net_nm is None else net_nm
    return JointReaction(
        name="knee_r", joint="knee_r", on_body="tibia_r", by_body="femur_r", frame="", origin="",
        axes=("anterior", "compression", "right"), force_n=np.ones((N, 3)),
        moment_nm=np.zeros((N, 3)), net_force_n=np.ones((N, 3)), net_moment_nm=moment,
        known=np.ones(N, bool), reserve_share=np.broadcast_to(share, (N,)).astype(float),
    )  # fmt: skip


def left_over(residual_n: float) -> InverseDynamics:
    known = np.ones(N, bool)
    return InverseDynamics(
        time_s=np.arange(N) / 100, coordinates=(), force=np.empty((N, 0)),
        independent=np.empty((N, 0)), residual_n=np.tile([0.0, residual_n, 0.0], (N, 1)),
        residual_nm=np.zeros((N, 3)), known=known, legs_known=known,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("share", "grade"), [(0.0, "good"), (0.05, "good"), (0.07, "usable"), (0.2, "fail")]
)
def test_reserves_decide(share: float, grade: str) -> None:
    found = grade_reaction(reaction(share))
    assert found.grade == grade
    assert found.reserve_share == pytest.approx(share)
    assert bool(found.reasons) == (grade != "good")


@pytest.mark.parametrize(("share", "grade"), [(0.09, "good"), (0.2, "usable"), (0.3, "fail")])
def test_reserves_in_place_of_lacking_tissue_decide_later(share: float, grade: str) -> None:
    found = grade_reaction(replace(reaction(), yielding_share=np.full(N, share)))
    assert found.grade == grade
    assert found.yielding_share == pytest.approx(share)
    assert found.reserve_share == pytest.approx(0.01)
    assert any("lacks" in reason for reason in found.reasons) == (grade != "good")
    assert np.isnan(grade_reaction(reaction()).yielding_share)


def test_a_large_share_of_nearly_nothing_does_not_count() -> None:
    share, net = np.full(N, 0.01), np.full(N, 100.0)
    share[0], net[0] = 0.8, 1.0  # 0.8 N·m where the peak is 100
    assert grade_reaction(reaction(share, net)).grade == "good"
    only_there = np.arange(N) == 0
    assert grade_reaction(reaction(share, net), frames=only_there).grade == "fail"


@pytest.mark.parametrize(("residual", "grade"), [(20, "good"), (60, "usable"), (120, "fail")])
def test_residuals_decide(residual: float, grade: str) -> None:
    ground = np.tile([0.0, 600.0, 0.0], (N, 1))
    found = grade_reaction(reaction(), inverse=left_over(residual), ground_n=ground)
    assert found.grade == grade
    assert found.residual_share == pytest.approx(residual / 600)
    assert grade_reaction(reaction(), inverse=left_over(residual)).grade == "good"  # no plates


def test_unbalanced_frames_fail() -> None:
    known = np.arange(N) >= 3
    found = grade_reaction(replace(reaction(), known=known))
    assert found.grade == "fail"
    assert "85%" in found.reasons[0]
    assert grade_reaction(replace(reaction(), known=known), frames=known).grade == "good"


def test_no_force_in_the_joint_fails() -> None:
    nothing = np.full((N, 3), np.nan)
    only_net = replace(
        reaction(), force_n=nothing, known=np.zeros(N, bool), reserve_share=nothing[:, 0]
    )
    found = grade_reaction(only_net)
    assert found.grade == "fail"
    assert np.isnan(found.reserve_share)
    assert grade_reaction(replace(only_net, net_force_n=nothing)).grade == "fail"


def test_a_thigh_on_a_calf_is_never_good() -> None:
    doubtful = np.arange(N) > 15
    assert grade_reaction(reaction(), doubtful=doubtful).grade == "usable"
    assert grade_reaction(reaction(), doubtful=doubtful, frames=~doubtful).grade == "good"
    assert grade_reaction(reaction(0.5), doubtful=doubtful).grade == "fail"


def moments(above_nm: float, below_nm: float) -> LumbosacralMoment:
    def along_right(value: float) -> np.ndarray:
        return np.tile([0.0, 0.0, value], (N, 1))

    nothing = np.zeros((N, 3))
    return LumbosacralMoment(
        "back", along_right(above_nm), along_right(below_nm), nothing, nothing, nothing,
        np.full(N, below_nm - above_nm),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "below", "grade"),
    [(100.0, 110.0, "good"), (100.0, 130.0, "usable"), (42.0, 94.0, "fail"), (94.0, 42.0, "fail")],
)
def test_a_moment_that_the_plates_contradict_is_not_good(
    above: float, below: float, grade: str
) -> None:
    spine = replace(reaction(), name="l5s1")
    found = grade_reaction(spine, lumbosacral=moments(above, below))
    assert found.grade == grade
    assert found.apart_share == pytest.approx(abs(below - above) / max(below, above))
    assert any("from legs and plates" in reason for reason in found.reasons) == (grade != "good")
    assert grade_reaction(spine, lumbosacral=moments(above, np.nan)).grade == "good"


def test_without_ground_the_missing_ground_is_the_reason() -> None:
    lost = np.full((N, 3), np.nan)
    legless = replace(reaction(), force_n=lost, net_force_n=lost, known=np.zeros(N, bool))
    found = grade_reaction(legless)
    assert found.grade == "fail"
    assert "forces from outside are known in none" in found.reasons[0]
