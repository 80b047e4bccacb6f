"""Of several levels, what is said last holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.merging import merged, settings_of
from opensim_wink.study.options import Options

SAID = {
    "mass": st.floats(20, 300),
    "height": st.floats(1, 2.5),
    "samples": st.sampled_from([0, 100, 5000]),
    "loads": st.sampled_from(["none", "moments", "muscles"]),
    "static": st.sampled_from(["a.c3d", "b.c3d"]),
    "cutoff": st.floats(3, 50),
    "scaled": st.booleans(),
}
LEVEL = st.fixed_dictionaries({}, optional={name: st.none() | of for name, of in SAID.items()})


@given(st.lists(st.none() | LEVEL, max_size=4))
def test_what_is_said_last_holds(levels: list[dict[str, Any] | None]) -> None:
    options = [None if level is None else Options(**level) for level in levels]
    found = merged(*options)
    for name in SAID:
        said = [level[name] for level in levels if level is not None and name in level]
        assert found.get(name) == (said[-1] if said else None)
    assert set(found) <= set(SAID)


@given(LEVEL)
def test_what_is_not_said_keeps_its_default(level: dict[str, Any]) -> None:
    stated = {name: value for name, value in level.items() if name != "scaled"}
    found, model = settings_of(merged(Options(**stated)), {}, Path("/data"))
    plain = AnalysisSettings()
    assert model is None
    assert found.mass_kg == stated.get("mass")
    assert found.cutoff_hz == (stated.get("cutoff") or plain.cutoff_hz)
    assert found.loads.level == (stated.get("loads") or plain.loads.level)
    static = stated.get("static")
    assert found.static == (Path("/data") / static if static else None)
    assert (found.noise, found.learn_noise, found.reps) == (plain.noise, True, None)


def test_paths_are_seen_from_the_data_unless_absolute() -> None:
    stated = {"static": "{participant}/s.c3d", "model": "/m/{participant}.osim", "slr": "./r.c3d"}
    found, model = settings_of(stated, {"participant": "P1"}, Path("/data"))
    assert (found.static, found.slr, model) == (
        Path("/data/P1/s.c3d"),
        Path("/data/r.c3d"),
        Path("/m/P1.osim"),
    )
    with pytest.raises(SettingError, match="is not known of this trial"):
        settings_of({"static": "{condition}.c3d"}, {"participant": "P1"}, Path("/data"))
