"""Results made up for the page, and its HTML taken apart."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd

from opensim_wink.report.page.result import Result

Json = dict[str, Any]


def measured(value: float | None, half: float | None = None) -> Json:
    """A number with an interval of half a width to each side."""
    if value is None or half is None:
        return {"value": value, "low": None, "high": None}
    return {"value": value, "low": value - half, "high": value + half}


def posture(depth: float, hip: float, knee: float, box: float) -> Json:
    return {
        "depth_fraction": measured(depth, 0.03),
        "depth_per_leg": measured(0.5 * depth),
        "hip_flexion_deg": measured(hip, 2.5),
        "knee_flexion_deg": measured(knee, 1.5),
        "box_height_cm": measured(box, 0.6),
    }


def rep(number: int, wink: float | None, verdict: str, *, half: float | None = 1.2) -> Json:
    """A repetition; with an onset where it winks."""
    winks = verdict in ("flexion beyond neutral", "return to neutral")
    return {
        "rep": number,
        "bottom_s": 4.0 * number,
        "verdict": verdict,
        "reason": f"Reason of repetition {number}.",
        "pelvis_wink_deg": measured(wink, half),
        "lumbar_wink_deg": measured(wink, half),
        "onset": posture(0.55, 84.0, 83.0, 52.0)
        | {"onset_disagreement": measured(0.02), "segmented_depth_fraction": measured(0.57)}
        if winks
        else None,
        "bottom": posture(1.0, 89.0, 116.0, 34.6),
        "unwind_deg": measured(0.3, 0.4) if winks else None,
        "true_flexion_deg": measured(15.2, 2.1) if winks else None,
        "hip_locked": winks,
        "level_shares": {"L5_S1": 0.4},
    }


def mean(value: float, half: float, n: int) -> Json:
    return measured(value, half) | {"sd": 1.0, "n": n, "detectable_change": 2.6}


def summary(verdict: str, reps: list[Json], **other: Any) -> Json:
    """What ``summary.json`` holds, as far as the page's own words need it."""
    winks = [one["pelvis_wink_deg"]["value"] for one in reps]
    known = [one for one in winks if one is not None]
    means = {}
    if len(known) > 1:
        means["pelvis_wink_deg"] = mean(sum(known) / len(known), 3.4, len(known))
        if all(one["onset"] for one in reps):
            means |= {
                "onset_depth_fraction": mean(0.55, 0.01, len(known)),
                "onset_hip_flexion_deg": mean(84.0, 2.3, len(known)),
                "onset_knee_flexion_deg": mean(83.0, 2.0, len(known)),
                "onset_box_height_cm": mean(52.2, 1.0, len(known)),
            }
    return {
        "trial": "squats",
        "condition": None,
        "movement": "squat",
        "verdict": verdict,
        "reason": "Why it is so.",
        "person": {"name": None},
        "reps": reps,
        "means": means,
        "safe_depth": [],
        "intervals": {"samples": 200, "seed": 0, "noise": {"pelvis_mm": 6.0}}
        | {"assumed_noise": {"pelvis_mm": 6.0}},
        "rejected": [],
        "standing": {"source": "static trial"},
        "neutral_lumbar_flexion_deg": measured(-2.8),
        "guard": [],
        "guard_limits": {
            "heading": {"measure": "degrees", "limit": 20.0, "blocks": 20.0, "when": None}
        },
        "verify": None,
        "muscle": {"hamstrings": {"caveats": []}},
        "load": {"level": "none", "reps": []},
        "hip": {"imaged": False, "reps": [], "notes": []},
        "markers": {
            "solver": "arrays",
            "rms_m": measured(0.0033),
            "max_m": measured(0.017),
            "max_at": {"marker": "R_TOE", "time_s": 4.19},
            "followed": {"RASI": "RASI"},
            "weights": {"RASI": 25.0},
            "fills": [],
            "open_gaps": [],
        },
        "model": {
            "name": "body_scaled",
            "file": "body.osim",
            "family": "five-level",
            "lumbar_levels": 5,
            "mass_kg": 61.5,
            "missing": [],
            "scaling": None,
        },
        "definitions": {"onset": "Where the tilt turns."},
        "warnings": [],
        "notes": [],
    } | other


def record(**other: Any) -> Json:
    return {
        "package": {"name": "opensim-wink", "version": "0.1.0"},
        "created": "2026-11-22T11:26:47+00:00",
        "command": ["opensim-wink", "analyze", "my squats.c3d", "-o", "out"],
        "inputs": [{"part": "trial", "name": "squats.c3d", "sha256": "ab" * 32, "bytes": 12}],
        "settings": {"wink_threshold_deg": 5.0, "cutoff_hz": 6.0, "neutral": "standing"},
        "versions": {"python": "3.11.7"},
        "files": ["summary.json"],
    } | other


def result(made: Json, folder: Path = Path("nowhere"), **provenance: Any) -> Result:
    """A result without tables, scene and loads."""
    empty = pd.DataFrame()
    return Result(
        folder=folder,
        summary=made,
        provenance=record(**provenance),
        reps=empty,
        frames=empty,
        curves=empty,
        muscles=empty,
        hamstrings=empty,
        loads=None,
        scene=None,
    )


class Page(HTMLParser):
    """What a browser would see: text, tags, ids, headings."""

    _SILENT = ("script", "style", "title")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.silent: dict[str, list[str]] = {}
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self._SILENT:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.silent.setdefault(self._inside[-1], []).append(data)
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).replace("\u00a0", " ").split())

    def every(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [str(attributes[name]) for _, attributes in self.tags if name in attributes]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if len(tag) == 2 and tag[0] == "h" != tag[1:]
                and tag[1].isdigit()]  # fmt: skip
