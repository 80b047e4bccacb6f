"""The pieces of a study's page, in the order in which they stand on it."""

from __future__ import annotations

from collections.abc import Callable

from opensim_wink.report.page.cohort_parts.effects import effects_part
from opensim_wink.report.page.cohort_parts.guard import guard_part
from opensim_wink.report.page.cohort_parts.lab import lab_part
from opensim_wink.report.page.cohort_parts.onset import onset_part
from opensim_wink.report.page.cohort_parts.people import people_part
from opensim_wink.report.page.cohort_parts.prevalence import prevalence_part
from opensim_wink.report.page.cohort_parts.trials import failures_part, trials_part
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part

Maker = Callable[[CohortResult], Part | None]

PARTS: tuple[Maker, ...] = (
    prevalence_part,
    onset_part,
    effects_part,
    people_part,
    guard_part,
    failures_part,
    trials_part,
    lab_part,
)
