"""Start the processes of jobs and hear of their ends."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from opensim_wink.errors import OutputError
from opensim_wink.study.child import LOG
from opensim_wink.study.job import Limits
from opensim_wink.study.locks import FileLock
from opensim_wink.study.server import LONGEST_MESSAGE
from opensim_wink.study.watch import LOOK_S, Watch
from opensim_wink.study.worker import Run
from opensim_wink.threads import ONE_THREAD

_STARTS = 3


@dataclass(frozen=True)
class Ended:
    """A process that has ended.

    Attributes
    ----------
    number : int
        As it was given to `Launcher.start`.
    status : int
        Its exit status; minus the signal that ended it.
    reason : str
        ``time`` or ``memory`` where it was ended for that; ``lost`` where it went down with the
        server that it was forked from; else empty.
    seconds : float
        How long it ran.
    peak_gb : float
        Most memory that it held; 0 where the system does not tell.
    """

    number: int
    status: int
    reason: str
    seconds: float
    peak_gb: float


class Launcher(Protocol):
    """Starts processes."""

    def start(self, number: int, folder: Path, limits: Limits, lock: FileLock) -> None:
        """Start the job whose papers lie in a folder; it holds the lock as long as it runs."""

    def wait(self, seconds: float) -> list[Ended]:
        """Which processes have ended, waiting for the first of them for some time."""

    def close(self) -> None:
        """End every process that still runs."""


def launcher_for(run: Run) -> Launcher:
    """The best way to start processes on this system.

    Parameters
    ----------
    run : callable
        What they will run.

    Returns
    -------
    Launcher
        A `ForkLauncher` on Linux. Elsewhere a `PlainLauncher`: Windows cannot fork, and macOS'
        libraries do not bear it.
    """
    return ForkLauncher(run) if sys.platform == "linux" else PlainLauncher()


class ForkLauncher:
    """Forks processes from a server that has everything imported.

    Parameters
    ----------
    run : callable
        What they will run: its module is imported by the server, and its ``preload()`` called
        where there is one.
    """

    def __init__(self, run: Run) -> None:
        self._module = run.__module__
        self._running: dict[int, float] = {}
        self._begin()

    @property
    def server_pid(self) -> int:
        """The server's process."""
        return self._server.pid

    def _begin(self) -> None:
        """Start a server; one that is killed meanwhile is replaced."""
        for _ in range(_STARTS):
            if self._begin_once():
                return
            if self._server.returncode >= 0:
                break  # it ended by itself, and would again
        raise OutputError(
            "the process that trials are forked from could not be started (its last words are "
            "above); check the installation with 'opensim-wink demo'."
        )

    def _begin_once(self) -> bool:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-m", "opensim_wink.study.server", str(theirs.fileno())]
        with theirs:
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for us; we end it
            )
        self._socket = ours
        asked = {"path": [str(Path(entry).absolute()) for entry in sys.path]}
        try:
            with contextlib.suppress(ConnectionError):
                self._socket.send(json.dumps({**asked, "module": self._module}).encode())
            ready = bool(self._receive())
        except BaseException:
            self._server.kill()
            self.close()
            raise
        if not ready:
            self.close()
        return ready

    def start(self, number: int, folder: Path, limits: Limits, lock: FileLock) -> None:
        """Start the job whose papers lie in a folder; it holds the lock as long as it runs."""
        asked = {
            "do": "start",
            "number": number,
            "folder": str(folder.absolute()),
            "limits": asdict(limits),
        }
        self._running[number] = time.monotonic()
        with contextlib.suppress(OSError):  # a dead server is found out in `wait`
            socket.send_fds(self._socket, [json.dumps(asked).encode()], [lock.fd])

    def wait(self, seconds: float) -> list[Ended]:
        """Which processes have ended, waiting for the first of them for some time."""
        ended: list[Ended] = []
        while select.select([self._socket], [], [], 0.0 if ended else seconds)[0]:
            message = self._receive()
            if not message:
                return [*ended, *self._lost()]
            found = Ended(**json.loads(message))
            self._running.pop(found.number, None)
            ended.append(found)
        return ended

    def _lost(self) -> list[Ended]:
        """The server died, and the kernel has ended its children: begin anew."""
        now = time.monotonic()
        lost = [Ended(n, -1, "lost", now - since, 0.0) for n, since in self._running.items()]
        self._running.clear()
        self.close()
        self._begin()
        return lost

    def _receive(self) -> bytes:
        try:
            return self._socket.recv(LONGEST_MESSAGE)
        except ConnectionError:
            return b""

    def close(self) -> None:
        """End every process that still runs, and the server."""
        self._socket.close()  # the server sees that, and ends its children
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()


class PlainLauncher:
    """Starts every process from nothing: some seconds of imports each, on any system."""

    def __init__(self) -> None:
        self._running: dict[int, tuple[subprocess.Popen[bytes], Watch]] = {}

    def start(self, number: int, folder: Path, limits: Limits, lock: FileLock) -> None:
        """Start the job whose papers lie in a folder; it holds the lock as long as it runs."""
        path = [str(Path(entry).absolute()) for entry in sys.path]
        command = [sys.executable, "-P", "-m", "opensim_wink.study.child", str(folder.absolute())]
        with (folder / LOG).open("ab") as log:
            process = subprocess.Popen(
                [*command, *path],
                stdin=subprocess.PIPE,  # a line to us: its end tells the child that we are gone
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
                pass_fds=[lock.fd] if os.name == "posix" else [],
            )
        self._running[number] = (process, Watch(process.pid, limits, time.monotonic()))

    def wait(self, seconds: float) -> list[Ended]:
        """Which processes have ended, waiting for the first of them for some time."""
        until = time.monotonic() + seconds
        while True:
            ended = []
            for number, (process, watch) in tuple(self._running.items()):
                if watch.look():
                    _kill_group(process)
                status = process.poll()
                if status is not None:
                    _kill_group(process)  # what it started itself
                    ended.append(Ended(number, status, watch.reason, watch.seconds, watch.peak_gb))
                    self._forget(number)
            if ended or time.monotonic() >= until:
                return ended
            time.sleep(min(LOOK_S, max(0.0, until - time.monotonic())))

    def close(self) -> None:
        """End every process that still runs."""
        for number, (process, _) in tuple(self._running.items()):
            _kill_group(process)
            process.wait()
            self._forget(number)

    def _forget(self, number: int) -> None:
        process, _ = self._running.pop(number)
        if process.stdin is not None:
            process.stdin.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _environment() -> dict[str, str]:
    return {**ONE_THREAD, **os.environ, "PYTHONUNBUFFERED": "1"}
