"""Run one of OpenSim's tools for loads on a job file, in a process of its own.

``python -m opensim_wink.body.load_tool_process JOB``, from the folder of the job, which gets all
that is written. Exit status 0 if the tool says that it succeeded.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from opensim_wink.body.engine import engine


def run_job(path: Path) -> bool:
    """Run the tool that a job asks for.

    Parameters
    ----------
    path : Path
        The job, as :mod:`opensim_wink.body.load_tools` writes it.

    Returns
    -------
    bool
        What the tool says of its success.
    """
    job = json.loads(path.read_text("utf-8"))
    place = path.resolve().parent
    engine().Logger.setLevelString("Error")
    if job["what"] == "inverse dynamics":
        return _inverse_dynamics(job, place)
    return _analyse(job, place)


def _inverse_dynamics(job: dict[str, Any], place: Path) -> bool:
    osim = engine()
    tool = osim.InverseDynamicsTool()
    tool.setModelFileName(_model_for(job, place))
    tool.setCoordinatesFileName(job["motion"])
    tool.setLowpassCutoffFrequency(job["cutoff_hz"])
    tool.setStartTime(job["start_s"])
    tool.setEndTime(job["end_s"])
    tool.setResultsDir(str(place))
    tool.setOutputGenForceFileName("forces.sto")
    excluded = osim.ArrayStr()
    excluded.append("Muscles")
    excluded.append("Actuators")
    tool.setExcludedForces(excluded)
    if job["loads"]:
        tool.setExternalLoadsFileName(job["loads"])
    setup = str(place / "setup.xml")
    tool.printToXML(setup)
    return bool(osim.InverseDynamicsTool(setup).run())


def _analyse(job: dict[str, Any], place: Path) -> bool:
    osim = engine()
    model_file = _model_for(job, place)
    optimising = job["what"] == "static optimisation"
    tool = osim.AnalyzeTool()
    tool.setName("so" if optimising else "jr")
    tool.setModelFilename(model_file)
    tool.setCoordinatesFileName(job["motion"])
    tool.setLowpassCutoffFrequency(job["cutoff_hz"])
    tool.setInitialTime(job["start_s"])
    tool.setFinalTime(job["end_s"])
    tool.setResultsDir(str(place))
    tool.setReplaceForceSet(False)
    tool.setSolveForEquilibrium(False)
    if job["loads"]:
        tool.setExternalLoadsFileName(job["loads"])
    analysis = _optimisation(osim, job) if optimising else _reactions(osim, job)
    analysis.setStartTime(job["start_s"])
    analysis.setEndTime(job["end_s"])
    analysis.setStepInterval(job["every"])
    tool.getAnalysisSet().cloneAndAppend(analysis)
    setup = str(place / "setup.xml")
    tool.printToXML(setup)
    # The tool sets itself up only when it is read from a file.
    return bool(osim.AnalyzeTool(setup, True).run())


def _optimisation(osim: Any, job: dict[str, Any]) -> Any:
    analysis = osim.StaticOptimization()
    analysis.setUseModelForceSet(True)
    analysis.setUseMusclePhysiology(True)
    analysis.setActivationExponent(job["exponent"])
    analysis.setConvergenceCriterion(job["convergence"])
    return analysis


def _reactions(osim: Any, job: dict[str, Any]) -> Any:
    analysis = osim.JointReaction()
    analysis.setName("JointReaction")  # its file's name
    analysis.setForcesFileName(job["forces"])
    for key, give in (
        ("joints", analysis.setJointNames),
        ("on", analysis.setOnBody),
        ("in_frame", analysis.setInFrame),
    ):
        names = osim.ArrayStr()
        for name in job[key]:
            names.append(name)
        give(names)
    return analysis


def _model_for(job: dict[str, Any], place: Path) -> str:
    """A copy of the model with its clamps lifted and the reserves added."""
    osim = engine()
    model = osim.Model(job["model"])
    model.finalizeFromProperties()
    coordinates = model.getCoordinateSet()
    for i in range(coordinates.getSize()):
        coordinates.get(i).setDefaultClamped(False)
    for name, optimal in job.get("reserves", {}).items():
        actuator = osim.CoordinateActuator(name)
        actuator.setName(f"reserve_{name}")
        actuator.setOptimalForce(optimal)
        actuator.setMinControl(-float("inf"))
        actuator.setMaxControl(float("inf"))
        model.addForce(actuator)
    model.finalizeConnections()
    copy = str(place / "model.osim")
    model.printToXML(copy)
    return copy


if __name__ == "__main__":
    sys.exit(not run_job(Path(sys.argv[1])))
