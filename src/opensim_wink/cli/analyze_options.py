"""The options of ``opensim-wink analyze``, by what they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opensim_wink.cli import values
from opensim_wink.cli.options import add_labels, add_output, add_overwrite, add_pdf


def add_analyze(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    analyze = verbs.add_parser(
        "analyze",
        parents=[common],
        allow_abbrev=False,
        help="angles, repetitions, the wink of each, the hamstrings put to the test, the loads",
        description=(
            "Follow a trial with the person's model and measure the wink of each repetition. "
            "Without --model the packaged model is scaled to the person; with --model and --static "
            "that model is; with --model alone it must be scaled already."
        ),
    )
    analyze.add_argument(
        "trial",
        type=Path,
        metavar="TRIAL",
        help="squats: .c3d, .trc, or .mot/.sto of coordinates solved elsewhere (needs --model)",
    )
    need = analyze.add_argument_group("needed")
    add_output(need)
    _add_person(analyze)
    _add_measuring(analyze)
    _add_hamstrings(analyze)
    _add_hip_shape(analyze)
    _add_loads(analyze)
    _add_errors(analyze)
    _add_folder(analyze)


def _add_person(analyze: Any) -> None:
    """What is known of the person and of the trial."""
    who = analyze.add_argument_group("the person and the trial")
    add_labels(who)
    who.add_argument(
        "--model", type=Path, metavar="OSIM", help="OpenSim model (default: the packaged one)"
    )
    who.add_argument(
        "--geometry",
        type=Path,
        metavar="DIR",
        help="the model's Geometry folder (.vtp, .stl, .obj), for the report's figure (default: "
        "what lies beside the model, else simple bones)",
    )
    who.add_argument(
        "--static",
        type=Path,
        metavar="FILE",
        help="standing trial of the person: the model is scaled from it, and it is the neutral",
    )
    who.add_argument(
        "--scaled",
        action="store_true",
        help="the model is the person's already: do not scale it from --static",
    )
    who.add_argument(
        "--mass",
        type=values.number("--mass", 20, 300, "kg"),
        metavar="KG",
        help="body mass, ahead of what file, force plates and model say; held against them",
    )
    who.add_argument(
        "--height",
        type=values.number("--height", 1.0, 2.5, "m"),
        metavar="M",
        help="stature; kept with the settings in provenance.json, changes no result",
    )
    who.add_argument(
        "--barbell",
        type=values.number("--barbell", 0, 500, "kg"),
        metavar="KG",
        help="mass of a barbell with its plates: taken off what the force plates weigh, and "
        "carried in the loads",
    )
    who.add_argument(
        "--condition",
        type=values.condition,
        metavar="NAME",
        help="what it was recorded under, such as 'heels_raised: 25', for 'compare' "
        "(docs/conditions.md); adds no load",
    )


def _add_measuring(analyze: Any) -> None:
    """How to solve and what counts."""
    how = analyze.add_argument_group("how to solve and measure")
    how.add_argument(
        "--ik-tasks", type=Path, metavar="XML", help="marker weights from an OpenSim IK setup"
    )
    how.add_argument(
        "--solver",
        choices=("arrays", "opensim"),
        default="arrays",
        help="all frames at once (default), or OpenSim's own, frame after frame: takes minutes",
    )
    how.add_argument(
        "--neutral",
        type=values.neutral,
        default="standing",
        metavar="standing|DEG",
        help=(
            "the person's standing: in the static trial, else in this one (default), or degrees "
            "of lumbar flexion"
        ),
    )
    how.add_argument(
        "--reps", type=values.spans, metavar="S-E,…", help="set repetitions by hand: 1.2-3.9,4.4-7"
    )
    how.add_argument(
        "--cutoff",
        type=values.number("--cutoff", 3, 50, "Hz"),
        default=6.0,
        metavar="HZ",
        help="zero-lag low-pass of the coordinates (default 6)",
    )
    how.add_argument(
        "--threshold",
        type=values.number("--threshold", 0.5, 45, "degrees"),
        default=5.0,
        metavar="DEG",
        help="smallest pelvic wink that counts (default 5)",
    )


def _add_hamstrings(analyze: Any) -> None:
    """What the hamstrings are judged with."""
    legs = analyze.add_argument_group("the hamstrings")
    legs.add_argument(
        "--slr",
        type=values.leg_raise,
        metavar="FILE|DEG",
        help=(
            "straight-leg raise of the person: a trial, which counts for the leg it lifts, or "
            "the hip flexion that was measured, in degrees, for both; without it 90° is assumed "
            "and nothing is acquitted"
        ),
    )
    legs.add_argument(
        "--second-model",
        type=Path,
        metavar="OSIM",
        help="another model: what is said of the hamstrings must hold in both",
    )


def _add_hip_shape(analyze: Any) -> None:
    """What is known of the hips' bones."""
    hip = analyze.add_argument_group("the hips")
    hip.add_argument(
        "--hip-shape",
        type=Path,
        metavar="YAML",
        help="the hips' numbers from imaging, as for 'opensim-wink hip --shape'",
    )


