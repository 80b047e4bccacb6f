"""Parameters of a C3D file by ``GROUP:NAME``, whatever library read them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

UINT16 = 0xFFFF


def plain_text(raw: str) -> str:
    """Text without padding: cut at the first NUL, stripped of blanks and unprintable characters."""
    text = raw.split("\x00", 1)[0]
    return "".join(c for c in text if c.isprintable()).strip()


@dataclass(frozen=True, eq=False)
class Parameter:
    """One decoded parameter.

    Attributes
    ----------
    dims : tuple of int
        Dimensions as stored, first index fastest; for text the leading string length is left out.
    numbers : ndarray, shape (N,)
        Values in file order; empty for text.
    texts : tuple of str
        Strings in file order; empty for numbers.
    integer : bool
        Whether the file stores 16-bit integers, which may be meant signed or unsigned.
    """

    dims: tuple[int, ...]
    numbers: FloatArray
    texts: tuple[str, ...] = ()
    integer: bool = False


class Parameters:
    """All parameters of one file.

    Parameters
    ----------
    table : mapping of str to Parameter
        Keys are ``"GROUP:NAME"``; case does not matter.
    """

    def __init__(self, table: Mapping[str, Parameter]) -> None:
        self._table = {key.upper(): value for key, value in table.items()}

    def __contains__(self, key: str) -> bool:
        return key.upper() in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def texts(self, key: str) -> tuple[str, ...]:
        """Strings of a parameter, without padding; empty where it is absent or not text."""
        found = self._table.get(key.upper())
        return tuple(plain_text(text) for text in found.texts) if found else ()

    def text(self, key: str) -> str:
        """First string of a parameter; empty where it is absent."""
        return next(iter(self.texts(key)), "")

    def numbers(self, key: str) -> FloatArray:
        """Numbers of a parameter in file order, shape (N,); empty where it is absent or text."""
        found = self._table.get(key.upper())
        return found.numbers if found else np.empty(0)

    def dims(self, key: str) -> tuple[int, ...]:
        """Stored dimensions of a parameter, first index fastest; empty where it is absent."""
        found = self._table.get(key.upper())
        return found.dims if found else ()

    def number(self, key: str) -> float | None:
        """First finite number of a parameter; None where it is absent or not finite."""
        values = self.numbers(key)
        return float(values[0]) if values.size and math.isfinite(values[0]) else None

    def counts(self, key: str) -> tuple[int, ...]:
        """Numbers of a parameter as unsigned whole numbers; empty where one is not whole."""
        found = self._table.get(key.upper())
        if found is None or not np.isfinite(found.numbers).all():
            return ()
        whole = [int(value) for value in found.numbers]
        if found.integer:
            return tuple(value & UINT16 for value in whole)
        return tuple(whole) if all(value >= 0 for value in whole) else ()

    def count(self, key: str) -> int | None:
        """First number of a parameter as an unsigned whole number; None where it is absent."""
        return next(iter(self.counts(key)), None)

    def long_count(self, key: str) -> int | None:
        """A count kept as one number or as two 16-bit words, low word first; None where absent."""
        words = self.counts(key)
        if len(words) >= 2 and self._table[key.upper()].integer:
            return words[0] + (words[1] << 16)
        return words[0] if words else None

    def spread_texts(self, key: str) -> tuple[str, ...]:
        """Strings of ``KEY``, ``KEY2``, ``KEY3`` … joined: how a file holds more than 255."""
        return tuple(text for name in self._spread(key) for text in self.texts(name))

    def spread_numbers(self, key: str) -> FloatArray:
        """Numbers of ``KEY``, ``KEY2``, ``KEY3`` … joined, shape (N,)."""
        parts = [self.numbers(name) for name in self._spread(key)]
        return np.concatenate(parts) if parts else np.empty(0)

    def _spread(self, key: str) -> list[str]:
        names = [key] if key in self else []
        number = 2
        while names and f"{key}{number}" in self:
            names.append(f"{key}{number}")
            number += 1
        return names
