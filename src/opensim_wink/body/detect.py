"""Detect a model's profile: what plays which part, found by name and checked by moving it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.body.anatomy import Anatomy, find_anatomy
from opensim_wink.body.muscle_groups import (
    NamedMuscle,
    group_muscles,
    name_muscles,
    needed_groups,
)
from opensim_wink.body.naming import words
from opensim_wink.body.paths import muscle_names
from opensim_wink.body.profile import SIDES, Profile, Side, SignedCoordinate
from opensim_wink.body.skeleton import GROUND, Skeleton
from opensim_wink.errors import ModelError, listed

_SIDE_NAMES: dict[Side, str] = {"r": "right", "l": "left"}

# Words in the coordinate names that the public models use; they break ties between axes only.
_TILT = ("tilt",)
_HIP = ("flexion", "flex")
_KNEE = ("knee", "angle", "flexion", "flex")
_ANKLE = ("ankle", "angle", "dorsiflexion", "flexion")
_NOT_LUMBAR = ("thor", "neck", "cerv", "head")

_SAGITTAL_SHARE = 0.5  # of a coordinate's turning that must be about the left–right axis
_LEAST_TURN = 0.02  # rad per unit; slower is no angle of this joint


@dataclass(frozen=True)
class Survey:
    """What was found in a model, whether or not it is enough to work with.

    Attributes
    ----------
    anatomy : Anatomy
        Bodies.
    tilt : SignedCoordinate or None
        Posterior pelvic tilt.
    lumbar : tuple of SignedCoordinate
        Lumbar flexion.
    lumbar_levels : int
        Joints between pelvis and torso that bend with it.
    hip, knee, ankle : dict of Side to SignedCoordinate
        + flexed (dorsiflexed).
    muscles : tuple of NamedMuscle
        Muscles that were recognised.
    missing : tuple of str
        What the model lacks, in words.
    """

    anatomy: Anatomy
    tilt: SignedCoordinate | None
    lumbar: tuple[SignedCoordinate, ...]
    lumbar_levels: int
    hip: dict[Side, SignedCoordinate]
    knee: dict[Side, SignedCoordinate]
    ankle: dict[Side, SignedCoordinate]
    muscles: tuple[NamedMuscle, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether it has what a profile needs: a pelvis that tilts in ground, two hips."""
        found = self.anatomy.pelvis is not None and self.tilt is not None
        return found and set(self.hip) == set(SIDES)


def detect_profile(model: Any, path: Path) -> Profile:
    """Find which coordinate, body and muscle plays which part.

    Signs are never taken from names: each coordinate is moved, and the bodies tell which way it
    goes about the axis from the left to the right hip.

    Parameters
    ----------
    model : opensim.Model
        From :func:`opensim_wink.body.engine.load_model`.
    path : Path
        Its file, for messages.

    Returns
    -------
    Profile
        The parts; what the model lacks beyond pelvis and hips is in ``missing``.

    Raises
    ------
    ModelError
        If the model has no pelvis that tilts in ground or lacks a hip that flexes.
    """
    survey = survey_model(model, path)
    anatomy = survey.anatomy
    if anatomy.pelvis is None or survey.tilt is None or not survey.complete:
        raise ModelError(
            f"{path}: not a model that can squat: {listed(survey.missing, 4)}; needed a pelvis "
            "free in ground and two hips; use a full-body model such as Rajagopal2016 or gait2392."
        )
    return Profile(
        family=family_of(model, survey),
        posterior_pelvic_tilt=survey.tilt,
        lumbar_flexion=survey.lumbar,
        lumbar_levels=survey.lumbar_levels,
        hip_flexion=survey.hip,
        knee_flexion=survey.knee,
        ankle_dorsiflexion=survey.ankle,
        pelvis=anatomy.pelvis,
        torso=anatomy.torso or "",
        femur=anatomy.femur,
        tibia=anatomy.tibia,
        foot=anatomy.foot,
        muscles=group_muscles(survey.muscles),
        muscle_parts={m.name: m.row.part for m in survey.muscles if m.row.part},
        missing=survey.missing,
    )


