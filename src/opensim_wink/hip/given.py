"""What is known of a hip, from a YAML file or from single numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from opensim_wink.errors import SettingError, did_you_mean, listed
from opensim_wink.hip.axes import anatomical_from_operative, anatomical_from_radiographic
from opensim_wink.hip.parameters import BY_NAME, PARAMETERS
from opensim_wink.hip.rim import lcea_from_half_angle
from opensim_wink.hip.shape import HipShape, check_value

Side = Literal["r", "l"]
_SECTIONS: dict[str, tuple[Side, ...]] = {"right": ("r",), "left": ("l",)}
_DEFINITIONS = ("anatomical", "radiographic", "operative")
_FIELDS = (*BY_NAME, "cam_place_deg", "cam_reach_deg")
# Names as people write them: with or without the unit, or the short ones of the command line.
_NAMES = (
    {name: name for name in _FIELDS}
    | {name.removesuffix("_deg"): name for name in _FIELDS}
    | {parameter.option: parameter.name for parameter in PARAMETERS}
    | {parameter.option.replace("-", "_"): parameter.name for parameter in PARAMETERS}
)
_INSTEAD = ("alpha_deg", "head_radius_mm", "neck_radius_mm", "rim_half_angle_deg", "definition")
_ALLOWED = (*_FIELDS, *_INSTEAD)
_LARGEST_FILE = 100_000
# Angles of a hip in radians stay below this, as 90° does.
_MOST_RADIANS = 1.6


def read_shape_file(path: Path) -> dict[Side, dict[str, float]]:
    """Read what is known of a person's hips::

        definition: radiographic      # of version and inclination; anatomical if left out
        version_deg: 15
        inclination_deg: 40
        right: {lcea_deg: 33, alpha_deg: 62}
        left: {lcea_deg: 30}

    Parameters
    ----------
    path : Path
        The file. What stands outside ``right`` and ``left`` holds for both.

    Returns
    -------
    dict of Side to dict of str to float
        For ``"r"`` and ``"l"``, the fields of `HipShape` that are known.

    Raises
    ------
    SettingError
        If it cannot be read or says what cannot be.
    """
    content = _load(path)
    own: dict[Side, dict[object, object]] = {"r": {}, "l": {}}
    for name, sides in _SECTIONS.items():
        section = content.pop(name, {})
        if not isinstance(section, dict):
            raise SettingError(
                f"{path}: '{name}' must hold numbers, such as '{name}: {{nsa: 130}}'."
            )
        for side in sides:
            own[side] = section
    return {
        side: given_values({str(k): v for k, v in {**content, **own[side]}.items()}, str(path))
        for side in own
    }


def _load(path: Path) -> dict[object, object]:
    import yaml

    try:
        if Path(path).stat().st_size > _LARGEST_FILE:
            raise SettingError(f"{path}: too large for the numbers of a hip; name another file.")
        content = yaml.safe_load(Path(path).read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        told = " ".join(str(error).split())[:200]
        raise SettingError(f"{path}: is no YAML text: {told}.") from error
    if not isinstance(content, dict) or not content:
        raise SettingError(f"{path}: holds no numbers of a hip; write such as 'lcea_deg: 30'.")
    return dict(content)


def given_values(told: Mapping[str, object], where: str) -> dict[str, float]:
    """Turn what was told of one hip into fields of its shape.

    Parameters
    ----------
    told : mapping of str to object
        Fields of `HipShape`, and in place of some ``alpha_deg`` (of the cam), ``head_radius_mm``
        with ``neck_radius_mm``, ``rim_half_angle_deg`` (where deep flexion ends) and
        ``definition`` (of version and inclination).
    where : str
        Where it was told, for messages.

    Returns
    -------
    dict of str to float
        The fields that are known; all others are not.

    Raises
    ------
    SettingError
        If a name is unknown or told twice, a value is not allowed, or the angles seem to be in
        radians.
    """
    _refuse_radians(told, where)
    fields: dict[str, float] = {}
    extra: dict[str, object] = {}
    for key, value in told.items():
        name = _NAMES.get(key, key if key in _INSTEAD else None)
        if name is None:
            known = {*_NAMES, *_ALLOWED}
            raise SettingError(
                f"{where}: '{key}' is not known of a hip; allowed are {listed(_ALLOWED, 20)}."
                f"{did_you_mean(key, known)}"
            )
        if name in fields:
            raise SettingError(f"{where}: {name} is told twice; keep one.")
        if name in _INSTEAD:
            extra[name] = value
        else:
            fields[name] = check_value(name, value, told=f"{where}: {key}")
    _define(fields, extra.pop("definition", None), where)
    _radii(fields, extra, where)
    _rim(fields, extra, where)
    _alpha(fields, extra, where)
    return fields


def _refuse_radians(told: Mapping[str, object], where: str) -> None:
    """Refuse two or more angles that are all as small as radians are, and not whole numbers."""
    angles = {
        name: float(value)
        for name, value in told.items()
        if _NAMES.get(name, name).endswith("_deg")
        and isinstance(value, int | float)
        and value != 0  # the same in both
    }
    # A single angle, or whole ones, may well be that small.
    small = all(abs(value) < _MOST_RADIANS for value in angles.values())
    if len(angles) < 2 or not small or all(value.is_integer() for value in angles.values()):
        return
    degrees = [f"{name} {math.degrees(value):.0f}" for name, value in angles.items()]
    raise SettingError(
        f"{where}: {listed(f'{name} {value:g}' for name, value in angles.items())} look like "
        f"radians; write degrees, here {listed(degrees)}, or round degrees that are so small."
    )


def _number(value: object, low: float, high: float, what: str, unit: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise SettingError(
            f"{what} is {value!r}; allowed is a number from {low:g} to {high:g} {unit}."
        )
    return float(value)


def _define(fields: dict[str, float], definition: object, where: str) -> None:
    """Make version and inclination anatomical."""
    if definition in (None, "anatomical"):
        return
    if definition not in _DEFINITIONS:
        raise SettingError(
            f"{where}: definition is {definition!r}; allowed are {listed(_DEFINITIONS)}."
            f"{did_you_mean(str(definition), _DEFINITIONS)}"
        )
    if not {"version_deg", "inclination_deg"} <= fields.keys():
        raise SettingError(
            f"{where}: {definition} angles turn into anatomical ones together only; give both "
            "version and inclination."
        )
    turn = (
        anatomical_from_radiographic if definition == "radiographic" else anatomical_from_operative
    )
    version, inclination = turn(fields["version_deg"], fields["inclination_deg"])
    for name, value in (("version_deg", version), ("inclination_deg", inclination)):
        fields[name] = check_value(
            name, float(value), told=f"{where}: {name}, turned from {definition} to anatomical,"
        )


def _radii(fields: dict[str, float], extra: dict[str, object], where: str) -> None:
    """Head and neck radius to their ratio."""
    given = {"head_radius_mm", "neck_radius_mm"} & extra.keys()
    if not given:
        return
    if len(given) == 1 or "head_neck_ratio" in fields:
        raise SettingError(
            f"{where}: give head_radius_mm and neck_radius_mm, or head_neck_ratio alone."
        )
    head = _number(extra["head_radius_mm"], 10, 40, f"{where}: head_radius_mm", "mm")
    neck = _number(extra["neck_radius_mm"], 5, 40, f"{where}: neck_radius_mm", "mm")
    fields["head_neck_ratio"] = check_value(
        "head_neck_ratio", head / neck, told=f"{where}: head_radius_mm over neck_radius_mm"
    )


def _rim(fields: dict[str, float], extra: dict[str, object], where: str) -> None:
    """A rim that was measured where deep flexion ends, in place of depth told from the side."""
    if "rim_half_angle_deg" not in extra:
        return
    if {"lcea_deg", "front_rim_deg"} & fields.keys():
        raise SettingError(f"{where}: give rim_half_angle_deg or lcea_deg, not both.")
    half = _number(extra["rim_half_angle_deg"], 40, 140, f"{where}: rim_half_angle_deg", "degrees")
    shape = HipShape(**fields)
    edge = float(lcea_from_half_angle(half, shape.version_deg, shape.inclination_deg))
    if math.isnan(edge):
        raise SettingError(
            f"{where}: rim_half_angle_deg {half:g} has no edge at the side; give lcea_deg."
        )
    fields["lcea_deg"] = check_value(
        "lcea_deg", edge, told=f"{where}: lcea_deg, turned from rim_half_angle_deg,"
    )
    fields["front_rim_deg"] = 0.0


def _alpha(fields: dict[str, float], extra: dict[str, object], where: str) -> None:
    """The alpha angle of a cam to what it is beyond the neck."""
    if "alpha_deg" not in extra:
        return
    if "cam_deg" in fields:
        raise SettingError(f"{where}: give alpha_deg or cam_deg, not both.")
    alpha = _number(extra["alpha_deg"], 20, 110, f"{where}: alpha_deg", "degrees")
    beyond = max(0.0, alpha - HipShape(**fields).neck_alpha_deg)
    fields["cam_deg"] = check_value("cam_deg", beyond, told=f"{where}: cam_deg, from alpha_deg,")
