"""What each label means, by the label set that explains most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from opensim_wink.errors import listed
from opensim_wink.trial.vocabulary import LabelSet, fold, label_sets, vocabulary


@dataclass(frozen=True)
class Recognition:
    """What the labels of a trial or a model mean.

    Attributes
    ----------
    label_set : LabelSet or None
        The set that explains most labels; None where no set explains any.
    explained : int
        How many labels that set explains.
    meaning : dict of str to str
        Label → landmark, for every label that is understood, the spare ones included.
    landmarks : dict of str to str
        Landmark → label; each landmark and each label once.
    unknown : tuple of str
        Labels that no set explains.
    notes : tuple of str
        What was doubtful, one sentence each.
    spare : dict of str to str
        Label whose landmark another label stands for → that label.
    """

    label_set: LabelSet | None
    explained: int
    meaning: dict[str, str]
    landmarks: dict[str, str]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    spare: dict[str, str] = field(default_factory=dict)

    @property
    def segments(self) -> dict[str, str]:
        """Label → rigid segment, for every label that is understood."""
        known = vocabulary()
        return {label: known[landmark].segment for label, landmark in self.meaning.items()}


@dataclass(frozen=True)
class _Reader:
    """Reads labels of one trial; a folded label is read only where it is the only one so folded."""

    labels: tuple[str, ...]
    times_folded: Counter[str]

    @classmethod
    def of(cls, labels: Iterable[str]) -> _Reader:
        names = tuple(dict.fromkeys(labels))
        return cls(names, Counter(fold(name) for name in names))

    def read(self, label: str, label_set: LabelSet) -> str | None:
        if label in label_set.meaning:
            return label_set.meaning[label]
        key = fold(label)
        return label_set.folded.get(key) if self.times_folded[key] == 1 else None

    def readings(self, label: str, sets: Iterable[LabelSet]) -> set[str]:
        found = (self.read(label, label_set) for label_set in sets)
        return {landmark for landmark in found if landmark is not None}

    def ranked(self) -> list[tuple[int, LabelSet]]:
        """Sets by how much they explain; a tie goes to exact spelling, then to the smaller set."""
        scored = []
        for label_set in label_sets():
            if label_set.only_with and not label_set.only_with & set(self.times_folded):
                continue
            explained = sum(self.read(label, label_set) is not None for label in self.labels)
            exact = sum(label in label_set.meaning for label in self.labels)
            order = (-explained, -exact, len(label_set.meaning), label_set.name)
            scored.append((order, explained, label_set))
        return [
            (explained, label_set) for _, explained, label_set in sorted(scored, key=lambda s: s[0])
        ]


def place_labels(
    labels: Sequence[str], user_map: Mapping[str, str] | None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Entries of a user's map whose label is here, as spelt here, and the labels that are not.

    Parameters
    ----------
    labels : sequence of str
        Labels of the trial or model.
    user_map : mapping of str to str or None
        Label → target.

    Returns
    -------
    dict of str to str
        Label as spelt here → target.
    tuple of str
        Labels of the map that are not here.
    """
    times_folded = Counter(fold(label) for label in labels)
    by_fold = {fold(label): label for label in labels if times_folded[fold(label)] == 1}
    present: dict[str, str] = {}
    absent = []
    for label, target in (user_map or {}).items():
        found = label if label in labels else by_fold.get(fold(label))
        if found is None:
            absent.append(label)
        else:
            present[found] = target
    return present, tuple(absent)


def _assign(
    meaning: Mapping[str, str], first: Iterable[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give each landmark one label, the named ones first; also labels left over → the one taken."""
    early = [label for label in first if label in meaning]
    taken: dict[str, str] = {}
    spare: dict[str, str] = {}
    for label in dict.fromkeys([*early, *meaning]):
        landmark = meaning[label]
        if taken.setdefault(landmark, label) != label:
            spare[label] = taken[landmark]
    return taken, spare


def _tie_note(reader: _Reader, ranking: Sequence[tuple[int, LabelSet]]) -> list[str]:
    explained, best = ranking[0]
    tied = [label_set for count, label_set in ranking if count == explained]
    decided = [label for label in reader.labels if len(reader.readings(label, tied)) > 1]
    if not decided:
        return []
    return [
        f"{listed(label_set.title for label_set in tied)} explain equally many labels; "
        f"{best.title} was taken, which decides {listed(decided)}."
    ]


def recognise(labels: Iterable[str], user_map: Mapping[str, str] | None = None) -> Recognition:
    """Find what labels mean, by the label set that explains most of them.

    Labels outside that set are read by the others only where those agree. Case and punctuation
    are ignored where that leaves one reading. A user's map goes before everything.

    Parameters
    ----------
    labels : iterable of str
        Marker labels without subject prefix.
    user_map : mapping of str to str, optional
        Label → landmark; entries whose target is no landmark are left to `match_markers`.

    Returns
    -------
    Recognition
        Landmarks, meanings, unknown labels, notes.
    """
    known = vocabulary()
    reader = _Reader.of(labels)
    mapped, absent = place_labels(reader.labels, user_map)
    ranking = reader.ranked()
    explained, best = ranking[0]
    sets = [label_set for _, label_set in ranking]
    meaning: dict[str, str] = {}
    doubtful, unknown = [], []
    for label in reader.labels:
        if mapped.get(label) in known:
            meaning[label] = mapped[label]
            continue
        reading = reader.read(label, best)
        readings = {reading} if reading else reader.readings(label, sets)
        exact = {known[landmark].kind != "technical" for landmark in readings}
        if len(readings) > 1 and True in exact:
            doubtful.append(f"'{label}' ({listed(sorted(readings))})")
        elif readings:
            meaning[label] = min(readings)
        else:
            unknown.append(label)
    # The best set's labels come before other sets', in the order of its file.
    place = {key: number for number, key in enumerate(best.folded)}
    own = sorted(
        (label for label in meaning if reader.read(label, best)),
        key=lambda label: place[fold(label)],
    )
    taken, spare = _assign(meaning, [*mapped, *own])
    notes = _tie_note(reader, ranking) if explained else []
    if absent:
        notes.append(f"The label map names markers that are not here: {listed(absent)}.")
    if doubtful:
        notes.append(f"Labels left unused because label sets differ on them: {listed(doubtful)}.")
    if spare:
        notes.append(spare_note(spare, meaning))
    label_set = best if explained else None
    return Recognition(
        label_set, explained, meaning, taken, tuple(unknown), tuple(notes), spare=spare
    )


def spare_note(spare: Mapping[str, str], meaning: Mapping[str, str]) -> str:
    """Say which labels were left unused because another stands for their landmark.

    Parameters
    ----------
    spare : mapping of str to str
        Label left unused → label taken.
    meaning : mapping of str to str
        Label → landmark.

    Returns
    -------
    str
        A sentence.
    """
    named = (f"'{label}' ({meaning[label]} is '{other}')" for label, other in spare.items())
    return f"Labels left unused because another has their place: {listed(named)}."