def survey_model(model: Any, path: Path) -> Survey:
    """Find what there is, without refusing what is lacking.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    path : Path
        Its file, for messages.

    Returns
    -------
    Survey
        All that was found, and in words what was not.
    """
    skeleton = Skeleton(model, str(path))
    anatomy = find_anatomy(skeleton)
    finder = _Finder(skeleton, anatomy)
    tilt = finder.tilt()
    lumbar = finder.lumbar()
    levels = finder.levels(lumbar)
    hip = finder.leg(dict.fromkeys(SIDES, anatomy.pelvis), anatomy.femur, _HIP, 1.0)
    knee = finder.leg(anatomy.femur, anatomy.tibia, _KNEE, -1.0)
    ankle = finder.leg(anatomy.tibia, anatomy.foot, _ANKLE, 1.0)
    muscles = name_muscles(muscle_names(model))
    missing = [
        *_missing_trunk(anatomy, tilt, lumbar),
        *_missing_legs(anatomy, hip, knee, ankle),
        *_locked(model, [tilt, *lumbar, *hip.values(), *knee.values(), *ankle.values()]),
        *_missing_muscles(model, muscles),
    ]
    return Survey(anatomy, tilt, lumbar, levels, hip, knee, ankle, muscles, tuple(missing))


class _Finder:
    """Looks for coordinates by the way they turn bodies about the left–right axis."""

    def __init__(self, skeleton: Skeleton, anatomy: Anatomy) -> None:
        self.skeleton = skeleton
        self.anatomy = anatomy

    def candidates(self, reference: str, body: str) -> list[tuple[str, float]]:
        """Names and signed turning about the right-hand axis, rad per unit."""
        chain = self.skeleton.chain(reference, body)
        found = []
        for index in self.skeleton.drivers(chain):
            turn = self.skeleton.turning(reference, body, index)
            about = float(turn @ self.anatomy.right)
            size = float(np.linalg.norm(turn))
            if abs(about) > _LEAST_TURN and abs(about) >= _SAGITTAL_SHARE * size:
                found.append((self.skeleton.poser.coordinates[index], about))
        return found

    def strongest(
        self, reference: str, body: str, aliases: tuple[str, ...], clinical: float
    ) -> SignedCoordinate | None:
        """The coordinate that turns a body most; among equals the one with the usual name."""
        found = self.candidates(reference, body)
        if not found:
            return None
        most = max(abs(about) for _, about in found)
        strong = [(name, about) for name, about in found if abs(about) > 0.8 * most]
        name, about = max(strong, key=lambda item: len(set(aliases) & set(words(item[0]))))
        return SignedCoordinate(name, float(np.sign(about * clinical)))

    def tilt(self) -> SignedCoordinate | None:
        """Pelvis in ground; none where the pelvis hangs on the torso or a leg."""
        pelvis = self.anatomy.pelvis
        if pelvis is None:
            return None
        way = {link.child for link in self.skeleton.chain(GROUND, pelvis)} - {pelvis}
        others = {self.anatomy.torso, *self.anatomy.femur.values(), *self.anatomy.foot.values()}
        return None if way & others else self.strongest(GROUND, pelvis, _TILT, 1.0)

    def lumbar(self) -> tuple[SignedCoordinate, ...]:
        """Coordinates whose weighted sum is the flexion of the torso on the pelvis."""
        pelvis, torso = self.anatomy.pelvis, self.anatomy.torso
        if pelvis is None or torso is None:
            return ()
        return tuple(
            # Turning about the right-hand axis is extension of what lies above.
            SignedCoordinate(name, _unit_if_near(-about))
            for name, about in self.candidates(pelvis, torso)
            if not any(part in name.lower() for part in _NOT_LUMBAR)
        )

    def levels(self, lumbar: tuple[SignedCoordinate, ...]) -> int:
        """Joints between pelvis and torso that turn about the right-hand axis with the lumbar."""
        pelvis, torso = self.anatomy.pelvis, self.anatomy.torso
        if pelvis is None or torso is None or not lumbar:
            return 0
        moving = 0
        here = pelvis
        indices = [self.skeleton.poser.index(part.name) for part in lumbar]
        for link in self.skeleton.chain(pelvis, torso):
            there = link.child if link.parent == here else link.parent
            turns = [self.skeleton.turning(here, there, i) @ self.anatomy.right for i in indices]
            moving += max(abs(float(turn)) for turn in turns) > _LEAST_TURN
            here = there
        return moving

    def leg(
        self,
        reference: dict[Side, str] | dict[Side, str | None],
        body: dict[Side, str],
        aliases: tuple[str, ...],
        clinical: float,
    ) -> dict[Side, SignedCoordinate]:
        """One joint of both legs."""
        found: dict[Side, SignedCoordinate] = {}
        for side in SIDES:
            start, end = reference.get(side), body.get(side)
            coordinate = self.strongest(start, end, aliases, clinical) if start and end else None
            if coordinate is not None:
                found[side] = coordinate
        return found


