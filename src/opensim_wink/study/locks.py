"""One lock a job, so that two batches on one folder do not harm each other.

The system frees a lock when the last process that holds it ends, however it ends: nothing has to be
cleaned up after a kill. The empty files stay; to remove them would let two processes lock two files
of one name.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from opensim_wink.errors import OutputError

_HELD = (errno.EACCES, errno.EAGAIN)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)


class FileLock:
    """A lock that is held until `release`, or until every process that shares it has ended.

    Attributes
    ----------
    fd : int
        The open file. A child that inherits it holds the lock too.
    """

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def release(self) -> None:
        """Give this process' share up; twice does no harm."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def try_lock(path: Path) -> FileLock | None:
    """Take a lock if nobody holds it.

    Parameters
    ----------
    path : Path
        The lock's file; made where it is missing, with its folder.

    Returns
    -------
    FileLock or None
        None where somebody holds it. On a file system without locks it is always given: results
        still appear whole, but a job may be run twice.

    Raises
    ------
    OutputError
        If the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        raise OutputError(
            f"{path}: no lock can be made there ({error.strerror or error}); name an output folder "
            "that you may write to."
        ) from error
    try:
        _lock(fd)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return FileLock(fd)
        os.close(fd)
        if error.errno in _HELD:
            return None
        raise OutputError(f"{path}: cannot be locked ({error.strerror or error}).") from error
    return FileLock(fd)


def _lock(fd: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
