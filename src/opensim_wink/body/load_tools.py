"""OpenSim's own chain of loads: the reference for ours.

Inverse dynamics, static optimisation and joint reactions, each in a process of its own, because
OpenSim may end it, and in a folder of its own, which leaves nothing behind.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from pathlib import Path

from opensim_wink.errors import ModelError, MotionError, SettingError, TrialError
from opensim_wink.trial.storage import Storage, read_storage, write_storage

TIME_LIMIT_S = 3600.0
PELVIS_RESERVES = {
    "pelvis_tx": 500.0,
    "pelvis_ty": 500.0,
    "pelvis_tz": 500.0,
    "pelvis_tilt": 100.0,
    "pelvis_list": 100.0,
    "pelvis_rotation": 100.0,
}


def opensim_inverse_dynamics(
    model_path: Path,
    coordinates_mot: Path,
    loads_xml: Path | None,
    *,
    start_s: float,
    end_s: float,
    cutoff_hz: float = -1.0,
    time_limit_s: float = TIME_LIMIT_S,
) -> Storage:
    """Generalised forces by OpenSim's InverseDynamicsTool.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file; its muscles are left out.
    coordinates_mot : Path
        The motion.
    loads_xml : Path or None
        An ExternalLoads file; None for none.
    start_s, end_s : float
        First and last time.
    cutoff_hz : float
        Low-pass filter on the coordinates; negative for none.
    time_limit_s : float
        The process is ended after that.

    Returns
    -------
    Storage
        A column for each coordinate, its name with ``_moment`` or ``_force`` behind it.

    Raises
    ------
    MotionError
        If OpenSim fails, or takes too long.
    ModelError, TrialError
        If a file is missing or not to be read.
    """
    job = _job(model_path, coordinates_mot, start_s, end_s, cutoff_hz)
    return _run("inverse dynamics", job, loads_xml, ("forces.sto",), time_limit_s)[0]


def opensim_static_optimisation(
    model_path: Path,
    coordinates_mot: Path,
    loads_xml: Path | None,
    *,
    start_s: float,
    end_s: float,
    reserves: Mapping[str, float],
    cutoff_hz: float = -1.0,
    exponent: float = 2.0,
    every: int = 1,
    convergence: float = 1e-4,
    time_limit_s: float = TIME_LIMIT_S,
) -> tuple[Storage, Storage]:
    """Activations and forces by the StaticOptimization of OpenSim's AnalyzeTool.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.
    coordinates_mot, loads_xml, start_s, end_s, cutoff_hz, time_limit_s
        As for :func:`opensim_inverse_dynamics`.
    reserves : mapping of str to float
        Coordinate to optimal force (N·m or N) of an actuator that is added to it, named
        ``reserve_<coordinate>``; the pelvis needs all six (:data:`PELVIS_RESERVES`).
    exponent : float
        Of the activations in the objective.
    every : int
        Solve each n-th frame only.
    convergence : float
        The optimiser's criterion; 1e-4 is OpenSim's default.

    Returns
    -------
    activations, forces : Storage
        A column for each muscle and actuator; controls of actuators, N or N·m of forces.

    Raises
    ------
    MotionError
        If OpenSim fails, or takes too long.
    ModelError, TrialError
        If a file is missing or not to be read.
    SettingError
        If an optimal force or ``every`` is not positive.
    """
    weak = next((name for name, force in reserves.items() if not force > 0), None)
    if weak is not None or every < 1:
        what = f"every={every}" if weak is None else f"optimal force {reserves[weak]} of '{weak}'"
        raise SettingError(f"{what}: give a number greater than 0.")
    job = _job(model_path, coordinates_mot, start_s, end_s, cutoff_hz) | {
        "reserves": dict(reserves),
        "exponent": exponent,
        "every": every,
        "convergence": convergence,
    }
    made = ("so_StaticOptimization_activation.sto", "so_StaticOptimization_force.sto")
    found = _run("static optimisation", job, loads_xml, made, time_limit_s)
    return found[0], found[1]


def opensim_joint_reactions(
    model_path: Path,
    coordinates_mot: Path,
    loads_xml: Path | None,
    forces: Storage | Path,
    *,
    start_s: float,
    end_s: float,
    joints: Sequence[str],
    on: Sequence[str],
    in_frame: Sequence[str],
    reserves: Mapping[str, float] | None = None,
    cutoff_hz: float = -1.0,
    every: int = 1,
    time_limit_s: float = TIME_LIMIT_S,
) -> Storage:
    """Joint reactions by the JointReaction analysis of OpenSim's AnalyzeTool.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.
    coordinates_mot, loads_xml, start_s, end_s, cutoff_hz, every, time_limit_s
        As for :func:`opensim_static_optimisation`.
    forces : Storage or Path
        Forces of all muscles and actuators, such as static optimisation gives.
    joints, on, in_frame : sequence of str
        Joint names; the body that feels the reaction (``"child"`` or ``"parent"``); and the frame
        that gives the axes (``"child"``, ``"parent"`` or ``"ground"``): one for each joint.
    reserves : mapping of str to float, optional
        The same as for static optimisation, whose forces are in ``forces``.

    Returns
    -------
    Storage
        Nine columns a joint: force, moment and point, named as OpenSim names them.

    Raises
    ------
    MotionError
        If OpenSim fails, or takes too long.
    ModelError, TrialError
        If a file is missing or not to be read.
    SettingError
        If joints, bodies and frames are not equally many.
    """
    if not len(joints) == len(on) == len(in_frame):
        raise SettingError(
            f"{len(joints)} joints, {len(on)} bodies and {len(in_frame)} frames; give one of each "
            "for each joint."
        )
    job = _job(model_path, coordinates_mot, start_s, end_s, cutoff_hz) | {
        "reserves": dict(reserves or {}),
        "joints": list(joints),
        "on": list(on),
        "in_frame": list(in_frame),
        "every": every,
    }
    made = ("jr_JointReaction_ReactionLoads.sto",)
    return _run("joint reactions", job, loads_xml, made, time_limit_s, forces=forces)[0]


def _job(
    model_path: Path, coordinates_mot: Path, start_s: float, end_s: float, cutoff_hz: float
) -> dict[str, object]:
    model_path, coordinates_mot = Path(model_path), Path(coordinates_mot)
    if not model_path.is_file():
        raise ModelError(f"{model_path}: no such file; give the model as an .osim file.")
    if not coordinates_mot.is_file():
        raise TrialError(f"{coordinates_mot}: no such file; give the motion as a .mot file.")
    return {
        "model": str(model_path.resolve()),
        "motion": str(coordinates_mot.resolve()),
        "start_s": float(start_s),
        "end_s": float(end_s),
        "cutoff_hz": float(cutoff_hz),
    }


def _run(
    what: str,
    job: dict[str, object],
    loads_xml: Path | None,
    made: tuple[str, ...],
    time_limit_s: float,
    *,
    forces: Storage | Path | None = None,
) -> list[Storage]:
    """One tool in its own process and folder; the files that it made."""
    with tempfile.TemporaryDirectory(prefix="opensim-wink-") as folder:
        place = Path(folder)
        job = job | {"what": what, "loads": _loads_for(loads_xml, place)}
        if isinstance(forces, Storage):
            write_storage(place / "given.sto", forces)
            forces = place / "given.sto"
        if forces is not None:
            job["forces"] = str(Path(forces).resolve())
        (place / "job.json").write_text(json.dumps(job), "utf-8")
        command = [sys.executable, "-m", "opensim_wink.body.load_tool_process", "job.json"]
        try:
            ended = subprocess.run(
                command,
                cwd=place,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=time_limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise MotionError(
                f"{job['motion']}: OpenSim's {what} took more than {time_limit_s:g} s; allow more "
                "time or fewer frames."
            ) from error
        if ended.returncode or not all((place / name).is_file() for name in made):
            log = f"{ended.stdout}\n{ended.stderr}".strip().splitlines()
            told = next((s for s in reversed(log) if "error" in s.lower()), "no reason given")
            raise MotionError(
                f"{job['motion']}: OpenSim's {what} failed ({ended.returncode}): {told.strip()}"
            )
        return [read_storage(place / name) for name in made]


def _loads_for(loads_xml: Path | None, place: Path) -> str:
    """A copy of an ExternalLoads file whose data file is found from anywhere; its path."""
    if loads_xml is None:
        return ""
    loads_xml = Path(loads_xml)
    if not loads_xml.is_file():
        raise TrialError(f"{loads_xml}: no such file; give an ExternalLoads .xml file.")
    try:
        document = ElementTree.parse(loads_xml)
    except ElementTree.ParseError as error:
        raise TrialError(f"{loads_xml}: not an XML file: {error}; export it again.") from error
    named = document.find(".//ExternalLoads/datafile")
    if named is None or not (named.text or "").strip():
        raise TrialError(f"{loads_xml}: names no <datafile>; write the .mot of the forces into it.")
    data = (loads_xml.resolve().parent / str(named.text).strip()).resolve()
    if not data.is_file():
        raise TrialError(f"{loads_xml}: its data file {data} is missing; put it there.")
    named.text = str(data)
    copy = place / "loads.xml"
    document.write(copy, encoding="utf-8", xml_declaration=True)
    return str(copy.resolve())
