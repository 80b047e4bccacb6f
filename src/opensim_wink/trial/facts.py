"""What a trial holds, told for a check: file, person, labels, axes, squats, the static trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import counted, listed
from opensim_wink.trial.faults import Row
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.recognition import spare_note
from opensim_wink.trial.segments import compare_segment_lengths, differing_lengths
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import is_unnamed

FloatArray = NDArray[np.float64]

_SLOW_HZ = 50.0
_SAME_POINT_M = 1e-3


def tell_file(trial: Trial) -> list[Row]:
    """What the file holds, what reading found, and whether its rate suffices.

    Parameters
    ----------
    trial : Trial
        As read.

    Returns
    -------
    list of Row
        Findings.
    """
    kind = trial.source.suffix.lstrip(".").upper() if trial.source else "trial"
    parts = [
        f"{kind}, {counted(len(trial.labels), 'marker')}, {counted(trial.n_frames, 'frame')} at "
        f"{trial.rate_hz:g} Hz ({trial.time_s[0]:.2f}–{trial.time_s[-1]:.2f} s)",
        counted(len(trial.plates), "force plate") if trial.plates else "no force plates",
    ]
    if trial.analog is not None and trial.analog.labels:
        channels = counted(len(trial.analog.labels), "analog channel")
        parts.append(f"{channels} at {trial.analog.rate_hz:g} Hz")
    parts.append(counted(len(trial.events), "event") if trial.events else "no events")
    rows = [Row("ok", "file", ", ".join(parts) + ".")]
    if trial.rate_hz < _SLOW_HZ:
        sentence = f"{trial.rate_hz:g} Hz is slow: a wink's onset is blurred below {_SLOW_HZ:g} Hz."
        rows.append(Row("warning", "file", sentence))
    rows += [Row("info", "reading", note) for note in trial.notes]
    events = [f"{e.context} {e.label} {e.time_s:.2f} s".strip() for e in trial.events]
    if events:
        rows.append(Row("ok", "events", f"{listed(events, 6)}."))
    return rows


def tell_person(trial: Trial) -> list[Row]:
    """Whose trial it is and what the file says of the person.

    Parameters
    ----------
    trial : Trial
        As read.

    Returns
    -------
    list of Row
        Findings.
    """
    rows, person = [], trial.person
    if len(trial.subjects) == 1:
        sentence = f"The file's one subject or label prefix: '{trial.subjects[0]}'."
        rows.append(Row("ok", "subject", sentence))
    elif trial.subjects:
        taken = f"'{person.name}' was taken" if person.name else "none was chosen"
        sentence = f"Subjects: {listed(trial.subjects)}; {taken} (choose with --subject)."
        rows.append(Row("info", "subject", sentence))
    mass = f"{person.mass_kg:.1f} kg" if person.mass_kg is not None else "no mass"
    height = f"{person.height_m:.2f} m" if person.height_m is not None else "no height"
    sentence = f"The file gives {mass} and {height}"
    if person.mass_kg is None:
        sentence += "; loads need --mass or force plates"
    rows.append(Row("info", "person", sentence + "."))
    return rows


def tell_labels(trial: Trial, places: Places) -> list[Row]:
    """Which label set was recognised and what was left over.

    Parameters
    ----------
    trial : Trial
        Any trial.
    places : Places
        Its landmarks.

    Returns
    -------
    list of Row
        Findings; a problem where no label is understood.
    """
    found = places.recognition
    if not found.meaning:
        sentence = f"No label is understood ({listed(trial.labels)}): bring a label map (--labels)."
        return [Row("problem", "labels", sentence)]
    name = found.label_set.title if found.label_set else "the label map"
    sentence = f"{name}; {len(found.meaning)} of {len(trial.labels)} labels understood."
    rows = [Row("ok", "labels", sentence)]
    unknown = [label for label in found.unknown if not is_unnamed(label)]
    if unknown:
        rows.append(Row("info", "labels", f"Not understood: {listed(unknown)}."))
    unnamed = [label for label in found.unknown if is_unnamed(label)]
    if unnamed:
        sentence = f"{counted(len(unnamed), 'point')} without a name: {listed(unnamed, 6)}."
        rows.append(Row("info", "labels", sentence))
    of_spare = spare_note(found.spare, found.meaning)
    rows += [Row("warning", "labels", note) for note in found.notes if note != of_spare]
    return [*rows, *_tell_spare(trial, places)]


def _tell_spare(trial: Trial, places: Places) -> list[Row]:
    """Labels that give way to another: harmless where both name the same point."""
    found = places.recognition
    copies = {
        label: other for label, other in found.spare.items() if _same_point(trial, label, other)
    }
    rows = []
    if copies:
        pairs = listed((f"'{label}' of '{other}'" for label, other in copies.items()), 6)
        sentence = f"Left unused, copies of another marker at the same place: {pairs}."
        rows.append(Row("info", "labels", sentence))
    apart = {label: other for label, other in found.spare.items() if label not in copies}
    if apart:
        rows.append(Row("warning", "labels", spare_note(apart, found.meaning)))
    return rows


def _same_point(trial: Trial, label: str, other: str) -> bool:
    """Whether two labels lie together wherever both are seen."""
    apart = np.linalg.norm(trial.marker(label) - trial.marker(other), axis=1)
    seen = apart[np.isfinite(apart)]
    return bool(seen.size) and float(seen.max()) < _SAME_POINT_M


def tell_axes(turned: Trial, already: int) -> list[Row]:
    """How the trial was turned, and what is doubtful about it.

    Parameters
    ----------
    turned : Trial
        From `opensim_wink.trial.axes.turn_to_opensim`.
    already : int
        How many notes it had before.

    Returns
    -------
    list of Row
        One a note.
    """
    return [
        Row("warning" if note in turned.doubts else "ok", "axes", note)
        for note in turned.notes[already:]
    ]


def tell_lows(
    height_m: FloatArray, time_s: FloatArray, lows: Sequence[tuple[int, int]]
) -> list[Row]:
    """How often the pelvis goes down: squats, and what looks alike before the model is there.

    Parameters
    ----------
    height_m : ndarray, shape (T,)
        Height of the pelvis.
    time_s : ndarray, shape (T,)
        Frame times.
    lows : sequence of (int, int)
        First and last frame of each low phase.

    Returns
    -------
    list of Row
        One finding.
    """
    if not lows:
        sentence = "The pelvis never comes down by 0.15 m: a static trial, or no squat."
        return [Row("info", "movement", sentence)]
    standing = float(np.nanpercentile(height_m, 90))
    phases = []
    for first, last in lows:
        down = standing - float(np.nanmin(height_m[first : last + 1]))
        phases.append(f"{time_s[first]:.2f}–{time_s[last]:.2f} s ({down:.2f} m)")
    times = {1: "once", 2: "twice"}.get(len(lows), f"{len(lows)} times")
    return [Row("ok", "movement", f"The pelvis goes low {times}: {listed(phases)}.")]


def tell_static(trial: Trial, static: Trial, label_map: Mapping[str, str] | None) -> list[Row]:
    """Whether a static trial shows the same person.

    Parameters
    ----------
    trial, static : Trial
        The two, in any axes.
    label_map : mapping of str to str or None
        The user's label map.

    Returns
    -------
    list of Row
        One finding; a problem where the lengths are another person's.
    """
    name = static.source.name if static.source else static.name
    lengths = compare_segment_lengths(trial, static, label_map)
    wrong, two_people = differing_lengths(lengths)
    if not lengths:
        sentence = f"{name} shares no segment length with the trial: labels differ?"
        return [Row("warning", "static", sentence)]
    if not wrong:
        agree = "agrees" if len(lengths) == 1 else "agree"
        sentence = f"{counted(len(lengths), 'segment length')} {agree} with {name}."
        return [Row("ok", "static", sentence)]
    worst = "; ".join(str(length) for length in wrong[:4])
    sentence = f"{len(wrong)} of {len(lengths)} segment lengths disagree with {name}: {worst}"
    if two_people:
        return [Row("problem", "static", sentence + ": another person's static trial?")]
    return [Row("warning", "static", sentence + ": was a marker moved?")]
