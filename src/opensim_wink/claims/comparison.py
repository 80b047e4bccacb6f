"""One person's trials put side by side: effects, claims, and what they say of each cause."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.claims.book.causes import CauseFinding, differential
from opensim_wink.claims.book.reader import read_book
from opensim_wink.claims.book.untested import Untested, why_untested
from opensim_wink.claims.book.verdicts import ClaimVerdict, try_claims
from opensim_wink.claims.contrasts.contrast import contrasts_of
from opensim_wink.claims.contrasts.result import Contrast
from opensim_wink.claims.contrasts.settings import ContrastSettings
from opensim_wink.claims.session import Session
from opensim_wink.notebook import fact_table, row_table

if TYPE_CHECKING:
    import pandas as pd

EFFECT_COLUMNS = [
    "person", "condition", "against", "quantity", "unit", "reps", "reps_against", "mean",
    "mean_against", "difference", "low", "high", "adjusted_low", "adjusted_high", "p_adjusted",
    "detectable_change", "margin", "depth_per_leg", "answer",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison:
    """What the trials of one person say together.

    Attributes
    ----------
    session : Session
        The trials.
    contrasts : tuple of Contrast
        Every quantity under every condition against the usual squat; empty where there is none, or
        no other condition.
    verdicts : tuple of ClaimVerdict
        Every claim of the book.
    causes : tuple of CauseFinding
        What speaks for and against each cause.
    settings : ContrastSettings
        Error rate and margins of the contrasts.
    """

    session: Session
    contrasts: tuple[Contrast, ...]
    verdicts: tuple[ClaimVerdict, ...]
    causes: tuple[CauseFinding, ...]
    settings: ContrastSettings

    @property
    def untested(self) -> Untested | None:
        """Why nothing is said of any cause; None where causes were asked for."""
        return why_untested(self.session)

    def to_frame(self) -> pd.DataFrame:
        """One row for each quantity and condition, as in ``effects.csv``.

        Returns
        -------
        DataFrame
            The difference to the usual squat with its 95 % interval, alone and among all.
        """
        import pandas as pd

        rows = [
            {
                "person": self.session.person,
                "condition": one.condition,
                "against": one.against,
                "quantity": one.quantity,
                "unit": one.unit,
                "reps": one.n,
                "reps_against": one.n_against,
                "mean": one.mean,
                "mean_against": one.mean_against,
                "difference": one.difference.value,
                "low": one.difference.low,
                "high": one.difference.high,
                "adjusted_low": one.adjusted.low,
                "adjusted_high": one.adjusted.high,
                "p_adjusted": one.p_adjusted,
                "detectable_change": one.detectable_change,
                "margin": one.margin,
                "depth_per_leg": one.depth_per_leg,
                "answer": one.answer,
            }
            for one in self.contrasts
        ]
        return pd.DataFrame(rows, columns=EFFECT_COLUMNS).round(5)

    def _repr_html_(self) -> str:
        trials = [
            (trial.name, trial.condition.words, len(trial.reps), "; ".join(trial.verdicts))
            for trial in self.session.trials
        ]
        named = [finding.statement for finding in self.causes if finding.named]
        none = "none" if self.untested is None else self.untested.says
        return (
            fact_table(
                f"Comparison of {self.session.person}",
                [
                    ("causes named", " ".join(named) or none),
                    (
                        "claims",
                        f"{sum(v.verdict != 'cannot tell' for v in self.verdicts)} of "
                        f"{len(self.verdicts)} answered",
                    ),
                    ("to bear in mind", " ".join(self.session.notes)),
                    ("what it is", "A reading of movements, no diagnosis."),
                ],
            )
            + row_table(("trial", "condition", "repetitions", "verdicts"), trials)
            + row_table(("cause", "finding"), [(f.cause, f.statement) for f in self.causes])
        )


def compare_session(session: Session, claims_file: Path | None = None) -> Comparison:
    """Try every claim on a person's trials.

    Parameters
    ----------
    session : Session
        The trials.
    claims_file : Path, optional
        A book of claims in the place of the packaged one.

    Returns
    -------
    Comparison
        Effects, verdicts and causes.

    Raises
    ------
    SettingError
        If the book cannot be read.
    """
    book = read_book(claims_file)
    settings = ContrastSettings()
    contrasts = contrasts_of(session, settings=settings) if session.under("baseline") else ()
    verdicts = try_claims(session, claims=book.claims)
    return Comparison(
        session, contrasts, verdicts, differential(session, verdicts, book.pairs), settings
    )
