"""A scene as the player's data: thinned, rounded and packed to a budget."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.report.page.packing import pack, packed_size
from opensim_wink.report.page.thinning import IndexArray, kept_frames
from opensim_wink.report.page.wording import rejected_reps
from opensim_wink.report.scene.scene import Scene
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

BUDGET_BYTES = 700_000
POSITION_STEP_M = 2e-4
TURN_STEP = 2.0**-14  # of a quaternion's part: 0.007°
CHANGE_STEP_PERCENT = 0.05
FORCE_STEP_N = 0.5
_LABEL_LENGTH = 80
_FAR_M = 5.0  # a marker farther from the body is a fault of the recording and not drawn
_PATH_POINTS = 12
_HOPELESS = 1.05
_MOST_CORNERS, _LARGEST_CODE = 65_536, 32_767

# Numbers at the cursor: name, columns whose mean it is, and the standing value that it is against.
_NUMBERS: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    "pelvis_change_deg": (("posterior_pelvic_tilt_deg",), "posterior_pelvic_tilt_deg"),
    "lumbar_change_deg": (("lumbar_flexion_deg",), "lumbar_flexion_deg"),
    "hip_flexion_deg": (("hip_flexion_r_deg", "hip_flexion_l_deg"), None),
    "knee_flexion_deg": (("knee_flexion_r_deg", "knee_flexion_l_deg"), None),
    "hip_height_cm": (("hip_height_m",), None),
}
_PER_UNIT = {"hip_height_cm": 100.0}


def player_data(
    scene: Scene,
    summary: Json,
    frames: pd.DataFrame,
    *,
    meshes: Sequence[Json] = (),
    budget_bytes: int = BUDGET_BYTES,
) -> dict[str, Any]:
    """What the player draws, as JSON.

    Parameters
    ----------
    scene : Scene
        The trial, F frames.
    summary : dict
        ``summary.json``: repetitions and standing.
    frames : DataFrame
        Angles by time in seconds, for the numbers at the cursor.
    meshes : sequence of dict
        The model's own bones, as `mesh_data` gives them: drawn in place of the simple bones of
        their bodies.
    budget_bytes : int
        Size, without meshes, that is not exceeded however long the trial: fewer frames are kept,
        first between the repetitions. The frames beside a repetition's start, onset, bottom and
        end stay.

    Returns
    -------
    dict
        Times of the recording and, at those, poses, markers as measured, muscle paths, forces and
        numbers; see ``web/src/player/data.ts``. Where the model carries a marker follows from
        its place and its body's pose, so only the place is there.
    """
    reps = _reps(summary)
    fixed = _fixed(scene, reps) | {"upright": _upright(summary), "opens_s": _opens_s(summary)}
    numbers = _numbers(scene.time_s, summary, frames)
    room = budget_bytes - packed_size(fixed)
    spans = [(rep["start_s"], rep["end_s"]) for rep in reps]
    moments = [
        rep[name]
        for rep in reps
        for name in ("start_s", "onset_s", "bottom_s", "end_s")
        if rep[name] is not None
    ]
    moving = _fitting(scene, numbers, kept_frames(scene.time_s, spans, moments), room)
    return {**fixed, **moving, **({"meshes": list(meshes)} if meshes else {})}


def mesh_data(body: int, vertices_m: FloatArray, triangles: NDArray[np.integer]) -> dict[str, Any]:
    """A bone's surface as the player takes it.

    Parameters
    ----------
    body : int
        Index of the body that it is fixed in.
    vertices_m : ndarray, shape (V, 3)
        Corners in the body's frame, finite; at most 65,536.
    triangles : ndarray of int, shape (T, 3)
        Corners of each triangle.

    Returns
    -------
    dict
        ``body``; ``vertices``, base64 of little-endian int16, with ``scale`` and ``offset`` (x, y,
        z): metres = code · scale + offset; ``indices``, base64 of little-endian uint16.

    Raises
    ------
    ValueError
        If there are more corners than can be numbered.
    """
    if len(vertices_m) > _MOST_CORNERS:
        raise ValueError(f"a mesh of {len(vertices_m)} corners; at most {_MOST_CORNERS} are taken.")
    low, high = np.min(vertices_m, axis=0), np.max(vertices_m, axis=0)
    offset = 0.5 * (low + high)
    scale = max(float(np.max(high - low)) / (2 * _LARGEST_CODE), 1e-9)
    codes = np.rint((vertices_m - offset) / scale).astype("<i2")
    return {
        "body": body,
        "vertices": base64.b64encode(codes.tobytes()).decode("ascii"),
        "scale": scale,
        "offset": [round(float(value), 6) for value in offset],
        "indices": base64.b64encode(triangles.astype("<u2").tobytes()).decode("ascii"),
    }


def _fitting(
    scene: Scene,
    numbers: Mapping[str, FloatArray],
    choices: Iterator[IndexArray],
    room_bytes: int,
) -> dict[str, Any]:
    """What moves, at the first choice of frames that fits; at the last where none does."""
    kept = next(choices)
    moving = _moving(scene, numbers, kept)
    size = packed_size(moving)
    while size > room_bytes:
        # Fewer frames pack worse, so that what is too large by this measure is too large.
        most = _HOPELESS * kept.size * room_bytes / size
        fewer = None
        for fewer in choices:
            if fewer.size <= most:
                break
        if fewer is None:
            break
        kept, moving = fewer, _moving(scene, numbers, fewer)
        size = packed_size(moving)
    return moving


def _reps(summary: Json) -> list[Json]:
    return [
        {
            "rep": rep["rep"],
            "start_s": rep["start_s"],
            "onset_s": None if rep["onset"] is None else rep["onset"]["time_s"]["value"],
            "bottom_s": rep["bottom_s"],
            "end_s": rep["end_s"],
            "tuck_from_deg": _tuck_from(rep),
        }
        for rep in summary["reps"]
    ]


def _upright(summary: Json) -> bool:
    """Whether the person squats, so that the pelvis may be told against standing."""
    return bool(summary["reps"]) and summary.get("movement") == "squat"


def _opens_s(summary: Json) -> float | None:
    """Bottom of the first repetition that counts, of those that are as the verdict says."""
    blocked = rejected_reps(summary)
    verdict = summary.get("verdict")

    def rank(rep: Json) -> tuple[bool, bool]:
        return rep["rep"] in blocked, rep.get("verdict") != verdict

    best = min(summary["reps"], key=rank, default=None)
    return None if best is None else float(best["bottom_s"])


def _tuck_from(rep: Json) -> float | None:
    """Pelvis against standing where the tuck begins, so that at the bottom the tuck is the wink."""
    bottom, wink = rep["bottom"]["pelvis_change_deg"]["value"], rep["pelvis_wink_deg"]["value"]
    if rep["onset"] is None or bottom is None or wink is None:
        return None
    return float(bottom - wink)


def _fixed(scene: Scene, reps: list[Json]) -> dict[str, Any]:
    """What does not change from frame to frame."""
    weight = float(scene.body_weight_n)
    return {
        "start_s": float(scene.time_s[0]),
        "end_s": float(scene.time_s[-1]),
        "recorded_frames": scene.n_frames,
        "reps": reps,
        "body_weight_n": round(weight, 1) if np.isfinite(weight) else None,
        "bodies": [_short(body.name) for body in scene.bodies],
        "bones": [
            {
                "body": bone.body,
                "kind": bone.kind,
                "side": bone.side,
                "points": np.round(bone.points_m, 4).tolist(),
                "radius": round(float(bone.radius_m), 4),
            }
            for bone in scene.bones
        ],
        "markers": [
            {
                "label": _short(marker.label),
                "body": marker.body,
                "place": np.round(marker.place_m, 4).tolist(),
            }
            for marker in scene.markers
        ],
        "paths": [{"label": _short(path.label), "side": path.side} for path in scene.paths],
        "forces": [
            {"name": force.name, "kind": force.kind, "side": force.side} for force in scene.forces
        ],
    }


def _moving(scene: Scene, numbers: Mapping[str, FloatArray], kept: IndexArray) -> dict[str, Any]:
    """What does, at the kept frames."""
    positions = _stacked([body.position_m for body in scene.bodies], kept, 3)
    change = _stacked([path.change_percent for path in scene.paths], kept)
    return {
        "frames": kept.tolist(),
        "times": [round(float(t), 6) for t in scene.time_s[kept]],
        "position": pack(positions, POSITION_STEP_M),
        "quaternion": pack(
            _stacked([body.quaternion for body in scene.bodies], kept, 4), TURN_STEP
        ),
        "measured": pack(
            _near(_stacked([marker.measured_m for marker in scene.markers], kept, 3), positions),
            POSITION_STEP_M,
        ),
        "path_points": [pack(_thin_path(path.points_m[kept]), 5e-4) for path in scene.paths],
        "path_change": pack(change, CHANGE_STEP_PERCENT),
        "force_point": pack(
            _stacked([force.point_m for force in scene.forces], kept, 3), POSITION_STEP_M
        ),
        "force": pack(_stacked([force.force_n for force in scene.forces], kept, 3), FORCE_STEP_N),
        "numbers": {name: _digits(values[kept]) for name, values in numbers.items()},
    }


def _stacked(arrays: list[FloatArray], kept: IndexArray, *parts: int) -> FloatArray:
    """Frames first; an empty list gives an array of the right shape without members."""
    if not arrays:
        return np.empty((kept.size, 0, *parts))
    return np.stack([array[kept] for array in arrays], axis=1)


def _near(measured: FloatArray, positions: FloatArray) -> FloatArray:
    """Markers without those that no body is near to: one of them would coarsen the rest."""
    known = positions[np.isfinite(positions).all(axis=2)]
    if not known.size:
        return measured
    away = np.linalg.norm(measured - np.median(known, axis=0), axis=2)
    return np.where((away <= _FAR_M)[:, :, None], measured, np.nan)


def _thin_path(points_m: FloatArray) -> FloatArray:
    """At most twelve points, the ends among them."""
    n_points = points_m.shape[1]
    if n_points <= _PATH_POINTS:
        return points_m
    return points_m[:, np.rint(np.linspace(0, n_points - 1, _PATH_POINTS)).astype(int)]


def _numbers(time_s: FloatArray, summary: Json, frames: pd.DataFrame) -> dict[str, FloatArray]:
    """The numbers at the cursor at the scene's own frames; what is not known is not there."""
    found = {}
    recorded_s = frames.index.to_numpy(float)
    standing = summary.get("standing") or {}
    for name, (columns, reference) in _NUMBERS.items():
        if not set(columns) <= set(frames.columns):
            continue
        values = frames[list(columns)].to_numpy(float).mean(axis=1) * _PER_UNIT.get(name, 1.0)
        if reference is not None:
            stood = (standing.get(reference) or {}).get("value")
            if stood is None:
                continue
            values = values - stood
        found[name] = _at_times(time_s, recorded_s, values)
    return found


def _digits(values: FloatArray) -> list[float | None]:
    """Finer than packed: what is read off must round as it does elsewhere on the page."""
    return [round(float(value), 4) if np.isfinite(value) else None for value in values]


def _at_times(time_s: FloatArray, recorded_s: FloatArray, values: FloatArray) -> FloatArray:
    """The table's own rows where its times are the scene's; a gap must not spread to its rim."""
    if recorded_s.shape == time_s.shape and np.allclose(recorded_s, time_s, rtol=0, atol=1e-6):
        return values
    return np.interp(time_s, recorded_s, values, left=np.nan, right=np.nan)


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else f"{text[: _LABEL_LENGTH - 1]}…"
