"""Tell the markers of a barbell from a person's where labels carry no prefix."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IMPLEMENT = re.compile(r"(?i)^(olympic[_ ]?)?(bar|barbell|bell|rod|stick|pole|dowel)s?[_ ]?\d*$")
_ITS_MARKER = re.compile(
    r"(?i)^(b[_.]?[lr]\d*|b[_.]?(left|right)|(bar|barbell|rod|stick|pole|dowel)[_. ]?\w*|"
    r"[lr][_.]?(bar|barbell))$"
)


def owners_without_prefix(labels: Sequence[str], declared: Sequence[str]) -> tuple[str, ...] | None:
    """Whose marker each label is, in a file that names a person and a bar but prefixes neither.

    Parameters
    ----------
    labels : sequence of str
        Marker labels.
    declared : sequence of str
        Subjects that the file names.

    Returns
    -------
    tuple of str or None
        The subject of each label; None unless exactly one of two subjects is a bar and some label
        is of the kind that bars bear, such as ``BL`` and ``BR``.
    """
    bars = [name for name in declared if _IMPLEMENT.match(name)]
    if len(declared) != 2 or len(bars) != 1:
        return None
    person = next(name for name in declared if name != bars[0])
    owners = tuple(bars[0] if _ITS_MARKER.match(label) else person for label in labels)
    return owners if bars[0] in owners else None
