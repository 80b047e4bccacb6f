"""Options that several verbs have: the same words, the same kind."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from opensim_wink.cli.options import add_labels, add_output, add_overwrite, add_pdf
from opensim_wink.cli.parser import build_parser


def options(verb: str) -> dict[str, argparse.Action]:
    verbs = next(action for action in build_parser()._actions if action.dest == "verb")
    assert isinstance(verbs.choices, dict)
    return {action.dest: action for action in verbs.choices[verb]._actions}


def test_they_read_what_they_are_for() -> None:
    parser = argparse.ArgumentParser()
    add_labels(parser)
    add_output(parser)
    add_overwrite(parser)
    add_pdf(parser)
    given = parser.parse_args(["-o", "out", "--labels", "map.csv", "--pdf"])
    assert given.output == Path("out")
    assert given.labels == Path("map.csv")
    assert (given.pdf, given.overwrite, given.subject) == (True, False, None)


def test_a_folder_is_needed_only_where_it_is_said() -> None:
    needed, free = argparse.ArgumentParser(), argparse.ArgumentParser()
    add_output(needed)
    add_output(free, "tables", required=False)
    assert free.parse_args([]).output is None
    with pytest.raises(SystemExit):
        needed.parse_args([])


@pytest.mark.parametrize(
    ("name", "verbs"),
    [
        ("pdf", ("analyze", "compare", "report")),
        ("overwrite", ("analyze", "compare", "hip")),
        ("labels", ("analyze", "check")),
        ("subject", ("analyze", "check")),
    ],
)
def test_verbs_say_them_alike(name: str, verbs: tuple[str, ...]) -> None:
    assert len({options(verb)[name].help for verb in verbs}) == 1
    assert len({options(verb)[name].type for verb in verbs}) == 1
