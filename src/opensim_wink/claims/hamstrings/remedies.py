"""What would settle a test of the hamstrings that could not tell, each as the end of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

MORE_REPETITIONS = "more repetitions of the usual squat"
SMALLER_ERRORS = (
    "hip angles with smaller errors, as from better placed markers: repetitions do not shrink these"
)
A_WINK = "a usual squat that is deep enough to wink"
ANOTHER_MODEL = "a model whose muscle paths hold at these depths (--model), or a shallower squat"
THE_RAISE = "the angle of a straight-leg raise, recorded or stated, given to the squat's analysis"
A_SURER_RAISE = "a straight-leg raise that is known better, recorded with markers on both legs"
NET_MOMENT = "what is carried, and a squat in which the hips hold the trunk up"
OWN_TENDONS = (
    "slack lengths of this person's own tendons, as by ultrasound: no number of squats tells them"
)
OWN_PATHS = "paths of this person's own muscles, as from imaging: squats do not tell models apart"
BOTH_SIDES = "a squat in which the lengths on both sides can be measured"
_AND = "; and "


def together(remedies: Iterable[str]) -> str:
    """Several remedies as one, each once.

    Parameters
    ----------
    remedies : iterable of str
        Some may be empty.

    Returns
    -------
    str
        All are needed; empty where there is none.
    """
    each = (one for said in remedies for one in said.split(_AND))  # some are several already
    return _AND.join(dict.fromkeys(one for one in each if one))
