"""The pieces of the page, in the order in which they stand on it."""

from __future__ import annotations

from collections.abc import Callable

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.parts.causes import causes
from opensim_wink.report.page.parts.curves import curves
from opensim_wink.report.page.parts.doubt import doubt
from opensim_wink.report.page.parts.hip import hip
from opensim_wink.report.page.parts.lab import lab
from opensim_wink.report.page.parts.load import load
from opensim_wink.report.page.parts.muscle import muscle
from opensim_wink.report.page.parts.player import player
from opensim_wink.report.page.parts.quality import quality
from opensim_wink.report.page.parts.reps import reps
from opensim_wink.report.page.parts.stills import stills
from opensim_wink.report.page.parts.verdict import verdict
from opensim_wink.report.page.result import Result

Maker = Callable[[Result], Part | None]

# The first sheet of paper ends where the first piece for the second begins: see Part.sheet.
PARTS: tuple[Maker, ...] = (
    verdict,
    player,
    stills,
    causes,
    doubt,
    curves,
    muscle,
    load,
    reps,
    quality,
    hip,
    lab,
)
