"""What it loads, in a few sentences for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opensim_wink.load.reaction_notes import DEEP_KNEE_DEG
from opensim_wink.report.strict_json import Json

NO_VERDICT = "No verdict on the wink rests on a load."
KNEES_TOO_HIGH = (
    "models of this kind tell bent knees about twice what instrumented knees bore, up to 2.7 times "
    "at the bottom"
)
_SIDES = {"r": "right", "l": "left"}
_WORDS = {"fail": "not to be believed", "usable": "with care"}


def load_lines(load: Json) -> list[str]:
    """The loads of a trial in plain sentences.

    Parameters
    ----------
    load : dict
        ``summary["load"]``, as `opensim_wink.report.load.summary.summary_of_loads` makes it.

    Returns
    -------
    list of str
        At most seven sentences without line breaks; none where loads were not asked for or there
        is no repetition.
    """
    if load["level"] == "none" or not load["reps"]:
        return []
    lines = [_back(load), _disc(load), _legs(load, "hip"), _legs(load, "knee")]
    return [line for line in (*lines, *_quality(load), *_doubts(load)) if line]


def _back(load: Json) -> str:
    """What moment the lower back holds."""
    moment = load["l5s1_moment"]
    if moment is None:
        return "Loads: the model has no joint between pelvis and trunk, so nothing is said of L5/S1"
    rows = moment["above"]
    parts = _at_moments(rows, "nm", "{:.0f}", " N·m")
    if not parts:
        return f"Loads: the moment at L5/S1 is not known: {_reason(rows, 'peak')}"
    how = "from the upper body alone, which needs no force plates"
    told = f"Loads: the back holds the trunk up at L5/S1 with {parts} ({how})"
    apart = moment["difference"]
    if apart["grade"] in ("usable", "fail"):
        told += f"; {_WORDS[apart['grade']]}: {apart['reason']}"
    return told


def _disc(load: Json) -> str:
    """How hard the disc is pressed, or why that is not known."""
    joint = load["joints"].get("l5s1")
    if joint is None or load["level"] != "muscles":
        return ""
    rows, shear = (joint["loads"][f"l5s1_{name}"] for name in ("compression", "anterior_shear"))
    if not _known(rows, "bottom", "bw") and not _known(rows, "peak", "bw"):
        return f"The force on the disc at L5/S1 is not known: {_why(joint, rows)}"
    parts = _at_moments(rows, "bw", "{:.1f}", " ×")
    graded = _graded(joint)
    moment = load["l5s1_moment"]
    if moment is not None and graded and str(moment["difference"]["reason"]) in graded:
        graded = f" ({_WORDS[joint['grade']]}, for the same reason)"  # told with the moment
    told = f"The disc at L5/S1 is pressed, in body weights, by {parts}{graded}"
    if _known(shear, "peak", "bw"):
        told += f"; shear is {_span(shear, 'peak', 'bw', '{:.1f}')} × at most"
    return told


def _at_moments(rows: list[Json], unit: str, write: str, sign: str) -> str:
    """Numbers at the onset, at the bottom and at most, this where it is not at the bottom."""
    words = {"onset": "at the onset", "bottom": "at the bottom", "peak": "at most"}
    told = {at: _span(rows, at, unit, write) for at in words if _known(rows, at, unit)}
    if told.get("peak") == told.get("bottom"):
        told.pop("peak", None)
    return ", ".join(f"{number}{sign} {words[at]}" for at, number in told.items())


def _legs(load: Json, joint: str) -> str:
    """Both hips or both knees: contact force at onset, bottom and peak."""
    sides = [side for side in _SIDES if f"{joint}_{side}" in load["joints"]]
    if not sides or load["level"] != "muscles":
        return ""
    parts, lost, unknown, guessed = [], [], "", False
    for side in sides:
        one = load["joints"][f"{joint}_{side}"]
        rows = one["loads"][f"{joint}_contact_{side}"]
        if not _known(rows, "peak", "bw"):
            unknown = _why(one, rows)
            lost.append(f"{_SIDES[side]} not known: {unknown}")
            continue
        guessed = guessed or one["estimated"]
        parts.append(f"{_SIDES[side]} {_at_moments(rows, 'bw', '{:.1f}', ' ×')}{_graded(one)}")
    if not parts:
        return f"The force in the {joint}s is not known: {unknown}"
    told = f"{joint.capitalize()}s bear, in body weights: {'; '.join(parts + lost)}"
    if guessed:
        told += " (an estimate: no force plates)"
    if joint == "knee":
        told += f"; {KNEES_TOO_HIGH}"
    if joint == "knee" and any("calf" in reason for reason in _grade_reasons(load, "knee")):
        told += (
            f"; beyond {DEEP_KNEE_DEG:.0f}° the thigh rests on the calf, which the model leaves "
            "out: there the number is too high"
        )
    return told


def _quality(load: Json) -> list[str]:
    """Whence the ground reaction comes and how well everything agrees."""
    ground, residual, moment = load["ground"], load["residual"], load["l5s1_moment"]
    if ground["source"] == "none":
        return [f"There is no ground reaction, so hips and knees are not known. {NO_VERDICT}"]
    if ground["source"] == "estimate":
        return [
            "The ground reaction is estimated from the motion, not measured: hips, knees and "
            f"their sides rest on that estimate. {NO_VERDICT}"
        ]
    parts = []
    if residual["reason"] is None:
        verdict = "within" if residual["accepted"] else "beyond"
        parts.append(
            f"at the pelvis {residual['force_n']['value']:.0f} N "
            f"({residual['force_percent']['value']:.0f} %) and "
            f"{residual['moment_nm']['value']:.0f} N·m "
            f"({residual['moment_percent']['value']:.1f} %) are left over, {verdict} the accepted "
            f"{residual['force_limit_percent']:.0f} and {residual['moment_limit_percent']:.0f} %"
        )
    if moment is not None and moment["difference"]["rms_nm"]["value"] is not None:
        parts.append(
            "the L5/S1 moment from the legs differs from that of the trunk by "
            f"{moment['difference']['rms_nm']['value']:.0f} N·m RMS"
        )
    told = f": {'; '.join(parts)}" if parts else ""
    return [f"Measured with force plates{told}. {NO_VERDICT}"]


def _doubts(load: Json) -> list[str]:
    """What to doubt in what was stated and in the ground reaction; what blocks first."""
    doubts = [*load["doubts"], *load["ground"]["doubts"]]
    doubts = sorted(doubts, key=lambda doubt: not doubt["blocks"])
    reasons = list(dict.fromkeys(doubt["reason"].rstrip(".") for doubt in doubts))
    return [f"Doubt about the loads: {'; '.join(reasons)}"] if reasons else []


def _grade_reasons(load: Json, joint: str) -> Iterable[str]:
    return (
        reason
        for name, one in load["joints"].items()
        if name.startswith(joint)
        for reason in one["grade_reasons"]
    )


def _graded(joint: Json) -> str:
    """A grade that is not good, with its first reason."""
    if joint["grade"] == "good":
        return ""
    reasons = [reason for reason in joint["grade_reasons"] if "calf" not in reason]
    if not reasons:
        return ""
    first = reasons[0].rstrip(".")
    return f" ({_WORDS[joint['grade']]}: {first[0].lower()}{first[1:]})"


def _known(rows: list[Json], at: str, unit: str) -> bool:
    return bool(_numbers(rows, at, unit))


def _numbers(rows: list[Json], at: str, unit: str) -> list[float]:
    found = (row[at][unit]["value"] for row in rows if row[at] is not None)
    return [float(value) for value in found if value is not None]


def _span(rows: list[Json], at: str, unit: str, write: str) -> str:
    """One number, or the least and the largest over the repetitions where they differ."""
    numbers = _numbers(rows, at, unit)
    words: Callable[[float], str] = write.format
    low, high = words(min(numbers)), words(max(numbers))
    return low if low == high else f"{low} to {high}"


def _reason(rows: list[Json], at: str) -> str:
    """Why a number is not there, in the first repetition that says so."""
    told = (row["reason"] if row[at] is None else row[at]["reason"] for row in rows)
    return next((reason for reason in told if reason), "no repetition has it")


def _why(joint: Json, rows: list[Json]) -> str:
    """Why a contact force is not known: the joint's own reason first."""
    if joint["grade"] == "fail" and joint["grade_reasons"]:
        first = str(joint["grade_reasons"][0]).rstrip(".")
        return f"{first[0].lower()}{first[1:]}"
    return _reason(rows, "peak")
