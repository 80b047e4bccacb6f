"""``--geometry``: the model's own surfaces in place of simple bones."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import open_page

SAMPLES = Path(__file__).resolve().parents[4] / "sample_trials"
PYRAMID = "v 0 0 0\nv 1 0 0\nv 1 0 1\nv 0 0 1\nv 0.5 1 0.5\nf 1 2 3 4\n" + "".join(
    f"f {a} {b} 5\n" for a, b in ((1, 2), (2, 3), (3, 4), (4, 1))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trial followed by a model with a pyramid on its pelvis, and a file that is not there."""
    from opensim_wink.body.build import packaged_model_path
    from opensim_wink.body.engine import engine, load_model
    from opensim_wink.cli import main

    place = tmp_path_factory.mktemp("surfaces")
    osim, model = engine(), load_model(packaged_model_path())
    shown = osim.Mesh("pyramid.obj")
    shown.set_scale_factors(osim.Vec3(0.3, 0.3, 0.3))
    model.getBodySet().get("pelvis").attachGeometry(shown)
    model.getBodySet().get("torso").attachGeometry(osim.Mesh("absent.vtp"))
    model.finalizeConnections()
    model.printToXML(str(place / "drawn.osim"))
    (place / "surfaces").mkdir()
    (place / "surfaces" / "pyramid.obj").write_text(PYRAMID)
    trial = [str(SAMPLES / "no_wink.c3d"), "--static", str(SAMPLES / "no_wink_static.c3d")]
    given = ["--model", str(place / "drawn.osim"), "--geometry", str(place / "surfaces")]
    quick = ["--samples", "0", "--loads", "none"]
    with redirect_stdout(StringIO()):
        assert main(["analyze", *trial, *given, *quick, "-o", str(place / "out")]) == 0
    return place / "out"


def test_the_page_holds_them_and_names_what_is_missing(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    [note] = [note for note in summary["notes"] if "surfaces of the model" in note]
    assert "absent.vtp" in note
    assert "pyramid.obj" not in note
    assert (folder / "report.html").stat().st_size < 2_000_000


def test_the_player_draws_them(browser: Any, folder: Path) -> None:
    shown = open_page(browser, folder / "report.html")
    data = json.loads(shown.page.locator("#report-data").text_content() or "")["player"]
    [mesh] = data["meshes"]
    assert data["bodies"][mesh["body"]] == "pelvis"
    middle_s = 0.5 * (data["start_s"] + data["end_s"])
    assert shown.seen(middle_s)["colours"] > 100
    assert shown.quiet()
    shown.page.context.close()


def test_a_folder_without_surfaces_is_refused_before_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from opensim_wink.cli import main

    command = ["analyze", str(SAMPLES / "no_wink.c3d"), "--geometry", str(tmp_path)]
    assert main([*command, "-o", str(tmp_path / "out")]) == 2
    assert "--geometry needs the model's Geometry folder" in capsys.readouterr().err
