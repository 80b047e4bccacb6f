"""How deep a person squats before the pelvis tucks under and the lumbar spine flexes.

The verbs of the command line are functions of the same name here::

    import opensim_wink as ow

    settings = ow.AnalysisSettings(static="standing.c3d")
    analysis = ow.analyze("squats.c3d", settings=settings)
    analysis.squat.verdict
    ow.write_results(analysis, "out/squats")

and so is every step of the chain::

    subject = ow.scale_model(ow.read_trial("standing.c3d"))
    motion = ow.solve_motion(subject, ow.read_trial("squats.c3d"))
    signals = ow.squat_signals(subject, motion)
    squat = ow.analyze_squats(signals)
    muscles = ow.muscle_curves(subject, motion)
    loads = ow.joint_loads(subject, motion)

Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis, analyze
    from opensim_wink.body.build import build_model, packaged_model_path
    from opensim_wink.body.check import ModelCheck, check_model
    from opensim_wink.body.subject import Subject, load_subject
    from opensim_wink.claims.comparison import Comparison
    from opensim_wink.claims.hamstrings.results import HamstringTrial
    from opensim_wink.claims.hamstrings.settings import LombardSettings
    from opensim_wink.comparing import compare
    from opensim_wink.errors import (
        LabelError,
        ModelError,
        MotionError,
        OutputError,
        SettingError,
        TrialError,
        WinkError,
    )
    from opensim_wink.hip.of_trial import HipOfTrial, hip_of_trial
    from opensim_wink.hip.one_hip import HipSettings, HipStudy, study_hip
    from opensim_wink.load.results import Loads
    from opensim_wink.load.settings import LoadSettings
    from opensim_wink.motion.motion import Motion
    from opensim_wink.motion.noise.soft_tissue import MarkerNoise
    from opensim_wink.muscle.curves import MuscleCurves, muscle_curves
    from opensim_wink.report.comparison.files import write_comparison
    from opensim_wink.report.files import write_results
    from opensim_wink.report.hip.files import write_hip
    from opensim_wink.report.page.rebuild import write_report
    from opensim_wink.report.summary import load_summary
    from opensim_wink.samples.folder import samples_folder
    from opensim_wink.settings import AnalysisSettings
    from opensim_wink.squat.analysis import analyze_squats
    from opensim_wink.squat.from_motion import squat_signals
    from opensim_wink.squat.results import SquatAnalysis
    from opensim_wink.squat.settings import SquatSettings
    from opensim_wink.squat.signals import SquatSignals
    from opensim_wink.steps import (
        hamstring_claims,
        joint_loads,
        read_motion,
        scale_model,
        solve_motion,
    )
    from opensim_wink.study.job import Job, Limits, Outcome
    from opensim_wink.study.plan import Plan, plan_study
    from opensim_wink.studying import run_study
    from opensim_wink.trial.check import TrialCheck, check_trial
    from opensim_wink.trial.read import read_trial
    from opensim_wink.trial.trial import Trial

_HOME = {
    # Whole chains
    "analyze": "analysis",
    "compare": "comparing",
    "plan_study": "study.plan",
    "run_study": "studying",
    "study_hip": "hip.one_hip",
    # Look first
    "check_trial": "trial.check",
    "check_model": "body.check",
    # Step by step
    "read_trial": "trial.read",
    "scale_model": "steps",
    "load_subject": "body.subject",
    "solve_motion": "steps",
    "read_motion": "steps",
    "squat_signals": "squat.from_motion",
    "analyze_squats": "squat.analysis",
    "muscle_curves": "muscle.curves",
    "joint_loads": "steps",
    "hamstring_claims": "steps",
    "hip_of_trial": "hip.of_trial",
    # Results as files
    "write_results": "report.files",
    "write_comparison": "report.comparison.files",
    "write_hip": "report.hip.files",
    "write_report": "report.page.rebuild",
    "load_summary": "report.summary",
    "build_model": "body.build",
    # What is packaged
    "packaged_model_path": "body.build",
    "samples_folder": "samples.folder",
    # Settings
    "AnalysisSettings": "settings",
    "LoadSettings": "load.settings",
    "LombardSettings": "claims.hamstrings.settings",
    "MarkerNoise": "motion.noise.soft_tissue",
    "SquatSettings": "squat.settings",
    "HipSettings": "hip.one_hip",
    "Limits": "study.job",
    # Objects
    "Analysis": "analysis",
    "Comparison": "claims.comparison",
    "HamstringTrial": "claims.hamstrings.results",
    "HipOfTrial": "hip.of_trial",
    "HipStudy": "hip.one_hip",
    "Job": "study.job",
    "Loads": "load.results",
    "ModelCheck": "body.check",
    "Motion": "motion.motion",
    "MuscleCurves": "muscle.curves",
    "Outcome": "study.job",
    "Plan": "study.plan",
    "SquatAnalysis": "squat.results",
    "SquatSignals": "squat.signals",
    "Subject": "body.subject",
    "Trial": "trial.trial",
    "TrialCheck": "trial.check",
    # Errors
    "LabelError": "errors",
    "ModelError": "errors",
    "MotionError": "errors",
    "OutputError": "errors",
    "SettingError": "errors",
    "TrialError": "errors",
    "WinkError": "errors",
}

__all__ = [
    "Analysis",
    "AnalysisSettings",
    "Comparison",
    "HamstringTrial",
    "HipOfTrial",
    "HipSettings",
    "HipStudy",
    "Job",
    "LabelError",
    "Limits",
    "LoadSettings",
    "Loads",
    "LombardSettings",
    "MarkerNoise",
    "ModelCheck",
    "ModelError",
    "Motion",
    "MotionError",
    "MuscleCurves",
    "Outcome",
    "OutputError",
    "Plan",
    "SettingError",
    "SquatAnalysis",
    "SquatSettings",
    "SquatSignals",
    "Subject",
    "Trial",
    "TrialCheck",
    "TrialError",
    "WinkError",
    "__version__",
    "analyze",
    "analyze_squats",
    "build_model",
    "check_model",
    "check_trial",
    "compare",
    "hamstring_claims",
    "hip_of_trial",
    "joint_loads",
    "load_subject",
    "load_summary",
    "muscle_curves",
    "packaged_model_path",
    "plan_study",
    "read_motion",
    "read_trial",
    "run_study",
    "samples_folder",
    "scale_model",
    "solve_motion",
    "squat_signals",
    "study_hip",
    "write_comparison",
    "write_hip",
    "write_report",
    "write_results",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'opensim_wink' has no attribute '{name}'")
    value = getattr(import_module(f"opensim_wink.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
