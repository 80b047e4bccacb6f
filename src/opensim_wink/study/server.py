"""Fork the processes of jobs from one that has everything imported: a start costs milliseconds.

``python -m opensim_wink.study.server FD`` talks over a socket with the process that runs the study
(`opensim_wink.study.launching`). It keeps the limits, and it outlives the study's process just long
enough to end what was running, so that a kill leaves no process behind. Linux only.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opensim_wink.study.child import LOG, do_task
from opensim_wink.study.job import Limits
from opensim_wink.study.watch import LOOK_S, Watch

LONGEST_MESSAGE = 1 << 17
_PR_SET_PDEATHSIG = 1


@dataclass
class _Server:
    control: socket.socket
    wake: int
    running: dict[int, tuple[Watch, Path]] = field(default_factory=dict)

    def serve(self) -> None:
        """Do what is asked until the other side is gone; then end everything."""
        try:
            while self._turn():
                pass
        finally:
            for number in tuple(self.running):
                self._end(number)

    def _turn(self) -> bool:
        ends = [self.control.fileno(), self.wake]
        ready, _, _ = select.select(ends, [], [], LOOK_S if self.running else None)
        if self.wake in ready:
            os.read(self.wake, 4096)
        if self.control.fileno() in ready:
            message, handles, _, _ = socket.recv_fds(self.control, LONGEST_MESSAGE, 1)
            if not message:
                return False
            self._obey(json.loads(message), handles)
        for number, (watch, _) in self.running.items():
            if watch.look():
                self._kill(number)
        self._reap()
        return True

    def _obey(self, asked: dict[str, Any], handles: list[int]) -> None:
        number = int(asked["number"])
        if asked["do"] == "end":
            if number in self.running:
                self._kill(number)
            return
        folder = Path(asked["folder"])
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._be_child(folder, server)
        _own_group(pid)
        for handle in handles:  # the child has a copy of the lock, and that is what counts
            os.close(handle)
        self.running[number] = (Watch(pid, Limits(**asked["limits"]), time.monotonic()), folder)

    def _be_child(self, folder: Path, server: int) -> None:
        """Leave everything of the server behind, but not the job's lock; never returns."""
        status = 1
        try:
            _own_group(0)
            _die_with(server)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.control.close()
            os.close(self.wake)
            log = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            do_task(folder)
            status = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(status)

    def _reap(self) -> None:
        """Tell of the children that have ended."""
        for number, (watch, _) in tuple(self.running.items()):
            found = os.waitid(os.P_PID, watch.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None:
                continue
            self._kill(number)  # what it started itself; its number is not given again before:
            _, status, usage = os.wait4(watch.pid, 0)
            del self.running[number]
            told = {
                "number": number,
                "status": os.waitstatus_to_exitcode(status),
                "reason": watch.reason,
                "seconds": watch.seconds,
                "peak_gb": max(watch.peak_gb, usage.ru_maxrss / (1 << 20)),
            }
            with contextlib.suppress(OSError):  # gone: the next turn finds that out
                self.control.send(json.dumps(told).encode())

    def _kill(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.running[number][0].pid, signal.SIGKILL)

    def _end(self, number: int) -> None:
        """Kill a job whose study is gone, and remove its papers."""
        self._kill(number)
        watch, folder = self.running.pop(number)
        os.waitpid(watch.pid, 0)
        shutil.rmtree(folder, ignore_errors=True)


def _own_group(pid: int) -> None:
    """Give a child a group of its own; both sides do it, and the second finds it done."""
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


def _die_with(server: int) -> None:
    """Have the kernel kill this process when the server dies."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != server:  # it died before that
        os._exit(1)


def main(handle: int) -> None:
    """Import what the jobs need, say so, and serve.

    Parameters
    ----------
    handle : int
        The socket.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=handle)
    control.set_inheritable(False)
    # Python 3.12 warns of threads at a fork; the one here is the allocator's, which is made for it.
    warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)
    message = control.recv(LONGEST_MESSAGE)
    if not message:
        return
    asked = json.loads(message)
    sys.path[:] = asked["path"]
    module = importlib.import_module(asked["module"])
    load = getattr(module, "preload", None)
    if load is not None:
        load()
    gc.freeze()  # what is shared stays shared: no collection touches its pages
    wake, waker = os.pipe()
    for end in (wake, waker):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with contextlib.suppress(OSError):
        control.send(b'{"ready": true}')
        _Server(control, wake).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
