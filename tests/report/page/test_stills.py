from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from opensim_wink.report.page.parts.stills import captions, chosen_reps, still_pair, stills
from opensim_wink.report.page.pencil import box_of
from opensim_wink.report.page.side_view import SideView, frame_at, turned
from opensim_wink.report.page.stills import still
from opensim_wink.report.scene.scene import SceneBody

sys.path.insert(0, str(Path(__file__).parents[1]))  # scene_made.py
from scene_made import about_right, made_scene


def posture(time_s: float, hip: float, tilt: float | None, lumbar: float) -> dict[str, Any]:
    values = {"time_s": time_s, "hip_flexion_deg": hip, "pelvis_change_deg": tilt,
              "lumbar_change_deg": lumbar}  # fmt: skip
    return {name: {"value": value, "low": None, "high": None} for name, value in values.items()}


def rep(number: int = 1, wink: float | None = 15.0, onset_s: float | None = 2.0) -> dict[str, Any]:
    return {
        "rep": number,
        "start_s": 1.0,
        "pelvis_wink_deg": {"value": wink, "low": None, "high": None},
        "onset": None if onset_s is None else posture(onset_s, 84.4, -26.55, -0.13),
        "bottom": posture(5.0, 89.0, -11.0, 15.66),
    }


def result(scene: object, *reps: dict[str, Any]) -> Any:
    return SimpleNamespace(scene=scene, summary={"reps": list(reps)})


def test_the_nearest_solved_frame_stands_for_a_time() -> None:
    scene = made_scene(unsolved=slice(20, 30))
    assert frame_at(scene, 1.04) == 10
    assert frame_at(scene, 2.0) == 19  # the frame before the gap is within a tenth of a second
    assert frame_at(scene, 2.5) is None
    assert frame_at(scene, 99.0) is None


