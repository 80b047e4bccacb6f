"""Marker trajectories in TRC files, the form that OpenSim reads and writes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError, TrialError
from opensim_wink.trial.c3d.labels import MarkerChoice, choose_markers
from opensim_wink.trial.c3d.parameters import Parameter, Parameters
from opensim_wink.trial.points import clean_points
from opensim_wink.trial.text_table import (
    TextFile,
    bad_cell,
    number_rows,
    numbers_of,
    read_text,
    write_text,
)
from opensim_wink.trial.trc_header import TrcHeader, read_header
from opensim_wink.trial.trial import Person, Trial
from opensim_wink.trial.units import point_unit_m

FloatArray = NDArray[np.float64]

# Rates of header and times further apart than this are no rounding and no thinning of frames.
_FARTHEST_RATE = 20.0


def read_trc(path: Path, *, subject: str | None = None) -> Trial:
    """Read marker trajectories from a TRC file.

    Parameters
    ----------
    path : Path
        The file: cells between tabs or spaces, positions in m, cm or mm; where the header names no
        unit, or one in which the markers could not be on a person, it is inferred from their
        spread, and a note says so.
    subject : str or None
        Whose markers to take, where labels carry several prefixes ("Athlete:LASI").

    Returns
    -------
    Trial
        Positions in metres, laboratory axes as they are; NaN where a cell is empty or no number,
        where a marker lies exactly at the origin, is infinite or beyond 1 km. The file's own times
        are kept. What was odd is in ``notes``.

    Raises
    ------
    TrialError
        If the file is missing, empty, cut off, no TRC, holds other counts of markers and columns,
        its time does not grow, or is not in seconds.
    LabelError
        If several subjects could be meant and none was named, or the one named is not there.
    """
    path = Path(path)
    text = read_text(path, "TRC file")
    header, notes = read_header(text)
    table = _read_rows(text, header, notes)
    choice = _choose(path, header.labels, subject)
    points_m, odd = _positions(table, header)
    time_s, rate_hz = _check_time(path, table[:, 1], header, notes)
    return Trial(
        name=path.stem,
        source=path,
        time_s=time_s,
        rate_hz=rate_hz,
        labels=choice.labels,
        points_m=points_m[:, list(choice.columns)],
        subjects=choice.subjects,
        doubled=choice.doubled,
        person=Person(name=choice.subject),
        notes=(*notes, *odd, *choice.notes),
    )


def _read_rows(text: TextFile, header: TrcHeader, notes: list[str]) -> FloatArray:
    """All data rows, shape (T, 2 + 3 M): frame number, time, positions as the file has them."""
    path, width = text.path, 2 + 3 * len(header.labels)
    rows: list[list[float]] = []
    widest, short = 0, 0
    for at in range(header.body, len(text.lines)):
        line = text.lines[at]
        if not line.strip():
            continue
        row = numbers_of(line, width)
        last = at == len(text.lines) - 1
        if row is None or len(row) != width:
            if last and not text.ended:
                raise _cut_off(path, at, rows, header)
            # Editors strip trailing tabs, and with them the last markers of a frame.
            missing = width - len(row) if row is not None else 0
            if row is None or "\t" not in line or missing < 0 or missing % 3 or len(row) < 2:
                raise _bad_row(path, at, line, row, header)
            short += 1
            row = row + [np.nan] * missing
        else:
            widest = width
            if last and not text.ended and _promised(header, len(rows) + 1, row[0]):
                raise _cut_off(path, at, rows, header)
        rows.append(row)
    if not rows:
        raise TrialError(f"{path}: the file has a header but no frames; export it again.")
    if short and not widest:
        raise _bad_row(path, header.body, text.lines[header.body], rows[0], header)
    if short:
        notes.append(f"{short} rows end early; their last markers count as not seen.")
    table = np.array(rows)
    _check_counts(path, table, header, notes)
    return table


def _promised(header: TrcHeader, n_rows: int, frame: float) -> bool:
    """Whether the header promises frames that are not there."""
    # Some programs write the last frame's number for the count.
    return header.n_frames is not None and n_rows < header.n_frames and frame < header.n_frames


def _cut_off(path: Path, at: int, rows: list[list[float]], header: TrcHeader) -> TrialError:
    promised = f" of {header.n_frames}" if header.n_frames else ""
    return TrialError(
        f"{path}, line {at + 1}: the file breaks off in this line, after {len(rows)}{promised} "
        f"frames; copy or export it again."
    )


def _bad_row(
    path: Path, at: int, line: str, row: list[float] | None, header: TrcHeader
) -> TrialError:
    if row is None:
        return TrialError(f"{path}, line {at + 1}: {bad_cell(line)}; export the file again.")
    n_labels = len(header.labels)
    return TrialError(
        f"{path}, line {at + 1}: {len(row)} columns, but {n_labels} marker labels need "
        f"{2 + 3 * n_labels} (frame, time and three each); correct the labels or export again."
    )


def _check_counts(path: Path, table: FloatArray, header: TrcHeader, notes: list[str]) -> None:
    n_rows, n_labels = len(table), len(header.labels)
    if _promised(header, n_rows, float(table[-1, 0])):
        raise TrialError(
            f"{path}: {n_rows} frames, but the header promises {header.n_frames}: the file is cut "
            f"off; copy it again, or set NumFrames to {n_rows} if it was cropped on purpose."
        )
    if header.n_frames is not None and header.n_frames != n_rows:
        notes.append(f"The header says {header.n_frames} frames; the file holds {n_rows}.")
    if header.n_markers is not None and header.n_markers != n_labels:
        notes.append(f"The header says {header.n_markers} markers; the file holds {n_labels}.")


def _choose(path: Path, labels: tuple[str, ...], subject: str | None) -> MarkerChoice:
    """Columns to keep and their labels, by the rules that hold for C3D files."""
    if not labels:
        raise TrialError(f"{path}: the file names no markers in its line of labels; export again.")
    names = Parameter(dims=(len(labels),), numbers=np.empty(0), texts=labels)
    return choose_markers(len(labels), Parameters({"POINT:LABELS": names}), path, subject)


def _positions(table: FloatArray, header: TrcHeader) -> tuple[FloatArray, tuple[str, ...]]:
    """Positions in metres, shape (T, M, 3), NaN where not seen; and what was odd."""
    raw = table[:, 2:].reshape(len(table), -1, 3)[:, :, header.axes]
    scale_m, note = point_unit_m(header.unit, raw)
    with np.errstate(over="ignore"):
        points_m, notes = clean_points(raw * scale_m, header.labels)
    return points_m, (*notes, *([note] if note else []))


def _check_time(
    path: Path, time_s: FloatArray, header: TrcHeader, notes: list[str]
) -> tuple[FloatArray, float]:
    """Times as read and the frame rate; both from the header where times are too coarse."""
    odd = np.flatnonzero(~np.isfinite(time_s))
    if odd.size:
        raise TrialError(f"{path}: frame {odd[0] + 1} has no time; export the file again.")
    steps = np.diff(time_s)
    back = np.flatnonzero(steps <= 0)
    if back.size:
        rate_hz = header.rate_hz or 0.0
        grid = time_s[0] + np.arange(len(time_s)) / rate_hz if rate_hz else time_s
        if not rate_hz or (steps < 0).any() or np.abs(grid - time_s).max() > 1.0 / rate_hz:
            at = int(back[0])
            raise TrialError(
                f"{path}: time does not grow from frame {at + 1} ({time_s[at]:g} s) to frame "
                f"{at + 2} ({time_s[at + 1]:g} s); export the file again."
            )
        notes.append(f"Times are written too coarsely; they were set anew at {rate_hz:g} Hz.")
        return grid, rate_hz
    if not steps.size:
        if header.rate_hz is None:
            raise TrialError(f"{path}: one frame and no DataRate; write the rate into line 3.")
        return time_s, header.rate_hz
    step = float(np.median(steps))
    jumps = np.flatnonzero(steps > 1.5 * step)
    if jumps.size:
        at = int(jumps[0])
        notes.append(
            f"Time jumps by {steps[at]:.4g} s after frame {at + 1} ({jumps.size} such jumps)."
        )
    # Over the whole span rounding of the single times does not count.
    rate_hz = 1.0 / step if jumps.size else steps.size / float(time_s[-1] - time_s[0])
    if header.rate_hz is None:
        return time_s, rate_hz
    grid = time_s[0] + np.arange(len(time_s)) / header.rate_hz
    on_grid = np.abs(grid - time_s).max() < 0.5 / header.rate_hz
    if on_grid or abs(header.rate_hz / rate_hz - 1.0) < 0.001:
        return time_s, header.rate_hz
    if not 1.0 / _FARTHEST_RATE < header.rate_hz / rate_hz < _FARTHEST_RATE:
        raise TrialError(_other_clock(path, step, header.rate_hz))
    notes.append(f"The header says {header.rate_hz:g} Hz; the times say {rate_hz:.6g} Hz.")
    return time_s, rate_hz


def _other_clock(path: Path, step: float, rate_hz: float) -> str:
    """What to say of times that cannot be seconds by the header's rate."""
    factor, name = min(
        (
            (1e3, "milliseconds"),
            (1e6, "microseconds"),
            (rate_hz, "frame numbers"),
            (1 / 60, "minutes"),
        ),
        key=lambda unit: abs(np.log(step * rate_hz / unit[0])),
    )
    known = abs(step * rate_hz / factor - 1.0) < 0.05
    return (
        f"{path}: the header says {rate_hz:g} Hz, the times rise by {step:.4g} s a frame"
        f"{f': they look like {name}' if known else ''}; write the times in seconds, or correct "
        f"DataRate in line 3."
    )


