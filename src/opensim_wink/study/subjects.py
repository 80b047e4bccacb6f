"""The person's scaled model, made once and shared by the person's trials.

A scaled model is known by the content of all that it was made from, and kept in a folder of its
own that appears whole: ``scaled.osim`` and what is known of it. The latter is a pickle; it is read
by an unpickler that makes plain data only, so that a tampered file can fail, but run nothing.
"""

from __future__ import annotations

import io
import pathlib
import pickle
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from opensim_wink.errors import OutputError
from opensim_wink.scaling.subject import ScaledSubject, scale_subject
from opensim_wink.study.keys import fingerprint, versions
from opensim_wink.study.locks import FileLock, try_lock
from opensim_wink.study.outcomes import sync_tree
from opensim_wink.trial.trial import Trial

MODEL, KNOWN = "scaled.osim", "scaled.pickle"
_PATIENCE_S, _LOOK_S = 60.0, 0.05
_NUMPY = {
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.numeric", "_frombuffer"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
}
_PATHS = ("Path", "PurePath", "PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath")


class SubjectStore:
    """Scaled models by content.

    Parameters
    ----------
    folder : Path
        Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def scale(
        self,
        model_path: Path,
        standing: Trial,
        mass_kg: float,
        label_map: Mapping[str, str] | None,
    ) -> ScaledSubject:
        """Scale a model to a person, or take what was made of the same before.

        Parameters
        ----------
        model_path : Path
            The model.
        standing : Trial
            The person standing, turned.
        mass_kg : float
            The person's mass.
        label_map : mapping of str to str or None
            The user's label → landmark or model marker.

        Returns
        -------
        ScaledSubject
            The same numbers, whether made or taken.

        Raises
        ------
        WinkError
            As `opensim_wink.scaling.subject.scale_subject` does.
        """
        content = [versions(), model_path, standing, mass_kg, label_map and dict(label_map)]
        place = self.folder / fingerprint(content)[:32]
        found = _taken(place, model_path)
        if found is not None:
            return found
        with self._turn(place):
            found = _taken(place, model_path)
            return found or self._made(place, model_path, standing, mass_kg, label_map)

    def _turn(self, place: Path) -> FileLock:
        """Wait while another process makes the same; too long, and both do: no harm comes of it."""
        until = time.monotonic() + _PATIENCE_S
        while True:
            lock = try_lock(place.with_suffix(".lock"))
            if lock is not None:
                return lock
            if time.monotonic() > until:
                return FileLock(-1)
            time.sleep(_LOOK_S)

    def _made(
        self,
        place: Path,
        model_path: Path,
        standing: Trial,
        mass_kg: float,
        label_map: Mapping[str, str] | None,
    ) -> ScaledSubject:
        beside = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
        try:
            beside.mkdir(parents=True)
            scaled = scale_subject(
                model_path,
                standing,
                mass_kg=mass_kg,
                out_path=beside / MODEL,
                label_map=label_map,
            )
            (beside / KNOWN).write_bytes(pickle.dumps(scaled, protocol=5))
            if place.exists():  # damaged, or else it would have been taken
                shutil.rmtree(place, ignore_errors=True)
            sync_tree(beside)
            beside.rename(place)
        except OSError as error:
            raise OutputError(
                f"{place}: the scaled model cannot be kept there ({error.strerror or error})."
            ) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return _at(scaled, place, model_path)


def _at(scaled: ScaledSubject, place: Path, model_path: Path) -> ScaledSubject:
    """The same with the paths of here and now."""
    subject = replace(scaled.subject, model_path=place / MODEL)
    return replace(scaled, subject=subject, generic_path=Path(model_path))


def _taken(place: Path, model_path: Path) -> ScaledSubject | None:
    """A kept model; None where there is none, or it is damaged."""
    try:
        if not (place / MODEL).stat().st_size:
            return None
        found = _PlainUnpickler(io.BytesIO((place / KNOWN).read_bytes())).load()
    except Exception:  # a damaged pickle may raise anything; the model is made anew
        return None
    return _at(found, place, model_path) if isinstance(found, ScaledSubject) else None


class _PlainUnpickler(pickle.Unpickler):
    """Makes this package's dataclasses, arrays and paths, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class or function of a name in the pickle, if it can only make plain data."""
        if (module, name) in _NUMPY:
            return getattr(import_module(module), name)
        if module.split(".")[0] == "pathlib" and name in _PATHS:
            return getattr(pathlib, name)
        if module.startswith("opensim_wink.") and name.isidentifier():
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a kept model")
