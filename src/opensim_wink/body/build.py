"""Build the package's own model from its tables, and find the built one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from opensim_wink.body.builder.markers import add_markers
from opensim_wink.body.builder.muscles import add_muscles
from opensim_wink.body.builder.rows import CoordinateRow, SourceRow
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.skeleton import add_skeleton
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.builder.wrapping import add_wraps
from opensim_wink.body.engine import engine
from opensim_wink.errors import ModelError, OutputError
from opensim_wink.trial.units import STANDARD_GRAVITY

MODEL_NAME = "opensim_wink_body"
_FILE_NAME = f"{MODEL_NAME}.osim"


def new_model() -> Any:
    """Assemble the model in memory.

    Returns
    -------
    opensim.Model
        The model with its connections finalised; call ``initSystem`` before posing it.

    Raises
    ------
    ModelError
        If the tables contradict each other.
    """
    osim = engine()
    model = osim.Model()
    model.setName(MODEL_NAME)
    model.setGravity(osim.Vec3(0.0, -STANDARD_GRAVITY, 0.0))
    model.set_length_units("meters")
    model.set_force_units("N")
    sources = read_table("sources", SourceRow)
    model.set_credits("opensim-wink, built from its tables; the tables name a source per row.")
    model.set_publications("; ".join(f"{s.citation}, doi:{s.doi}" for s in sources if s.doi))
    add_skeleton(model)
    add_wraps(model)
    add_muscles(model)
    add_markers(model)
    return model


def build_model(path: Path) -> Path:
    """Write the model that the tables give; the same tables give the same bytes.

    Parameters
    ----------
    path : Path
        The ``.osim`` file to write; a file that is there is replaced.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    OutputError
        If the folder is missing or cannot be written to.
    ModelError
        If the tables contradict each other.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it first.")
    model = new_model()
    model.initSystem()
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            raw = Path(folder) / _FILE_NAME
            model.printToXML(str(raw))
            plain = Path(folder) / "plain.osim"
            plain.write_bytes(_without_comments(raw.read_bytes()))
            plain.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot write the model: {error}.") from error
    return path


def _without_comments(xml: bytes) -> bytes:
    """Drop OpenSim's comment on every property, half of the file, and fix its line ends."""
    unix = xml.replace(b"\r\n", b"\n")
    return re.sub(rb"[ \t]*<!--.*?-->[ \t]*\n?", b"", unix, flags=re.DOTALL)


def packaged_model_path() -> Path:
    """The built model: inside an installed package, or in ``models/`` of a source tree.

    Returns
    -------
    Path
        The ``.osim`` file.

    Raises
    ------
    ModelError
        If neither place holds it.
    """
    here = Path(__file__).resolve()
    places = (here.parent / "data" / _FILE_NAME, here.parents[3] / "models" / _FILE_NAME)
    for place in places:
        if place.is_file():
            return place
    raise ModelError(
        f"{places[0]}: the packaged model is missing; install the package again, or build it with "
        f"'opensim-wink model build {_FILE_NAME}'."
    )


def validated_ranges() -> dict[str, tuple[float, float]]:
    """Range of each coordinate of the packaged model within which its bones were checked.

    Returns
    -------
    dict of str to (float, float)
        Coordinate → lowest and highest value, degrees for angles and metres for translations;
        nothing is clamped to them, frames outside are to be flagged.
    """
    return {row.name: (row.validated_low, row.validated_high) for row in _coordinate_rows()}


def is_packaged(coordinates: Iterable[str]) -> bool:
    """Whether a model is the packaged one, scaled or not.

    Parameters
    ----------
    coordinates : iterable of str
        The model's coordinates.

    Returns
    -------
    bool
        Its coordinates are so named in no public model.
    """
    return set(validated_ranges()) <= set(coordinates)


def muscle_ranges() -> dict[str, tuple[float, float]]:
    """Range of each coordinate within which muscle lengths and moment arms were checked.

    Returns
    -------
    dict of str to (float, float)
        As for :func:`validated_ranges`; narrower at hip and knee.
    """
    return {row.name: (row.muscle_low, row.muscle_high) for row in _coordinate_rows()}


@cache
def _coordinate_rows() -> tuple[CoordinateRow, ...]:
    return both_sides(read_table("coordinates", CoordinateRow))
