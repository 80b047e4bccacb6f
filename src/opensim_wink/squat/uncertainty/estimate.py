"""A measured number and, where one is known, its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A value with the ends of its 95 % interval.

    Attributes
    ----------
    value : float
        The measured value; NaN where it could not be measured.
    low, high : float or None
        Ends of the 95 % interval; None where no interval is known.
    """

    value: float
    low: float | None = None
    high: float | None = None

    def bounds(self, error: float) -> tuple[float, float]:
        """Interval to judge by: the own one, or ``value ± error`` where there is none.

        Parameters
        ----------
        error : float
            Half-width to fall back on, in the unit of the value.

        Returns
        -------
        tuple of float
            Low and high end.
        """
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return self.value - error, self.value + error

    def to_dict(self) -> dict[str, float | None]:
        """``{"value": …, "low": …, "high": …}``, with None in the place of NaN (JSON has none)."""
        return {
            name: None if number is None or math.isnan(number) else number
            for name, number in (("value", self.value), ("low", self.low), ("high", self.high))
        }
