"""L5/S1 moment of two stoop lifts against the published curves, from below and from above.

A man of 81.68 kg lifts a box of 15 kg from a plate of its own, both feet on another; the authors
give the moment at L5/S1 from below and from above, with another model. Here the model is scaled
from the standing trial, the markers are followed, and the moment is found from the feet's plate and
from the trunk with the box in its hands. From above it can be compared once the box has left its
plate; with what the plate still bears taken off the hands, over the whole lift.

Data: MillardSreenivasaMombaur2017, beside the checkout. Run it as ``python
benchmarks/stoop_lift.py``, with model files as arguments for others than the packaged one.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.following import prepare, solve
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.carried import find_hands
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics, prepare_dynamics
from opensim_wink.load.ground import GroundContact, ground_contact
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.lumbosacral import lumbosacral_moment
from opensim_wink.load.momentum import spline_rate
from opensim_wink.load.reactions import joint_reactions
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.pulls import muscle_pulls
from opensim_wink.scaling.choose import choose_subject
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.filters import lowpass
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trial import GroundReaction, Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LIFTS = {"stoop1": "stoop1_t169_f620f800", "stoop2": "stoop2_t169_f1395f1590"}
STANDING = "neu_t169_f250f350.c3d"
PERSON_KG, BOX_KG = 81.68, 15.0
CUTOFF_HZ = 6.0
RESERVE_TOLD_NM = 2.0
FREE = 0.97  # of the box's weight off its plate: it hangs in the hands


@dataclass(frozen=True, eq=False)
class Lift:
    """One lift, ours and as published; moments about the pelvis's Z axis, + extends, N·m.

    Attributes
    ----------
    motion : Motion
        The markers followed.
    below, above : ndarray, shape (T,)
        From the feet's plate; from the trunk with the whole box in the hands.
    above_told : ndarray, shape (T,)
        From the trunk with what the box's plate bears taken off.
    published_below, published_above : ndarray, shape (T,)
        The authors'.
    free : ndarray of bool, shape (T,)
        Frames in which the box is off its plate.
    subject, dynamics, ground, hands
        What the moments were found from, with what the box's plate bears taken off the hands.
    """

    motion: Motion
    below: FloatArray
    above: FloatArray
    above_told: FloatArray
    published_below: FloatArray
    published_above: FloatArray
    free: BoolArray
    subject: Subject
    dynamics: Dynamics
    ground: GroundContact
    hands: tuple[AppliedForce, ...]


@dataclass(frozen=True)
class Row:
    """One comparison: its name, both peaks, and how far apart the curves are."""

    name: str
    peak_nm: float
    published_nm: float
    rms_nm: float

    @property
    def peak_off(self) -> float:
        """Our peak over the published one, less 1."""
        return self.peak_nm / self.published_nm - 1


def read_lift(folder: Path, name: str) -> Trial:
    """A lift with its plates and the box's path, all on the trial's clock, in OpenSim's axes."""
    trial = read_trial(folder / f"{name}.c3d")
    forces = _table(folder, f"{name}_F1Cop1F2Cop2")
    box = _table(folder, f"{name}_15kgBox_2D")
    nothing = np.zeros((len(forces), 3))
    # The tables go by the frames of the whole session, the file by its own; their frames match.
    plates = [
        GroundReaction(label, trial.time_s, forces[:, at : at + 3], forces[:, at + 3 : at + 6],
                       nothing)
        for label, at in (("box", 1), ("feet", 7))
    ]  # fmt: skip
    path = np.stack([box[:, 1], np.zeros(len(box)), box[:, 2]], axis=1)
    plates.append(GroundReaction("path of the box", trial.time_s, nothing, path, nothing))
    return turn_to_opensim(replace(trial, plates=tuple(plates)))


def measure(folder: Path, lift: str, model: Path | None = None) -> Lift:
    """Follow a lift and find its moment at L5/S1."""
    settings = AnalysisSettings(static=folder / STANDING, mass_kg=PERSON_KG)
    static = turn_to_opensim(read_trial(folder / STANDING))
    trial = read_lift(folder, LIFTS[lift])
    chosen = choose_subject(trial, static, model, scale=True, mass_kg=PERSON_KG)
    followed = prepare(trial, chosen.subject, settings, None)
    motion = solve(followed, chosen.subject, settings)
    dynamics = prepare_dynamics(chosen.subject, motion, cutoff_hz=CUTOFF_HZ)
    box, feet, path = followed.trial.plates

    def smooth(values: FloatArray) -> FloatArray:
        return lowpass(values, trial.rate_hz, CUTOFF_HZ)

    path_m = smooth(path.cop_m)
    span = [(0, trial.n_frames)]
    acceleration = spline_rate(trial.time_s, spline_rate(trial.time_s, path_m, span), span)
    pull = BOX_KG * (GRAVITY_M_S2 - acceleration)
    told = smooth(box.force_n) - BOX_KG * acceleration  # the plate was zeroed with the box on it
    ground = ground_contact(
        replace(followed.trial, plates=(box, feet)),
        chosen.subject,
        dynamics,
        settings=LoadSettings(estimate_ground=False),
        person_mass_kg=PERSON_KG,
        cutoff_hz=CUTOFF_HZ,
    )
    curves = []
    for force in (pull, told):
        hands = _in_hands(chosen.subject, dynamics, force, path_m)
        moment = lumbosacral_moment(chosen.subject, dynamics, hands, ground)
        if moment is None:
            raise ModelError(f"{chosen.subject.model_path}: no joint between pelvis and trunk.")
        curves.append(moment)
    return Lift(
        motion=motion,
        below=curves[0].below_nm[:, 2],
        above=curves[0].above_nm[:, 2],
        above_told=curves[1].above_nm[:, 2],
        published_below=_table(folder, f"{lift}_l5s1Bu")[:, 2],
        published_above=-_table(folder, f"{lift}_l5s1Td")[:, 2],
        free=box.force_n[:, 1] < -FREE * BOX_KG * -GRAVITY_M_S2[1],
        subject=chosen.subject,
        dynamics=dynamics,
        ground=ground,
        hands=tuple(hands),
    )


