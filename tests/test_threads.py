"""The command line says how many threads the linear algebra takes before NumPy is there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from opensim_wink.threads import ONE_THREAD

LOOK = """
import os, sys
from opensim_wink.cli import main
assert "numpy" not in sys.modules
main(["check", "no_such_file.c3d"])
assert "numpy" in sys.modules
print(os.environ["OPENBLAS_NUM_THREADS"])
"""


@pytest.mark.parametrize(("given", "found"), [(None, "1"), ("3", "3")])
def test_one_thread_unless_said_otherwise(given: str | None, found: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    if given is not None:
        environment["OPENBLAS_NUM_THREADS"] = given
    run = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[-1] == found
