"""Ground reactions from OpenSim's .mot files, plate by plate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError, did_you_mean, listed
from opensim_wink.trial.storage import Storage, read_storage
from opensim_wink.trial.text_table import read_bytes
from opensim_wink.trial.trial import GroundReaction

FloatArray = NDArray[np.float64]
Columns = tuple[str, str, str]

# A loaded point further off was written in millimetres, unless it stays within so little as only
# metres do: a laboratory's origin may lie some way off, but not that far. A force above this is
# none.
FARTHEST_PRESSURE_M, FARTHEST_LABORATORY_M, WANDERS_M = 20.0, 200.0, 2.0
LARGEST_N = 1e6
# Below this a lever arm (moment over force) is noise.
LOADED_N = 20.0

# ground_force_1_vx, 1_ground_force_vx, r_ground_force_vx, ground_torque_1_x, ground_force_1_mx,
# ground_moment_1_mx …: what stands around the quantity tells the plate.
_GROUND = re.compile(
    r"(?P<before>.*?)ground_(?P<word>force|torque|moment|cop|point)"
    r"(?P<middle>.*?)(?P<letter>[vpmt]?)(?P<axis>[xyz])(?P<after>(?:_[^_]+)?)",
    re.IGNORECASE,
)
# f1x, p1_x, m1_1 …: flattened vector tables.
_FLAT = re.compile(r"(?P<letter>[fpm])(?P<plate>\d+)_?(?P<axis>[xyz123])", re.IGNORECASE)
# FP1_vx, left_px …: any stem with a quantity and an axis.
_STEM = re.compile(r"(?P<stem>.+?)_?(?P<letter>[vpmt])(?P<axis>[xyz])", re.IGNORECASE)

_QUANTITY = {"v": "force", "f": "force", "p": "point", "m": "moment", "t": "moment"}
_WORD = {
    "force": "force",
    "torque": "moment",
    "moment": "moment",
    "cop": "point",
    "point": "point",
}


@dataclass(frozen=True)
class _Plate:
    """The columns of one plate; the point is where the force acts."""

    name: str
    force: Columns
    point: Columns
    moment: Columns | None


def read_ground_reaction_mot(
    path: Path, external_forces_xml: Path | None = None
) -> tuple[GroundReaction, ...]:
    """Read ground reactions from a .mot or .sto file.

    Parameters
    ----------
    path : Path
        The file: force in N, point of action in m, moment in N·m, in the trial's frame with Y up.
    external_forces_xml : Path or None
        OpenSim's external loads that name the columns; without it they are told by their labels.

    Returns
    -------
    tuple of GroundReaction
        One a plate, in the order of the file. The point is NaN where the force is zero. A moment
        with horizontal parts is not one about the centre of pressure: while more than 20 N press
        on the plate, the point is then moved in its level, with the wrench kept, until they vanish.

    Raises
    ------
    TrialError
        If a file cannot be read, no plate is found, or a plate lacks part of its force or point,
        or has a point in millimetres.
    """
    storage = read_storage(Path(path))
    if external_forces_xml is not None:
        plates = _plates_named(storage, Path(external_forces_xml))
    else:
        plates = _plates_found(storage)
    return tuple(_reaction(storage, plate) for plate in plates)


def _plates_found(storage: Storage) -> list[_Plate]:
    """Plates told by the labels of the columns."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    names: dict[str, str] = {}
    for column in storage.columns:
        told = _tell(column)
        if told is None:
            continue
        key, quantity, axis, stem = told
        found.setdefault(key, {}).setdefault(quantity, {}).setdefault(axis, column)
        if quantity == "force":
            names.setdefault(key, stem)
    found = {key: parts for key, parts in found.items() if key in names}
    if not found:
        raise TrialError(
            f"{storage.source}: no column is a ground reaction; its columns are: "
            f"{listed(storage.columns)}. Name them ground_force_1_vx, ground_force_1_px, "
            f"ground_torque_1_x and so on, or give the external loads file."
        )
    plates = []
    for key, parts in found.items():
        force, point, moment = (
            _whole(storage, names[key], part, parts.get(part, {}))
            for part in ("force", "point", "moment")
        )
        if force is None or point is None:
            raise TrialError(
                f"{storage.source}: plate '{names[key]}' has a force but no point where it acts "
                f"(columns such as ground_force_1_px); export it again with the point."
            )
        plates.append(_Plate(names[key], force, point, moment))
    return plates


def _tell(column: str) -> tuple[str, str, str, str] | None:
    """Plate, quantity, axis and stem of a column; None if it is no ground reaction."""
    base, _, repeat = column.partition("#")
    match = _GROUND.fullmatch(base)
    if match:
        word, letter = match["word"].lower(), match["letter"].lower()
        quantity = _QUANTITY[letter] if word == "force" and letter else _WORD[word]
        parts = (match["before"], match["middle"], match["after"], repeat)
        key = "/".join(part.strip("_. ").lower() for part in parts if part.strip("_. "))
        stem = base[: match.start("letter")].rstrip("_. ") + match["after"]
        return key, quantity, match["axis"].lower(), stem + (f"#{repeat}" if repeat else "")
    match = _FLAT.fullmatch(base)
    if match:
        axis = match["axis"].lower().translate(str.maketrans("123", "xyz"))
        key = match["plate"] + repeat
        return key, _QUANTITY[match["letter"].lower()], axis, f"plate {key}"
    match = _STEM.fullmatch(base)
    if match:
        stem = match["stem"].rstrip("_. ") + (f"#{repeat}" if repeat else "")
        return stem.lower(), _QUANTITY[match["letter"].lower()], match["axis"].lower(), stem
    return None


