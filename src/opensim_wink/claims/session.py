"""One person's trials under several conditions, each reduced to what is compared."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.squat.settings import SquatSettings

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Descent:
    """Curves of the way down at given depths, so that conditions are compared at the same depth.

    Attributes
    ----------
    depth : ndarray, shape (G,)
        Depths: drop of the hip centres over leg length, rising; on all fours the way of the hips
        towards the heels over leg length.
    curves : dict of str to ndarray, shape (R, G)
        Pelvic tilt and lumbar flexion less those of standing, hip and knee flexion, ankle
        dorsiflexion, trunk lean, degrees; NaN beyond a repetition's depth.
    draws : dict of str to ndarray, shape (R, G, S)
        The same with each draw of the markers' errors; empty without samples.
    """

    depth: FloatArray
    curves: dict[str, FloatArray]
    draws: dict[str, FloatArray] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class ConditionTrial:
    """One trial of the person, reduced to numbers a repetition.

    Attributes
    ----------
    name : str
        The trial's name.
    condition : Condition
        What it was recorded under.
    reps : tuple of int
        Numbers of the repetitions, length R.
    usable : ndarray of bool, shape (R,)
        Those that the guard does not object to.
    verdicts : tuple of str
        Verdict of each repetition.
    values : dict of str to ndarray, shape (R,)
        Numbers of each repetition by the names of ``reps.csv``, such as ``pelvis_wink_deg``,
        ``onset_hip_flexion_deg`` and ``bottom_depth_per_leg``; NaN where there is none.
    draws : dict of str to ndarray, shape (R, S)
        The same with each draw of the markers' errors, for those that have draws. The draws of
        trials with the same seed share the sliding of the skin.
    descent : Descent or None
        Curves over depth; None where there is no repetition.
    person : dict of str to float
        What was measured of the person in this trial: segment ratios, largest hip flexion and
        dorsiflexion by side, and so on.
    hamstrings : dict
        What the hamstrings' trial concluded, as in ``summary["muscle"]["hamstrings"]``.
    raised_deg : dict of str to float
        Straight-leg raise by side (``"r"``, ``"l"``) that the analysis was given, recorded or
        stated; empty where it was assumed.
    nothing_found : str
        Why there is no repetition, in one sentence; empty where there is one or nobody said.
    on_plates_kg : float
        Weight that force plates measured under both feet, mean over the trial; NaN without plates.
    wink_threshold_deg : float
        The smallest wink that counted when the trial was analysed: verdicts and onsets rest on it.
    """

    name: str
    condition: Condition
    reps: tuple[int, ...]
    usable: BoolArray
    verdicts: tuple[str, ...]
    values: dict[str, FloatArray]
    draws: dict[str, FloatArray]
    descent: Descent | None
    person: dict[str, float]
    hamstrings: dict[str, object]
    raised_deg: dict[str, float] = field(default_factory=dict)
    nothing_found: str = ""
    on_plates_kg: float = float("nan")
    wink_threshold_deg: float = SquatSettings.wink_threshold_deg


@dataclass(frozen=True, eq=False)
class Session:
    """All trials of one person.

    Attributes
    ----------
    person : str
        Whose they are.
    trials : tuple of ConditionTrial
        In the order given; several may bear the same condition.
    notes : tuple of str
        What did not fit together, one sentence each.
    """

    person: str
    trials: tuple[ConditionTrial, ...]
    notes: tuple[str, ...] = ()

    def under(self, name: str) -> tuple[ConditionTrial, ...]:
        """Trials recorded under a condition of the vocabulary."""
        return tuple(t for t in self.trials if t.condition.known and t.condition.name == name)

    def usable_under(self, name: str) -> tuple[ConditionTrial, ...]:
        """Those of them that have a usable repetition."""
        return tuple(t for t in self.under(name) if t.reps and bool(np.any(t.usable)))

    def recorded(self, name: str) -> bool:
        """Whether a condition was recorded, or given to the analysis of another trial."""
        given = name == "straight_leg_raise" and any(t.raised_deg for t in self.trials)
        return given or bool(self.under(name))
