"""Markers of the model and the landmarks they stand for."""

from __future__ import annotations

from typing import Any

from opensim_wink.body.builder.rows import MarkerRow
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import engine


def add_markers(model: Any) -> None:
    """Add all markers of the tables to a model.

    Parameters
    ----------
    model : opensim.Model
        A model that has its bodies.
    """
    osim = engine()
    for row in both_sides(read_table("markers", MarkerRow)):
        body = model.getBodySet().get(row.body)
        model.addMarker(osim.Marker(row.name, body, osim.Vec3(*row.at_m)))
    model.finalizeConnections()
