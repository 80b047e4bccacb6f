"""What is chosen for one trial, out of what its study, participant and session say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import SettingError
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.pattern import fill

if TYPE_CHECKING:
    from opensim_wink.study.options import Noise, Options

_FILES = {
    "labels": "label_map",
    "static": "static",
    "ik_tasks": "ik_tasks",
    "second_model": "second_model",
    "hip_shape": "hip_shape",
    "grf": "ground_reaction",
    "external_loads": "external_loads",
}
_SAME = ("scaled", "solver", "neutral", "samples", "seed")
_RENAMED = {
    "mass": "mass_kg",
    "height": "height_m",
    "barbell": "barbell_kg",
    "cutoff": "cutoff_hz",
    "threshold": "wink_threshold_deg",
}
_OF_LOADS = {
    "loads": "level",
    "bar_at": "bar_place",
    "passive_fibres": "passive_fibres",
    "abdominal_pressure": "abdominal_pressure_kpa",
    "ligament_share": "ligament_share",
}


def merged(*levels: Options | None) -> dict[str, Any]:
    """Options of which each level overrides those before it.

    Parameters
    ----------
    *levels : Options or None
        From the study's defaults to the trial; None where nothing is said.

    Returns
    -------
    dict of str to object
        What is stated; an option that was taken back to its default by a null is left out.
    """
    stated: dict[str, Any] = {}
    for level in levels:
        stated |= level.stated() if level is not None else {}
    return {name: value for name, value in stated.items() if value is not None}


def settings_of(
    stated: Mapping[str, Any], values: Mapping[str, str], data: Path
) -> tuple[AnalysisSettings, Path | None]:
    """The settings of one trial, and its model.

    Parameters
    ----------
    stated : mapping of str to object
        Options as `merged` gives them, the condition as it shall be.
    values : mapping of str to str
        What the fields in paths and words stand for.
    data : Path
        The folder that relative paths begin at.

    Returns
    -------
    settings : AnalysisSettings
        What is not stated keeps its default.
    model : Path or None
        None for the packaged one.

    Raises
    ------
    SettingError
        If two options contradict each other, or a field stands for nothing.
    """
    if "bar_at" in stated and not stated.get("barbell"):
        raise SettingError("bar_at says where a bar is, but not how heavy: add barbell (kg).")
    if stated.get("scaled") and "model" not in stated:
        raise SettingError("scaled needs a model: the packaged one is nobody's until it is scaled.")
    if "external_loads" in stated and "grf" not in stated:
        raise SettingError("external_loads names columns of a grf file, and none is given.")
    given: dict[str, Any] = {name: stated[name] for name in _SAME if name in stated}
    given |= {to: stated[name] for name, to in _RENAMED.items() if name in stated}
    given |= {to: _file(stated[n], values, data) for n, to in _FILES.items() if n in stated}
    given |= {n: fill(stated[n], values) for n in ("subject", "person") if n in stated}
    if "reps" in stated:
        given["reps"] = tuple((float(start), float(end)) for start, end in stated["reps"])
    if "noise" in stated:
        given |= {"noise": _noise(stated["noise"]), "learn_noise": False}
    raised = stated.get("slr")
    if isinstance(raised, str):
        given["slr"] = _file(raised, values, data)
    elif raised is not None:
        given["hamstrings"] = LombardSettings(slr_deg=float(raised))
    settings = AnalysisSettings(condition=stated.get("condition"), loads=_loads(stated), **given)
    return settings, _file(stated["model"], values, data) if "model" in stated else None


def _file(text: str, values: Mapping[str, str], data: Path) -> Path:
    return Path(os.path.normpath(data / fill(text, values)))


def _loads(stated: Mapping[str, Any]) -> LoadSettings:
    given: dict[str, Any] = {to: stated[n] for n, to in _OF_LOADS.items() if n in stated}
    if "hand_weights" in stated:
        given["hand_weights_kg"] = tuple(float(kg) for kg in stated["hand_weights"])
    if "no_ground_estimate" in stated:
        given["estimate_ground"] = not stated["no_ground_estimate"]
    return LoadSettings(**given)


def _noise(noise: Noise) -> MarkerNoise:
    if noise.none:
        return MarkerNoise.none()
    names = {field.name: field.name.removesuffix("_mm") for field in fields(MarkerNoise)}
    sizes = {to: float(size) for to, n in names.items() if (size := getattr(noise, n)) is not None}
    if "sd_mm" in sizes and "filled_sd_mm" not in sizes:
        sizes["filled_sd_mm"] = max(sizes["sd_mm"], MarkerNoise.filled_sd_mm)
    return MarkerNoise(**sizes)
