"""The page that tells what a check of a model found."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from opensim_wink.body.arm_grid import HIP_TO_DEG, KNEE_TO_DEG, ArmFlip, PathJump
from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.errors import listed

if TYPE_CHECKING:
    from opensim_wink.body.check import Limit, ModelCheck

_WIDTH = 98
_LEVELS = {
    0: "the spine does not bend: no lumbar flexion can be measured",
    1: "one joint stands for the whole back, so it holds thoracic motion too",
}


def page(check: ModelCheck) -> str:
    """Tell a check's findings on one page.

    Parameters
    ----------
    check : ModelCheck
        The findings.

    Returns
    -------
    str
        Lines of at most 98 characters, ending in a line feed.
    """
    arms = f"Moment arms against anatomy (hip 0–{HIP_TO_DEG:.0f}°, knee 0–{KNEE_TO_DEG:.0f}°)"
    sections = [
        ("Clamps and ranges", _limit_lines(check.limits)),
        (arms, _arm_lines(check)),
        (
            "Paths that jump (a muscle leaves a wrapping surface at once: no arm is told there)",
            _jump_lines(check.arms.jumps),
        ),
        (
            "Muscles that change role with depth (arms that change sign in anatomy too: no fault)",
            _flip_lines(check.arms.role_changes),
        ),
        ("Missing", check.survey.missing),
        ("Locked on the way from ground to torso and feet", check.locked),
        ("Markers", [_marker_line(check)]),
    ]
    if check.other_constraints:
        text = f"{listed(check.other_constraints)}: not enforced when lengths are measured"
        sections.append(("Constraints other than couplers", [text]))
    blocks = [
        [f"{check.name} ({check.family} family)", str(check.path)],
        _verdict(check),
        _coordinates(check),
        *(_titled(title, lines) for title, lines in sections if lines),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    wrapped = [
        textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="      ")
        for line in lines
    ]
    return [title, *wrapped]


def _verdict(check: ModelCheck) -> list[str]:
    if not check.usable:
        return ["Not fit for squats: it lacks a pelvis free in ground or two hips that flex."]
    hindered = check.hindrances
    if hindered:
        text = f"Not fit to measure a wink, 'analyze' refuses it: it {'. It '.join(hindered)}."
        return [textwrap.fill(text, _WIDTH, break_on_hyphens=False)]
    points = []
    if check.clamps:
        names = listed((limit.coordinate for limit in check.clamps), 6)
        points.append(f"clamps of {names} would fake a wink in OpenSim's own tools")
    if check.arms.against_anatomy:
        names = listed(dict.fromkeys(flip.muscle for flip in check.arms.against_anatomy), 8)
        points.append(f"moment arms of {names} turn against anatomy")
    if check.arms.jumps:
        names = listed(dict.fromkeys(jump.muscle for jump in check.arms.jumps), 8)
        points.append(f"paths of {names} jump")
    if check.survey.missing:
        points.append(f"missing or locked: {listed(check.survey.missing, 3)}")
    if not sum(check.markers_on.values()):
        points.append("it has no markers")
    text = "Fit for deep squats"
    text += f", with reservations: {'; '.join(points)}." if points else "."
    return [textwrap.fill(text, _WIDTH)]


def _coordinates(check: ModelCheck) -> list[str]:
    survey = check.survey
    rows: list[tuple[str, Sequence[SignedCoordinate]]] = [
        ("posterior pelvic tilt", [survey.tilt] if survey.tilt else []),
        ("lumbar flexion", survey.lumbar),
        ("hip flexion", list(survey.hip.values())),
        ("knee flexion", list(survey.knee.values())),
        ("ankle dorsiflexion", list(survey.ankle.values())),
    ]
    lines = [f"{what:<23}{', '.join(map(_signed, parts)) or '–'}" for what, parts in rows]
    levels = _LEVELS.get(survey.lumbar_levels, "joints share the bending between pelvis and torso")
    lines.append(f"{'lumbar levels':<23}{survey.lumbar_levels}: {levels}")
    return _titled("Coordinates (+ or − the native value)", lines)


def _signed(part: SignedCoordinate) -> str:
    sign = "+" if part.sign > 0 else "−"
    return f"{sign}{part.name}" if abs(part.sign) == 1.0 else f"{part.sign:+.3g}·{part.name}"


def _limit_lines(limits: Sequence[Limit]) -> list[str]:
    if not limits:
        return ["every range is wide enough for a deep squat"]
    lines: dict[str, list[str]] = {}
    for limit in limits:
        ends = []
        if limit.high_deg < limit.needed_deg[1]:
            ends.append(f"ends at {limit.high_deg:.0f}° ({limit.needed_deg[1]:.0f}° needed)")
        if limit.low_deg > limit.needed_deg[0]:
            ends.append(f"begins at {limit.low_deg:.0f}° ({limit.needed_deg[0]:.0f}° needed)")
        held = (
            "clamped: this package lifts it, in OpenSim's tools other joints give way instead"
            if limit.clamped
            else "not clamped, but not made for more"
        )
        text = f"{limit.what} {' and '.join(ends)}; {held}"
        lines.setdefault(text, []).append(limit.coordinate)
    return [f"{', '.join(names)}: {text}" for text, names in lines.items()]


def _arm_lines(check: ModelCheck) -> list[str]:
    sane = check.arms.sane_to_deg
    if sane is None:
        return ["not judged: no hip and knee with muscles that are known by name"]
    whole = sane == (HIP_TO_DEG, KNEE_TO_DEG)
    first = "sane throughout" if whole else f"sane up to hip {sane[0]:g}° and knee {sane[1]:g}°"
    return [first, *_flip_lines(check.arms.against_anatomy)]


def _flip_lines(flips: Sequence[ArmFlip]) -> list[str]:
    lines: dict[str, list[ArmFlip]] = {}
    for flip in flips:
        where = (
            f"{flip.becomes} of the {flip.joint.split('_')[0]} at hip {_span(flip.hip_deg)}, "
            f"knee {_span(flip.knee_deg)}, by up to {flip.worst_mm:.0f} mm"
        )
        lines.setdefault(where, []).append(flip)
    return [f"{', '.join(f.muscle for f in same)}: {where}" for where, same in lines.items()]


def _jump_lines(jumps: Sequence[PathJump]) -> list[str]:
    lines: dict[str, list[PathJump]] = {}
    for jump in jumps:
        way = "longer" if jump.worst_mm > 0 else "shorter"
        where = (
            f"{way} at once by up to {abs(jump.worst_mm):.0f} mm as the "
            f"{jump.joint.split('_')[0]} bends, at hip {_span(jump.hip_deg)}, knee "
            f"{_span(jump.knee_deg)}"
        )
        lines.setdefault(where, []).append(jump)
    return [f"{', '.join(j.muscle for j in same)}: {where}" for where, same in lines.items()]


def _span(ends: tuple[float, float]) -> str:
    return f"{ends[0]:g}–{ends[1]:g}°" if ends[0] < ends[1] else f"{ends[0]:g}°"


def _marker_line(check: ModelCheck) -> str:
    total = sum(check.markers_on.values())
    if total == 0:
        return "none: add a marker set before inverse kinematics"
    counts = ", ".join(f"{part} {count}" for part, count in check.markers_on.items())
    few = "; the pelvis needs three" if check.markers_on["pelvis"] < 3 else ""
    return f"{total}: {counts}{few}"
