"""Every trial with a link to its page, and those that failed with their reasons."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from opensim_wink.report.page.cohort_parts.wording import condition_words, said
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import render
from opensim_wink.report.strict_json import Json


def failures_part(result: CohortResult) -> Part:
    """Trials that failed, each with where and why.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        For the second sheet; it says so where none failed.
    """
    words, counts = said()["failures"], result.summary["counts"]
    steps = [
        words["step_count"].format(step=words["steps"].get(step, step), n=n)
        for step, n in result.summary["failed_at"].items()
    ]
    html = render(
        "cohort_failures.html.j2",
        words=words,
        count=counts["failed"],
        trials=counts["trials"],
        not_run=counts["not_run"],
        steps=steps,
        rows=[{**row, "step": words["steps"].get(row["step"], row["step"])} for row in
              result.failures],
        more=max(0, counts["failed"] - len(result.failures)),
    )  # fmt: skip
    return Part("failures", words["title"], html, sheet=2)


def trials_part(result: CohortResult) -> Part:
    """Every trial by participant, with a link to its page.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        Not printed.
    """
    words = said()["trials"]
    people: dict[str, list[Json]] = {}
    for row in result.trials:
        people.setdefault(row["participant"], []).append(_trial(row))
    html = render(
        "cohort_trials.html.j2",
        words=words,
        people=people,
    )
    return Part("trials", words["title"], html)


def _trial(row: dict[str, str]) -> Json:
    done = row["state"] == "done"
    return {
        **row,
        "condition": condition_words(row["condition"]),
        "link": trial_link(row["folder"]) if done else "",
        "told": row["verdict"] if done else row["state"],
    }


def trial_link(folder: str) -> str:
    """Address of a trial's page, seen from the study's.

    Parameters
    ----------
    folder : str
        The trial's folder, as the tables name it.

    Returns
    -------
    str
        A relative address that stays within the study's folder; empty where the folder would not.
    """
    parts = PurePosixPath(folder).parts
    if not parts or ".." in parts or parts[0] == "/":
        return ""
    return "./" + "/".join(quote(part, safe="") for part in (*parts, "report.html"))
