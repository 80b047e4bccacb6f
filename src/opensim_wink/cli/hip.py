"""``opensim-wink hip``: its options, and the run."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.cli import values
from opensim_wink.cli.options import add_output, add_overwrite
from opensim_wink.cli.terminal import page_width
from opensim_wink.errors import SettingError
from opensim_wink.hip.parameters import PARAMETERS

if TYPE_CHECKING:
    from opensim_wink.hip.one_hip import HipSettings


def add_hip(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    hip = verbs.add_parser(
        "hip",
        parents=[common],
        allow_abbrev=False,
        help="how deep a hip of some shape could go, in which stance; no diagnosis",
        description=(
            "Work out at which flexion a round femoral neck meets a round socket's rim, in a grid "
            "of stances, and what that depends on. What is not given is typical of people without "
            "hip disease. A geometric sensitivity, no diagnosis."
        ),
    )
    shape = hip.add_argument_group("the hip, from imaging")
    shape.add_argument(
        "--shape", type=Path, metavar="YAML", help="file with its numbers; options go ahead of it"
    )
    shape.add_argument(
        "--side", choices=("r", "l"), help="which hip of the file, and for the title"
    )
    for parameter in PARAMETERS:
        shape.add_argument(
            f"--{parameter.option}",
            type=values.number(
                f"--{parameter.option}",
                parameter.low,
                parameter.high,
                "degrees" if parameter.unit else "",
            ),
            dest=parameter.name,
            metavar="DEG" if parameter.unit else "N",
            help=f"{parameter.label} (typical: {parameter.typical:g})",
        )
    shape.add_argument(
        "--alpha",
        type=values.number("--alpha", 20, 110, "degrees"),
        dest="alpha_deg",
        metavar="DEG",
        help="alpha angle of the cam, in place of --cam",
    )
    _add_stance(hip)
    out = hip.add_argument_group("the folder")
    add_output(out, "write the tables as CSV", required=False)
    add_overwrite(out)


def _add_stance(hip: Any) -> None:
    ask = hip.add_argument_group("stance and sweep")
    for name, low, high, words in (
        ("abduction", -30, 60, "knees out"),
        ("external-rotation", -60, 90, "toes out"),
    ):
        ask.add_argument(
            f"--{name}",
            type=values.number(f"--{name}", low, high, "degrees"),
            default=0.0,
            metavar="DEG",
            help=f"{words}, for sensitivities and sweeps (default 0)",
        )
    ask.add_argument(
        "--plane-tilt",
        type=values.number("--plane-tilt", -40, 40, "degrees"),
        metavar="DEG",
        help="posterior tilt of the anterior pelvic plane where flexion is 0 (default 0, ± 10)",
    )
    ask.add_argument(
        "--sweep",
        type=values.sweep,
        action="append",
        default=[],
        metavar="NAME=LOW:HIGH:STEP",
        help="vary a number, such as nsa=115:140:5 or abduction=0:30:10; several combine",
    )


def run_hip(arguments: Namespace, command: Sequence[str]) -> int:
    """Print how deep a hip could go, and write the tables where they are wanted.

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
    SettingError
        If a number, a name or the file is not allowed.
    OutputError
        If the folder cannot be written.
    """
    from opensim_wink.hip.one_hip import study_hip
    from opensim_wink.report.folder import check_output_folder
    from opensim_wink.report.hip.files import write_hip
    from opensim_wink.report.hip.text import hip_text

    if arguments.output is not None:
        check_output_folder(
            arguments.output, overwrite=arguments.overwrite, inputs=[arguments.shape]
        )
    elif arguments.overwrite:
        raise SettingError("--overwrite replaces a folder; name it with -o.")
    study = study_hip(hip_settings(arguments))
    width = page_width()
    text = hip_text(study, width)
    if arguments.output is not None:
        files = write_hip(study, arguments.output, overwrite=arguments.overwrite, command=command)
        text += f"\nWritten to {arguments.output}: {', '.join(files)}\n"
    sys.stdout.write(text)
    return 0


def hip_settings(arguments: Namespace) -> HipSettings:
    """What the command line asks of a hip.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.

    Returns
    -------
    HipSettings
        Numbers of the file, options ahead of them.

    Raises
    ------
    SettingError
        If a number, a name or the file is not allowed.
    """
    from opensim_wink.hip.given import given_values, read_shape_file
    from opensim_wink.hip.one_hip import HipSettings
    from opensim_wink.hip.stances import Stance

    known: dict[str, float] = {}
    if arguments.shape is not None:
        of_side = read_shape_file(arguments.shape)
        if arguments.side is None and of_side["r"] != of_side["l"]:
            raise SettingError(
                f"{arguments.shape}: tells the right hip from the left; choose with --side r or l."
            )
        known = of_side[arguments.side or "r"]
    names = [*(parameter.name for parameter in PARAMETERS), "alpha_deg"]
    told = {name: getattr(arguments, name) for name in names}
    told = {name: value for name, value in told.items() if value is not None}
    if "alpha_deg" in told:
        known = {name: value for name, value in known.items() if name != "cam_deg"}
    ranges: dict[str, tuple[float, ...]] = {}
    for name, steps in arguments.sweep:
        if name in ranges:
            raise SettingError(f"--sweep: '{name}' is swept twice; keep one.")
        ranges[name] = steps
    return HipSettings(
        given=given_values({**known, **told}, "the hip"),
        side=arguments.side,
        stance=Stance(arguments.abduction, arguments.external_rotation),
        plane_tilt_deg=arguments.plane_tilt,
        sweep=ranges,
        shape_file=arguments.shape,
    )
