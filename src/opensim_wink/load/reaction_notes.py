"""What must be said beside the force in a joint, in sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import counted
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.joint_frames import JointCut
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.muscle.pulls import MusclePulls

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

DEEP_KNEE_DEG = 120.0  # beyond, thigh and calf touch
SHORT_ARM_M = 0.03  # of the quadriceps; standing it is about 4 to 5 cm
DISC_TURN_DEG = 10.0  # about one standard deviation of the sacrum's slope between people


def deep_knees(subject: Subject, dynamics: Dynamics) -> dict[str, BoolArray]:
    """Frames in which a knee is so bent that thigh and calf touch, which no model here knows.

    Parameters
    ----------
    subject : Subject
        The model.
    dynamics : Dynamics
        Its motion.

    Returns
    -------
    dict of str to ndarray of bool, shape (T,)
        By reaction, such as ``"knee_r"``: beyond 120° of flexion.

    References
    ----------
    Glitsch U, Heinrich K, Ellegast RP (2022). Estimation of tibiofemoral and patellofemoral joint
    forces during squatting and kneeling. Appl Sci 12:255. doi:10.3390/app12010255
    """
    found: dict[str, BoolArray] = {}
    for side, coordinate in subject.profile.knee_flexion.items():
        native = dynamics.values[:, subject.tree.coordinate(coordinate.name)]
        with np.errstate(invalid="ignore"):
            found[f"knee_{side}"] = np.rad2deg(coordinate.sign * native) > DEEP_KNEE_DEG
    return found


def spine_notes(
    cut: JointCut, force: FloatArray, known: BoolArray, settings: LoadSettings
) -> list[str]:
    """What the force in L5/S1 leaves out, and how it hangs on the disc's inclination.

    Parameters
    ----------
    cut : JointCut
        The cut; others than L5/S1 get none.
    force : ndarray, shape (T, 3)
        Anterior shear, compression and force to the right, N.
    known : ndarray of bool, shape (T,)
        Frames in which it may be believed.
    settings : LoadSettings
        What was chosen.

    Returns
    -------
    list of str
        One sentence each.
    """
    if cut.name != "l5s1":
        return []
    notes = []
    if settings.abdominal_pressure_kpa or settings.ligament_share:
        notes.append(
            "Abdominal pressure and passive tissue of the spine are not in this force; what they "
            "would change is told beside it."
        )
    if known.any():
        frame = int(np.nanargmax(np.where(known, force[:, 1], np.nan)))
        turned = [inclined(force[frame], turn) for turn in (-DISC_TURN_DEG, DISC_TURN_DEG)]
        shear, press = force[frame, :2]
        notes.append(
            f"Were the disc inclined {DISC_TURN_DEG:.0f}° less or more, the largest compression of "
            f"{press:.0f} N would be {turned[0][1]:.0f} or {turned[1][1]:.0f} N and the anterior "
            f"shear of {shear:.0f} N there {turned[0][0]:.0f} or {turned[1][0]:.0f} N: shear "
            "hangs on the disc's plane, which was not measured."
        )
    return notes


def knee_notes(
    tree: KinematicTree,
    cut: JointCut,
    pulls: MusclePulls,
    muscles: MuscleForces,
    force: FloatArray,
) -> list[str]:
    """With how short an arm the knee's muscles pull where the force is largest, if it is short.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    cut : JointCut
        The cut; others than knees get none.
    pulls : MusclePulls
        Arms of the muscles.
    muscles : MuscleForces
        What they bear.
    force : ndarray, shape (T, 3)
        Force in the joint, N; NaN in frames that do not count.

    Returns
    -------
    list of str
        One sentence or none.
    """
    turning = {c for axis in cut.joint.axes if axis.rotation for c in axis.coordinates}
    names = [tree.coordinates[lead] for c in turning for lead in tree.leads(c)]
    columns = [pulls.about.index(name) for name in dict.fromkeys(names) if name in pulls.about]
    if not cut.name.startswith("knee") or len(columns) != 1 or np.isnan(force).all():
        return []
    size = np.linalg.norm(force, axis=1)
    frame = int(np.nanargmax(size))
    bears = dict(zip(muscles.muscles, muscles.tension_n[frame], strict=True))
    tension = np.array([bears.get(name, 0.0) for name in pulls.names])
    arm = pulls.arm_m[frame, :, columns[0]]
    hold = arm * np.nansum(tension * arm) > 0
    if not tension[hold].sum() > 0:
        return []
    mean_m = abs(float((tension * arm)[hold].sum() / tension[hold].sum()))
    if mean_m > SHORT_ARM_M:
        return []
    return [
        f"At the largest force, {size[frame]:.0f} N, the muscles that hold the knee bear "
        f"{tension[hold].sum():.0f} N with an arm of {100 * mean_m:.1f} cm: the force in the "
        "joint rises as that arm falls, and in deep flexion arms and muscle data of such models "
        "are uncertain (in a squat by up to 2.1 body weights: Imani Nejad 2022, "
        "doi:10.3389/fbioe.2022.808027)."
    ]


def ligament_notes(shares: FloatArray | None, force: FloatArray) -> list[str]:
    """With what share of the quadriceps' force the patellar ligament pulls at the largest force.

    Parameters
    ----------
    shares : ndarray, shape (T, K), or None
        From :func:`opensim_wink.load.patella.ligament_shares`; None where none were looked for.
    force : ndarray, shape (T, 3)
        Force in the joint, N; NaN in frames that do not count.

    Returns
    -------
    list of str
        One sentence or none.
    """
    if shares is None or np.isnan(force).all():
        return []
    frame = int(np.nanargmax(np.linalg.norm(force, axis=1)))
    levers = shares[frame][shares[frame] != 1.0]
    if not len(levers):
        return []
    return [
        f"The patella is a lever: at the largest force its ligament pulls on the tibia with "
        f"{levers.min():.0%} to {levers.max():.0%} of the force of each part of the quadriceps. "
        "OpenSim's own joint reactions have it pull with all of that force."
    ]


def yielding_notes(
    cut: JointCut, yielding: FloatArray, net_moment: FloatArray, known: BoolArray
) -> list[str]:
    """How much of a hip's moment is borne in place of tissue that the model lacks.

    Parameters
    ----------
    cut : JointCut
        The cut; others than hips get none.
    yielding : ndarray, shape (T,)
        Share of the net moment that such reserves bear.
    net_moment : ndarray, shape (T, 3)
        Net moment, N·m.
    known : ndarray of bool, shape (T,)
        Frames that count.

    Returns
    -------
    list of str
        One sentence or none.
    """
    whole = np.where(known, np.linalg.norm(net_moment, axis=1), np.nan)
    borne = yielding * whole
    if not cut.name.startswith("hip") or not np.nan_to_num(borne).any():
        return []
    return [
        f"A reserve about the thigh's long axis bears up to {np.nanmax(borne):.1f} N·m "
        f"({np.nanmax(borne) / np.nanmax(whole):.0%} of the largest net moment in the hip) in "
        "place of the short rotators and the capsule, which the model lacks; what they press on "
        "the hip is left out."
    ]


def inclined(force_n: FloatArray, turn_deg: float) -> FloatArray:
    """The force in L5/S1 as a disc would tell it that falls more to the front.

    Parameters
    ----------
    force_n : ndarray, shape (..., 3)
        Anterior shear, compression and force to the right, N.
    turn_deg : float
        How much more the disc falls to the front.

    Returns
    -------
    ndarray, shape (..., 3)
        The same force along the turned directions.
    """
    turn = np.deg2rad(turn_deg)
    shear, press, right = np.moveaxis(np.asarray(force_n, dtype=float), -1, 0)
    return np.stack(
        [
            np.cos(turn) * shear + np.sin(turn) * press,
            np.cos(turn) * press - np.sin(turn) * shear,
            right,
        ],
        axis=-1,
    )


def deep_notes(cut: JointCut, deep: dict[str, BoolArray], known: BoolArray) -> list[str]:
    """In how many frames thigh and calf touch.

    Parameters
    ----------
    cut : JointCut
        The cut.
    deep : dict of str to ndarray of bool, shape (T,)
        From :func:`deep_knees`.
    known : ndarray of bool, shape (T,)
        Frames that count.

    Returns
    -------
    list of str
        One sentence or none.
    """
    number = int((deep[cut.name] & known).sum()) if cut.name in deep else 0
    if not number:
        return []
    return [
        f"In {counted(number, 'frame')} the knee is bent beyond {DEEP_KNEE_DEG:.0f}°, where the "
        "thigh rests on the calf: that push is left out, so the force is too high there."
    ]
