"""``opensim-wink compare``: its options, and the run."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from opensim_wink.cli.options import add_output, add_overwrite, add_pdf
from opensim_wink.cli.terminal import page_width


def add_compare(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    compare = verbs.add_parser(
        "compare",
        parents=[common],
        allow_abbrev=False,
        help="conditions of one person side by side, and what they say of each claim and cause",
        description=(
            "Put the analysed trials of one person under several conditions side by side: what "
            "each condition changes, what that says of every popular claim, and what speaks for "
            "and against each cause. No diagnosis."
        ),
    )
    compare.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="folders that 'analyze' wrote, the usual squat's too",
    )
    need = compare.add_argument_group("needed")
    add_output(need)
    more = compare.add_argument_group("more")
    more.add_argument(
        "--person",
        metavar="NAME",
        help="for the title (default: as in conditions.yaml, else the folder they lie in)",
    )
    more.add_argument(
        "--claims", type=Path, metavar="YAML", help="a book of claims in the place of the packaged"
    )
    add_pdf(more)
    add_overwrite(more)


def run_compare(arguments: Namespace, command: Sequence[str]) -> int:
    """Compare, write the folder and print what was found.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.
    command : sequence of str
        The command line after the program's name, for the provenance.

    Returns
    -------
    int
        Exit status 0.

    Raises
    ------
    OutputError
        If a folder holds no result, or the new one cannot be written.
    SettingError
        If the book of claims cannot be read.
    """
    from opensim_wink.errors import OutputError
    from opensim_wink.report.folder import check_output_folder

    check_output_folder(
        arguments.output,
        overwrite=arguments.overwrite,
        inputs=[*arguments.folders, arguments.claims],
    )

    if arguments.pdf:
        from opensim_wink.report.page.pdf import check_pdf

        check_pdf()
    for folder in arguments.folders:
        if folder.resolve() in arguments.output.resolve().parents:
            raise OutputError(
                f"{arguments.output}: lies in {folder}, a result that is compared, and would go "
                "with it when that is made again; name a folder beside it."
            )

    from opensim_wink.comparing import compare
    from opensim_wink.report.comparison.files import write_comparison
    from opensim_wink.report.comparison.text import comparison_text

    comparison = compare(arguments.folders, person=arguments.person, claims=arguments.claims)
    summary = write_comparison(
        comparison,
        arguments.output,
        folders=arguments.folders,
        claims=arguments.claims,
        overwrite=arguments.overwrite,
        command=command,
    )
    if arguments.pdf:
        from opensim_wink.report.page.build import REPORT
        from opensim_wink.report.page.pdf import write_pdf

        write_pdf(arguments.output / REPORT)
    width = page_width()
    sys.stdout.write(comparison_text(summary, width, arguments.output))
    return 0
