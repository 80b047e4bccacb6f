"""What shows where the subject's front is: front and back of segments, left and right pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError, listed
from opensim_wink.trial.landmark_positions import Places

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]
BoolArray = NDArray[np.bool_]

# Markers in front of and behind each other on one segment; every one of a group must be seen.
_FRONT_BACK: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("pelvis", ("asis_r", "asis_l"), ("psis_r", "psis_l")),
    ("pelvis", ("asis_r", "asis_l"), ("sacrum",)),
    ("right foot", ("toe_r",), ("heel_r",)),
    ("left foot", ("toe_l",), ("heel_l",)),
    ("right foot", ("first_metatarsal_r", "fifth_metatarsal_r"), ("heel_r",)),
    ("left foot", ("first_metatarsal_l", "fifth_metatarsal_l"), ("heel_l",)),
    ("right foot", ("hallux_r",), ("heel_r",)),
    ("left foot", ("hallux_l",), ("heel_l",)),
    ("right foot", ("toe_r",), ("lateral_ankle_r",)),
    ("left foot", ("toe_l",), ("lateral_ankle_l",)),
    ("thorax", ("sternum_jugular",), ("c7",)),
    ("thorax", ("sternum_middle",), ("c7",)),
    ("thorax", ("xiphoid",), ("t10",)),
    ("head", ("head_front_r", "head_front_l"), ("head_back_r", "head_back_l")),
)
PELVIS_PAIRS = ("asis", "psis", "iliac_crest", "hip_centre", "trochanter")
OTHER_PAIRS = (
    "acromion",
    "shoulder_centre",
    "lateral_knee",
    "medial_knee",
    "knee_centre",
    "lateral_ankle",
    "medial_ankle",
    "ankle_centre",
    "heel",
    "toe",
    "head_front",
)
_UPRIGHT_COS = 0.8
_LYING_COS = 0.4
_STEEP_SHARE = 0.3


def _forward(vector: FloatArray) -> ComplexArray:
    """Horizontal part of (T, 3) vectors as complex numbers whose argument is the heading."""
    return np.asarray(vector[:, 0] - 1j * vector[:, 2], dtype=np.complex128)


def _forward_of_right(vector: FloatArray) -> ComplexArray:
    """The same for vectors that point to the subject's right: forward is up × right."""
    return np.asarray(vector[:, 2] + 1j * vector[:, 0], dtype=np.complex128)


def unit(forward: ComplexArray) -> ComplexArray:
    """Each vector at length one.

    Parameters
    ----------
    forward : ndarray of complex, shape (T,)
        Horizontal vectors.

    Returns
    -------
    ndarray of complex, shape (T,)
        NaN where the vector is unknown or has no length.
    """
    length = np.abs(forward)
    known = length > 1e-9
    turned = np.where(known, forward, np.nan) / np.where(known, length, 1.0)
    return np.asarray(turned, dtype=np.complex128)


@dataclass(frozen=True, eq=False)
class Clues:
    """Horizontal forward vectors as complex numbers; the argument is the heading from +X about +Y.

    Attributes
    ----------
    front_back : dict of str to ndarray of complex, shape (T,)
        Segment → from its back to its front.
    pairs : dict of str to ndarray of complex, shape (T,)
        Landmark without side → up × (right − left).
    """

    front_back: dict[str, ComplexArray]
    pairs: dict[str, ComplexArray]


def _bent_over(places: Places) -> BoolArray:
    """Frames whose trunk leans so far that its front may point down or backward."""
    chest = places.mean(places.of_segments("thorax"), every=False)
    pelvis = places.mean(places.of_segments("pelvis"), every=False)
    if chest is None or pelvis is None:
        return np.zeros(places.n_frames, dtype=bool)
    trunk = chest - pelvis
    return np.asarray(trunk[:, 1] < _UPRIGHT_COS * np.linalg.norm(trunk, axis=1))


def _shin_lies(places: Places, side: str) -> BoolArray:
    """Frames whose shin is so flat, as on all fours, that toes may point backward."""
    knee, ankle = (
        places.mean([f"{where}_{joint}_{side}" for where in ("lateral", "medial")], every=False)
        for joint in ("knee", "ankle")
    )
    if knee is None or ankle is None:
        return np.zeros(places.n_frames, dtype=bool)
    shin = knee - ankle
    return np.asarray(shin[:, 1] < _LYING_COS * np.linalg.norm(shin, axis=1))


def find_clues(places: Places, low: BoolArray) -> Clues:
    """Collect what the landmarks tell.

    Parameters
    ----------
    places : Places
        Landmarks in axes whose Y points up.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low, so that the knees are bent forward.

    Returns
    -------
    Clues
        NaN in frames where a marker of the clue was not seen.
    """
    front_back: dict[str, ComplexArray] = {}
    unfit = {
        "thorax": _bent_over(places),
        "head": _bent_over(places),
        "right foot": _shin_lies(places, "r"),
        "left foot": _shin_lies(places, "l"),
        "pelvis": np.zeros(places.n_frames, dtype=bool),
    }
    for name, front, back in _FRONT_BACK:
        ahead, behind = places.mean(front), places.mean(back)
        if name not in front_back and ahead is not None and behind is not None:
            across = ahead - behind
            forward = _forward(across)
            steep = np.abs(forward) < _STEEP_SHARE * np.linalg.norm(across, axis=1)
            fit = np.where(steep | unfit[name], np.nan, forward)
            front_back[name] = np.asarray(fit, dtype=np.complex128)
    knees = places.mean([f"lateral_knee_{side}" for side in "rl"])
    pelvis = places.mean(places.of_segments("pelvis"), every=False)
    if low.any() and knees is not None and pelvis is not None:
        bent = np.where(low, _forward(knees - pelvis), np.nan)
        front_back["knees bent forward"] = np.asarray(bent, dtype=np.complex128)
    pairs = {}
    for stem in PELVIS_PAIRS + OTHER_PAIRS:
        right, left = (places.points_m.get(f"{stem}_{side}") for side in "rl")
        if right is not None and left is not None:
            pairs[stem] = _forward_of_right(right - left)
    return Clues(front_back, pairs)


