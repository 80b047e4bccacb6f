"""How deep a person squats before the pelvis tucks under and the lumbar spine flexes.

The verbs of the command line are functions of the same name here::

    import opensim_wink as wink

    analysis = wink.analyze("squats.c3d", "scaled.osim")
    wink.write_results(analysis, "out/squats")
    wink.load_summary("out/squats")["verdict"]

Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis, analyze
    from opensim_wink.body.check import check_model
    from opensim_wink.body.subject import Subject, load_subject
    from opensim_wink.claims.comparison import Comparison
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
    from opensim_wink.report.files import load_summary, write_results
    from opensim_wink.settings import AnalysisSettings
    from opensim_wink.trial.check import TrialCheck, check_trial
    from opensim_wink.trial.read import read_trial
    from opensim_wink.trial.trial import Trial

_HOME = {
    "Analysis": "analysis",
    "AnalysisSettings": "settings",
    "analyze": "analysis",
    "check_model": "body.check",
    "compare": "comparing",
    "Comparison": "claims.comparison",
    "Subject": "body.subject",
    "load_subject": "body.subject",
    "LabelError": "errors",
    "ModelError": "errors",
    "MotionError": "errors",
    "OutputError": "errors",
    "SettingError": "errors",
    "TrialError": "errors",
    "WinkError": "errors",
    "load_summary": "report.files",
    "write_results": "report.files",
    "TrialCheck": "trial.check",
    "check_trial": "trial.check",
    "read_trial": "trial.read",
    "Trial": "trial.trial",
}

__all__ = [
    "Analysis",
    "AnalysisSettings",
    "Comparison",
    "LabelError",
    "ModelError",
    "MotionError",
    "OutputError",
    "SettingError",
    "Subject",
    "Trial",
    "TrialCheck",
    "TrialError",
    "WinkError",
    "__version__",
    "analyze",
    "check_model",
    "check_trial",
    "compare",
    "load_subject",
    "load_summary",
    "read_trial",
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
