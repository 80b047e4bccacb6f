"""Archives of arrays read back: nothing that is broken, pickled or too large gets through."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError

FloatArray = NDArray[np.float64]

_LARGEST_BYTES = 1_000_000_000  # unpacked: more than any trial's, less than what chokes a computer
# What a broken archive makes zipfile, zlib and NumPy raise.
_UNREADABLE = (
    OSError, ValueError, EOFError, KeyError, MemoryError, RuntimeError, TypeError,
    zlib.error, zipfile.BadZipFile,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class StoredArrays:
    """The arrays of a file, told one by one if they are what they should be.

    Attributes
    ----------
    path : Path
        The file, for what is said of faults.
    arrays : mapping of str to ndarray
        What it holds.
    """

    path: Path
    arrays: Mapping[str, NDArray[Any]]

    def of_version(self, version: int) -> None:
        """Refuse a file of another version.

        Parameters
        ----------
        version : int
            The one that is read.

        Raises
        ------
        OutputError
            If the file's ``version`` is missing or another.
        """
        found = int(self.whole("version", ()))
        if found != version:
            raise OutputError(
                f"{self.path}: version {found}; this program reads version {version}: run analyze "
                "again."
            )

    def whole(self, key: str, shape: tuple[int | None, ...]) -> NDArray[np.int64]:
        """Whole numbers.

        Parameters
        ----------
        key : str
            Name of the array.
        shape : tuple of int or None
            The shape that it must have; None for any length.

        Returns
        -------
        ndarray
            Of that shape.

        Raises
        ------
        OutputError
            If they are missing, of another shape, or no whole numbers.
        """
        array = self.shaped(key, shape)
        if array.dtype.kind not in "iu":
            raise self.fault(key, "must hold whole numbers")
        return array.astype(np.int64)

    def numbers(self, key: str, shape: tuple[int | None, ...]) -> FloatArray:
        """Numbers; NaN where one is not known, never infinite.

        Parameters
        ----------
        key : str
            Name of the array.
        shape : tuple of int or None
            The shape that it must have; None for any length.

        Returns
        -------
        ndarray
            Of that shape.

        Raises
        ------
        OutputError
            If they are missing, of another shape, infinite, or no numbers.
        """
        array = self.shaped(key, shape)
        if array.dtype.kind != "f":
            raise self.fault(key, "must hold numbers")
        if np.isinf(array).any():
            raise self.fault(key, "holds infinite numbers")
        return array.astype(np.float64)

    def rising(self, key: str) -> FloatArray:
        """Numbers of which each is larger than the one before.

        Parameters
        ----------
        key : str
            Name of the array.

        Returns
        -------
        ndarray, shape (N,)
            All known.

        Raises
        ------
        OutputError
            If they are missing, of another shape, or do not rise.
        """
        found = self.numbers(key, (None,))
        if not np.isfinite(found).all() or (np.diff(found) <= 0).any():
            raise self.fault(key, "must rise")
        return found

    def shaped(self, key: str, shape: tuple[int | None, ...]) -> NDArray[Any]:
        """An array of any kind.

        Parameters
        ----------
        key : str
            Its name.
        shape : tuple of int or None
            The shape that it must have; None for any length.

        Returns
        -------
        ndarray
            Of that shape.

        Raises
        ------
        OutputError
            If it is missing or of another shape.
        """
        if key not in self.arrays:
            raise self.fault(key, "is missing")
        array = self.arrays[key]
        fits = array.ndim == len(shape) and all(
            wanted in (None, size) for size, wanted in zip(array.shape, shape, strict=True)
        )
        if not fits:
            allowed = " × ".join("any" if size is None else str(size) for size in shape)
            raise self.fault(key, f"has shape {array.shape}; allowed is {allowed or 'one number'}")
        return array

    def fault(self, key: str, what: str) -> OutputError:
        """The error for an array.

        Parameters
        ----------
        key : str
            Name of the array.
        what : str
            What is wrong with it.

        Returns
        -------
        OutputError
            To be raised.
        """
        return OutputError(f"{self.path}: '{key}' {what}; run analyze again.")


def read_arrays(path: Path) -> StoredArrays:
    """Read an archive of arrays.

    Parameters
    ----------
    path : Path
        A ``.npz`` in a folder that ``analyze`` wrote.

    Returns
    -------
    StoredArrays
        All that it holds.

    Raises
    ------
    OutputError
        If the file is broken, or would unpack to more than any trial needs.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_BYTES:
                raise OutputError(
                    f"{path}: unpacks to over {_LARGEST_BYTES // 10**6} MB, which no trial needs; "
                    "run analyze again."
                )
        with np.load(path, allow_pickle=False) as archive:
            return StoredArrays(path, {name: np.asarray(archive[name]) for name in archive.files})
    except _UNREADABLE as error:
        first = (str(error) or type(error).__name__).splitlines()[0]
        raise OutputError(f"{path}: cannot be read ({first}); run analyze again.") from error