def _against(forward: ComplexArray, reference: ComplexArray) -> float | None:
    """Share of frames in which two clues point opposite ways; None where never both known."""
    cosine = (forward * np.conj(reference)).real
    known = cosine[np.isfinite(cosine)]
    return float(np.mean(known < 0)) if len(known) else None


def _front(clues: Clues) -> tuple[ComplexArray | None, list[str]]:
    """The forward vector that most front–back clues share, and the clues that contradict it."""
    if not clues.front_back:
        return None, []
    forward = {name: unit(value) for name, value in clues.front_back.items()}
    ranked = []
    for reference in forward.values():
        shares = {name: _against(value, reference) for name, value in forward.items()}
        wrong = [name for name, share in shares.items() if share is not None and share > 0.5]
        ranked.append((len(wrong), sum(share or 0.0 for share in shares.values()), wrong))
    wrong = min(ranked)[2]
    agreeing = np.stack([value for name, value in forward.items() if name not in wrong])
    return unit(np.nansum(agreeing, axis=0)), wrong


def _check_pelvis_sides(places: Places, front: ComplexArray, source: str) -> None:
    """Refuse ASIS and PSIS that are exchanged, on one side or on both.

    The two sides diverge by some 60° where the PSIS are close together, so each is held against
    the front of the body rather than against the other.
    """
    wrong = []
    for side in "rl":
        ahead, behind = (places.points_m.get(f"{name}_{side}") for name in ("asis", "psis"))
        if ahead is None or behind is None:
            continue
        across = ahead - behind
        steep = np.abs(_forward(across)) < _STEEP_SHARE * np.linalg.norm(across, axis=1)
        share = _against(np.where(steep, np.nan, _forward(across)), front)
        if share is not None and share > 0.5:
            wrong.append(f"{places.label(f'asis_{side}')}/{places.label(f'psis_{side}')}")
    if wrong:
        raise TrialError(
            f"{source}: the front of the pelvis lies behind its back ({listed(wrong)}): ASIS and "
            "PSIS labels are exchanged; correct them in the file or with a label map (--labels)"
        )


def trusted_clues(
    places: Places, clues: Clues, source: str
) -> tuple[Clues, list[str], tuple[str, ...]]:
    """Leave out clues that contradict the rest, and refuse a body that is the wrong way round.

    Parameters
    ----------
    places : Places
        The landmarks behind the clues.
    clues : Clues
        All clues.
    source : str
        Trial or file for messages.

    Returns
    -------
    Clues
        Those that agree.
    list of str
        Notes on the others.
    tuple of str
        Labels of a single pair, off the pelvis, whose sides are exchanged: not to be followed.

    Raises
    ------
    TrialError
        If most left–right pairs contradict front and back: mirrored axes, or left and right
        labels exchanged. If two pairs or one of the pelvis do, or ASIS and PSIS of a side: what
        remains cannot tell the posture.
    """
    front, wrong_front = _front(clues)
    notes = [
        f"Front and back of the {name} contradict the rest of the body: labels exchanged?"
        for name in wrong_front
    ]
    front_back = {name: v for name, v in clues.front_back.items() if name not in wrong_front}
    if front is None:
        if clues.pairs:
            notes.append("Nothing tells front from back, so left and right could not be checked.")
        return Clues(front_back, clues.pairs), notes, ()
    shares = {stem: _against(pair, front) for stem, pair in clues.pairs.items()}
    wrong = [stem for stem, share in shares.items() if share is not None and share > 0.5]
    names = {stem: f"{places.label(stem + '_r')}/{places.label(stem + '_l')}" for stem in wrong}
    if wrong and 2 * len(wrong) > sum(share is not None for share in shares.values()):
        raise TrialError(
            f"{source}: right markers lie on the subject's left ({listed(names.values())}): left "
            "and right labels are exchanged or the axes are left-handed; exchange the labels with "
            "a label map, or export the trial in right-handed axes"
        )
    if len(wrong) > 1 or any(stem in PELVIS_PAIRS for stem in wrong):
        raise TrialError(
            f"{source}: left and right look exchanged: {listed(names.values())}; correct these "
            "labels in the file or with a label map (--labels)"
        )
    _check_pelvis_sides(places, front, source)
    notes += [
        f"Left and right look exchanged: {names[stem]}; neither is followed." for stem in wrong
    ]
    unfit = tuple(places.label(f"{stem}_{side}") for stem in wrong for side in "rl")
    pairs = {stem: pair for stem, pair in clues.pairs.items() if stem not in wrong}
    return Clues(front_back, pairs), notes, unfit
