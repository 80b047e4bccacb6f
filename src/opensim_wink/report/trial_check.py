"""Triage of a trial without a model: what is in it, what is missing, what will go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opensim_wink.errors import TrialError, listed
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.gaps import fill_gaps
from opensim_wink.trial.heading import low_phases, pelvis_height
from opensim_wink.trial.landmarks import clusters, read_label_map
from opensim_wink.trial.places import Places
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.runs import runs as runs_of
from opensim_wink.trial.segments import SegmentLength, compare_segment_lengths, differing_lengths
from opensim_wink.trial.trial import Trial

_PELVIS_NEEDED = 3
_WORST_GAPS = 6
# Whose loss makes an angle of the squat doubtful or impossible.
_NEEDED = {
    "thorax": "the lumbar angle needs thorax markers (C7, sternum, T10 or shoulders)",
    "femur": "hip flexion needs thigh and knee markers",
    "tibia": "knee flexion needs shank and ankle markers",
    "foot": "depth against the floor needs foot markers",
}


@dataclass(frozen=True)
class MarkerGap:
    """How much of a marker is missing.

    Attributes
    ----------
    marker : str
        Its label.
    missing, gaps, longest : int
        Missing frames, runs of them, and the longest run in frames.
    first_s, last_s : float
        Start and end of the longest run.
    open_frames : int
        Frames still missing after filling.
    """

    marker: str
    missing: int
    gaps: int
    longest: int
    first_s: float
    last_s: float
    open_frames: int


@dataclass(frozen=True, eq=False)
class TrialCheck:
    """What a look into one trial found.

    Attributes
    ----------
    trial : Trial
        Turned to OpenSim's axes and filled where that was possible, else as read.
    label_set : str or None
        The label set that explains most labels.
    understood : int
        Labels whose landmark is known.
    unknown : tuple of str
        Labels that no set explains.
    pelvis : tuple of str
        Labels on the pelvis.
    gaps : tuple of MarkerGap
        Markers with missing frames, worst first.
    lows_s : tuple of (float, float)
        When the pelvis goes low: squats, and whatever else looks alike without a model.
    notes : tuple of str
        What reading, turning and filling did.
    warnings : tuple of str
        What will go wrong, and what to do.
    """

    trial: Trial
    label_set: str | None
    understood: int
    unknown: tuple[str, ...]
    pelvis: tuple[str, ...]
    gaps: tuple[MarkerGap, ...]
    lows_s: tuple[tuple[float, float], ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    def to_text(self) -> str:
        """A readable account, one fact a line."""
        trial = self.trial
        lines = [str(trial.source or trial.name)]
        lines += [f"  {name:<9} {text}" for name, text in self._facts()]
        lines += [f"  {'gap' if i == 0 else '':<9} {text}" for i, text in enumerate(self._gaps())]
        for title, sentences in (("noted", self.notes), ("beware", self.warnings)):
            for index, sentence in enumerate(sentences):
                lines.append(f"  {title if index == 0 else '':<9} {sentence}")
        if not self.warnings:
            lines.append("  beware    nothing found that would stop an analysis")
        return "\n".join(lines)

    def _facts(self) -> list[tuple[str, str]]:
        trial = self.trial
        person = trial.person
        known = [person.name] if person.name else []
        known += [f"{person.mass_kg:g} kg"] if person.mass_kg is not None else []
        known += [f"{person.height_m:g} m"] if person.height_m is not None else []
        facts = [
            (
                "markers",
                f"{len(trial.labels)}; {trial.n_frames} frames at {trial.rate_hz:g} Hz, "
                f"{trial.time_s[0]:.2f} to {trial.time_s[-1]:.2f} s",
            ),
            ("person", ", ".join(known) or "the file says nothing"),
        ]
        if len(trial.subjects) > 1:
            facts.append(("subjects", f"{listed(trial.subjects)} (choose with --subject)"))
        facts.append(
            (
                "labels",
                f"{self.label_set or 'no known set'}: {self.understood} of {len(trial.labels)} "
                f"understood; unknown: {listed(self.unknown, 8)}",
            )
        )
        facts.append(("pelvis", listed(self.pelvis)))
        plates = [
            f"{plate.name}{'' if plate.kind is None else f' (type {plate.kind})'}"
            for plate in trial.plates
        ]
        facts.append(("plates", listed(plates)))
        events = [f"{e.context} {e.label} {e.time_s:.2f} s".strip() for e in trial.events]
        facts.append(("events", listed(events, 6)))
        lows = [f"{start:.2f}–{end:.2f} s" for start, end in self.lows_s]
        facts.append(("low", f"the pelvis goes low {_times(len(lows))}: {listed(lows)}"))
        return facts

    def _gaps(self) -> list[str]:
        if not self.gaps:
            return ["none: every marker that is seen is seen in every frame"]
        lines = [
            f"{gap.marker}: {_count(gap.missing, 'frame')} in {_count(gap.gaps, 'gap')}, "
            f"longest {gap.longest} ({gap.first_s:.2f}–{gap.last_s:.2f} s); "
            + (f"{gap.open_frames} stay open" if gap.open_frames else "all filled")
            for gap in self.gaps[:_WORST_GAPS]
        ]
        rest = len(self.gaps) - _WORST_GAPS
        return [*lines, f"and {rest} more markers with gaps"] if rest > 0 else lines


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def check_trial(
    path: Path,
    *,
    static: Path | None = None,
    subject: str | None = None,
    label_map: Path | None = None,
) -> TrialCheck:
    """Look into a trial without a model.

    Parameters
    ----------
    path : Path
        A C3D or TRC file.
    static : Path or None
        A standing trial that should be of the same person.
    subject : str or None
        Whose markers to take where a file holds several people.
    label_map : Path or None
        The user's label map.

    Returns
    -------
    TrialCheck
        What is there and what will go wrong.

    Raises
    ------
    TrialError, LabelError
        If a file cannot be read at all; what can be read but not used is a warning.
    """
    user_map = read_label_map(label_map) if label_map is not None else None
    raw = read_trial(path, subject=subject)
    warnings: list[str] = []
    try:
        trial = turn_to_opensim(raw, label_map=user_map)
    except TrialError as error:
        trial = raw
        warnings.append(str(error))
    filled = fill_gaps(trial, clusters(trial.labels, user_map))
    places = Places.of(filled, user_map)
    found = places.recognition
    segments = found.segments
    pelvis = clusters(trial.labels, user_map).get("pelvis", ())
    warnings += _missing_parts(segments, pelvis, filled)
    lows: tuple[tuple[int, int], ...] = ()
    if trial.turned:
        lows = low_phases(pelvis_height(places), trial.time_s)
        if not lows:
            warnings.append("The pelvis never comes down by 0.15 m: no squat is to be expected.")
    if static is not None:
        reference = read_trial(static, subject=subject)
        warnings += _other_person(compare_segment_lengths(raw, reference, user_map), static)
    return TrialCheck(
        trial=filled,
        label_set=found.label_set.name if found.label_set else None,
        understood=len(found.meaning),
        unknown=found.unknown,
        pelvis=pelvis,
        gaps=_gaps_of(raw, filled),
        lows_s=tuple((float(trial.time_s[a]), float(trial.time_s[b])) for a, b in lows),
        notes=tuple(dict.fromkeys((*filled.notes, *found.notes))),
        warnings=tuple(warnings),
    )


def _missing_parts(segments: dict[str, str], pelvis: tuple[str, ...], trial: Trial) -> list[str]:
    warnings = []
    if len(pelvis) < _PELVIS_NEEDED:
        warnings.append(
            f"The pelvis carries {len(pelvis)} known markers ({listed(pelvis)}); pelvic tilt needs "
            "three. If it has more, name them in a label map (--labels)."
        )
    else:
        columns = [trial.labels.index(label) for label in pelvis]
        seen = np.isfinite(trial.points_m[:, columns]).all(axis=2).sum(axis=1)
        rebuilt = [fill for fill in trial.fills if fill.marker in pelvis and fill.method == "rigid"]
        if rebuilt:
            frames = {f for fill in rebuilt for f in range(fill.first, fill.last + 1)}
            names = dict.fromkeys(fill.marker for fill in rebuilt)
            warnings.append(
                f"In {len(frames)} of {trial.n_frames} frames the pelvis is carried by its other "
                f"markers: {listed(names)} were rebuilt there."
            )
        poor = int((seen < _PELVIS_NEEDED).sum())
        if poor:
            warnings.append(
                f"In {poor} of {trial.n_frames} frames fewer than three pelvis markers are known, "
                "also after filling: no verdict can rest on those frames."
            )
    there = {segment.removesuffix("_r").removesuffix("_l") for segment in segments.values()}
    warnings += [
        f"No {segment} marker is known: {why}."
        for segment, why in _NEEDED.items()
        if segment not in there
    ]
    return warnings


def _other_person(lengths: list[SegmentLength], static: Path) -> list[str]:
    if not lengths:
        return [f"{static}: shares no segment length with the trial; it cannot be compared."]
    wrong, two_people = differing_lengths(lengths)
    if two_people:
        return [
            f"{static}: seems to show another person: {len(wrong)} of {len(lengths)} segment "
            f"lengths disagree: {'; '.join(str(length) for length in wrong[:3])}."
        ]
    return [f"{static}: one length differs: {length}." for length in wrong]


def _gaps_of(raw: Trial, filled: Trial) -> tuple[MarkerGap, ...]:
    seen = np.asarray(np.isfinite(raw.points_m).all(axis=2))
    still_open = np.asarray((~np.isfinite(filled.points_m).all(axis=2)).sum(axis=0))
    gaps = []
    for column, label in enumerate(raw.labels):
        runs = [(a, b - 1) for a, b in runs_of(~seen[:, column])]
        if not runs or not seen[:, column].any():
            continue  # a marker that was never seen is in the notes
        first, last = max(runs, key=lambda run: run[1] - run[0])
        gaps.append(
            MarkerGap(
                marker=label,
                missing=int((~seen[:, column]).sum()),
                gaps=len(runs),
                longest=last - first + 1,
                first_s=float(raw.time_s[first]),
                last_s=float(raw.time_s[last]),
                open_frames=int(still_open[column]),
            )
        )
    return tuple(sorted(gaps, key=lambda gap: -gap.missing))
