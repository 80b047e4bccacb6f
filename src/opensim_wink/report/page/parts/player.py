"""The squat itself, to be watched: the player."""

from __future__ import annotations

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.player_data import mesh_data, player_data
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import render
from opensim_wink.report.page.texts import texts

NAME = "player"
_EXPLAINED = {
    "tuck_deg": "tuck_now",
    "pelvis_change_deg": "pelvis_standing",
    "lumbar_change_deg": "lumbar_standing",
}
# On all fours or on the back these would tell of the room and not of the person.
_UPRIGHT = ("pelvis_change_deg", "hip_height_cm")


def player(result: Result) -> Part | None:
    """The player, with its data.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part or None
        None where the folder has no scene, or one in which there is nothing to draw.
    """
    scene = result.scene
    if scene is None or not scene.n_frames or not scene.bodies:
        return None
    meshes = [mesh_data(mesh.body, mesh.points_m, mesh.faces) for mesh in scene.meshes]
    data = player_data(scene, result.summary, result.frames, meshes=meshes)
    tucks = any(rep["tuck_from_deg"] is not None for rep in data["reps"])
    shown = [name for name in data["numbers"] if data["upright"] or name not in _UPRIGHT]
    html = render(
        "player.html.j2",
        reps=data["reps"],
        has={name: bool(data[name]) for name in ("markers", "paths", "forces")}
        | {"tilt": "pelvis_change_deg" in shown},
        explained=_EXPLAINED,
        numbers=[*(["tuck_deg"] if tucks else []), *shown],
    )
    return Part(NAME, texts()[NAME]["title"], html, data)
