"""The answer in words: no wink, a return to neutral, flexion beyond neutral, or cannot tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from opensim_wink.errors import SettingError, listed
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.uncertainty.estimate import Estimate

_MOST_OBJECTIONS = 3

VerdictName = Literal["no wink", "return to neutral", "flexion beyond neutral", "cannot tell"]


@dataclass(frozen=True)
class Verdict:
    """An answer and the sentence that gives its reason."""

    name: VerdictName
    reason: str


def check_guard(guard: Sequence[GuardFlag], n_frames: int) -> None:
    """Refuse flags that do not fit the trial.

    Parameters
    ----------
    guard : sequence of GuardFlag
        The objections.
    n_frames : int
        Frames of the trial.

    Raises
    ------
    SettingError
        If a flag has another number of frames.
    """
    for flag in guard:
        if np.shape(flag.frames) != (n_frames,):
            raise SettingError(
                f"guard flag '{flag.flag}' has shape {np.shape(flag.frames)}; "
                f"the trial has {n_frames} frames: give one value a frame"
            )


def flags_in(guard: Sequence[GuardFlag], rep: Repetition) -> tuple[GuardFlag, ...]:
    """Blocking flags that hold anywhere from the start of a repetition to the end of its bottom.

    Parameters
    ----------
    guard : sequence of GuardFlag
        All flags of the trial.
    rep : Repetition
        The repetition.

    Returns
    -------
    tuple of GuardFlag
        Those that object to its wink; flags that do not block are left out.
    """
    frames = slice(rep.start, rep.bottom_end + 1)
    return tuple(flag for flag in guard if flag.blocks and flag.frames[frames].any())


def side_of(estimate: Estimate, threshold: float, error: float) -> Literal[-1, 0, 1]:
    """On which side of a threshold a value lies for certain.

    Parameters
    ----------
    estimate : Estimate
        The value, judged by its interval, or by ``± error`` where it has none.
    threshold : float
        Smallest value that counts.
    error : float
        Error band, in the unit of the value.

    Returns
    -------
    {-1, 0, 1}
        Below, undecided, above.
    """
    if math.isnan(estimate.value):
        return 0
    low, high = estimate.bounds(error)
    return 1 if low >= threshold else -1 if high < threshold else 0


def _band(estimate: Estimate, error: float) -> str:
    """The value with its interval, or with the band that is assumed where it has none."""
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.1f}° (± {error:g}° assumed)"
    return f"{estimate.value:.1f}° ({estimate.low:.1f} to {estimate.high:.1f}°)"


def rep_verdict(
    rep: Repetition,
    pelvis: Estimate,
    unwind: Estimate | None,
    true_flexion: Estimate | None,
    *,
    settings: SquatSettings,
    guard: Sequence[GuardFlag] = (),
) -> Verdict:
    """Judge one repetition.

    Parameters
    ----------
    rep : Repetition
        The repetition.
    pelvis : Estimate
        Pelvic wink in degrees.
    unwind, true_flexion : Estimate or None
        Lumbar movement from onset to bottom, split at neutral; None where there is no onset or no
        lumbar joint.
    settings : SquatSettings
        Thresholds and error bands.
    guard : sequence of GuardFlag
        Objections to frames of the trial; one in the descent or at the bottom decides.

    Returns
    -------
    Verdict
        The answer with one sentence.
    """
    objections = flags_in(guard, rep)
    if objections:
        said = [flag.reason.rstrip(".") for flag in objections]
        rest = f" … ({len(said)} in all)" if len(said) > _MOST_OBJECTIONS else ""
        reasons = "; ".join(said[:_MOST_OBJECTIONS]) + rest  # each has commas of its own
        measured = "" if math.isnan(pelvis.value) else f" (the measured {pelvis.value:.1f}° aside)"
        stop = "" if reasons.endswith("?") else "."
        return Verdict("cannot tell", f"The guard objects{measured}: {reasons}{stop}")
    if math.isnan(pelvis.value):
        return Verdict(
            "cannot tell",
            f"The pelvis is unsolved at the bottom or in too much of the descent "
            f"({100 * rep.missing_share:.0f} % of the repetition, over "
            f"{100 * settings.max_missing_share:.0f} % of a descent is too much).",
        )
    if not rep.bottom_seen:
        return Verdict(
            "cannot tell",
            f"Frames next to the deepest one seen ({rep.bottom_s:.2f} s) are unsolved, so that the "
            f"measured {pelvis.value:.1f}° may miss the true bottom.",
        )
    threshold, band = settings.wink_threshold_deg, _band(pelvis, settings.pelvis_error_deg)
    side = side_of(pelvis, threshold, settings.pelvis_error_deg)
    if side < 0:
        return Verdict(
            "no wink",
            f"The pelvis tucks by {band} before the bottom, below the threshold of {threshold:g}°.",
        )
    if side == 0:
        return Verdict(
            "cannot tell",
            f"The pelvis tucks by {band}: too near the threshold of {threshold:g}° to call.",
        )
    return _kind_of_wink(band, unwind, true_flexion, settings)


def _kind_of_wink(
    band: str, unwind: Estimate | None, true_flexion: Estimate | None, settings: SquatSettings
) -> Verdict:
    """Tell a return to neutral from flexion beyond it."""
    if (
        unwind is None
        or true_flexion is None
        or math.isnan(unwind.value)
        or math.isnan(true_flexion.value)
    ):
        return Verdict(
            "cannot tell",
            f"The pelvis tucks by {band}, but without a lumbar angle and a neutral to hold it "
            "against, a return to neutral cannot be told from flexion beyond it.",
        )
    error, limit = settings.lumbar_error_deg, settings.flexion_threshold_deg
    flexed = _band(true_flexion, error)
    side = side_of(true_flexion, limit, error)
    if side > 0:
        return Verdict(
            "flexion beyond neutral",
            f"The pelvis tucks by {band} and the lumbar spine flexes {flexed} beyond neutral, "
            f"over the threshold of {limit:g}°.",
        )
    if side == 0:
        return Verdict(
            "cannot tell",
            f"The pelvis tucks by {band}, but lumbar flexion beyond neutral of {flexed} is too "
            f"near the threshold of {limit:g}° to call.",
        )
    if unwind.bounds(error)[0] <= 0:
        return Verdict(
            "cannot tell",
            f"The pelvis tucks by {band}, but the lumbar spine gives up only {unwind.value:.1f}° "
            f"of extension and flexes {true_flexion.value:.1f}° beyond neutral: the trunk turned "
            "with the pelvis.",
        )
    return Verdict(
        "return to neutral",
        f"The pelvis tucks by {band} while the lumbar spine gives up "
        f"{_band(unwind, error)} of extension and flexes only {flexed} beyond neutral.",
    )


def trial_verdict(
    verdicts: Sequence[Verdict], winks: Sequence[Estimate], rejected: Sequence[str] = ()
) -> Verdict:
    """Judge a trial: the answer that more than half of its repetitions give.

    Parameters
    ----------
    verdicts : sequence of Verdict
        One a repetition.
    winks : sequence of Estimate
        Pelvic wink of each repetition in degrees.
    rejected : sequence of str
        Reasons of the movements that were no squats.

    Returns
    -------
    Verdict
        ``cannot tell`` where there is no squat or no majority.
    """
    if not verdicts:
        counts = Counter(rejected)
        seen = listed(f"{count} × {reason}" for reason, count in counts.items())
        other = f"other movements: {seen}" if counts else "nor any other movement"
        return Verdict("cannot tell", f"No squat was found, {other}.")
    tally: Counter[VerdictName] = Counter(verdict.name for verdict in verdicts)
    n = len(verdicts)
    values = [wink.value for wink in winks if not math.isnan(wink.value)]
    span = f", pelvic wink {min(values):.1f} to {max(values):.1f}°" if values else ""
    name, count = tally.most_common(1)[0]
    if 2 * count > n:
        if n == 1:
            return Verdict(verdicts[0].name, verdicts[0].reason)
        return Verdict(name, f"{count} of {n} repetitions: {name}{span}.")
    parts = listed(f"{tally[key]} × {key}" for key in get_args(VerdictName) if tally[key])
    return Verdict("cannot tell", f"No answer holds for more than half of {n}: {parts}{span}.")
