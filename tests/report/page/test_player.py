"""The player's piece of the page: a button for every moment, a word for everything it says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from opensim_wink.report.page.parts.player import player
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.texts import texts
from opensim_wink.report.scene.scene import Scene, SceneBody
from opensim_wink.report.strict_json import Json

TIME_S = np.arange(0.0, 2.0, 0.01)
SOURCE = Path(__file__).parents[3] / "src/opensim_wink/report/web/src/player"


def rep(number: int, onset_s: float | None) -> Json:
    """A repetition of a summary, as far as the player reads it."""
    number_of = {"value": 3.0}
    return {
        "rep": number,
        "start_s": 0.2,
        "bottom_s": 1.0,
        "end_s": 1.8,
        "onset": None if onset_s is None else {"time_s": {"value": onset_s}},
        "bottom": {"pelvis_change_deg": number_of},
        "pelvis_wink_deg": {"value": 2.0},
    }


def result_of(tmp_path: Path, reps: list[Json], scene: Scene | None, **more: object) -> Result:
    summary = {"reps": reps, "movement": "squat", "standing": None, **more}
    angles = pd.DataFrame({"posterior_pelvic_tilt_deg": TIME_S}, index=TIME_S)
    none = pd.DataFrame()
    return Result(tmp_path, summary, {}, none, angles, none, none, none, None, scene)


@pytest.fixture
def scene() -> Scene:
    """One body, and nothing else."""
    still = np.zeros((TIME_S.size, 3))
    upright = np.tile([1.0, 0.0, 0.0, 0.0], (TIME_S.size, 1))
    return Scene(TIME_S, (SceneBody("pelvis", still, upright),), (), (), (), (), float("nan"))


class Tags(HTMLParser):
    """Attributes of all tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append({"tag": tag, **dict(attrs)})

    def values(self, name: str) -> list[str | None]:
        return [tag[name] for tag in self.found if name in tag]


def test_every_repetition_has_a_button_for_each_moment_that_it_has(tmp_path, scene) -> None:
    part = player(result_of(tmp_path, [rep(1, 0.61234), rep(2, None)], scene))
    assert part is not None
    buttons = [tag for tag in Tags(part.html).found if "data-to" in tag]
    assert [(b["data-rep"], b["data-jump"], float(b["data-to"] or "nan")) for b in buttons] == [
        ("1", "start", 0.2),
        ("1", "onset", 0.61234),
        ("1", "bottom", 1.0),
        ("2", "start", 0.2),
        ("2", "bottom", 1.0),
    ]
    assert all(button["aria-label"] for button in buttons)


def test_what_is_not_there_has_no_box_and_no_number(tmp_path, scene) -> None:
    part = player(result_of(tmp_path, [rep(1, 0.6)], scene))
    assert part is not None
    tags = Tags(part.html)
    assert tags.values("data-show") == ["bones"]
    assert tags.values("data-number") == ["tuck_deg"]


def test_against_standing_is_told_of_a_squat_only(tmp_path, scene) -> None:
    standing = {"posterior_pelvic_tilt_deg": {"value": 1.0}}
    for movement, expected in [("squat", ["bones", "tilt"]), ("rock_back", ["bones"])]:
        result = result_of(tmp_path, [rep(1, 0.6)], scene, standing=standing, movement=movement)
        part = player(result)
        assert part is not None
        assert Tags(part.html).values("data-show") == expected


@pytest.mark.parametrize(
    ("verdicts", "blocked", "expected"),
    [
        (["no wink", "no wink"], [], 1),
        (["cannot tell", "no wink", "no wink"], [1], 2),
        (["return to neutral", "no wink", "no wink"], [], 2),
        (["no wink", "return to neutral", "no wink"], [1], 3),
        (["return to neutral", "return to neutral"], [1], 2),
        (["cannot tell", "cannot tell"], [1, 2], 1),
    ],
)
def test_it_opens_at_the_bottom_of_a_repetition_that_counts(
    tmp_path, scene, verdicts, blocked, expected
) -> None:
    reps = [
        rep(k, 0.5) | {"verdict": verdict, "bottom_s": 0.4 * k}
        for k, verdict in enumerate(verdicts, 1)
    ]
    guard = [{"rep": k, "blocks": True} for k in blocked] + [{"rep": 1, "blocks": False}]
    part = player(result_of(tmp_path, reps, scene, verdict="no wink", guard=guard))
    assert part is not None
    assert part.data["opens_s"] == 0.4 * expected


def test_without_a_repetition_it_opens_where_it_starts(tmp_path, scene) -> None:
    part = player(result_of(tmp_path, [], scene))
    assert part is not None
    assert part.data["opens_s"] is None


def test_without_a_scene_there_is_no_player(tmp_path) -> None:
    assert player(result_of(tmp_path, [], None)) is None


def test_the_script_asks_for_no_word_that_the_texts_lack() -> None:
    said = texts()["player"]
    asked = set()
    for file in SOURCE.glob("*.ts"):
        asked |= set(
            re.findall(r'(?:said|label)\((?:this\.)?texts, "(\w+)"', file.read_text("utf-8"))
        )
    assert len(asked) >= 6
    assert asked <= set(said)
    others = {"forward", "backward", "flexion", "extension", "not_solved", "flat", "play", "pause"}
    assert others | {"ground_legend", "joints_legend"} <= set(said)
