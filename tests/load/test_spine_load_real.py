"""L5/S1 of a real squat with the packaged model: size, and what a measured spine bears."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from reaction_making import G, at_frames

from opensim_wink.body.build import packaged_model_path
from opensim_wink.following import prepare, record, solve
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.reactions import JointReaction, joint_reactions
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.spine_options import spine_sensitivity
from opensim_wink.muscle.pulls import muscle_pulls
from opensim_wink.scaling.subject import scale_subject
from opensim_wink.settings import AnalysisSettings

pytestmark = pytest.mark.real

MASS_KG = 60.05
STANDING_S, BOTTOM_S = 2.7, 1.36


@dataclass(frozen=True, eq=False)
class Spine:
    """L5/S1 while the person stands, and at the bottom of the first squat."""

    dynamics: Dynamics
    reaction: JointReaction
    flexion_deg: np.ndarray


@pytest.fixture(scope="module")
def spine(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Spine:
    folder = shared / "real" / "opencap_subject4"
    chosen = AnalysisSettings(static=folder / "static1.trc")
    recording = record(folder / "squats1.trc", chosen)
    assert recording.static is not None
    subject = scale_subject(
        packaged_model_path(), recording.static, mass_kg=MASS_KG,
        out_path=tmp_path_factory.mktemp("scaled") / "packaged.osim",
    ).subject  # fmt: skip
    motion = solve(prepare(recording.trial, subject, chosen, None), subject, chosen)
    dynamics = prepare_dynamics(subject, motion)
    frames = np.searchsorted(dynamics.time_s, np.array([STANDING_S, BOTTOM_S]) - 1e-6)
    dynamics = at_frames(dynamics, frames)
    legs, loads = np.zeros(2, bool), LoadSettings(passive_fibres=False)
    inverse = inverse_dynamics(dynamics, (), legs)
    pulls = muscle_pulls(subject, dynamics.values, dynamics.rates)
    muscles = balance_moments(subject, dynamics, inverse, pulls, settings=loads, spine="coupled")
    reaction = joint_reactions(subject, dynamics, (), pulls, muscles, legs, settings=loads)["l5s1"]
    lumbar = dynamics.values[:, subject.tree.coordinate("lumbar_extension")]
    return Spine(dynamics, reaction, -np.rad2deg(lumbar))


def test_standing_bears_the_weight_above_and_little_more(spine: Spine) -> None:
    """In vivo, discs of standing people bear some 0.5 to 1 kN (Nachemson, Wilke 1999)."""
    standing = spine.reaction.force_n[0]
    above_n = np.linalg.norm(spine.reaction.net_force_n[0])
    assert 0.35 * MASS_KG * G < above_n < 0.6 * MASS_KG * G
    assert above_n * 0.8 < standing[1] < 1000


def test_the_bottom_bears_what_its_moment_asks_for(spine: Spine) -> None:
    """Extensors pull with 5 to 7 cm: compression is weight and moment over that arm."""
    bottom, moment = spine.reaction.force_n[1], spine.reaction.net_moment_nm[1, 2]
    net = spine.reaction.net_force_n[1]
    assert 60 < moment < 140
    assert moment / 0.075 < bottom[1] - net[1] < moment / 0.035
    assert 3 < bottom[1] / (MASS_KG * G) < 6
    assert abs(bottom[2]) < 0.2 * bottom[1]
    assert spine.reaction.reserve_share[1] < 0.05


def test_the_disc_inclination_decides_on_shear(spine: Spine) -> None:
    notes = " ".join(spine.reaction.notes)
    assert "shear hangs on the disc's plane" in notes


def test_pressure_relieves_the_bottom_as_published(spine: Spine) -> None:
    """Stokes 2010: 5 kPa more take a fifth off at 60 N·m; here some tenths for 10 kPa."""
    flexed = spine.flexion_deg - spine.flexion_deg[0]
    found = spine_sensitivity(spine.reaction, flexed, LoadSettings(abdominal_pressure_kpa=10.0))
    relief = -found.compression_change_n[1] / spine.reaction.force_n[1, 1]
    assert 0.05 < relief < 0.4
