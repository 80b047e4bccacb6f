"""Proportions: those of the scaled model, whatever it is scaled by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from standing_person import generic

from opensim_wink.samples.person import BO, IDA, Build, make_body
from opensim_wink.squat.measures.proportions import DEFINITIONS, proportions


def test_every_number_has_a_definition() -> None:
    assert list(proportions(generic()[0]).numbers()) == list(DEFINITIONS)


def test_the_generic_body_is_built_as_people_are() -> None:
    found = proportions(generic()[0])
    assert 38.0 < found.femur_cm < 45.0
    assert 1.0 < found.femur_per_tibia < 1.15
    assert 0.7 < found.femur_per_trunk < 0.9
    assert found.hip_width_cm == pytest.approx(2 * 7.73, abs=0.2)


@pytest.mark.parametrize("build", [IDA, BO])
def test_lengths_follow_the_scale_factors(build: Build) -> None:
    subject = generic()[0]
    own, found = proportions(subject), proportions(replace(subject, tree=make_body(build).tree))
    factor = build.factors
    # Hip and ankle centres are not straight above each other: a factor across tells a little.
    assert found.femur_cm / own.femur_cm == pytest.approx(factor["femur"][1], abs=0.002)
    assert found.tibia_cm / own.tibia_cm == pytest.approx(factor["tibia"][1], abs=0.002)
    assert found.hip_width_cm / own.hip_width_cm == pytest.approx(factor["pelvis"][2], abs=1e-6)
    assert found.femur_per_tibia == pytest.approx(found.femur_cm / found.tibia_cm)
    assert found.femur_per_trunk == pytest.approx(found.femur_cm / found.trunk_cm)


def test_a_model_without_arms_has_no_trunk_to_measure() -> None:
    subject = generic()[0]
    found = proportions(replace(subject, profile=replace(subject.profile, torso="")))
    assert np.isnan([found.trunk_cm, found.femur_per_trunk]).all()
    assert found.femur_cm == proportions(subject).femur_cm
