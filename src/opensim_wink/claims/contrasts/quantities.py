"""What is compared between conditions: its source, unit, and the difference that is small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from opensim_wink.errors import SettingError, did_you_mean, listed

Source = Literal["value", "at_depth", "last_third", "turned_back"]


@dataclass(frozen=True)
class Quantity:
    """One quantity that is compared.

    Attributes
    ----------
    name : str
        Its name, with the unit at the end.
    words : str
        In plain words, for reports.
    unit : str
        ``"°"``, ``"leg lengths"``, ``"s"`` and so on; empty where it has none.
    margin : float
        Differences within ± this are small.
    key : str
        Name of the number, or of the curve over depth, in the session.
    source : {"value", "at_depth", "last_third", "turned_back"}
        A number of the repetition; or of its curve over depth: the curve at the deepest depth that
        all repetitions of both conditions reached, its mean over the last third down to there, or
        what it turned back by down to there (see `same_depth.at_same_depth`).
    at_onset : bool
        Whether only a repetition with a wink has it.
    over_depth : bool
        Whether it rests on depth, which a squat and rocking back measure differently.
    """

    name: str
    words: str
    unit: str
    margin: float
    key: str
    source: Source = "value"
    at_onset: bool = False
    over_depth: bool = False


PELVIS_CURVE, LUMBAR_CURVE = "pelvis_change_deg", "lumbar_change_deg"
ANGLE_MARGIN_DEG, DEPTH_MARGIN_PER_LEG, SHARE_MARGIN = 5.0, 0.05, 0.05
# What is small by the end of a name, for numbers that are not in the list below.
_ENDS = (
    ("_deg", "°", ANGLE_MARGIN_DEG),
    ("_per_leg", "leg lengths", DEPTH_MARGIN_PER_LEG),
    ("_fraction", "", SHARE_MARGIN),
    ("_share", "", SHARE_MARGIN),
    ("_cm", "cm", 4.0),
    ("_m", "m", 0.04),
    ("_s", "s", 0.25),
)


def _same_depth(part: str, curve: str) -> tuple[Quantity, ...]:
    """The three quantities of a curve over depth."""
    words = {"pelvis": "posterior pelvic tilt", "lumbar": "lumbar flexion"}[part]
    ways: tuple[tuple[str, str, Source], ...] = (
        (f"{part}_wink_same_depth_deg", f"{part} wink down to the same depth", "turned_back"),
        (f"{part}_change_same_depth_deg", f"{words} at the same depth", "at_depth"),
        (
            f"{part}_change_last_third_deg",
            f"{words} over the last third down to the same depth",
            "last_third",
        ),
    )
    return tuple(
        Quantity(name, said, "°", ANGLE_MARGIN_DEG, curve, source, over_depth=True)
        for name, said, source in ways
    )


def _number(name: str, words: str, *, at_onset: bool = False, over_depth: bool = False) -> Quantity:
    unit, margin = _unit_of(name)
    return Quantity(name, words, unit, margin, name, at_onset=at_onset, over_depth=over_depth)


def _unit_of(name: str) -> tuple[str, float]:
    for end, unit, margin in _ENDS:
        if name.endswith(end):
            return unit, margin
    return "", SHARE_MARGIN


QUANTITIES: dict[str, Quantity] = {
    quantity.name: quantity
    for quantity in (
        _number("pelvis_wink_deg", "pelvis wink, each to its own bottom"),
        _number("lumbar_wink_deg", "lumbar wink, each to its own bottom"),
        *_same_depth("pelvis", PELVIS_CURVE),
        *_same_depth("lumbar", LUMBAR_CURVE),
        _number("true_flexion_deg", "lumbar flexion beyond neutral in the wink", at_onset=True),
        _number("unwind_deg", "lumbar return to neutral in the wink", at_onset=True),
        _number(
            "onset_depth_per_leg", "depth at the onset of the wink", at_onset=True, over_depth=True
        ),
        _number(
            "onset_depth_fraction",
            "share of the depth at which the wink begins",
            at_onset=True,
            over_depth=True,
        ),
        _number("onset_hip_flexion_deg", "hip flexion at the onset of the wink", at_onset=True),
        _number("bottom_depth_per_leg", "depth of the squat", over_depth=True),
        _number("bottom_hip_flexion_deg", "hip flexion at the bottom"),
        _number("bottom_ankle_dorsiflexion_deg", "ankle dorsiflexion at the bottom"),
    )
}
# Each one more that is reported widens the intervals of all.
REPORTED: tuple[str, ...] = (
    "pelvis_wink_deg",
    "pelvis_wink_same_depth_deg",
    "lumbar_wink_same_depth_deg",
    "pelvis_change_same_depth_deg",
    "lumbar_change_same_depth_deg",
    "true_flexion_deg",
    "onset_depth_per_leg",
    "onset_hip_flexion_deg",
    "bottom_depth_per_leg",
)


def quantity_of(name: str, measured: Iterable[str] = ()) -> Quantity:
    """What is known of a quantity.

    Parameters
    ----------
    name : str
        One of `QUANTITIES`, or any number of a repetition.
    measured : iterable of str
        Numbers that the session has.

    Returns
    -------
    Quantity
        With unit and margin by the end of its name where the list has it not.

    Raises
    ------
    SettingError
        If neither the list nor the session has it.
    """
    if name in QUANTITIES:
        return QUANTITIES[name]
    numbers = set(measured)
    if name not in numbers:
        known = sorted(numbers | set(QUANTITIES))
        raise SettingError(
            f"quantity '{name}' is in none of the trials; there are {listed(known, 30)}."
            f"{did_you_mean(name, known)}"
        )
    onset, depth = name.startswith("onset_"), "depth" in name
    return _number(name, plain_words(name), at_onset=onset, over_depth=depth)


def plain_words(name: str) -> str:
    """A number's name as words, without its unit.

    Parameters
    ----------
    name : str
        Of any number of a repetition.

    Returns
    -------
    str
        Such as ``"hip flexion at the onset of the wink"``.
    """
    if name in QUANTITIES:
        return QUANTITIES[name].words
    stem, when = name.removesuffix("_deg").removesuffix("_per_leg"), ""
    for start, at in (("onset_", " at the onset of the wink"), ("bottom_", " at the bottom")):
        if stem.startswith(start):
            stem, when = stem.removeprefix(start), at
    if when and stem.endswith("_difference"):
        stem = f"difference_between_right_and_left_in_{stem.removesuffix('_difference')}"
    return stem.replace("_", " ") + when
