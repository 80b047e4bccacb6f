"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No duration is asserted anywhere, hypothesis' own limits included: test machines are noisy. CI
# draws the same examples each time, so that it tells of the change and not of the draw.
settings.register_profile(
    "here",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("here")

# A run in the background is told to ignore Ctrl-C, and so would everything that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the real recordings and models: beside the checkout, or named by a variable."""
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("OPENSIM_WINK_SHARED", default))
    if not (folder / "real").is_dir():
        pytest.skip(f"no real recordings: {folder} is absent (set OPENSIM_WINK_SHARED)")
    return folder
