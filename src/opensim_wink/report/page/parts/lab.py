"""For the lab: how it was measured and how to repeat it."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.page.wording import limit_deg
from opensim_wink.report.strict_json import Json

REPORT = "report.html"


def lab(result: Result) -> Part:
    """Settings, scaling, markers, files, inputs, checks and definitions, each folded.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part
        Not printed; `method_line` is.
    """
    summary, record = result.summary, result.provenance
    html = render(
        "lab.html.j2",
        method=method(result),
        scaling=summary["model"].get("scaling"),
        markers=summary["markers"],
        files=links(result),
        inputs=record.get("inputs") or [],
        record=record,
        command=command(record),
        limits=summary["guard_limits"],
        definitions=summary["definitions"],
    )
    return Part("lab", texts()["lab"]["title"], html)


def method(result: Result) -> list[tuple[str, str]]:
    """How it was measured, in rows.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    list of (str, str)
        Name and what holds for this result.
    """
    say: dict[str, str] = texts()["lab"]["method"]
    summary, settings = result.summary, result.provenance.get("settings") or {}
    model, cutoff = summary["model"], settings.get("cutoff_hz")
    rows = [
        (
            say["model"],
            say["model_says"].format(
                name=model["name"],
                file=model["file"],
                family=model["family"],
                levels=model["lumbar_levels"],
            ),
        ),
        (say["mass"], f"{number(model['mass_kg'], 1)} kg"),
        (say["solver"], _solver(summary)),
        (say["rms"], _marker_error(summary["markers"])),
        (say["cutoff"], say["cutoff_says"].format(hz=f"{cutoff:g}") if cutoff else number(None)),
        (say["threshold"], f"{limit_deg(result):g}°"),
        (say["neutral"], _neutral(summary, settings)),
        *_intervals(summary["intervals"]),
        (say["slr"], _straight_leg(settings)),
        (say["loads"], str(summary["load"]["level"])),
        (say["verify"], _verified(summary["verify"])),
    ]
    return [(name, value) for name, value in rows if value]


def links(result: Result) -> list[tuple[str, str]]:
    """Files of the folder that are there.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    list of (str, str)
        Relative address and name, in the order of the record.
    """
    found = []
    for name in result.provenance.get("files") or []:
        path = PurePosixPath(str(name))
        if path.is_absolute() or ".." in path.parts or path.as_posix() == REPORT:
            continue
        if (result.folder / path).is_file():
            found.append((f"./{quote(path.as_posix())}", path.as_posix()))
    return found


def command(record: Json) -> str:
    """The command line that repeats it.

    Parameters
    ----------
    record : dict
        ``provenance.json``.

    Returns
    -------
    str
        As typed in a shell; empty where there was none.
    """
    return shlex.join(map(str, record.get("command") or []))


def method_line(result: Result) -> str:
    """One line for paper: what was measured with what.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    str
        Program, model, marker error, filter, limit, and which recording.
    """
    record, summary = result.provenance, result.summary
    inputs: list[Json] = record.get("inputs") or []
    trial: Json = next((one for one in inputs if one.get("part") == "trial"), {})
    package, settings = record.get("package") or {}, record.get("settings") or {}
    rms = summary["markers"]["rms_m"]["value"]
    return str(texts()["lab"]["paper"]).format(
        package=package.get("name", ""),
        version=package.get("version", ""),
        created=str(record.get("created", ""))[:10],
        model=str(summary["model"]["name"])[:60],
        mass=number(summary["model"]["mass_kg"], 1),
        rms=number(rms, 1, 1e3),
        cutoff=number(settings.get("cutoff_hz"), 1),
        limit=f"{limit_deg(result):g}°",
        trial=str(trial.get("name", ""))[:60],
        sha=str(trial.get("sha256", ""))[:12],
    )


def _solver(summary: Json) -> str:
    say = texts()["lab"]["method"]
    return str(say.get(f"solver_{summary['markers']['solver']}", say["solver_file"]))


def _marker_error(markers: Json) -> str:
    say = texts()["lab"]["method"]
    rms, most, at = markers["rms_m"]["value"], markers["max_m"]["value"], markers["max_at"]
    if rms is None:
        return ""
    where = say["rms_at"].format(marker=at["marker"], time=number(at["time_s"], 2)) if at else ""
    return str(say["rms_says"]).format(
        rms=number(rms, 1, 1e3), most=number(most, 0, 1e3), where=where
    )


def _neutral(summary: Json, settings: Json) -> str:
    say, standing = texts()["lab"]["method"], summary["standing"]
    deg = f"{number(summary['neutral_lumbar_flexion_deg']['value'], 1)}°"
    if settings.get("neutral", "standing") != "standing":
        return str(say["neutral_given"]).format(deg=deg)
    if standing is None:
        return number(None)
    return str(say["neutral_standing"]).format(source=standing["source"], deg=deg)


def _intervals(intervals: Json | None) -> list[tuple[str, str]]:
    say = texts()["lab"]["method"]
    if not intervals or not intervals.get("samples"):
        return [(say["intervals"], say["intervals_none"])]
    noise: dict[str, Any] = intervals.get("noise") or {}
    sizes = [f"{name.removesuffix('_mm')} {value:g}" for name, value in noise.items()
             if name.endswith("_mm")]  # fmt: skip
    told = say["intervals_says"].format(samples=intervals["samples"], seed=intervals["seed"])
    return [(say["intervals"], told), (say["noise"], ", ".join(sizes))]


def _straight_leg(settings: Json) -> str:
    stated = (settings.get("hamstrings") or {}).get("slr_deg")
    if isinstance(stated, int | float):
        return f"{stated:g}°"
    if settings.get("slr"):
        return str(settings["slr"])
    return str(texts()["lab"]["method"]["slr_none"])


def _verified(outcome: Json | None) -> str:
    if outcome is None:
        return str(texts()["lab"]["method"]["verify_none"])
    from opensim_wink.report.opensim_files.verification import verification_line

    return verification_line(outcome)
