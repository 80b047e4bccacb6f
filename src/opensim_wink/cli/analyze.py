"""``opensim-wink analyze``: the run, and the settings that its options make."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.cli.progress import ProgressBars

if TYPE_CHECKING:
    from opensim_wink.settings import AnalysisSettings


def run_analyze(arguments: Namespace, command: Sequence[str]) -> int:
    """Analyse one trial, write the result folder and print what was found.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.
    command : sequence of str
        The command line after the program's name, for the provenance.

    Returns
    -------
    int
        Exit status 0; whatever cannot be done raises.
    """
    from opensim_wink.report.folder import check_output_folder

    # Before anything heavy is loaded: minutes of work should not end at a folder that is taken.
    inputs = (
        arguments.trial,
        arguments.model,
        arguments.static,
        arguments.labels,
        arguments.ik_tasks,
        arguments.slr if isinstance(arguments.slr, Path) else None,
        arguments.second_model,
        arguments.grf,
        arguments.external_loads,
        arguments.hip_shape,
        arguments.geometry,
    )
    check_output_folder(arguments.output, overwrite=arguments.overwrite, inputs=inputs)
    if arguments.pdf:
        from opensim_wink.report.page.pdf import check_pdf

        check_pdf()
    if arguments.geometry is not None:
        from opensim_wink.body.meshes import check_geometry_folder

        check_geometry_folder(arguments.geometry)

    from opensim_wink.analysis import analyze
    from opensim_wink.errors import SettingError
    from opensim_wink.motion.from_file import MOTION_SUFFIXES
    from opensim_wink.report.files import NO_MARKERS_TO_VERIFY, write_results
    from opensim_wink.report.page.build import REPORT
    from opensim_wink.report.text import summary_text

    if arguments.verify and arguments.trial.suffix.lower() in MOTION_SUFFIXES:
        raise SettingError(NO_MARKERS_TO_VERIFY)
    with ProgressBars() as progress:
        analysis = analyze(
            arguments.trial, arguments.model, settings_from(arguments), progress=progress
        )
        progress("writing", 0, 0)
        summary = write_results(
            analysis,
            arguments.output,
            csv=arguments.csv,
            overwrite=arguments.overwrite,
            command=command,
            verify=arguments.verify,
            progress=progress,
            geometry=arguments.geometry,
        )
    if arguments.pdf:
        from opensim_wink.report.page.pdf import write_pdf

        write_pdf(arguments.output / REPORT)
    sys.stdout.write(summary_text(summary, arguments.output) + "\n")
    return 0


def settings_from(arguments: Namespace) -> AnalysisSettings:
    """Settings as the command line gives them.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.

    Returns
    -------
    AnalysisSettings
        What was not given keeps its default.
    """
    from opensim_wink.claims.hamstrings.settings import LombardSettings
    from opensim_wink.errors import SettingError
    from opensim_wink.load.settings import LoadSettings
    from opensim_wink.motion.noise.soft_tissue import MarkerNoise
    from opensim_wink.settings import AnalysisSettings

    if arguments.bar_at is not None and not arguments.barbell:
        raise SettingError(
            f"--bar-at {arguments.bar_at} says where a bar is, but not how heavy: add --barbell KG."
        )
    stated = arguments.slr if isinstance(arguments.slr, float) else None
    return AnalysisSettings(
        subject=arguments.subject,
        label_map=arguments.labels,
        ik_tasks=arguments.ik_tasks,
        solver=arguments.solver,
        static=arguments.static,
        scaled=arguments.scaled,
        mass_kg=arguments.mass,
        height_m=arguments.height,
        barbell_kg=arguments.barbell,
        condition=arguments.condition,
        neutral=arguments.neutral,
        cutoff_hz=arguments.cutoff,
        reps=arguments.reps,
        wink_threshold_deg=arguments.threshold,
        noise=arguments.noise or MarkerNoise(),
        learn_noise=arguments.noise is None,
        samples=arguments.samples,
        seed=arguments.seed,
        hamstrings=LombardSettings(slr_deg=stated) if stated is not None else LombardSettings(),
        slr=arguments.slr if isinstance(arguments.slr, Path) else None,
        second_model=arguments.second_model,
        loads=LoadSettings(
            level=arguments.loads,
            bar_place=arguments.bar_at or "back",
            hand_weights_kg=arguments.hand_weights,
            estimate_ground=not arguments.no_ground_estimate,
            passive_fibres=arguments.passive_fibres,
            abdominal_pressure_kpa=arguments.abdominal_pressure,
            ligament_share=arguments.ligament_share,
        ),
        ground_reaction=arguments.grf,
        external_loads=arguments.external_loads,
        hip_shape=arguments.hip_shape,
    )
