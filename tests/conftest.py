"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the real recordings and models: beside the checkout, or named by a variable."""
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("OPENSIM_WINK_SHARED", default))
    if not (folder / "real").is_dir():
        pytest.skip(f"no real recordings: {folder} is absent (set OPENSIM_WINK_SHARED)")
    return folder
