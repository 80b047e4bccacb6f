"""Options of ``analyze`` that need each other."""

from __future__ import annotations

import pytest

from opensim_wink.cli.analyze import settings_from
from opensim_wink.cli.parser import build_parser
from opensim_wink.errors import SettingError
from opensim_wink.settings import AnalysisSettings


def settings(*options: str) -> AnalysisSettings:
    return settings_from(build_parser().parse_args(["analyze", "t.c3d", "-o", "out", *options]))


def test_a_bar_has_a_place_and_a_mass() -> None:
    assert settings("--barbell", "60").loads.bar_place == "back"
    held = settings("--barbell", "60", "--bar-at", "front", "--hand-weights", "5,5")
    assert held.loads.bar_place == "front"
    assert held.carried_kg == 70.0
    with pytest.raises(SettingError, match="add --barbell"):
        settings("--bar-at", "front")


def test_external_loads_need_their_forces() -> None:
    assert settings("--grf", "g.mot", "--external-loads", "e.xml").external_loads is not None
    with pytest.raises(SettingError, match="--grf"):
        settings("--external-loads", "e.xml")
