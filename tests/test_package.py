"""The package as it looks from an interpreter."""

from __future__ import annotations

import opensim_wink


def test_dir_shows_the_public_names_only() -> None:
    assert dir(opensim_wink) == sorted(opensim_wink.__all__)
    assert not [name for name in dir(opensim_wink) if name.startswith("_") and name[:2] != "__"]
