"""A comparison's folder read back, for its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.report.comparison.files import COMPARISON, SCHEMA
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.page.stored_summary import SummaryFile
from opensim_wink.report.strict_json import Json, read_json

_NEEDED = ("trials", "conditions", "body", "causes", "claims", "effects", "notes")
_FILE = SummaryFile(COMPARISON, "comparison", "compare", SCHEMA, _NEEDED, (PROVENANCE,))


@dataclass(frozen=True, eq=False)
class ComparisonResult:
    """What ``compare`` left in a folder.

    Attributes
    ----------
    folder : Path
        Where.
    summary : dict
        ``comparison.json``.
    provenance : dict
        ``provenance.json``.
    """

    folder: Path
    summary: Json
    provenance: Json

    @property
    def claims(self) -> dict[str, Json]:
        """Claims by their id."""
        return {claim["id"]: claim for claim in self.summary["claims"]}

    @property
    def words(self) -> dict[str, str]:
        """What each condition is called, by its name."""
        return {one["condition"]: one["words"] for one in self.summary["conditions"]}

    def effects_of(self, quantity: str) -> Iterator[Json]:
        """Differences to the usual squat in one quantity, those that are defined."""
        for effect in self.summary["effects"]:
            if effect["quantity"] == quantity and effect["answer"] != "undefined":
                yield effect

    def effects_without(self, quantity: str) -> Iterator[Json]:
        """Those that are not defined since a squat has no such number, as one without an onset."""
        squats = {c["condition"] for c in self.summary["conditions"] if c["movement"] == "squat"}
        for effect in self.summary["effects"]:
            alike = effect["quantity"] == quantity and effect["condition"] in squats
            if alike and effect["answer"] == "undefined" and effect["mean"] is None:
                yield effect


def read_comparison(folder: Path | str) -> ComparisonResult:
    """Read what ``compare`` wrote.

    Parameters
    ----------
    folder : Path or str
        Where.

    Returns
    -------
    ComparisonResult
        All of it that the page needs.

    Raises
    ------
    OutputError
        If it is no folder, holds no comparison, or lacks something.
    """
    where, summary = Path(folder), _FILE.read(folder)
    return ComparisonResult(where, summary, read_json(where / PROVENANCE, "record of the run"))
