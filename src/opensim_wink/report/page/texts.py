"""What the page says in its own words, read from ``texts/<language>/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGE = "en"


def texts(language: str = LANGUAGE) -> Mapping[str, Any]:
    """All sentences and labels of the page.

    Parameters
    ----------
    language : str
        Name of a folder under ``texts``.

    Returns
    -------
    mapping
        The content of ``texts/<language>/<part>.yaml`` under ``<part>``; not to be changed.

    Raises
    ------
    ValueError
        If a file holds no mapping: a fault of this package.
    """
    return MappingProxyType(_read(language))


@cache
def _read(language: str) -> dict[str, Any]:
    import yaml

    folder = files("opensim_wink.report.page").joinpath("texts", language)
    found: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".yaml"):
            continue
        content = yaml.safe_load(file.read_text("utf-8"))
        if not isinstance(content, dict):
            raise ValueError(f"{file.name}: holds no mapping of names to texts.")
        found[file.name.removesuffix(".yaml")] = content
    return found
