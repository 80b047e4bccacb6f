"""Which model stands for the person: one given ready, or one scaled for this trial."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import SettingError
from opensim_wink.scaling.mass import Mass, decide_mass, weigh
from opensim_wink.scaling.still_frames import quiet_static, upright_static
from opensim_wink.scaling.subject import ScaledSubject, scale_subject
from opensim_wink.trial.trial import Trial

Scaler = Callable[[Path, Trial, float, Mapping[str, str] | None], ScaledSubject]

_MASS_TOLERANCE = 0.15  # a model this far from the person's mass is somebody else's


@dataclass(frozen=True, eq=False)
class ChosenSubject:
    """The model that a trial is followed with.

    Attributes
    ----------
    subject : Subject
        The person's model.
    generic_path : Path
        The file that was given, or the packaged model.
    scaled : ScaledSubject or None
        How it was scaled; None where the model was given ready.
    mass : Mass
        The person's mass and where it comes from.
    notes : tuple of str
        What was done and what to look at, one sentence each.
    """

    subject: Subject
    generic_path: Path
    scaled: ScaledSubject | None
    mass: Mass
    notes: tuple[str, ...]


def choose_subject(
    trial: Trial,
    static: Trial | None,
    model_path: Path | None,
    *,
    scale: bool,
    mass_kg: float | None = None,
    carried_kg: float = 0.0,
    label_map: Mapping[str, str] | None = None,
    scaler: Scaler | None = None,
) -> ChosenSubject:
    """Load the person's model, or scale one from the standing trial.

    Parameters
    ----------
    trial : Trial
        The trial to follow, turned to OpenSim's axes.
    static : Trial or None
        A standing trial of the same person, turned; where a model is scaled without one, the
        trial's most upright moment serves, with a warning.
    model_path : Path or None
        The user's model; the packaged one where None.
    scale : bool
        Whether to scale it; a model given as it is must be the person's already.
    mass_kg : float, optional
        The person's mass, ahead of what files and plates say.
    carried_kg : float
        What the person holds in the trial, kg; in the static trial only if its plates say so.
    label_map : mapping of str to str, optional
        The user's label → landmark or model marker.
    scaler : callable, optional
        Scales the model at a path to a static trial, given the mass and the label map, in place of
        `scale_subject`: many trials of one person may share what it made.

    Returns
    -------
    ChosenSubject
        A scaled model's file lives as long as its ``subject`` does.

    Raises
    ------
    SettingError
        If the masses contradict each other.
    WinkError
        If the model cannot be read, or the person not be measured.
    """
    source, plates = static or trial, trial.plates
    if static is not None and weigh(static.plates) is not None:
        plates = static.plates
        carried_kg = _carried_while_standing(static, mass_kg, carried_kg)
    path = model_path or packaged_model_path()
    if not scale:
        subject = load_subject(path)
        mass = decide_mass(mass_kg, source.person, plates, subject.mass_kg, carried_kg=carried_kg)
        notes = _against_model(mass, subject)
        return ChosenSubject(subject, path, None, mass, notes)
    generic_mass = load_subject(path).mass_kg
    mass = decide_mass(mass_kg, source.person, plates, generic_mass, carried_kg=carried_kg)
    standing = (
        quiet_static(static, label_map=label_map)
        if static is not None
        else upright_static(trial, label_map=label_map)
    )
    if scaler is not None and static is not None:
        scaled = scaler(path, standing, mass.mass_kg, label_map)
        return _chosen(scaled, path, mass)
    folder = Path(tempfile.mkdtemp(prefix="opensim-wink-"))
    try:
        scaled = scale_subject(
            path,
            standing,
            mass_kg=mass.mass_kg,
            out_path=folder / "scaled.osim",
            label_map=label_map,
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(scaled.subject, shutil.rmtree, str(folder), ignore_errors=True)
    return _chosen(scaled, path, mass)


def _chosen(scaled: ScaledSubject, path: Path, mass: Mass) -> ChosenSubject:
    notes = (*scaled.warnings, mass.sentence, *mass.notes, *scaled.notes)
    return ChosenSubject(scaled.subject, path, scaled, mass, notes)


def _carried_while_standing(static: Trial, mass_kg: float | None, carried_kg: float) -> float:
    """What is carried in the static trial: all or nothing, whichever its plates come closer to."""
    known = mass_kg or static.person.mass_kg
    weighing = weigh(static.plates)
    if known is None or weighing is None:
        return 0.0
    loaded, free = abs(weighing.total_kg - carried_kg - known), abs(weighing.total_kg - known)
    return carried_kg if loaded < free else 0.0


def _against_model(mass: Mass, subject: Subject) -> tuple[str, ...]:
    """Hold a stated mass against that of a model which is said to be the person's."""
    if mass.source == "default":
        return ()
    apart = abs(mass.mass_kg - subject.mass_kg) / subject.mass_kg
    words = (
        f"{subject.model_path.name} weighs {subject.mass_kg:.1f} kg, the person {mass.mass_kg:.1f} "
        f"kg ({mass.source})"
    )
    if mass.source == "option" and apart > _MASS_TOLERANCE:
        raise SettingError(
            f"{words}: that is another person's model, or a wrong --mass; correct it, or let the "
            "model be scaled (--static)."
        )
    return (*mass.notes, f"{words}.") if apart > 0.05 else mass.notes
