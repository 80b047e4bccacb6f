"""Why a person's trials say nothing of any cause: each is told from the usual squat's wink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from opensim_wink.claims.book.levels import winks_under
from opensim_wink.claims.hamstrings.remedies import A_WINK
from opensim_wink.claims.session import Session

Why = Literal["no_usual", "no_wink", "not_known"]
BASELINE = "baseline"


@dataclass(frozen=True)
class Untested:
    """Why no cause was asked for.

    Attributes
    ----------
    why : {"no_usual", "no_wink", "not_known"}
        No usual squat was recorded, it holds no wink, or nobody can tell whether it does.
    says : str
        The same in one sentence.
    needs : str
        What each cause waits for, in a few words.
    settles : str
        What to record.
    """

    why: Why
    says: str
    needs: str
    settles: str

    def to_dict(self) -> dict[str, str]:
        """For a file."""
        return {"why": self.why, "says": self.says, "settles": self.settles}


_ALL: dict[Why, Untested] = {
    one.why: one
    for one in (
        Untested(
            "no_usual",
            "No usual squat was recorded, so nothing is said of any cause: each is told from the "
            "usual squat's wink.",
            "needs a usual squat",
            A_WINK,
        ),
        Untested(
            "no_wink",
            "There is no wink in the usual squat, so nothing is said of any cause.",
            "needs a usual squat that winks",
            A_WINK,
        ),
        Untested(
            "not_known",
            "Whether there is a wink in the usual squat cannot be told, so nothing is said of any "
            "cause.",
            "needs a usual squat whose wink can be told",
            "usual squats in which the guard objects to nothing, with more repetitions",
        ),
    )
}


def why_untested(session: Session) -> Untested | None:
    """Why the trials say nothing of any cause.

    Parameters
    ----------
    session : Session
        The person's trials.

    Returns
    -------
    Untested or None
        None where the usual squat winks, so that causes were asked for.
    """
    if not session.recorded(BASELINE):
        return _ALL["no_usual"]
    winks = winks_under(session, BASELINE)
    if winks == "wink":
        return None
    return _ALL["no_wink" if winks == "no wink" else "not_known"]
