"""One person's trials put side by side: effects, claims, and what they say of each cause."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from opensim_wink.claims.book.causes import CauseFinding, differential
from opensim_wink.claims.book.reader import read_book
from opensim_wink.claims.book.verdicts import ClaimVerdict, try_claims
from opensim_wink.claims.contrasts.contrast import contrasts_of
from opensim_wink.claims.contrasts.result import Contrast
from opensim_wink.claims.contrasts.settings import ContrastSettings
from opensim_wink.claims.session import Session


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
