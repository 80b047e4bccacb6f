"""Run as a script: read a C3D file by ezc3d and leave its parameters as JSON.

It lives in a process of its own, since ezc3d may take a minute, or crash, on a damaged file.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any


def entry_of(parameter: dict[str, Any]) -> dict[str, Any]:
    """Dimensions and values of one parameter in file order, fit for JSON."""
    import numpy as np

    value = parameter["value"]
    if isinstance(value, (list, tuple)) and (not value or isinstance(value[0], str)):
        return {"dims": [len(value)], "numbers": [], "texts": list(value), "integer": False}
    array = np.atleast_1d(np.asarray(value))
    numbers = [float(n) if math.isfinite(n) else None for n in array.ravel(order="F")]
    integer = bool(np.issubdtype(array.dtype, np.integer))
    return {"dims": list(array.shape), "numbers": numbers, "texts": [], "integer": integer}


def main(source: str, target: str) -> None:
    """Read ``source`` and write ``target``."""
    import ezc3d

    try:
        groups = ezc3d.c3d(source)["parameters"]
    except Exception as error:
        sys.exit(" ".join(f"{type(error).__name__}: {error}".split()))
    table = {
        f"{group}:{name}": entry_of(parameter)
        for group, parameters in groups.items()
        for name, parameter in parameters.items()
        if isinstance(parameter, dict) and "value" in parameter
    }
    Path(target).write_text(json.dumps(table), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
