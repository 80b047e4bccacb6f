"""A look at a trial before anything is computed: what is in it and what will go wrong."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from opensim_wink.errors import WinkError, listed
from opensim_wink.trial.axes import turn_to_opensim
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
from opensim_wink.trial.landmarks import clusters, read_label_map
from opensim_wink.trial.places import Places
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.seen import find_gaps, find_pelvis, low_frames
from opensim_wink.trial.segments import compare_segment_lengths, differing_lengths
from opensim_wink.trial.trial import Trial

_LEVELS: tuple[Level, ...] = ("ok", "info", "warning", "problem")
_SLOW_HZ = 50.0
_MOST_FILLINGS = 5
_DOUBTS = ("uncertain", "exchanged", "contradict", "overruled", "changes", "could not be checked")
_SIDES = ("r", "l")
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "pelvic tilt": (
        ("asis_r", "iliac_crest_r"),
        ("asis_l", "iliac_crest_l"),
        ("psis_r", "sacrum", "pelvis_1"),
        ("psis_l", "sacrum", "pelvis_1"),
    ),
    "the lumbar angle": (
        ("c7", "t1", "t2", "t4", "t5", "t6", "t8", "t10", "t12"),
        ("sternum_jugular", "sternum_middle", "xiphoid", "sternoclavicular_r"),
        ("acromion_r", "t8", "t10", "t12", "xiphoid", "shoulder_front_r"),
    ),
    "knee and hip angles": tuple(
        (f"{name}_{side}",) for side in _SIDES for name in ("lateral_knee", "lateral_ankle")
    ),
    "the feet": tuple(
        group
        for side in _SIDES
        for group in (
            (f"heel_{side}",),
            tuple(
                f"{name}_{side}"
                for name in (
                    "toe",
                    "hallux",
                    "first_metatarsal",
                    "fifth_metatarsal",
                    "second_metatarsal_base",
                )
            ),
        )
    ),
}


@dataclass(frozen=True)
class Triage:
    """What `triage` found.

    Attributes
    ----------
    name : str
        The trial's file name.
    rows : tuple of Row
        Findings in reading order.
    """

    name: str
    rows: tuple[Row, ...]

    @property
    def worst(self) -> Literal["ok", "info", "warning", "problem"]:
        """The gravest kind among the rows."""
        return max((row.kind for row in self.rows), key=_LEVELS.index, default="ok")

    @property
    def exit_status(self) -> int:
        """2 where a problem stops the analysis, else 0."""
        return 2 if self.worst == "problem" else 0

    def to_text(self, width: int = 100) -> str:
        """One page for a terminal.

        Parameters
        ----------
        width : int
            Columns to wrap at.

        Returns
        -------
        str
            A headline, then a line or more per row; no escape codes.
        """
        counts = {kind: sum(row.kind == kind for row in self.rows) for kind in _LEVELS}
        told = [
            f"{number} {kind}{'s' if number > 1 else ''}"
            for kind, number in counts.items()
            if number and kind in ("warning", "problem")
        ]
        lines = [f"{self.name}: {' and '.join(reversed(told)) or 'nothing wrong'}"]
        margin = max((len(row.topic) for row in self.rows), default=0)
        for row in self.rows:
            start = f"  {row.kind:<8} {row.topic:<{margin}}  "
            lines += textwrap.wrap(
                row.sentence, width, initial_indent=start, subsequent_indent=" " * len(start)
            )
        return "\n".join(lines) + "\n"


def triage(
    path: str | Path,
    *,
    subject: str | None = None,
    static: str | Path | None = None,
    label_map: str | Path | Mapping[str, str] | None = None,
) -> Triage:
    """Look through a trial and say what is there, what is missing and what will go wrong.

    Nothing is raised for a bad file: what cannot be read or found becomes a row of its own.

    Parameters
    ----------
    path : str or Path
        The trial, C3D or TRC.
    subject : str, optional
        Subject to take where the file holds several.
    static : str or Path, optional
        Static trial of the same person, whose segment lengths are compared.
    label_map : str, Path or mapping of str to str, optional
        The user's label map, or the file that holds it.

    Returns
    -------
    Triage
        Rows, worst kind, text.
    """
    path = Path(path)
    rows: list[Row] = []
    mapping: Mapping[str, str] | None = None
    try:
        mapping = read_label_map(label_map) if isinstance(label_map, str | Path) else label_map
    except WinkError as error:
        rows.append(Row("problem", "label map", str(error)))
    try:
        trial = read_trial(path, subject=subject)
    except WinkError as error:
        return Triage(path.name, (*rows, Row("problem", "file", str(error))))
    rows += triage_trial(trial, mapping)
    if static is not None:
        rows += _static_rows(trial, Path(static), mapping)
    return Triage(path.name, tuple(rows))


def triage_trial(trial: Trial, label_map: Mapping[str, str] | None = None) -> list[Row]:
    """The findings on a trial that was read.

    Parameters
    ----------
    trial : Trial
        In laboratory axes, gaps open.
    label_map : mapping of str to str, optional
        The user's label map.

    Returns
    -------
    list of Row
        In reading order.
    """
    places = Places.of(trial, label_map)
    rows = [*_file_rows(trial), *_label_rows(trial, places), *find_missing(places, NEEDED)]
    rows += find_jumps(trial, places)
    try:
        turned = turn_to_opensim(trial, label_map=label_map)
    except WinkError as error:
        rows.append(Row("problem", "axes", str(error)))
        none_low = np.zeros(trial.n_frames, dtype=bool)
        return rows + find_pelvis(trial, places, none_low) + find_gaps(trial, places, none_low)
    for note in turned.notes[len(trial.notes) :]:
        doubtful = any(word in note for word in _DOUBTS)
        rows.append(Row("warning" if doubtful else "ok", "axes", note))
    upright = Places.of(turned, label_map)
    low = low_frames(upright, turned.time_s)
    rows += find_size(upright) + find_medial_lateral(upright)
    rows += _movement_rows(turned, upright)
    rows += find_pelvis(turned, upright, low) + find_gaps(turned, upright, low)
    rows += _filling_rows(turned, label_map)
    return rows + find_plates(turned, trial.person.mass_kg, low)


def _file_rows(trial: Trial) -> list[Row]:
    """What the file holds and what reading found."""
    kind = trial.source.suffix.lstrip(".").upper() if trial.source else "trial"
    seconds = trial.n_frames / trial.rate_hz
    parts = [
        f"{kind}, {trial.n_frames} frames, {seconds:.1f} s at {trial.rate_hz:g} Hz",
        f"{len(trial.labels)} markers",
        f"{len(trial.plates)} force plates" if trial.plates else "no force plates",
    ]
    if trial.analog is not None and trial.analog.labels:
        parts.append(f"{len(trial.analog.labels)} analog channels at {trial.analog.rate_hz:g} Hz")
    if trial.events:
        parts.append(f"{len(trial.events)} events")
    rows = [Row("ok", "file", ", ".join(parts) + ".")]
    if trial.rate_hz < _SLOW_HZ:
        sentence = f"{trial.rate_hz:g} Hz is slow: a wink's onset is blurred below {_SLOW_HZ:g} Hz."
        rows.append(Row("warning", "file", sentence))
    rows += [Row("info", "reading", note) for note in trial.notes]
    if trial.subjects:
        taken = f"'{trial.person.name}' was taken" if trial.person.name else "none was chosen"
        rows.append(Row("ok", "subject", f"Subjects: {listed(trial.subjects)}; {taken}."))
    person = trial.person
    mass = f"{person.mass_kg:.1f} kg" if person.mass_kg is not None else "no mass"
    height = f"{person.height_m:.2f} m" if person.height_m is not None else "no height"
    sentence = f"The file gives {mass} and {height}"
    if person.mass_kg is None:
        sentence += "; loads need --mass or force plates"
    rows.append(Row("info", "person", sentence + "."))
    return rows


def _label_rows(trial: Trial, places: Places) -> list[Row]:
    """Which label set was recognised and what was left over."""
    found = places.recognition
    if found.label_set is None and not found.meaning:
        named = listed(trial.labels)
        return [Row("problem", "labels", f"No label is understood ({named}): bring a label map.")]
    name = found.label_set.title if found.label_set else "the label map"
    understood = f"{len(found.meaning)} of {len(trial.labels)} labels understood"
    rows = [
        Row("ok", "labels", f"Label set: {name} ({found.explained} labels); {understood} in all.")
    ]
    if found.unknown:
        rows.append(Row("info", "labels", f"Not understood: {listed(found.unknown)}."))
    return rows + [Row("warning", "labels", note) for note in found.notes]


def _filling_rows(trial: Trial, label_map: Mapping[str, str] | None) -> list[Row]:
    """What gap filling would do, the pelvis first."""
    groups = clusters(trial.labels, label_map)
    filled = fill_gaps(trial, groups)
    pelvis = {f"'{label}'" for label in groups.get("pelvis", ())}
    notes = sorted(
        filled.notes[len(trial.notes) :],
        key=lambda note: not any(label in note.split(":")[0] for label in pelvis),
    )
    rows = [Row("info", "filling", note) for note in notes[:_MOST_FILLINGS]]
    if len(notes) > _MOST_FILLINGS:
        sentence = f"{len(notes) - _MOST_FILLINGS} more notes on filling, of other segments."
        rows.append(Row("info", "filling", sentence))
    return rows


def _movement_rows(trial: Trial, places: Places) -> list[Row]:
    """How often the pelvis goes down; an estimate before the model is there."""
    height = pelvis_height(places)
    lows = low_phases(height, trial.time_s)
    if not lows:
        sentence = "The pelvis never comes down by 0.15 m: a static trial, or no squat."
        return [Row("info", "movement", sentence)]
    standing = float(np.nanpercentile(height, 90))
    bottoms = [first + int(np.nanargmin(height[first : last + 1])) for first, last in lows]
    drops = listed(
        f"{trial.time_s[frame]:.2f} s ({standing - height[frame]:.2f} m)" for frame in bottoms
    )
    times = "once" if len(lows) == 1 else f"{len(lows)} times"
    sentence = f"The pelvis goes down {times}, by estimate, lowest at {drops}."
    return [Row("ok", "movement", sentence)]


def _static_rows(trial: Trial, path: Path, label_map: Mapping[str, str] | None) -> list[Row]:
    """Whether the static trial shows the same person."""
    try:
        static = read_trial(path, subject=trial.person.name if trial.subjects else None)
    except WinkError as error:
        return [Row("problem", "static", str(error))]
    lengths = compare_segment_lengths(trial, static, label_map)
    wrong, two_people = differing_lengths(lengths)
    if not lengths:
        sentence = f"{path.name} shares no segment length with the trial: labels differ?"
        return [Row("warning", "static", sentence)]
    if not wrong:
        sentence = f"{len(lengths)} segment lengths agree with {path.name}."
        return [Row("ok", "static", sentence)]
    worst = "; ".join(str(length) for length in wrong[:4])
    sentence = f"{len(wrong)} of {len(lengths)} segment lengths disagree with {path.name}: {worst}"
    if two_people:
        return [Row("problem", "static", sentence + ": another person's static trial?")]
    return [Row("warning", "static", sentence + ": was a marker moved?")]
