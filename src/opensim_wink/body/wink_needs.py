"""What a model must have for a wink to be measured in it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from opensim_wink.errors import listed

HAMSTRINGS = (
    "biceps_femoris_long",
    "biceps_femoris_short",
    "semimembranosus",
    "semitendinosus",
    "hamstrings_lumped",
)


def hindrances(
    lumbar: Sequence[str], measured: Sequence[str], groups: Container[str], locked: Container[str]
) -> tuple[str, ...]:
    """Why no wink can be measured in a model: what it lacks or locks is not measured.

    Parameters
    ----------
    lumbar : sequence of str
        Its coordinates of lumbar flexion.
    measured : sequence of str
        Those of pelvic tilt, hips and knees.
    groups : container of str
        Groups of which it has a muscle.
    locked : container of str
        Coordinates that it locks.

    Returns
    -------
    tuple of str
        One clause each, with what to do; empty where nothing hinders.
    """
    found = []
    if not lumbar:
        found.append(
            "has no lumbar joint, so the pelvis would carry the trunk's motion; use a model with "
            "one, or leave --model away: the packaged one is scaled"
        )
    if not any(group in groups for group in HAMSTRINGS):
        found.append(
            f"has no hamstrings ({listed(HAMSTRINGS)} were looked for), so nothing can be said of "
            "their length; use a model with them, or leave --model away"
        )
    held = [name for name in (*measured, *lumbar) if name in locked]
    if held:
        found.append(
            f"locks {listed(held)}: what cannot move cannot be measured, and the other joints "
            "would move in its stead; unlock it"
        )
    return tuple(found)
