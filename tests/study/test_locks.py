"""A lock is held until its last holder ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from opensim_wink.errors import OutputError
from opensim_wink.study.locks import try_lock

HOLD = """
import sys
from pathlib import Path
from opensim_wink.study.locks import try_lock
lock = try_lock(Path(sys.argv[1]))
print(lock is not None, flush=True)
sys.stdin.read()
"""


def test_only_one_may_hold_it(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "one.lock"
    first = try_lock(path)
    assert first is not None
    assert try_lock(path) is None
    other = try_lock(path.with_name("two.lock"))
    assert other is not None
    other.release()
    first.release()
    first.release()
    with try_lock(path) as again:
        assert again is not None
        assert try_lock(path) is None
    with try_lock(path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="handles are not passed on")
def test_a_child_that_was_given_it_holds_it_too(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    lock = try_lock(path)
    assert lock is not None
    child = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"],
        stdin=subprocess.PIPE,
        pass_fds=[lock.fd],
    )
    lock.release()
    assert try_lock(path) is None
    child.communicate()
    with try_lock(path) as again:
        assert again is not None


def test_a_kill_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"True"
    assert try_lock(path) is None
    holder.kill()
    holder.communicate()
    with try_lock(path) as again:
        assert again is not None


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="no lock"):
        try_lock(tmp_path / "file" / "one.lock")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="no lock"):
        try_lock(tmp_path / "link")
    assert not (tmp_path / "elsewhere").exists()
