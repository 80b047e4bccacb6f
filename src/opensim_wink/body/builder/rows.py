"""What one row of each table of the model says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Triple = tuple[float, float, float]
Flip = Literal["place", "turn"]


@dataclass(frozen=True)
class Row:
    """A row of a table; its last column names the source.

    In names, ``*`` stands for the side in small letters (``r``, ``l``), ``@`` in capitals; such a
    row gives the right side and both are built from it.
    """

    FLIPS: ClassVar[dict[str, Flip]] = {}
    source: str


@dataclass(frozen=True)
class BodyRow(Row):
    """A rigid body: mass, its centre in the body frame, principal moments about that centre."""

    FLIPS: ClassVar[dict[str, Flip]] = {"com_m": "place"}
    name: str
    mass_kg: float
    com_m: Triple
    moments_kgm2: Triple


@dataclass(frozen=True)
class JointRow(Row):
    """A joint: where its frames sit in parent and child; turns are body-fixed X-Y-Z angles."""

    FLIPS: ClassVar[dict[str, Flip]] = {
        "parent_at_m": "place",
        "parent_turn_rad": "turn",
        "child_at_m": "place",
        "child_turn_rad": "turn",
    }
    name: str
    kind: str
    parent: str
    child: str
    parent_at_m: Triple
    parent_turn_rad: Triple
    child_at_m: Triple
    child_turn_rad: Triple


@dataclass(frozen=True)
class AxisRow(Row):
    """One of the six axes of a custom joint: direction, driving coordinate, function of it."""

    joint: str
    slot: str
    direction: Triple
    coordinate: str
    function: str


@dataclass(frozen=True)
class FunctionRow(Row):
    """A function of one coordinate.

    ``linear``: slope, intercept; ``constant``: value; ``polynomial``: coefficients from the highest
    power down; ``spline``: values at the knots.
    """

    name: str
    kind: str
    levels: tuple[float, ...]
    knots: tuple[float, ...]


@dataclass(frozen=True)
class CoordinateRow(Row):
    """A coordinate: default, range shown in OpenSim (never clamped), ranges it was checked in.

    ``validated`` bounds poses, ``muscle`` bounds muscle paths (lengths and moment arms). Numbers
    are degrees where ``unit`` is ``deg``, metres where it is ``m``.
    """

    name: str
    joint: str
    unit: str
    default: float
    low: float
    high: float
    validated_low: float
    validated_high: float
    muscle_low: float
    muscle_high: float
    locked: bool


@dataclass(frozen=True)
class CouplerRow(Row):
    """A coordinate that is a fixed share of another."""

    dependent: str
    independent: str
    share: float


@dataclass(frozen=True)
class WrapRow(Row):
    """A cylinder that muscles wrap over; its axis is its own Z."""

    FLIPS: ClassVar[dict[str, Flip]] = {"at_m": "place", "turn_rad": "turn"}
    name: str
    body: str
    at_m: Triple
    turn_rad: Triple
    radius_m: float
    length_m: float
    quadrant: str


@dataclass(frozen=True)
class MuscleRow(Row):
    """A muscle's strength, fibre, tendon and passive curve; blanks leave OpenSim's default.

    ``max_force_n`` is the source's; the model's is that times the factor of the region.
    """

    name: str
    region: str
    max_force_n: float
    optimal_fibre_m: float
    tendon_slack_m: float
    pennation_rad: float
    strain_at_zero_force: float
    strain_at_max_force: float
    stiffness_at_low_force: float | None
    stiffness_at_max_force: float | None
    curviness: float | None
    lumped_from: str


@dataclass(frozen=True)
class StrengthRow(Row):
    """Factor from the tabulated to the model's maximal forces in a region of the body."""

    region: str
    factor: float


@dataclass(frozen=True)
class CurveRow(Row):
    """Active force–length curve, damping and activation bounds that all muscles share."""

    active_low: float
    active_shallow: float
    active_high: float
    active_shallow_slope: float
    active_floor: float
    fibre_damping: float
    default_activation: float
    least_activation: float


@dataclass(frozen=True)
class PointRow(Row):
    """A point of a muscle's path, in order from its first to its last."""

    FLIPS: ClassVar[dict[str, Flip]] = {"at_m": "place"}
    muscle: str
    order: int
    body: str
    at_m: Triple


@dataclass(frozen=True)
class PathWrapRow(Row):
    """Which cylinder a muscle wraps over, between which points of its path (−1: any)."""

    muscle: str
    wrap: str
    method: str
    first_point: int
    last_point: int


@dataclass(frozen=True)
class MarkerRow(Row):
    """A marker on a body and the landmark it stands for."""

    FLIPS: ClassVar[dict[str, Flip]] = {"at_m": "place"}
    name: str
    body: str
    at_m: Triple
    landmark: str


@dataclass(frozen=True)
class SourceRow:
    """Where numbers come from; ``note`` says how they were taken or made."""

    key: str
    citation: str
    doi: str
    note: str
