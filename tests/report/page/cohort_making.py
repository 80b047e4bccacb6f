"""Studies made up for their page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from study_making import BEYOND, NEUTRAL, NO_WINK, UNKNOWN, MadeRep, MadeTrial, make_study

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></title></style>{{ 7*7 }} 猫"


def lifters(count: int = 12, name: str = "P{:02d}", note: str = "") -> list[MadeTrial]:
    """People whose wink is less with raised heels; two trials fail, one was not run."""
    rng = np.random.default_rng(1)
    trials = []
    for number in range(count):
        own, onset = rng.normal(12, 3), rng.normal(0.32, 0.05)
        for condition, amount, effect in (("baseline", None, 0), ("heels_raised", 25.0, -5)):
            reps = []
            for _ in range(4):
                wink = own + effect + rng.normal(0, 1.2)
                verdict = NO_WINK if wink < 5 else NEUTRAL if wink < 9 else BEYOND
                if rng.random() < 0.06:
                    verdict = UNKNOWN
                has = verdict in (NEUTRAL, BEYOND)
                flags = ["heading"] if verdict == UNKNOWN else []
                reps.append(
                    MadeRep(verdict, wink, onset if has else None, 84.0 + effect, flags)
                    if has
                    else MadeRep(verdict, wink, None, None, flags)
                )
            trials.append(
                MadeTrial(name.format(number), f"{condition}_01{note}", reps, condition=condition,
                          amount=amount)
            )  # fmt: skip
    first = name.format(0)
    trials.append(
        MadeTrial(first, "broken", state="failed", step="read", error=f"no markers{note}")
    )
    trials.append(MadeTrial(first, "hung", state="failed", step="time", error="not finished"))
    trials.append(MadeTrial(first, "later", state="not run"))
    return trials


def study_of(place: Path, trials: list[MadeTrial], title: str = "Deep squats") -> Path:
    """The output folder with its page."""
    from opensim_wink.study.tables import finish_study

    return finish_study(make_study(place, trials, title)).report
