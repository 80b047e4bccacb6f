"""What --help says."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from opensim_wink.cli.parser import build_parser


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


def test_every_option_is_explained() -> None:
    for parser in parsers(build_parser()):
        for action in parser._actions:
            if not isinstance(action, argparse._SubParsersAction):
                assert action.help, f"{parser.prog} {action.option_strings or action.dest}"


@pytest.mark.parametrize(
    "words",
    [
        "the person's standing: in the static trial, else in this one (default), or degrees of "
        "lumbar flexion",
        ".c3d, .trc, or .mot/.sto",
        "takes minutes",
    ],
)
def test_analyze_says(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with pytest.raises(SystemExit) as end:
        build_parser().parse_args(["analyze", "--help"])
    assert end.value.code == 0
    assert words in " ".join(capsys.readouterr().out.split())
