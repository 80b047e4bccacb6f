"""What a trial's movement is, squats or rock-backs, and its repetitions, ready to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.finding.repetitions import Repetitions, find_repetitions
from opensim_wink.squat.measures.levels import LumbarLevels
from opensim_wink.squat.results import Movement, SquatAnalysis
from opensim_wink.squat.rock_back.analysis import analyze_rock_backs
from opensim_wink.squat.rock_back.finding import find_rock_backs, shows_all_fours
from opensim_wink.squat.rock_back.heel_distance import rock_back_samples, rock_back_signals
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing, standing_reference
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


@dataclass(frozen=True, eq=False)
class Search:
    """The repetitions of a trial and the curves to measure them on.

    Attributes
    ----------
    movement : {"squat", "rock_back"}
        What was looked for.
    signals : SquatSignals
        Curves with depth along the movement: `RockBackSignals` on all fours.
    samples : SignalSamples or None
        Their draws, likewise.
    found : Repetitions
        What was found.
    own : Standing or None
        Posture in the trial's own standing frames.
    settings : SquatSettings
        What was asked for.
    """

    movement: Movement
    signals: SquatSignals
    samples: SignalSamples | None
    found: Repetitions
    own: Standing | None
    settings: SquatSettings

    def judge(
        self,
        standing: Standing | None,
        guard: Sequence[GuardFlag],
        levels: LumbarLevels | None = None,
    ) -> SquatAnalysis:
        """Measure and judge the repetitions.

        Parameters
        ----------
        standing : Standing or None
            Posture from a static trial.
        guard : sequence of GuardFlag
            Objections to frames.
        levels : LumbarLevels or None
            Flexion of every lumbar level.

        Returns
        -------
        SquatAnalysis
            Of squats or of rock-backs.
        """
        analyze = analyze_squats if self.movement == "squat" else analyze_rock_backs
        return analyze(
            self.signals,
            samples=self.samples,
            settings=self.settings,
            guard=guard,
            standing=standing,
            found=self.found,
            levels=levels,
        )


def movement_of(signals: SquatSignals, *, wanted: Movement | None = None) -> Movement:
    """What to look for in a trial.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    wanted : {"squat", "rock_back"}, optional
        What the trial is said to be; the curves tell where it is not said.

    Returns
    -------
    {"squat", "rock_back"}
        ``"rock_back"`` where it is said, or plain to see.
    """
    if wanted is not None:
        return wanted
    return "rock_back" if shows_all_fours(signals) else "squat"


def search_repetitions(
    signals: SquatSignals,
    samples: SignalSamples | None = None,
    *,
    settings: SquatSettings | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
    movement: Movement = "squat",
) -> Search:
    """Look for the repetitions of a trial.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed.
    samples : SignalSamples, optional
        Their draws.
    settings : SquatSettings, optional
        Defaults where none are given.
    reps : sequence of (float, float), optional
        Start and end times of repetitions set by hand.
    movement : {"squat", "rock_back"}
        What to look for.

    Returns
    -------
    Search
        Ready to be judged.

    Raises
    ------
    SettingError
        If ``reps`` do not fit the trial.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    own = standing_reference(signals, settings=settings)
    if movement == "squat":
        found = find_repetitions(signals, settings=settings, reps=reps)
        return Search(movement, signals, samples, found, own, settings)
    found = find_rock_backs(signals, settings=settings, reps=reps)
    curves = rock_back_signals(signals)
    drawn = None if samples is None else rock_back_samples(samples, curves)
    return Search(movement, curves, drawn, found, own, settings)
