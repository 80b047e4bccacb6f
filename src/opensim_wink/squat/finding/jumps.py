"""A jump told once: the dip before it, the flight and the landing belong together."""

from __future__ import annotations

from collections.abc import Sequence

from opensim_wink.squat.curves import join_runs
from opensim_wink.squat.finding.scene import RejectedMovement, Scene

OFF_THE_FLOOR = "both feet off the floor"
_NEIGHBOURS_S = 0.3
_ONE_FLIGHT_S = 0.1  # shorter contacts between flights are noise of the ankles


def joined_jumps(scene: Scene, movements: Sequence[RejectedMovement]) -> list[RejectedMovement]:
    """Join neighbouring parts of a jump.

    Parameters
    ----------
    scene : Scene
        Curves and standing.
    movements : sequence of RejectedMovement
        In order of time.

    Returns
    -------
    list of RejectedMovement
        The same, with jumps that follow each other at once as one, which says how many flights
        it holds where there are several.
    """
    joined: list[RejectedMovement] = []
    for movement in movements:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.reason == movement.reason == "jump"
            and movement.start_s - last.end_s <= _NEIGHBOURS_S
        ):
            joined[-1] = _as_one(scene, last.start, max(last.end, movement.end))
        else:
            joined.append(movement)
    return joined


def _as_one(scene: Scene, start: int, end: int) -> RejectedMovement:
    flight = scene.in_flight()[start : end + 1]
    times = len(join_runs(flight, round(_ONE_FLIGHT_S * scene.drop.rate_hz), 1))
    how_often = f", {times} times" if times > 1 else ""
    return scene.rejected(start, end, "jump", OFF_THE_FLOOR + how_often)
