"""What is measured to scale a model: distances, and the bodies that they size."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from opensim_wink.errors import SettingError
from opensim_wink.scaling.segments import Segments

AXES = "XYZ"


@dataclass(frozen=True)
class Measurement:
    """A size of the body, told by one or more distances.

    Attributes
    ----------
    name : str
        For people.
    pairs : tuple of (str, str)
        Landmarks or marker names between which the distance is taken; ``"a+b"`` is midway.
    bodies : dict of str to str
        Body → axes that the measurement scales, such as ``"XY"``.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
    bodies: Mapping[str, str]


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], str, tuple[str, str]], ...]:
    """Name, segments, axes and pair of every row, sided rows on both sides."""
    text = files("opensim_wink.scaling").joinpath("measurements.csv").read_text("utf-8")
    rows = []
    for row in csv.DictReader(line for line in text.splitlines() if line[0] != "#"):
        for side in ("r", "l") if "*" in row["segments"] else ("",):
            cells = {key: value.replace("*", side) for key, value in row.items()}
            rows.append(
                (
                    cells["measurement"],
                    tuple(cells["segments"].split()),
                    cells["axes"],
                    (cells["start"], cells["end"]),
                )
            )
    return tuple(rows)


def default_measurements(segments: Segments) -> tuple[Measurement, ...]:
    """Measurements of this package, for the bodies of one model.

    Parameters
    ----------
    segments : Segments
        The model's bodies by segment.

    Returns
    -------
    tuple of Measurement
        Without those of segments that the model lacks.
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    bodies: dict[str, dict[str, str]] = {}
    for name, sized, axes, pair in _rows():
        pairs.setdefault(name, []).append(pair)
        for segment in sized:
            bodies.setdefault(name, {}).update(
                dict.fromkeys(segments.bodies.get(segment, ()), axes)
            )
    return tuple(
        Measurement(name, tuple(of), bodies[name]) for name, of in pairs.items() if bodies[name]
    )


def read_measurement_set(path: Path) -> tuple[Measurement, ...]:
    """Read the measurement set of an OpenSim scale setup.

    Parameters
    ----------
    path : Path
        An XML file with a ``MeasurementSet``: a ScaleTool setup or a set of its own.

    Returns
    -------
    tuple of Measurement
        Those that are applied; pairs are marker names as written there.

    Raises
    ------
    SettingError
        If the file cannot be read, holds no applied measurement, or a pair has not two names.
    """
    path = Path(path)
    wanted = "a measurement set is an OpenSim scale setup (XML) with a MeasurementSet."
    if not path.is_file():
        raise SettingError(f"{path}: no such file; {wanted}")
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise SettingError(f"{path}: not XML ({error}); {wanted}") from error
    found = tuple(
        _read_measurement(item, path)
        for item in root.iter("Measurement")
        if (item.findtext("apply") or "true").strip().lower() != "false"
    )
    if not found:
        raise SettingError(f"{path}: holds no Measurement that is applied; {wanted}")
    return found


def _read_measurement(item: ElementTree.Element, path: Path) -> Measurement:
    name = item.get("name") or "unnamed"
    pairs = []
    for text in item.iter("markers"):
        names = (text.text or "").split()
        if len(names) != 2:
            raise SettingError(
                f"{path}: measurement '{name}' has a marker pair of {len(names)} names "
                f"({' '.join(names) or 'none'}); two are needed."
            )
        pairs.append((names[0], names[1]))
    bodies = {
        scale.get("name") or "": "".join((scale.findtext("axes") or "X Y Z").upper().split())
        for scale in item.iter("BodyScale")
    }
    wrong = {body: axes for body, axes in bodies.items() if set(axes) - set(AXES)}
    if wrong:
        raise SettingError(
            f"{path}: measurement '{name}' scales along {wrong}; X, Y and Z are allowed."
        )
    return Measurement(name, tuple(pairs), bodies)
