"""The parameter section of a C3D file, by ``c3d``, and by ``ezc3d`` where that refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.errors import TrialError
from opensim_wink.trial.c3d.layout import real_numbers
from opensim_wink.trial.c3d.parameters import Parameter, Parameters

# ezc3d was seen to work 18 to 46 s on damaged files before it gave up; good ones take under 1 s.
EZC3D_LIMIT_S = 6.0
_WORKER = Path(__file__).with_name("_ezc3d_worker.py")


def read_parameters(raw: bytes, maker: str, path: Path) -> tuple[Parameters, tuple[str, ...]]:
    """Read all parameters.

    Parameters
    ----------
    raw : bytes
        The whole file.
    maker : {"Intel", "DEC", "MIPS"}
        Whose bytes the numbers are written in.
    path : Path
        The file, for the second library and for messages.

    Returns
    -------
    parameters : Parameters
    notes : tuple of str
        Says so where ``c3d`` refused and ``ezc3d`` took over, or where the section breaks off.

    Raises
    ------
    TrialError
        If neither library can read them.
    """
    # The library asserts, and fails in many other ways on damaged bytes: all are one refusal.
    try:
        return _by_c3d(raw, maker)
    except Exception as error:
        refusal = _one_line(error)
    table = read_by_ezc3d(path, refusal)
    return table, (f"read by ezc3d, since c3d refused it ({refusal})",)


class _Section(io.BytesIO):
    """The file in memory; notices a parameter whose stated length is negative."""

    broken = False

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any stream does; a negative length ends the parameter section."""
        self.broken = self.broken or (size is not None and size < 0)
        return super().read(size)


def _by_c3d(raw: bytes, maker: str) -> tuple[Parameters, tuple[str, ...]]:
    import c3d

    class LenientReader(c3d.Reader):  # type: ignore[misc]
        """A reader that leaves contradictions between header and parameters to us."""

        def _check_metadata(self) -> None:
            """Accept: the layout is decided by the size of the file."""

    section = _Section(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = LenientReader(section)
        table = {
            f"{group_name}:{name}": _decoded(
                bytes(param.bytes), param.bytes_per_element, param.dimensions, maker
            )
            for group_name, group in reader.group_items()
            for name, param in group.param_items()
        }
    if section.broken:
        return Parameters(table), (
            f"the parameter section is damaged and breaks off after {len(table)} parameters",
        )
    return Parameters(table), ()


def _decoded(raw: bytes, element_bytes: int, dims: list[int], maker: str) -> Parameter:
    """Decode one parameter; what is cut off is left out, since real files do cut parameters."""
    order = ">" if maker == "MIPS" else "<"
    if element_bytes == -1:
        width = dims[0] if dims else 1
        cells = [raw[at : at + width] for at in range(0, len(raw), width)] if width else []
        return Parameter(tuple(dims[1:]), np.empty(0), tuple(_text(cell) for cell in cells))
    whole = raw[: len(raw) // abs(element_bytes) * abs(element_bytes)] if element_bytes else b""
    if element_bytes == 4:
        numbers = real_numbers(whole, maker).astype(np.float64)
    elif element_bytes == 2:
        numbers = np.frombuffer(whole, f"{order}i2").astype(np.float64)
    elif element_bytes == 1:
        numbers = np.frombuffer(whole, np.uint8).astype(np.float64)
    else:
        numbers = np.empty(0)
    return Parameter(tuple(dims), numbers, integer=element_bytes == 2)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def read_by_ezc3d(path: Path, refusal: str, limit_s: float = EZC3D_LIMIT_S) -> Parameters:
    """Read all parameters by ``ezc3d`` in a process of its own, within a time limit.

    Parameters
    ----------
    path : Path
        The file.
    refusal : str
        Why the first library refused it, for the message.
    limit_s : float
        How many seconds it may take.

    Returns
    -------
    table : Parameters
        What it read.

    Raises
    ------
    TrialError
        If it refuses too, crashes or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="opensim-wink-") as folder:
        answer = Path(folder) / "parameters.json"
        # -P keeps this package's modules from hiding those of the standard library.
        command = [sys.executable, "-P", str(_WORKER), str(path.resolve()), str(answer)]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                cwd=folder,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            second = f"no answer in {limit_s:g} s"
        except OSError as error:
            second = f"could not be started: {_one_line(error)}"
        else:
            if done.returncode == 0 and answer.is_file():
                return _from_json(json.loads(answer.read_text(encoding="utf-8")))
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            second = lines[-1][:160] if lines else f"exit status {done.returncode}"
    raise TrialError(
        f"{path}: damaged C3D: its parameters cannot be read by c3d ({refusal}) nor by ezc3d "
        f"({second}); export the trial again"
    )


def _from_json(table: Mapping[str, Mapping[str, Any]]) -> Parameters:
    return Parameters(
        {
            key: Parameter(
                tuple(entry["dims"]),
                np.array([np.nan if n is None else n for n in entry["numbers"]], dtype=np.float64),
                tuple(entry["texts"]),
                bool(entry["integer"]),
            )
            for key, entry in table.items()
        }
    )


def _one_line(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}"[:120].rstrip(": ")
