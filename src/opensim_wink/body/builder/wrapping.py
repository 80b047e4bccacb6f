"""Cylinders on the bones that muscles wrap over."""

from __future__ import annotations

from typing import Any

from opensim_wink.body.builder.rows import WrapRow
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import engine


def add_wraps(model: Any) -> None:
    """Add all wrapping cylinders of the tables to the bodies of a model.

    Parameters
    ----------
    model : opensim.Model
        A model that has its bodies.
    """
    osim = engine()
    for row in both_sides(read_table("wraps", WrapRow)):
        cylinder = osim.WrapCylinder()
        cylinder.setName(row.name)
        cylinder.set_translation(osim.Vec3(*row.at_m))
        cylinder.set_xyz_body_rotation(osim.Vec3(*row.turn_rad))
        cylinder.set_radius(row.radius_m)
        cylinder.set_length(row.length_m)
        cylinder.set_quadrant(row.quadrant)
        model.getBodySet().get(row.body).addWrapObject(cylinder)
    model.finalizeConnections()
