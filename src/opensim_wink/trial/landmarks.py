"""Landmarks of a trial, rigid clusters, and which marker of a model each label drives."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from opensim_wink.errors import LabelError, did_you_mean, listed
from opensim_wink.trial.recognition import Recognition, place_labels, recognise
from opensim_wink.trial.vocabulary import fold, vocabulary

How = Literal["map", "name", "spelling", "landmark"]


@dataclass(frozen=True)
class MarkerPair:
    """A model's marker and the trial's marker that it follows.

    Attributes
    ----------
    model, trial : str
        Names on both sides.
    how : {"map", "name", "spelling", "landmark"}
        By the user's map; same name; same but for case and punctuation; same landmark.
    """

    model: str
    trial: str
    how: How


@dataclass(frozen=True)
class MarkerMatch:
    """Which markers of a model a trial can drive.

    Attributes
    ----------
    pairs : tuple of MarkerPair
        In the model's order; each marker of either side at most once.
    unmatched_model, unmatched_trial : tuple of str
        Markers left over on either side.
    notes : tuple of str
        What was doubtful, one sentence each.
    """

    pairs: tuple[MarkerPair, ...]
    unmatched_model: tuple[str, ...]
    unmatched_trial: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Model marker → trial label."""
        return {pair.model: pair.trial for pair in self.pairs}