def rows(lift: Lift) -> list[Row]:
    """Every comparison that can be made."""
    whole = np.ones_like(lift.free)
    pairs = [
        ("below, published below", lift.below, lift.published_below, whole),
        ("above, published above, box free", lift.above, lift.published_above, lift.free),
        ("below, published above, box free", lift.below, lift.published_above, lift.free),
        ("above, published below, box free", lift.above, lift.published_below, lift.free),
        ("above less the box's plate, published below", lift.above_told, lift.published_below,
         whole),
        ("published above, published below, box free", lift.published_above,
         lift.published_below, lift.free),
    ]  # fmt: skip
    return [
        Row(
            name,
            float(ours[frames].max()),
            float(theirs[frames].max()),
            float(np.sqrt(np.mean((ours - theirs)[frames] ** 2))),
        )
        for name, ours, theirs, frames in pairs
    ]


def by_muscles(lift: Lift) -> str:
    """What the trunk's muscles make of it: compression at L5/S1, and what reserves bear."""
    subject, settings = lift.subject, LoadSettings()
    applied = (*lift.ground.forces, *lift.hands)
    inverse = inverse_dynamics(
        lift.dynamics, applied, lift.ground.complete, pelvis=subject.profile.pelvis
    )
    pulls = muscle_pulls(subject, lift.dynamics.values, lift.dynamics.rates)
    muscles = balance_moments(subject, lift.dynamics, inverse, pulls, settings=settings)
    spine = joint_reactions(
        subject, lift.dynamics, applied, pulls, muscles, inverse.legs_known, settings=settings
    ).get("l5s1")
    if spine is None or np.isnan(spine.force_n).all():
        return "no muscles at L5/S1"
    borne = np.nanmax(np.abs(muscles.reserve_nm), axis=0)
    most = {
        name: nm
        for name, nm in zip(muscles.coordinates, borne, strict=True)
        if name not in muscles.motors and nm > RESERVE_TOLD_NM
    }
    worst = ", ".join(f"{name} {nm:.1f}" for name, nm in most.items())
    return (
        f"compression up to {np.nanmax(spine.force_n[:, 1]):.0f} N, {spine.known.mean():.0%} of "
        f"frames balanced; reserves over {RESERVE_TOLD_NM:g} N·m: {worst or 'none'}"
    )


def _table(folder: Path, name: str) -> FloatArray:
    return np.loadtxt(folder / "csv" / f"{name}.csv", delimiter=",")


def _in_hands(
    subject: Subject, dynamics: Dynamics, force_n: FloatArray, box_m: FloatArray
) -> list[AppliedForce]:
    """Half of the box's force in each hand, or on the trunk where there are no hands."""
    try:
        bodies = list(find_hands(subject).values())
    except ModelError:
        bodies = [subject.profile.torso]
    found = []
    for body in bodies:
        place = box_m.copy()
        place[:, 2] = dynamics.kinematics.points(dynamics.poses, body, np.zeros(3))[:, 2]
        share = force_n / len(bodies)
        found.append(AppliedForce("box", body, share, place, np.zeros_like(share)))
    return found


def main() -> None:
    """Print a table for each model."""
    folder = SHARED / "real" / "stoop_lift"
    if not folder.is_dir():
        sys.exit(f"{folder} is absent; set OPENSIM_WINK_SHARED to the folder that holds it.")
    models = [None, *(Path(argument) for argument in sys.argv[1:])]
    for model in models:
        print(f"\n{model.stem if model else 'packaged model'}, N·m, + extends")
        print(f"{'':8}{'ours, theirs':46}{'peak':>7}{'theirs':>8}{'off':>8}{'RMS':>7}")
        for name in LIFTS:
            lift = measure(folder, name, model)
            error_mm = 1000 * np.sqrt(np.nanmean(lift.motion.marker_error_m**2))
            for row in rows(lift):
                print(
                    f"{name:8}{row.name:46}{row.peak_nm:7.1f}{row.published_nm:8.1f}"
                    f"{100 * row.peak_off:+7.1f}%{row.rms_nm:7.1f}"
                )
            print(f"{name:8}{'marker error, RMS':46}{error_mm:7.1f} mm")
            print(f"{name:8}{by_muscles(lift)}")


if __name__ == "__main__":
    main()
