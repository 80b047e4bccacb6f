"""Published loads to set beside one's own: what was measured, where, in whom, and who read it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from opensim_wink.errors import SettingError, did_you_mean, listed

Kind = Literal["in vivo", "model", "in vitro", "occupational limit"]
Place = Literal["below", "within", "above"]

KINDS: tuple[Kind, ...] = ("in vivo", "model", "in vitro", "occupational limit")
LIMIT_NOTE = (
    "Occupational limits are for planning how people lift at work, day after day; they are no "
    "limits for sport and say nothing about one person's back."
)


@dataclass(frozen=True)
class Reference:
    """One published fact.

    Attributes
    ----------
    key : str
        Its name in the table.
    quantity : str
        What it is about; for loads a topic of the loads' curves, without side.
    site : str
        Where in the body it holds.
    activity, population : str
        What was done, and by whom.
    low, high : float or None
        Ends of the range, equal for a single value; None for an open or unknown end.
    unit : str
        ``"× body weight"``, ``"N"``, ``"N·m"``, ``"MPa"``, ``"%"`` or ``"cycles"``.
    kind : {"in vivo", "model", "in vitro", "occupational limit"}
        How it is known.
    source, doi : str
        Citation; ``doi`` may be empty.
    doi_verified : bool
        Whether the DOI was seen with the source.
    verified : bool
        Whether the numbers were read; if not, they are quoted from memory.
    passage : str
        What was read; empty where ``verified`` is false.
    note : str
        What to bear in mind.
    """

    key: str
    quantity: str
    site: str
    activity: str
    population: str
    low: float | None
    high: float | None
    unit: str
    kind: Kind
    source: str
    doi: str
    doi_verified: bool
    verified: bool
    passage: str
    note: str

    @property
    def words(self) -> str:
        """Numbers with their unit, and whether they are unverified."""
        if self.low is None and self.high is None:
            text = "no numbers"
        elif self.low is None:
            text = f"up to {self.high:g} {self.unit}"
        elif self.high is None:
            text = f"from {self.low:g} {self.unit}"
        elif self.low == self.high:
            text = f"{self.low:g} {self.unit}"
        else:
            text = f"{self.low:g} to {self.high:g} {self.unit}"
        return text if self.verified else f"{text} (unverified)"

    def place(self, value: float, unit: str) -> Place | None:
        """Where a value lies to the published ones: a position, never a judgement.

        Parameters
        ----------
        value : float
            The value.
        unit : str
            Its unit.

        Returns
        -------
        {"below", "within", "above"} or None
            None for an unverified fact, another unit, or one without numbers.
        """
        if not self.verified or unit != self.unit or (self.low is None and self.high is None):
            return None
        if self.low is not None and value < self.low:
            return "below"
        if self.high is not None and value > self.high:
            return "above"
        return "within"


@cache
def load_references() -> tuple[Reference, ...]:
    """All published facts, in the order of the table.

    Returns
    -------
    tuple of Reference
        From ``references.csv``.
    """
    text = files("opensim_wink.load").joinpath("references.csv").read_text(encoding="utf-8")
    return tuple(_reference(row) for row in csv.DictReader(text.splitlines()))


def references_for(quantity: str, *, unit: str | None = None) -> tuple[Reference, ...]:
    """Published facts about one quantity.

    Parameters
    ----------
    quantity : str
        Such as ``"l5s1_compression"`` or, of either side, ``"knee_contact"``; a side at its end
        (``"knee_contact_r"``) is passed over.
    unit : str, optional
        Take only those in this unit.

    Returns
    -------
    tuple of Reference
        Measured in living people first, occupational limits last; empty where nothing is known.
    """
    topic = quantity.removesuffix("_r").removesuffix("_l")
    found = [
        reference
        for reference in load_references()
        if reference.quantity == topic and unit in (None, reference.unit)
    ]
    return tuple(sorted(found, key=lambda reference: KINDS.index(reference.kind)))


def reference(key: str) -> Reference:
    """One published fact by its name.

    Parameters
    ----------
    key : str
        As in the table.

    Returns
    -------
    Reference
        The fact.

    Raises
    ------
    SettingError
        If the table has no such row.
    """
    by_key = {row.key: row for row in load_references()}
    if key not in by_key:
        raise SettingError(
            f"reference '{key}' is not in references.csv; it has: {listed(by_key)}."
            f"{did_you_mean(key, by_key)}"
        )
    return by_key[key]


def _reference(row: dict[str, str]) -> Reference:
    """One row of the table."""
    kind = next(known for known in KINDS if known == row["kind"])
    return Reference(
        key=row["key"],
        quantity=row["quantity"],
        site=row["site"],
        activity=row["activity"],
        population=row["population"],
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        unit=row["unit"],
        kind=kind,
        source=row["source"],
        doi=row["doi"],
        doi_verified=row["doi_verified"] == "yes",
        verified=row["verified"] == "yes",
        passage=row["passage"],
        note=row["note"],
    )
