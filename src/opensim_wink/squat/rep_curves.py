"""What a repetition is measured on: its curves with their samples, and where its wink begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.onset.interval import OnsetInterval
from opensim_wink.squat.onset.reversal import Reversal
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


@dataclass(frozen=True, eq=False)
class RepCurves:
    """The curves of a trial with their samples, and the repetition that is looked at.

    Attributes
    ----------
    signals : SquatSignals
        Curves of the trial.
    samples : SignalSamples or None
        The same with fresh draws of the markers' errors; None where no interval is wanted.
    rep : Repetition
        The repetition.
    settings : SquatSettings
        What was asked for.
    """

    signals: SquatSignals
    samples: SignalSamples | None
    rep: Repetition
    settings: SquatSettings

    @property
    def frames(self) -> slice:
        """Frames of the repetition."""
        return slice(self.rep.start, self.rep.end + 1)

    def drawn(self, name: str) -> FloatArray | None:
        """Samples of one curve over the whole trial, (S, T) or (S, T, 2)."""
        if self.samples is None:
            return None
        return np.asarray(getattr(self.samples, name), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Onset:
    """Where the wink of a repetition begins.

    Attributes
    ----------
    reversal : Reversal
        The best guess.
    interval : OnsetInterval or None
        How sure it is; None without samples.
    segmented, disagreement : Estimate or None
        Second opinion in share of depth, and how far it lies from the first.
    """

    reversal: Reversal
    interval: OnsetInterval | None
    segmented: Estimate | None
    disagreement: Estimate | None
