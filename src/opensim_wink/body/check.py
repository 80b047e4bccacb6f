"""Judge a model for deep squats: clamps, moment arms, lumbar levels, what is missing or locked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.body.arm_grid import ArmSurvey, survey_arms
from opensim_wink.body.detect import Survey, family_of, survey_model
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.profile import SIDES, SignedCoordinate
from opensim_wink.body.skeleton import GROUND, Skeleton
from opensim_wink.body.wink_needs import hindrances

# Least and greatest clinical angle that a deep squat asks of a joint. Hip and knee: the ranges in
# which clamps were shown to fake a wink; the others leave room beyond published squats.
DEMANDS_DEG = {
    "hip flexion": (-10.0, 130.0),
    "knee flexion": (0.0, 140.0),
    "ankle dorsiflexion": (-10.0, 40.0),
    "posterior pelvic tilt": (-60.0, 40.0),
    "lumbar flexion": (-25.0, 60.0),
}


@dataclass(frozen=True)
class Limit:
    """A coordinate whose range ends before a deep squat does.

    Attributes
    ----------
    coordinate : str
        Native name.
    what : str
        Clinical name, such as ``"hip flexion"``.
    low_deg, high_deg : float
        Range in the clinical direction.
    needed_deg : tuple of float
        Range that a deep squat asks for.
    clamped : bool
        Whether the file enforces it.
    """

    coordinate: str
    what: str
    low_deg: float
    high_deg: float
    needed_deg: tuple[float, float]
    clamped: bool


@dataclass(frozen=True)
class ModelCheck:
    """What there is to know of a model before squats are measured with it.

    Attributes
    ----------
    path : Path
        The file.
    name, family : str
        The model's own name and its family.
    survey : Survey
        Bodies, coordinates and muscles that were recognised.
    limits : tuple of Limit
        Ranges that end before a deep squat does.
    arms : ArmSurvey
        Muscles that turn against anatomy, or change their role.
    locked : tuple of str
        Locked coordinates between ground, pelvis, torso and feet.
    other_constraints : tuple of str
        Enforced constraints that are no coordinate couplers.
    n_muscles : int
        Muscles of the whole model.
    markers_on : dict of str to int
        Markers by part: pelvis, torso, thighs, shanks, feet, elsewhere.
    """

    path: Path
    name: str
    family: str
    survey: Survey
    limits: tuple[Limit, ...]
    arms: ArmSurvey
    locked: tuple[str, ...]
    other_constraints: tuple[str, ...]
    n_muscles: int
    markers_on: dict[str, int]

    @property
    def usable(self) -> bool:
        """Whether a squat can be measured at all: a free pelvis and two hips."""
        return self.survey.complete

    @property
    def hindrances(self) -> tuple[str, ...]:
        """Why no wink can be measured in it, as ``analyze`` refuses it; empty where it can."""
        survey = self.survey
        parts = [survey.tilt, *survey.hip.values(), *survey.knee.values()]
        return hindrances(
            [part.name for part in survey.lumbar],
            [part.name for part in parts if part is not None],
            {muscle.row.group for muscle in survey.muscles},
            self.locked,
        )

    @property
    def clamps(self) -> tuple[Limit, ...]:
        """The limits that the file enforces: each would fake a wink past its end."""
        return tuple(limit for limit in self.limits if limit.clamped)

    def to_text(self) -> str:
        """One readable page."""
        from opensim_wink.body.check_text import page

        return page(self)


def check_model(path: Path | str) -> ModelCheck:
    """Judge a model for deep squats.

    Parameters
    ----------
    path : Path or str
        An ``.osim`` file.

    Returns
    -------
    ModelCheck
        Findings; a model that cannot squat is described too, not refused.

    Raises
    ------
    ModelError
        If OpenSim cannot read the file.
    """
    path = Path(path)
    model = load_model(path)
    survey = survey_model(model, path)
    skeleton = Skeleton(model, str(path))
    return ModelCheck(
        path=path,
        name=str(model.getName()) or path.stem,
        family=family_of(model, survey),
        survey=survey,
        limits=_limits(model, survey, _clamped(path)),
        arms=survey_arms(model, survey.hip, survey.knee, survey.muscles, str(path)),
        locked=_locked(model, skeleton, survey),
        other_constraints=skeleton.poser.other_constraints,
        n_muscles=int(model.getMuscles().getSize()),
        markers_on=_markers_on(model, survey),
    )


def _clamped(path: Path) -> set[str]:
    """Names of coordinates that the file clamps; loading for this package lifts them."""
    raw = engine().Model(str(path))
    coordinates = raw.getCoordinateSet()
    parts = [coordinates.get(i) for i in range(coordinates.getSize())]
    return {part.getName() for part in parts if part.getDefaultClamped()}


def _limits(model: Any, survey: Survey, clamped: set[str]) -> tuple[Limit, ...]:
    named: list[tuple[str, SignedCoordinate]] = [
        *(("hip flexion", part) for part in survey.hip.values()),
        *(("knee flexion", part) for part in survey.knee.values()),
        *(("ankle dorsiflexion", part) for part in survey.ankle.values()),
        *(("posterior pelvic tilt", part) for part in (survey.tilt,) if part is not None),
    ]
    if len(survey.lumbar) == 1:  # the share of one level among several has no demand of its own
        named.append(("lumbar flexion", survey.lumbar[0]))
    coordinates = model.getCoordinateSet()
    limits = []
    for what, part in named:
        coordinate = coordinates.get(part.name)
        ends = np.degrees([coordinate.getRangeMin(), coordinate.getRangeMax()]) * part.sign
        low, high = float(ends.min()), float(ends.max())
        needed = DEMANDS_DEG[what]
        if low > needed[0] + 0.5 or high < needed[1] - 0.5:
            limits.append(Limit(part.name, what, low, high, needed, part.name in clamped))
    return tuple(limits)


def _locked(model: Any, skeleton: Skeleton, survey: Survey) -> tuple[str, ...]:
    anatomy = survey.anatomy
    if anatomy.pelvis is None:
        return ()
    ends = [GROUND, anatomy.torso, *anatomy.femur.values(), *anatomy.tibia.values()]
    ends += list(anatomy.foot.values())
    on_the_way = {
        index
        for end in ends
        if end is not None
        for link in skeleton.chain(anatomy.pelvis, end)
        for index in link.coordinates
    }
    coordinates = model.getCoordinateSet()
    names = [skeleton.poser.coordinates[index] for index in sorted(on_the_way)]
    return tuple(name for name in names if coordinates.get(name).getDefaultLocked())


def _markers_on(model: Any, survey: Survey) -> dict[str, int]:
    anatomy = survey.anatomy
    parts = {
        "pelvis": _bodies([anatomy.pelvis]),
        "torso": _bodies([anatomy.torso]),
        "thighs": _bodies(anatomy.femur.get(side) for side in SIDES),
        "shanks": _bodies(anatomy.tibia.get(side) for side in SIDES),
        "feet": _bodies(anatomy.foot.get(side) for side in SIDES),
    }
    markers = model.getMarkerSet()
    counts = dict.fromkeys([*parts, "elsewhere"], 0)
    for i in range(markers.getSize()):
        body = markers.get(i).getParentFrame().findBaseFrame().getName()
        part = next((part for part, bodies in parts.items() if body in bodies), "elsewhere")
        counts[part] += 1
    return counts


def _bodies(names: Iterable[str | None]) -> set[str]:
    return {name for name in names if name is not None}