def test_ways_turn_with_their_body() -> None:
    body = SceneBody("b", np.zeros((1, 3)), about_right(np.array([np.pi / 2])))
    found = turned(body, 0, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    np.testing.assert_allclose(found, [[0, 1, 0], [-1, 0, 0], [0, 0, 1]], atol=1e-12)


def test_the_view_is_from_the_right_whichever_way_the_person_faces() -> None:
    scene = made_scene()
    facing = SideView(scene, 0)
    np.testing.assert_allclose(facing.forward, [1.0, 0.0, 0.0], atol=1e-12)
    half = np.zeros((scene.n_frames, 4))
    half[:, 2] = 1.0  # half a turn about the vertical
    away = tuple(SceneBody(b.name, b.position_m, half) for b in scene.bodies)
    back = SideView(type(scene)(scene.time_s, away, scene.bones, (), (), (), 800.0), 0)
    np.testing.assert_allclose(back.forward, [-1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(
        back.seen(scene.bones[0]) - back.flat(scene.bodies[0].position_m[0]),
        facing.seen(scene.bones[0]) - facing.flat(scene.bodies[0].position_m[0]),
        atol=1e-12,
    )


def test_all_bones_lie_inside_the_box_at_one_scale() -> None:
    scene = made_scene()
    views = [SideView(scene, frame) for frame in (0, 100)]
    box = box_of(views)
    for view in views:
        for bone in scene.bones:
            x, y = box.at(view.seen(bone)).T
            assert (x >= 0).all()
            assert (x <= 260).all()
            assert (y >= 0).all()
            assert (y <= box.tall).all()
    metre = box.at(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    assert metre[1, 0] - metre[0, 0] == pytest.approx(metre[0, 1] - metre[2, 1])


def test_a_still_is_an_image_with_words_and_all_its_parts() -> None:
    picture = still(made_scene(), 3.0, title="a <b> & c", before_s=1.0, turn_words="+10.0°")
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root.findtext("title") == "a <b> & c"
    assert root.findtext("text") == "+10.0°"
    shapes = [one.tag for one in root]
    assert shapes.count("polygon") == 2 + 1 + 1 + 1  # hip bones, vertebra, foot, earlier pelvis
    assert shapes.count("circle") == 1


def test_the_earlier_pelvis_is_turned_back_by_what_it_has_turned() -> None:
    """From frame 20 to 60 the made pelvis tips back by 20°."""
    scene = made_scene()
    box = box_of([SideView(scene, 60)])
    root = ElementTree.fromstring(still(scene, 6.0, title="", box=box, before_s=2.0))

    def ring(one: ElementTree.Element) -> np.ndarray:
        return np.array([[float(v) for v in p.split(",")] for p in one.get("points", "").split()])

    polygons = root.findall("polygon")
    (dashed,) = [one for one in polygons if one.get("stroke-dasharray")]
    solid = [one for one in polygons if not one.get("stroke-dasharray") and len(ring(one)) == 4]
    present = box.at(SideView(scene, 60).seen(scene.bones[0]))
    assert any(np.allclose(ring(one), present, atol=0.06) for one in solid)
    edges = [np.diff(points, axis=0)[0] for points in (ring(dashed), present)]
    angle = [np.arctan2(-edge[1], edge[0]) for edge in edges]
    assert np.rad2deg(angle[1] - angle[0]) == pytest.approx(20.0, abs=0.3)


def test_no_frame_no_picture() -> None:
    assert still(made_scene(unsolved=slice(20, 40)), 3.0, title="x") == ""


def test_captions_leave_out_what_is_not_known() -> None:
    assert captions(posture(1.0, 84.4, None, 0.04)) == (
        "Hip flexion: 84°",
        "Lower back, against standing: 0.0°",
    )
    assert captions(None) == ()


def test_without_an_onset_the_start_stands_beside_the_bottom() -> None:
    first, bottom = still_pair(made_scene(), rep(onset_s=None))
    assert first.when == "Start, 1.00 s"
    assert first.says == ()
    assert bottom.when == "Bottom, 5.00 s"
    assert "°</text>" not in bottom.picture
    assert "stroke-dasharray" in bottom.picture


def test_a_moment_that_was_not_solved_is_left_out() -> None:
    (only,) = still_pair(made_scene(unsolved=slice(10, 30)), rep())
    assert only.when.startswith("Bottom")
    assert still_pair(made_scene(unsolved=slice(10, 70)), rep()) == ()


@pytest.mark.parametrize(
    ("winks", "wanted"),
    [
        ([5.0], [(1, "rep")]),
        ([5.0, 9.0, 6.0], [(3, "typical"), (1, "rep"), (2, "rep")]),
        ([5.0, 9.0, 6.5, 1.0, 12.0], [(3, "typical"), (4, "least"), (5, "most")]),
        ([5.0, 5.0, 5.0, 5.0], [(1, "typical")]),
        ([None, None, None, None], [(1, "rep"), (2, "rep"), (3, "rep")]),
        ([None, 4.0], [(2, "rep"), (1, "rep")]),
    ],
)
def test_which_repetitions_are_shown(
    winks: list[float | None], wanted: list[tuple[int, str]]
) -> None:
    reps = [rep(number, wink) for number, wink in enumerate(winks, start=1)]
    assert [(one["rep"], key) for one, key in chosen_reps(reps)] == wanted


def test_the_part_says_what_it_left_out() -> None:
    reps = [rep(number, float(number)) for number in range(1, 7)]
    part = stills(result(made_scene(), *reps))
    assert part is not None
    assert (part.name, part.sheet) == ("stills", 1)
    assert "Of 6 repetitions those with the least tuck" in part.html
    heads = re.findall(r"<h3>(.*?)</h3>", part.html)
    assert heads == [
        "Repetition 3, nearest to the mean of 6",
        "Repetition 1, least tuck",
        "Repetition 6, most tuck",
    ]
    # On paper there is the first pair alone.
    assert part.html.count('<details class="fold screen-only">') == 2


def test_there_is_no_part_without_a_scene_or_repetitions() -> None:
    assert stills(result(None, rep())) is None
    assert stills(result(made_scene())) is None
    assert stills(result(made_scene(unsolved=slice(0, 101)), rep())) is None
