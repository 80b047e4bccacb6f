"""How differences between conditions are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from opensim_wink.errors import SettingError


@dataclass(frozen=True)
class ContrastSettings:
    """Error rate and margins.

    Attributes
    ----------
    alpha : float
        Error rate of the family; an interval on its own has the level 1 − alpha.
    margins : mapping of str to float
        Quantity to the largest difference that is small, in its unit, where it is not the
        quantity's own. A large margin makes "same" easy.

    Raises
    ------
    SettingError
        If alpha is not between 0 and 0.5 or a margin is not positive.
    """

    alpha: float = 0.05
    margins: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5:
            raise SettingError(f"alpha is {self.alpha}; allowed is a number between 0 and 0.5.")
        for name, margin in self.margins.items():
            if not margin > 0:
                raise SettingError(
                    f"the margin of '{name}' is {margin}; allowed is a number above 0, in the "
                    "quantity's unit."
                )
