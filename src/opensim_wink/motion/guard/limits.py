"""Every limit of the guard, with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass

# Measures of what skin and belt do to markers: they stay where they are with another --threshold.
WINK_DEG = 5.0  # the threshold for a wink by default
BAND_DEG = 2.5  # of a wink without an interval of its own

HEADING_DEG = 20.0
MARKER_RMS_MM = 25.0
HELD_S = 0.05
TIME_BREAK_M_S2 = 20.0
FAST_DESCENT_S = 0.45  # at FAST_CUTOFF_HZ; in inverse proportion to another low-pass
FAST_DESCENT_BLOCK_S = 0.3
FAST_CUTOFF_HZ = 6.0
AT_LIMIT_DEG = 0.05
BEYOND_RANGE_DEG = 0.5
PELVIS_MARKERS_NEEDED = 3
PELVIS_END_DEG = WINK_DEG + BAND_DEG
PELVIS_RESIDUAL_MM = 20.0
PELVIS_RESIDUAL_BLOCK_MM = 40.0
PELVIS_SHAPE_MM = 20.0
PELVIS_SHAPE_BLOCK_MM = 60.0
TILT_SD_DEG_PER_MM = 0.5
TILT_SD_BLOCK_DEG_PER_MM = 1.0
LUMBAR_UNKNOWN_SHARE = 0.5
CONDITION = 30.0
RESIDUAL_GROWTH_DEG = WINK_DEG
MARKER_MOVED_MM = 20.0
RAW_TILT_DEG = WINK_DEG
RAW_TILT_BLOCK_DEG = 10.0
LEFT_OUT_DEG = BAND_DEG
LEFT_OUT_BLOCK_DEG = WINK_DEG
SKIN_WITNESSES = 2
STANDINGS_APART_DEG = 5.0


@dataclass(frozen=True)
class GuardLimit:
    """When one of the guard's flags is raised.

    Attributes
    ----------
    flag : str
        Its name.
    measure : str
        What is held against the limit, with its unit.
    limit : float
        From where the flag is raised.
    blocks : float or None
        From where no verdict may rest on the frame; None where it only informs, or where ``when``
        says what else decides.
    when : str
        What else decides whether it blocks; empty for nothing.
    reason : str
        Why this limit.
    """

    flag: str
    measure: str
    limit: float
    blocks: float | None
    when: str
    reason: str


LIMITS = (
    GuardLimit(
        "unsolved",
        "frames without a posture",
        0.0,
        0.0,
        "",
        "Fewer than 3 markers, or fewer measured numbers than unknowns, give no posture.",
    ),
    GuardLimit(
        "not_converged",
        "frames whose last step stayed above 1e-7 rad or m",
        0.0,
        0.0,
        "",
        "A solver that stopped short of its minimum is off by an unknown amount.",
    ),
    GuardLimit(
        "heading",
        "degrees that the pelvis faces away from the trial's heading",
        HEADING_DEG,
        HEADING_DEG,
        "",
        "Beyond, a third of the list is read as tilt.",
    ),
    GuardLimit(
        "goal",
        "weight of an IK task that draws pelvic tilt or lumbar flexion to a value",
        0.0,
        0.0,
        "",
        "What is to be measured would be given.",
    ),
    GuardLimit(
        "marker_fit",
        "mm RMS of all followed markers off the model",
        MARKER_RMS_MM,
        MARKER_RMS_MM,
        "",
        "Well-scaled models lie 4 to 12 mm off squats recorded with care; another person's, or one "
        "with exchanged markers, 25 to 150 mm.",
    ),
    GuardLimit(
        "held_frames",
        "seconds, and 5 frames at least, in which every measured marker repeats its place to the "
        "last digit while it moves by over 0.05 m/s before or after",
        HELD_S,
        HELD_S,
        "",
        "Measured markers never repeat: not one frame in 80 recordings does. The bottom of a squat "
        "may lie in the frames that were held; a wink of 18° was told as none.",
    ),
    GuardLimit(
        "time_break",
        "m/s² that all measured markers have in common from frame to frame, and 8 times as much as "
        "within 0.1 s before and after",
        TIME_BREAK_M_S2,
        TIME_BREAK_M_S2,
        "",
        "Real and simulated squats reach 8 m/s², three times as fast ones 41, and no recording "
        "at hand is over 6 times its neighbours; where a descent or a bottom lost frames it is 44 "
        "to 90 times. A wink of 18° lost its half with them.",
    ),
    GuardLimit(
        "at_limit",
        "degrees from an end of the model's range, for 0.05 s and 3 frames at least",
        AT_LIMIT_DEG,
        None,
        "it blocks at the flexed end of hip, knee or lumbar spine and at either end of pelvic tilt",
        "The turning point of a free joint passes through a band of ± 0.05° in under 0.05 s; a "
        "joint that a clamp stops stays there, and pelvis and spine move in its stead: stock "
        "models that stop the hip at 120° show 4 to 9° of tilt that is not there.",
    ),
    GuardLimit(
        "beyond_range",
        "degrees of hip, knee or lumbar flexion beyond the range that was checked (packaged "
        "model) or that the model states",
        BEYOND_RANGE_DEG,
        None,
        "",
        "Bones still turn as they should out there; muscle paths may not.",
    ),
    GuardLimit(
        "pelvis_markers",
        "measured pelvis markers, at least; filled ones and those with under 5 % of the largest "
        "weight do not count",
        float(PELVIS_MARKERS_NEEDED),
        float(PELVIS_MARKERS_NEEDED),
        "",
        "A plane; with two, the tilt about their line hangs on other segments.",
    ),
    GuardLimit(
        "pelvis_end",
        "degrees of tilt that the residual could be where both ASIS, or both PSIS, were lost",
        PELVIS_END_DEG,
        PELVIS_END_DEG,
        "",
        "5°, the threshold for a wink by default, and 2.5° of error. With the front lost in a deep "
        "squat a real recording reached 11 to 16°; a sacral cluster that kept its shape stayed "
        "under 5°.",
    ),
    GuardLimit(
        "pelvis_residual",
        "mm of a measured pelvis marker off the model",
        PELVIS_RESIDUAL_MM,
        PELVIS_RESIDUAL_BLOCK_MM,
        "",
        "Over the 165 mm from ASIS to PSIS, 20 mm at one end is 7° of tilt and 40 mm 14°.",
    ),
    GuardLimit(
        "pelvis_shape",
        "mm of one pelvis marker from where the rest of them puts it, by the model's pelvis",
        PELVIS_SHAPE_MM,
        PELVIS_SHAPE_BLOCK_MM,
        "",
        "Skin and belt bring 17 to 42 mm at the bottom of real deep squats and 1 to 18 mm in "
        "standing; exchanged labels bring over 100 mm.",
    ),
    GuardLimit(
        "tilt_precision",
        "degrees of tilt (SD) for 1 mm of noise on every measured marker",
        TILT_SD_DEG_PER_MM,
        TILT_SD_BLOCK_DEG_PER_MM,
        "",
        "Four or more pelvis markers give 0.2 to 0.3°. With 5 mm of error on each marker, 0.5 is "
        "2.5°, the error that verdicts assume, and 1 is 5°, the threshold for a wink by default.",
    ),
    GuardLimit(
        "lumbar_unknown",
        "share of frames with fewer than 3 markers of the thorax",
        LUMBAR_UNKNOWN_SHARE,
        None,
        "",
        "Fewer leave the thorax free to turn: the arms would steer the lumbar angle, so none is "
        "given, and no verdict that needs it.",
    ),
    GuardLimit(
        "condition",
        "condition number of pelvic tilt and lumbar flexion, all other joints free to follow",
        CONDITION,
        None,
        "",
        "5 to 12 with markers on pelvis and thorax; three times that, the spine's bend hardly "
        "shows beside the pelvis's tilt.",
    ),
    GuardLimit(
        "residual_growth",
        "degrees of tilt that the growth of the pelvis residual from standing to the bottom "
        "could be",
        RESIDUAL_GROWTH_DEG,
        None,
        "",
        "The threshold for a wink by default: such a drift could be the whole of a wink of 5°, or "
        "hide it.",
    ),
    GuardLimit(
        "marker_moved",
        "mm of a pelvis marker, in standing, from its place on the model, or from its own place "
        "before the repetition",
        MARKER_MOVED_MM,
        None,
        "it blocks if the marker moved within the repetition; if it lies off the model, where the "
        "pelvis tucks by 2.5° or more and neutral does not come from the same trial",
        "Between two standings a pelvis kept its shape within 13 mm in every recording at hand and "
        "its model's within 18 mm. One marker moved by 30 mm changes a wink by up to 3.5° if it "
        "moves in the descent; moved for the whole trial it changes a wink by under 0.6°, but "
        "where the pelvis stands by 5°.",
    ),
    GuardLimit(
        "raw_tilt",
        "degrees between the line from PSIS to ASIS and the model's pelvis, change since the start "
        "of the descent",
        RAW_TILT_DEG,
        None,
        "it blocks where one tucks, the other does not, and they differ by over 10°",
        "The raw line is no better a pelvis than the model's: it holds the skin at four places and "
        "nothing else, and gives a wink 0.3 to 5° larger in real trials. Only a contradiction "
        "tells that one of the two is no pelvis.",
    ),
    GuardLimit(
        "left_out",
        "degrees by which the pelvic wink changes when ASIS, then PSIS, are not followed",
        LEFT_OUT_DEG,
        LEFT_OUT_BLOCK_DEG,
        "",
        "2.5°, the error that verdicts assume, and 5°, the threshold for a wink by default; "
        "another threshold moves neither. Trials with well-placed "
        "markers change by 0 to 2.7°, one with markers lost at depth by 5.6°.",
    ),
    GuardLimit(
        "fast_descent",
        "seconds from the start of a descent to its bottom, at least; with a low-pass of 6 Hz, in "
        "inverse proportion with another",
        FAST_DESCENT_S,
        FAST_DESCENT_BLOCK_S,
        "",
        "The low-pass takes up to 1.2° off a tuck in 0.44 s, 1.9° in 0.33 s, 2.5° in 0.31 s and "
        "3.7° in 0.25 s; 2.5° is the error that verdicts assume. A header with four times the true "
        "frame rate makes a descent of 1.3 s one of 0.33 s.",
    ),
    GuardLimit(
        "skin",
        "how many of residual_growth, raw_tilt and left_out exceed their limits in a repetition",
        SKIN_WITNESSES,
        SKIN_WITNESSES,
        "",
        "Each alone may have another cause; where 2 agree, skin moves by as much as a wink. A skin "
        "that slid in step on both sides made 7.4° of a flat tilt and was seen by all three.",
    ),
    GuardLimit(
        "standing",
        "degrees of lumbar flexion between standing in the static trial and in this one",
        STANDINGS_APART_DEG,
        None,
        "it blocks where a repetition's verdict turns on which of the two is neutral",
        "Two quiet standings of one person differ by less.",
    ),
)