def clusters(
    labels: Iterable[str], user_map: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Markers that move together: one group a rigid segment.

    Computed joint centres are left out, since they rest on the other markers.

    Parameters
    ----------
    labels : iterable of str
        Marker labels without subject prefix.
    user_map : mapping of str to str, optional
        Label → landmark.

    Returns
    -------
    dict of str to tuple of str
        Segment → labels in their given order.
    """
    known = vocabulary()
    groups: dict[str, list[str]] = {}
    for label, landmark in recognise(labels, user_map).meaning.items():
        if known[landmark].kind != "centre":
            groups.setdefault(known[landmark].segment, []).append(label)
    return {segment: tuple(members) for segment, members in groups.items()}


class _Pairing:
    """Pairs found so far; a marker of either side is given away once."""

    def __init__(self, trial: Sequence[str], model: Sequence[str]) -> None:
        self.trial, self.model = tuple(dict.fromkeys(trial)), tuple(dict.fromkeys(model))
        self.pairs: dict[str, MarkerPair] = {}
        self.used: set[str] = set()

    def add(self, model: str | None, trial: str | None, how: How) -> None:
        if model is None or trial is None or model in self.pairs or trial in self.used:
            return
        self.pairs[model] = MarkerPair(model, trial, how)
        self.used.add(trial)

    def result(self, notes: Iterable[str]) -> MarkerMatch:
        return MarkerMatch(
            pairs=tuple(self.pairs[name] for name in self.model if name in self.pairs),
            unmatched_model=tuple(name for name in self.model if name not in self.pairs),
            unmatched_trial=tuple(name for name in self.trial if name not in self.used),
            notes=tuple(notes),
        )


def _unique_folds(names: Sequence[str]) -> dict[str, str]:
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(fold(name), []).append(name)
    return {key: members[0] for key, members in folded.items() if len(members) == 1}


def _differ(label: str, marker: str, trial: Recognition, model: Recognition) -> bool:
    """Whether both sides know what the name means and mean different bony landmarks."""
    here, there = trial.meaning.get(label), model.meaning.get(marker)
    return (
        here is not None
        and there is not None
        and here != there
        and any(vocabulary()[landmark].kind != "technical" for landmark in (here, there))
    )


def _by_map(pairing: _Pairing, model: Recognition, mapped: Mapping[str, str]) -> None:
    by_fold = _unique_folds(pairing.model)
    lost = []
    for label, target in mapped.items():
        marker = target if target in pairing.model else by_fold.get(fold(target))
        marker = marker or model.landmarks.get(target)
        pairing.add(marker, label, "map")
        if marker is None and target not in vocabulary():
            lost.append(f"'{target}'.{did_you_mean(target, [*pairing.model, *vocabulary()])}")
    if lost:
        raise LabelError(
            f"the label map points to names that are neither a marker of the model "
            f"({listed(pairing.model)}) nor a landmark: {listed(lost)}"
        )


def _by_name(pairing: _Pairing, trial: Recognition, model: Recognition) -> list[str]:
    """Pair equal names, then equal spellings; return notes on names that mean two things."""
    here, there = _unique_folds(pairing.trial), _unique_folds(pairing.model)
    candidates: list[tuple[str, str, How]] = [
        (name, name, "name") for name in pairing.model if name in pairing.trial
    ]
    candidates += [(there[key], here[key], "spelling") for key in there if key in here]
    notes = []
    for marker, label, how in candidates:
        if marker in pairing.pairs or label in pairing.used:
            continue
        if _differ(label, marker, trial, model):
            meanings = f"{trial.meaning[label]} in the trial, {model.meaning[marker]} in the model"
            better = model.landmarks.get(trial.meaning[label]) or trial.landmarks.get(
                model.meaning[marker]
            )
            if better is not None:
                notes.append(f"'{label}' is not matched by name: it is {meanings}.")
                continue
            notes.append(f"'{label}' is matched by name although it is {meanings}.")
        pairing.add(marker, label, how)
    return notes


def match_markers(
    trial_labels: Iterable[str],
    model_markers: Iterable[str],
    user_map: Mapping[str, str] | None = None,
) -> MarkerMatch:
    """Pair a trial's markers with a model's.

    In this order: the user's map, the same name, the same name but for case and punctuation, the
    same bony landmark or joint centre. Cluster and wand markers are never paired by landmark:
    their place on the segment differs from laboratory to laboratory. A name that stands for
    different landmarks on both sides gives way where either landmark has its own partner.

    Parameters
    ----------
    trial_labels : iterable of str
        Marker labels of the trial, without subject prefix.
    model_markers : iterable of str
        Marker names of the model.
    user_map : mapping of str to str, optional
        Trial label → model marker or landmark.

    Returns
    -------
    MarkerMatch
        Pairs, how each was found, and what is left over.

    Raises
    ------
    LabelError
        If the map points to a name that is neither a marker of the model nor a landmark.
    """
    pairing = _Pairing(list(trial_labels), list(model_markers))
    mapped, _ = place_labels(pairing.trial, user_map)
    trial, model = recognise(pairing.trial, user_map), recognise(pairing.model)
    _by_map(pairing, model, mapped)
    notes = [*trial.notes, *_by_name(pairing, trial, model)]
    for landmark, marker in model.landmarks.items():
        if vocabulary()[landmark].kind != "technical":
            pairing.add(marker, trial.landmarks.get(landmark), "landmark")
    return pairing.result(notes)


def _split_lines(text: str) -> list[tuple[int, list[str]]]:
    """Numbered rows of a comma, semicolon or tab separated text, comments and blanks left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    separator = max(",;\t", key=lambda mark: sum(mark in line for line in lines))
    rows = csv.reader(text.splitlines(), delimiter=separator)
    numbered = [(rows.line_num, [cell.strip() for cell in row]) for row in rows]
    return [(number, row) for number, row in numbered if any(row) and not row[0].startswith("#")]


def _is_header(row: Sequence[str]) -> bool:
    return fold(row[0]) in {"label", "marker", "triallabel"} and len(row) == 2


def read_label_map(path: str | Path) -> dict[str, str]:
    """Read a user's label map: two columns, ``label`` and landmark or model marker.

    Commas, semicolons or tabs separate; lines that begin with ``#`` and a header row
    ``label,landmark`` are skipped.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    dict of str to str
        Trial label → landmark or model marker.

    Raises
    ------
    LabelError
        If the file cannot be read or any row is wrong; all wrong rows are named at once.
    """
    path = Path(path)
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe may never end
        raise LabelError(
            f"{path}: the label map must be a regular file, not a pipe, socket or device; save it "
            "to a file and name that."
        )
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise LabelError(f"{path}: the label map cannot be read: {reason}") from error
    rows = _split_lines(text)
    if rows and _is_header(rows[0][1]):
        rows = rows[1:]
    mapping: dict[str, str] = {}
    first_line: dict[str, int] = {}
    problems = [] if rows else ["it has no rows"]
    for number, row in rows:
        if len(row) != 2 or not all(row):
            problems.append(f"line {number} has not two filled columns but {row}")
            continue
        label, target = row
        for what, key in (("label", label), ("target", target)):
            earlier = first_line.setdefault(f"{what} '{key}'", number)
            if earlier != number:
                problems.append(
                    f"line {number} gives {what} '{key}' again (first on line {earlier})"
                )
        mapping.setdefault(label, target)
    if problems:
        raise LabelError(
            f"{path}: the label map must be rows of 'label,landmark or model marker'; "
            + "; ".join(problems)
        )
    return mapping
