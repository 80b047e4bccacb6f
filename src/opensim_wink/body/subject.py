"""The person's scaled model: its file, its kinematic tree and its profile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.notebook import fact_table


@dataclass(frozen=True, eq=False)
class Subject:
    """A scaled model, read once; it holds no OpenSim object and can be pickled.

    Attributes
    ----------
    name : str
        The model's name.
    model_path : Path
        Its ``.osim`` file.
    tree : KinematicTree
        Bodies, joints, coordinates and markers.
    profile : Profile
        Which coordinate, body and muscle plays which part.
    mass_kg : float
        Sum of the masses of the model's bodies.
    """

    name: str
    model_path: Path
    tree: KinematicTree
    profile: Profile
    mass_kg: float

    def _repr_html_(self) -> str:
        profile = self.profile
        muscles = sum(len(names) for sides in profile.muscles.values() for names in sides.values())
        return fact_table(
            f"Subject {self.name}",
            [
                ("file", self.model_path.name),
                ("mass", f"{self.mass_kg:.1f} kg"),
                ("family", profile.family),
                ("coordinates", len(self.tree.coordinates)),
                ("markers", len(self.tree.markers)),
                ("lumbar levels", profile.lumbar_levels),
                ("named muscles", muscles),
                ("lacks", "; ".join(profile.missing)),
            ],
        )


def load_subject(path: Path) -> Subject:
    """Read a scaled model.

    Parameters
    ----------
    path : Path
        The ``.osim`` file; while it does not change it is read once.

    Returns
    -------
    Subject
        The model as arrays, clamps lifted.

    Raises
    ------
    ModelError
        If the file is no model, or lacks a pelvis or hips.
    """
    path = Path(path)
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    return _read_once(path, path.resolve(), stamp)


@lru_cache(maxsize=4)
def _read_once(path: Path, resolved: Path, stamp: int) -> Subject:  # noqa: ARG001
    from opensim_wink.body.detect import detect_profile
    from opensim_wink.body.engine import load_model
    from opensim_wink.body.read_tree import read_tree

    model = load_model(path)
    tree = read_tree(model, str(path))
    profile = detect_profile(model, path)
    mass = float(model.getTotalMass(model.getWorkingState()))
    return Subject(model.getName(), path, tree, profile, mass)
