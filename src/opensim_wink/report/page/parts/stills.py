"""The squat in still pictures: where the tuck begins beside the bottom."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.pencil import box_of
from opensim_wink.report.page.plot_zero import LUMBAR, TILT, angle_words
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.side_view import SideView, frame_at
from opensim_wink.report.page.stills import still
from opensim_wink.report.page.template import number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.scene.scene import Scene
from opensim_wink.report.strict_json import Json

NAME = "stills"
ALL_OF = 3  # up to so many repetitions all are shown
_ANGLES: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("hip", "hip_flexion_deg", number),
    ("tilt", "pelvis_change_deg", partial(angle_words, TILT)),
    ("lumbar", "lumbar_change_deg", partial(angle_words, LUMBAR)),
)


@dataclass(frozen=True)
class Still:
    """A picture with its caption.

    Attributes
    ----------
    picture : Markup
        The SVG.
    when : str
        Moment and time.
    says : tuple of str
        Angles there, a line each.
    """

    picture: Markup
    when: str
    says: tuple[str, ...]


def stills(result: Result) -> Part | None:
    """Pairs of stills: all repetitions where there are few, else the telling ones.

    Of more than three repetitions the one whose tuck is nearest to their mean is shown first, then
    those with the least and the most. Only the first is printed.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part or None
        On the first sheet; None without a scene or a repetition that can be drawn.
    """
    scene, words = result.scene, texts()[NAME]
    if scene is None:
        return None
    reps = result.summary["reps"]
    pairs = []
    for rep, key in chosen_reps(reps):
        pair = still_pair(scene, rep)
        if pair:
            heading = str(words[key]).format(rep=rep["rep"], n=len(reps))
            pairs.append((heading, pair))
    if not pairs:
        return None
    html = render(
        "stills.html.j2",
        pairs=pairs,
        ghosts=any(len(pair) > 1 for _, pair in pairs),
        chosen=str(words["chosen"]).format(n=len(reps)) if len(reps) > ALL_OF else "",
    )
    title = words["title"] if any(rep["onset"] for rep in reps) else words["title_no_onset"]
    return Part(NAME, str(title), html, sheet=1)


def chosen_reps(reps: Sequence[Json]) -> list[tuple[Json, str]]:
    """Repetitions to show, the one to print first, each with the key of its heading.

    Parameters
    ----------
    reps : sequence of dict
        Those of ``summary.json``.

    Returns
    -------
    list of (dict, str)
        Up to three: all, or the one nearest to the mean, the least and the most.
    """
    winks = [_value(rep["pelvis_wink_deg"]) for rep in reps]
    known = [k for k, wink in enumerate(winks) if math.isfinite(wink)]
    if not known:
        return [(rep, "rep") for rep in reps[:ALL_OF]]
    mean = sum(winks[k] for k in known) / len(known)
    typical = min(known, key=lambda k: abs(winks[k] - mean))
    named = {typical: "typical" if len(known) > 1 else "rep"}
    if len(reps) <= ALL_OF:
        order = [typical, *(k for k in range(len(reps)) if k != typical)]
        return [(reps[k], named.get(k, "rep")) for k in order]
    for key, k in (("least", min(known, key=winks.__getitem__)),
                   ("most", max(known, key=winks.__getitem__))):  # fmt: skip
        named.setdefault(k, key)
    return [(reps[k], key) for k, key in named.items()]


def still_pair(scene: Scene, rep: Json) -> tuple[Still, ...]:
    """Onset and bottom of a repetition at one scale; its start where there is no onset.

    Parameters
    ----------
    scene : Scene
        The trial.
    rep : dict
        A repetition of ``summary.json``.

    Returns
    -------
    tuple of Still
        Two; one where the other's frame was not solved; none where neither was.
    """
    words = texts()[NAME]
    onset, bottom = rep["onset"], rep["bottom"]
    first_s = rep["start_s"] if onset is None else onset["time_s"]["value"]
    moments = [("start" if onset is None else "onset", first_s, onset),
               ("bottom", bottom["time_s"]["value"], bottom)]  # fmt: skip
    moments = [one for one in moments if one[1] is not None and frame_at(scene, one[1]) is not None]
    views = [SideView(scene, frame_at(scene, time_s) or 0) for _, time_s, _ in moments]
    if not views:
        return ()
    box = box_of(views)
    found = []
    for place, (name, time_s, posture) in enumerate(moments):
        moment, when = str(words[name]), number(time_s, 2)
        says = captions(posture)
        title = str(words["picture"]).format(rep=rep["rep"], moment=moment, time=when)
        picture = still(
            scene,
            time_s,
            title=" ".join([title, *(f"{line}." for line in says)]),
            box=box,
            before_s=moments[0][1] if place else None,
            turn_words=_tuck(rep) if place else "",
        )
        found.append(Still(picture, str(words["at"]).format(moment=moment, time=when), says))
    return tuple(found)


def captions(posture: Json | None) -> tuple[str, ...]:
    """Angles of a moment as ``summary.json`` has them.

    Parameters
    ----------
    posture : dict or None
        The onset or the bottom of a repetition.

    Returns
    -------
    tuple of str
        Hip flexion, and change of pelvic tilt and of the lumbar spine against standing; what is
        not known is left out.
    """
    words = texts()[NAME]
    return tuple(
        str(words[key]).format(value=told(posture[name]["value"]))
        for key, name, told in _ANGLES
        if posture is not None and math.isfinite(_value(posture.get(name)))
    )


def _tuck(rep: Json) -> str:
    """How far the pelvis tucks, as the rest of the page tells it; empty without an onset."""
    wink = _value(rep["pelvis_wink_deg"])
    known = rep["onset"] is not None and math.isfinite(wink)
    return f"+{number(wink, 1)}°" if known else ""


def _value(measured: Json | None) -> float:
    value = None if measured is None else measured.get("value")
    return float("nan") if value is None else float(value)
