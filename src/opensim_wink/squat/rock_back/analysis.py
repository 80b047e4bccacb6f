"""The analysis of rocking back: that of a squat, less what only standing gives a meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from opensim_wink.errors import listed
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.finding.repetitions import Repetitions
from opensim_wink.squat.measures.levels import LumbarLevels
from opensim_wink.squat.results import Posture, SquatAnalysis, SquatRep
from opensim_wink.squat.rock_back.finding import find_rock_backs
from opensim_wink.squat.rock_back.heel_distance import rock_back_samples, rock_back_signals
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

NO_NEUTRAL = (
    "Nobody stands in this trial and there is no static one, so nothing tells neutral: give the "
    "standing trial (--static), or neutral in degrees (--neutral)."
)
_UNKNOWN = float("nan")
_NOBODY = Standing(_UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN, _UNKNOWN, source="given")

DEFINITIONS = {
    "movement": (
        "A rock-back: on hands and knees the hips go back towards the heels. The way back is the "
        "descent, the hips furthest back are the bottom, and wink, onset and the split at neutral "
        "are those of a squat. Box height, safe depth, the thigh as a depth and the crease of the "
        "hip have no meaning here and are left out."
    ),
    "depth_fraction": (
        "Distance of the hip from the ankle centres, what of it at rest (thighs upright) is lost, "
        "over what is lost at the end of the way back: 0 at rest, 1 with the hips back. In a squat "
        "with the feet below the hips it falls just as their height does."
    ),
    "depth_per_leg": "Distance of hip and ankle centres that is lost since rest, over leg length.",
}
_ONSET = (
    " On all fours nothing tilts the pelvis forward first, and it may drift back all the way: the "
    "onset is where the tilt leaves that line, the knot of two straight lines over depth "
    "(onset shape 'two lines'). Only a tilt that turns back evenly all the way has the onset of a "
    "squat."
)
_WITHOUT_MEANING = ("thigh_inclination_deg", "box_height_cm", "crease_below_knee", "safe_depth")


def analyze_rock_backs(
    signals: SquatSignals,
    *,
    samples: SignalSamples | None = None,
    settings: SquatSettings | None = None,
    guard: Sequence[GuardFlag] = (),
    standing: Standing | None = None,
    found: Repetitions | None = None,
    levels: LumbarLevels | None = None,
) -> SquatAnalysis:
    """Find the rock-backs of a trial and judge the wink of each, as of a squat.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, with true hip heights or as `rock_back_signals` makes them; the latter
        need ``found``.
    samples : SignalSamples, optional
        The curves with fresh draws of the markers' errors, as `sample_signals` or
        `rock_back_samples` makes them.
    settings, guard, levels
        As for `opensim_wink.squat.analysis.analyze_squats`.
    standing : Standing, optional
        Posture from a static trial, as reference of angles and as neutral; frames of the trial in
        which the person stands, where none is given. Without either nothing tells neutral.
    found : Repetitions, optional
        Rock-backs that were found before.

    Returns
    -------
    SquatAnalysis
        With ``movement`` "rock_back"; what has no meaning on all fours is NaN, None or absent.

    Raises
    ------
    SettingError
        If a guard flag does not fit the trial.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    found = found or find_rock_backs(signals, settings=settings)
    curves = rock_back_signals(signals)
    reference = standing or found.standing
    analysis = analyze_squats(
        curves,
        samples=None if samples is None else rock_back_samples(samples, curves),
        settings=replace(settings, tilt_drifts=True),
        guard=guard,
        standing=reference or _NOBODY,
        found=found,
        levels=levels,
    )
    lacking = reference is None and settings.neutral_lumbar_flexion_deg is None
    return replace(
        analysis,
        movement="rock_back",
        reps=tuple(_on_all_fours(rep) for rep in analysis.reps),
        standing=reference,
        reason=analysis.reason if analysis.reps else _none_found(found),
        definitions=_definitions(analysis.definitions),
        notes=(*analysis.notes, NO_NEUTRAL) if lacking and analysis.reps else analysis.notes,
        means={k: mean for k, mean in analysis.means.items() if not k.endswith("box_height_cm")},
        safe_depth=(),
    )


def _on_all_fours(rep: SquatRep) -> SquatRep:
    return replace(
        rep,
        onset=None if rep.onset is None else _less(rep.onset),
        bottom=_less(rep.bottom),
        crease_below_knee=None,
    )


def _less(posture: Posture) -> Posture:
    """A posture without what is read from standing over the feet."""
    unknown = Estimate(_UNKNOWN)
    return replace(posture, thigh_inclination_deg=unknown, box_height_cm=unknown)


def _definitions(squats: dict[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in squats.items() if name not in _WITHOUT_MEANING}
    return kept | DEFINITIONS | {"onset": kept["onset"] + _ONSET}


def _none_found(found: Repetitions) -> str:
    counts = Counter(movement.reason for movement in found.rejected)
    if not counts:
        return (
            "No rock-back was found: on hands and knees, the hips nowhere go back to the heels and "
            "forward again."
        )
    seen = listed(f"{count} × {reason}" for reason, count in counts.items())
    return f"No rock-back was found, other movements: {seen}."
