"""The pieces of a comparison's page, in the order in which they stand on it."""

from __future__ import annotations

from collections.abc import Callable

from opensim_wink.report.page.comparison_parts.circumstances import circumstances_part
from opensim_wink.report.page.comparison_parts.claims import claims_part
from opensim_wink.report.page.comparison_parts.conditions import conditions_part
from opensim_wink.report.page.comparison_parts.differences import differences_part
from opensim_wink.report.page.comparison_parts.findings import findings_part
from opensim_wink.report.page.comparison_parts.lab import lab_part
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part

Maker = Callable[[ComparisonResult], Part | None]

PARTS: tuple[Maker, ...] = (
    findings_part,
    conditions_part,
    differences_part,
    claims_part,
    circumstances_part,
    lab_part,
)
