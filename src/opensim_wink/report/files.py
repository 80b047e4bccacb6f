"""Write the result of an analysis as one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.errors import SettingError, listed
from opensim_wink.report.draws import write_draws
from opensim_wink.report.folder import PROVENANCE, whole_folder
from opensim_wink.report.guard_parts import guard_columns
from opensim_wink.report.hip.summary import hip_columns
from opensim_wink.report.load.plot import plot_loads
from opensim_wink.report.load.tables import loads_table
from opensim_wink.report.muscle.moments import muscle_moments
from opensim_wink.report.muscle.plot import plot_muscles
from opensim_wink.report.muscle.tables import muscles_table
from opensim_wink.report.opensim_files.loads import write_load_files
from opensim_wink.report.opensim_files.motion import (
    write_ground_reactions,
    write_ik_setup,
    write_markers,
    write_model,
    write_motion,
)
from opensim_wink.report.opensim_files.verification import Progress, verification_line, verified
from opensim_wink.report.page.build import write_report
from opensim_wink.report.provenance import provenance
from opensim_wink.report.scene.files import write_scene
from opensim_wink.report.scene.meshes import meshes_of
from opensim_wink.report.squat_tables import curves_table, events_table
from opensim_wink.report.strict_json import Json, write_json
from opensim_wink.report.summary import SUMMARY, load_summary, summarise
from opensim_wink.report.tables import frames_table, reps_table, write_frames

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

__all__ = ["load_summary", "write_results"]

NO_MARKERS_TO_VERIFY = (
    "--verify needs the markers that the angles came from, and a motion file has none; give the "
    ".c3d or .trc."
)


def write_results(
    analysis: Analysis,
    folder: Path | str,
    *,
    csv: bool = False,
    overwrite: bool = False,
    command: Sequence[str] | None = None,
    verify: bool = False,
    progress: Progress | None = None,
    study: Mapping[str, str] | None = None,
    geometry: Path | None = None,
) -> Json:
    """Write everything that came out of one trial.

    The folder appears whole or not at all; see `opensim_wink.report.folder.whole_folder`.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.
    folder : Path or str
        Where to; a new or empty folder.
    csv : bool
        ``frames.csv`` in place of ``frames.parquet``.
    overwrite : bool
        Whether an earlier result may be replaced.
    command : sequence of str, optional
        The command line after the program's name, for the provenance.
    verify : bool
        Whether OpenSim's own tool shall repeat the angles from the written files, at some ten
        frames a second; what it finds is in ``summary["verify"]``.
    progress : callable, optional
        Called meanwhile with the step's name, how much is done and how much there is.
    study : mapping of str to str, optional
        What a study knows the result by, for the provenance.
    geometry : Path, optional
        Folder with the surfaces that the model names, for the report's figure; where left out,
        those beside the model count.

    Returns
    -------
    dict
        The summary, as in ``summary.json``.

    Raises
    ------
    OutputError
        If the folder cannot be written or holds something.
    MotionError
        If no frame was solved.
    SettingError
        If there are no markers to verify a motion from.
    """
    if verify and analysis.trial is None:
        raise SettingError(NO_MARKERS_TO_VERIFY)
    summary = summarise(analysis)
    meshes, lost = meshes_of(analysis, geometry)
    if geometry is not None and lost:
        found = f"{geometry}: these surfaces of the model are not there or cannot be read"
        summary["notes"] = [*summary["notes"], f"{found}: {listed(lost)}."]
    with whole_folder(Path(folder), overwrite=overwrite) as inside:
        _write_for_opensim(inside / "opensim", analysis)
        if verify:
            outcome = verified(analysis, inside / "opensim", _stem(analysis), progress)
            summary["verify"] = outcome
            if not outcome["agrees"]:
                summary["warnings"] = [*summary["warnings"], verification_line(outcome)]
        write_json(inside / SUMMARY, summary)
        table = reps_table(analysis.squat, summary)
        table.to_csv(inside / "reps.csv", lineterminator="\n")
        events_table(analysis.squat).to_csv(inside / "events.csv", lineterminator="\n")
        curves_table(analysis.squat).to_csv(inside / "curves.csv", index=False, lineterminator="\n")
        write_draws(inside, analysis)
        write_scene(inside, analysis, meshes)
        _write_muscles(inside, analysis)
        _write_loads(inside, analysis)
        frames = frames_table(
            analysis.signals, analysis.motion, analysis.muscle, analysis.subject.tree
        )
        watched = guard_columns(analysis.found.watch, analysis.guard, frames.index)
        frames = frames.join(watched)
        if analysis.loading is not None:
            loads = analysis.loading.loads
            frames = frames.join(loads.to_frame(analysis.subject.tree))
        if analysis.hip is not None:
            frames = frames.join(hip_columns(analysis.hip))
        write_frames(inside, frames, csv=csv)
        files = [p.relative_to(inside).as_posix() for p in inside.rglob("*") if p.is_file()]
        record = provenance(_inputs(analysis), analysis.settings, command, [*files, PROVENANCE])
        record["verify"] = summary["verify"]
        if study is not None:
            record["study"] = dict(study)
        write_json(inside / PROVENANCE, record)
        write_report(inside)
    return summary


def _stem(analysis: Analysis) -> str:
    return analysis.name or "trial"


def _write_muscles(folder: Path, analysis: Analysis) -> None:
    """Tests of the hamstrings, every muscle at the moments of the repetitions, and the picture."""
    tests = analysis.hamstrings.to_frame().round(6)
    tests.to_csv(folder / "hamstrings.csv", index=False, lineterminator="\n")
    muscle, guard = analysis.muscle, analysis.found.muscle_guard
    evidence = analysis.hamstrings.evidence
    moments = muscle_moments(muscle, analysis.signals, analysis.squat)
    table = muscles_table(
        analysis.subject, muscle, guard, moments, evidence, analysis.settings.hamstrings
    )
    table.to_csv(folder / "muscles.csv", index=False, lineterminator="\n")
    plot_muscles(
        folder / "muscles.svg",
        analysis.name,
        muscle,
        guard,
        moments,
        analysis.signals,
        analysis.squat,
        evidence,
    )


def _write_loads(folder: Path, analysis: Analysis) -> None:
    """What every repetition loads, and the picture."""
    found = analysis.loading
    if found is None:
        return
    table = loads_table(
        found.loads, found.reps, trial=analysis.name, condition=analysis.settings.condition
    )
    table.to_csv(folder / "loads.csv", index=False, lineterminator="\n")
    plot_loads(folder / "loads.svg", analysis.name, found.loads, analysis.signals, analysis.squat)


def _write_for_opensim(folder: Path, analysis: Analysis) -> None:
    folder.mkdir()
    stem = _stem(analysis)
    write_motion(folder / f"{stem}_ik.mot", analysis.motion)
    write_model(folder / f"{stem}_model.osim", analysis.subject.model_path)
    if analysis.loading is not None:
        write_load_files(
            folder,
            stem,
            analysis.motion,
            analysis.subject.tree,
            analysis.loading.loads,
            cutoff_hz=analysis.settings.cutoff_hz,
        )
    if analysis.trial is None or analysis.match is None or analysis.tasks is None:
        return  # the motion came from a file: there are no markers to repeat it from
    tree = analysis.subject.tree
    write_markers(folder / f"{stem}.trc", analysis.trial, analysis.motion, analysis.match, tree)
    write_ik_setup(folder / f"{stem}_ik_setup.xml", stem, analysis.motion, analysis.tasks)
    write_ground_reactions(folder, f"{stem}_grf", analysis.trial.plates)


def _inputs(analysis: Analysis) -> list[tuple[str, Path]]:
    source = analysis.trial.source if analysis.trial else analysis.motion.source
    settings = analysis.settings
    named = [
        ("trial", source),
        ("model", analysis.model_path),
        ("static", settings.static),
        ("labels", settings.label_map),
        ("ik_tasks", settings.ik_tasks),
        ("slr", settings.slr),
        ("second_model", settings.second_model),
        ("hip_shape", settings.hip_shape),
        ("ground_reaction", settings.ground_reaction),
        ("external_loads", settings.external_loads),
    ]
    return [(part, Path(path)) for part, path in named if path is not None]