def _add_loads(analyze: Any) -> None:
    """What is carried, what the ground does, and how far loads are told."""
    loads = analyze.add_argument_group("the loads")
    loads.add_argument(
        "--loads",
        choices=("none", "moments", "muscles"),
        default="muscles",
        help="joint moments alone, or muscle and joint contact forces too (default)",
    )
    loads.add_argument(
        "--grf",
        type=Path,
        metavar="MOT",
        help="ground reactions in the trial's axes, where they are not in the C3D",
    )
    loads.add_argument(
        "--external-loads",
        type=Path,
        metavar="XML",
        help="OpenSim external loads file that names the columns of --grf",
    )
    loads.add_argument(
        "--no-ground-estimate",
        action="store_true",
        help="without force plates, say nothing of hips and knees rather than estimate the ground",
    )
    loads.add_argument(
        "--bar-at",
        choices=("back", "front", "hands"),
        help="where the barbell is held (default back)",
    )
    loads.add_argument(
        "--hand-weights",
        type=values.hand_weights,
        default=(),
        metavar="KG[,KG]",
        help="one weight held in both hands, or right and left",
    )
    loads.add_argument(
        "--passive-fibres",
        action="store_true",
        help="let resting muscle fibres pull; in deep squats the model's pull too hard",
    )
    loads.add_argument(
        "--abdominal-pressure",
        type=values.number("--abdominal-pressure", 0, 50, "kPa"),
        default=0.0,
        metavar="KPA",
        help="show what this much pressure in the abdomen would change at L5/S1",
    )
    loads.add_argument(
        "--ligament-share",
        type=values.number("--ligament-share", 0, 1, "(a share)"),
        default=0.0,
        metavar="SHARE",
        help=(
            "show what changes at L5/S1 if the fully flexed spine's passive tissue bears this "
            "share of the moment"
        ),
    )


def _add_errors(analyze: Any) -> None:
    """Markers' errors behind the intervals."""
    sure = analyze.add_argument_group("how sure")
    sure.add_argument(
        "--noise",
        type=values.marker_noise,
        metavar="NAME=MM,…",
        help=(
            "size of marker errors, such as pelvis=6,sd=2 (docs/method.md), or none; left out, it "
            "is assumed, and raised where the recording shows more"
        ),
    )
    sure.add_argument(
        "--samples",
        type=values.whole_number(
            "--samples", "0, or 100 to 5000", lambda n: n == 0 or 100 <= n <= 5000
        ),
        default=200,
        metavar="N",
        help="draws of these errors behind the intervals (default 200); 0 leaves them out",
    )
    sure.add_argument(
        "--seed",
        type=values.whole_number("--seed", "a whole number of 0 or more", lambda n: n >= 0),
        default=0,
        metavar="N",
        help="of these draws (default 0): the same seed gives the same intervals",
    )


def _add_folder(analyze: Any) -> None:
    """What is written."""
    out = analyze.add_argument_group("the folder")
    out.add_argument("--csv", action="store_true", help="frames.csv in place of frames.parquet")
    add_overwrite(out)
    add_pdf(out)
    out.add_argument(
        "--verify",
        action="store_true",
        help=(
            "let OpenSim's own tool repeat the angles from the written files and tell the largest "
            "difference: some ten frames a second, so minutes for a trial"
        ),
    )