def _unit_if_near(factor: float) -> float:
    """±1 for a coordinate that is the angle itself, whatever small tilt its axis has."""
    return float(np.sign(factor)) if 0.98 < abs(factor) < 1.02 else factor


def family_of(model: Any, survey: Survey) -> str:
    """Which family of public models a model comes from.

    Parameters
    ----------
    model : opensim.Model
        The model.
    survey : Survey
        What was found in it.

    Returns
    -------
    str
        ``"rajagopal"`` (a patella, knees that flex upwards), ``"gait2392"`` (knees that flex
        downwards), ``"five-level"`` (five or more lumbar joints) or ``"unknown"``.
    """
    if survey.lumbar_levels >= 5:
        return "five-level"
    bodies = model.getBodySet()
    names = {bodies.get(i).getName() for i in range(bodies.getSize())}
    bends_back = {coordinate.sign for coordinate in survey.knee.values()}
    if {"patella_r", "femur_r", "tibia_r"} <= names and bends_back == {1.0}:
        return "rajagopal"
    if {"femur_r", "tibia_r", "calcn_r"} <= names and bends_back == {-1.0}:
        return "gait2392"
    return "unknown"


def _missing_trunk(
    anatomy: Anatomy, tilt: SignedCoordinate | None, lumbar: tuple[SignedCoordinate, ...]
) -> list[str]:
    lacks = []
    if anatomy.pelvis is None:
        lacks.append("no pelvis: no body of that name, and none free in ground with two legs")
    elif tilt is None:
        lacks.append(f"no pelvic tilt: no coordinate tilts '{anatomy.pelvis}' in ground")
    if anatomy.torso is None:
        lacks.append("no torso: lumbar flexion cannot be measured")
    elif not lumbar and anatomy.pelvis is not None:
        lacks.append(
            f"no lumbar joint: nothing bends '{anatomy.torso}' against '{anatomy.pelvis}', "
            "lumbar flexion cannot be measured"
        )
    return lacks


def _missing_legs(
    anatomy: Anatomy,
    hip: dict[Side, SignedCoordinate],
    knee: dict[Side, SignedCoordinate],
    ankle: dict[Side, SignedCoordinate],
) -> list[str]:
    lacks = []
    for label, body, coordinates in (
        ("hip flexion", anatomy.femur, hip),
        ("knee flexion", anatomy.tibia, knee),
        ("ankle dorsiflexion", anatomy.foot, ankle),
    ):
        for side in SIDES:
            if side not in coordinates:
                why = "no coordinate moves it" if side in body else "no such body"
                lacks.append(f"no {label} on the {_SIDE_NAMES[side]}: {why}")
    return lacks


def _locked(model: Any, parts: list[SignedCoordinate | None]) -> list[str]:
    coordinates = model.getCoordinateSet()
    return [
        f"coordinate '{part.name}' is locked"
        for part in parts
        if part is not None and coordinates.get(part.name).getDefaultLocked()
    ]


def _missing_muscles(model: Any, muscles: tuple[NamedMuscle, ...]) -> list[str]:
    if model.getMuscles().getSize() == 0:
        return ["no muscles at all"]
    lacks = []
    for group in needed_groups():
        has = {muscle.side for muscle in muscles if muscle.row.group == group}
        label = group.replace("_", " ")
        if not has:
            lacks.append(f"no {label}")
        else:
            lacks += [f"no {label} on the {_SIDE_NAMES[s]}" for s in SIDES if s not in has]
    return lacks