def _whole(storage: Storage, name: str, part: str, axes: dict[str, str]) -> Columns | None:
    """The three columns of a vector; None if there is none of them."""
    if not axes:
        return None
    lacking = [axis for axis in "xyz" if axis not in axes]
    if lacking:
        raise TrialError(
            f"{storage.source}: the {part} of plate '{name}' lacks its {listed(lacking)} part; "
            f"it has: {listed(axes.values())}. Export all three columns."
        )
    return axes["x"], axes["y"], axes["z"]


def _plates_named(storage: Storage, xml: Path) -> list[_Plate]:
    """Plates as OpenSim's external loads name their columns."""
    try:
        root = ElementTree.fromstring(read_bytes(xml, "OpenSim external loads file"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise TrialError(f"{xml}: no readable XML ({error}); export it again.") from error
    plates = []
    for index, element in enumerate(root.iter("ExternalForce"), start=1):
        if _text(element, "isDisabled").lower() == "true":
            continue
        if _text(element, "appliesForce").lower() == "false":
            continue
        name = element.get("name") or f"plate {index}"
        for tag in ("force_expressed_in_body", "point_expressed_in_body"):
            frame = _text(element, tag) or "ground"
            if frame.rsplit("/", 1)[-1] != "ground":
                raise TrialError(
                    f"{xml}: {tag} of '{name}' is '{frame}'; only 'ground' is a force plate's."
                )
        force = _columns(storage, xml, name, _text(element, "force_identifier"))
        point = _columns(storage, xml, name, _text(element, "point_identifier"))
        if force is None or point is None:
            raise TrialError(
                f"{xml}: '{name}' lacks its force_identifier or point_identifier; name both."
            )
        moment = _columns(storage, xml, name, _text(element, "torque_identifier"))
        plates.append(_Plate(name, force, point, moment))
    if not plates:
        raise TrialError(f"{xml}: no <ExternalForce> in it; name OpenSim's external loads file.")
    return plates


def _text(element: ElementTree.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _columns(storage: Storage, xml: Path, name: str, identifier: str) -> Columns | None:
    """The columns that begin with an identifier; None if the identifier is not set."""
    if identifier.lower() in ("", "unassigned"):
        return None
    for ends in ("xyz", "123"):
        x, y, z = (identifier + end for end in ends)
        if {x, y, z} <= set(storage.columns):
            return x, y, z
    raise TrialError(
        f"{xml}: '{name}' wants the columns {identifier}x, y and z, which {storage.source} does "
        f"not hold; it has: {listed(storage.columns)}."
        f"{did_you_mean(identifier + 'x', storage.columns)}"
    )


def _reaction(storage: Storage, plate: _Plate) -> GroundReaction:
    """One plate's ground reaction with the point at the centre of pressure."""
    force_n = _vector(storage, plate.force)
    cop_m = _vector(storage, plate.point)
    moment_nm = np.zeros_like(force_n)
    if plate.moment is not None:
        moment_nm = np.nan_to_num(_vector(storage, plate.moment))
    _check_size(storage, plate, force_n, cop_m, moment_nm)
    pressed = force_n[:, 1] > LOADED_N
    lever = np.zeros_like(force_n)
    lever[pressed, 0] = moment_nm[pressed, 2] / force_n[pressed, 1]
    lever[pressed, 2] = -moment_nm[pressed, 0] / force_n[pressed, 1]
    cop_m += lever
    free_moment_nm = moment_nm - np.cross(lever, np.nan_to_num(force_n))
    cop_m[~(np.abs(force_n) > 0.0).any(axis=1)] = np.nan
    return GroundReaction(
        name=plate.name,
        time_s=storage.time_s,
        force_n=force_n,
        cop_m=cop_m,
        free_moment_nm=free_moment_nm,
    )


def _check_size(
    storage: Storage, plate: _Plate, force_n: FloatArray, point_m: FloatArray, moment_nm: FloatArray
) -> None:
    """Refuse what cannot be in N, m and N·m."""
    loaded = np.abs(force_n).max(axis=1, initial=0.0) > LOADED_N
    at_m = point_m[loaded & np.isfinite(point_m).all(axis=1)]
    far_m = np.abs(at_m).max(axis=1)
    if (
        far_m.size
        and np.median(far_m) > FARTHEST_PRESSURE_M
        and (
            np.median(far_m) > FARTHEST_LABORATORY_M
            or float(np.ptp(np.percentile(at_m, (5, 95), axis=0), axis=0).max()) > WANDERS_M
        )
    ):
        raise TrialError(
            f"{storage.source}: the point of plate '{plate.name}' lies {np.median(far_m):.0f} m "
            f"from the origin under load; points must be in m and moments in N·m: export again."
        )
    for name, values in (("force", force_n), ("point", point_m), ("moment", moment_nm)):
        largest = float(np.nan_to_num(np.abs(values)).max(initial=0.0))
        if largest > LARGEST_N:
            raise TrialError(
                f"{storage.source}: the {name} of plate '{plate.name}' reaches {largest:.3g}; "
                f"no force plate gives that: export the file again."
            )


def _vector(storage: Storage, columns: Columns) -> FloatArray:
    return np.stack([storage.column(name) for name in columns], axis=1)
