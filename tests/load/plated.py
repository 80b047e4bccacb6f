"""A person who squats on two plates that tell the truth, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from moving import masses, motion_of, subject

from opensim_wink.body.subject import Subject
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.ground import GroundContact, ground_contact
from opensim_wink.load.settings import LoadSettings
from opensim_wink.samples.ground_reaction import foot_loads
from opensim_wink.samples.person import Body, Build
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Squat, squat_course
from opensim_wink.trial.trial import GroundReaction, Trial

PLATES_PER_FRAME = 5
RATE_HZ = 100.0
CUTOFF_HZ = 10.0  # high, so that plates and motion are damped by little


@dataclass(frozen=True, eq=False)
class Plated:
    trial: Trial
    subject: Subject
    dynamics: Dynamics

    def with_plates(self, *plates: GroundReaction) -> Plated:
        return replace(self, trial=replace(self.trial, plates=plates))

    def spoilt(self, index: int, **changes: Callable[[GroundReaction], Any]) -> Plated:
        plates = list(self.trial.plates)
        made = {name: change(plates[index]) for name, change in changes.items()}
        plates[index] = replace(plates[index], **made)
        return self.with_plates(*plates)

    def contact(self, mass_kg: float | None = None, **changes: Any) -> GroundContact:
        options: dict[str, Any] = {
            "settings": LoadSettings(), "person_mass_kg": mass_kg, "cutoff_hz": CUTOFF_HZ
        }  # fmt: skip
        return ground_contact(self.trial, self.subject, self.dynamics, **(options | changes))


def xyz(x: float, y: float, z: float) -> np.ndarray:
    return np.array([x, y, z], dtype=float)


def square(centre_m: np.ndarray, half_x_m: float = 0.3, half_z_m: float = 0.2) -> np.ndarray:
    """Corners of a level plate."""
    signs = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
    corners = np.zeros((4, 3))
    corners[:, [0, 2]] = centre_m[[0, 2]] + signs * (half_x_m, half_z_m)
    corners[:, 1] = centre_m[1]
    return corners


def plate(
    name: str,
    time_s: np.ndarray,
    force_n: np.ndarray,
    cop_m: np.ndarray,
    free_nm: np.ndarray | None = None,
    corners_m: np.ndarray | None = None,
) -> GroundReaction:
    free = np.zeros_like(force_n) if free_nm is None else free_nm
    return GroundReaction(name, time_s, force_n, cop_m, free, corners_m, None)


def empty_trial(time_s: np.ndarray, **changes: Any) -> Trial:
    fields: dict[str, Any] = {
        "name": "made", "source": None, "time_s": time_s, "rate_hz": RATE_HZ, "labels": (),
        "points_m": np.empty((len(time_s), 0, 3)), "turned": True,
    }  # fmt: skip
    return Trial(**(fields | changes))


@cache
def squatting(corners: bool = True) -> Plated:
    """The packaged body in one lively squat, each foot on a plate of its own."""
    person, body_masses = subject(), masses()
    body = Body(Build("plain", body_masses.total_kg, {}), person.tree, body_masses)
    squat = Squat(
        110.0, 32.0, wink_deg=10.0, lumbar_deg=8.0, rep_change=(1.0,), rep_depth_deg=(0.0,)
    )
    course = squat_course(body, squat, (Timing(0.5, 1.2, 0.15, 1.1),), RATE_HZ, 0.5)
    dynamics = prepare_dynamics(
        person, motion_of(course.values), cutoff_hz=CUTOFF_HZ, masses=body_masses
    )
    time_s = course.time_s
    fine_s = np.arange(PLATES_PER_FRAME * (len(time_s) - 1) + 1) / (RATE_HZ * PLATES_PER_FRAME)
    plates = []
    for index, load in enumerate(foot_loads(body, course)):
        free = np.zeros((len(time_s), 3))
        free[:, 1] = load.free_moment_nm
        force, cop, free = (_finer(v, time_s, fine_s) for v in (load.force_n, load.cop_m, free))
        middle = np.array([0.1, 0.0, 0.21 if index == 0 else -0.21])
        plates.append(
            plate(
                f"plate {index + 1}", fine_s, force, cop, free, square(middle) if corners else None
            )
        )
    return Plated(empty_trial(time_s, plates=tuple(plates)), person, dynamics)


def _finer(values: np.ndarray, time_s: np.ndarray, fine_s: np.ndarray) -> np.ndarray:
    from scipy.interpolate import CubicSpline

    return np.asarray(CubicSpline(time_s, values)(fine_s))


def flags(contact: GroundContact) -> set[str]:
    return {doubt.flag for doubt in contact.doubts}


def reason(contact: GroundContact, flag: str) -> str:
    return " ".join(doubt.reason for doubt in contact.doubts if doubt.flag == flag)
