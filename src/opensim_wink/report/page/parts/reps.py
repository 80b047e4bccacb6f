"""The repetitions as a table."""

from __future__ import annotations

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import NO_NUMBER, interval, number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.strict_json import Json

ON_PAPER = 8  # rows that leave room on the second sheet
_COLUMNS = ("rep", "bottom", "depth", "knee", "wink", "lumbar", "onset", "hip", "beyond", "verdict")
_OF_ONSET = frozenset({"onset", "hip", "beyond"})


def reps(result: Result) -> Part:
    """Every repetition, their mean, and movements that do not count.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part
        On the second sheet; rows beyond `ON_PAPER` are on the screen only.
    """
    summary, words = result.summary, texts()["reps"]
    onset = any(rep["onset"] for rep in summary["reps"])
    columns = [name for name in _COLUMNS if onset or name not in _OF_ONSET]
    left_out = len(summary["reps"]) - ON_PAPER
    html = render(
        "reps.html.j2",
        columns=columns,
        rows=[[cell(rep, name) for name in columns] for rep in summary["reps"]],
        mean=_mean(summary, columns),
        on_paper=ON_PAPER,
        more="" if left_out < 1 else _more(left_out),
        open=_open(summary),
        rejected=[
            str(words["rejected"]).format(
                start=number(one["start_s"], 2),
                end=number(one["end_s"], 2),
                reason=one["reason"],
                detail=one["detail"],
            )
            for one in summary["rejected"]
        ],
    )
    return Part("reps", words["title"], html, sheet=2)


def cell(rep: Json, column: str) -> str:
    """What stands in the table.

    Parameters
    ----------
    rep : dict
        A repetition of ``summary.json``.
    column : str
        Its column.

    Returns
    -------
    str
        A number with its interval where one is known, or the verdict.
    """
    onset = rep["onset"]
    if column in _OF_ONSET and onset is None:
        return NO_NUMBER
    cells = {
        "rep": lambda: str(rep["rep"]),
        "bottom": lambda: number(rep["bottom_s"], 2),
        "depth": lambda: number(rep["bottom"]["depth_per_leg"]["value"], 0, 100),
        "knee": lambda: number(rep["bottom"]["knee_flexion_deg"]["value"]),
        "wink": lambda: interval(rep["pelvis_wink_deg"], 1),
        "lumbar": lambda: interval(rep["lumbar_wink_deg"], 1),
        "onset": lambda: interval(onset["depth_fraction"], 0, 100),
        "hip": lambda: interval(onset["hip_flexion_deg"]),
        "beyond": lambda: interval(rep["true_flexion_deg"], 1),
        "verdict": lambda: str(rep["verdict"]),
    }
    return cells[column]()


def _more(left_out: int) -> str:
    words = texts()["reps"]
    return str(words["more_one"] if left_out == 1 else words["more"]).format(n=left_out)


def _mean(summary: Json, columns: list[str]) -> list[str]:
    """The last row; empty where there are no two repetitions to take it of."""
    means = summary.get("means", {})
    wink = means.get("pelvis_wink_deg")
    if wink is None or wink["value"] is None or wink["n"] < 2:
        return []
    cells = {
        "rep": str(texts()["reps"]["mean"]).format(n=wink["n"]),
        "wink": interval(wink, 1),
        "lumbar": _if_known(means, "lumbar_wink_deg", 1),
        "onset": _if_known(means, "onset_depth_fraction", 0, 100),
        "hip": _if_known(means, "onset_hip_flexion_deg"),
    }
    return [cells.get(name, "") for name in columns]


def _if_known(means: Json, name: str, digits: int = 0, scale: float = 1.0) -> str:
    return interval(means[name], digits, scale) if name in means else ""


def _open(summary: Json) -> list[str]:
    """Why nothing is told of some repetitions, those with one reason together."""
    reasons: dict[str, list[str]] = {}
    for rep in summary["reps"]:
        if rep["verdict"] == "cannot tell":
            reasons.setdefault(rep["reason"], []).append(str(rep["rep"]))
    return [f"{', '.join(numbers)}: {reason}" for reason, numbers in reasons.items()]
