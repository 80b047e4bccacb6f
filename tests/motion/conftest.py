from __future__ import annotations

import sys
from pathlib import Path

import pytest

from opensim_wink.body.tree import KinematicTree

sys.path.insert(0, str(Path(__file__).parent))
from small_tree import small_tree


@pytest.fixture(scope="session")
def tree() -> KinematicTree:
    return small_tree()
