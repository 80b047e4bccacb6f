"""What a C3D file says of the person, and the events that were marked in it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from opensim_wink.trial.c3d.layout import Header
from opensim_wink.trial.c3d.parameters import Parameters
from opensim_wink.trial.trial import Event, Person
from opensim_wink.trial.units import body_mass_kg, stature_m

_MASS_NAMES = ("BODYMASS", "BODY_MASS", "MASS", "BODYWEIGHT", "BODY_WEIGHT", "WEIGHT")
_HEIGHT_NAMES = ("HEIGHT", "BODYHEIGHT", "BODY_HEIGHT", "STATURE")
_GROUPS = ("PROCESSING", "SUBJECT", "SUBJECTS", "ANTHROPOMETRY", "PATIENT")
# Events are kept by the minute and the second; a day is more than any trial.
_LONGEST_S = 86400.0


def person_of(
    parameters: Parameters, subject: str | None, n_subjects: int
) -> tuple[Person, tuple[str, ...]]:
    """Name, mass and height of the person.

    Parameters
    ----------
    parameters : Parameters
        All parameters; mass and height are looked for in the subject's own group, in PROCESSING
        (Plug-in Gait) and in SUBJECT, in kg or N, and in m, cm or mm.
    subject : str or None
        The subject chosen.
    n_subjects : int
        How many subjects the file has: with several, only the subject's own values count.

    Returns
    -------
    person : Person
        Implausible values are left out.
    notes : tuple of str
        On units assumed.
    """
    stated = "" if n_subjects > 1 else parameters.text("SUBJECTS:NAMES")
    name = subject or stated or parameters.text("SUBJECT:NAME") or None
    notes: list[str] = []
    mass = height = None
    for key, value in _values(parameters, subject, n_subjects, _MASS_NAMES):
        mass, note = body_mass_kg(value, weight=key.endswith("WEIGHT"))
        if mass is not None:
            notes.extend([note] if note else [])
            break
    for _, value in _values(parameters, subject, n_subjects, _HEIGHT_NAMES):
        height = stature_m(value)
        if height is not None:
            break
    return Person(name, mass, height), tuple(notes)


def _values(
    parameters: Parameters, subject: str | None, n_subjects: int, names: tuple[str, ...]
) -> Iterator[tuple[str, float]]:
    own = [subject.upper()] if subject else []
    own += [name.upper() for name in parameters.texts("SUBJECTS:NAMES")] if n_subjects < 2 else []
    shared = _GROUPS if n_subjects < 2 else ()
    for group in dict.fromkeys((*own, *shared)):
        for name in names:
            value = parameters.number(f"{group}:{name}")
            if value is not None:
                yield name, value
    # Nexus writes several subjects' values into one group, each with its prefix.
    for key in parameters:
        group, _, name = key.partition(":")
        if subject and group in _GROUPS and name.startswith(subject.upper()):
            stem = name[len(subject) :].lstrip(":_. ")
            value = parameters.number(key)
            if stem in names and value is not None:
                yield stem, value


def events_of(
    parameters: Parameters, header: Header, subject: str | None
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Events of the EVENT group, or of the header where that group has none.

    Parameters
    ----------
    parameters : Parameters
        EVENT:TIMES holds minutes and seconds on the laboratory's clock, on which frame 1 is at 0 s.
    header : Header
        Up to 18 events on the same clock.
    subject : str or None
        Events of another subject are left out.

    Returns
    -------
    events : tuple of Event
        In order of time.
    notes : tuple of str
        On events that could not be read.
    """
    times = parameters.numbers("EVENT:TIMES")
    dims = parameters.dims("EVENT:TIMES")
    # One row: seconds only. Two rows, as it should be: minutes and seconds.
    rows = 2 if len(dims) < 2 or dims[0] == 2 else dims[0]
    used = parameters.count("EVENT:USED")
    n_events = min(len(times) // rows if rows else 0, len(times) if used is None else used)
    labels, contexts, owners = (
        parameters.texts(f"EVENT:{name}") for name in ("LABELS", "CONTEXTS", "SUBJECTS")
    )
    events: list[Event] = []
    for index in range(n_events):
        entry = times[index * rows : (index + 1) * rows]
        owner = _at(owners, index)
        if subject and owner and owner in parameters.texts("SUBJECTS:NAMES") and owner != subject:
            continue
        seconds = 60.0 * entry[0] + entry[1] if rows >= 2 else entry[0]
        # Some writers put the name into the context and leave the label empty.
        label, context = _at(labels, index), _at(contexts, index)
        events.append(Event(label or context, context if label else "", float(seconds)))
    if not events:
        events = [Event(label.strip("\x00 "), "", time) for label, time in header.events]
    good = [event for event in events if math.isfinite(event.time_s)]
    good = [event for event in good if 0.0 <= event.time_s <= _LONGEST_S]
    good.sort(key=lambda event: event.time_s)
    notes = (
        (f"{len(events) - len(good)} events have an impossible time and were left out",)
        if len(good) < len(events)
        else ()
    )
    return tuple(good), notes


def _at(texts: tuple[str, ...], index: int) -> str:
    return texts[index] if index < len(texts) else ""
