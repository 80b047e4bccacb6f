"""The folder that ``opensim-wink hip`` leaves: whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from opensim_wink.hip.one_hip import HipStudy
from opensim_wink.hip.shape import HipShapes
from opensim_wink.hip.statements import SAID_BESIDE
from opensim_wink.report.folder import PROVENANCE, whole_folder
from opensim_wink.report.provenance import provenance
from opensim_wink.report.strict_json import Json, write_json

HIP_SUMMARY = "hip.json"


def write_hip(
    study: HipStudy,
    folder: Path,
    *,
    overwrite: bool = False,
    command: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """Write what was found of a hip.

    Parameters
    ----------
    study : HipStudy
        What was found.
    folder : Path
        A new folder, or one of an earlier result with ``overwrite``.
    overwrite : bool
        Whether an earlier result may be replaced.
    command : sequence of str, optional
        The command line after the program's name, for the provenance.

    Returns
    -------
    tuple of str
        The files, relative to the folder.

    Raises
    ------
    OutputError
        If the folder cannot be written or holds something else.
    """
    tables = {"stances.csv": study.stances, "sensitivity.csv": study.sensitivity}
    if study.swept is not None:
        tables["sweep.csv"] = study.swept
    source = study.settings.shape_file
    files = (HIP_SUMMARY, *tables, PROVENANCE)
    with whole_folder(Path(folder), overwrite=overwrite) as inside:
        write_json(inside / HIP_SUMMARY, hip_summary(study))
        for name, table in tables.items():
            table.round(6).to_csv(inside / name, index=False, lineterminator="\n")
        inputs = [] if source is None else [("shape", source)]
        write_json(inside / PROVENANCE, provenance(inputs, study.settings, command, files))
    return files


def hip_summary(study: HipStudy) -> Json:
    """The hip that was asked of, as in ``hip.json``.

    Parameters
    ----------
    study : HipStudy
        What was found.

    Returns
    -------
    dict
        Shape, what of it was given, derived angles, the band, and what must be said beside it.
    """
    hips = HipShapes.of(study.shape)
    return {
        "schema": 1,
        "side": study.settings.side,
        "shape": asdict(study.shape),
        "given": sorted(study.settings.given),
        "rim_half_angle_deg": hips.rim_half_angle_deg()[0],
        "neck_alpha_deg": hips.neck_alpha_deg()[0],
        "free_angle_deg": hips.free_angle_deg()[0],
        "stance": asdict(study.settings.stance),
        "posterior_plane_tilt_deg": study.settings.plane_tilt_deg or 0.0,
        "band": study.band.told,
        "said_beside": SAID_BESIDE,
    }
