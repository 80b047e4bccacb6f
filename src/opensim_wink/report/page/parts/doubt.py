"""What to doubt, the most weighty first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opensim_wink.errors import counted, listed
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.page.wording import raises_by_source
from opensim_wink.report.strict_json import Json

SHOWN = 6
_DIFFERS = 0.1  # share of the depth
_OF_MUSCLES = frozenset({"moment_arm_sign", "wrap_jump", "muscle_range", "short_arm"})


@dataclass(frozen=True)
class Doubt:
    """A reason to doubt.

    Attributes
    ----------
    says : str
        In plain words.
    detail : str
        As the check that found it says it; may be empty.
    blocks : bool
        Whether no verdict rests on what it concerns.
    weighs : bool
        Whether it is a reason to doubt the verdict of this recording in particular.
    """

    says: str
    detail: str = ""
    blocks: bool = False
    weighs: bool = False


def doubt(result: Result) -> Part:
    """Objections, warnings and what the numbers rest on.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part
        On the first sheet; what is beyond `SHOWN` is folded.
    """
    summary, words = result.summary, texts()["doubt"]
    found = doubts(summary)
    html = render(
        "doubt.html.j2",
        lead=lead(summary),
        first=found[:SHOWN],
        rest=found[SHOWN:],
        notes=[note for note in summary["notes"] if note not in summary["warnings"]],
    )
    return Part("doubt", words["title"], html, sheet=1)


def doubts(summary: Json) -> list[Doubt]:
    """Every doubt, ranked.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    list of Doubt
        What blocks a verdict first, then warnings, other objections, the loads, the muscles, and
        what holds for every recording.
    """
    flags = list(_flags(summary))
    ranked = [
        *(one for one, _ in flags if one.blocks),
        *(Doubt(_sentence(line), weighs=True) for line in summary["warnings"]),
        *(one for one, flag in flags if not one.blocks and flag not in _OF_MUSCLES),
        *_onset(summary),
        *_load_grades(summary["load"]),
        *(one for one, flag in flags if not one.blocks and flag in _OF_MUSCLES),
        *_markers(summary["markers"]),
        *_model(summary),
        *_intervals(summary),
        *_hamstrings(summary),
        *_load_rests(summary["load"]),
    ]
    return list(dict.fromkeys(ranked))


def lead(summary: Json) -> str:
    """How many checks object.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    str
        A sentence.
    """
    words, n = texts()["doubt"], len(summary["guard_limits"])
    flags = {entry["flag"] for entry in summary["guard"]}
    if flags:
        key = "objects_one" if len(flags) == 1 else "objects"
        n = max(n, len(flags | set(summary["guard_limits"])))
        return str(words[key]).format(m=len(flags), n=n)
    return str(words["warned" if summary["warnings"] else "clean"]).format(n=n)


def second_opinion(summary: Json, words: str) -> str:
    """Where a second way to find the onset tells another one.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.
    words : str
        A sentence with a place for ``reps``.

    Returns
    -------
    str
        The sentence; empty where both ways agree.
    """
    differ = []
    for rep in summary["reps"]:
        apart = (rep["onset"] or {}).get("onset_disagreement")
        if apart and apart["value"] is not None and abs(apart["value"]) > _DIFFERS:
            differ.append(rep["rep"])
    return words.format(reps=_reps(differ)) if differ else ""


def _flags(summary: Json) -> Iterator[tuple[Doubt, str]]:
    """Objections of the guard, those of one kind together."""
    words = texts()["doubt"]
    kinds: dict[tuple[str, bool], list[Json]] = {}
    for entry in summary["guard"]:
        kinds.setdefault((entry["flag"], entry["blocks"]), []).append(entry)
    for (flag, blocks), entries in kinds.items():
        reps = sorted({entry["rep"] for entry in entries if entry["rep"] is not None})
        says = words["flags"].get(flag, words["other"])
        detail = " ".join(
            dict.fromkeys(f"{_sentence(entry['reason']).rstrip('.')}." for entry in entries)
        )
        yield (
            Doubt(f"{says.rstrip('.')} ({_reps(reps)}).", detail, blocks, flag not in _OF_MUSCLES),
            flag,
        )


def _reps(numbers: Iterable[int]) -> str:
    words, shown = texts()["doubt"], [str(one) for one in numbers]
    if not shown:
        return str(words["whole"])
    key = "reps_one" if len(shown) == 1 else "reps_many"
    return str(words[key]).format(reps=listed(shown))


def _onset(summary: Json) -> Iterator[Doubt]:
    says = second_opinion(summary, str(texts()["doubt"]["second_opinion"]))
    if says:
        yield Doubt(says, weighs=True)


def _load_grades(load: Json) -> Iterator[Doubt]:
    """Doubts about what was stated and the plates, then joints by their grade."""
    words = texts()["doubt"]
    if load["level"] == "none" or not load["reps"]:
        return
    found = [*load["doubts"], *load["ground"]["doubts"]]
    for entry in sorted(found, key=lambda one: not one["blocks"]):
        yield Doubt(f"{_sentence(entry['reason']).rstrip('.')}.")
    for grade in ("fail", "usable"):
        joints = {name: one for name, one in load["joints"].items() if one["grade"] == grade}
        if joints:
            names = ", ".join(words["joints"].get(name, name) for name in joints)
            reasons = dict.fromkeys(
                line for one in joints.values() for line in one["grade_reasons"]
            )
            yield Doubt(str(words[f"load_{grade}"]).format(joints=names), " ".join(reasons))


def _markers(markers: Json) -> Iterator[Doubt]:
    words = texts()["doubt"]
    if markers["fills"]:
        names = {gap["marker"] for gap in markers["fills"]}
        frames = sum(gap["frames"] for gap in markers["fills"])
        yield Doubt(
            str(words["filled"]).format(
                markers=counted(len(names), "marker"), frames=counted(frames, "frame")
            )
        )
    if markers["open_gaps"]:
        yield Doubt(str(words["gaps"]).format(gaps=len(markers["open_gaps"])))


def _model(summary: Json) -> Iterator[Doubt]:
    words, model = texts()["doubt"], summary["model"]
    scaling = model.get("scaling") or {}
    for line in scaling.get("warnings", []):
        if line not in summary["warnings"]:
            yield Doubt(_sentence(line))
    if model["missing"]:
        yield Doubt(str(words["missing"]).format(parts=listed(map(str, model["missing"]))))
    if model["lumbar_levels"] == 1:
        yield Doubt(words["one_joint"])
    elif any(rep["level_shares"] for rep in summary["reps"]):
        yield Doubt(words["shared_levels"])


def _intervals(summary: Json) -> Iterator[Doubt]:
    words, intervals = texts()["doubt"], summary["intervals"]
    if not summary["reps"]:
        return
    if not intervals or not intervals.get("samples") or not intervals.get("noise"):
        yield Doubt(words["no_intervals"])
        return
    if intervals["noise"] != intervals.get("assumed_noise"):
        yield Doubt(words["raised_noise"])
    yield Doubt(str(words["noise"]).format(pelvis=number(intervals["noise"]["pelvis_mm"])))


def _hamstrings(summary: Json) -> Iterator[Doubt]:
    words = texts()["doubt"]["assumed_raise"]
    assumed = [side for side, known in raises_by_source(summary).items() if not known]
    if assumed and any(rep["onset"] for rep in summary["reps"]):
        yield Doubt(words["both" if len(assumed) > 1 else assumed[0]])


def _load_rests(load: Json) -> Iterator[Doubt]:
    words = texts()["doubt"]
    if load["level"] == "none" or not load["reps"]:
        return
    source = load["ground"]["source"]
    if source != "plates":
        yield Doubt(words["ground_none" if source == "none" else "ground_estimate"])
    if any(name.startswith("knee") for name in load["joints"]):
        yield Doubt(words["knees"])


def _sentence(text: str) -> str:
    """With a capital, unless it starts with a name."""
    first = text.partition(" ")[0].rstrip(",:;")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text