def write_trc(path: Path, trial: Trial, *, unit: str = "m") -> None:
    """Write marker trajectories as a TRC file that OpenSim reads.

    Times and positions are written with all their digits; the trial's own times are kept, and a
    marker that was not seen is written as ``NaN``, which OpenSim takes as missing.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced in one step.
    trial : Trial
        What to write.
    unit : {"m", "mm"}
        Unit of the positions in the file, stated in its header.

    Raises
    ------
    SettingError
        If the unit is neither, or a label holds a tab or a line end.
    OutputError
        If the file cannot be written.
    """
    path = Path(path)
    if unit not in ("m", "mm"):
        raise SettingError(f"{path}: unit '{unit}' for a TRC file; allowed are 'm' and 'mm'.")
    wrong = next((label for label in trial.labels if re.search(r"[\t\r\n]", label)), None)
    if wrong is not None:
        raise SettingError(f"{path}: marker label {wrong!r} holds a tab or line end; rename it.")
    n_frames, n_markers = trial.n_frames, len(trial.labels)
    rate = f"{trial.rate_hz:.10g}"
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame"
        "\tOrigNumFrames",
        f"{rate}\t{rate}\t{n_frames}\t{n_markers}\t{unit}\t{rate}\t1\t{n_frames}",
        "Frame#\tTime\t" + "\t\t\t".join(trial.labels) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, n_markers + 1)),
        "",
    ]
    factor = 1.0 if unit == "m" else 1000.0
    values = trial.points_m.reshape(n_frames, -1) * factor
    rows = (
        f"{frame}\t{time!r}\t{row}"
        for frame, (time, row) in enumerate(
            zip(trial.time_s.tolist(), number_rows(values), strict=True), start=1
        )
    )
    write_text(path, "\n".join([*head, *rows]) + "\n")
