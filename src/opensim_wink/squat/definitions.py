"""What each reported quantity means, one sentence each, to stand beside the numbers."""

from __future__ import annotations

from opensim_wink.squat.measures import asymmetry, hip_lock, levels, rep_measures, safe_depth
from opensim_wink.squat.settings import SquatSettings

SIDEWAYS = ("pelvic_list_change_deg", "pelvic_rotation_change_deg", "hip_shift_m")

_SENTENCES = {
    "pelvis_wink_deg": (
        "Posterior pelvic tilt at maximum depth minus the most anterior tilt in the descent "
        "(Appl Sci 2025;15:12526), from the pelvis of the fitted model; raw waist markers "
        "would give about twice as much."
    ),
    "lumbar_wink_deg": (
        "Lumbar flexion at maximum depth minus the most extended lumbar angle in the descent; "
        "with a single lumbar joint it holds the motion of the thoracic spine as well. It has "
        "no part in 'no wink', which is about the pelvis."
    ),
    "onset": (
        "Where the pelvic tilt turns from forward to backward in the descent, by a fit of the "
        "reversal; null where the measured pelvic wink is below the threshold of "
        "{settings.wink_threshold_deg:g}°."
    ),
    "segmented_depth_fraction": (
        "Second opinion on the onset: the knot of two straight lines fitted to tilt over "
        "depth in the whole descent."
    ),
    "onset_disagreement": (
        "Second opinion minus onset, in shares of the depth; large where the tilt turns "
        "smoothly or after a plateau."
    ),
    "unwind_deg": (
        "Lumbar extension given up from onset to bottom on the way to neutral, which is {neutral}."
    ),
    "true_flexion_deg": (
        "Lumbar flexion beyond neutral gained from onset to bottom; neutral is {neutral}."
    ),
    "depth_fraction": (
        "Drop of the hip centres below standing over their drop at the bottom of the "
        "repetition: 0 standing, 1 at the bottom."
    ),
    "depth_per_leg": "Drop of the hip centres below standing over leg length.",
    "thigh_inclination_deg": (
        "Line from hip to knee centre against the horizontal, mean of both sides: 90 "
        "standing, 0 parallel, negative below."
    ),
    "crease_below_knee": (
        "Whether the hip centres are lower than the knee centres; the hip centre stands in "
        "for the crease of the hip."
    ),
    "box_height_cm": (
        "Estimated height of a box that the subject would just touch: hip centre less "
        "{settings.hip_above_seat_per_leg:g} of the leg length (an unverified figure)."
    ),
    "verdict": (
        "'no wink' where the pelvic wink is surely below {settings.wink_threshold_deg:g}°; "
        "'flexion beyond neutral' where it is surely above and the lumbar spine surely flexes "
        "over {settings.flexion_threshold_deg:g}° beyond neutral after the onset; 'return to "
        "neutral' where it surely does not; 'cannot tell' where an interval spans a threshold "
        "or the guard objects. A value without an interval of its own, as from a motion file, "
        "counts as sure beyond "
        "an assumed ± {settings.pelvis_error_deg:g}° for the pelvis and "
        "± {settings.lumbar_error_deg:g}° for the spine."
    ),
    "means": (
        "Mean over the repetitions; its interval joins the markers' errors, as far as "
        "repetitions share them, with the spread of the repetitions; without draws of these "
        "errors it is null, since the spread misses what repetitions share. "
        "'detectable_change' is "
        "1.96·√2 times its standard error (doi:10.1519/15184.1): the smallest difference of "
        "two such trials, with the markers left in place, that is more than error."
    ),
}


def definitions(settings: SquatSettings) -> dict[str, str]:
    """Sentences that define the quantities of a squat analysis.

    Parameters
    ----------
    settings : SquatSettings
        Thresholds and neutral, which are named in the sentences.

    Returns
    -------
    dict of str to str
        Key of the quantity to its definition.
    """
    neutral = (
        "the subject's own standing"
        if settings.neutral_lumbar_flexion_deg is None
        else f"a lumbar flexion of {settings.neutral_lumbar_flexion_deg:g}°, as given"
    )
    chosen = {"settings": settings, "neutral": neutral}
    return {
        **{key: words.format(**chosen) for key, words in _SENTENCES.items()},
        **safe_depth.DEFINITIONS,
        **{key: hip_lock.DEFINITIONS[key] for key in ("hip_locked",)},
        **levels.DEFINITIONS,
        **rep_measures.definitions(),
        **{f"bottom_{key}": asymmetry.DEFINITIONS[key] for key in SIDEWAYS},
    }
