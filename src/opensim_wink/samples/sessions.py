"""A person's whole protocol as files: C3D, the truth beside each, and what the conditions were."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.errors import MotionError, OutputError
from opensim_wink.samples.artefact import Noise
from opensim_wink.samples.c3d_writer import Recording, write_c3d
from opensim_wink.samples.catalogue import Sample
from opensim_wink.samples.causes import VirtualPerson
from opensim_wink.samples.laboratory import Laboratory
from opensim_wink.samples.marking import Marking, put_markers
from opensim_wink.samples.protocol import VirtualTrial, protocol, virtual_motion
from opensim_wink.samples.recording import Truth, record_course
from opensim_wink.samples.squats import Course
from opensim_wink.samples.truth import describe_reps
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.verdict import VerdictName

CONDITIONS_FILE = "conditions.yaml"
TRUTH_SUFFIX = ".truth.json"
_LABEL_SETS = ("plug_in_gait", "ior", "opencap", "cgm2", "vicon_waist", "spine_clusters")
_PER_FRAME = 2  # analog samples
_SKIN = (0.6, 1.2)


def write_protocol(
    folder: Path, person: VirtualPerson, trials: Sequence[VirtualTrial] | None = None
) -> tuple[Path, ...]:
    """Record a person's trials in one session and write them.

    Parameters
    ----------
    folder : Path
        Where to; made where it is missing. Files of the same names are replaced.
    person : VirtualPerson
        Who.
    trials : sequence of VirtualTrial, optional
        Which, without the standing one; all of `protocol` where it is not given.

    Returns
    -------
    tuple of Path
        The files: a C3D and a ``.truth.json`` for each trial, and ``conditions.yaml``. A trial of
        the protocol that the person cannot do at all is left out.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    static, *others = protocol(person)
    done, written = [], []
    session = _Session(person)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for trial in (static, *(others if trials is None else trials)):
            try:
                recording, truth = session.record(trial)
            except MotionError:
                continue
            path = folder / f"{trial.name}.c3d"
            beside = folder / f"{trial.name}{TRUTH_SUFFIX}"
            write_c3d(path, recording)
            text = json.dumps(truth, indent=1, ensure_ascii=True, allow_nan=False)
            beside.write_text(f"{text}\n", encoding="ascii", newline="\n")
            written += [path, beside]
            done.append(trial)
        sidecar = folder / CONDITIONS_FILE
        sidecar.write_text(conditions_text(person.name, done), encoding="ascii", newline="\n")
    except OSError as error:
        raise OutputError(f"{folder}: cannot write the protocol: {error}.") from error
    return (*written, sidecar)


def conditions_text(name: str, trials: Sequence[VirtualTrial]) -> str:
    """The YAML that tells which trial was done under which condition.

    Parameters
    ----------
    name : str
        The person.
    trials : sequence of VirtualTrial
        The standing one among them.

    Returns
    -------
    str
        ``person``, ``trials`` by file name, ``static``.
    """
    lines = [f"person: {name}", "trials:"]
    for trial in trials:
        if trial.kind == "standing":
            continue
        items = {"condition": trial.condition, **trial.amounts, "note": json.dumps(trial.note)}
        text = ", ".join(f"{key}: {_number(value)}" for key, value in items.items())
        lines.append(f"  {trial.name}.c3d: {{{text}}}")
    lines += [f"static: {trial.name}.c3d" for trial in trials if trial.kind == "standing"]
    return "\n".join(lines) + "\n"


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


class _Session:
    """One person in one laboratory, with the same markers all along."""

    def __init__(self, person: VirtualPerson) -> None:
        self._person = person
        rng = np.random.default_rng([person.seed, *person.name.encode()])
        label_set = str(rng.choice(_LABEL_SETS))
        up: Any = str(rng.choice(["Y", "Z"]))
        self._laboratory = Laboratory(
            label_set, up=up, heading_deg=float(rng.choice([0.0, 90.0, 180.0, 270.0])),
            analog_per_frame=_PER_FRAME, origin_m=(float(rng.uniform(-1, 1)), 0.0),
        )  # fmt: skip
        self._skin = float(rng.uniform(*_SKIN))
        self._marking: Marking = put_markers(person.body, label_set, rng)
        self._rng = rng
        still = virtual_motion(person, "static")
        spine = person.body.tree.coordinate("lumbar_extension")
        self._neutral_deg = -float(np.rad2deg(still.values[0, spine]))

    def record(self, trial: VirtualTrial) -> tuple[Recording, Truth]:
        """One trial and what is true of it."""
        person = self._person
        course = virtual_motion(person, trial, rate_hz=self._laboratory.rate_hz)
        is_static = trial.kind == "standing"
        sample = Sample(
            trial.name, trial.note, _verdict(person, trial, course, self._neutral_deg),
            person.body.build, self._laboratory, lambda _body, _rate: course, person.seed,
            Noise(), self._skin, condition=trial.condition,
        )  # fmt: skip
        state = self._rng.bit_generator.state
        try:
            recording, truth = self._recorded(sample, course, is_static=is_static)
        except MotionError:  # whoever would fall steps off the plates and is caught
            self._rng.bit_generator.state = state
            bare = replace(course, feet=(), held_kg=0.0, back_kg=0.0, pull_n=None)
            recording, truth = self._recorded(sample, bare, is_static=is_static)
        truth["trial"], truth["static"] = trial.name, None if is_static else "static.c3d"
        truth["neutral_lumbar_flexion_deg"] = round(self._neutral_deg, 4)
        truth |= self._cause(trial)
        return recording, truth

    def _recorded(
        self, sample: Sample, course: Course, *, is_static: bool
    ) -> tuple[Recording, Truth]:
        return record_course(
            sample, self._person.body, self._marking, course, self._rng, is_static=is_static,
            neutral_deg=self._neutral_deg,
        )  # fmt: skip

    def _cause(self, trial: VirtualTrial) -> dict[str, Any]:
        person = self._person
        traits = asdict(person.traits)
        return {
            "cause": person.cause,
            "condition": trial.condition,
            "amounts": dict(trial.amounts),
            "hip_flexion_needed_deg": round(person.need_deg, 3),
            "traits": {
                key: {name: round(part, 5) for name, part in value.items()}
                if isinstance(value, dict)
                else round(float(value), 5)
                for key, value in traits.items()
            },
        }


def _verdict(
    person: VirtualPerson, trial: VirtualTrial, course: Course, neutral_deg: float
) -> VerdictName:
    """What an analysis without any error would say; it finds no squat in the other trials."""
    if trial.kind not in ("squat", "ankle_bend", "rock_back"):
        return "cannot tell"
    settings = SquatSettings()
    reps = describe_reps(
        person.body, course, np.zeros(len(course.time_s)), 0.0, neutral_deg=neutral_deg
    )
    if np.median([rep["pelvis_wink_deg"] for rep in reps]) < settings.wink_threshold_deg:
        return "no wink"
    flexion = np.median([rep["true_flexion_deg"] or 0.0 for rep in reps])
    return (
        "flexion beyond neutral"
        if flexion >= settings.flexion_threshold_deg
        else "return to neutral"
    )
