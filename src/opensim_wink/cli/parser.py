"""The command line's parser. Nothing heavy is imported, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from opensim_wink import __version__
from opensim_wink.cli.analyze_options import add_analyze
from opensim_wink.cli.batch import add_batch
from opensim_wink.cli.check import add_check
from opensim_wink.cli.compare import add_compare
from opensim_wink.cli.demo import add_demo
from opensim_wink.cli.hip import add_hip
from opensim_wink.cli.model import add_model
from opensim_wink.cli.report import add_report
from opensim_wink.errors import SettingError, did_you_mean

_ABOUT = "How deep a person squats before the pelvis tucks under and the lumbar spine flexes."
_AFTER = (
    "'opensim-wink VERB --help' explains a verb. Exit status: 0 done, 2 refused, 1 a bug, or "
    "trials of a batch that failed."
)
_CHOICE = re.compile(r"argument (\S+): invalid choice: '([^']*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors of this package."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print with the whole usage around it."""
        match = _CHOICE.fullmatch(message)
        if match:
            known = [name.strip(" '") for name in match[3].split(",")]
            message = (
                f"{match[1]} cannot be '{match[2]}'; choose from {', '.join(known)}."
                f"{did_you_mean(match[2], known)}"
            )
        stop = "" if message.endswith(("?", ".")) else "."
        raise SettingError(f"{message}{stop} See '{self.prog} --help'.")


def build_parser() -> Parser:
    """The parser of the whole command line.

    Returns
    -------
    Parser
        Its result carries ``verb`` and, for ``model``, ``model_verb``.
    """
    common = Parser(add_help=False)
    common.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show the traceback of an error and the libraries' warnings",
    )
    parser = Parser(
        prog="opensim-wink",
        description=_ABOUT,
        epilog=_AFTER,
        allow_abbrev=False,
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"opensim-wink {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
    add_demo(verbs, common)
    add_check(verbs, common)
    add_analyze(verbs, common)
    add_model(verbs, common)
    add_compare(verbs, common)
    add_batch(verbs, common)
    add_hip(verbs, common)
    add_report(verbs, common)
    return parser
