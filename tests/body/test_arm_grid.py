from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.arm_grid import ArmSurvey, survey_arms
from opensim_wink.body.detect import survey_model
from opensim_wink.body.engine import load_model

Figure = Callable[..., Path]

HIP = np.array([0.0, -0.07, 0.08])
ALONG_THIGH_M = -0.3


def arms_of(path: Path) -> ArmSurvey:
    model = load_model(path)
    survey = survey_model(model, path)
    return survey_arms(model, survey.hip, survey.knee, survey.muscles)


def from_behind(turns_at_deg: float) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """A straight path whose line crosses the right hip when the thigh is flexed that far."""
    angle = np.radians(turns_at_deg)
    start = HIP + 0.05 * np.array([-np.sin(angle), np.cos(angle), 0.0])
    return (("pelvis", tuple(start)), ("femur_r", (0.0, ALONG_THIGH_M, 0.0)))


@pytest.mark.parametrize(
    # The mean arm of a 5° step turns once the crossing lies in its first half.
    ("crossing", "first"),
    [(61.0, 60.0), (64.0, 65.0), (99.0, 100.0), (101.0, 100.0)],
)
@pytest.mark.parametrize("reverse", [(), ("hip_flexion_r",)])
def test_a_straight_path_flips_where_its_line_crosses_the_hip(
    figure: Figure, crossing: float, first: float, reverse: tuple[str, ...]
) -> None:
    path = figure(muscles={"semimem_r": from_behind(crossing)}, reverse=reverse)
    arms = arms_of(path)
    (flip,) = arms.against_anatomy
    assert (flip.muscle, flip.joint, flip.becomes) == ("semimem_r", "hip_flexion", "flexor")
    assert flip.hip_deg == (first, 130.0)
    assert flip.knee_deg == (0.0, 140.0)
    assert arms.sane_to_deg == (flip.hip_deg[0], 140.0)


def test_a_path_that_never_crosses_is_sane_throughout(figure: Figure) -> None:
    arms = arms_of(figure(muscles={"semimem_r": from_behind(150.0)}))
    assert arms.against_anatomy == ()
    assert arms.sane_to_deg == (130.0, 140.0)


def test_without_a_settled_action_a_turn_is_a_change_of_role(figure: Figure) -> None:
    arms = arms_of(figure(muscles={"glmed1_r": from_behind(60.0)}))
    assert arms.against_anatomy == ()
    (change,) = arms.role_changes
    assert change.becomes == "flexor"
    assert change.hip_deg[0] > 60.0  # it must first be 5 mm on the other side
    assert arms.sane_to_deg == (130.0, 140.0)


def test_a_muscle_of_no_interest_or_no_muscle_at_all(figure: Figure) -> None:
    assert arms_of(figure(muscles={"soleus_r": from_behind(60.0)})) == ArmSurvey((), (), None)
    assert arms_of(figure()) == ArmSurvey((), (), None)
