"""Read a C3D file of any maker into a trial."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from opensim_wink.errors import TrialError, listed
from opensim_wink.trial.c3d.labels import MarkerChoice, choose_markers
from opensim_wink.trial.c3d.layout import Header, Layout, find_layout, read_header
from opensim_wink.trial.c3d.libraries import read_parameters
from opensim_wink.trial.c3d.parameters import FloatArray, Parameters
from opensim_wink.trial.c3d.people import events_of, person_of
from opensim_wink.trial.c3d.plates import ground_reactions
from opensim_wink.trial.c3d.samples import read_samples
from opensim_wink.trial.points import clean_points
from opensim_wink.trial.text_table import read_bytes
from opensim_wink.trial.trial import Analog, Trial
from opensim_wink.trial.units import point_unit_m

_RATES_HZ = (1.0, 20000.0)


def read_c3d(path: Path, *, subject: str | None = None) -> Trial:
    """Read a C3D file.

    Parameters
    ----------
    path : Path
        The file: Intel, DEC or MIPS, integer or real.
    subject : str, optional
        Which subject's markers to name without prefix, where the file holds several. Without it the
        only one with enough markers for a person is taken. Other subjects' markers (a barbell) stay
        in the trial with their prefix, such as ``"Bar:BL"``.

    Returns
    -------
    Trial
        In metres and in the laboratory's axes, not turned. Frame 1 of the laboratory is at 0 s, so
        a trial that was cut out of a longer one does not begin at 0. Model outputs among the
        points are left out. ``notes`` tell what had to be decided.

    Raises
    ------
    TrialError
        If the file is missing, empty, not a C3D, damaged, truncated, or has no marker positions.
    LabelError
        If it holds several persons and none was chosen, or not the one asked for.
    """
    path = Path(path)
    raw = read_bytes(path, "C3D file")
    header = read_header(raw, path)
    parameters, notes = read_parameters(raw, header.maker, path)
    rate_hz, on_rate = _point_rate(header, parameters, path)
    if not header.n_points and not parameters.count("POINT:USED"):
        raise TrialError(_without_markers(header, parameters, rate_hz, path))
    layout, on_layout = find_layout(header, parameters, len(raw), path)
    choice = choose_markers(layout.n_points, parameters, path, subject)
    scale = parameters.number("POINT:SCALE") or header.scale
    samples = read_samples(raw, layout, header.maker, scale, parameters)
    points_m, unit_m, on_points = _positions(samples.points, choice, parameters, path)
    start_s = (_first_frame(header, parameters) - 1) / rate_hz
    analog, on_analog = _analog(samples.analog, layout, parameters, rate_hz, start_s)
    plates, on_plates = (
        ground_reactions(parameters, analog, unit_m, points_m) if analog else ((), ())
    )
    person, on_person = person_of(parameters, choice.subject, len(choice.subjects))
    events, on_events = events_of(parameters, header, choice.subject)
    return Trial(
        name=path.stem,
        source=path,
        time_s=start_s + np.arange(layout.n_frames) / rate_hz,
        rate_hz=rate_hz,
        labels=choice.labels,
        points_m=points_m,
        screen=_screen(parameters),
        subjects=choice.subjects,
        doubled=choice.doubled,
        person=person,
        events=events,
        analog=analog,
        plates=plates,
        notes=_sentences(
            *notes, *on_rate, *on_layout, *choice.notes, *samples.notes,
            *on_points, *on_analog, *on_plates, *on_person, *on_events,
        ),
    )  # fmt: skip


def _positions(
    points: FloatArray, choice: MarkerChoice, parameters: Parameters, path: Path
) -> tuple[FloatArray, float, tuple[str, ...]]:
    """Positions of the chosen markers in metres, and metres in the file's unit."""
    chosen = points[:, list(choice.columns)]
    unit_m, on_unit = point_unit_m(parameters.text("POINT:UNITS"), chosen)
    with np.errstate(all="ignore"):
        points_m, notes = clean_points(chosen * unit_m, choice.labels)
    if not np.isfinite(points_m).any():
        raise TrialError(
            f"{path}: none of its {len(choice.labels)} markers is ever seen in its "
            f"{len(points)} frames; export the trial with its trajectories"
        )
    return points_m, unit_m, ((on_unit, *notes) if on_unit else notes)


