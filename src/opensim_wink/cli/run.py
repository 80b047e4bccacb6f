"""Run a verb and turn every ending into one line and an exit status."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
import warnings
from argparse import Namespace
from collections.abc import Sequence

from opensim_wink.cli.parser import build_parser
from opensim_wink.errors import WinkError
from opensim_wink.threads import ONE_THREAD

DONE, BUG, REFUSED, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process where left out.

    Returns
    -------
    int
        0 done; 2 refused, with one line on stderr that says why; 1 a bug; 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    _end_cleanly()
    for name, count in ONE_THREAD.items():
        os.environ.setdefault(name, count)
    try:
        with warnings.catch_warnings():
            if not debug:
                # A library's warning is no answer to the person at the terminal.
                warnings.simplefilter("ignore")
            return _run(build_parser().parse_args(arguments), arguments)
    except WinkError as error:
        return _complain(str(error), REFUSED, debug)
    except KeyboardInterrupt:
        return _complain("interrupted; nothing was written.", INTERRUPTED, debug)
    except BrokenPipeError:
        # The reader of our output has gone; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        told = f"unexpected {type(error).__name__}: {error}"
        return _complain(f"{told}; run again with --debug and report it.", BUG, debug)


def _end_cleanly() -> None:
    """Let a request to end undo what was begun, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _complain(message: str, status: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    sys.stderr.write(f"opensim-wink: {' '.join(message.split())}\n")
    return status


def _run(arguments: Namespace, argv: list[str]) -> int:
    if arguments.verb == "check":
        from opensim_wink.cli.check import run_check

        return run_check(arguments)
    if arguments.verb == "demo":
        from opensim_wink.cli.demo import run_demo_verb

        return run_demo_verb(arguments, argv)
    if arguments.verb == "analyze":
        from opensim_wink.cli.analyze import run_analyze

        return run_analyze(arguments, argv)
    if arguments.verb == "compare":
        from opensim_wink.cli.compare import run_compare

        return run_compare(arguments, argv)
    if arguments.verb == "batch":
        from opensim_wink.cli.batch import run_batch

        return run_batch(arguments)
    if arguments.verb == "hip":
        from opensim_wink.cli.hip import run_hip

        return run_hip(arguments, argv)
    if arguments.verb == "report":
        from opensim_wink.cli.report import run_report

        return run_report(arguments)
    from opensim_wink.cli.model import run_model_build, run_model_check

    return (run_model_build if arguments.model_verb == "build" else run_model_check)(arguments)
