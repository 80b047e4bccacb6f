"""What can be wrong with a trial: jumps, exchanged labels, units, plates, missing landmarks."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import listed
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.units import STANDARD_GRAVITY
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Level = Literal["ok", "info", "warning", "problem"]

# No marker on a squatting or walking person is faster; a switch of labels between frames is.
FASTEST_M_S = 12.0
_SMALLEST_JUMP_M = 0.05
_BODY_HEIGHT_M = (0.5, 2.6)
_MEDIAL_LATERAL = (
    ("knee", "medial_knee", "lateral_knee"),
    ("ankle", "medial_ankle", "lateral_ankle"),
    ("metatarsals", "first_metatarsal", "fifth_metatarsal"),
)

_SIDES = ("r", "l")
# What for → groups of landmarks, one of each group being needed.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "pelvic tilt": (
        ("asis_r", "iliac_crest_r"),
        ("asis_l", "iliac_crest_l"),
        ("psis_r", "sacrum", "pelvis_1"),
        ("psis_l", "sacrum", "pelvis_1"),
    ),
    "the lumbar angle": (
        ("c7", "t1", "t2", "t4", "t5", "t6", "t8", "t10", "t12"),
        ("sternum_jugular", "sternum_middle", "xiphoid", "sternoclavicular_r"),
        ("acromion_r", "t8", "t10", "t12", "xiphoid", "shoulder_front_r"),
    ),
    "knee and hip angles": tuple(
        (f"{name}_{side}",) for side in _SIDES for name in ("lateral_knee", "lateral_ankle")
    ),
    "the feet": tuple(
        group
        for side in _SIDES
        for group in (
            (f"heel_{side}",),
            tuple(
                f"{name}_{side}"
                for name in (
                    "toe",
                    "hallux",
                    "first_metatarsal",
                    "fifth_metatarsal",
                    "second_metatarsal_base",
                )
            ),
        )
    ),
}


class Row(NamedTuple):
    """One finding.

    Attributes
    ----------
    kind : {"ok", "info", "warning", "problem"}
        How much it matters; a problem stops the analysis.
    topic : str
        One or two words.
    sentence : str
        What was found, and what to do where something can be done.
    """

    kind: Level
    topic: str
    sentence: str


def find_jumps(trial: Trial, places: Places) -> list[Row]:
    """Markers that jump further between two frames than a body can.

    Parameters
    ----------
    trial : Trial
        Any axes.
    places : Places
        Its landmarks.

    Returns
    -------
    list of Row
        One a marker that jumps, at most five and the count of the rest.
    """
    limit_m = max(_SMALLEST_JUMP_M, FASTEST_M_S / trial.rate_hz)
    found: list[tuple[float, str]] = []
    for label in places.recognition.meaning:
        if label not in trial.labels:
            continue
        steps = np.linalg.norm(np.diff(trial.marker(label), axis=0), axis=1)
        far = np.flatnonzero(np.nan_to_num(steps) > limit_m)
        if len(far):
            worst = int(far[np.argmax(steps[far])])
            times = listed((f"{trial.time_s[i + 1]:.2f} s" for i in far), 4)
            sentence = f"{label} jumps by up to {steps[worst]:.2f} m between two frames, at {times}"
            found.append((float(steps[worst]), f"{sentence}: mislabelled there?"))
    found.sort(reverse=True)
    rows = [Row("warning", "jumps", sentence) for _, sentence in found[:5]]
    if len(found) > 5:
        rows.append(Row("warning", "jumps", f"{len(found) - 5} more jump."))
    return rows or [Row("ok", "jumps", f"No marker moves faster than {FASTEST_M_S:g} m/s.")]


def find_medial_lateral(places: Places) -> list[Row]:
    """Pairs whose medial marker lies further from the midline than the lateral one.

    Parameters
    ----------
    places : Places
        Landmarks in OpenSim's axes, the subject facing +X.

    Returns
    -------
    list of Row
        One a joint whose labels look exchanged; none where all is well.
    """
    rows = []
    for joint, medial, lateral in _MEDIAL_LATERAL:
        wrong = []
        for side, outward in (("r", 1.0), ("l", -1.0)):
            inner, outer = (places.points_m.get(f"{name}_{side}") for name in (medial, lateral))
            if inner is None or outer is None:
                continue
            gap = outward * (outer - inner)[:, 2]
            known = gap[np.isfinite(gap)]
            if len(known) and float(np.mean(known < 0)) > 0.5:
                wrong.append(
                    f"{places.label(f'{medial}_{side}')}/{places.label(f'{lateral}_{side}')}"
                )
        if wrong:
            rows.append(
                Row(
                    "warning",
                    "labels",
                    f"Medial and lateral markers of the {joint} look exchanged: {listed(wrong)}; "
                    "exchange them with a label map if so.",
                )
            )
    return rows


def find_size(places: Places) -> list[Row]:
    """Whether the body is as tall as a person.

    Parameters
    ----------
    places : Places
        Landmarks in any axes.

    Returns
    -------
    list of Row
        One finding, or none where only one end of the body is seen.
    """
    ends = (("foot", "tibia"), ("thorax", "head"))
    low, high = (places.mean(places.of_segments(*names), every=False) for names in ends)
    if low is None or high is None:
        return []
    # Along the body, since a person may lie or kneel.
    length = np.linalg.norm(high - low, axis=1)
    if not np.isfinite(length).any():
        return []
    tall = float(np.nanpercentile(length, 90))
    if _BODY_HEIGHT_M[0] <= tall <= _BODY_HEIGHT_M[1]:
        return [Row("ok", "size", f"Feet and trunk lie up to {tall:.2f} m apart: units are right.")]
    return [
        Row(
            "problem",
            "size",
            f"Feet and trunk lie up to {tall:.3g} m apart: the file's unit of length is wrong, or "
            "labels are.",
        )
    ]


def find_plates(trial: Trial, person_kg: float | None, low: BoolArray) -> list[Row]:
    """What the force plates carry, against the person's mass.

    Parameters
    ----------
    trial : Trial
        In axes whose Y points up.
    person_kg : float or None
        Body mass, where the file tells.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low.

    Returns
    -------
    list of Row
        One finding, or two where the masses differ.
    """
    if not trial.plates:
        return [Row("info", "plates", "No force plates in the file: loads need ground reactions.")]
    clock = trial.time_s
    total = np.zeros(trial.n_frames)
    for plate in trial.plates:
        total += np.interp(clock, plate.time_s, np.nan_to_num(plate.force_n[:, 1]))
    loaded = total > 50.0
    if not loaded.any():
        return [Row("warning", "plates", "The force plates are never loaded.")]
    carried_kg = float(np.median(total[loaded])) / STANDARD_GRAVITY
    sentence = (
        f"Force plates carry {carried_kg:.1f} kg (median while loaded, {loaded.mean():.0%} of the "
        "trial)"
    )
    if low.any() and not loaded[low].all():
        sentence += f"; unloaded in {int((low & ~loaded).sum())} of {int(low.sum())} low frames"
    rows = [Row("ok", "plates", sentence + ".")]
    if person_kg is not None and abs(carried_kg - person_kg) > 0.1 * person_kg:
        rows.append(
            Row(
                "warning",
                "mass",
                f"The plates carry {carried_kg:.1f} kg but the file says {person_kg:.1f} kg: a "
                "barbell, a foot beside the plates, or a wrong mass.",
            )
        )
    return rows


def find_missing(places: Places) -> list[Row]:
    """Landmarks that the analysis needs and the trial lacks.

    Parameters
    ----------
    places : Places
        The trial's landmarks.

    Returns
    -------
    list of Row
        One a purpose that cannot be served; one that all is there otherwise.
    """
    rows = []
    known = [vocabulary()[landmark] for landmark in places.recognition.meaning.values()]
    real = {place.segment.partition("_")[0] for place in known if place.kind != "centre"}
    if not real & {"femur", "tibia", "foot"}:
        sentence = (
            "No marker of thighs, shanks or feet is understood: no model can follow the trial; "
            "name them in a label map (--labels)."
        )
        rows.append(Row("problem", "landmarks", sentence))
    for purpose, groups in _NEEDED.items():
        # Three alternatives show what is meant; a label set has one of the first as a rule.
        lacking = [
            " or ".join(group[:3]) for group in groups if not set(group) & set(places.points_m)
        ]
        if lacking:
            rows.append(Row("warning", "landmarks", f"For {purpose}: no {listed(lacking)}."))
    return rows or [Row("ok", "landmarks", "All landmarks that the analysis uses are there.")]