def _point_rate(
    header: Header, parameters: Parameters, path: Path
) -> tuple[float, tuple[str, ...]]:
    """Frames per second: of header and POINT:RATE the one that ANALOG:RATE agrees with."""
    stated = parameters.number("POINT:RATE")
    rates = [rate for rate in (stated, header.rate_hz) if rate is not None]
    good = [rate for rate in rates if _RATES_HZ[0] <= rate <= _RATES_HZ[1]]
    if not good:
        raise TrialError(
            f"{path}: its frame rate is {listed(f'{rate:g}' for rate in rates)} Hz, where "
            f"{_RATES_HZ[0]:g} to {_RATES_HZ[1]:g} is possible; export the trial again"
        )
    if len(good) < 2 or math.isclose(good[0], good[1], rel_tol=1e-4):
        return good[0], ()
    analog = parameters.number("ANALOG:RATE") or 0.0
    fitting = [
        rate for rate in good if math.isclose(rate * header.samples_per_frame, analog, rel_tol=1e-4)
    ]
    rate = (fitting or good)[0]
    return rate, (
        f"POINT:RATE says {good[0]:g} Hz, the header {good[1]:g} Hz; {rate:g} Hz was taken",
    )


def _without_markers(header: Header, parameters: Parameters, rate_hz: float, path: Path) -> str:
    """What a file without markers holds instead."""
    used = parameters.count("ANALOG:USED") or header.n_analog
    names = parameters.spread_texts("ANALOG:LABELS")[:used]
    if not used:
        return f"{path}: holds no markers and no analog channels; export the trial with markers"
    analog_hz = rate_hz * max(header.samples_per_frame, 1)
    return (
        f"{path}: holds no markers, only {used} analog channels at {analog_hz:g} Hz "
        f"({listed(names, 6)}); a squat is measured from markers: export the trial with them"
    )


def _first_frame(header: Header, parameters: Parameters) -> int:
    """Number of the first frame, from 1; the TRIAL group's where it outgrows 16 bits."""
    field = parameters.long_count("TRIAL:ACTUAL_START_FIELD") or 0
    wraps = field > 0xFFFF and (header.first_frame in (0, 1, 0xFFFF, field & 0xFFFF))
    return max(field if wraps or not header.first_frame else header.first_frame, 1)


def _analog(
    values: FloatArray, layout: Layout, parameters: Parameters, rate_hz: float, start_s: float
) -> tuple[Analog | None, tuple[str, ...]]:
    """Analog channels on the clock of the frames."""
    n_channels = layout.n_channels
    if not values.size:
        return None, ()
    labels = parameters.spread_texts("ANALOG:LABELS")[:n_channels]
    labels += tuple(f"channel {number}" for number in range(len(labels) + 1, n_channels + 1))
    units = parameters.spread_texts("ANALOG:UNITS")[:n_channels]
    units += ("",) * (n_channels - len(units))
    analog_hz = rate_hz * layout.samples_per_frame
    stated = parameters.number("ANALOG:RATE")
    notes: tuple[str, ...] = ()
    if stated and not math.isclose(stated, analog_hz, rel_tol=1e-3):
        notes = (
            f"ANALOG:RATE says {stated:g} Hz, but {layout.samples_per_frame} samples a frame make "
            f"{analog_hz:g} Hz, which was taken",
        )
    return Analog(labels, units, analog_hz, start_s, values), notes


def _screen(parameters: Parameters) -> tuple[str, str] | None:
    """X_SCREEN and Y_SCREEN as a sign and an axis each; None where either is absent or unclear."""
    axes = []
    for key in ("POINT:X_SCREEN", "POINT:Y_SCREEN"):
        text = parameters.text(key).upper()
        text = text if text[:1] in ("+", "-") else f"+{text}"
        if len(text) != 2 or text[1] not in "XYZ":
            return None
        axes.append(text)
    return None if axes[0][1] == axes[1][1] else (axes[0], axes[1])


def _sentences(*notes: str) -> tuple[str, ...]:
    """Notes as sentences: a capital and a full stop."""
    return tuple(f"{note[0].upper()}{note[1:].rstrip('.')}." for note in notes if note)
