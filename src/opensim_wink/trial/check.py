"""A look at a trial before anything is computed: what is in it and what will go wrong."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opensim_wink.errors import TrialError, counted
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.facts import (
    tell_axes,
    tell_file,
    tell_labels,
    tell_lows,
    tell_person,
    tell_static,
)
from opensim_wink.trial.faults import (
    Level,
    Row,
    find_jumps,
    find_medial_lateral,
    find_missing,
    find_plates,
    find_size,
)
from opensim_wink.trial.gaps import fill_gaps
from opensim_wink.trial.heading import low_phases, pelvis_height
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.landmarks import clusters, read_label_map
from opensim_wink.trial.marker_visibility import MarkerGap, find_gaps, find_pelvis, marker_gaps
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.recognition import Recognition
from opensim_wink.trial.trial import Trial

# The gravest first, which is also the order on the page.
_LEVELS: tuple[Level, ...] = ("problem", "warning", "info", "ok")
_NARROWEST_COLUMNS = 40


@dataclass(frozen=True, eq=False)
class TrialCheck:
    """What a look into one trial found.

    Attributes
    ----------
    trial : Trial
        Turned to OpenSim's axes where that was possible, and its gaps filled.
    recognition : Recognition
        What its labels mean, and which are unknown.
    gaps : tuple of MarkerGap
        Markers with missing frames, worst first.
    lows_s : tuple of (float, float)
        When the pelvis is low: squats, and what looks alike without a model.
    rows : tuple of Row
        Findings, the gravest first.
    """

    trial: Trial
    recognition: Recognition
    gaps: tuple[MarkerGap, ...]
    lows_s: tuple[tuple[float, float], ...]
    rows: tuple[Row, ...]

    @property
    def source(self) -> str:
        """The file, or the trial's name where it came from none."""
        return str(self.trial.source or self.trial.name)

    @property
    def worst(self) -> Level:
        """The gravest kind among the rows."""
        return min((row.kind for row in self.rows), key=_LEVELS.index, default="ok")

    @property
    def usable(self) -> bool:
        """Whether no problem stops the analysis."""
        return self.worst != "problem"

    @property
    def headline(self) -> str:
        """The file, whether it can be used, and how much is wrong, in one line."""
        numbers = {kind: sum(row.kind == kind for row in self.rows) for kind in _LEVELS[:2]}
        told = [counted(number, kind) for kind, number in numbers.items() if number]
        verdict = "usable" if self.usable else "not usable"
        return f"{self.source}: {', '.join([verdict, *told])}"

    def to_text(self, width: int = 100) -> str:
        """One page for a terminal: a headline, then the findings, the gravest first.

        Parameters
        ----------
        width : int
            Columns to wrap at; a narrower page than 40 is not made.

        Returns
        -------
        str
            Lines without escape codes; the last one ends.
        """
        width = max(width, _NARROWEST_COLUMNS)
        margin = max((len(row.topic) for row in self.rows), default=0)
        lines = [self.headline]
        kind = topic = ""
        for row in self.rows:
            new_kind = row.kind if row.kind != kind else ""
            new_topic = row.topic if new_kind or row.topic != topic else ""
            kind, topic = row.kind, row.topic
            start = f"  {new_kind:<8} {new_topic:<{margin}}  "
            # A number stays with its unit.
            joined = re.sub(r"(?<=\d) (?=(?:s|m|mm|kg|Hz|frames?|gaps?)\b)", "\xa0", row.sentence)
            wrapped = textwrap.wrap(
                joined,
                width,
                initial_indent=start,
                subsequent_indent=" " * len(start),
                break_on_hyphens=False,
            )
            lines += [line.replace("\xa0", " ") for line in wrapped]
        return "\n".join(lines) + "\n"


def check_trial(
    path: str | Path,
    *,
    static: str | Path | None = None,
    subject: str | None = None,
    label_map: str | Path | Mapping[str, str] | None = None,
) -> TrialCheck:
    """Look through a trial, without a model, and say what is there and what will go wrong.

    Parameters
    ----------
    path : str or Path
        A C3D or TRC file.
    static : str, Path or None
        A standing trial that should be of the same person; segment lengths are compared.
    subject : str or None
        Whose markers to take where a file holds several people.
    label_map : str, Path, mapping of str to str, or None
        The user's label map, or the file that holds it.

    Returns
    -------
    TrialCheck
        Findings and a page of text; what can be read but not used is a finding.

    Raises
    ------
    TrialError, LabelError
        If one of the files cannot be read at all.
    """
    mapping = read_label_map(label_map) if isinstance(label_map, str | Path) else label_map
    trial = read_trial(Path(path), subject=subject)
    if static is None:
        return check_read(trial, label_map=mapping)
    return check_read(trial, read_trial(Path(static), subject=subject), label_map=mapping)


def check_read(
    trial: Trial, static: Trial | None = None, *, label_map: Mapping[str, str] | None = None
) -> TrialCheck:
    """The same for trials that were read already.

    Parameters
    ----------
    trial : Trial
        In laboratory axes, gaps open.
    static : Trial or None
        A standing trial that should be of the same person.
    label_map : mapping of str to str or None
        The user's label map.

    Returns
    -------
    TrialCheck
        What was found.
    """
    as_read = Places.of(trial, label_map)
    rows = [*tell_file(trial), *tell_person(trial), *tell_labels(trial, as_read)]
    understood = bool(as_read.recognition.meaning)
    if understood:
        rows += [*find_missing(as_read), *find_jumps(trial, as_read)]
    try:
        turned = turn_to_opensim(trial, label_map=label_map)
        rows += tell_axes(turned, len(trial.notes))
    except TrialError as error:
        turned = trial
        told = str(error).removeprefix(f"{trial.source or trial.name}: ")
        # Unknown labels are the cause then, and were told.
        rows += [Row("problem", "axes", told[:1].upper() + told[1:])] if understood else []
    filled = fill_gaps(turned, clusters(turned.labels, label_map))
    places = Places.of(filled, label_map)
    lows: tuple[tuple[int, int], ...] = ()
    low = np.zeros(trial.n_frames, dtype=bool)
    if filled.turned:
        height_m = pelvis_height(places)
        lows = low_phases(height_m, filled.time_s)
        for first, last in lows:
            low[first : last + 1] = True
        rows += tell_lows(height_m, filled.time_s, lows)
        rows += [*find_size(places), *find_medial_lateral(places)]
        rows += find_plates(filled, trial.person.mass_kg, low)
    gaps = marker_gaps(trial, filled, low)
    rows += find_pelvis(filled, places, low) if understood else []
    rows += find_gaps(filled, places, gaps)
    rows += tell_static(trial, static, label_map) if static is not None else []
    return TrialCheck(
        trial=filled,
        recognition=as_read.recognition,
        gaps=gaps,
        lows_s=tuple((float(trial.time_s[a]), float(trial.time_s[b])) for a, b in lows),
        rows=tuple(sorted(rows, key=lambda row: _LEVELS.index(row.kind))),
    )
