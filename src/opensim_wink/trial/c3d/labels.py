"""Which points of a C3D file are markers of the person, and what they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.errors import LabelError, did_you_mean, listed
from opensim_wink.trial.c3d.parameters import Parameters
from opensim_wink.trial.implements import owners_without_prefix

# Fewer markers than this cannot show a person's pelvis and both legs: a bar, a box, a wand.
PERSON_MARKERS = 8

# Groups of POINT labels that are not positions (Vicon's TYPE_GROUPS, written by others too).
_OUTPUT_GROUPS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "REACTIONS")
_FEWEST_BONES = 5  # both thighs and shanks, and the pelvis
_POSITION_TYPES = ("MODELED_MARKER", "MARKER")
_OUTPUT_NAME = re.compile(
    r"[a-z](?:Angles?|Force|Moment|Power|Torque|GRF|Velocity|Acceleration)(?:_.*|\d*)$"
)


@dataclass(frozen=True)
class MarkerChoice:
    """The points to keep.

    Attributes
    ----------
    columns : tuple of int
        Their places among the file's points, in order.
    labels : tuple of str
        Their labels, unique; the chosen subject's without prefix, another subject's with it.
    subjects : tuple of str
        All subjects that the file names.
    subject : str or None
        The one chosen.
    notes : tuple of str
        What was left out or renamed.
    doubled : tuple of tuple of str
        For each label that stands for several points, the labels that these got.
    """

    columns: tuple[int, ...]
    labels: tuple[str, ...]
    subjects: tuple[str, ...]
    subject: str | None
    notes: tuple[str, ...]
    doubled: tuple[tuple[str, ...], ...] = ()


def choose_markers(
    n_points: int, parameters: Parameters, path: Path, subject: str | None = None
) -> MarkerChoice:
    """Choose the markers and name them.

    Model outputs (angles, forces, moments, powers) among the points are left out. With several
    subjects in the file, the one asked for is chosen, or the only one that has enough markers for a
    person; markers of the others (a barbell) are kept with their prefix, such as ``"Bar:BL"``.

    Parameters
    ----------
    n_points : int
        Points in a frame.
    parameters : Parameters
        POINT and SUBJECTS groups.
    path : Path
        The file, for messages.
    subject : str, optional
        Subject to choose.

    Returns
    -------
    MarkerChoice

    Raises
    ------
    LabelError
        If several subjects could be meant and none was named, or the one named is not there.
    """
    names = list(parameters.spread_texts("POINT:LABELS")[:n_points])
    names += [""] * (n_points - len(names))
    outputs = _output_labels(parameters) | _bone_axes(names)
    columns = [
        column
        for column, name in enumerate(names)
        if name not in outputs and not _OUTPUT_NAME.search(name)
    ]
    notes: list[str] = []
    if len(columns) < n_points:
        notes.append(
            f"{n_points - len(columns)} of {n_points} points are model outputs (angles, forces, "
            "moments, powers, axes of bones), not markers, and were left out"
        )
    prefixes = parameters.texts("SUBJECTS:LABEL_PREFIXES")
    parts = [_split(names[column], prefixes) for column in columns]
    declared = [name for name in parameters.texts("SUBJECTS:NAMES") if name]
    if not any(owner for owner, _ in parts):
        told = owners_without_prefix([name for _, name in parts], declared)
        if told is not None:
            parts = [(owner, name) for owner, (_, name) in zip(told, parts, strict=True)]
    counts = Counter(owner for owner, name in parts if name)
    chosen, said = _choose_subject(counts, declared, path, subject)
    labels = [
        name if not owner or owner == chosen else f"{owner}:{name}" if name else ""
        for owner, name in parts
    ]
    unique, renamed = _unique(labels)
    subjects = tuple(owner for owner in counts if owner) or tuple(declared)
    groups: dict[str, list[str]] = {}
    for label, name in zip(labels, unique, strict=True):
        groups.setdefault(label, []).append(name)
    doubled = tuple(tuple(group) for label, group in groups.items() if label and len(group) > 1)
    said = [*notes, *said, *renamed]
    return MarkerChoice(tuple(columns), unique, subjects, chosen or None, tuple(said), doubled)


def _output_labels(parameters: Parameters) -> set[str]:
    """Labels that the file itself lists as something other than positions."""
    pairs = parameters.texts("POINT:TYPE_GROUPS")
    groups = set(_OUTPUT_GROUPS)
    for group, kind in zip(pairs[::2], pairs[1::2], strict=False):
        if kind.upper() in _POSITION_TYPES:
            groups.discard(group.upper())
        elif group:
            groups.add(group.upper())
    return {
        label for group in groups for label in parameters.spread_texts(f"POINT:{group}") if label
    }


def _bone_axes(names: Sequence[str]) -> set[str]:
    """Points that Plug-in Gait draws bones with: origin and three axis tips of many segments.

    They are told by their names, such as PELO, PELA, PELL and PELP, the four always together; a
    few such names may be markers, the bones of both legs are not.
    """
    stems = Counter(name[:-1] for name in set(names) if name[-1:] in ("O", "A", "L", "P"))
    bones = {stem for stem, ends in stems.items() if ends == 4 and len(stem) > 2}
    if len(bones) < _FEWEST_BONES:
        return set()
    return {stem + end for stem in bones for end in "OALP"}


def _split(label: str, prefixes: Sequence[str]) -> tuple[str, str]:
    """Subject and marker of one label."""
    for prefix in prefixes:
        if prefix and label.startswith(prefix) and len(label) > len(prefix):
            return prefix.rstrip(":_-. "), label[len(prefix) :].strip()
    owner, colon, name = label.rpartition(":")
    if colon and owner.strip() and name.strip():
        return owner.strip(), name.strip()
    return "", label.strip(": ")


def _choose_subject(
    counts: Counter[str], declared: Sequence[str], path: Path, subject: str | None
) -> tuple[str, list[str]]:
    """The subject whose prefix is taken off, and a word on how it was chosen."""
    owners = [owner for owner in counts if owner]
    persons = [owner for owner in owners if counts[owner] >= PERSON_MARKERS]
    if subject is not None:
        return _named_subject(counts, owners, declared, path, subject)
    if len(owners) == 1 and (persons or counts[""] < PERSON_MARKERS):
        return owners[0], []
    if len(persons) > 1:
        shown = listed(f"{owner} ({counts[owner]} markers)" for owner in owners)
        raise LabelError(f"{path}: holds several subjects: {shown}; choose one with --subject NAME")
    others = [owner for owner in owners if owner not in persons]
    kept = listed(f"{owner} ({counts[owner]} markers)" for owner in others)
    if persons:
        return persons[0], [
            f"subject '{persons[0]}' was chosen ({counts[persons[0]]} markers); "
            f"{kept} kept with their prefix"
        ]
    if owners and counts[""] < PERSON_MARKERS:
        raise LabelError(
            f"{path}: none of its subjects has the {PERSON_MARKERS} markers that a person needs: "
            f"{kept}; choose one with --subject NAME"
        )
    if owners:
        return "", [f"markers without prefix were taken for the person; {kept} kept with theirs"]
    if len(declared) > 1:
        return "", [
            f"the file names {len(declared)} subjects ({listed(declared)}) but its labels carry no "
            "prefix: all markers were kept as one set"
        ]
    return (declared[0] if declared else ""), []


def _named_subject(
    counts: Counter[str], owners: list[str], declared: Sequence[str], path: Path, subject: str
) -> tuple[str, list[str]]:
    if subject in owners:
        return subject, []
    same = [owner for owner in owners if owner.lower() == subject.strip(": ").lower()]
    if len(same) == 1:
        return same[0], []
    if not owners and subject in declared:
        if len(declared) == 1:
            return subject, []
        return subject, [
            f"labels carry no prefix, so markers of {listed(declared)} cannot be told apart by it"
        ]
    known = [*owners, *(name for name in declared if not owners)]
    there = listed(f"{name} ({counts[name]} markers)" if name in counts else name for name in known)
    raise LabelError(
        f"{path}: has no subject '{subject}'; it has: {there}.{did_you_mean(subject, known)}"
    )


def _unique(labels: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Labels made unique, and what that changed."""
    taken = {label for label in labels if label}
    seen: set[str] = set()
    unique: list[str] = []
    doubled: list[str] = []
    n_empty = 0
    for label in labels:
        stem = label or "unlabelled"
        name, number = (label, 2) if label else ("unlabelled_1", 2)
        while name in seen or (name != label and name in taken):
            name = f"{stem}_{number}"
            number += 1
        if not label:
            n_empty += 1
        elif name != label:
            doubled.append(name)
        seen.add(name)
        unique.append(name)
    notes = []
    if doubled:
        notes.append(f"labels that occur more than once were numbered: {listed(doubled, 6)}")
    if n_empty:
        notes.append(f"points without a label ({n_empty}) were called unlabelled_1 and so on")
    return tuple(unique), notes
